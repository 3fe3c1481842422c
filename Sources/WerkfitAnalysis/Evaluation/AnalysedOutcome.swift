import WerkfitEngine
import WerkfitStudy

/// An outcome that an analysis looks at.
public struct AnalysedOutcome: Sendable, Hashable, Codable {
  /// The key.
  public var key: String
  /// The label from the study file, or nil for standard outcomes.
  public var label: String?
  /// What the numbers count: `persons`, `months`, `money`, or a unit of the study's own.
  public var unit: String
  /// Whether more is better; nil where that cannot be said.
  public var isMoreBetter: Bool?
}

extension Study {
  /// The outcomes that an analysis looks at unless others are asked for: the balance and the exits.
  ///
  /// Where there is no money or no exit to work, the first own outcomes.
  public var analysedOutcomes: [String] {
    var keys: [String] = []
    if hasMoney {
      keys.append(
        perspective.map { OutcomeKey.balance(party: $0) } ?? StandardOutcome.balanceSociety.rawValue)
    }
    if !base.trajecten.isEmpty {
      keys.append(StandardOutcome.netExits.rawValue)
    } else if !hasMoney {
      keys += base.outcomes.filter { $0.isMoreBetter != nil }.prefix(2).map(\.name)
    }
    if keys.isEmpty { keys = base.outcomes.prefix(2).map(\.name) }
    if keys.isEmpty { keys = base.states.last.map { [OutcomeKey.atHorizon(state: $0.name)] } ?? [] }
    return keys
  }

  /// An outcome of the study by its descriptor.
  public func analysed(_ descriptor: OutcomeDescriptor) -> AnalysedOutcome {
    let own = base.outcomes.first { $0.name == descriptor.key }
    let isGood = descriptor.key.hasPrefix("balance") || Self.good.contains(descriptor.key)
    return AnalysedOutcome(
      key: descriptor.key, label: descriptor.label ?? own?.label ?? partyLabel(descriptor.key),
      unit: descriptor.unitName, isMoreBetter: isGood ? true : own?.isMoreBetter)
  }

  private func partyLabel(_ key: String) -> String? {
    base.parties.first { OutcomeKey.balance(party: $0.name) == key }?.label
  }

  /// Standard outcomes of which more is better.
  private static let good = Set(
    [
      StandardOutcome.netExits, .netDurableExits6, .netDurableExits12, .netDurableExits18, .grossExits,
      .durableExits6, .durableExits12, .durableExits18, .exitsToWork, .balanceSociety,
    ].map(\.rawValue))
}
