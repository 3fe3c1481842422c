import Yams

/// Makes a tree of places and values from the text of a YAML file, and reports what is no good YAML.
struct YAMLComposer {
  /// Stands before a key that was there already; never in a text that we accept.
  static let repeatedKeyMark: Unicode.Scalar = "\u{E000}"
  /// The most values that a file may hold, counting what aliases repeat.
  static let nodeLimit = 50_000
  /// How often a text is tried again to find repeated keys, and how many bytes are parsed for it in all.
  private static let retryLimit = 60
  private static let retryBytes = 1_000_000

  /// The name of the file, for diagnostics.
  let file: String
  /// Where problems go.
  let log: DiagnosticLog

  /// The tree of the text, or nil where it is no YAML (which is then in the log).
  func compose(_ text: String) -> SourceNode? {
    if let problem = TextGuard(text: text, file: file).problem() {
      log.add(problem)
      return nil
    }
    guard let root = parse(text) else { return nil }
    var conversion = NodeConversion(file: file, log: log)
    return conversion.tree(of: root)
  }

  private func parse(_ text: String) -> Node? {
    var text = text
    var retries = 0
    while true {
      do {
        guard let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
          log.add(
            Diagnostic(
              kind: .syntax, file: file, line: 1, column: 1,
              problem: Sentence(nl: "dit bestand is leeg", en: "this file is empty")))
          return nil
        }
        return root
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        // The YAML library stops at the first repeated key. We rename its second occurrence and go on,
        // so that the rest of the file is checked too.
        let renamed = RepeatedKey(text: text, line: context.mark.line, column: context.mark.column)
          .renamed(budget: min(Self.retryLimit, Self.retryBytes / max(1, 2 * text.utf8.count)) - retries)
        retries += renamed.tries
        guard let next = renamed.text else {
          log.add(
            Diagnostic(
              kind: .duplicate, file: file, line: context.mark.line, column: context.mark.column,
              problem: Sentence(
                nl: "deze sleutel staat nog eens in hetzelfde blok",
                en: "this key stands once more in the same block"),
              found: keys.first.map { shortened($0) }))
          return nil
        }
        text = next
      } catch {
        log.add(YAMLErrorWording.diagnostic(for: error, file: file, text: text))
        return nil
      }
    }
  }
}

/// Finds the second occurrence of a key that stands twice in one map.
///
/// The YAML library tells where the first stands and not where the second does. So we mark, one after the
/// other, the places where the same text stands further on, until the library's complaint changes.
private struct RepeatedKey {
  let text: String
  let line: Int
  let column: Int

  func renamed(budget: Int) -> (text: String?, tries: Int) {
    guard text.utf8.count < 300_000 else { return (nil, 0) }
    var scalars = Array(text.unicodeScalars)
    guard let start = offset(in: scalars), start < scalars.count else { return (nil, 0) }
    let quote = scalars[start]
    let isQuoted = quote == "\"" || quote == "'"
    let word = Array(scalars[start...].prefix { !":,}\n".unicodeScalars.contains($0) })
    guard !word.isEmpty else { return (nil, 0) }
    let trimmed = Array(word.reversed().drop { $0 == " " }.reversed())
    let before = complaint(text)
    var candidates = occurrences(of: trimmed, in: scalars, after: start + trimmed.count)
    // In a block the second stands straight below the first.
    candidates.sort { ($0.column == column ? 0 : 1, $0.offset) < ($1.column == column ? 0 : 1, $1.offset) }
    var tries = 0
    for candidate in candidates.prefix(max(0, budget)) {
      tries += 1
      let place = candidate.offset + (isQuoted ? 1 : 0)
      let old = scalars[place]
      scalars[place] = YAMLComposer.repeatedKeyMark
      var changed = String.UnicodeScalarView()
      changed.append(contentsOf: scalars)
      let attempt = String(changed)
      if complaint(attempt) != before { return (attempt, tries) }
      scalars[place] = old
    }
    return (nil, tries)
  }

  private func offset(in scalars: [Unicode.Scalar]) -> Int? {
    var current = 1
    for (index, scalar) in scalars.enumerated() {
      if current == line { return index + column - 1 }
      if scalar == "\n" { current += 1 }
    }
    return nil
  }

  private func occurrences(
    of word: [Unicode.Scalar], in scalars: [Unicode.Scalar], after start: Int
  ) -> [(offset: Int, column: Int)] {
    var found: [(offset: Int, column: Int)] = []
    var lineStart = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    guard let first = word.first, start < scalars.count else { return [] }
    for index in start..<scalars.count {
      if scalars[index] == "\n" { lineStart = index + 1 }
      guard scalars[index] == first, scalars[index...].starts(with: word) else { continue }
      let next = scalars[(index + word.count)...].first { $0 != " " }
      if next == ":" { found.append((index, index - lineStart + 1)) }
    }
    return found
  }

  /// What the library says about a text: which keys are repeated, and where.
  private func complaint(_ text: String) -> String {
    do {
      _ = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
      return ""
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      return "\(keys) \(context.mark)"
    } catch {
      return "other"
    }
  }
}
