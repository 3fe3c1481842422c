import WerkfitStudy

/// How one reading is computed: which models, how many draws, how many chances for each, how many traces.
struct ReadingPlan: Sendable {
  let reading: String?
  let models: [CompiledModel]
  let draws: Int
  let chances: Int
  /// The number of draws for which the deterministic trace is computed; 0 is none.
  let traces: Int
  let expectedOnly: Bool
  let expectationIsExact: Bool

  /// How many replications a reading other than the base gets, unless asked otherwise: enough for a ranking.
  static let mostForReadings = 1_000
  /// How many draws get a trace beside the simulation, at most.
  static let mostTraces = 2_000
  /// How many lots the traces of a draw may split, over all scenarios: some milliseconds.
  static let mostSplits = 20_000

  /// Plans a reading.
  ///
  /// - Parameters:
  ///   - models: The scenarios that are computed.
  ///   - expectationIsExact: Whether the trace is exact in all scenarios of the study, computed or not: what is
  ///     drawn must not depend on the selection.
  ///   - tracesAreCheap: Whether traces of all scenarios of the study split few enough lots.
  init(
    reading: String?, models: [CompiledModel], expectationIsExact: Bool, tracesAreCheap: Bool,
    settings: RunSettings, isBase: Bool
  ) {
    self.reading = reading
    self.models = models
    expectedOnly = settings.expectedOnly
    self.expectationIsExact = expectationIsExact
    let wanted =
      isBase
      ? settings.replications
      : settings.replicationsForReadings ?? min(settings.replications, Self.mostForReadings)
    let replications = max(1, wanted)
    if settings.expectedOnly {
      chances = 1
      let nothingVaries = models.allSatisfy { $0.isStaticSlot.allSatisfy { $0 } }
      let isGiven = models.contains { $0.copulas.contains(where: \.isInOrder) }
      draws = (settings.parametersAtMean && !isGiven) || nothingVaries ? 1 : replications
      traces = draws
    } else {
      let usesTraces = expectationIsExact && tracesAreCheap
      chances = min(max(1, settings.chancesPerDraw ?? (usesTraces ? 1 : 4)), replications)
      draws = max(1, (replications + chances - 1) / chances)
      traces = models.count > 1 && usesTraces ? min(draws, Self.mostTraces) : 0
    }
  }

  /// Whether the traces of the first draw split few enough lots.
  ///
  /// - Throws: `SimulationError` where a number is impossible for that draw.
  static func tracesAreCheap(_ models: [CompiledModel], settings: RunSettings) throws -> Bool {
    var splits = 0
    for model in models where splits <= mostSplits {
      let kernel = try Kernel(
        model: model, seed: settings.seed, usesMeans: settings.parametersAtMean, smallFlow: settings.smallFlow
      )
      let pricer = Pricer(model: model, drawn: kernel.drawn)
      kernel.pricer = pricer
      kernel.mostSplits = mostSplits
      try kernel.drawn.fill(draw: 0)
      pricer.prepare()
      kernel.run(replication: 0, isExact: false)
      splits += kernel.splits
    }
    return splits <= mostSplits
  }

  /// Rows of the table of outcomes.
  var rows: Int { expectedOnly ? draws : draws * chances }
  /// The rows of the table of outcomes that some draws fill.
  func rows(of draws: Range<Int>) -> Range<Int> {
    let chances = expectedOnly ? 1 : chances
    return draws.lowerBound * chances..<draws.upperBound * chances
  }
  /// The rows of the table of expectations that some draws fill.
  func traces(of draws: Range<Int>) -> Range<Int> { hasTraces ? draws.clamped(to: 0..<traces) : 0..<0 }
  /// The amount of work, in replications.
  var workload: Int { models.count * rows }
  /// Whether draws get a trace beside the simulation.
  var hasTraces: Bool { traces > 0 && !expectedOnly }
}
