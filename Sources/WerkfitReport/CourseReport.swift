import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// The course of one scenario as people and programs read it: people, starts and money by time.
public struct CourseReport: Sendable {
  /// The course.
  public let course: ScenarioCourse
  /// The language of texts and numbers.
  public let language: Language
  /// Whether every step and outcome is shown, or a point a year and the main outcomes.
  public let showsEverything: Bool

  /// A report of the course of a scenario.
  public init(_ course: ScenarioCourse, language: Language = .dutch, showsEverything: Bool = false) {
    self.course = course
    self.language = language
    self.showsEverything = showsEverything
  }

  private var say: Wording { Wording(language: language) }
  private var numbers: NumberText { NumberText(language: language, currency: course.run.currency) }
  private var last: Int { max(0, course.run.steps) }

  /// The points that are shown: the start, each year (or each step), and the horizon.
  private var points: [Int] {
    let stride = showsEverything ? 1 : max(1, Int((12 / course.run.monthsPerStep).rounded()))
    let regular = Array(Swift.stride(from: 0, through: last, by: stride))
    return regular.last == last ? regular : regular + [last]
  }

  /// A grid of numbers under a title.
  private struct Grid {
    var title: String
    var corner: String
    var columns: [String]
    var rows: [(label: String, cells: [String])]
  }

  // MARK: Grids

  private var grids: [Grid] {
    var grids = [peopleGrid(say("Mensen per toestand", "People by state"), course.people)]
    if !course.shadows.isEmpty {
      grids.append(
        peopleGrid(
          say("Dezelfde mensen zonder traject", "The same people without a traject"), course.shadows))
    }
    grids.append(flowGrid)
    if !course.balances.isEmpty { grids.append(moneyGrid) }
    return grids
  }

  private func peopleGrid(_ title: String, _ curves: [ScenarioCourse.Curve]) -> Grid {
    let shown = curves.filter { curve in showsEverything || curve.values.contains { abs($0) >= 0.05 } }
    return Grid(
      title: title, corner: say("aan het begin van", "at the start of"), columns: points.map(pointName),
      rows: shown.map { curve in
        (curve.label, points.map { people(curve.values.indices.contains($0) ? curve.values[$0] : 0) })
      })
  }

  private var flowGrid: Grid {
    Grid(
      title: say("Starts", "Starts"), corner: say("in de periode vanaf", "in the period from"),
      columns: points.map(pointName),
      rows: [(say("Mensen begonnen", "People started"), sums(course.starts).map(people))])
  }

  private var moneyGrid: Grid {
    Grid(
      title: say(
        "Ontvangen min betaald per partij (\(discounting))", "Received minus paid by party (\(discounting))"),
      corner: say("in de periode vanaf", "in the period from"), columns: points.map(pointName),
      rows: course.balances.map { curve in
        (
          curve.label,
          sums(curve.values).map { numbers.quantity($0, error: abs($0) / 1000, unit: "money") }
        )
      })
  }

  private var discounting: String {
    guard let rate = course.run.discountRate else { return say("contant", "discounted") }
    return rate == 0
      ? say("zonder discontering", "not discounted")
      : say("contant tegen \(numbers.rate(rate))", "discounted at \(numbers.rate(rate))")
  }

  private func people(_ value: Double) -> String {
    numbers.number(value, place: value == value.rounded() || abs(value) >= 100 ? 0 : -1)
  }

  /// Sums of a flow from each shown point up to the next.
  private func sums(_ values: [Double]) -> [Double] {
    points.indices.map { index in
      let end = index + 1 < points.count ? points[index + 1] : values.count
      return compensatedSum(values.indices.filter { $0 >= points[index] && $0 < end }.map { values[$0] })
    }
  }

  private func pointName(_ point: Int) -> String {
    course.run.calendar.indices.contains(point) ? course.run.calendar[point] : String(point)
  }

  // MARK: Outcomes

  private var outcomeRows: [ReportRow] {
    let names = OutcomeNames(say: say, perspective: course.run.perspective)
    return course.outcomes.filter { showsEverything || StandardOutcome(rawValue: $0.key) != nil }
      .compactMap { outcome in
        guard let summary = outcome.values.first ?? nil else { return nil }
        return ReportRow(names.value(outcome), [numbers.cell(summary, unit: outcome.unit)])
      }
  }

  private var heading: String {
    let reading = course.readingLabel ?? course.reading
    return course.scenario.label + (reading.map { say(", lezing: \($0)", ", reading: \($0)") } ?? "")
  }

  private var footer: String {
    let run = course.run
    let list = run.changes.joined(separator: "; ")
    let changes =
      list.isEmpty
      ? "" : say(" Anders dan in het studiebestand: \(list).", " Other than in the study file: \(list).")
    let computed = RunWords(run: run, say: say, numbers: numbers).computed
    let stream = say("toevalsstroom", "random stream")
    return "werkfit \(Program.version), seed \(run.seed), \(stream) \(run.stream), \(computed). "
      + "\(kind)\(changes)"
  }

  /// What the numbers are.
  private var kind: String {
    course.run.expectedOnly
      ? say(
        "Alle aantallen en bedragen zijn verwachte waarden; de intervallen gaan over wat we niet zeker weten, niet "
          + "over toeval.",
        "All numbers are expected values; the intervals are about what we do not know for sure, not about chance."
      )
      : say(
        "Aantallen en bedragen door de tijd zijn gemiddelden over alle doorrekeningen; de intervallen gaan over "
          + "toeval én over wat we niet zeker weten.",
        "Numbers by time are means over all replications; the intervals are about chance and about what we do not "
          + "know for sure.")
  }

  // MARK: Formats

  /// The course as text for a terminal.
  public func text(style: TextStyle = .init()) -> String {
    var lines = course.run.title.wrapped(to: style.width).map(style.bold)
    lines += heading.wrapped(to: style.width) + [""]
    for grid in grids where !grid.rows.isEmpty {
      lines += grid.title.wrapped(to: style.width).map(style.bold)
      let widest = grid.rows.flatMap(\.cells).map(\.count).max() ?? 0
      let perBlock = max(1, min(6, (style.width - 24) / max(9, widest + 2)))
      for start in Swift.stride(from: 0, to: grid.columns.count, by: perBlock) {
        let block = start..<min(start + perBlock, grid.columns.count)
        let table = TextTable(style: style, columns: block.count, columnWidth: max(9, widest + 2))
        lines += table.header(block.map { grid.columns[$0] }, label: grid.corner)
        for row in grid.rows { lines += table.row(row.label, block.map { row.cells[$0] }) }
        lines.append("")
      }
    }
    let table = TextTable(style: style, columns: 3)
    lines += [style.bold(say("Uitkomsten", "Outcomes"))]
    lines += table.header([say("gemiddeld", "mean"), "80%", "95%"])
    for row in outcomeRows {
      guard let cell = row.cells.first ?? nil else { continue }
      lines += table.row(row.label, [cell.main, cell.interval80 ?? "", cell.interval95 ?? ""])
    }
    return (lines + [""] + footer.wrapped(to: style.width)).joined(separator: "\n") + "\n"
  }

  /// The course as Markdown.
  public func markdown() -> String {
    var lines = ["# \(course.run.title.markdown)", "", heading.markdown, ""]
    for grid in grids where !grid.rows.isEmpty {
      lines += ["## \(grid.title.markdown)", ""]
      lines.append("| \(grid.corner) | " + grid.columns.joined(separator: " | ") + " |")
      lines.append("|---|" + grid.columns.map { _ in "---:|" }.joined())
      for row in grid.rows {
        lines.append("| \(row.label.trimmed.markdown) | " + row.cells.joined(separator: " | ") + " |")
      }
      lines.append("")
    }
    lines += ["## " + say("Uitkomsten", "Outcomes"), ""]
    lines += ["| | \(say("gemiddeld", "mean")) | 80% | 95% |", "|---|---:|---:|---:|"]
    for row in outcomeRows {
      guard let cell = row.cells.first ?? nil else { continue }
      lines.append(
        "| \(row.label.trimmed.markdown) | \(cell.main) | \(cell.interval80 ?? "") | \(cell.interval95 ?? "") |"
      )
    }
    return (lines + ["", footer.markdown]).joined(separator: "\n") + "\n"
  }

  /// The course as CSV, one number a line.
  ///
  /// Columns: `series` (people, shadows, balance, starts), `key`, `point`,
  /// `month`, `value`. RFC 4180 with commas and decimal points.
  public func csv() -> String {
    var text = "series,key,point,month,value\r\n"
    let add = { (series: String, key: String, values: [Double]) in
      values.enumerated().map { point, value in
        [series, key.csvField, String(point), pointName(point), value.csvField].joined(separator: ",")
          + "\r\n"
      }.joined()
    }
    for curve in course.people { text += add("people", curve.key, curve.values) }
    for curve in course.shadows { text += add("shadows", curve.key, curve.values) }
    for curve in course.balances { text += add("balance", curve.key, curve.values) }
    return text + add("starts", "", course.starts)
  }
}
