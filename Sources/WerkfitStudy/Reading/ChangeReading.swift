/// What a scenario or a reading makes of the study.
struct Variation {
  /// The changes, as whole entries.
  var changes = StudyChanges()
  /// The sections as the scenario sees them.
  var sections: StudySections
  /// The offers as the scenario sees them.
  var offers = SourceMap()
  /// The names as the scenario sees them.
  var scope: Scope
}

extension StudyBuilder {
  /// Reads the changes of a scenario or reading on top of another variation.
  func variation(_ fields: Fields, on base: Variation, baseModel: StudyModel) -> Variation {
    var result = Variation(sections: base.sections, offers: base.offers, scope: base.scope)
    var changed: [String: [SourceEntry]] = [:]
    for section in StudySections.changeable {
      changed[section] = merged(section, fields[section], into: &result)
    }
    guard
      changed.values.contains(where: { !$0.isEmpty }) || fields.has("offer")
        || !result.changes.removedPrices.isEmpty
    else { return result }
    makeScope(from: result.sections, keepingTypesOf: base.scope)
    let known = Dictionary(
      baseModel.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let parsed = (changed["parameters"] ?? []).compactMap { parameter($0) }
    result.changes.parameters = typed(parameters: parsed, tables: [], base: known).parameters
    result.changes.groups = (changed["doelgroepen"] ?? []).compactMap { group($0) }
    result.changes.states = (changed["states"] ?? []).compactMap { state($0) }
    result.changes.trajecten = (changed["trajecten"] ?? []).compactMap { traject($0) }
    result.changes.places = (changed["places"] ?? []).compactMap { placePool($0) }
    result.changes.funds = (changed["funds"] ?? []).compactMap { fund($0) }
    result.changes.reserves = (changed["reserves"] ?? []).compactMap { reserve($0) }
    result.changes.shifts = (changed["shifts"] ?? []).compactMap { shift($0) }
    result.changes.budgetRules = (changed["budgetRules"] ?? []).compactMap { budgetRule($0) }
    result.changes.prices = (changed["prices"] ?? []).compactMap { price($0) }
    result.changes.outcomes = (changed["outcomes"] ?? []).compactMap { outcome($0) }
    readOffers(fields["offer"], into: &result)
    result.scope = scope
    return result
  }

  /// The entries of a section that change, each merged with what it changes.
  private func merged(_ section: String, _ node: SourceNode?, into result: inout Variation) -> [SourceEntry] {
    var changed: [SourceEntry] = []
    for change in entries(of: node, startingWithLetter: section == "parameters") {
      let before = result.sections[section].entry(change.key)
      if section == "prices", change.value.scalar == "none" {
        let words = Sentence(nl: "een prijs", en: "a price")
        if isKnown(change.key, among: result.sections["prices"].keys, what: words, at: change.keyPlace) {
          result.changes.removedPrices.append(change.key)
          result.sections["prices"] = result.sections["prices"].without([change.key])
        }
        continue
      }
      if before == nil, section != "parameters", isTypingError(change, among: result.sections[section].keys) {
        continue
      }
      var entry = change
      entry.value =
        section == "parameters"
        ? Merging.mergeParameter(before?.value, with: change.value)
        : Merging.merge(before?.value, with: change.value)
      result.sections[section].set(entry)
      changed.append(entry)
    }
    return changed
  }

  /// A name that is not there and is very like one that is: changed by mistake, not added.
  private func isTypingError(_ change: SourceEntry, among known: [String]) -> Bool {
    let isWhole = change.value.map.map { $0.entries.count > 2 } ?? false
    guard !isWhole, let nearest = nearestName(to: change.key, among: known) else { return false }
    log.error(
      .unknownName, at: change.keyPlace,
      Sentence(nl: "deze naam bestaat niet in de studie", en: "this name does not exist in the study"),
      found: change.key, suggestion: Sentence(same: nearest))
    return true
  }

  private func readOffers(_ node: SourceNode?, into result: inout Variation) {
    let words = Sentence(nl: "een traject", en: "a traject")
    for entry in entries(of: node) {
      guard isKnown(entry.key, among: scope.trajecten, what: words, at: entry.keyPlace) else { continue }
      if entry.value.scalar == "none" {
        if result.offers[entry.key] == nil {
          log.warning(
            .meaning, at: entry.keyPlace,
            Sentence(nl: "dit traject werd al niet aangeboden", en: "this traject was not offered anyway"))
        }
        result.changes.removedOffers.append(entry.key)
        result.offers = result.offers.without([entry.key])
        continue
      }
      var merged = entry
      merged.value = Merging.mergeOffer(result.offers[entry.key], with: entry.value)
      result.offers.set(merged)
      if let offer = offer(merged) { result.changes.offers.append(offer) }
    }
  }

  /// Reads an offer.
  func offer(_ entry: SourceEntry) -> Offer? {
    let node = entry.value
    guard node.map != nil else {
      let groups = groups(node)
      return groups.isEmpty ? nil : Offer(traject: entry.key, groups: groups)
    }
    guard let fields = fields(of: node, as: .offer) else { return nil }
    var groups: [String] = []
    var mix: [Expression] = []
    if let to = fields["to"] {
      if to.map != nil {
        let shares = shares(to, among: scope.groups, what: Self.groupWords)
        groups = shares.map(\.target)
        mix = shares.map(\.share)
      } else {
        groups = self.groups(to)
      }
    }
    let months = span(fields)
    let intake = flow(fields["intake"])
    let share = share(fields["share"])
    let delay = duration(fields["delay"])
    var states: [String] = []
    if let node = fields["in"] {
      if let list = node.list {
        states = list.compactMap {
          name($0, among: scope.states, what: Self.outsideWords)
        }
      } else if let text = text(node) {
        states = names(
          text, among: scope.states, what: Self.outsideWords, at: node.place)
      }
    }
    guard !groups.isEmpty else { return nil }
    return Offer(
      traject: entry.key, groups: groups, mix: mix, share: share ?? .number(1), states: states,
      from: months.from, until: months.until, intake: intake?.number,
      intakePeriod: intake?.period ?? Period(1, .month), delay: delay,
      selection: selection(fields["selection"], among: groups))
  }

  private func groups(_ node: SourceNode) -> [String] {
    if let list = node.list {
      return list.compactMap { name($0, among: scope.groups, what: Self.groupWords) }
    }
    guard let text = text(node) else { return [] }
    return names(text, among: scope.groups, what: Self.groupWords, at: node.place)
  }
}
