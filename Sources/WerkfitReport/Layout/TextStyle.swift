/// How text is marked on a terminal.
public struct TextStyle: Sendable, Hashable {
  /// Whether colour and weight may be used.
  public var isColoured: Bool
  /// The greatest number of characters on a line.
  public var width: Int

  /// A style for lines of the given width.
  public init(isColoured: Bool = false, width: Int = 80) {
    self.isColoured = isColoured
    self.width = max(60, width)
  }

  func bold(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
  func faint(_ text: String) -> String { isColoured ? "\u{1b}[2m\(text)\u{1b}[0m" : text }
}

extension String {
  /// The text on lines of at most the given width, broken at spaces; a longer word is cut with a hyphen.
  ///
  /// A leading indentation is kept on every line. Line breaks and tabs in the text are spaces, so that no text of a
  /// study can look like lines of ours.
  func wrapped(to width: Int, hanging: Int = 0) -> [String] {
    let width = max(width, 4)
    let indent = String(prefix { $0 == " " })
    let hang = String(repeating: " ", count: hanging)
    var lines: [String] = []
    var line = indent
    for word in split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }) {
      var rest = String(word)
      if line.count + (line.last == " " || line.isEmpty ? 0 : 1) + rest.count > width,
        line.contains(where: { $0 != " " })
      {
        lines.append(line)
        line = indent + hang
      }
      while rest.count > width - indent.count - hanging {
        let part = rest.prefix(width - indent.count - hanging - 1)
        lines.append(line + part + "-")
        line = indent + hang
        rest = String(rest.dropFirst(part.count))
      }
      line += (line.last == " " || line.isEmpty ? "" : " ") + rest
    }
    return lines + [line]
  }

  /// The text with spaces before it up to the width.
  func flushedRight(in width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
  /// The text with spaces after it up to the width.
  func flushedLeft(in width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
