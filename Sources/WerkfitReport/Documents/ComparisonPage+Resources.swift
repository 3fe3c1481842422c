import WerkfitAnalysis
import WerkfitStudy

extension ComparisonPage {
  /// Who waits and which places are in use at the start, after each year and at the end.
  var placeFigures: ReportContent.Figures? {
    guard let pool = material.charts.pool(in: material.courses) else { return nil }
    func people(_ values: [Double], _ point: Int) -> String {
      values.indices.contains(point)
        ? numbers.number(values[point], place: values[point] < 9.95 ? -1 : 0) : "–"
    }
    let heads =
      (pool.waiting == nil ? [] : [say("wachten", "waiting")])
      + [say("in gebruik", "in use"), say("plekken", "places")]
    let lines = points.map { point in
      line(
        month(point),
        (pool.waiting.map { [people($0.mean, point)] } ?? [])
          + [people(pool.occupied.mean, point), people(pool.open, point)])
    }
    return figures(say("Op", "On"), heads, lines)
  }

  /// What has been used of the largest fund, up to the start of each year and the end.
  var fundFigures: ReportContent.Figures? {
    guard let fund = material.charts.fund(in: material.courses) else { return nil }
    let largest = (fund.budget + fund.used.mean).map(abs).max() ?? 0
    let scale = NumberText.scale(unit: "money", largest: largest)
    func money(_ value: Double) -> String {
      numbers.quantity(value, error: largest / 1000, unit: "money", scale: scale)
    }
    let lines = points.compactMap { point -> ReportContent.Line? in
      guard fund.budget.indices.contains(point), fund.used.mean.indices.contains(point) else { return nil }
      let (had, used) = (fund.budget[point], fund.used.mean[point])
      return line(month(point), [money(had), money(used), money(had - used)])
    }
    return figures(
      say("Tot", "Up to"), ["budget", say("gebruikt", "used"), say("over", "left")], lines)
  }
}
