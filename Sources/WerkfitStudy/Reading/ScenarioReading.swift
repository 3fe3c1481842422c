/// Scenarios and readings.
extension StudyBuilder {
  /// The most scenarios, and the most readings: each is a model of its own, and each builds on others.
  static let variantLimit = 200

  /// Whether there are no more scenarios or readings than can be compared; more are reported.
  private func isWithinLimit(_ node: SourceNode?, _ count: Int) -> Bool {
    guard let node, count > Self.variantLimit else { return true }
    log.error(
      .value, at: node.place, found: "\(count)",
      expected: Sentence(nl: "hooguit \(Self.variantLimit)", en: "at most \(Self.variantLimit)"))
    return false
  }

  /// Reads the readings, each on top of the base.
  func readings(_ node: SourceNode?, on base: Variation, model: StudyModel) -> [(
    variant: Variant, variation: Variation
  )] {
    let all = entries(of: node)
    guard isWithinLimit(node, all.count) else { return [] }
    return all.compactMap { entry in
      guard let fields = fields(of: entry.value, as: .reading) else { return nil }
      let variation = variation(fields, on: base, baseModel: model)
      let variant = Variant(
        name: entry.key, label: text(fields["label"]), changes: variation.changes, note: text(fields["note"]))
      return (variant, variation)
    }
  }

  /// Reads the scenarios, each on top of the one it builds on.
  func scenarios(_ node: SourceNode?, on base: Variation, model: StudyModel) -> [(
    scenario: Scenario, variation: Variation
  )] {
    let all = entries(of: node)
    if let node, all.isEmpty, case .map = node.content {
      log.error(.missingKey, at: node.place, Sentence(nl: "er is geen scenario", en: "there is no scenario"))
    }
    let order = scenarioOrder(all)
    guard isWithinLimit(node, all.count) else { return [] }
    var read: [String: (scenario: Scenario, variation: Variation)] = [:]
    for index in order {
      let entry = all[index]
      // `nulalternatief:` with nothing behind it is a scenario without changes.
      var node = entry.value
      if case .empty = node.content { node.content = .map(SourceMap()) }
      guard let fields = fields(of: node, as: .scenario) else { continue }
      let parent = fields["based"]?.scalar
      if let node = fields["based"], parent == nil {
        log.error(
          .value, at: node.place, found: node.shown,
          expected: Sentence(nl: "de naam van een scenario", en: "the name of a scenario"))
      }
      let ground = parent.flatMap { read[$0]?.variation } ?? base
      let variation = variation(fields, on: ground, baseModel: model)
      let scenario = Scenario(
        name: entry.key, label: text(fields["label"]), isReference: flag(fields["reference"]) ?? false,
        isProposal: flag(fields["proposal"]) ?? false,
        basedOn: parent.flatMap { read[$0] == nil ? nil : $0 }, changes: variation.changes,
        note: text(fields["note"]))
      read[entry.key] = (scenario, variation)
    }
    var result = all.compactMap { read[$0.key] }
    checkReference(&result, all)
    checkProposal(result.map(\.scenario), all)
    return result
  }

  /// Positions of the scenarios, each after the one it builds on; unknown names and circles are reported.
  private func scenarioOrder(_ all: [SourceEntry]) -> [Int] {
    let positions = Dictionary(
      all.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let names = all.map(\.key)
    let reads = all.map { entry -> [Int] in
      guard let node = entry.value.map?["based"], let parent = node.scalar else { return [] }
      let words = Sentence(nl: "een ander scenario", en: "another scenario")
      if let position = positions[parent] { return [position] }
      _ = isKnown(parent, among: names, what: words, at: node.place)
      return []
    }
    let (order, cycles) = ParameterGraph(reads: reads).ordered()
    for cycle in cycles {
      guard let first = cycle.first else { continue }
      let names = (cycle + [first]).map { all[$0].key }.joined(separator: " → ")
      log.error(
        .cycle, at: all[first].value.map?["based"]?.place ?? all[first].keyPlace,
        Sentence(
          nl: "deze scenario's bouwen in een kring op elkaar voort",
          en: "these scenarios build on each other in a circle"),
        found: shortened(names, to: 200))
    }
    return order
  }

  /// At most one scenario is proposed, and never the nulalternatief.
  private func checkProposal(_ scenarios: [Scenario], _ entries: [SourceEntry]) {
    let proposals = scenarios.filter(\.isProposal)
    func place(of scenario: Scenario) -> SourceEntry? { entries.first { $0.key == scenario.name } }
    if let second = proposals.dropFirst().first, let entry = place(of: second) {
      log.error(
        .meaning, at: entry.keyPlace,
        Sentence(
          nl: "meer dan één scenario is het voorstel (proposal: true)",
          en: "more than one scenario is the proposal (proposal: true)"),
        found: proposals.map(\.name).joined(separator: ", "))
    } else if let both = proposals.first(where: \.isReference), scenarios.count > 1,
      let entry = place(of: both)
    {
      log.error(
        .meaning, at: entry.keyPlace,
        Sentence(
          nl: "het nulalternatief kan niet ook het voorstel zijn (reference en proposal)",
          en: "the reference cannot also be the proposal (reference and proposal)"))
    }
  }

  private func checkReference(
    _ scenarios: inout [(scenario: Scenario, variation: Variation)], _ entries: [SourceEntry]
  ) {
    if scenarios.count == 1, entries.count == 1 { scenarios[0].scenario.isReference = true }
    let references = scenarios.filter(\.scenario.isReference).map(\.scenario.name)
    guard entries.count > 1, references.count != 1, let first = entries.first else { return }
    let second = references.dropFirst().first.flatMap { name in entries.first { $0.key == name } }
    log.error(
      .meaning, at: (second ?? first).keyPlace,
      references.isEmpty
        ? Sentence(
          nl: "geen scenario is het nulalternatief; schrijf bij één scenario reference: true",
          en: "no scenario is the reference; write reference: true at one scenario")
        : Sentence(
          nl: "meer dan één scenario is het nulalternatief (reference: true)",
          en: "more than one scenario is the reference (reference: true)"),
      found: references.isEmpty ? nil : references.joined(separator: ", "))
  }
}
