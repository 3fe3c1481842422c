import Foundation
import WerkfitStudy

/// Numbers in charts: the same text as everywhere else, and axes in a unit that keeps their numbers short.
struct ChartNumbers: Sendable {
  let text: NumberText

  /// Words for a unit, and what a number is divided by on an axis.
  struct AxisUnit: Sendable, Hashable {
    /// What a number is divided by.
    var divisor: Double
    /// What stands behind the title of the axis.
    var label: String
  }

  private var say: Wording { Wording(language: text.language) }

  /// A number in its unit: `money`, `persons`, `months`, `share`, or one of the study's own.
  ///
  /// - Parameters:
  ///   - error: Its Monte Carlo standard error; 0 for a number without, which gets three digits.
  ///   - largest: The largest number beside it, so that all are in millions or none is.
  func string(_ value: Double, unit: String, error: Double = 0, largest: Double? = nil) -> String {
    guard value.isFinite else { return "–" }
    if value == 0, unit == "money" { return text.money(0, place: 0, millions: false) }
    if unit == "share" { return text.percent(value, error: error) }
    let largest = max(abs(largest ?? value), abs(value))
    let error = error > 0 ? error : Self.assumedError(largest)
    let finest = NumberText.finestPlace(unit: unit, value: value)
    let place = NumberText.place(value: value, error: error, finest: finest)
    let scale = NumberText.scale(unit: unit, largest: largest)
    if scale.isMoney { return text.money(value, place: place, millions: scale.millions) }
    return text.number(value, place: place)
  }

  /// A number with its unit in words: `12 mensen`, `€ 3.000`, `4 maanden`.
  func withUnit(_ value: Double, unit: String, error: Double = 0, largest: Double? = nil) -> String {
    let number = string(value, unit: unit, error: error, largest: largest)
    let word = word(unit)
    return word.isEmpty ? number : "\(number)\u{a0}\(word)"
  }

  /// The interval of 95% in words: `€ 1,0 mln tot € 2,0 mln`.
  func range(_ range: ClosedRange<Double>, unit: String, error: Double = 0, largest: Double? = nil) -> String
  {
    let largest = largest ?? max(abs(range.lowerBound), abs(range.upperBound))
    let lower = string(range.lowerBound, unit: unit, error: error, largest: largest)
    let upper = string(range.upperBound, unit: unit, error: error, largest: largest)
    return "\(lower) \(say("tot", "to")) \(upper)"
  }

  /// The word behind a number; nothing for money, shares and plain numbers.
  func word(_ unit: String) -> String {
    switch unit {
    case "money", "share", "plain", "", "ratio": ""
    case "persons": say("mensen", "people")
    case "months": say("maanden", "months")
    default: unit
    }
  }

  /// The unit of an axis that runs to the given number.
  func axisUnit(_ unit: String, largest: Double) -> AxisUnit {
    let sign = text.currency == "EUR" ? say("euro", "euros") : text.currency
    switch unit {
    case "money" where largest >= 999_500:
      return AxisUnit(divisor: 1e6, label: say("in miljoenen \(sign)", "in millions of \(sign)"))
    case "money" where largest >= 9_995:
      return AxisUnit(divisor: 1e3, label: say("in duizenden \(sign)", "in thousands of \(sign)"))
    case "money": return AxisUnit(divisor: 1, label: "in \(sign)")
    case "share": return AxisUnit(divisor: 0.01, label: "in %")
    case "persons": return AxisUnit(divisor: 1, label: say("aantal mensen", "number of people"))
    case "months": return AxisUnit(divisor: 1, label: say("in maanden", "in months"))
    case "plain", "", "ratio": return AxisUnit(divisor: 1, label: "")
    default: return AxisUnit(divisor: 1, label: unit)
    }
  }

  /// A span of months as years where it is whole years.
  func span(months: Int) -> String {
    guard months >= 24, months.isMultiple(of: 12) else {
      return "\(text.count(months))\u{a0}\(months == 1 ? say("maand", "month") : say("maanden", "months"))"
    }
    return "\(text.count(months / 12))\u{a0}\(say("jaar", "years"))"
  }

  /// The format of numbers on axes.
  static let axisFormat = ",~f"

  private static func assumedError(_ value: Double) -> Double {
    // Three digits of the largest number are as many as a picture holds.
    value > 0 ? pow(10, log10(value).rounded(.down) - 2) * 1.999 : 0
  }
}
