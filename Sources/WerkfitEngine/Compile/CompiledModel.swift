import WerkfitStudy

/// A scenario under a reading, compiled to flat arrays over indices.
///
/// States come first, then phases, in order of the study. `R = groups × states` rows hold the ways out of a
/// state for the people of a group.
struct CompiledModel: Sendable {
  var clock: StudyClock
  /// The number of steps T.
  var steps: Int
  var states: [CompiledState]
  var groups: [CompiledGroup]
  /// Row `group * states.count + state`.
  var rows: [CompiledRow]
  var trajecten: [CompiledTraject]
  var pools: [CompiledPool]
  var funds: [CompiledFund]
  var offers: [CompiledOffer]
  var reserves: [CompiledReserve]
  /// Whether first exits to work are counted per traject, for reserves to judge by.
  var countsExits: Bool
  /// Per group, classes apart, the position of its doelgroep where starts and exits are counted per doelgroep; else
  /// empty.
  var countedGroups: [Int] = []
  var slotRules: [SlotRule]
  /// The parameter or table behind each slot.
  var slotNames: [String] = []
  /// Every formula that something else than an amount reads.
  var ruleReadings: [RuleReading] = []
  /// Parameters that are drawn together, with the distributions of the base.
  var copulas: [CompiledCopula]
  /// Whether each slot has the same value in every draw.
  var isStaticSlot: [Bool]
  var pricing: CompiledPricing
  /// Whether starters are followed for exits, durability and relapse.
  var isTracking: Bool
  /// The window for gross exits, in steps.
  var exitWindow: Int
  /// Six, twelve and eighteen months in steps, rounded up.
  var durableSteps: [Int]
  /// Twelve months in steps, not rounded.
  var relapseSteps: Double
  /// Whether the deterministic trace gives the expectation exactly.
  var expectationIsExact: Bool
  /// Index of an edge `from * states.count + to` among the counted moves, or −1.
  var edges: [Int32]
  /// The number of counted edges, without the split by group.
  var edgeKinds: Int
  /// The number of groups between which quantities are split: 1 where all prices are alike.
  var scopes: Int
  /// Money that moves between funds.
  var shifts: [CompiledShift] = []
  /// Rules by which someone else pays part of what is spent beyond a budget.
  var budgetRules: [CompiledBudgetRule] = []

  /// The number of earmarks of all waiting lists together.
  var earmarks: Int { pools.reduce(0) { $0 + ($1.list?.earmarks.count ?? 0) } }

  /// Per row, the gains that change it or any row that people in it can still come to, as bits.
  var laterGains: [UInt64] {
    var later = rows.map(\.gainMask)
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (index, row) in rows.enumerated() {
        let first = index / states.count * states.count
        var mask = later[index]
        for exit in row.exits { mask |= later[first + exit.target] }
        for end in row.ends { mask |= later[first + end.target] }
        if mask != later[index] { (later[index], isSettled) = (mask, false) }
      }
    }
    return later
  }

  /// Whether all slots of a program have the same value in every draw.
  func isStatic(_ program: FormulaProgram) -> Bool { program.slots.allSatisfy { isStaticSlot[$0] } }

  /// Whether every draw of the parameters gives the same law of a stay.
  func isStatic(_ stay: CompiledStay) -> Bool { stay.programs.allSatisfy(isStatic) }
}

struct CompiledState: Sendable, Equatable {
  var name: String
  var kind: StateKind
  var isOnBenefit: Bool
  var isWork: Bool
  /// The traject of a phase, or −1 for a state outside.
  var traject: Int
  /// The pool whose place a person in this phase occupies, or −1.
  var pool: Int
  /// The pool for whose place a person in this phase waits, or −1.
  var waitsFor: Int
}

/// A doelgroep, or one hidden class of it.
struct CompiledGroup: Sendable {
  /// The key of the doelgroep.
  var name: String
  /// The share of the doelgroep; nil where it has no classes.
  var share: FormulaProgram?
  /// How many classes the doelgroep has, at its first one; 0 at the others; 1 where it has none.
  var classCount: Int
  var isOnDemand: Bool
  /// Whether any scenario of the study offers people of the group something: then they stay in pools until they
  /// start, in every scenario, so that an offer to nobody changes nothing.
  var isOffered: Bool
  var age: Double
  var size: FormulaProgram?
  var arrivals: FormulaProgram?
  /// Steps per period of the arrivals.
  var arrivalPeriod: Double
  var arrivalRange: Range<Int>
  var arrivalSpread: ArrivalSpread
  var startingStates: [(state: Int, share: FormulaProgram)]
}

/// A competing way out.
struct CompiledExit: Sendable, Equatable {
  var target: Int
  var chance: FormulaProgram
  /// The period of the chance in steps.
  var period: Double
  var isRate: Bool
  var isDropout: Bool
  /// Lock-in effects on this exit.
  var effects: [CompiledEffect]
}

/// The size of an effect of a traject.
struct CompiledEffect: Sendable, Equatable {
  var scale: EffectScale
  var size: FormulaProgram
  /// The period of an added chance in steps.
  var period: Double
  var origin: EffectOrigin
  /// The half-life in steps, or nil.
  var halfLife: FormulaProgram?
  var halfLifeUnit: Double
  /// The time after the origin from which it no longer counts, in steps, or nil.
  var endsAfter: FormulaProgram?
  var endsAfterUnit: Double
}

/// A gain of a traject on one exit of a row.
struct GainUse: Sendable, Equatable {
  /// The index of the effect among those of the row's group and traject.
  var effect: Int
  var exit: Int
}

/// The ways out of a state for the people of a group.
struct CompiledRow: Sendable, Equatable {
  var exits: [CompiledExit]
  var axes: ClockAxes
  /// How many values of its own clock (time in state or since benefit change) differ: beyond it nothing changes.
  var clockValues: Int
  /// Rows with the same class have the same chances for the same clocks.
  var rowClass: Int
  /// Per traject, the gains on exits of this row.
  var gains: [[GainUse]]
  /// Whether any chance must be converted to a rate.
  var needsRates: Bool
  var stay: CompiledStay?
  /// Where the stay ends, with shares.
  var ends: [CompiledEnd]
  /// Whether nothing in it depends on the draw.
  var isStatic: Bool
  /// Whether a number in it is the group's own: a parameter of its own, or its age.
  var readsOwn: Bool
  /// Whether people of the group can ever be in the state.
  var isReachable: Bool
  /// The row with the same numbers (of another group without own parameters here), or this row itself.
  var twin: Int

  /// Bit k: the gains of traject k change this row (trajecten beyond 63 count together).
  var gainMask: UInt64 {
    gains.enumerated().reduce(0) { $1.element.isEmpty ? $0 : $0 | 1 << UInt64(min($1.offset, 63)) }
  }

  /// Whether the chances depend on the time in the present state.
  var readsTimeInState: Bool { axes.contains(.inState) }
  /// Whether the chances depend on the time since the benefit status changed.
  var readsBenefitClock: Bool { axes.contains(.sinceBenefitChange) }
}

/// A state to which people go when a stay ends, with their share.
struct CompiledEnd: Sendable, Equatable {
  var target: Int
  var share: FormulaProgram
}

/// A length of time as a formula, with the steps of its unit.
struct CompiledLength: Sendable, Equatable {
  var amount: FormulaProgram
  var unit: Double
}

/// A planned stay: formulas for its lengths in steps.
struct CompiledStay: Sendable, Equatable {
  enum Form: Sendable, Equatable {
    case fixed, uniform, triangular
    /// The chance per step is converted from its period as a rate.
    case completion(chance: FormulaProgram, period: Double, isRate: Bool)
    case discrete(weights: [Double])
  }

  var form: Form
  var lengths: [CompiledLength]
  /// Hours a week, where lengths are hours of a programme: steps per week.
  var hoursPerWeek: FormulaProgram?
  var stepsPerWeek: Double
  /// Which lengths are in hours.
  var isHours: [Bool]
  var extensionChance: FormulaProgram?
  var extensionLength: CompiledLength?
  var extensionIsHours: Bool

  /// Every formula that it reads.
  var programs: [FormulaProgram] {
    var found = lengths.map(\.amount)
    if case .completion(let chance, _, _) = form { found.append(chance) }
    return found + [hoursPerWeek, extensionChance, extensionLength?.amount].compactMap { $0 }
  }
}

struct CompiledTraject: Sendable {
  var name: String
  var firstPhase: Int
  var pool: Int
  /// Whether a start needs a free place: no waiting list comes first.
  var needsPlace: Bool
  /// Places per person, or nil where it is one.
  var uses: FormulaProgram?
  var fund: Int
  /// Per group, what a start commits.
  var commits: [FormulaProgram]
  /// Per group, the gains.
  var gains: [[CompiledEffect]]
  /// Whether people who drop out have the gains too.
  var dropoutsKeepGain: Bool
  /// Whether any gain counts from the start, and whether any counts from the end.
  var gainsFromStart: Bool
  var gainsFromEnd: Bool
}

struct CompiledPool: Sendable {
  var name: String
  var capacity: FormulaProgram
  var isRotating: Bool
  var emptyBetween: CompiledLength?
  var open: Range<Int>
  /// The waiting list, or nil where nobody waits.
  var list: CompiledWaitingList?
}

struct CompiledFund: Sendable {
  var name: String
  var amount: FormulaProgram
  var commitment: CommitmentRule
  var open: Range<Int>
  /// The price lines that it pays.
  var lines: [Int]
  /// Whether the amount is for each calendar year, and what of it goes on to the next.
  var isYearly = false
  var carriesAll = false
  var carriedShare: FormulaProgram?
}

struct CompiledOffer: Sendable {
  var traject: Int
  var groups: [Int]
  /// Per doelgroep, the positions of its classes in `groups`.
  var blocks: [Range<Int>]
  /// Per doelgroep, the share of the starts; empty where all who are eligible compete.
  var mix: [FormulaProgram]
  /// Per position, the odds ratio of being picked; empty where all are equally likely.
  var odds: [FormulaProgram]
  var share: FormulaProgram
  /// Per group of the offer, the states from which people start.
  var states: [[Int]]
  var from: Int
  var until: Int
  var delay: CompiledLength?
  var intake: FormulaProgram?
  /// Steps per period of the intake.
  var intakePeriod: Double
  /// Everyone eligible at once, because neither intake nor places nor money limit it.
  var takesEveryone: Bool
  /// Without `until` and limits: only at the first point.
  var isOnce: Bool
}
