/// A place in a study file, for diagnostics.
struct Place: Sendable, Hashable {
  /// The file, as named in diagnostics.
  var file: String
  /// The line, from 1; 0 for the whole file.
  var line: Int
  /// The column in characters, from 1.
  var column: Int
  /// The keys that lead to it, joined by points.
  var path: String

  /// The same place, some characters to the right.
  func shifted(by characters: Int) -> Place {
    var place = self
    place.column += max(0, characters)
    return place
  }
}

/// Collects the problems of one reading, each once.
///
/// A class, because every part of the reader adds to the one list of a reading; it never leaves the thread.
final class DiagnosticLog {
  /// More problems than this are not shown: nobody reads them, and a hostile file could make millions.
  static let limit = 200

  private(set) var diagnostics: [Diagnostic] = []
  private(set) var hasErrors = false
  private var seen: Set<Diagnostic> = []
  private var left = 0

  /// Whether the list is so full that searching for suggestions is no longer worth the time.
  var isFull: Bool { diagnostics.count >= Self.limit }

  /// Whether problems have been left out, so that looking for more of the same sort is of no use.
  var leavesOut: Bool { left > 0 }

  /// Adds a problem, unless it is there already.
  func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    if isFull {
      left += 1
      return
    }
    // The same entry is read once for the base and again for every scenario that changes it.
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Adds an error at a place.
  func error(
    _ kind: Diagnostic.Kind, at place: Place, _ problem: Sentence? = nil, found: String? = nil,
    expected: Sentence? = nil, suggestion: Sentence? = nil
  ) {
    add(.error, kind, at: place, problem, found: found, expected: expected, suggestion: suggestion)
  }

  /// Adds a warning at a place.
  func warning(
    _ kind: Diagnostic.Kind, at place: Place, _ problem: Sentence? = nil, found: String? = nil,
    expected: Sentence? = nil, suggestion: Sentence? = nil
  ) {
    add(.warning, kind, at: place, problem, found: found, expected: expected, suggestion: suggestion)
  }

  private func add(
    _ severity: Diagnostic.Severity, _ kind: Diagnostic.Kind, at place: Place, _ problem: Sentence?,
    found: String?, expected: Sentence?, suggestion: Sentence?
  ) {
    if isFull {
      if severity == .error { hasErrors = true }
      left += 1
      return
    }
    add(
      Diagnostic(
        severity: severity, kind: kind, file: place.file, line: place.line, column: place.column,
        keyPath: shortened(place.path, to: 200), problem: problem, found: found.map { shortened($0, to: 80) },
        expected: expected, suggestion: suggestion))
  }

  /// All problems, sorted by file, line and column; the files in the order given, others after them.
  func sorted(files: [String]) -> [Diagnostic] {
    let order = Dictionary(
      files.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    func rank(_ diagnostic: Diagnostic) -> Int { order[diagnostic.file] ?? files.count }
    var result = diagnostics.sorted { left, right in
      rank(left) == rank(right) ? left < right : rank(left) < rank(right)
    }
    if left > 0, let last = result.last {
      result.append(
        Diagnostic(
          severity: hasErrors ? .error : .warning, kind: .syntax, file: last.file,
          problem: Sentence(
            nl: "er zijn meer dan \(Self.limit) meldingen; de rest is weggelaten",
            en: "there are more than \(Self.limit) messages; the rest is left out")))
    }
    return result
  }
}

/// A text from the file as it is shown in a message: on one line, and not endless.
func shortened(_ text: String, to length: Int = 80) -> String {
  let line = text.prefix(length + 1).map { $0.isNewline ? " " : String($0) }.joined()
  return line.count > length ? String(line.prefix(length - 1)) + "…" : line
}
