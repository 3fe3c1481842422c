/// Costs and effects of several options, per draw of the parameters.
///
/// For several effects (durable exits, months of work, hours of contact) one sample per effect is made from
/// the same costs.
public struct CostEffectSample: Sendable, Hashable, Codable {
  /// The names of the options.
  public let names: [String]
  /// Per option a column of costs, one per draw; lower is better.
  public let costs: [[Double]]
  /// Per option a column of effects, one per draw; higher is better.
  public let effects: [[Double]]

  /// A sample.
  ///
  /// - Throws: `CostEffectivenessError.noOptions`, `.noDraws`, `.duplicateName`, `.unequalCounts` or
  ///   `.notFinite` with the name of the option.
  public init(names: [String], costs: [[Double]], effects: [[Double]]) throws {
    guard let draws = costs.first?.count else { throw CostEffectivenessError.noOptions }
    guard names.count == costs.count, names.count == effects.count,
      (costs + effects).allSatisfy({ $0.count == draws })
    else { throw CostEffectivenessError.unequalCounts }
    guard draws > 0 else { throw CostEffectivenessError.noDraws }
    try checkNames(names)
    for (name, columns) in zip(names, zip(costs, effects)) {
      guard columns.0.allSatisfy(\.isFinite), columns.1.allSatisfy(\.isFinite) else {
        throw CostEffectivenessError.notFinite(name)
      }
    }
    self.names = names
    self.costs = costs
    self.effects = effects
  }

  /// The number of draws.
  public var drawCount: Int { costs.first?.count ?? 0 }

  /// The net monetary benefit per option and draw: effect × willingness to pay − cost.
  ///
  /// Stinnett and Mullahy 1998.
  public func netBenefits(at willingnessToPay: Double) -> [[Double]] {
    zip(costs, effects).map { costs, effects in
      zip(costs, effects).map { cost, effect in effect * willingnessToPay - cost }
    }
  }

  /// The number of the option with a name.
  func number(of name: String) throws -> Int {
    guard let number = names.firstIndex(of: name) else { throw CostEffectivenessError.noSuchOption(name) }
    return number
  }
}

/// Refuses names that occur twice.
func checkNames(_ names: [String]) throws {
  var seen = Set<String>()
  for name in names where !seen.insert(name).inserted { throw CostEffectivenessError.duplicateName(name) }
}
