import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ComparisonPage {
  /// The charts that the study has something for, each with its data.
  ///
  /// - Throws: `SimulationError`.
  func chartFigures() throws -> [ReportContent.Chart] {
    // Published figures that nothing is held against have a table, and no chart.
    let isHeld = material.validation?.figures.contains { $0.predicted != nil } ?? false
    return try Self.shown.filter { $0 != .published || isHeld }
      .compactMap { try chart($0, figures: figures(of: $0)) }
  }

  /// What each assumption does, or nil where nothing varies.
  ///
  /// - Throws: `SimulationError`.
  func sensitivity() throws -> ReportContent.Sensitivity? {
    guard let sensitivity = material.sensitivity,
      let drawn = try chart(.tornado, figures: tornadoFigures(sensitivity))
    else { return nil }
    let document = sensitivity.document(
      study: material.study, language: material.language, seed: run.seed)
    return ReportContent.Sensitivity(
      intro: ([aboutFocus] + document.notes).map(ReportContent.Paragraph.init),
      drawings: [drawn])
  }

  private var aboutFocus: String {
    say(
      "Dit gaat over ‘\(focus)’, als verschil met ‘\(reference)’.",
      "This is about ‘\(focus)’, as a difference with ‘\(reference)’.")
  }

  private func chart(_ kind: ChartKind, figures: ReportContent.Figures?) throws -> ReportContent.Chart? {
    guard let wide = try material.chart(kind, in: setting(.container(atLeast: 680))) else { return nil }
    let narrow = try material.chart(kind, in: setting(.container(atLeast: 280)))
    return ReportContent.Chart(
      key: kind.rawValue, topic: kind.name(in: material.language).raisingFirst,
      alternative: wide.description, image: still(kind),
      specification: try wide.specification(in: material.language).forPage(),
      narrow: try narrow?.specification(in: material.language).forPage(), figures: figures)
  }

  private func setting(_ size: ChartSetting.Size) -> ChartSetting {
    ChartSetting(language: material.language, currency: run.currency, page: .light, size: size)
  }

  // MARK: The data behind the charts

  private func figures(of kind: ChartKind) -> ReportContent.Figures? {
    switch kind {
    case .balance: return material.charts.headlineBalance.flatMap { scenarioFigures($0.key) }
    case .people: return material.charts.peopleKey.flatMap(scenarioFigures)
    case .difference: return material.charts.headlineBalance.flatMap { scenarioFigures($0.key) }
    case .cashFlow: return cashFlowFigures
    case .peopleOverTime: return peopleFigures
    case .parties, .arena: return partyFigures
    case .costEffect: return costFigures
    case .waiting: return placeFigures
    case .budget: return fundFigures
    case .published, .acceptability, .tornado, .flow, .information, .threshold, .heatMap, .posterior:
      return nil
    }
  }

  /// A difference per scenario, with its intervals.
  private func scenarioFigures(_ key: String) -> ReportContent.Figures? {
    guard let outcome = base.outcome(key) else { return nil }
    let lines = comparison.alternatives.compactMap { index in
      outcome.differences[index].map {
        line(comparison.scenarios[index].label, $0, unit: outcome.unit)
      }
    }
    return figures("Scenario", intervalHeads, lines)
  }

  private var intervalHeads: [String] { [say("gemiddeld", "mean"), "80%", "95%"] }

  private func line(_ name: String, _ summary: Summary, unit: String) -> ReportContent.Line {
    let cell = numbers.cell(summary, unit: unit)
    return line(name, [cell.main, cell.interval80 ?? "–", cell.interval95 ?? "–"])
  }

  func line(_ name: String, _ values: [String]) -> ReportContent.Line {
    .init(line: name, values: values.map { .init(value: $0.unbroken, isNumber: true) })
  }

  func figures(_ corner: String, _ heads: [String], _ lines: [ReportContent.Line])
    -> ReportContent.Figures?
  {
    guard !lines.isEmpty else { return nil }
    return .init(
      heads: [.init(head: corner, isNumber: false)] + heads.map { .init(head: $0, isNumber: true) },
      lines: lines)
  }

  private var partyFigures: ReportContent.Figures? {
    var lines = base.outcomes.compactMap { outcome -> ReportContent.Line? in
      guard outcome.key.hasPrefix("balance:"), !outcome.key.contains("/"),
        let summary = outcome.differences[material.focus],
        summary.mean != 0 || summary.standardDeviation != 0
      else { return nil }
      return line(
        outcome.label ?? String(outcome.key.dropFirst("balance:".count)), summary, unit: outcome.unit)
    }
    if let society = base.economics[material.focus]?.netPresentValueSociety {
      lines.append(line(say("Samenleving (alles samen)", "Society (all together)"), society, unit: "money"))
    }
    return figures(say("Partij", "Party"), intervalHeads, lines)
  }

  private var costFigures: ReportContent.Figures? {
    guard let cost = base.outcome("programmeCost"), let key = material.charts.peopleKey,
      let effect = base.outcome(key)
    else { return nil }
    let lines = comparison.alternatives.compactMap { index -> ReportContent.Line? in
      guard let spent = cost.differences[index], let gained = effect.differences[index] else { return nil }
      return line(
        comparison.scenarios[index].label,
        [numbers.cell(spent, unit: cost.unit).main, numbers.cell(gained, unit: effect.unit).main])
    }
    return figures("Scenario", [names.difference(cost).trimmed, names.difference(effect).trimmed], lines)
  }

  /// The points that stand in tables over time: the start, every year and the end.
  var points: [Int] {
    let last = material.courses.calendar.count - 1
    let stride = max(1, Int((12 / run.monthsPerStep).rounded()))
    let years = Array(Swift.stride(from: 0, through: last, by: stride))
    // More than a dozen years make a table nobody reads.
    let step = max(1, (years.count + 11) / 12)
    let shown = years.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    return shown.last == last || last < 0 ? shown : shown + [last]
  }

  func month(_ point: Int) -> String {
    material.courses.calendar.indices.contains(point)
      ? numbers.month(material.courses.calendar[point]) : "\(point)"
  }

  /// The balance added up to the end of each year.
  private var cashFlowFigures: ReportContent.Figures? {
    guard let party = run.perspective?.key else { return nil }
    let found = comparison.alternatives.compactMap { index -> (String, ScenarioCourses.Line)? in
      guard material.courses.courses.indices.contains(index) else { return nil }
      return material.courses.courses[index].cumulative(of: party).map {
        (comparison.scenarios[index].label, $0)
      }
    }
    let largest = found.flatMap { $0.1.mean.map(abs) }.max() ?? 0
    let scale = NumberText.scale(unit: "money", largest: largest)
    let lines = points.dropFirst().map { point in
      line(
        month(point),
        found.map { _, course in
          guard course.mean.indices.contains(point) else { return "–" }
          return numbers.quantity(course.mean[point], error: largest / 100, unit: "money", scale: scale)
        })
    }
    return found.isEmpty ? nil : figures(say("Tot", "Up to"), found.map(\.0), lines)
  }

  /// Where people are at the start, after each year and at the end.
  private var peopleFigures: ReportContent.Figures? {
    let shown =
      material.focus == comparison.reference ? [material.focus] : [comparison.reference, material.focus]
    let lines = shown.flatMap { index -> [ReportContent.Line] in
      guard material.courses.courses.indices.contains(index) else { return [] }
      let courses = material.courses.courses[index].people
      return courses.filter { course in course.mean.contains { $0 > 0.005 } }.map { course in
        line(
          "\(comparison.scenarios[index].label): \(course.label)",
          points.map { point in
            course.mean.indices.contains(point)
              ? numbers.number(course.mean[point], place: course.mean[point] < 9.95 ? -1 : 0) : "–"
          })
      }
    }
    return figures(say("Mensen in", "People in"), points.map(month), lines)
  }

  /// How many assumptions stand in the table under the tornado.
  private static let mostBars = 12

  private func tornadoFigures(_ sensitivity: OneWaySensitivity) -> ReportContent.Figures? {
    guard let tornado = sensitivity.tornados.first else { return nil }
    let words = AnalysisWords(study: material.study, language: material.language)
    let text = ParameterText(say: say, numbers: numbers)
    let parameters = material.study.uncertainParameters
    let bars = tornado.bars.filter { $0.oneWay.width > 0 }.prefix(Self.mostBars)
    // Without a Monte Carlo error numbers get three digits, as in the chart.
    let charted = ChartNumbers(text: numbers)
    let largest = bars.flatMap { [abs($0.oneWay.outcomeAtLow), abs($0.oneWay.outcomeAtHigh)] }.max() ?? 0
    let lines = bars.map { bar in
      let parameter = parameters.first { $0.name == bar.oneWay.parameter }
      let amount = { (value: Double, error: Double) in
        charted.string(value, unit: tornado.outcome.unit, error: error, largest: largest)
      }
      return line(
        bar.name(words) + (parameter?.isGuess ?? false ? " ◊" : ""),
        text.ends(of: bar, parameter) + [
          amount(bar.oneWay.outcomeAtLow, bar.errors.lower),
          amount(bar.oneWay.outcomeAtHigh, bar.errors.upper),
          amount(bar.oneWay.width, bar.errorOfWidth),
        ])
    }
    return figures(
      say("Aanname (◊ eigen schatting)", "Assumption (◊ own estimate)"),
      [
        say("laag", "low"), say("hoog", "high"), say("uitkomst bij laag", "outcome at low"),
        say("uitkomst bij hoog", "outcome at high"), say("verschil", "difference"),
      ], lines)
  }
}
