/// One spell in a programme or on benefit: how long it was seen, and how it ended.
///
/// A spell is only passed through: it cannot be encoded, so that no row ends up in a file.
public struct Spell: Sendable, Hashable {
  /// The group it belongs to.
  public var group: String
  /// The months in which it was seen to run, at least 1: an exit in month m, or still running after it.
  public var months: Int
  /// How it ended, or nil where it still ran when last seen (right-censored).
  public var outcome: String?
  /// What it cost in euros, or nil.
  public var costs: Double?
  /// After the exit: the months seen until the person came back or was last seen, or nil.
  public var monthsAfter: Int?
  /// Whether the person came back in the last of these months.
  public var cameBack: Bool

  /// A spell.
  ///
  /// - Throws: `OwnDataError.setting` with fewer than one month.
  public init(
    group: String, months: Int, outcome: String?, costs: Double? = nil, monthsAfter: Int? = nil,
    cameBack: Bool = false
  ) throws(OwnDataError) {
    guard months >= 1, (monthsAfter ?? 1) >= 1 else {
      throw .setting(
        name: "months", found: Double(min(months, monthsAfter ?? months)),
        expected: OwnDataText(nl: "1 of meer", en: "1 or more"))
    }
    self.group = group
    self.months = months
    self.outcome = outcome
    self.costs = costs
    self.monthsAfter = monthsAfter
    self.cameBack = cameBack
  }
}

/// The people at risk in one month since the start, and how many of them left in it.
public struct MonthAtRisk: Sendable, Hashable, Codable {
  /// The month since the start; the first is 1.
  public var month: Int
  /// The people who were there at its start and followed through it.
  public var atRisk: Int
  /// The exits in it per outcome, in the order of the outcomes of the history.
  public var exits: [Int]

  /// A month.
  public init(month: Int, atRisk: Int, exits: [Int]) {
    self.month = month
    self.atRisk = atRisk
    self.exits = exits
  }

  /// The exits of all outcomes together.
  public var allExits: Int { exits.reduce(0, +) }
}

/// People at risk and exits month by month: all that hazards need of spells.
public struct RiskHistory: Sendable, Hashable, Codable {
  /// The outcomes, sorted.
  public var outcomes: [String]
  /// The months in rising order.
  public var months: [MonthAtRisk]

  /// A history of months in any order.
  ///
  /// - Throws: `OwnDataError.setting` where a month is under 1 or occurs twice, or more people leave than
  ///   are at risk.
  public init(outcomes: [String], months: [MonthAtRisk]) throws(OwnDataError) {
    var before = 0
    self.outcomes = outcomes
    self.months = months.sorted { $0.month < $1.month }
    for month in self.months {
      guard month.month > before else {
        throw .setting(
          name: "month", found: Double(month.month),
          expected: OwnDataText(nl: "elke maand eenmaal, vanaf 1", en: "each month once, from 1"))
      }
      before = month.month
      guard month.exits.count == outcomes.count, month.exits.allSatisfy({ $0 >= 0 }),
        month.allExits <= month.atRisk
      else {
        throw .setting(
          name: "exits", found: Double(month.allExits),
          expected: OwnDataText(
            nl: "per uitkomst een aantal, samen ten hoogste \(month.atRisk)",
            en: "one number per outcome, together at most \(month.atRisk)"))
      }
    }
  }

  /// The history of durations: those still there after month m were at risk in m.
  ///
  /// An exit comes before a censoring in the same month, as in Kaplan and Meier 1958.
  init(durations: [(months: Int, outcome: String?)]) {
    outcomes = Set(durations.compactMap(\.outcome)).sorted()
    let last = durations.reduce(0) { max($0, $1.months) }
    var exits = [[Int]](repeating: [Int](repeating: 0, count: outcomes.count), count: last)
    var ends = [Int](repeating: 0, count: last)
    let places = Dictionary(uniqueKeysWithValues: outcomes.enumerated().map { ($1, $0) })
    for (length, outcome) in durations {
      ends[length - 1] += 1
      if let place = outcome.flatMap({ places[$0] }) { exits[length - 1][place] += 1 }
    }
    var atRisk = durations.count
    months = []
    for month in 0..<last {
      months.append(MonthAtRisk(month: month + 1, atRisk: atRisk, exits: exits[month]))
      atRisk -= ends[month]
    }
  }
}
