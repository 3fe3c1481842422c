/// What a state means for benefit and work, from which the standard outcomes are counted.
public enum StateKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// On bijstand, without work.
  case benefit
  /// In regular full-time work, off benefit.
  case work
  /// In part-time work with a topped-up benefit.
  case partTimeWork = "part-time-work"
  /// In work with loonkostensubsidie, off benefit.
  case subsidisedWork = "subsidised-work"
  /// On a paid work place of a programme: off benefit, but no exit to work.
  case paidPlace = "paid-place"
  case study
  case volunteering
  /// Referred to another service.
  case referred
  /// On WW.
  case unemploymentBenefit = "unemployment-benefit"
  /// Anything else, such as gone for another reason, or the states of a model outside this field.
  case other

  /// Whether people in such a state receive bijstand, unless the state says otherwise.
  public var isOnBenefit: Bool {
    switch self {
    case .benefit, .partTimeWork, .volunteering: true
    default: false
    }
  }

  /// Whether arriving in such a state from one that is no work is an exit to work.
  public var isWork: Bool { self == .work || self == .partTimeWork || self == .subsidisedWork }
}

/// A way out of a state, competing with the others.
public struct Exit: Sendable, Hashable {
  /// The cause, unique within the state; the key in the study file.
  public var cause: String
  /// The state or phase to which it leads.
  public var target: String
  /// The chance per period, before effects of trajecten.
  public var chance: Chance
  /// Whether this exit counts as drop-out (uitval) from a traject.
  public var isDropout: Bool

  /// An exit to a target with the given chance.
  public init(cause: String? = nil, to target: String, chance: Chance, isDropout: Bool = false) {
    self.cause = cause ?? target
    self.target = target
    self.chance = chance
    self.isDropout = isDropout
  }
}

/// A state outside trajecten, with its moves.
public struct StateDefinition: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// What the state means for benefit and work.
  public var kind: StateKind
  /// Whether people in it receive bijstand.
  public var isOnBenefit: Bool
  /// The competing moves out of it; who takes none of them stays.
  public var moves: [Exit]

  /// A state with the given moves.
  public init(
    name: String, label: String? = nil, kind: StateKind = .other, isOnBenefit: Bool? = nil,
    moves: [Exit] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.kind = kind
    self.isOnBenefit = isOnBenefit ?? kind.isOnBenefit
    self.moves = moves
  }
}

/// Where the people of a doelgroep come from.
public enum Supply: Sendable, Hashable {
  /// A fixed number of people, present at the start.
  case size(Expression)
  /// People who arrive over time: a number per period, between two calendar months (open where nil).
  case arrivals(Expression, per: Period, from: CalendarMonth?, until: CalendarMonth?)
  /// People enter only when a traject takes them: the group is larger than any traject can serve.
  ///
  /// Each starter has a *shadow*: the same person without the traject, who is the nulalternatief.
  case onDemand
}

/// A group of people with the same chances, or with hidden classes that differ in theirs.
public struct Doelgroep: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// How many there are.
  public var supply: Supply
  /// How arrivals are spread over the steps.
  public var arrivalSpread: ArrivalSpread
  /// The shares in which they start over states; sums to 1.
  public var startingStates: [(state: String, share: Expression)]
  /// The age in years at the start, where the study uses ages.
  public var age: Double?
  /// Parameters that have another value for this group.
  public var parameters: [String: Expression]
  /// The hidden classes in it; empty where all have the same chances.
  public var classes: [HiddenClass]

  /// A group with the given supply, starting states and own parameters.
  public init(
    name: String, label: String? = nil, supply: Supply, arrivalSpread: ArrivalSpread = .even,
    startingStates: [(state: String, share: Expression)],
    age: Double? = nil, parameters: [String: Expression] = [:], classes: [HiddenClass] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.supply = supply
    self.arrivalSpread = arrivalSpread
    self.startingStates = startingStates
    self.age = age
    self.parameters = parameters
    self.classes = classes
  }

  /// Equality of all parts.
  public static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.label == right.label && left.supply == right.supply
      && left.arrivalSpread == right.arrivalSpread
      && left.startingStates.map(\.state) == right.startingStates.map(\.state)
      && left.startingStates.map(\.share) == right.startingStates.map(\.share)
      && left.age == right.age && left.parameters == right.parameters
      && left.classes == right.classes
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
