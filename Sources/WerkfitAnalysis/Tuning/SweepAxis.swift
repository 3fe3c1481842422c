import Foundation

/// A value of a study that is gone through in equal steps, such as `parameters.kans=1%:3%:5`.
///
/// Values keep the unit and the form in which they are typed: `1%` to `3%` in five steps is 1%, 1.5%, 2%, 2.5%, 3%.
public struct SweepAxis: Sendable, Hashable {
  /// Why a text is no axis.
  public enum Failure: Error, Hashable, Sendable {
    /// It is not `path=from:to:steps`.
    case shape
    /// One of the two ends is no number with a unit.
    case value(String)
    /// The ends have different units.
    case units(String, String)
    /// The ends are the same.
    case noWidth
    /// The number of steps is not 2 to `greatestSteps`.
    case steps(String)
  }

  /// The greatest number of values.
  public static let greatestSteps = 1000

  /// The keys that lead to the value, joined by points.
  public var path: String
  /// The values as they would be written in the study file.
  public var values: [String]
  /// The same as plain numbers, as typed: 2.5 for `2.5%`.
  public var numbers: [Double]
  /// The unit behind the numbers as typed, such as `%`; empty where there is none.
  public var unit: String

  /// The axis of a text `path=from:to:steps`.
  ///
  /// A unit at the end only holds for both: `1:6 months:6`.
  ///
  /// - Throws: `Failure`.
  public init(_ text: String) throws(Failure) {
    guard let mark = text.firstIndex(of: "=") else { throw .shape }
    path = text[..<mark].trimmingCharacters(in: .whitespaces)
    let parts = text[text.index(after: mark)...].split(separator: ":", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard !path.isEmpty, parts.count == 3 else { throw .shape }
    guard let from = Quantity(parts[0]) else { throw .value(parts[0]) }
    guard let to = Quantity(parts[1]) else { throw .value(parts[1]) }
    guard from.isBare || (from.prefix == to.prefix && from.singular == to.singular) else {
      throw .units(parts[0], parts[1])
    }
    guard let steps = Int(parts[2]), (2...Self.greatestSteps).contains(steps) else { throw .steps(parts[2]) }
    guard from.number != to.number else { throw .noWidth }
    numbers = (0..<steps).map { step in
      // The ends as typed, and between them no digits that only binary fractions have.
      if step == 0 { return from.number }
      if step == steps - 1 { return to.number }
      let share = Double(step) / Double(steps - 1)
      let value = from.number + (to.number - from.number) * share
      return Double(String(format: "%.10g", value)) ?? value
    }
    unit = to.suffix.trimmingCharacters(in: .whitespaces)
    values = numbers.map { to.prefix + Self.plain($0) + to.suffix }
  }

  /// A number without an exponent or digits that mean nothing.
  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? String(Int(value)) : String(format: "%.10g", value)
  }

  /// A number with what stands around it.
  private struct Quantity {
    var prefix: String
    var number: Double
    var suffix: String

    var isBare: Bool { prefix.isEmpty && suffix.isEmpty }

    /// The suffix with `months` as `month`, since `1 month` to `6 months` is one unit.
    var singular: String { suffix.replacingOccurrences(of: "s\\b", with: "", options: .regularExpression) }

    init?(_ text: String) {
      let signs: Set<Character> = ["+", "-", "."]
      guard let start = text.firstIndex(where: { ($0.isASCII && $0.isNumber) || signs.contains($0) }) else {
        return nil
      }
      let digits = text[start...].prefix { ($0.isASCII && $0.isNumber) || signs.contains($0) }
      guard let number = Double(digits), number.isFinite else { return nil }
      let rest = String(text[digits.endIndex...])
      // Digits, a decimal comma or an exponent behind the number are no unit.
      guard rest.first != ",", !rest.lowercased().hasPrefix("e+"), !rest.lowercased().hasPrefix("e-") else {
        return nil
      }
      (prefix, self.number, suffix) = (String(text[..<start]), number, rest)
    }
  }
}
