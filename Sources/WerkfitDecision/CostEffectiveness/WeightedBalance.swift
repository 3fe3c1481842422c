/// The outcome of a group, per draw, and how heavily it counts.
public struct GroupOutcome: Sendable, Hashable, Codable {
  /// The name of the group.
  public var name: String
  /// How much one unit of the group's outcome counts.
  public var weight: Double
  /// The outcome of the whole group, one per draw; a gain is above zero.
  public var values: [Double]

  /// The outcome of a group.
  public init(_ name: String, weight: Double = 1, values: [Double]) {
    self.name = name
    self.weight = weight
    self.values = values
  }
}

/// A sum over groups with stated weights, beside the plain sum.
public struct WeightedBalance: Sendable, Hashable, Codable {
  /// What a group brings in.
  public struct Share: Sendable, Hashable, Codable {
    /// The name of the group.
    public var name: String
    /// The weight.
    public var weight: Double
    /// The mean outcome, not weighted.
    public var outcome: SampledValue
    /// The mean outcome times the weight.
    public var weighted: SampledValue
  }

  /// What each group brings in, in the order given.
  public let groups: [Share]
  /// The sum without weights.
  public let unweighted: SampledValue
  /// The sum with the weights.
  public let weighted: SampledValue
  /// The chance that the weighted sum is above zero.
  public let chancePositive: Probability
  /// The weighted sum per draw.
  public let values: [Double]

  /// The balance of groups.
  ///
  /// - Throws: `CostEffectivenessError.noOptions`, `.duplicateName`, `.unequalCounts`, `.noDraws`,
  ///   `.notFinite` with the name of the group, or `.badSetting` for a weight below zero.
  public init(of groups: [GroupOutcome]) throws {
    try checkColumns(groups.map { ($0.name, $0.values) })
    for group in groups {
      guard group.weight.isFinite, group.weight >= 0 else {
        throw CostEffectivenessError.badSetting("weight")
      }
    }
    let draws = groups.first?.values.count ?? 0
    self.groups = groups.map { group in
      let plain = sampledMean(group.values)
      return Share(
        name: group.name, weight: group.weight, outcome: plain,
        weighted: SampledValue(
          group.weight * plain.value, standardError: group.weight * plain.standardError))
    }
    unweighted = sampledMean((0..<draws).map { draw in compensatedSum(groups.lazy.map { $0.values[draw] }) })
    values = (0..<draws).map { draw in compensatedSum(groups.lazy.map { $0.weight * $0.values[draw] }) }
    weighted = sampledMean(values)
    chancePositive = Probability(values) { $0 > 0 }
  }
}

/// Refuses columns without a name of their own, of unequal length, or with numbers that are not finite.
func checkColumns(_ columns: [(name: String, values: [Double])]) throws {
  guard let draws = columns.first?.values.count else { throw CostEffectivenessError.noOptions }
  guard draws > 0 else { throw CostEffectivenessError.noDraws }
  try checkNames(columns.map(\.name))
  for column in columns {
    guard column.values.count == draws else { throw CostEffectivenessError.unequalCounts }
    guard column.values.allSatisfy(\.isFinite) else { throw CostEffectivenessError.notFinite(column.name) }
  }
}
