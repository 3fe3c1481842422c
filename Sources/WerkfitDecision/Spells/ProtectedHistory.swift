/// A history with its months and outcomes taken together until no number in it is about fewer than ten people.
///
/// Bands are merged until every outcome has ten exits in each, within these months into segments in which every
/// outcome has ten, and within these into stretches with ten exits of all outcomes together; rare outcomes are merged
/// into one. Each lies within one of the next, so that nothing smaller follows from subtracting one number from another.
public struct ProtectedHistory: Sendable, Hashable {
  /// Some months together.
  public struct Stretch: Sendable, Hashable {
    /// The first month since the start.
    public var first: Int
    /// The last month.
    public var last: Int
    /// The people at risk in the first month.
    public var atRisk: Int
    /// The exits per outcome.
    public var exits: [Int]
    /// The person-months at risk.
    public var personMonths: Int
    /// The life table after the last month.
    public var end: LifeTable.Month
    /// Whether the incidence of each outcome after it may be told.
    public var tellsIncidence: Bool

    /// The exits of all outcomes together.
    public var allExits: Int { exits.reduce(0, +) }
  }

  /// The outcome into which rare ones are merged.
  public static let otherOutcome = "overig"

  /// The history with rare outcomes merged.
  public var history: RiskHistory
  /// The stretches of the life table.
  public var stretches: [Stretch]
  /// The bands: the wanted ones, merged where they would be about too few.
  public var bands: [HazardBand]
  /// Whether even all exits together are fewer than may be told.
  public var isTooSmall: Bool
  /// How many exits a number may be about at least; 1 where small numbers are allowed.
  public let least: Int

  /// Protects a history.
  ///
  /// - Parameters:
  ///   - ends: The last month of each band that is wanted, but the open one.
  ///   - least: How many exits a number must be about; 1 keeps every month and outcome apart.
  /// - Throws: `OwnDataError.setting` where the ends do not rise.
  public init(
    _ whole: RiskHistory, bandsEndingAt ends: [Int] = HazardBand.usualEnds, least: Int = OwnData.leastPeople
  ) throws(OwnDataError) {
    self.least = least
    let history = least > 1 ? try Self.merging(whole, least: least) : whole
    self.history = history
    isTooSmall = least > 1 && history.months.reduce(0) { $0 + $1.allExits } < least
    let table = LifeTable(history)
    var segments: [Range<Int>] = []
    var stretches: [Stretch] = []
    if least > 1 {
      let hasEnough = { (exits: [Int]) in exits.allSatisfy { $0 >= least } }
      let wide = Self.cut(history.months.indices, history) { index, exits in
        ends.contains(history.months[index].month) && hasEnough(exits)
      }
      segments = wide.flatMap { part in Self.cut(part, history) { hasEnough($1) } }
      let kept = wide.dropLast().compactMap { history.months[$0].last?.month }
      bands = try history.bands(endingAt: kept)
    } else {
      segments = history.months.indices.map { $0..<($0 + 1) }
      bands = try history.bands(endingAt: ends)
    }
    for segment in segments {
      let parts = least > 1 ? Self.cut(segment, history) { $1.reduce(0, +) >= least } : [segment]
      for part in parts {
        let rows = history.months[part]
        guard let first = rows.first, let last = rows.last, let end = table.months[part].last else {
          continue
        }
        stretches.append(
          Stretch(
            first: first.month, last: last.month, atRisk: first.atRisk,
            exits: history.outcomes.indices.map { index in rows.reduce(0) { $0 + $1.exits[index] } },
            personMonths: rows.reduce(0) { $0 + $1.atRisk }, end: end,
            tellsIncidence: part.upperBound == segment.upperBound))
      }
    }
    self.stretches = stretches
  }

  /// Cuts months into the shortest runs in which a condition on the exits holds; what is left joins the last.
  private static func cut(
    _ range: Range<Int>, _ history: RiskHistory, where holds: (_ index: Int, _ exits: [Int]) -> Bool
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = range.lowerBound
    var exits = history.outcomes.map { _ in 0 }
    for index in range {
      for outcome in exits.indices { exits[outcome] += history.months[index].exits[outcome] }
      if holds(index, exits), !exits.isEmpty {
        found.append(start..<(index + 1))
        start = index + 1
        exits = exits.map { _ in 0 }
      }
    }
    if start < range.upperBound {
      let before = found.popLast()
      found.append((before?.lowerBound ?? start)..<range.upperBound)
    }
    return found
  }

  private static func merging(_ whole: RiskHistory, least: Int) throws(OwnDataError) -> RiskHistory {
    let totals = whole.outcomes.indices.map { index in whole.months.reduce(0) { $0 + $1.exits[index] } }
    var rare = Set(totals.indices.filter { totals[$0] < least })
    if rare.isEmpty { return whole }
    // One rare outcome would follow from the others, so that the smallest of these joins it.
    while rare.reduce(0, { $0 + totals[$1] }) < least || rare.count == 1 {
      let others = totals.indices.filter { !rare.contains($0) }
      guard let next = others.min(by: { totals[$0] < totals[$1] }) else { break }
      rare.insert(next)
    }
    let kept = totals.indices.filter { !rare.contains($0) }
    return try RiskHistory(
      outcomes: kept.map { whole.outcomes[$0] } + [otherOutcome],
      months: whole.months.map { month in
        MonthAtRisk(
          month: month.month, atRisk: month.atRisk,
          exits: kept.map { month.exits[$0] } + [rare.reduce(0) { $0 + month.exits[$1] }])
      })
  }
}
