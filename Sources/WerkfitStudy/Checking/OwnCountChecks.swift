/// Small counts of a municipality's own people, which may not stand in a study: whatever is made of it would tell them.
extension WholeStudyChecks {
  /// The fewest people that a count from own data may be about.
  static let leastCount = 10.0

  /// Refuses numbers of a source with `ownData: true` that are about fewer than ten people.
  func checkOwnCounts() {
    let own = Set(study.sources.filter(\.isOwnData).map(\.name))
    guard !own.isEmpty else { return }
    check(study.base.parameters, own, at: [])
    for (variant, _) in readings { check(variant.changes.parameters, own, at: ["readings", variant.name]) }
    for (scenario, _) in scenarios {
      check(scenario.changes.parameters, own, at: ["scenarios", scenario.name])
    }
    for observation in study.observations where own.contains(observation.provenance.source ?? "") {
      if isSmall(observation) { refuse(at: ["observations", observation.name]) }
    }
  }

  private func check(_ parameters: [Parameter], _ own: Set<String>, at path: [String]) {
    for parameter in parameters where own.contains(parameter.provenance.source ?? "") {
      guard case .distribution(let distribution) = parameter.definition else { continue }
      let path = path + ["parameters", parameter.name]
      switch distribution {
      case .beta(let count, let rest) where min(count, rest) < Self.leastCount: refuse(at: path)
      case .dirichlet(_, let counts) where counts.contains { $0 < Self.leastCount }: refuse(at: path)
      case .fixed(let count) where parameter.dimension == .persons && count < Self.leastCount:
        refuse(at: path)
      case .empirical: refuseRows(at: path)
      default: break
      }
    }
  }

  /// Whether the people counted, or those among whom they were and who were not, are too few.
  private func isSmall(_ observation: Observation) -> Bool {
    let isShare = observation.isPercentage || observation.denominator != nil
    guard let people = observation.sampleSize else { return !isShare && observation.value < Self.leastCount }
    let count = isShare ? observation.value * people : observation.value
    // A published share is rounded, so that a count worked out of it is a hair off.
    return min(count, people - count) < Self.leastCount - 0.5
  }

  private func refuse(at path: [String]) {
    log.error(
      .meaning, at: place(ofOwn: path),
      Sentence(
        nl: "dit getal uit eigen gegevens gaat over minder dan tien mensen; neem maanden of groepen samen",
        en: "this number from own data is about fewer than ten people; take months or groups together"))
  }

  private func refuseRows(at path: [String]) {
    log.error(
      .meaning, at: place(ofOwn: path),
      Sentence(
        nl:
          "elke waarde in deze lijst uit eigen gegevens kan van één mens zijn; schrijf een verdeling, zoals gamma",
        en: "each value of this list from own data may be of one person; write a distribution, such as gamma")
    )
  }

  private func place(ofOwn path: [String]) -> Place {
    base.sections.place(of: path)
      ?? Place(file: study.files.first ?? "", line: 0, column: 0, path: path.joined(separator: "."))
  }
}
