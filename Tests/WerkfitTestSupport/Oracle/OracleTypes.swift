import WerkfitStudy

/// What one run of the oracle gives.
public struct OracleRun: Sendable {
  /// Outcomes of the real people, by the keys of `OutcomeTable`.
  public var outcomes: [String: Double]
  /// Outcomes of the shadows of on-demand groups, for the keys that exist for shadows.
  public var counterfactual: [String: Double]
  /// The number of real people by state or phase at points 0 … T.
  public var occupancy: [String: [Int]]
  /// The number of shadows of on-demand groups by state at points 0 … T.
  public var shadowOccupancy: [String: [Int]]
  /// Starts by point 0 … T.
  public var starts: [Int]
  /// Open places by pool at points 0 … T.
  public var openPlaces: [String: [Int]]
  /// Everything that happened, in order of time.
  public var events: [OracleEvent]
}
