/// The places that a traject uses, as the file says.
struct PlaceUse {
  var pool: String?
  var phases: [String] = []
  /// Places per person.
  var uses = Expression.number(1)
}

/// Waiting lists for places.
extension StudyBuilder {
  /// The doelgroepen and trajecten that are given a place first.
  func priority(_ fields: Fields) -> [String] {
    guard let node = fields["priority"] else { return [] }
    if fields["order"]?.scalar != AdmissionOrder.priority.rawValue {
      log.error(
        .missingKey, at: node.place,
        Sentence(
          nl: "priority geldt alleen bij order: priority", en: "priority counts only with order: priority"),
        suggestion: Sentence(same: "order: priority"))
    }
    let words = Sentence(nl: "een doelgroep of traject", en: "a doelgroep or traject")
    var names: [String] = []
    for item in items(node) {
      guard let name = name(item, among: scope.groups + scope.trajecten, what: words) else { continue }
      if names.contains(name) {
        log.error(
          .duplicate, at: item.place,
          Sentence(nl: "deze naam staat er twee keer", en: "this name stands here twice"), found: name)
      } else {
        names.append(name)
      }
    }
    return names
  }

  /// Places that only one doelgroep can be given.
  func earmarks(_ node: SourceNode?) -> [Earmark] {
    let words = Sentence(nl: "een aantal plekken van 0 of meer", en: "a number of places of 0 or more")
    return entries(of: node).compactMap { entry in
      let isThere = isKnown(entry.key, among: scope.groups, what: Self.groupWords, at: entry.keyPlace)
      let places = countOfZeroOrMore(entry.value, words, clocks: Self.calendarClocks)
      return isThere ? places.map { Earmark(entry.key, places: $0) } : nil
    }
  }

  /// How many people are admitted at a point.
  func admissions(_ node: SourceNode?) -> Expression? {
    node.flatMap {
      countOfZeroOrMore(
        $0, Sentence(nl: "een aantal mensen van 0 of meer", en: "a number of people of 0 or more"),
        clocks: Self.calendarClocks)
    }
  }

  private func countOfZeroOrMore(
    _ node: SourceNode, _ words: Sentence, clocks: Set<ClockVariable>
  ) -> Expression? {
    guard let value = amount(node, as: [.plain, .persons], expected: words, clocks: clocks) else {
      return nil
    }
    if case .number(let number) = value, number < 0 {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return value
  }
}
