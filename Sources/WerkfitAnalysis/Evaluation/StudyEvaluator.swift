import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Computes a study at given values of its parameters: E[outcome | parameters], point by point.
///
/// Where the deterministic trace is exact and cheap it is used; else every point gets a number of chances, and every
/// number a Monte Carlo error. Points that share their chances differ only by what their parameters do.
public struct StudyEvaluator: Sendable {
  /// The study under the reading that is asked for, without readings.
  public let study: Study
  /// The scenarios that are computed, the nulalternatief among them.
  public let scenarios: [String]
  /// The position of the nulalternatief among them.
  public let reference: Int
  /// How often chance is drawn at each point; 1 where the trace is used.
  public let chances: Int
  /// Whether expectations are exact.
  public let isExact: Bool
  private var settings: RunSettings

  /// Hears how far a computation is, and is asked whether to stop.
  public struct Watch: Sendable {
    /// Told the share done.
    public var progress: (@Sendable (Double) -> Void)?
    /// Asked between blocks; true stops.
    public var isCancelled: (@Sendable () -> Bool)?

    /// Nobody hears or stops it.
    public init(
      progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
    ) {
      (self.progress, self.isCancelled) = (progress, isCancelled)
    }

    /// The same for a part of the work: progress runs from one share to another.
    public func part(from: Double, to: Double) -> Watch {
      var part = self
      if let progress { part.progress = { progress(from + (to - from) * $0) } }
      return part
    }
  }

  /// An evaluator of a study.
  ///
  /// - Parameters:
  ///   - reading: The key of the reading, or nil for the base.
  ///   - scenarios: The keys of the scenarios beside the nulalternatief; empty means all.
  ///   - chances: How often chance is drawn at each point, where the trace is not exact or not cheap.
  ///   - seed: The seed of all random numbers.
  ///   - threads: The number of threads; 0 is one per core.
  /// - Throws: `SimulationError`.
  public init(
    _ study: Study, reading: String? = nil, scenarios: [String] = [], chances: Int, seed: UInt64 = 1,
    threads: Int = 0
  ) throws {
    let own = study.under(reading: reading)
    self.study = own
    var settings = RunSettings()
    settings.seed = seed
    settings.threads = threads
    settings.scenarios = scenarios
    settings.parametersAtMean = true
    let plan = try SimulationPlan(own, settings: settings)
    self.scenarios = plan.scenarios
    reference = own.reference.flatMap { plan.scenarios.firstIndex(of: $0.name) } ?? 0
    isExact = try plan.expectationIsExact && plan.tracesAreCheap
    settings.expectedOnly = isExact
    self.chances = isExact ? 1 : max(1, chances)
    self.settings = settings
  }

  private init(_ other: StudyEvaluator, study: Study, chances: Int) {
    self.study = study
    (scenarios, reference, isExact, settings) = (
      other.scenarios, other.reference, other.isExact, other.settings
    )
    self.chances = other.isExact ? 1 : max(1, chances)
  }

  /// The same evaluator of a study that is changed elsewhere than in who flows where: a horizon, a rate, an amount.
  public func changing(_ change: (inout Study) -> Void) -> StudyEvaluator {
    var changed = study
    change(&changed)
    return StudyEvaluator(self, study: changed, chances: chances)
  }

  /// The same evaluator with another number of chances at each point.
  public func with(chances: Int) -> StudyEvaluator {
    StudyEvaluator(self, study: study, chances: chances)
  }

  /// The same evaluator with another seed.
  public func with(seed: UInt64) -> StudyEvaluator {
    var other = self
    other.settings.seed = seed
    return other
  }

  /// What the outcomes with the given keys are.
  ///
  /// - Throws: `SimulationError`; `.unknown` for a key that no outcome has.
  public func analysed(_ keys: [String]) throws -> [AnalysedOutcome] {
    let known = try with(chances: 1).evaluateAtMeans().outcomes
    return try keys.map { key in
      guard let found = known.first(where: { $0.key == key }) else { throw SimulationError.unknown(key) }
      return study.analysed(found)
    }
  }

  /// The keys of all outcomes.
  ///
  /// - Throws: `SimulationError` where the study cannot be computed at its means.
  public var outcomeKeys: [String] {
    get throws { try with(chances: 1).evaluateAtMeans().outcomes.map(\.key) }
  }

  /// How many rows are computed at once: their outcomes take some hundred megabytes at most.
  private static let mostRows = 16_384

  /// Some quantities at the given points, one sample each, in order.
  ///
  /// - Parameter chanceCycle: After how many points the chances begin anew: 1 for all points the same, 0 for each its
  ///   own.
  /// - Throws: `SimulationError`; `.unknown` where the study does not know a quantity.
  public func samples(
    of quantities: [Quantity], at points: ParameterPoints, chanceCycle: Int = 1, watch: Watch = Watch()
  ) throws -> [PointSample] {
    var rows = quantities.map { _ in [Double]() }
    let most = max(1, Self.mostRows / chances)
    let size = chanceCycle > 1 ? max(1, most / chanceCycle) * chanceCycle : most
    let chunks = (points.count + size - 1) / size
    for chunk in 0..<chunks {
      let range = (chunk * size)..<min((chunk + 1) * size, points.count)
      let part = ParameterPoints(
        names: points.names, columns: points.columns.map { Array($0[range]) }, forced: points.forced)
      var evaluator = self
      // Other points meet other chances, also where they are computed in another go.
      if chanceCycle == 0 {
        evaluator.settings.seed = settings.seed &+ UInt64(chunk) &* 0x9E37_79B9_7F4A_7C15
      }
      let evaluated = try evaluator.evaluate(
        part, chanceCycle: chanceCycle,
        watch: watch.part(from: Double(chunk) / Double(chunks), to: Double(chunk + 1) / Double(chunks)))
      for (index, quantity) in quantities.enumerated() {
        guard let sample = evaluated.sample(of: quantity) else {
          throw SimulationError.unknown(quantity.outcome)
        }
        rows[index] += sample.rows
      }
    }
    return rows.map { PointSample(rows: $0, points: points.count, chances: chances) }
  }

  /// Computes the study at the given points.
  ///
  /// - Parameter chanceCycle: After how many points the chances begin anew: 1 for all points the same, 0 for each its
  ///   own.
  /// - Throws: `SimulationError`.
  public func evaluate(
    _ points: ParameterPoints, chanceCycle: Int = 1, watch: Watch = Watch()
  ) throws -> EvaluatedPoints {
    guard points.count > 0 else { throw SimulationError.invalid("no points") }
    var settings = settings
    settings.replications = points.count * chances
    settings.chancesPerDraw = isExact ? nil : chances
    settings.chanceCycle = chanceCycle
    let given = study.given(
      zip(points.names, points.columns).map { (name: $0, values: $1) }, forced: points.forced)
    let result = try simulate(
      given, settings: settings, progress: watch.progress, isCancelled: watch.isCancelled)
    return EvaluatedPoints(
      result.base, reference: reference, points: points.count, chances: isExact ? 1 : chances,
      isExact: isExact)
  }

  /// Computes the study with every parameter at its mean.
  ///
  /// - Throws: `SimulationError`.
  public func evaluateAtMeans(watch: Watch = Watch()) throws -> EvaluatedPoints {
    var settings = settings
    settings.replications = chances
    settings.chancesPerDraw = isExact ? nil : chances
    settings.chanceCycle = 1
    let result = try simulate(
      study, settings: settings, progress: watch.progress, isCancelled: watch.isCancelled)
    return EvaluatedPoints(
      result.base, reference: reference, points: 1, chances: isExact ? 1 : chances, isExact: isExact)
  }
}
