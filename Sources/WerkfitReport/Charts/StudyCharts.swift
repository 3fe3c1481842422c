import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// The charts of a run: what was computed, turned into what each chart shows.
struct StudyCharts: Sendable {
  /// All scenarios side by side, with everything that the study can say.
  let comparison: StudyComparison
  /// The position of the scenario that charts of one scenario show.
  let focus: Int
  let language: Language

  var say: Wording { Wording(language: language) }
  var names: OutcomeNames { OutcomeNames(say: say, perspective: comparison.run.perspective) }
  var base: ReadingComparison { comparison.base }
  var reference: String { comparison.scenarios[comparison.reference].label }
  var months: Int { Int((Double(comparison.run.steps) * comparison.run.monthsPerStep).rounded()) }

  /// The party whose balance is told first, with the key of that balance; nil without money.
  var headlineBalance: (party: String, key: String)? {
    guard comparison.run.hasMoney else { return nil }
    if let party = comparison.run.perspective { return (party.label, "balance:" + party.key) }
    return (say("de samenleving", "society"), "balanceSociety")
  }

  /// The balance of the headline party beside going on without.
  ///
  /// - Parameters:
  ///   - scenarios: The positions of the scenarios that are shown.
  ///   - draws: The draws for the dots; nil leaves the dots out.
  func balance(of scenarios: [Int], draws: StudyDraws?) -> BalanceChart? {
    guard let (party, key) = headlineBalance, let outcome = base.outcome(key) else { return nil }
    let shown = scenarios.compactMap { index -> BalanceChart.Scenario? in
      guard let summary = outcome.differences[index] else { return nil }
      let values = draws?.differences(of: key, scenario: index) ?? []
      return BalanceChart.Scenario(
        label: comparison.scenarios[index].label, quantiles: Self.dots(values),
        estimate: ChartEstimate(summary))
    }
    guard !shown.isEmpty else { return nil }
    return BalanceChart(party: party, scenarios: shown, reference: reference, horizonMonths: months)
  }

  /// The values of which each stands for a twentieth of the draws; none where nothing varies.
  private static func dots(_ values: [Double]) -> [Double] {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return [] }
    return quantiles(values, at: (0..<20).map { (Double($0) + 0.5) / 20 })
  }

  /// How much each scenario differs from going on without in one outcome.
  func difference(in key: String, scenarios: [Int]) -> DifferenceChart? {
    guard let outcome = base.outcome(key) else { return nil }
    let shown = scenarios.compactMap { index in
      outcome.differences[index].map {
        DifferenceChart.Scenario(label: comparison.scenarios[index].label, estimate: ChartEstimate($0))
      }
    }
    guard !shown.isEmpty else { return nil }
    return DifferenceChart(
      outcome: names.value(key: outcome.key, label: outcome.label).trimmed, unit: outcome.unit,
      isMoreBetter: outcome.isMoreBetter ?? true, scenarios: shown, reference: reference,
      horizonMonths: months)
  }

  /// The people who find work beside going on without, or the first headline outcome of a study of another kind.
  var people: DifferenceChart? {
    peopleKey.flatMap { difference(in: $0, scenarios: comparison.alternatives) }
  }

  /// The key of the outcome that chart is about, or nil.
  var peopleKey: String? {
    let keys = ["netDurableExits12", "netExits"] + comparison.headlineKeys
    return keys.first { difference(in: $0, scenarios: comparison.alternatives) != nil }
  }

  /// The balance that adds up over the years.
  func cashFlow(_ courses: ScenarioCourses, scenarios: [Int]) -> CashFlowChart? {
    guard let party = comparison.run.perspective else { return nil }
    let shown = scenarios.compactMap { index -> CashFlowChart.Scenario? in
      guard courses.courses.indices.contains(index),
        let line = courses.courses[index].cumulative(of: party.key)
      else { return nil }
      let payback = base.economics[index]?.payback
      return CashFlowChart.Scenario(
        label: comparison.scenarios[index].label, mean: line.mean, lower80: line.band80.map(\.lower),
        upper80: line.band80.map(\.upper), lower95: line.band95.map(\.lower),
        upper95: line.band95.map(\.upper), paybackMonth: payback?.kind == .within ? payback?.point : nil)
    }
    guard !shown.isEmpty else { return nil }
    return CashFlowChart(
      party: party.label, scenarios: shown, reference: reference, start: comparison.run.start,
      monthsPerStep: monthsPerStep)
  }

  /// Where people are over time.
  func peopleOverTime(_ courses: ScenarioCourses, scenarios: [Int], benefit: Set<String>) -> PeopleChart? {
    let shown = scenarios.compactMap { index -> PeopleChart.Scenario? in
      guard courses.courses.indices.contains(index) else { return nil }
      let lines = courses.courses[index].people.filter { line in line.mean.contains { $0 > 0.005 } }
      guard !lines.isEmpty else { return nil }
      let bottom = lines.first { benefit.contains($0.key) }
      return PeopleChart.Scenario(
        label: comparison.scenarios[index].label,
        states: lines.map { PeopleChart.State(label: $0.label, mean: $0.mean) },
        band: bottom.flatMap { line in
          line.band95.isEmpty
            ? nil
            : PeopleChart.Band(
              label: line.label, lower95: line.band95.map(\.lower), upper95: line.band95.map(\.upper))
        })
    }
    guard let first = shown.first else { return nil }
    let labels = Set(courses.courses.flatMap(\.people).filter { benefit.contains($0.key) }.map(\.label))
    let focus = first.states.first { labels.contains($0.label) } ?? first.states[0]
    return PeopleChart(scenarios: shown, focus: focus.label, monthsPerStep: monthsPerStep)
  }

  var monthsPerStep: Int { max(1, Int(comparison.run.monthsPerStep.rounded())) }

  /// Who pays and who gains with the scenario in focus.
  var parties: PartiesChart? {
    let balances = base.outcomes.compactMap { outcome -> PartiesChart.Party? in
      guard outcome.key.hasPrefix("balance:"), !outcome.key.contains("/"),
        let summary = outcome.differences[focus], summary.mean != 0 || summary.standardDeviation != 0
      else { return nil }
      let name = outcome.label ?? String(outcome.key.dropFirst("balance:".count))
      return PartiesChart.Party(label: name, balance: ChartEstimate(summary))
    }
    guard !balances.isEmpty else { return nil }
    return PartiesChart(
      scenario: comparison.scenarios[focus].label, reference: reference, parties: balances,
      society: base.economics[focus].map { ChartEstimate($0.netPresentValueSociety) }, horizonMonths: months,
      unpriced: comparison.unpriced)
  }

  /// What each assumption does on its own to an outcome of the scenario in focus.
  func tornado(_ tornado: OneWaySensitivity.Tornado, study: Study, share: Double = 0.95) -> TornadoChart? {
    let words = AnalysisWords(study: study, language: language)
    let text = ParameterText(say: say, numbers: words.numbers)
    let parameters = study.uncertainParameters
    let assumptions = tornado.bars.filter { $0.oneWay.width > 0 }.map { bar in
      let parameter = parameters.first { $0.name == bar.oneWay.parameter }
      let ends = text.ends(of: bar, parameter)
      return TornadoChart.Assumption(
        label: bar.name(words), low: ends[0], high: ends[1],
        outcomeAtLow: bar.oneWay.outcomeAtLow, outcomeAtHigh: bar.oneWay.outcomeAtHigh,
        isOwnEstimate: parameter?.isGuess ?? false)
    }
    guard !assumptions.isEmpty else { return nil }
    let error = tornado.bars.map(\.errorOfWidth).max() ?? 0
    return TornadoChart(
      outcome: words.outcome(tornado.outcome), unit: tornado.outcome.unit,
      subject: say(
        "\(comparison.scenarios[focus].label), als verschil met ‘\(reference)’",
        "\(comparison.scenarios[focus].label), as difference with ‘\(reference)’"),
      base: tornado.base, standardError: error, interval: share, assumptions: assumptions)
  }

  /// Published figures beside what the study gives.
  static func published(_ validation: StudyValidation) -> PublishedChart? {
    let figures = validation.figures.map { figure in
      PublishedChart.Figure(
        label: figure.label, unit: figure.isShare ? "share" : figure.unit, published: figure.published,
        model: figure.predicted.map {
          ChartEstimate(
            mean: $0.mean, interval80: ($0.mean, $0.mean), interval95: ($0.lower, $0.upper))
        }, status: PublishedChart.Status(figure.status), statusText: nil)
    }
    return figures.isEmpty ? nil : PublishedChart(subject: validation.title, figures: figures)
  }
}

extension PublishedChart.Status {
  init(_ status: ObservationStatus) {
    switch status {
    case .reproduced: self = .reproduced
    case .input: self = .calibratedByHand
    case .fitted: self = .fitted
    case .arithmetic: self = .arithmetic
    case .goal: self = .target
    case .untestable: self = .untestable
    case .contradicted: self = .contradictory
    }
  }
}
