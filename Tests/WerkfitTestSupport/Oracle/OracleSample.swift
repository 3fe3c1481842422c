import WerkfitStudy

/// Outcomes of many runs of the oracle, as columns.
public struct OracleSample: Sendable {
  /// One value per run, by the key of the outcome; keys of shadows start with `OracleSample.shadow`.
  public private(set) var columns: [String: [Double]] = [:]
  /// The sum over the runs of the number of people by state at points 0 … T.
  public private(set) var occupancy: [String: [Int]] = [:]

  /// What the keys of shadows start with.
  public static let shadow = "shadow:"

  /// Runs of one scenario at given values of the parameters.
  public init(
    of study: Study, scenario: String, runs: Int, seed: UInt64, parameters: [String: Double] = [:],
    bias: OracleBias = .none
  ) {
    var oracle = Oracle(study: study, scenario: scenario, parameters: parameters, bias: bias)
    for index in 0..<runs {
      let run = oracle.run(seed: seed &* 0x9E37_79B9 &+ UInt64(index) &* 0x1_0000_0001)
      for (key, value) in run.outcomes { columns[key, default: []].append(value) }
      for (key, value) in run.counterfactual { columns[Self.shadow + key, default: []].append(value) }
      for (state, counts) in run.occupancy {
        let old = occupancy[state] ?? counts.map { _ in 0 }
        occupancy[state] = zip(old, counts).map(+)
      }
    }
  }
}
