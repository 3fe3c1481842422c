import WerkfitEngine
import WerkfitStudy

/// How much of a comparison is worked out.
public enum ComparisonDetail: Sendable, Hashable {
  /// What a manager asks first.
  case headline
  /// Everything that the study can say.
  case full
}

/// Keys of outcomes that are computed here from those of the engine.
public enum DerivedOutcome: String, Sendable, CaseIterable {
  /// Benefit not paid: the opposite of the difference in `benefitPaid`.
  case benefitSaved
  /// Person-months not on benefit: the opposite of the difference in `benefitMonths`.
  case benefitMonthsSaved

  /// The outcome of which it is the opposite difference.
  public var origin: StandardOutcome { self == .benefitSaved ? .benefitPaid : .benefitMonths }
}

/// Which outcomes are looked at first, by kind of study.
public struct Headline: Sendable, Hashable {
  /// The keys, in the order in which they are shown.
  public var keys: [String]

  /// The headline of a study.
  ///
  /// With trajecten or prices these are the standard rows; a study of another kind is told by its own
  /// outcomes, and one without any by the people in each state at the horizon.
  public init(of study: Study) {
    let own = study.base.outcomes.map(\.name)
    let hasMoney = study.hasMoney
    if study.base.trajecten.isEmpty && !hasMoney {
      keys = own.isEmpty ? study.base.states.map { OutcomeKey.atHorizon(state: $0.name) } : own
      return
    }
    let people: [StandardOutcome] =
      study.base.trajecten.isEmpty
      ? [.exitsToWork] : [.started, .grossExits, .nullExits, .netExits, .netDurableExits12]
    keys = people.map(\.rawValue)
    if hasMoney {
      keys += [StandardOutcome.programmeCost.rawValue, DerivedOutcome.benefitSaved.rawValue]
      if let party = study.perspective {
        keys.append(OutcomeKey.balance(party: party))
        let members = study.base.parties.first { $0.name == party }?.members ?? []
        keys += members.map { OutcomeKey.balance(party: party, member: $0.name) }
      }
      keys.append(StandardOutcome.balanceSociety.rawValue)
    }
    if study.base.trajecten.isEmpty { keys += own }
    // The author's choice goes before ours, but a balance is never left out.
    guard !study.reported.isEmpty else { return }
    let known = Set(study.reported)
    let kept = keys.filter { known.contains($0) || $0.hasPrefix("balance") }
    keys = kept + study.reported.filter { own.contains($0) && !kept.contains($0) }
  }
}

extension Study {
  /// Whether any price line applies in any scenario or reading.
  package var hasMoney: Bool {
    !base.prices.isEmpty
      || (scenarios.map(\.changes) + readings.map(\.changes)).contains { !$0.prices.isEmpty }
  }
}
