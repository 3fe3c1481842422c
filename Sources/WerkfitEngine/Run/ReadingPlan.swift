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

  init(reading: String?, models: [CompiledModel], settings: RunSettings, isBase: Bool) {
    self.reading = reading
    self.models = models
    expectedOnly = settings.expectedOnly
    expectationIsExact = models.allSatisfy(\.expectationIsExact)
    let wanted =
      isBase
      ? settings.replications
      : settings.replicationsForReadings ?? min(settings.replications, Self.mostForReadings)
    let replications = max(1, wanted)
    if settings.expectedOnly {
      chances = 1
      draws = settings.parametersAtMean ? 1 : replications
      traces = draws
    } else {
      chances = min(max(1, settings.chancesPerDraw ?? (expectationIsExact ? 1 : 4)), replications)
      draws = max(1, (replications + chances - 1) / chances)
      let compares = models.count > 1
      traces = compares && expectationIsExact ? min(draws, Self.mostTraces) : 0
    }
  }

  /// Rows of the table of outcomes.
  var rows: Int { expectedOnly ? draws : draws * chances }
  /// The amount of work, in replications.
  var workload: Int { models.count * rows }
  /// Whether draws get a trace beside the simulation.
  var hasTraces: Bool { traces > 0 && !expectedOnly }
}
