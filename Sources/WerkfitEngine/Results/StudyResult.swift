import WerkfitStudy

/// What to compute.
public struct RunSettings: Sendable, Hashable, Codable {
  /// The number of replications: draws of parameters times chances per draw.
  public var replications = 10_000
  /// How many times chance is drawn for each draw of the parameters; nil lets the engine choose:
  /// 1 where expectations are exact, else 4.
  public var chancesPerDraw: Int?
  /// The seed of all random numbers.
  public var seed: UInt64 = 1
  /// The number of threads; 0 means one per core.
  public var threads = 0
  /// Only expected values: no chance, one row per draw of the parameters.
  public var expectedOnly = false
  /// Every parameter at its mean instead of drawn.
  public var parametersAtMean = false
  /// How the parameters are drawn.
  public var sampling = ParameterSampling.plain
  /// The scenarios to compute (empty means all); the reference is always computed too.
  public var scenarios: [String] = []
  /// The readings to compute besides the base (nil means all of the study's).
  public var readings: [String]?
  /// The number of replications for readings other than the base; nil means the same, but at most 1,000.
  public var replicationsForReadings: Int?
  /// Whether the result can be priced again with other amounts (`StudyResult.repriced(as:)`), which takes memory.
  public var keepsQuantities = false
  /// After how many draws of the parameters the chances begin anew; 0 is never.
  ///
  /// With 1 chance c of every draw has the random numbers of chance c of draw 0, so that what differs between draws is
  /// what the parameters do.
  public var chanceCycle = 0
  /// For how many draws of the parameters, from the first on, the base reading keeps its course over time.
  ///
  /// A course takes some tens of kilobytes per draw and scenario; it serves the bands of charts over time.
  public var coursesKept = 0
  /// Whether the result says how long each step took.
  public var measuresTimes = false
  /// Up to this many people are followed one by one; larger flows are split as counts.
  public var smallFlow = 24

  /// The default settings.
  public init() {}

  // What is kept and measured beside the outcomes is no part of what is computed.
  private enum CodingKeys: String, CodingKey {
    case replications, chancesPerDraw, seed, threads, expectedOnly, parametersAtMean, sampling, scenarios
    case readings, replicationsForReadings, smallFlow
  }
}

/// How the parameters of the draws are chosen.
public enum ParameterSampling: String, Sendable, Hashable, CaseIterable, Codable {
  /// Each draw by itself: draw r is the same for any number of draws.
  case plain
  /// Each parameter once from each of as many equal parts of its law as there are draws: means are more precise, and
  /// draw r depends on the number of draws.
  case latinHypercube = "latin-hypercube"
}

/// Means over all replications, point by point in time.
public struct TimeSeries: Sendable {
  /// The keys of states and phases, in order of `occupancy`.
  public var states: [String]
  /// Mean number of people per state at points 0 … T (real people, no shadows).
  public var occupancy: [[Double]]
  /// Mean number of shadows of on-demand groups per state at points 0 … T.
  public var shadowOccupancy: [[Double]]
  /// The keys of the parties, in order of `balance`.
  public var parties: [String]
  /// Mean discounted receipts minus payments per party by point 0 … T.
  public var balance: [[Double]]
  /// The same for the shadows of on-demand groups.
  public var shadowBalance: [[Double]]
  /// Mean starts by point.
  public var starts: [Double]
  /// Places and funds, in the courses of single draws; nil in the means of a run.
  public var resources: ResourceSeries?
}

/// Outcomes of all scenarios under one reading.
public struct ReadingResult: Sendable {
  /// The key of the reading; nil is the base.
  public var reading: String?
  /// Outcomes per replication; row r·K + c is chance c of draw r.
  public var sampled: OutcomeTable
  /// The same of the shadows of on-demand groups: what would have happened to the same people anyway.
  ///
  /// The difference with the nulalternatief of an outcome is
  /// `(sampled − counterfactual)[scenario] − (sampled − counterfactual)[reference]`.
  public var counterfactual: OutcomeTable
  /// E[outcome | parameters] per draw from the deterministic trace, with its counterfactual; nil where not
  /// computed.
  public var expected: (table: OutcomeTable, counterfactual: OutcomeTable)?
  /// Whether the trace is exact: no integer places, funds or intake bind in any scenario.
  public var expectationIsExact: Bool
  /// The number of chances per draw K.
  public var chancesPerDraw: Int
  /// Means by time, one per scenario.
  public var series: [TimeSeries]
  /// Per scenario the course over time of each of the first draws: means over the chances of that draw.
  ///
  /// As many as `RunSettings.coursesKept` asked for; empty in readings other than the base.
  public var courses: [[TimeSeries]] = []
}

/// Everything that a run gives.
public struct StudyResult: Sendable {
  /// The study.
  public var study: Study
  /// The settings.
  public var settings: RunSettings
  /// The keys of the computed scenarios, in order of the study.
  public var scenarios: [String]
  /// The index of the reference among them.
  public var referenceIndex: Int
  /// The base reading first, then the others.
  public var readings: [ReadingResult]
  /// The number of draws of the parameters in the base reading.
  public var draws: Int
  /// The number of threads used.
  public var threads: Int
  /// How long the run took, in seconds.
  public var seconds: Double
  /// How long the steps took, where `RunSettings.measuresTimes` asked for it.
  public var times: RunTimes?
  /// What was kept to price the run again, where `RunSettings.keepsQuantities` asked for it.
  public var kept: KeptQuantities?

  /// The base reading.
  public var base: ReadingResult { readings[0] }

  /// The drawn values of every parameter that has a distribution: per parameter, one number per draw.
  ///
  /// They are drawn anew each time, as they were for the run: keeping them would take more memory than the run.
  ///
  /// - Throws: `SimulationError.invalid` where there is no memory for a generator.
  /// - Complexity: O(parameters · draws).
  public var parameterDraws: [(name: String, values: [Double])] {
    get throws { try DrawnParameters(study: study, settings: settings, draws: draws).values() }
  }
}
