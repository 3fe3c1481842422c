/// Words, names, switches and months.
extension StudyBuilder {
  /// The text of a value that must be a text, a number or a date.
  func text(_ node: SourceNode?) -> String? {
    guard let node else { return nil }
    if let text = node.scalar { return text }
    log.error(.value, at: node.place, found: node.shown, expected: Sentence(nl: "een tekst", en: "a text"))
    return nil
  }

  /// `true` or `false`.
  func flag(_ node: SourceNode?) -> Bool? {
    guard let node else { return nil }
    switch node.scalar {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default:
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "true of false", en: "true or false"),
        suggestion: Self.flags[node.scalar ?? ""])
      return nil
    }
  }

  private static let flags: [String: Sentence] = [
    "yes": Sentence(same: "true"), "ja": Sentence(same: "true"), "on": Sentence(same: "true"),
    "no": Sentence(same: "false"), "nee": Sentence(same: "false"), "off": Sentence(same: "false"),
  ]

  /// One of the words of an enumeration.
  func word<Choice: RawRepresentable & CaseIterable>(_ node: SourceNode?, as type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    return word(node, among: words).flatMap(Choice.init)
  }

  /// One of the given words.
  func word(_ node: SourceNode?, among words: [String]) -> String? {
    guard let node else { return nil }
    if let text = node.scalar, words.contains(text) { return text }
    log.error(
      .value, at: node.place, found: node.shown,
      expected: Sentence(
        nl: "een van \(words.joined(separator: ", "))", en: "one of \(words.joined(separator: ", "))"),
      suggestion: nearestName(to: node.scalar ?? "", among: words).map { Sentence(same: $0) })
    return nil
  }

  /// The name of a thing of the study that must exist.
  func name(_ node: SourceNode?, among known: [String], what: Sentence) -> String? {
    guard let node else { return nil }
    guard let text = node.scalar else {
      log.error(.value, at: node.place, found: node.shown, expected: what)
      return nil
    }
    return isKnown(text, among: known, what: what, at: node.place) ? text : nil
  }

  /// Whether a name is known; reports it where it is not.
  func isKnown(_ name: String, among known: [String], what: Sentence, at place: Place) -> Bool {
    if known.contains(name) { return true }
    // Where a whole section could not be read, its names are not unknown.
    if known.isEmpty, scope.hasBrokenSection { return false }
    if log.isFull {
      log.error(.unknownName, at: place)
      return false
    }
    let nearest = log.isFull ? nil : nearestName(to: name, among: known)
    let list = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? " …" : "")
    log.error(
      .unknownName, at: place,
      Sentence(nl: "deze naam bestaat niet", en: "this name does not exist"),
      found: shortened(name),
      expected: known.isEmpty || nearest != nil
        ? what : Sentence(nl: "\(what.dutch) (\(list))", en: "\(what.english) (\(list))"),
      suggestion: nearest.map { Sentence(same: $0) })
    return false
  }

  /// Names with `|` between them, which must all exist; the known ones.
  func names(_ text: String, among known: [String], what: Sentence, at place: Place, from offset: Int = 0)
    -> [String]
  {
    var result: [String] = []
    var position = offset
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      let name = String(part.trimmingSpaces())
      let indent = part.prefix { $0.isWhitespace }.count
      if isKnown(name, among: known, what: what, at: place.shifted(by: position + indent)) {
        if result.contains(name) {
          log.error(
            .duplicate, at: place.shifted(by: position + indent),
            Sentence(nl: "deze naam staat er twee keer", en: "this name stands here twice"), found: name)
        } else {
          result.append(name)
        }
      }
      position += part.count + 1
    }
    return result
  }

  /// A list of texts.
  func texts(_ node: SourceNode?) -> [String] {
    items(node).compactMap { text($0) }
  }

  /// The items of a list; a single value stands for a list of one.
  func items(_ node: SourceNode?) -> [SourceNode] {
    guard let node else { return [] }
    switch node.content {
    case .list(let items): return items
    case .empty, .broken: return []
    case .scalar, .map: return [node]
    }
  }

  /// A calendar month, such as `2021-01`.
  func month(_ node: SourceNode?) -> CalendarMonth? {
    guard let node else { return nil }
    if let text = node.scalar, let month = CalendarMonth(text: text) { return month }
    log.error(
      .value, at: node.place, found: node.shown,
      expected: Sentence(
        nl: "een maand zoals 2021-01 (jaar 1900 tot 2200)", en: "a month such as 2021-01 (year 1900 to 2200)"),
      suggestion: CalendarMonth.guess(node.scalar ?? "").map { Sentence(same: $0) })
    return nil
  }

  /// A whole number within bounds.
  func integer(_ node: SourceNode?, in range: ClosedRange<Int>) -> Int? {
    guard let node else { return nil }
    if let text = node.scalar, let value = Int(text), range.contains(value) { return value }
    let bounds = range.count == 1 ? "\(range.lowerBound)" : nil
    log.error(
      .value, at: node.place, found: node.shown,
      expected: bounds.map { Sentence(same: $0) }
        ?? Sentence(
          nl: "een heel getal van \(range.lowerBound) tot \(range.upperBound)",
          en: "a whole number from \(range.lowerBound) to \(range.upperBound)"))
    return nil
  }

  /// Source, place, remark and confidence of a number.
  func provenance(_ fields: Fields, atIsColumn: Bool = false) -> Provenance {
    let source = name(
      fields["source"], among: scope.sources,
      what: Sentence(nl: "een bron onder sources", en: "a source under sources"))
    return Provenance(
      source: source, at: atIsColumn ? nil : text(fields["at"]), note: text(fields["note"]),
      confidence: word(fields["confidence"], as: Confidence.self))
  }
}

extension CalendarMonth {
  /// The month of a text such as `2021-01`; nil where it is none or outside 1900 to 2200.
  init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }),
      let year = Int(parts[0]), let month = Int(parts[1]), (1900...2200).contains(year),
      (1...12).contains(month)
    else { return nil }
    self.init(year: year, month: month)
  }

  /// What a month in another notation probably means: `2021-1`, `01-2021`, `2021-01-15`, `2021`.
  static func guess(_ text: String) -> String? {
    let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    guard let year = numbers.first(where: { (1900...2200).contains($0) }) else { return nil }
    let others = numbers.filter { $0 != year }
    let month = others.count == 2 && numbers.first != year ? others.last : others.first
    guard let month = month ?? 1 as Int?, (1...12).contains(month) else { return nil }
    return CalendarMonth(year: year, month: month).description
  }
}
