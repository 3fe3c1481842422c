/// The outcomes that every study has, as far as its states, trajecten and prices give rise to them.
///
/// The raw value is the key by which `report`, targets, observations and results name the outcome.
/// *Gross* counts starters whose first exit to work falls within the study's exit window after their start;
/// *null* counts the same for their shadows, the same people without the traject; *net* is the difference.
/// A *durable* exit of k months is such an exit followed by k months without benefit on end; exits too late
/// to be observed for k months within the horizon are not counted as durable.
public enum StandardOutcome: String, Sendable, Hashable, CaseIterable, Codable {
  /// People who started a traject.
  case started
  /// People who left a traject through an exit marked as drop-out.
  case droppedOut
  /// People who reached the planned end of a traject, or left it for work.
  case completed
  /// Starters who found no place.
  case refusedPlaces
  /// Starters for whom there was no money.
  case refusedMoney
  case grossExits, nullExits, netExits
  /// Of the gross exits: to full-time work.
  case grossExitsFullTime
  /// Of the gross exits: to part-time work with benefit.
  case grossExitsPartTime
  /// Of the gross exits: to work with loonkostensubsidie.
  case grossExitsSubsidised
  case durableExits6, nullDurableExits6, netDurableExits6
  case durableExits12, nullDurableExits12, netDurableExits12
  case durableExits18, nullDurableExits18, netDurableExits18
  /// Of the gross exits: people who came back on benefit within the horizon.
  case relapses
  /// Of the gross exits: people who came back on benefit within 12 months.
  case relapses12
  /// All moves of anyone into work from a state that is no work.
  case exitsToWork
  /// Person-months on benefit.
  case benefitMonths
  /// Money of the price lines of category `programme`, discounted.
  case programmeCost
  /// Money of the price lines of category `benefit`, discounted.
  case benefitPaid
  /// The sum of the balances of all parties: what society as a whole gains or loses, discounted.
  case balanceSociety

  /// Whether the outcome counts people by following what happens after a start.
  public var needsTracking: Bool {
    switch self {
    case .grossExits, .nullExits, .netExits, .grossExitsFullTime, .grossExitsPartTime,
      .grossExitsSubsidised, .durableExits6, .nullDurableExits6, .netDurableExits6, .durableExits12,
      .nullDurableExits12, .netDurableExits12, .durableExits18, .nullDurableExits18,
      .netDurableExits18, .relapses, .relapses12:
      true
    default: false
    }
  }
}

/// Keys of outcomes that belong to a part of the study, next to `StandardOutcome`.
public enum OutcomeKey {
  /// The discounted balance of a party.
  public static func balance(party: String) -> String { "balance:\(party)" }
  /// The discounted amount of a price line.
  public static func line(_ name: String) -> String { "line:\(name)" }
  /// A standard outcome of the people of one doelgroep.
  public static func ofGroup(_ group: String, _ outcome: StandardOutcome) -> String {
    "group:\(group)/\(outcome.rawValue)"
  }
  /// The nominal amount committed from a fund.
  public static func committed(fund: String) -> String { "committed:\(fund)" }
  /// The nominal amount paid from a fund.
  public static func paid(fund: String) -> String { "paid:\(fund)" }
  /// The nominal amount left of a fund: amount minus paid, with what was shifted to it and less what lapsed.
  public static func left(fund: String) -> String { "left:\(fund)" }
  /// The nominal amount that a reserve gave to a measure.
  public static func granted(reserve: String, traject: String) -> String { "granted:\(reserve)/\(traject)" }
  /// The nominal amount of a yearly fund that lapsed at the end of a year.
  public static func lapsed(fund: String) -> String { "lapsed:\(fund)" }
  /// The nominal amount that a fund got from other funds, less what it gave.
  public static func shifted(fund: String) -> String { "shifted:\(fund)" }
  /// The nominal amount that a fund should have given to others but did not have.
  public static func notShifted(fund: String) -> String { "notShifted:\(fund)" }
  /// People who were refused for lack of money in a fund.
  public static func refusedMoney(fund: String) -> String { "refusedMoney:\(fund)" }
  /// People who were refused for lack of places in a pool.
  public static func refusedPlaces(pool: String) -> String { "refusedPlaces:\(pool)" }
  /// The part of the discounted balance of a party that is for one of its members.
  public static func balance(party: String, member: String) -> String { "balance:\(party)/\(member)" }
  /// Occupied place-months of a pool.
  public static func occupied(pool: String) -> String { "occupied:\(pool)" }
  /// People who were given a place of a pool from its waiting list.
  public static func admitted(pool: String) -> String { "admitted:\(pool)" }
  /// Months that they waited, together.
  public static func waitMonths(pool: String) -> String { "waitMonths:\(pool)" }
  /// The mean of these months per person admitted: the total over the total, made where results are compared.
  public static func meanWait(pool: String) -> String { "meanWait:\(pool)" }
  /// People who left the waiting list of a pool without a place.
  public static func gaveUp(pool: String) -> String { "gaveUp:\(pool)" }
  /// Person-months on the waiting list of a pool.
  public static func waiting(pool: String) -> String { "waiting:\(pool)" }
  /// People on the waiting list of a pool at the horizon.
  public static func waitingAtHorizon(pool: String) -> String { "waitingAtHorizon:\(pool)" }
  /// Starts of one traject.
  public static func started(traject: String) -> String { "started:\(traject)" }
  /// People in a state at the horizon.
  public static func atHorizon(state: String) -> String { "atHorizon:\(state)" }
  /// The subject of a target about people in states at a time.
  public static func target(_ name: String) -> String { "target:\(name)" }
  /// The subject of an observation about people in states at a time.
  public static func observation(_ name: String) -> String { "observation:\(name)" }
  /// Person-months in a state over the horizon.
  public static func months(state: String) -> String { "months:\(state)" }
}
