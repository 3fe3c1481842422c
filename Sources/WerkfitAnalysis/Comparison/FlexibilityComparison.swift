import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What a reserve that learns is worth: a scenario with it beside the one on which it is based.
public struct FlexibilityComparison: Sendable, Codable, Hashable {
  /// The position of the scenario with the reserve.
  public var scenario: Int
  /// The position of the scenario on which it is based.
  public var beside: Int
  /// The key of the reserve.
  public var reserve: String
  /// What readers see of the reserve.
  public var label: String
  /// How many more net exits to work there are, or nil where the study does not count them.
  public var netExits: Summary?
  /// How much better the balance of the perspective party is, or nil.
  public var balance: Summary?
  /// How much better the balance of society is, or nil.
  public var balanceSociety: Summary?
}

extension ComparisonBuilder {
  /// The worth of every reserve that a scenario has and the one on which it is based has not, or has with another rule.
  func flexibility(_ samples: ReadingSamples) -> [FlexibilityComparison] {
    result.scenarios.indices.flatMap { scenario -> [FlexibilityComparison] in
      let definition = study.scenarios.first { $0.name == result.scenarios[scenario] }
      guard let base = definition?.basedOn, let other = result.scenarios.firstIndex(of: base) else {
        return []
      }
      let before = study.model(scenario: base, reading: samples.result.reading).reserves
      let reserves = study.model(scenario: result.scenarios[scenario], reading: samples.result.reading)
        .reserves
      return reserves.filter { !before.contains($0) }.map { reserve in
        func gain(_ key: String) -> Summary? {
          guard let index = samples.result.sampled.index(of: key) else { return nil }
          let difference = samples.difference(index, scenario: scenario, beside: other)
          return Summary(of: difference.values, standardError: difference.standardError)
        }
        return FlexibilityComparison(
          scenario: scenario, beside: other, reserve: reserve.name, label: reserve.label,
          netExits: gain(StandardOutcome.netExits.rawValue),
          balance: study.perspective.flatMap { gain(OutcomeKey.balance(party: $0)) },
          balanceSociety: gain(StandardOutcome.balanceSociety.rawValue))
      }
    }
  }
}
