import Foundation
import WerkfitStudy

/// Numbers as people read them, with no more digits than they hold.
///
/// The last digit printed is one in which the Monte Carlo standard error is at most two units, so that another
/// seed hardly changes more than that digit. Numbers without error are printed to a fixed place.
struct NumberText: Sendable {
  /// The language.
  let language: Language
  /// The currency code, such as EUR.
  let currency: String

  init(language: Language, currency: String = "EUR") {
    self.language = language
    self.currency = currency
  }

  private var locale: Locale { Locale(identifier: language == .dutch ? "nl_NL" : "en_GB") }

  /// What is printed: how it is scaled and to which power of ten it is rounded.
  struct Scale: Sendable, Hashable {
    var isMoney: Bool
    var millions: Bool
  }

  /// The scale for a number of the given unit of which the largest printed part is `largest`.
  static func scale(unit: String, largest: Double) -> Scale {
    let isMoney = unit == "money"
    return Scale(isMoney: isMoney, millions: isMoney && largest >= 999_500)
  }

  /// The power of ten at which a number with the given error is rounded.
  ///
  /// - Parameter finest: The smallest power that makes sense for the unit, such as 0 for euros.
  static func place(value: Double, error: Double, finest: Int) -> Int {
    guard error > 0, error.isFinite, value.isFinite else { return finest }
    let byError = Int((log10(error / 2) - 1e-9).rounded(.up))
    // At least one digit of whichever is larger stays.
    let magnitude = Int(log10(max(abs(value), error)).rounded(.down))
    return max(finest, min(byError, magnitude))
  }

  /// The finest place for a unit: people to a tenth, euros whole, own units to four digits.
  static func finestPlace(unit: String, value: Double) -> Int {
    guard value.isFinite, value != value.rounded() else { return 0 }
    switch unit {
    case "persons", "months": return -1
    // Less than half a cent is what rounding leaves of nothing.
    case "money": return abs(value) < 100 && abs(value) >= 0.005 ? -2 : 0
    default: return min(0, max(-4, Int(log10(abs(value)).rounded(.down)) - 3))
    }
  }

  /// A number, rounded to the given power of ten, in Dutch or English form.
  func number(_ value: Double, place: Int) -> String {
    let unit = pow(10, Double(place))
    let rounded = (value / unit).rounded(.toNearestOrAwayFromZero) * unit
    // `0 +` turns −0 into 0.
    return (0 + rounded).formatted(
      .number.locale(locale).precision(.fractionLength(max(0, -place))))
  }

  /// A number that somebody chose, in as many digits as it has, at most five or as many as said.
  func short(_ value: Double, digits: Int = 5) -> String {
    value.formatted(.number.locale(locale).precision(.significantDigits(1...digits)))
  }

  /// A ratio such as 1,5 or 3: one decimal where it has any.
  func ratio(_ value: Double) -> String {
    number(value, place: abs(value - value.rounded()) < 0.05 ? 0 : -1)
  }

  /// Money, with the sign of the currency unless left out, in millions where the scale says so.
  func money(_ value: Double, place: Int, millions: Bool, withSign: Bool = true) -> String {
    let shown = millions ? value / 1e6 : value
    let shownPlace = millions ? max(place - 6, -2) : place
    let unit = pow(10, Double(shownPlace))
    let rounded = 0 + (shown / unit).rounded(.toNearestOrAwayFromZero) * unit
    let digits = max(0, -shownPlace)
    if !withSign { return number(shown, place: shownPlace) }
    let text = rounded.formatted(
      .currency(code: currency).locale(locale).precision(.fractionLength(digits)))
    return millions ? text + (language == .dutch ? "\u{a0}mln" : "m") : text
  }

  /// A share or chance; `error` is its Monte Carlo error.
  func percent(_ share: Double, error: Double = 0, finest: Int = 0) -> String {
    let place = Self.place(value: share * 100, error: error * 100, finest: finest)
    let unit = pow(10, Double(place))
    let rounded = 0 + (share * 100 / unit).rounded(.toNearestOrAwayFromZero) * unit
    return (rounded / 100).formatted(
      .percent.locale(locale).precision(.fractionLength(max(0, -place))))
  }

  /// A rate with up to two decimals, such as a discount rate.
  func rate(_ share: Double) -> String {
    share.formatted(.percent.locale(locale).precision(.fractionLength(0...2)))
  }

  /// A whole number.
  func count(_ value: Int) -> String { value.formatted(.number.locale(locale)) }

  /// A month such as `2021-03` as `maart 2021`.
  func month(_ text: String) -> String {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[1]) else { return text }
    let dutch = [
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
      "november", "december",
    ]
    let english = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return "\((language == .dutch ? dutch : english)[parts[1] - 1]) \(parts[0])"
  }
}
