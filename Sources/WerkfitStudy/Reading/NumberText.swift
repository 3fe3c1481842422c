/// Reads plain numbers, and recognises numbers in Dutch notation.
enum NumberText {
  /// What a text says as a number.
  enum Outcome: Equatable {
    case number(Double)
    /// A number that could be meant in two ways; the ways to write each of them plainly.
    case dutch(readings: [String])
    /// A number too large for the computer.
    case tooLarge
    case notANumber
  }

  /// The number of a text: `2550`, `1.5`, `1e-3`; no percentages.
  ///
  /// - Parameter isPercentage: Whether a % follows: then three decimals are not taken for Dutch thousands.
  static func read(_ text: some StringProtocol, isPercentage: Bool = false) -> Outcome {
    // No number of a study is longer; a million digits are not looked at one by one.
    guard text.utf8.count <= 60 else {
      return text.utf8.prefix(60).allSatisfy { (0x30...0x39).contains($0) } ? .tooLarge : .notANumber
    }
    let bytes = Array(text.utf8)
    let readings = dutchReadings(bytes, isPercentage: isPercentage)
    if !readings.isEmpty { return .dutch(readings: readings) }
    guard isPlain(bytes), let value = Double(String(text)) else { return .notANumber }
    return value.isFinite ? .number(value) : .tooLarge
  }

  /// Whether a text is a number as JSON and people write it: no hexadecimals, no `inf`, no `_`.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = digits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let before = rest.count
    rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return before - rest.count
  }

  /// The plain ways to write a number in Dutch notation; empty where it is not Dutch.
  ///
  /// `1,5` always is; `2.550` is, because YAML reads 2,55 where a Dutch reader means 2550; `0.509` is not.
  private static func dutchReadings(_ bytes: [UInt8], isPercentage: Bool) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    let sign = text.hasPrefix("-") ? "-" : ""
    guard let first = unsigned.first, first.isASCII, first.isNumber,
      unsigned.allSatisfy({ ($0.isASCII && $0.isNumber) || $0 == "." || $0 == "," })
    else { return [] }
    let commas = unsigned.split(separator: ",", omittingEmptySubsequences: false)
    let points = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    if commas.count == 2 {
      // 1,5 or 2.550,50: the comma is a decimal mark; 2,550 may also be English for 2550.
      let whole = commas[0].filter { $0 != "." }
      let decimal = sign + whole + "." + commas[1]
      let isThousands = commas[1].count == 3 && points.count == 1 && first != "0" && commas[0].count <= 3
      return isThousands ? [withoutZeros(decimal), sign + whole + commas[1]] : [decimal]
    }
    if commas.count > 2 { return [sign + unsigned.filter { $0 != "," && $0 != "." }] }
    if points.count > 2 { return [sign + unsigned.filter { $0 != "." }] }
    guard points.count == 2, points[1].count == 3, (1...3).contains(points[0].count), first != "0",
      !isPercentage
    else { return [] }
    return [sign + points[0] + points[1], withoutZeros(sign + points[0] + "." + points[1])]
  }

  /// A decimal number that cannot be taken for thousands: 2.550 as 2.55, 1.096 as 1.0960.
  private static func withoutZeros(_ text: String) -> String {
    var text = text
    if !text.hasSuffix("0") { return text + "0" }
    while text.hasSuffix("0"), !text.hasSuffix(".0") { text.removeLast() }
    return text
  }
}

extension Double {
  /// The number as people write it: without `.0`, at most six digits.
  var plainText: String {
    var value = self
    if abs(value) >= 1e-4, abs(value) < 1e9 { value = (value * 1e6).rounded() / 1e6 }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
