/// A value in a row of a chart's data.
enum VegaValue: Sendable, Hashable {
  /// A number; one that is not finite is left empty, and the mark is not drawn.
  case number(Double)
  /// Text on one line or more.
  case text(String)

  var json: JSONValue {
    switch self {
    case .number(let number): number.isFinite ? .number(number) : .null
    case .text(let text): .string(text)
    }
  }
}

extension VegaValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(floatLiteral value: Double) { self = .number(value) }
}

/// A column of a chart's data: its name, and its value in each row.
struct VegaColumn<Row> {
  /// The name, as programs and readers of the specification see it.
  let name: String
  /// The value in a row.
  let value: (Row) -> VegaValue

  /// A column of numbers.
  static func number(_ name: String, _ value: @escaping (Row) -> Double) -> Self {
    Self(name: name) { .number(value($0)) }
  }

  /// A column of text.
  static func text(_ name: String, _ value: @escaping (Row) -> String) -> Self {
    Self(name: name) { .text(value($0)) }
  }
}

extension [String: JSONValue] {
  /// Puts a value in unless there is none.
  mutating func put(_ key: String, _ value: JSONValue?) {
    if let value { self[key] = value }
  }
}
