/// Targets, observations and what they are about.
extension StudyBuilder {
  static let outcomeWords = Sentence(nl: "een uitkomst", en: "an outcome")

  /// Whether a key names an outcome; reports it where it does not.
  func isOutcome(_ key: String, outcomes: [String], prices: [String], at place: Place) -> Bool {
    if StandardOutcome(rawValue: key) != nil || outcomes.contains(key) { return true }
    let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, let thing = part(parts[0], prices: prices) {
      return isKnown(
        parts[1], among: thing.names, what: thing.what, at: place.shifted(by: parts[0].count + 1))
    }
    if log.isFull { return isKnown(key, among: outcomes, what: Self.outcomeWords, at: place) }
    let known = StandardOutcome.allCases.map(\.rawValue) + outcomes + Self.partKeys.map { $0 + ":…" }
    return isKnown(key, among: known, what: Self.outcomeWords, at: place)
  }

  private static let partKeys = [
    "balance", "line", "committed", "paid", "left", "lapsed", "shifted", "notShifted", "refusedMoney",
    "refusedPlaces", "occupied", "started", "atHorizon", "months",
    "admitted", "waitMonths", "gaveUp", "waiting", "waitingAtHorizon",
  ]

  /// What may stand behind the colon of an `OutcomeKey`.
  private func part(_ key: String, prices: [String]) -> (names: [String], what: Sentence)? {
    switch key {
    case "balance":
      (scope.parties.keys.sorted() + scope.members, Sentence(nl: "een partij", en: "a party"))
    case "line": (prices + scope.budgetRules, Sentence(nl: "een prijs", en: "a price"))
    case "committed", "paid", "left", "lapsed", "shifted", "notShifted", "refusedMoney":
      (scope.funds, Sentence(nl: "een fonds", en: "a fund"))
    case "occupied", "refusedPlaces", "admitted", "waitMonths", "gaveUp", "waiting", "waitingAtHorizon":
      (scope.places, Sentence(nl: "plekken onder places", en: "a pool under places"))
    case "started": (scope.trajecten, Sentence(nl: "een traject", en: "a traject"))
    case "atHorizon", "months": (scope.allStates, Self.stateWords)
    default: nil
    }
  }

  /// What a text is about: an outcome, or `in A | B at 24 months`.
  func subject(
    _ text: String, outcomes: [String], prices: [String], at place: Place, from offset: Int = 0
  ) -> Subject? {
    guard text.hasPrefix("in "), let cut = text.firstRange(of: " at ") else {
      if text.hasPrefix("in ") {
        log.error(
          .value, at: place.shifted(by: offset), found: text,
          expected: Sentence(nl: "in A | B at 24 months", en: "in A | B at 24 months"))
        return nil
      }
      return isOutcome(text, outcomes: outcomes, prices: prices, at: place.shifted(by: offset))
        ? .outcome(text) : nil
    }
    let list = String(text[text.index(text.startIndex, offsetBy: 3)..<cut.lowerBound])
    let states = names(list, among: scope.allStates, what: Self.stateWords, at: place, from: offset + 3)
    let moment = String(text[cut.upperBound...].trimmingSpaces())
    let momentOffset = offset + text.distance(from: text.startIndex, to: cut.upperBound)
    guard let point = point(moment, at: place.shifted(by: momentOffset)), !states.isEmpty else { return nil }
    return .occupancy(states: states, point: point)
  }

  /// A moment in steps since the start: `24 months`, `step 24` or `2023-01`.
  private func point(_ text: String, at place: Place) -> Int? {
    guard let clock else { return nil }
    var point: Double?
    if let month = CalendarMonth(text: text) {
      point = Double(clock.point(of: month))
    } else if let step = text.removingPrefixWord("step"), let number = Int(step) {
      point = Double(number)
    } else if let period = Period(text: text) {
      point = period.steps(of: clock).rounded()
    }
    guard let point, point >= 0, point <= Double(clock.steps) else {
      log.error(
        .value, at: place, found: text,
        expected: Sentence(
          nl: "een moment binnen de horizon, zoals 24 months, step 24 of 2023-01",
          en: "a moment within the horizon, such as 24 months, step 24 or 2023-01"))
      return nil
    }
    return Int(point)
  }

  /// Reads a target.
  func target(_ entry: SourceEntry, outcomes: [String], prices: [String]) -> Target? {
    var node = entry.value
    var label: String?
    var provenance = Provenance()
    if entry.value.map != nil {
      guard let fields = fields(of: entry.value, as: .target) else { return nil }
      label = text(fields["label"])
      provenance = self.provenance(fields)
      guard let target = fields["target"] else { return nil }
      node = target
    }
    let words = Sentence(
      nl: "een doel zoals >= 100 in werk at 24 months", en: "a target such as >= 100 in werk at 24 months")
    guard let text = node.scalar else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    let quote = if case .scalar(_, isPlain: true) = node.content { 0 } else { 1 }
    let signs =
      [("≥", Comparison.atLeast), ("≤", .atMost)]
      + [">=", "<=", ">", "<"].compactMap { sign in
        Comparison(rawValue: sign).map { (sign, $0) }
      }
    let trimmed = String(text.trimmingSpaces())
    guard let (sign, comparison) = signs.first(where: { trimmed.hasPrefix($0.0) }) else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    var rest = trimmed.dropFirst(sign.count).trimmingSpaces()
    var number = rest.prefix { !$0.isWhitespace }
    if number == "EUR" || number == "€" {
      rest = rest.dropFirst(number.count).trimmingSpaces()
      number = rest.prefix { !$0.isWhitespace }
    }
    let numberNode = SourceNode(place: node.place, content: .scalar(String(number), isPlain: true))
    guard let value = quantity(numberNode) else { return nil }
    let about = rest.dropFirst(number.count).trimmingSpaces()
    guard !about.isEmpty else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    let offset = text.distance(from: text.startIndex, to: text.index(text.endIndex, offsetBy: -about.count))
    guard
      let subject = subject(
        String(about), outcomes: outcomes, prices: prices, at: node.place, from: offset + quote)
    else { return nil }
    return Target(
      name: entry.key, label: label, subject: subject, comparison: comparison, value: value.value,
      provenance: provenance)
  }

  /// Reads a criterion.
  func criterion(_ entry: SourceEntry, outcomes: [String], prices: [String]) -> Criterion? {
    guard let fields = fields(of: entry.value, as: .criterion) else { return nil }
    func outcome(_ key: String) -> String? {
      guard let node = fields[key], let text = text(node),
        isOutcome(text, outcomes: outcomes, prices: prices, at: node.place)
      else { return nil }
      return text
    }
    let better = word(fields["better"], among: ["more", "less"])
    return Criterion(
      name: entry.key, label: text(fields["label"]), outcome: outcome("of"), denominator: outcome("per"),
      unit: text(fields["unit"]), isMoreBetter: better != "less", provenance: provenance(fields))
  }

  /// Reads an observation.
  func observation(
    _ entry: SourceEntry, outcomes: [String], prices: [String], scenarios: [String]
  ) -> Observation? {
    guard let fields = fields(of: entry.value, as: .observation) else { return nil }
    let value = quantity(fields["value"])
    let size = quantity(fields["of"])
    if let size, size.value <= 0 || size.value > Observation.largestSample, let node = fields["of"] {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(
          nl: "een aantal boven 0, hoogstens 10000000", en: "a number above 0, at most 10000000"))
    }
    var about: Subject?
    if let node = fields["about"], let text = text(node) {
      about = subject(text, outcomes: outcomes, prices: prices, at: node.place)
    }
    var denominator: String?
    if let node = fields["per"], let text = text(node),
      isOutcome(text, outcomes: outcomes, prices: prices, at: node.place)
    {
      denominator = text
    }
    let scenario = name(
      fields["scenario"], among: scenarios,
      what: Sentence(nl: "een scenario onder scenarios", en: "a scenario under scenarios"))
    let statusText = text(fields["status"])
    let status = statusText.flatMap { ObservationStatus(text: $0) }
    if let node = fields["status"], statusText != nil, status == nil {
      let known = ObservationStatus.allCases.map(\.rawValue).joined(separator: " · ")
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "een status die begint met \(known)", en: "a status that begins with \(known)")
      )
    }
    let provenance = provenance(fields)
    guard let value else { return nil }
    return Observation(
      name: entry.key, label: text(fields["label"]), value: value.value, isPercentage: value.isPercentage,
      sampleSize: size?.value, subject: about, denominator: denominator, scenario: scenario, status: status,
      statusText: statusText, provenance: provenance)
  }
}
