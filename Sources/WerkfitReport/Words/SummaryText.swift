import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// A number with its two intervals, as text.
struct Cell: Sendable, Hashable {
  /// The number, or words.
  var main: String
  /// The 80% interval, or nil.
  var interval80: String?
  /// The 95% interval, or nil.
  var interval95: String?

  init(_ main: String, interval80: String? = nil, interval95: String? = nil) {
    self.main = main
    self.interval80 = interval80
    self.interval95 = interval95
  }
}

extension NumberText {
  /// A summary as a cell.
  ///
  /// Bounds are rounded by their own error, which is larger than that of the mean.
  func cell(_ summary: Summary, unit: String) -> Cell {
    let bounds = [summary.interval95.lower, summary.interval95.upper, summary.mean]
    let scale = Self.scale(unit: unit, largest: bounds.map(abs).max() ?? 0)
    let hasSpread = summary.standardDeviation > 0
    return Cell(
      quantity(summary.mean, error: summary.standardError, unit: unit, scale: scale),
      interval80: hasSpread
        ? interval(summary.interval80, error: 1.7 * summary.standardError, unit: unit, scale: scale) : nil,
      interval95: hasSpread
        ? interval(summary.interval95, error: 2.7 * summary.standardError, unit: unit, scale: scale) : nil)
  }

  /// One quantity; `error` decides the digits.
  func quantity(
    _ value: Double, error: Double, unit: String, scale: Scale? = nil, withSign: Bool = true
  ) -> String {
    let scale = scale ?? Self.scale(unit: unit, largest: abs(value))
    let place = Self.place(
      value: value, error: error, finest: Self.finestPlace(unit: unit, value: value))
    return scale.isMoney
      ? money(value, place: place, millions: scale.millions, withSign: withSign) : number(value, place: place)
  }

  /// An interval, in the scale of the number that it belongs to and without the sign of the currency.
  func interval(_ interval: Interval, error: Double, unit: String, scale: Scale) -> String {
    let to = language == .dutch ? "tot" : "to"
    let widest = max(abs(interval.lower), abs(interval.upper))
    // Both bounds end at the same digit.
    let finest = min(
      Self.finestPlace(unit: unit, value: interval.lower), Self.finestPlace(unit: unit, value: interval.upper)
    )
    let place = Self.place(value: widest, error: error, finest: finest)
    let text = { (value: Double) in
      scale.isMoney
        ? money(value, place: place, millions: scale.millions, withSign: false)
        : number(value, place: place)
    }
    let (lower, upper) = (text(interval.lower), text(interval.upper))
    return "\(lower) \(to) \(upper)"
  }
}
