/// A value of a JSON document whose maps keep the order in which they are written.
///
/// Foundation's encoder sorts keys or leaves their order open; a schema reads best in the order of the format.
indirect enum SchemaNode {
  case text(String)
  case integer(Int)
  case flag(Bool)
  case list([SchemaNode])
  case map([(key: String, value: SchemaNode)])

  /// The document as JSON text, two spaces a level; a list of only scalars stands on one line.
  var jsonText: String { jsonText(indent: "") }

  private func jsonText(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return Self.quoted(text)
    case .integer(let number): return String(number)
    case .flag(let flag): return flag ? "true" : "false"
    case .list(let nodes) where nodes.allSatisfy(\.isScalar):
      return "[" + nodes.map { $0.jsonText(indent: inner) }.joined(separator: ", ") + "]"
    case .list(let nodes):
      return Self.block("[", nodes.map { inner + $0.jsonText(indent: inner) }, "]", indent)
    case .map(let entries) where entries.isEmpty: return "{}"
    case .map(let entries) where entries.count == 1 && entries.allSatisfy(\.value.isScalar):
      return "{ " + entries.map { Self.line($0, inner) }.joined() + " }"
    case .map(let entries):
      return Self.block("{", entries.map { inner + Self.line($0, inner) }, "}", indent)
    }
  }

  private var isScalar: Bool {
    switch self {
    case .text, .integer, .flag: true
    case .list, .map: false
    }
  }

  private static func line(_ entry: (key: String, value: SchemaNode), _ indent: String) -> String {
    quoted(entry.key) + ": " + entry.value.jsonText(indent: indent)
  }

  private static func block(_ open: String, _ lines: [String], _ close: String, _ indent: String) -> String {
    ([open] + [lines.joined(separator: ",\n")] + [indent + close]).joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension SchemaNode: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}

extension SchemaNode: ExpressibleByIntegerLiteral {
  init(integerLiteral number: Int) { self = .integer(number) }
}

extension SchemaNode: ExpressibleByBooleanLiteral {
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
}

extension SchemaNode: ExpressibleByArrayLiteral {
  init(arrayLiteral nodes: SchemaNode...) { self = .list(nodes) }
}

extension SchemaNode: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral entries: (String, SchemaNode)...) {
    self = .map(entries.map { (key: $0.0, value: $0.1) })
  }
}
