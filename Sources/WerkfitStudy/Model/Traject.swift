/// How long people stay in a phase when no exit by cause takes them away earlier.
public enum Stay: Sendable, Hashable {
  /// Everyone the same length.
  case fixed(Duration)
  /// Planned lengths uniform between two bounds.
  case uniform(Duration, Duration)
  /// Planned lengths triangular with lowest, most likely and highest.
  case triangular(Duration, Duration, Duration)
  /// Completion by chance: from the lowest length on with a chance per period, at the latest at the highest.
  case completion(minimum: Duration, chance: Chance, maximum: Duration)
  /// Stated lengths with weights.
  case discrete([(length: Duration, weight: Double)])
  /// Until a place of a pool is given: the phase is a waiting list, and the next phase occupies the place.
  case untilPlace(of: String)

  /// Equality of all parts.
  public static func == (left: Stay, right: Stay) -> Bool {
    switch (left, right) {
    case (.fixed(let a), .fixed(let b)): a == b
    case (.uniform(let a, let b), .uniform(let c, let d)): a == c && b == d
    case (.triangular(let a, let b, let c), .triangular(let d, let e, let f)): a == d && b == e && c == f
    case (.completion(let a, let b, let c), .completion(let d, let e, let f)): a == d && b == e && c == f
    case (.discrete(let a), .discrete(let b)):
      a.map(\.length) == b.map(\.length) && a.map(\.weight) == b.map(\.weight)
    case (.untilPlace(let a), .untilPlace(let b)): a == b
    default: false
    }
  }

  /// Hashes the kind of stay.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .fixed(let length): hasher.combine(length)
    case .uniform(let low, let high): hasher.combine([low, high])
    case .triangular(let low, let mode, let high): hasher.combine([low, mode, high])
    case .completion(let low, _, let high): hasher.combine([low, high])
    case .discrete(let parts): hasher.combine(parts.map(\.length))
    case .untilPlace(let pool): hasher.combine(pool)
    }
  }
}

/// A state or phase to which a share of people goes.
public struct Destination: Sendable, Hashable {
  /// The state or phase.
  public var target: String
  /// The share, 0 to 1.
  public var share: Expression

  /// A share of people that goes to a target.
  public init(_ target: String, share: Expression = .number(1)) {
    self.target = target
    self.share = share
  }
}

/// A single extension of a phase at its planned end.
public struct StayExtension: Sendable, Hashable {
  /// The chance that a person whose stay ends is extended (once).
  public var chance: Expression
  /// By how long.
  public var length: Duration

  /// An extension with the given chance and length.
  public init(chance: Expression, length: Duration) {
    self.chance = chance
    self.length = length
  }
}

/// A part of a traject in which people's chances and costs are the same.
public struct Phase: Sendable, Hashable {
  /// The key in the study file; unique among all states and phases.
  public var name: String
  /// What readers see.
  public var label: String
  /// What being in the phase means for benefit and work.
  public var kind: StateKind
  /// Whether people in it receive bijstand.
  public var isOnBenefit: Bool
  /// How long the phase lasts.
  public var stay: Stay
  /// A single extension, or nil.
  public var `extension`: StayExtension?
  /// Hours a week, where the programme counts hours.
  public var hoursPerWeek: Expression?
  /// The competing exits by cause.
  public var exits: [Exit]
  /// Where people go when the stay ends, with shares that sum to 1; empty means the next phase.
  public var otherwise: [Destination]

  /// A phase with the given stay and exits.
  public init(
    name: String, label: String? = nil, kind: StateKind = .benefit, isOnBenefit: Bool? = nil, stay: Stay,
    extension: StayExtension? = nil, hoursPerWeek: Expression? = nil, exits: [Exit] = [],
    otherwise: [Destination] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.kind = kind
    self.isOnBenefit = isOnBenefit ?? kind.isOnBenefit
    self.stay = stay
    self.extension = `extension`
    self.hoursPerWeek = hoursPerWeek
    self.exits = exits
    self.otherwise = otherwise
  }
}

/// How an effect changes a chance.
public enum EffectScale: String, Sendable, Hashable, CaseIterable {
  /// Multiplies the rate of the exits concerned; competing exits are converted together.
  case hazardRatio
  /// Multiplies the probability per step of the exits concerned.
  case riskRatio
  /// Adds to the probability per step of the exits concerned (percentage points per period).
  case addedChance
}

/// From when the later effect of a traject counts.
public enum EffectOrigin: String, Sendable, Hashable, CaseIterable {
  case start, end
}

/// A change that a traject makes to a parameter of the people who take it.
///
/// While the traject runs (`lockIn`) the size is constant. Afterwards (`gain`) a ratio g becomes
/// `1 + (g − 1)·2^(−τ/halfLife)` and an added chance a becomes `a·2^(−τ/halfLife)`, with τ the time since
/// the origin, in steps from 0; without a half-life it does not fade.
public struct Effect: Sendable, Hashable {
  /// The parameter whose exits change; every exit whose formula reads it, directly or not, is concerned.
  public var parameter: String
  /// How the chance changes.
  public var scale: EffectScale
  /// The size: a ratio, or an added chance.
  public var size: Expression
  /// The period of an added chance; nil means one step.
  public var period: Period?
  /// From when τ counts, for a gain.
  public var origin: EffectOrigin
  /// The time in which the effect halves, or nil.
  public var halfLife: Duration?
  /// The time after the origin at which the effect ends altogether, or nil.
  public var endsAfter: Duration?

  /// An effect on a parameter.
  public init(
    parameter: String, scale: EffectScale, size: Expression, period: Period? = nil,
    origin: EffectOrigin = .end, halfLife: Duration? = nil, endsAfter: Duration? = nil
  ) {
    self.parameter = parameter
    self.scale = scale
    self.size = size
    self.period = period
    self.origin = origin
    self.halfLife = halfLife
    self.endsAfter = endsAfter
  }
}

/// A programme that takes people through a chain of phases.
public struct Traject: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The phases, in order.
  public var phases: [Phase]
  /// Where people go at the end of the last phase, with shares that sum to 1; empty where every phase says so.
  public var otherwise: [Destination]
  /// Effects while it runs, on exits of its phases.
  public var lockIn: [Effect]
  /// Effects afterwards, on moves outside trajecten.
  public var gain: [Effect]
  /// Whether people who drop out (leave by an exit marked as drop-out) have the gains too.
  public var dropoutsKeepGain: Bool
  /// The places that a participant occupies while in the traject, or nil.
  public var places: String?
  /// The phases that occupy a place; empty means all of them, or all that follow a waiting list.
  public var placePhases: [String]
  /// How many places a person occupies: 0.5 for half days.
  public var placesPerPerson: Expression
  /// The fund that pays, or nil.
  public var fund: String?
  /// What a start commits from the fund, in money.
  public var commits: Expression?

  /// A traject with the given phases.
  public init(
    name: String, label: String? = nil, phases: [Phase], otherwise: [Destination], lockIn: [Effect] = [],
    gain: [Effect] = [], dropoutsKeepGain: Bool = true, places: String? = nil, placePhases: [String] = [],
    placesPerPerson: Expression = .number(1), fund: String? = nil,
    commits: Expression? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.phases = phases
    self.otherwise = otherwise
    self.lockIn = lockIn
    self.gain = gain
    self.dropoutsKeepGain = dropoutsKeepGain
    self.places = places
    self.placePhases = placePhases
    self.placesPerPerson = placesPerPerson
    self.fund = fund
    self.commits = commits
  }
}

/// A number of places that people occupy during a traject.
public struct PlacePool: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// How many places there are.
  public var capacity: Expression
  /// Whether a freed place takes the next candidate.
  public var isRotating: Bool
  /// How long a freed place stays empty; a part of a step is a chance of one step.
  public var emptyBetween: Duration?
  /// From when the places are open; nil means from the start.
  public var from: CalendarMonth?
  /// The first month in which no new candidate is taken; nil means never.
  public var until: CalendarMonth?
  /// Who of a waiting list is given a place first.
  public var order: AdmissionOrder
  /// The groups and trajecten that go first, the first of all first, where the order is by priority.
  public var priority: [String]
  /// Places that only one group can be given.
  public var earmarked: [Earmark]
  /// How many people of a waiting list may be admitted at a point at most; nil means as many as there are places.
  public var admits: Expression?

  /// A pool of places.
  public init(
    name: String, label: String? = nil, capacity: Expression, isRotating: Bool = true,
    emptyBetween: Duration? = nil, from: CalendarMonth? = nil, until: CalendarMonth? = nil,
    order: AdmissionOrder = .firstCome, priority: [String] = [], earmarked: [Earmark] = [],
    admits: Expression? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.capacity = capacity
    self.isRotating = isRotating
    self.emptyBetween = emptyBetween
    self.from = from
    self.until = until
    self.order = order
    self.priority = priority
    self.earmarked = earmarked
    self.admits = admits
  }
}

/// When a fund counts money as used.
public enum CommitmentRule: String, Sendable, Hashable, CaseIterable {
  /// A start commits the stated amount at once.
  case start
  /// Only what has been paid counts; a start needs its stated amount to be left.
  case payment
}

/// An amount of money from which trajecten are paid.
public struct Fund: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The amount, nominal: of the whole study, or of each calendar year, when it may read `year`.
  public var amount: Expression
  /// Whether the amount is for a calendar year: what is committed counts in the year of the start, what is paid in that
  /// of the payment.
  public var isYearly: Bool
  /// What of a yearly fund goes on to the next year.
  public var carryOver: CarryOver
  /// The account from which it pays; price lines from this account are its payments.
  public var account: Account
  /// From when it may be committed; nil means from the start.
  public var from: CalendarMonth?
  /// The first month in which nothing is committed any more; nil means never.
  public var until: CalendarMonth?
  /// When money counts as used.
  public var commitment: CommitmentRule

  /// A fund with the given amount and account.
  public init(
    name: String, label: String? = nil, amount: Expression, account: Account, from: CalendarMonth? = nil,
    until: CalendarMonth? = nil, commitment: CommitmentRule = .start,
    isYearly: Bool = false, carryOver: CarryOver = .none
  ) {
    self.name = name
    self.label = label ?? name
    self.amount = amount
    self.isYearly = isYearly
    self.carryOver = carryOver
    self.account = account
    self.from = from
    self.until = until
    self.commitment = commitment
  }
}

/// To whom, from when and how fast a scenario offers a traject.
public struct Offer: Sendable, Hashable {
  /// The traject.
  public var traject: String
  /// The groups that get it, with the shares of the starts (equal shares of 1 where not given).
  public var groups: [String]
  /// The share of starts for each group where groups are mixed; empty means in proportion to who is eligible.
  public var mix: [Expression]
  /// The share of the eligible people who get it, where everyone starts at once.
  public var share: Expression
  /// The states from which people start; empty means the starting states of their group.
  public var states: [String]
  /// The first month of starts; nil means the start of the study.
  public var from: CalendarMonth?
  /// The first month without starts; nil means: once (without intake or places) or never.
  public var until: CalendarMonth?
  /// How many start per period, or nil for as many as there are people, places and money.
  public var intake: Expression?
  /// The period of the intake.
  public var intakePeriod: Period
  /// A delay of all starts with respect to `from`.
  public var delay: Duration?
  /// Who is more likely to start than others; 1 for who is not named.
  public var selection: [SelectionOdds]

  /// An offer of a traject to groups.
  public init(
    traject: String, groups: [String], mix: [Expression] = [], share: Expression = .number(1),
    states: [String] = [], from: CalendarMonth? = nil, until: CalendarMonth? = nil,
    intake: Expression? = nil, intakePeriod: Period = Period(1, .month), delay: Duration? = nil,
    selection: [SelectionOdds] = []
  ) {
    self.traject = traject
    self.groups = groups
    self.mix = mix
    self.share = share
    self.states = states
    self.from = from
    self.until = until
    self.intake = intake
    self.intakePeriod = intakePeriod
    self.delay = delay
    self.selection = selection
  }
}
