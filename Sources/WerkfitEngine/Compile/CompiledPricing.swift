import WerkfitStudy

/// Which weights a quantity takes along the points or steps of the study.
struct WeightClass: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// People in states at points, counted.
    case occupancy(Counting)
    /// Moves in steps, discounted at the counted moment.
    case move(Counting)
    /// Starts at points.
    case start
    /// Once, at point 0.
    case once
  }

  var kind: Kind
  /// The discount rate: an index into `CompiledPricing.rates`; −1 is nominal money, indexed instead.
  var rate: Int
}

/// What is counted, over indices.
enum CompiledBasis: Sendable {
  /// Occupancy columns, in periods of so many steps.
  case time(columns: [Int], period: Double)
  /// Edges.
  case move(edges: [Int])
  case start(trajecten: [Int])
  case placeTime(pool: Int, period: Double)
  case once
  /// Every so many steps.
  case every(period: Double)
}

/// A term: quantity times amount.
struct CompiledTerm: Sendable {
  var basis: CompiledBasis
  var amount: FormulaProgram
  var weights: Int
  /// The class for nominal money of a fund, or −1.
  var nominal = -1
  /// Whether the amount changes with the step.
  var variesInTime: Bool
  /// The group in whose scope the amount is read, for its age.
  var group: Int
  /// How many first values of the time in the state give another amount than later ones do.
  var ages = 0
}

struct CompiledLine: Sendable {
  var name: String
  var terms: [CompiledTerm]
  var from: Int
  var to: Int
  var category: PriceCategory
  /// The fund that pays it, or −1.
  var fund: Int
}

struct CompiledOutcome: Sendable {
  var name: String
  var terms: [CompiledTerm]
}

/// What a column of results holds.
enum ColumnRule: Sendable {
  case counter(Counter)
  /// The difference of two counters.
  case difference(Counter, Counter)
  /// The same of the people of one doelgroep.
  case groupCounter(Counter, group: Int)
  case groupDifference(Counter, Counter, group: Int)
  /// Person-months in occupancy columns, undiscounted.
  case months([Int])
  case atHorizon([Int])
  case occupancy([Int], point: Int)
  case line(Int)
  case category(PriceCategory)
  case balance(Int)
  case society
  case outcome(Int)
  case committed(Int), paid(Int), left(Int)
  /// A number of a fund; what it got by shifts less what it gave; people refused for lack of places of a pool.
  case fund(Int, FundNumber), shifted(Int), refusedPlaces(Int)
  /// What a budget rule pays.
  case budgetRule(Int)
  /// What of the balance of a party is for a member, by its position in `memberShares`.
  case member(party: Int, share: Int)
  case occupied(Int)
  case started(Int)
  /// Money that a reserve gave to a measure.
  case granted(Int)
  /// Counted of the waiting list of a pool.
  case waiting(WaitingCount, pool: Int)
  /// Person-months in occupancy columns from point to point, whatever the study counts.
  case waitingMonths([Int])
}

/// Numbers counted of a waiting list.
enum WaitingCount: Int, Sendable, CaseIterable {
  case joined, admitted, gaveUp
  /// Steps waited, by those who were admitted and by those who left without a place.
  case stepsBeforeAdmission, stepsInVain

  /// Whether it counts steps rather than people.
  var isTime: Bool { self == .stepsBeforeAdmission || self == .stepsInVain }
}

/// Numbers counted while people move.
enum Counter: Int, Sendable, CaseIterable {
  case started, droppedOut, completed, refusedPlaces, refusedMoney
  case gross, grossFullTime, grossPartTime, grossSubsidised
  case durable6, durable12, durable18, relapses, relapses12
  case null, nullDurable6, nullDurable12, nullDurable18
  case exitsToWork, shadowExitsToWork

  /// Where the number of a doelgroep stands, behind those of all people.
  @inline(__always)
  static func place(of counter: Counter, in group: Int) -> Int {
    allCases.count * (1 + group) + counter.rawValue
  }
}

/// Numbers of a fund, counted while people move.
enum FundNumber: Int, Sendable, CaseIterable {
  /// What it had: its amount, or those of the years so far.
  case amount
  case shiftedIn, shiftedOut
  /// What it should have given to others and did not have.
  case notShifted
  case lapsed
  /// People who were refused for lack of its money.
  case refused
}

/// Prices, outcomes and columns, compiled.
struct CompiledPricing: Sendable {
  /// Discount rates per year.
  var rates: [FormulaProgram] = []
  var classes: [WeightClass] = []
  var lines: [CompiledLine] = []
  var outcomes: [CompiledOutcome] = []
  var parties: [String] = []
  /// The number of occupancy columns: states, or groups × states where an amount differs by group.
  var occupancyColumns = 0
  /// The occupancy column of each row.
  var columnOfRow: [Int] = []
  /// The state of each occupancy column.
  var stateOfColumn: [Int] = []
  /// Per occupancy column, for how many points people are also counted by how long they have been in the state,
  /// because an amount reads it.
  var agesOfColumn: [Int] = []
  var indexation = FormulaProgram(constant: 0)
  /// The discount rate of the study, in `rates`.
  var studyRate = 0
  /// The shares of the members of all parties.
  var memberShares: [FormulaProgram] = []
  /// The class of undiscounted person-time in the study's own counting.
  var plainClass = 0
  /// The class of time from point to point, in which waiting is counted.
  var waitingClass = 0
  var columns: [(descriptor: OutcomeDescriptor, rule: ColumnRule)] = []
}
