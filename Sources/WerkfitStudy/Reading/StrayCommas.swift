/// Commas between { } that were meant as part of a value.
extension StudyBuilder {
  /// The map without keys that are the rest of a value with a comma in it, which is reported once.
  ///
  /// Between { } a comma begins a new key: `{ value: 1,5 }` reads as `value: 1` and a key `5`, and
  /// `{ amount: = max(a, b) }` as an unfinished formula and a key `b)`. The value is taken out too.
  func withoutStrayCommas(_ map: SourceMap, known: [String]) -> SourceMap {
    var kept: [SourceEntry] = []
    var isReported = false
    for entry in map.entries {
      guard isRest(entry, known: known), var before = kept.last, isReported || before.value.scalar != nil,
        isReported || before.value.place.line == entry.keyPlace.line
      else {
        kept.append(entry)
        isReported = false
        continue
      }
      if !isReported { reportComma(in: before, text: before.value.scalar ?? "", rest: entry) }
      isReported = true
      before.value.content = .broken
      kept[kept.count - 1] = before
    }
    return SourceMap(kept)
  }

  private func isRest(_ entry: SourceEntry, known: [String]) -> Bool {
    guard case .empty = entry.value.content else { return false }
    return !known.contains(entry.key)
  }

  private func reportComma(in before: SourceEntry, text: String, rest: SourceEntry) {
    let whole = text.split(separator: " ").last ?? ""
    let digits = rest.key.split(separator: " ").first ?? ""
    let isFormula = text.hasPrefix("=")
    if !isFormula, !whole.isEmpty, whole.allSatisfy(\.isNumber), !digits.isEmpty,
      digits.allSatisfy({ $0.isNumber || $0 == "%" })
    {
      log.error(
        .value, at: before.value.place, QuantityText.dutchProblem, found: "\(whole),\(digits)",
        suggestion: Sentence(same: "\(whole).\(digits)"))
      return
    }
    log.error(
      isFormula ? .formula : .value, at: before.value.place,
      Sentence(
        nl:
          "een komma tussen { } begint een nieuwe sleutel; zet een tekst of formule met een komma tussen aanhalingstekens",
        en: "a comma between { } begins a new key; put a text or formula with a comma between quotes"),
      found: "\(text), \(rest.key)")
  }
}
