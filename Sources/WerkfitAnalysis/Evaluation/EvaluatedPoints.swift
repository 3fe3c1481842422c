import WerkfitDecision
import WerkfitEngine

/// Outcomes of the scenarios of a study at given points of its parameters.
public struct EvaluatedPoints: Sendable {
  /// The number of points.
  public let points: Int
  /// How often chance was drawn at each point.
  public let chances: Int
  /// Whether the numbers are exact expectations.
  public let isExact: Bool
  private let samples: ReadingSamples
  private let reference: Int
  private let result: ReadingResult

  init(_ result: ReadingResult, reference: Int, points: Int, chances: Int, isExact: Bool) {
    (self.result, self.reference, self.points) = (result, reference, points)
    (self.chances, self.isExact) = (chances, isExact)
    samples = ReadingSamples(
      result, reference: reference, expectedOnly: isExact, parametersVary: true)
  }

  /// The outcomes that are known.
  public var outcomes: [OutcomeDescriptor] { samples.outcomes }
  /// The keys of the scenarios.
  public var scenarios: [String] { result.sampled.scenarios }
  /// Means by time of a scenario, over all points.
  public func series(scenario: Int) -> TimeSeries { result.series[scenario] }

  /// A quantity at each point, or nil where the outcome or the scenario is not known.
  public func sample(of quantity: Quantity) -> PointSample? {
    guard let scenario = scenarios.firstIndex(of: quantity.scenario) else { return nil }
    guard let beside = quantity.beside else { return value(quantity.outcome, scenario: scenario) }
    guard let other = scenarios.firstIndex(of: beside) else { return nil }
    return difference(quantity.outcome, scenario: scenario, beside: other)
  }

  /// An outcome of a scenario as difference with another (the nulalternatief), each net of its shadows.
  ///
  /// - Returns: nil where the outcome is not known.
  public func difference(_ key: String, scenario: Int, beside other: Int? = nil) -> PointSample? {
    let derived = DerivedOutcome(rawValue: key)
    guard let index = samples.result.sampled.index(of: derived?.origin.rawValue ?? key) else { return nil }
    let rows = samples.differenceRows(index, scenario: scenario, beside: other ?? reference)
    return PointSample(
      rows: derived == nil ? rows : rows.map { 0 - $0 }, points: points, chances: chances)
  }

  /// An outcome of a scenario by itself.
  ///
  /// - Returns: nil where the outcome is not known.
  public func value(_ key: String, scenario: Int) -> PointSample? {
    guard let index = samples.result.sampled.index(of: key) else { return nil }
    return PointSample(
      rows: Array(samples.sampled(index, scenario: scenario)), points: points, chances: chances)
  }
}

/// What is looked at: an outcome of a scenario, by itself or as difference with another.
public struct Quantity: Sendable, Hashable, Codable {
  /// The key of the outcome.
  public var outcome: String
  /// The key of the scenario.
  public var scenario: String
  /// The key of the scenario beside which it stands, or nil for the scenario by itself.
  public var beside: String?

  /// An outcome of a scenario, as difference with another or by itself.
  public init(outcome: String, scenario: String, beside: String?) {
    (self.outcome, self.scenario, self.beside) = (outcome, scenario, beside)
  }
}

/// One number at each of some points, with the chances by which it was found.
public struct PointSample: Sendable, Hashable {
  /// Row p·K + c is chance c at point p.
  public let rows: [Double]
  /// The number of points.
  public let points: Int
  /// How often chance was drawn at each point (K).
  public let chances: Int

  /// A sample of K chances at each point.
  public init(rows: [Double], points: Int, chances: Int) {
    (self.rows, self.points, self.chances) = (rows, points, chances)
  }

  /// The chances at one point.
  public func chances(at point: Int) -> ArraySlice<Double> {
    rows[(point * chances)..<((point + 1) * chances)]
  }

  /// The mean at each point.
  public var means: [Double] { (0..<points).map { mean(chances(at: $0)) } }

  /// The Monte Carlo standard error of the mean at a point.
  public func error(at point: Int) -> Double {
    chances > 1 ? (variance(chances(at: point)) / Double(chances)).squareRoot() : 0
  }

  /// The difference of the means at two points that share their chances, and its Monte Carlo standard error.
  public func shift(from: Int, to: Int) -> (value: Double, error: Double) {
    let differences = zip(chances(at: to), chances(at: from)).map { $0 - $1 }
    let error = chances > 1 ? (variance(differences) / Double(chances)).squareRoot() : 0
    return (mean(differences), error)
  }

  /// The mean over points of the variance of a point's mean by chance: what has to be taken from a variance of means.
  public var noise: Double {
    guard chances > 1 else { return 0 }
    return mean((0..<points).map { variance(chances(at: $0)) }) / Double(chances)
  }
}

extension EvaluatedPoints {
  /// A quantity at each point.
  ///
  /// - Throws: `SimulationError.unknown` where the outcome or the scenario is not known.
  func found(_ quantity: Quantity) throws -> PointSample {
    guard let sample = sample(of: quantity) else { throw SimulationError.unknown(quantity.outcome) }
    return sample
  }

  /// The share of a party's balance, as difference between two scenarios, that falls after a point; nil where the
  /// whole is nothing.
  func shareOfBalance(after point: Double, of party: String?, scenario: String, beside: String) -> Double? {
    guard let party, let own = scenarios.firstIndex(of: scenario),
      let other = scenarios.firstIndex(of: beside),
      let balance = series(scenario: own).netBalance(of: party),
      let reference = series(scenario: other).netBalance(of: party)
    else { return nil }
    let flows = zip(balance, reference).map { $0 - $1 }
    let whole = compensatedSum(flows)
    guard abs(whole) > 1e-9 * compensatedSum(flows.map(abs)), whole != 0 else { return nil }
    return compensatedSum(flows.indices.filter { Double($0) > point }.map { flows[$0] }) / whole
  }
}
