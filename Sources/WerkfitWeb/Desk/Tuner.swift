import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// What is kept of a study and a scenario while its assumptions are moved.
struct Tuner: Sendable {
  /// The study as it is chosen to be seen.
  let study: Study
  let scenario: String
  /// The assumptions with their order.
  let tuning: StudyTuning
  /// How many replications a first answer is made from, so that it is there in time.
  let previewReplications: Int
  /// The study as it is, at as many replications as a first answer.
  let saved: TunedRun
  /// The run behind it, which can be priced again.
  private let base: StudyResult

  /// The most replications behind a first answer.
  static let mostPreview = 1_000
  /// The replications behind the whole answer.
  static let fullReplications = 10_000
  /// The seconds that the calculation of a first answer may take.
  private static let secondsForPreview = 0.15

  /// - Throws: `SimulationError`.
  init(_ study: Study, scenario: String, watch: StudyEvaluator.Watch) throws {
    (self.study, self.scenario) = (study, scenario)
    let reference = study.reference?.name ?? ""
    var settings = Self.settings(scenario, replications: 200)
    _ = try simulate(study, settings: settings, isCancelled: watch.isCancelled)
    let first = try simulate(study, settings: settings, isCancelled: watch.isCancelled)
    let fitting = Self.secondsForPreview / max(first.seconds, 1e-6) * 200
    previewReplications = [1_000, 600, 400, 300, 200, 120].first { Double($0) <= fitting } ?? 80
    settings.replications = previewReplications
    settings.keepsQuantities = true
    base = try simulate(study, settings: settings, isCancelled: watch.isCancelled)
    saved = try TunedRun(of: base, scenario: scenario)
    var tornado: OneWaySensitivity.Tornado?
    if scenario != reference, !study.uncertainParameters.isEmpty,
      let key = study.analysedOutcomes.first
    {
      let evaluator = try StudyEvaluator(study, scenarios: [scenario, reference], chances: 8)
      tornado = try OneWaySensitivity(
        of: evaluator, scenario: scenario, beside: reference, outcomes: [key], watch: watch
      ).tornados.first
    }
    tuning = StudyTuning(study, scenario: scenario, tornado: tornado)
  }

  private static func settings(_ scenario: String, replications: Int) -> RunSettings {
    var settings = RunSettings()
    settings.replications = replications
    settings.scenarios = [scenario]
    settings.readings = []
    return settings
  }

  /// A first answer: priced again where only amounts changed, else from few replications with the same chances.
  ///
  /// - Throws: `SimulationError`.
  func preview(_ values: [String: Double], watch: StudyEvaluator.Watch) throws -> TunedRun {
    let changed = tuning.study(with: values)
    if let priced = try? base.repriced(as: changed) { return try TunedRun(of: priced, scenario: scenario) }
    let result = try simulate(
      changed, settings: Self.settings(scenario, replications: previewReplications),
      isCancelled: watch.isCancelled)
    return try TunedRun(of: result, scenario: scenario)
  }

  /// An answer from a given number of replications.
  ///
  /// - Throws: `SimulationError`.
  func run(_ values: [String: Double], replications: Int, threads: Int, watch: StudyEvaluator.Watch) throws
    -> TunedRun
  {
    var settings = Self.settings(scenario, replications: replications)
    settings.threads = threads
    let result = try simulate(
      tuning.study(with: values), settings: settings, progress: watch.progress,
      isCancelled: watch.isCancelled)
    return try TunedRun(of: result, scenario: scenario)
  }
}
