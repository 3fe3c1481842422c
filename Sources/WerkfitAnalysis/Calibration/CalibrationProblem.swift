import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Studies, observations and priors that are ready to be fitted.
struct CalibrationProblem: Sendable {
  let studies: [Study]
  let items: [CalibrationItem]
  let unused: [UnusedObservation]
  let prior: CalibrationPrior
  private let settings: CalibrationModel.Settings

  var names: [String] { prior.parameters.map(\.name) }

  /// - Throws: `StudyCalibrationError`; `SimulationError.unknown` for a parameter that no study has with a distribution.
  init(
    _ studies: [Study], fit names: [String], choice: CalibrationChoice, settings: StudyCalibration.Settings
  ) throws {
    guard !names.isEmpty else { throw StudyCalibrationError.noParameters }
    var parameters: [UncertainParameter] = []
    for name in names where !parameters.contains(where: { $0.name == name }) {
      guard
        let found = studies.lazy.compactMap({ study in
          study.uncertainParameters.first { $0.name == name }
        }).first
      else { throw SimulationError.unknown(name) }
      parameters.append(found)
    }
    self.studies = studies
    var items: [CalibrationItem] = []
    var unused: [UnusedObservation] = []
    for (position, study) in studies.enumerated() {
      let found = choice.items(of: study, at: position, fitted: names)
      items += found.used
      unused += found.unused
    }
    guard !items.isEmpty else { throw StudyCalibrationError.noObservations(unused) }
    (self.items, self.unused) = (items, unused)
    prior = CalibrationPrior(parameters, correlations: studies.flatMap(\.correlations))
    self.settings = CalibrationModel.Settings(
      chances: settings.chances, seed: settings.sampler.seed, threads: settings.threads)
  }

  /// The studies compiled; shortened to the steps that matter at some draws of the prior.
  func model(
    shortened: Bool, threads: Int? = nil, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> CalibrationModel {
    var own = settings
    if let threads { own.threads = threads }
    return try CalibrationModel(
      studies, items: items, names: names, settings: own, trials: shortened ? prior.draws(6, seed: 77) : [],
      isCancelled: isCancelled)
  }

  /// The posterior of some evidence in place of what was observed.
  func sample(
    _ model: CalibrationModel, _ sampler: PosteriorSampler, _ watch: StudyEvaluator.Watch,
    evidence: [Evidence]? = nil
  ) throws -> PosteriorDraws {
    let isCancelled = watch.isCancelled
    return try sampler.sample(
      prior.space, names: names, isCancelled: { isCancelled?() ?? false },
      progress: { done, total in
        if done.isMultiple(of: 10) { watch.progress?(Double(done) / Double(total)) }
      },
      logDensity: { points in
        try model.logLikelihoods(at: points, isCancelled: isCancelled, evidence: evidence)
      })
  }
}
