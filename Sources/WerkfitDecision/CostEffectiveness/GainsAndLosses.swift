/// Who gains and who pays: the mean difference of each party, and whether they make up society.
public struct GainsAndLosses: Sendable, Hashable, Codable {
  /// Which way it goes for a party.
  public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
    /// The mean is above zero by more than four Monte Carlo errors.
    case gains
    /// The mean is below zero by more than four Monte Carlo errors.
    case pays
    /// Nothing changes in any draw.
    case unaffected
    /// The mean cannot be told from zero.
    case undecided
  }

  /// One party.
  public struct Party: Sendable, Hashable, Codable {
    /// The name of the party.
    public var name: String
    /// Which way it goes.
    public var direction: Direction
    /// The mean difference; a gain is above zero.
    public var difference: SampledValue
    /// From the 10th to the 90th percentile over draws.
    public var interval80: Interval
    /// The chance that the party gains.
    public var chanceOfGain: Probability
    /// The chance that the party loses.
    public var chanceOfLoss: Probability
  }

  /// The parties, in the order given.
  public let parties: [Party]
  /// All parties together.
  public let society: SampledValue
  /// What those who gain on average gain together.
  public let gained: Double
  /// What those who lose on average pay together, as a positive amount.
  public let paid: Double

  /// The gains and losses of parties.
  ///
  /// - Parameters:
  ///   - parties: The name and the difference per draw of each party.
  ///   - society: The balance of society per draw as it was found otherwise, to check the sum with; or nil.
  ///   - tolerance: How far the sum may be off, as a share of the amounts that move in the draw.
  /// - Throws: `CostEffectivenessError.doesNotBalance` for the first draw that is off, and as for
  ///   `WeightedBalance`.
  public init(
    of parties: [(name: String, values: [Double])], society: [Double]? = nil, tolerance: Double = 1e-9
  ) throws {
    try checkColumns(parties)
    guard tolerance >= 0 else { throw CostEffectivenessError.badSetting("tolerance") }
    let draws = parties.first?.values.count ?? 0
    let sums = (0..<draws).map { draw in compensatedSum(parties.lazy.map { $0.values[draw] }) }
    if let society {
      guard society.count == draws else { throw CostEffectivenessError.unequalCounts }
      for draw in 0..<draws {
        let moved = parties.reduce(0) { $0 + abs($1.values[draw]) }
        let difference = sums[draw] - society[draw]
        guard abs(difference) <= tolerance * moved else {
          throw CostEffectivenessError.doesNotBalance(draw: draw, difference: difference)
        }
      }
    }
    self.parties = parties.map { Party($0.name, values: $0.values) }
    self.society = sampledMean(sums)
    gained = self.parties.reduce(0) { $0 + max(0, $1.difference.value) }
    paid = self.parties.reduce(0) { $0 + max(0, -$1.difference.value) }
  }
}

extension GainsAndLosses.Party {
  fileprivate init(_ name: String, values: [Double]) {
    let found = sampledMean(values)
    let bounds = quantiles(values, at: [0.1, 0.9])
    self.name = name
    difference = found
    interval80 = Interval(bounds[0], bounds[1])
    chanceOfGain = Probability(values) { $0 > 0 }
    chanceOfLoss = Probability(values) { $0 < 0 }
    direction =
      if values.allSatisfy({ $0 == 0 }) {
        .unaffected
      } else if abs(found.value) <= 4 * found.standardError {
        .undecided
      } else {
        found.value > 0 ? .gains : .pays
      }
  }
}
