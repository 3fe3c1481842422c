import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ExportMaterial {
  /// How wide a chart is and on which page it stands.
  public enum ChartPlace: String, Sendable, Hashable, CaseIterable {
    /// In a document or on a light page.
    case light
    /// On a dark page.
    case dark
  }

  /// Costs and effects of the scenarios, or nil where there is nothing to weigh.
  private func sample() throws -> DecisionSample? {
    guard comparison.run.hasMoney, comparison.alternatives.count > 0, result.draws > 1 else { return nil }
    return try DecisionSample(of: result)
  }

  /// The outcome over the range of the assumption that does most.
  private func threshold() throws -> ThresholdSensitivity? {
    guard let tornado = sensitivity?.tornados.first,
      let bar = tornado.bars.first(where: { $0.kind == .parameter }),
      let parameter = study.uncertainParameters.first(where: { $0.name == bar.oneWay.parameter })
    else { return nil }
    let evaluator = try StudyEvaluator(
      study, scenarios: [scenario, reference], chances: CouncilFindings.chances(of: result),
      seed: result.settings.seed,
      threads: result.settings.threads)
    return try ThresholdSensitivity(
      of: evaluator, scenario: scenario, beside: reference, outcome: tornado.outcome.key,
      parameter: parameter,
      interval: Interval(bar.oneWay.low, bar.oneWay.high))
  }

  /// An outcome on a grid of the two assumptions that do most.
  private func grid() throws -> TwoWaySensitivity? {
    guard let tornado = sensitivity?.tornados.first else { return nil }
    let most = tornado.bars.filter { $0.kind == .parameter }.compactMap { bar in
      study.uncertainParameters.first { $0.name == bar.oneWay.parameter }
    }
    guard most.count > 1 else { return nil }
    let evaluator = try StudyEvaluator(
      study, scenarios: [scenario, reference], chances: CouncilFindings.chances(of: result),
      seed: result.settings.seed, threads: result.settings.threads)
    return try TwoWaySensitivity(
      of: evaluator, scenario: scenario, beside: reference, outcome: tornado.outcome.key,
      parameters: Array(most.prefix(2)))
  }

  var charts: StudyCharts {
    StudyCharts(comparison: comparison, focus: focus, language: language)
  }

  /// A chart, or nil where the study has nothing for it.
  ///
  /// - Parameters:
  ///   - width: Its width in px; nil takes the room of the page that holds it.
  /// - Throws: `SimulationError`.
  public func chart(_ kind: ChartKind, place: ChartPlace = .light, width: Double? = 680) throws
    -> AnalysisChart?
  {
    try chart(
      kind,
      in: ChartSetting(
        language: language, currency: comparison.run.currency, page: place == .dark ? .dark : .light,
        size: width.map { .fixed($0) } ?? .page))
  }

  /// A chart for a place of any kind, or nil where the study has nothing for it.
  func chart(_ kind: ChartKind, in setting: ChartSetting) throws -> AnalysisChart? {
    let all = comparison.alternatives
    // A panel each: more than six cannot be told apart.
    let few = all.count <= 6 ? all : Array(Set([focus] + all.prefix(5))).sorted()
    do {
      return try drawn(kind, all, few, in: setting)
    } catch is CostEffectivenessError {
      // Costs and effects that cannot be weighed against each other give no chart, and no page without the others.
      return nil
    }
  }

  private func drawn(_ kind: ChartKind, _ all: [Int], _ few: [Int], in setting: ChartSetting) throws
    -> AnalysisChart?
  {
    switch kind {
    case .balance: return charts.balance(of: all, draws: draws)?.chart(in: setting)
    case .difference:
      return charts.headlineBalance.flatMap { charts.difference(in: $0.key, scenarios: all) }?.chart(
        in: setting)
    case .people: return charts.people?.chart(in: setting)
    case .cashFlow: return charts.cashFlow(courses, scenarios: few)?.chart(in: setting)
    case .peopleOverTime:
      let benefit = Set(study.base.allStates.filter(\.isOnBenefit).map(\.name))
      let shown = focus == comparison.reference ? [focus] : [comparison.reference, focus]
      return charts.peopleOverTime(courses, scenarios: shown, benefit: benefit)?.chart(in: setting)
    case .parties: return charts.parties?.chart(in: setting)
    case .arena: return charts.arena(study: study)?.chart(in: setting)
    case .flow: return charts.flow?.chart(in: setting)
    case .costEffect: return try sample().flatMap(charts.costEffect)?.chart(in: setting)
    case .acceptability: return try sample().flatMap(charts.acceptability)?.chart(in: setting)
    case .information:
      return try sample().flatMap { try charts.information($0, study: study, worth: 100_000) }?.chart(
        in: setting)
    case .threshold: return try threshold().map { charts.threshold($0, study: study).chart(in: setting) }
    case .tornado:
      return sensitivity?.tornados.first.flatMap { charts.tornado($0, study: study) }?.chart(in: setting)
    case .published: return validation.flatMap(StudyCharts.published)?.chart(in: setting)
    case .heatMap: return try grid().map { charts.heatMap($0, study: study).chart(in: setting) }
    case .posterior: return calibration.map { charts.posterior($0, study: study).chart(in: setting) }
    case .waiting: return charts.waiting(courses)?.chart(in: setting)
    case .budget: return charts.budget(courses)?.chart(in: setting)
    }
  }
}
