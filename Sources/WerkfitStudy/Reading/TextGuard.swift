/// Looks at the bare text before it goes to the YAML parser, for what would make that slow or crash.
struct TextGuard {
  /// The deepest nesting of maps and lists; a study needs about eight.
  static let depthLimit = 64

  /// The most anchors (&) in a file; each may hold the one before, so that they nest beyond any indentation.
  static let anchorLimit = 20
  /// The text of the file.
  let text: String
  /// Its name, for diagnostics.
  let file: String

  /// What is wrong with the text, or nil.
  func problem() -> Diagnostic? {
    controlCharacter() ?? tooManyAnchors() ?? excessiveDepth() ?? aliasAsKey()
  }

  private func diagnostic(_ line: Int, _ column: Int, _ problem: Sentence, found: String? = nil)
    -> Diagnostic
  {
    Diagnostic(kind: .syntax, file: file, line: line, column: column, problem: problem, found: found)
  }

  /// Characters that YAML does not allow in a text, such as NUL.
  private func controlCharacter() -> Diagnostic? {
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A:
        line += 1
        column = 1
        continue
      // The private use area marks repeated keys within the reader (see YAMLComposer).
      case YAMLComposer.repeatedKeyMark.value, 0xFEFF: break
      default:
        if !scalar.isForbidden {
          column += 1
          continue
        }
      }
      return diagnostic(line, column, Self.forbidden, found: scalar.codePoint)
    }
    return nil
  }

  /// What is said of a character that may not stand in a study.
  static let forbidden = Sentence(
    nl: "dit onzichtbare teken mag niet in een studie staan",
    en: "this invisible character may not stand in a study")

  private func tooManyAnchors() -> Diagnostic? {
    let places = anchorPlaces(limit: Self.anchorLimit + 1)
    guard places.count > Self.anchorLimit, let last = places.last else { return nil }
    return diagnostic(
      last.line, last.column,
      Sentence(
        nl: "dit bestand heeft te veel ankers (&), meer dan \(Self.anchorLimit)",
        en: "this file has too many anchors (&), over \(Self.anchorLimit)"))
  }

  /// Where an anchor may stand: `&` with a name behind it, where a value can begin.
  private func anchorPlaces(limit: Int) -> [(line: Int, column: Int)] {
    var line = 1
    var column = 1
    var places: [(line: Int, column: Int)] = []
    var previous: UInt8 = 0x0A
    var bytes = text.utf8.makeIterator()
    var byte = bytes.next()
    while let current = byte, places.count < limit {
      byte = bytes.next()
      if current == 0x26, let next = byte, next > 0x20, Self.beforeValue.contains(previous) {
        places.append((line, column))
      }
      column += 1
      if current == 0x0A {
        line += 1
        column = 1
      }
      previous = current
    }
    return places
  }

  private static let beforeValue = Array(" \t\n[{,-:?".utf8)

  /// Nesting by indentation, dashes and brackets together: an estimate from above that is near enough.
  private func excessiveDepth() -> Diagnostic? {
    var indents: [Int] = []
    var brackets = 0
    var number = 0
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      var indent = 0
      var dashes = 0
      var rest = line
      leading: while let byte = rest.first {
        switch byte {
        case 0x20, 0x09: indent += 1
        case 0x2D, 0x3F:  // `- ` and `? ` open a list or a key
          guard let next = rest.dropFirst().first, next == 0x20 || next == 0x09 else { break leading }
          indent += 1
          dashes += 1
        default: break leading
        }
        rest = rest.dropFirst()
      }
      guard let first = rest.first, first != 0x23 else { continue }
      while let last = indents.last, last >= indent { indents.removeLast() }
      indents.append(indent)
      var deepest = brackets
      for byte in rest {
        if byte == 0x5B || byte == 0x7B { brackets += 1 }
        if byte == 0x5D || byte == 0x7D { brackets = max(0, brackets - 1) }
        deepest = max(deepest, brackets)
      }
      if indents.count + dashes + deepest > Self.depthLimit {
        return diagnostic(
          number, 1,
          Sentence(
            nl: "hier staan te veel kaarten en lijsten in elkaar (meer dan \(Self.depthLimit) diep)",
            en: "too many maps and lists are nested here (over \(Self.depthLimit) deep)"))
      }
    }
    return nil
  }

  /// An alias as a key: comparing such keys can take for ever when the aliases are nested.
  private func aliasAsKey() -> Diagnostic? {
    guard anchorPlaces(limit: 1).count > 0, text.utf8.contains(0x2A) else { return nil }
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard line.utf8.contains(0x2A), !line.drop(while: { $0 == " " }).hasPrefix("#") else { continue }
      var previous: Character = " "
      var index = line.startIndex
      while index < line.endIndex {
        let character = line[index]
        let isStart = " \t[{,?".contains(previous)
        if character == "*", isStart {
          let name = line[line.index(after: index)...].prefix { !" \t,]}:".contains($0) }
          let after = line[name.endIndex...].drop { $0 == " " || $0 == "\t" }
          let isKey = !name.isEmpty && (after.hasPrefix(":") || (previous == " " && opensKey(line[..<index])))
          if isKey {
            return diagnostic(
              number, line.distance(from: line.startIndex, to: index) + 1,
              Sentence(
                nl: "een verwijzing (*) kan geen sleutel zijn", en: "an alias (*) cannot be a key"),
              found: "*" + name)
          }
        }
        previous = character
        index = line.index(after: index)
      }
    }
    return nil
  }

  private func opensKey(_ start: Substring) -> Bool {
    start.last { $0 != " " && $0 != "\t" } == "?"
  }
}

extension Unicode.Scalar {
  /// Whether a study may not hold the character: a terminal obeys it, it turns the direction of what follows, or it is
  /// none.
  ///
  /// YAML can also write such a character with other characters (`\e`), so the values are looked at too.
  var isForbidden: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// The character by its number, such as `U+1B`.
  var codePoint: String { "U+" + String(value, radix: 16, uppercase: true) }
}
