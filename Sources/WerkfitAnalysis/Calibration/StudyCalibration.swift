import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Why studies cannot be calibrated.
public enum StudyCalibrationError: Error, Sendable, Equatable {
  /// No parameter to fit was given.
  case noParameters
  /// No observation can be used; with what was left out.
  case noObservations([UnusedObservation])
  /// The observations are impossible wherever the prior was tried.
  case impossible(tries: Int)
}

/// Parameters of one or more studies fitted to what was observed: what was believed before, and after.
///
/// Adaptive Metropolis on the prior of the study (Haario, Saksman and Tamminen 2001) with the likelihood of counts,
/// shares, classes and means around E[outcome | parameters]. All other parameters stand at their means.
public struct StudyCalibration: Sendable {
  /// The observations that were fitted to.
  public let items: [CalibrationItem]
  /// The observations that were not taken.
  public let unused: [UnusedObservation]
  /// The parameters, with their priors.
  public let parameters: [UncertainParameter]
  /// Joint draws of the posterior, chain by chain.
  public let posterior: PosteriorDraws
  /// What the posterior says, per parameter.
  public let summaries: [PosteriorSummary]
  /// What was learned.
  public let identifiability: Identifiability
  /// Per item and number observed, how it lies among what the fitted studies predict.
  public let checks: [[PredictiveCheck]]
  /// Per item and number observed, the mean and the 95% interval of what was predicted before the fit.
  public let before: [[(mean: Double, interval: Interval)]]
  /// Whether predictions are exact expectations.
  public let isExact: Bool
  /// How often chance was drawn at each point.
  public let chances: Int
  /// The number of points at which the studies were computed.
  public let points: Int
  /// The number of steps computed per study and scenario.
  public let steps: [Int]
  /// How the posterior was sampled.
  public let sampler: PosteriorSampler

  /// How a fit is done.
  public struct Settings: Sendable {
    /// The chains.
    public var sampler: PosteriorSampler
    /// How often chance is drawn at each point, where expectations are not exact.
    public var chances: Int
    /// The number of threads; 0 is one per core.
    public var threads: Int

    /// Four chains of 800 draws after 200, by default.
    public init(
      sampler: PosteriorSampler = PosteriorSampler(chains: 4, warmUp: 200, draws: 800, leaps: true, seed: 1),
      chances: Int = 50, threads: Int = 0
    ) {
      (self.sampler, self.chances, self.threads) = (sampler, chances, threads)
    }
  }

  /// Whether the chains agree and were long enough for every parameter.
  public var hasConverged: Bool {
    summaries.allSatisfy { $0.diagnostics.isGood(chains: sampler.chains) }
  }

  /// Joint draws of the posterior, evenly spread over all chains.
  ///
  /// - Throws: `CalibrationError.tooFew` where more are asked for than there are.
  public func joint(_ count: Int) throws(CalibrationError) -> [[Double]] {
    try posterior.joint(min(count, posterior.count))
  }

  /// Fits parameters of studies to their observations.
  ///
  /// A parameter that several studies have is one and the same; its prior is that of the first.
  ///
  /// - Throws: `StudyCalibrationError`, `SimulationError` or `CalibrationError`.
  public init(
    _ studies: [Study], fit names: [String], choice: CalibrationChoice = CalibrationChoice(),
    settings: Settings = Settings(), watch: StudyEvaluator.Watch = .init()
  ) throws {
    let problem = try CalibrationProblem(studies, fit: names, choice: choice, settings: settings)
    self = try Self.mapping { try StudyCalibration(problem, settings, watch) }
  }

  /// Errors of the sampler in the words of a study.
  static func mapping<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch CalibrationError.cancelled {
      throw SimulationError.cancelled
    } catch CalibrationError.noStart(let tries) {
      throw StudyCalibrationError.impossible(tries: tries)
    }
  }

  private init(
    _ problem: CalibrationProblem, _ settings: Settings, _ watch: StudyEvaluator.Watch
  ) throws {
    var model = try problem.model(shortened: true, isCancelled: watch.isCancelled)
    var posterior = try problem.sample(model, settings.sampler, watch.part(from: 0, to: 0.85))
    let count = min(500, posterior.count)
    var joint = try posterior.joint(count)
    // What was cut off must not matter where the posterior lies either.
    let whole = try problem.model(shortened: false)
    let few = try posterior.joint(min(32, posterior.count))
    let (short, long) = (try model.predictions(at: few), try whole.predictions(at: few))
    if !zip(short, long).allSatisfy({ CalibrationModel.alike($0, $1) }) {
      model = whole
      posterior = try problem.sample(model, settings.sampler, watch.part(from: 0.1, to: 0.85))
      joint = try posterior.joint(count)
    }
    let prior = problem.prior
    items = problem.items
    unused = problem.unused
    parameters = prior.parameters
    (isExact, chances, steps) = (model.isExact, model.chances, model.steps)
    sampler = settings.sampler
    points = (sampler.warmUp + sampler.draws * sampler.thinning + 1) * sampler.chains + count + 200
    summaries = try posterior.summaries()
    identifiability = try Identifiability(
      posterior: posterior, prior: parameters.indices.map { prior.spread(of: $0) })
    let after = try model.predictions(at: joint, isCancelled: watch.isCancelled)
    watch.progress?(0.96)
    let trials = try model.predictions(
      at: prior.draws(200, seed: settings.sampler.seed), isCancelled: watch.isCancelled)
    self.posterior = posterior
    var checks: [[PredictiveCheck]] = []
    var before: [[(mean: Double, interval: Interval)]] = []
    for (index, item) in items.enumerated() {
      let seed = settings.sampler.seed &+ UInt64(index + 1)
      let drawn = try item.evidence.replicates(after.compactMap { $0[index] }, seed: seed)
      let observed = item.evidence.observed.prefix(item.names.count)
      checks.append(
        try zip(observed, drawn).map { try PredictiveCheck(observed: $0, predictions: $1) })
      let first = try item.evidence.replicates(trials.compactMap { $0[index] }, seed: seed)
      before.append(
        first.prefix(item.names.count).map { values in
          let bounds = quantiles(values, at: [0.025, 0.975])
          return (mean(values), Interval(bounds[0], bounds[1]))
        })
    }
    (self.checks, self.before) = (checks, before)
    watch.progress?(1)
  }
}
