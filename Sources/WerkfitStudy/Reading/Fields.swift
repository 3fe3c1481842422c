/// The fields of one map of the file, with the keys of its section checked.
struct Fields {
  /// The map.
  let node: SourceNode
  /// Its entries.
  let map: SourceMap

  /// The value of a key, or nil where it is absent or empty (which is then reported already).
  subscript(key: String) -> SourceNode? {
    guard let value = map[key] else { return nil }
    switch value.content {
    case .empty, .broken: return nil
    case .scalar, .list, .map: return value
    }
  }

  /// Whether the map has a key, with a value or without.
  func has(_ key: String) -> Bool { map[key] != nil }

  /// Where the map stands.
  var place: Place { node.place }
}

extension StudyBuilder {
  /// The fields of a map, or nil where the value is no map.
  ///
  /// Reports unknown keys, missing keys, empty values, and keys that do not go together.
  func fields(of node: SourceNode, as section: StudySection, checkingForms: Bool = true) -> Fields? {
    guard let written = node.map else {
      let keys = keys(of: section).names.prefix(4).joined(separator: ", ")
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "een blok met sleutels (\(keys) …)", en: "a block with keys (\(keys) …)"))
      return nil
    }
    let known = keys(of: section)
    let map = withoutStrayCommas(written, known: known.names)
    checkKeys(of: map, known: known.names)
    for key in known.required where map[key] == nil {
      log.error(
        .missingKey, at: node.place,
        Sentence(nl: "de sleutel \(key) ontbreekt", en: "the key \(key) is missing"))
    }
    if checkingForms { checkForms(of: map, known.forms, at: node.place) }
    return Fields(node: node, map: map)
  }

  private func checkKeys(of map: SourceMap, known: [String]) {
    let list = known.joined(separator: ", ")
    for entry in map.entries {
      if known.contains(entry.key) {
        if case .empty = entry.value.content {
          log.error(
            .value, at: entry.keyPlace,
            Sentence(nl: "achter deze sleutel staat niets", en: "nothing stands behind this key"))
        }
        continue
      }
      let nearest = log.isFull ? nil : nearestName(to: entry.key, among: known)
      log.error(
        .unknownKey, at: entry.keyPlace, Sentence(nl: "onbekende sleutel", en: "unknown key"),
        found: entry.key,
        expected: nearest == nil
          ? Sentence(nl: "een van \(list)", en: "one of \(list)") : nil,
        suggestion: nearest.map { Sentence(same: $0) })
    }
  }

  private func checkForms(of map: SourceMap, _ forms: [SectionForm], at place: Place) {
    guard !forms.isEmpty else { return }
    let ofForms = Set(forms.flatMap(\.keys))
    let present = map.keys.filter(ofForms.contains)
    if forms.contains(where: { form in
      Set(form.keys).isSuperset(of: present) && form.required.allSatisfy(present.contains)
    }) {
      return
    }
    let names = forms.map { $0.required.joined(separator: " + ") }
    guard !present.isEmpty else {
      log.error(
        .missingKey, at: place,
        expected: Sentence(
          nl: "een van \(names.joined(separator: ", "))", en: "one of \(names.joined(separator: ", "))"))
      return
    }
    if let unfinished = forms.first(where: { Set($0.keys).isSuperset(of: present) }) {
      let missing = unfinished.required.filter { !present.contains($0) }.joined(separator: ", ")
      log.error(
        .missingKey, at: place,
        Sentence(
          nl: "bij \(present.joined(separator: ", ")) ontbreekt \(missing)",
          en: "\(missing) is missing beside \(present.joined(separator: ", "))"))
      return
    }
    let ways = forms.filter { !Set($0.keys).isDisjoint(with: present) }
      .map { $0.required.joined(separator: " + ") }
    let together = present.joined(separator: ", ")
    log.error(
      .value, at: place,
      Sentence(
        nl: "de sleutels \(together) gaan niet samen: kies \(ways.joined(separator: " of "))",
        en: "the keys \(together) do not go together: choose \(ways.joined(separator: " or "))"))
  }

  /// The entries of a map with free names, each of which is checked.
  ///
  /// Empty for what is no map.
  func entries(of node: SourceNode?, startingWithLetter: Bool = false) -> [SourceEntry] {
    guard let node else { return [] }
    if case .empty = node.content { return [] }
    guard let map = node.map else {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "een blok met namen", en: "a block with names"))
      return []
    }
    return map.entries.filter { isName($0.key, at: $0.keyPlace, startingWithLetter: startingWithLetter) }
  }

  /// Whether a text can be a name; reports it where it cannot.
  func isName(_ text: String, at place: Place, startingWithLetter: Bool = false) -> Bool {
    let first = text.first
    let isWord =
      !text.isEmpty && text.count <= 80
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let startsWell =
      first?.isLetter == true || first == "_" || (!startingWithLetter && first?.isNumber == true)
    if isWord, startsWell { return true }
    log.error(
      .value, at: place, found: text.isEmpty ? "\"\"" : text,
      expected: startingWithLetter
        ? Sentence(
          nl: "een naam van letters, cijfers, - en _ die met een letter begint",
          en: "a name of letters, digits, - and _ that begins with a letter")
        : Sentence(nl: "een naam van letters, cijfers, - en _", en: "a name of letters, digits, - and _"))
    return false
  }
}
