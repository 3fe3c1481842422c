/// By what a reserve decides which measure did best so far in a replication.
public enum ReserveRule: String, Sendable, Hashable, CaseIterable, Codable {
  /// Gross exits so far per euro committed so far.
  case exitsPerEuro
  /// Gross exits so far per person who started so far.
  case exitsPerStart
  /// Always the first measure: nothing is learned. For setting a reserve that learns beside one that only waits.
  case first
}

/// A measure to which a reserve can give money, and what the money buys.
public struct ReserveMeasure: Sendable, Hashable {
  /// The traject.
  public var traject: String
  /// What one start costs, or nil where the money buys places.
  ///
  /// The money becomes extra intake, evenly until the offer ends.
  public var perStart: Expression?
  /// What a place costs a month, occupied or not; nil where the money buys starts.
  ///
  /// The money becomes whole extra places until the pool closes.
  public var perPlaceMonth: Expression?

  /// A measure with what its money buys.
  public init(traject: String, perStart: Expression? = nil, perPlaceMonth: Expression? = nil) {
    self.traject = traject
    self.perStart = perStart
    self.perPlaceMonth = perPlaceMonth
  }
}

/// Money that is held back in a fund, and given at review months to the measure that did best until then.
///
/// At each review an equal part of what is left goes to the fund of the measure: with two reviews the half, then the
/// rest. *Best* is judged in each replication by what happened in it, which is all that a municipality would know.
public struct Reserve: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The fund that holds the money.
  public var fund: String
  /// The months at whose start is decided, in order.
  public var reviews: [CalendarMonth]
  /// By what is decided.
  public var rule: ReserveRule
  /// The measures, in order: of equals the first gets the money.
  public var measures: [ReserveMeasure]

  /// A reserve.
  public init(
    name: String, label: String? = nil, fund: String, reviews: [CalendarMonth],
    rule: ReserveRule = .exitsPerEuro, measures: [ReserveMeasure]
  ) {
    self.name = name
    self.label = label ?? name
    self.fund = fund
    self.reviews = reviews
    self.rule = rule
    self.measures = measures
  }
}
