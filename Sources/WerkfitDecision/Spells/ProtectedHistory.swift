import Foundation

/// A history of which nothing small can be told: every number that is shown is made of the protected ones alone.
///
/// Months are taken together until each stretch has ten exits, and ten people or nobody whom we stopped following;
/// stretches into segments, and these into bands, in which every outcome has ten exits too. Rare outcomes are merged into
/// one. Each lies within one of the next, so that nothing smaller follows from subtracting one number from another.
/// Person-months of more than one month are rounded to tens, and the life table is worked out from the stretches: from
/// the exact ones the exits of each month would follow.
public struct ProtectedHistory: Sendable, Hashable {
  /// Some months together.
  public struct Stretch: Sendable, Hashable {
    /// The first month since the start.
    public var first: Int
    /// The last month.
    public var last: Int
    /// How many months it has, without those in which nobody was counted.
    public var months: Int
    /// The people at risk in the first month; nil where those whom we stopped following would follow from it.
    public var atRisk: Int?
    /// The exits per outcome.
    public var exits: [Int]
    /// The person-months at risk.
    public var personMonths: Int
    /// The chance to be still there after the last month.
    public var survival = 1.0
    /// Its standard error.
    public var survivalError = 0.0
    /// The chance to have left by then, per outcome.
    public var incidence: [Double]
    /// Whether the incidence of each outcome after it may be told.
    public var tellsIncidence: Bool

    /// The exits of all outcomes together.
    public var allExits: Int { exits.reduce(0, +) }
  }

  /// The outcome into which rare ones are merged.
  public static let otherOutcome = "overig"

  /// The outcomes, the rare ones merged.
  public private(set) var outcomes: [String]
  /// The stretches of the life table.
  public private(set) var stretches: [Stretch] = []
  /// The bands: the wanted ones, merged where they would be about too few.
  public private(set) var bands: [HazardBand] = []
  /// Whether even all exits together are fewer than may be told.
  public let isTooSmall: Bool
  /// Whether the number of people may not be told, since a few of them were not followed to their exit.
  public let hidesPeople: Bool
  /// How many people a number may be about at least; 1 where small numbers are allowed.
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
    outcomes = history.outcomes
    guard least > 1 else {
      (isTooSmall, hidesPeople) = (false, false)
      bands = try history.bands(endingAt: ends)
      stretches = Self.exact(history)
      return
    }
    _ = try history.bands(endingAt: ends)
    let cells = MonthCells(history)
    let all = cells.sum(history.months.indices)
    let hidesPeople = (1..<least).contains(all.unseen)
    self.hidesPeople = hidesPeople
    func isEnough(_ cell: MonthCells.Cell) -> Bool {
      cell.exits.reduce(0, +) >= least
        && (hidesPeople ? cell.months > 1 : cell.unseen == 0 || cell.unseen >= least)
    }
    func hasEach(_ cell: MonthCells.Cell) -> Bool { isEnough(cell) && cell.exits.allSatisfy { $0 >= least } }
    isTooSmall = !isEnough(all)
    let wide = cells.cut(history.months.indices, mayEnd: { ends.contains(history.months[$0].month) }, hasEach)
    for band in wide {
      var exits = history.outcomes.map { _ in 0 }
      var personMonths = 0
      for segment in cells.cut(band, hasEach) {
        for part in cells.cut(segment, isEnough) {
          let stretch = stretch(part, history, cells, endsSegment: part.upperBound == segment.upperBound)
          for outcome in exits.indices { exits[outcome] += stretch.exits[outcome] }
          personMonths += stretch.personMonths
          stretches.append(stretch)
        }
      }
      let isLast = band.upperBound == history.months.count
      bands.append(
        HazardBand(
          first: (bands.last?.last ?? 0) + 1, last: isLast ? nil : history.months[band].last?.month,
          exits: exits, personMonths: personMonths))
    }
    followLife()
  }

  /// The person-months of all together, as they may be told.
  public var personMonths: Int { stretches.reduce(0) { $0 + $1.personMonths } }

  private func stretch(
    _ part: Range<Int>, _ history: RiskHistory, _ cells: MonthCells, endsSegment: Bool
  ) -> Stretch {
    let rows = history.months[part]
    let cell = cells.sum(part)
    let exact = rows.reduce(0) { $0 + $1.atRisk }
    let exits = cell.exits.reduce(0, +)
    // Of one month they are the people at risk, which may be told.
    var told =
      rows.count == 1 ? exact : max(Self.round(exact, to: least), (exits + least - 1) / least * least)
    if hidesPeople {
      // There were at least as many people as person-months per month. Where nearly all stay to the end, that would tell
      // how many were no longer followed, so that it tells of no more than half of what may not be told.
      let leaving = cells.sum(part.lowerBound..<history.months.count).exits.reduce(0, +)
      told = min(told, rows.count * (leaving + least / 2))
    }
    return Stretch(
      first: rows.first?.month ?? 0, last: rows.last?.month ?? 0, months: rows.count,
      atRisk: hidesPeople ? nil : rows.first?.atRisk,
      exits: cell.exits, personMonths: told, incidence: cell.exits.map { _ in 0 },
      tellsIncidence: endsSegment)
  }

  private static func round(_ count: Int, to unit: Int) -> Int { (count + unit / 2) / unit * unit }

  /// Works out the life table from the stretches, as if the chance to leave were the same in each month of one.
  private mutating func followLife() {
    var (survival, greenwood) = (1.0, 0.0)
    var incidence = outcomes.map { _ in 0.0 }
    var (before, since) = (survival, outcomes.map { _ in 0 })
    for index in stretches.indices {
      let stretch = stretches[index]
      let (exits, personMonths) = (Double(stretch.allExits), Double(max(stretch.personMonths, 1)))
      let months = Double(stretch.months)
      survival *= pow(max(0, 1 - exits / personMonths), months)
      if exits < personMonths {
        greenwood += months * months * exits / (personMonths * (personMonths - exits))
      }
      for outcome in since.indices { since[outcome] += stretch.exits[outcome] }
      if stretch.tellsIncidence {
        let all = Double(max(since.reduce(0, +), 1))
        for outcome in since.indices {
          incidence[outcome] += (before - survival) * Double(since[outcome]) / all
        }
        (before, since) = (survival, outcomes.map { _ in 0 })
      }
      stretches[index].survival = survival
      stretches[index].survivalError = survival * greenwood.squareRoot()
      stretches[index].incidence = incidence
    }
  }

  /// Every month by itself, with the exact life table.
  private static func exact(_ history: RiskHistory) -> [Stretch] {
    zip(history.months, LifeTable(history).months).map { month, life in
      Stretch(
        first: month.month, last: month.month, months: 1, atRisk: month.atRisk, exits: month.exits,
        personMonths: month.atRisk, survival: life.survival, survivalError: life.survivalError,
        incidence: life.incidence, tellsIncidence: true)
    }
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
