import Foundation

/// What is known about the terminal.
enum Terminal {
  /// Whether results go to a terminal that may be coloured (`NO_COLOR` and `TERM=dumb` are respected).
  static var allowsColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(STDOUT_FILENO) == 1 && !isRefused && environment["TERM"] != "dumb"
  }

  /// Whether a person sees standard error.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// The text without what a terminal would obey, apart from line ends, tabs and our own bold and faint.
  ///
  /// Studies hold no such characters; an archive, a part file or an argument of somebody else may.
  static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isObeyed) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if let look = looks.first(where: { rest.starts(with: $0) }) {
        result.append(contentsOf: look)
        rest = rest.dropFirst(look.count)
        continue
      }
      result.append(isObeyed(scalar) ? "\u{FFFD}" : scalar)
      rest = rest.dropFirst()
    }
    return String(result)
  }

  private static let looks = ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m"].map { Array($0.unicodeScalars) }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
