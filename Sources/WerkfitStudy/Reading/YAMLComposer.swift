import Yams

/// Makes a tree of places and values from the text of a YAML file, and reports what is no good YAML.
struct YAMLComposer {
  /// Stands before a key that was there already; never in a text that we accept.
  static let repeatedKeyMark: Unicode.Scalar = "\u{E000}"
  /// The most values that a file may hold, counting what aliases repeat.
  static let nodeLimit = 60_000
  /// How often a text is tried again to find repeated keys, and how many bytes are parsed for that in all.
  private static let retryLimit = 60
  private static let retryBytes = 150_000

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
    guard let node = conversion.convert(root, path: "", depth: 0) else { return nil }
    return node
  }

  private func parse(_ text: String) -> Node? {
    // Of all repeated keys together: a file of 50 kB full of them took nine seconds when this was for each.
    let limit = min(Self.retryLimit, Self.retryBytes / max(1, text.utf8.count))
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
          .renamed(budget: limit - retries)
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

  /// The text with the second occurrence marked, after at most about `budget` attempts; each parses the whole text.
  func renamed(budget: Int) -> (text: String?, tries: Int) {
    guard budget > 1 else { return (nil, 0) }
    let scalars = Array(text.unicodeScalars)
    guard let start = Self.offset(line: line, column: column, in: scalars), start < scalars.count else {
      return (nil, 0)
    }
    let quote = scalars[start]
    let isQuoted = quote == "\"" || quote == "'"
    let word = Array(scalars[start...].prefix { !":,}\n".unicodeScalars.contains($0) })
    guard !word.isEmpty else { return (nil, 0) }
    let trimmed = Array(word.reversed().drop { $0 == " " }.reversed())
    let before = complaint(text)
    let first = start + (isQuoted ? 1 : 0)
    if let next = third(first, in: scalars, keys: before.keys) {
      // The key stands there three times or more: without the first, the library points at the second.
      return (marked(next, in: scalars), 2)
    }
    var candidates = occurrences(of: trimmed, in: scalars, after: start + trimmed.count)
    // In a block the second stands straight below the first.
    candidates.sort { ($0.column == column ? 0 : 1, $0.offset) < ($1.column == column ? 0 : 1, $1.offset) }
    var tries = 2
    for candidate in candidates.prefix(max(0, budget)) {
      tries += 1
      let place = candidate.offset + (isQuoted ? 1 : 0)
      let attempt = marked(place, in: scalars)
      if complaint(attempt) != before { return (attempt, tries) }
    }
    return (nil, tries)
  }

  private func marked(_ place: Int, in scalars: [Unicode.Scalar]) -> String {
    var changed = String.UnicodeScalarView()
    changed.append(contentsOf: scalars[..<place])
    changed.append(YAMLComposer.repeatedKeyMark)
    changed.append(contentsOf: scalars[(place + 1)...])
    return String(changed)
  }

  /// Where the library sees the key when its first occurrence is marked; nil where it no longer complains
  /// about this key.
  private func third(_ first: Int, in scalars: [Unicode.Scalar], keys: [String]) -> Int? {
    let complaint = complaint(marked(first, in: scalars))
    guard complaint.keys == keys, let mark = complaint.mark,
      let start = Self.offset(line: mark.line, column: mark.column, in: scalars),
      start < scalars.count, start != first
    else { return nil }
    return start + (scalars[start] == "\"" || scalars[start] == "'" ? 1 : 0)
  }

  private static func offset(line: Int, column: Int, in scalars: [Unicode.Scalar]) -> Int? {
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

  private struct Complaint: Equatable {
    var keys: [String]
    var mark: Place?
  }

  /// What the library says about a text: which keys are repeated, and where the first of them stands.
  private func complaint(_ text: String) -> Complaint {
    do {
      _ = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
      return Complaint(keys: [])
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      return Complaint(
        keys: keys, mark: Place(file: "", line: context.mark.line, column: context.mark.column, path: ""))
    } catch {
      return Complaint(keys: ["\u{0}"])
    }
  }
}
