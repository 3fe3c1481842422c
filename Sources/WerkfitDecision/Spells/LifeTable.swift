import Foundation

/// Who is still there and who left by which way, month by month since the start.
///
/// Survival after Kaplan and Meier 1958 with the variance of Greenwood 1926; cumulative incidence of each of
/// several competing outcomes after Aalen and Johansen 1978, with the variance by the delta method (Marubini
/// and Valsecchi 1995).
public struct LifeTable: Sendable, Hashable, Codable {
  /// One month.
  public struct Month: Sendable, Hashable, Codable {
    /// The month since the start; the first is 1.
    public var month: Int
    /// The people at risk.
    public var atRisk: Int
    /// The exits per outcome.
    public var exits: [Int]
    /// The chance to leave in this month for who is still there; 0 where nobody is.
    public var hazard: Double
    /// The same per outcome.
    public var hazards: [Double]
    /// The chance to be still there after this month.
    public var survival: Double
    /// The standard error of the survival.
    public var survivalError: Double
    /// The chance to have left by this month, per outcome; with the survival they sum to 1.
    public var incidence: [Double]
    /// The standard error of each incidence.
    public var incidenceErrors: [Double]
  }

  /// The outcomes, in the order of the numbers per outcome.
  public var outcomes: [String]
  /// The months.
  public var months: [Month]

  /// The median stay: the first month after which at most half are still there; nil if that is not reached.
  public var medianStay: Int? { months.first { $0.survival <= 0.5 }?.month }

  /// The life table of a history.
  public init(_ history: RiskHistory) {
    outcomes = history.outcomes
    months = []
    var survival = 1.0
    var greenwood = 0.0
    var incidence = [Double](repeating: 0, count: outcomes.count)
    var before: [Double] = []
    for row in history.months {
      let atRisk = Double(row.atRisk)
      let hazards = row.exits.map { row.atRisk > 0 ? Double($0) / atRisk : 0 }
      let exits = Double(row.allExits)
      before.append(survival)
      for index in incidence.indices { incidence[index] += survival * hazards[index] }
      // From the counts, so that survival is exactly 0 where all leave.
      if row.atRisk > 0 {
        survival *= (atRisk - exits) / atRisk
        if exits < atRisk { greenwood += exits / (atRisk * (atRisk - exits)) }
      }
      months.append(
        Month(
          month: row.month, atRisk: row.atRisk, exits: row.exits,
          hazard: row.atRisk > 0 ? exits / atRisk : 0, hazards: hazards, survival: survival,
          survivalError: survival * greenwood.squareRoot(), incidence: incidence,
          incidenceErrors: incidence.map { _ in 0 }))
    }
    for outcome in outcomes.indices {
      for last in months.indices {
        months[last].incidenceErrors[outcome] = incidenceError(outcome, to: last, survivalBefore: before)
      }
    }
  }

  /// The standard error of an incidence.
  ///
  /// Σ (F − F_j)² d/(n(n − d)) + Σ S² d_c (n − d_c)/n³ − 2 Σ (F − F_j) S d_c/n².
  private func incidenceError(_ outcome: Int, to last: Int, survivalBefore: [Double]) -> Double {
    let final = months[last].incidence[outcome]
    var variance = 0.0
    for index in 0...last where months[index].atRisk > 0 {
      let row = months[index]
      let (atRisk, own) = (Double(row.atRisk), Double(row.exits[outcome]))
      let all = Double(row.exits.reduce(0, +))
      let (rest, there) = (final - row.incidence[outcome], survivalBefore[index])
      // Where all leave nothing is to come, and the first term is 0.
      if all < atRisk { variance += rest * rest * all / (atRisk * (atRisk - all)) }
      variance += there * there * own * (atRisk - own) / (atRisk * atRisk * atRisk)
      variance -= 2 * rest * there * own / (atRisk * atRisk)
    }
    return max(0, variance).squareRoot()
  }
}

/// Exits over the person-months of a stretch of months.
public struct HazardBand: Sendable, Hashable, Codable {
  /// The first month since the start.
  public var first: Int
  /// The last month, or nil where the stretch is open.
  public var last: Int?
  /// The exits per outcome.
  public var exits: [Int]
  /// The person-months at risk.
  public var personMonths: Int

  /// The chance to leave per month, all outcomes together; nil where nobody was at risk.
  public var monthlyChance: Double? {
    personMonths > 0 ? Double(exits.reduce(0, +)) / Double(personMonths) : nil
  }

  /// Months 1–6, 7–12, 13–24 and later.
  public static let usualEnds = [6, 12, 24]
}

extension RiskHistory {
  /// Exits and person-months per stretch of months.
  ///
  /// - Parameter ends: The last month of each stretch but the last one, which is open; rising from 1.
  /// - Throws: `OwnDataError.setting` where the ends do not rise.
  public func bands(endingAt ends: [Int] = HazardBand.usualEnds) throws(OwnDataError) -> [HazardBand] {
    var bands: [HazardBand] = []
    var first = 1
    for end in ends.map(Optional.init) + [nil] {
      if let end, end < first {
        throw .setting(
          name: "ends", found: Double(end), expected: OwnDataText(nl: "oplopend vanaf 1", en: "rising from 1")
        )
      }
      let own = months.filter { $0.month >= first && $0.month <= end ?? .max }
      bands.append(
        HazardBand(
          first: first, last: end,
          exits: outcomes.indices.map { index in own.reduce(0) { $0 + $1.exits[index] } },
          personMonths: own.reduce(0) { $0 + $1.atRisk }))
      first = (end ?? first) + 1
    }
    return bands
  }
}
