import Mustache

/// A value of a page as the template engine looks into it.
///
/// Everything that is absent is present as nothing: else the engine would look for the name further out. Every list
/// `rows` comes with `hasRows`.
struct PageTree {
  let node: Any

  /// The tree of a value: structures, lists, texts, whole numbers, truths and enumerations of texts.
  init(_ value: Any) { node = Self.node(value) }

  /// The members of a structure.
  var object: [String: Any] { node as? [String: Any] ?? [:] }

  private static func node(_ value: Any) -> Any {
    switch value {
    case let text as String: return text.isEmpty ? Nothing() : safe(text)
    case let truth as Bool: return truth
    case let number as Int: return String(number)
    case let json as JSONText: return json.text
    case let named as any RawRepresentable: return node(named.rawValue)
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { node($0.value) } ?? Nothing()
    case .collection: return mirror.children.map { node($0.value) }
    default: break
    }
    var object: [String: Any] = [:]
    for child in mirror.children {
      guard let name = child.label else { continue }
      let member = addresses.contains(name) ? addressNode(child.value) : node(child.value)
      object[name] = member
      if let list = member as? [Any] {
        object["has" + name.prefix(1).uppercased() + name.dropFirst()] = !list.isEmpty
      }
    }
    return object
  }

  /// The members that a browser follows.
  private static let addresses: Set = ["address", "checkAddress", "tuneAddress", "newer", "older", "still"]

  private static func addressNode(_ value: Any) -> Any {
    guard let text = node(value) as? String else { return Nothing() }
    return address(text).map { $0 as Any } ?? Nothing()
  }

  /// An address that may be followed: of this site, of the web, or a picture; nil for any other, such as a script.
  static func address(_ text: String?) -> String? {
    guard let text else { return nil }
    let isOwn =
      "/#?".contains(text.prefix(1)) && !text.isEmpty && !text.hasPrefix("//") && !text.hasPrefix("/\\")
    let isKnown = ["https://", "http://", "data:image/"].contains { text.lowercased().hasPrefix($0) }
    return isOwn || isKnown ? safe(text) : nil
  }

  /// A text without control characters, and with a space behind each sign of HTML that a combining accent follows.
  ///
  /// The template engine escapes by Character: it would let a quotation mark with an accent through, which a browser
  /// reads as the end of an attribute.
  static func safe(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value >= 32 || scalar == "\n" || scalar == "\t" {
      if let last = scalars.last, "<>&\"'".unicodeScalars.contains(last),
        String(String.UnicodeScalarView([last, scalar])).count == 1
      {
        scalars.append(" ")
      }
      scalars.append(scalar)
    }
    return String(scalars)
  }

  /// What is absent.
  private struct Nothing: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
  }
}
