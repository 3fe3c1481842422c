import Foundation
import WerkfitStudy

/// What of a budget has been spent and what is left, month by month.
struct BudgetChart: Sendable, Hashable {
  /// The budget, such as `Geld voor werkplekken`.
  var fund: String
  /// The mean amount spent so far, by month, in money.
  var spent: [Double]
  /// The ends of its band of 95%, or empty.
  var spentLower95: [Double] = [], spentUpper95: [Double] = []
  /// The amount of the budget, by month.
  var budget: [Double]
  /// The first month, such as `2021-01`.
  var start: String
  /// How many months a value stands for.
  var monthsPerStep = 1

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let calendar = ChartCalendar(start: start)
    let largest = (spent + budget + spentUpper95).filter(\.isFinite).map(abs).max() ?? 0
    let unit = setting.numbers.axisUnit("money", largest: largest)
    func money(_ value: Double) -> String { setting.numbers.string(value, unit: "money", largest: largest) }
    func points(_ values: [Double], band: Bool) -> [ChartLines.Point] {
      values.enumerated().filter { $0.element.isFinite }.map { index, value in
        var range: ClosedRange<Double>?
        if band, spentLower95.indices.contains(index), spentUpper95.indices.contains(index),
          spentLower95[index] <= spentUpper95[index]
        {
          range = (spentLower95[index] / unit.divisor)...(spentUpper95[index] / unit.divisor)
        }
        return .init(
          x: Double(index * monthsPerStep) / 12, y: value / unit.divisor, band: range,
          place: calendar.month(index * monthsPerStep, setting), value: money(value))
      }
    }
    let fund = ChartText.clean(fund)
    let (end, whole) = (spent.last ?? 0, budget.last ?? 0)
    let month = calendar.month(max(spent.count - 1, 0) * monthsPerStep, setting)
    let left = whole - end
    let title =
      left >= 0
      ? say(
        "\(fund): tot \(month) gemiddeld \(money(end)) van \(money(whole)) gebruikt, \(money(left)) over",
        "\(fund): up to \(month) on average \(money(end)) of \(money(whole)) used, \(money(left)) left")
      : say(
        "\(fund): tot \(month) gemiddeld \(money(end)) gebruikt, \(money(-left)) meer dan het budget van \(money(whole))",
        "\(fund): up to \(month) on average \(money(end)) used, \(money(-left)) more than the budget of \(money(whole))"
      )
    let right = setting.isNarrow ? 92.0 : 120
    let years = Double(max(max(spent.count, budget.count) - 1, 1) * monthsPerStep) / 12
    let view = ChartLines(
      lines: [
        .init(
          label: say("budget ", "budget ") + money(whole), tone: .grey, dash: [6, 3], isStepped: true,
          points: points(budget, band: false)),
        .init(
          label: say("gebruikt ", "used ") + money(end), tone: .blue, points: points(spent, band: true)),
      ], xTitle: [say("jaren na de start", "years after the start")], yTitle: [unit.label], x: 0...years,
      y: 0...max(largest / unit.divisor * 1.06, 1e-6), height: 260, right: right
    ).view(in: setting)
    let subtitle =
      say(
        "Opgeteld vanaf \(setting.numbers.text.month(start)); wat tussen de lijnen ligt, is over",
        "Added up from \(setting.numbers.text.month(start)); what lies between the lines is left")
      + (spentLower95.isEmpty ? "." : say("; band: 95%.", "; band: 95%."))
    let range = spentLower95.last.flatMap { low in
      spentUpper95.last.map {
        say(
          " Met 95% kans van \(money(low)) tot \(money($0)).",
          " With a chance of 95% from \(money(low)) to \(money($0)).")
      }
    }
    return AnalysisChart(
      key: "budget", title: title, description: title + "." + (range ?? ""),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panel(view), theme: setting.theme))
  }
}
