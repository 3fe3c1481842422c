/// What one outcome does when one parameter goes over its own interval and the others stay.
public struct OneWay: Sendable, Hashable, Codable {
  /// The name of the parameter.
  public var parameter: String
  /// The low value of the parameter.
  public var low: Double
  /// The high value of the parameter.
  public var high: Double
  /// The outcome at the low value.
  public var outcomeAtLow: Double
  /// The outcome at the high value.
  public var outcomeAtHigh: Double
  /// The outcome at the value of the base case.
  public var outcomeAtBase: Double

  /// A result of a one-way analysis.
  public init(
    parameter: String, low: Double, high: Double, outcomeAtLow: Double, outcomeAtHigh: Double,
    outcomeAtBase: Double
  ) {
    self.parameter = parameter
    self.low = low
    self.high = high
    self.outcomeAtLow = outcomeAtLow
    self.outcomeAtHigh = outcomeAtHigh
    self.outcomeAtBase = outcomeAtBase
  }

  /// The lowest and the highest of the three outcomes: an outcome may peak within the interval.
  public var range: Interval {
    Interval(
      min(outcomeAtLow, outcomeAtHigh, outcomeAtBase), max(outcomeAtLow, outcomeAtHigh, outcomeAtBase))
  }

  /// The width of the bar in a tornado, in units of the outcome.
  public var width: Double { range.upper - range.lower }

  /// Whether the outcome is above zero at one end and below zero at another.
  public var changesSign: Bool { range.lower < 0 && range.upper > 0 }
}

/// One-way results from the widest to the narrowest; ties by name, and widths that are no number at the end.
public func tornado(_ results: [OneWay]) -> [OneWay] {
  results.sorted { one, other in
    let (left, right) = (one.width.isNaN ? -1 : one.width, other.width.isNaN ? -1 : other.width)
    return left == right ? one.parameter < other.parameter : left > right
  }
}
