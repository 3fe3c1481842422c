/// Checks over all scenarios and readings together.
struct WholeStudyChecks {
  let study: Study
  let base: Variation
  let readings: [(variant: Variant, variation: Variation)]
  let scenarios: [(scenario: Scenario, variation: Variation)]
  let log: DiagnosticLog

  /// Runs all checks of meaning; the names of the study must be in order.
  func run() {
    checkNames()
    guard checkCycles() else { return }
    let changed = scenarios.map(\.scenario.changes) + readings.map(\.variant.changes)
    let reserves = study.base.reserves + changed.flatMap(\.reserves)
    let baseModel = CheckedModel(
      study.base, clock: study.clock, variation: base, log: log, reserveFunds: Set(reserves.map(\.fund)))
    baseModel.checkChances()
    baseModel.checkAmounts()
    baseModel.checkReserves()
    baseModel.checkTrajecten()
    var models = [baseModel]
    for (variant, variation) in readings where variant.changes != StudyChanges() {
      var model = study.base
      variant.changes.apply(to: &model)
      models.append(check(model, variant.changes, variation))
    }
    for (scenario, variation) in scenarios where scenario.changes != StudyChanges() {
      models.append(check(study.model(scenario: scenario.name), scenario.changes, variation))
    }
    checkReach(models)
    checkUse(models)
    checkSources()
    checkOwnCounts()
    checkOverlap()
  }

  private func check(_ model: StudyModel, _ changes: StudyChanges, _ variation: Variation) -> CheckedModel {
    let model = CheckedModel(
      model, changes: changes, clock: study.clock, variation: variation, log: log)
    model.checkChances()
    model.checkAmounts()
    model.checkReserves()
    model.checkTrajecten()
    model.checkOffers()
    return model
  }

  /// A reading and a scenario with one name would be one row in the results.
  private func checkNames() {
    let names = Set(scenarios.map(\.scenario.name))
    for (variant, _) in readings where names.contains(variant.name) {
      log.error(
        .duplicate, at: place(ofReading: variant.name),
        Sentence(
          nl: "deze naam is al van een scenario", en: "this name is that of a scenario already"),
        found: variant.name)
    }
  }

  /// Circles that arise only under a scenario, a reading, or both together.
  private func checkCycles() -> Bool {
    var isFine = true
    for reading in [nil] + readings.map({ Optional($0.variant) }) {
      for scenario in [nil] + scenarios.map({ Optional($0.scenario) }) {
        // Only a formula can close a circle.
        guard reading?.changes.hasFormulas == true || scenario?.changes.hasFormulas == true else { continue }
        var model = study.base
        if let scenario {
          model = study.model(scenario: scenario.name, reading: reading?.name)
        } else {
          reading?.changes.apply(to: &model)
        }
        guard let cycle = cycle(in: model), let first = cycle.first else { continue }
        isFine = false
        let sections =
          scenarios.first { $0.scenario.name == scenario?.name }?.variation.sections
          ?? readings.first { $0.variant.name == reading?.name }?.variation.sections ?? base.sections
        log.error(
          .cycle, at: sections.place(of: ["parameters", first]) ?? place(ofReading: first),
          Sentence(
            nl: "deze namen hangen in een kring van elkaar af",
            en: "these names depend on each other in a circle"),
          found: (cycle + [first]).joined(separator: " → "))
      }
    }
    return isFine
  }

  private func cycle(in model: StudyModel) -> [String]? {
    let names = model.parameters.map(\.name) + model.tables.map(\.name)
    let positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    func reads(_ formulas: [Expression]) -> [Int] {
      Set(formulas.flatMap { $0.parameterNames.union($0.tableNames) }.compactMap { positions[$0] }).sorted()
    }
    let graph = ParameterGraph(
      reads: model.parameters.map { parameter in
        if case .expression(let formula) = parameter.definition { return reads([formula]) }
        return []
      } + model.tables.map { reads($0.values) })
    return graph.ordered().cycles.first.map { $0.map { names[$0] } }
  }

  private func place(ofReading name: String) -> Place {
    Place(file: study.files.first ?? "", line: 0, column: 0, path: "readings.\(name)")
  }

  /// States that nobody reaches in any scenario.
  private func checkReach(_ models: [CheckedModel]) {
    var reached: Set<String> = []
    for model in models { reached.formUnion(Reach(model.model).states) }
    for state in study.base.states where !reached.contains(state.name) {
      guard let entry = base.sections["states"].entry(state.name) else { continue }
      log.warning(
        .meaning, at: entry.keyPlace,
        Sentence(
          nl: "niemand komt ooit in deze toestand", en: "nobody ever gets into this state"), found: state.name
      )
    }
    let offered = Set(models.flatMap(\.model.offers).map(\.traject))
    for traject in study.base.trajecten where !offered.contains(traject.name) {
      guard let entry = base.sections["trajecten"].entry(traject.name) else { continue }
      log.warning(
        .meaning, at: entry.keyPlace,
        Sentence(
          nl: "geen enkel scenario biedt dit traject aan", en: "no scenario offers this traject"),
        found: traject.name)
    }
  }

  /// Parameters and tables of the study itself that nothing reads; those of catalogues are there for all.
  private func checkUse(_ models: [CheckedModel]) {
    guard let file = study.files.first else { return }
    var used = StudyUse()
    used.add(study.money.discountRate)
    used.add(study.money.indexation)
    used.add(study.base)
    for model in models { if let changes = model.changes { used.add(changes) } }
    for section in ["parameters", "tables"] {
      let names = section == "parameters" ? used.parameters : used.tables
      for entry in base.sections[section].entries where entry.keyPlace.file == file {
        guard !names.contains(entry.key) else { continue }
        log.warning(
          .meaning, at: entry.keyPlace,
          Sentence(nl: "niets in de studie leest deze naam", en: "nothing in the study reads this name"),
          found: entry.key)
      }
    }
  }

  /// Prices that are plain numbers without a source.
  private func checkSources() {
    for line in study.base.prices {
      guard case .number(let value) = line.amount, value != 0, line.provenance.source == nil,
        line.provenance.confidence != .ownEstimate
      else { continue }
      log.warning(
        .missingSource,
        at: base.sections.place(of: ["prices", line.name, "amount"]) ?? place(ofReading: line.name),
        Sentence(
          nl: "dit bedrag heeft geen bron; noem een source of schrijf confidence: own estimate",
          en: "this amount has no source; name a source or write confidence: own estimate"))
    }
  }

  /// Entries that a reading and a scenario both change: the scenario has the last word.
  private func checkOverlap() {
    for (variant, variation) in readings {
      for (scenario, _) in scenarios {
        let both = variant.changes.keys.intersection(scenario.changes.keys).sorted()
        for key in both {
          let path = key.split(separator: ".", maxSplits: 1).map(String.init)
          guard let place = variation.sections.place(of: path) else { continue }
          log.warning(
            .meaning, at: place,
            Sentence(
              nl:
                "scenario \(scenario.name) wijzigt \(key) ook en heeft het laatste woord: daar werkt deze lezing niet",
              en:
                "scenario \(scenario.name) changes \(key) too and has the last word: this reading does not work there"
            ))
        }
      }
    }
  }
}

extension StudyChanges {
  /// Whether any parameter is changed into a formula.
  var hasFormulas: Bool {
    parameters.contains { parameter in
      if case .expression = parameter.definition { true } else { false }
    }
  }

  /// What is changed, as `section.name`.
  var keys: Set<String> {
    var keys = Set(parameters.map { "parameters.\($0.name)" })
    keys.formUnion(groups.map { "doelgroepen.\($0.name)" })
    keys.formUnion(states.map { "states.\($0.name)" })
    keys.formUnion(trajecten.map { "trajecten.\($0.name)" })
    keys.formUnion(places.map { "places.\($0.name)" })
    keys.formUnion(funds.map { "funds.\($0.name)" })
    keys.formUnion(shifts.map { "shifts.\($0.name)" })
    keys.formUnion(budgetRules.map { "budgetRules.\($0.name)" })
    keys.formUnion(prices.map { "prices.\($0.name)" })
    keys.formUnion(outcomes.map { "outcomes.\($0.name)" })
    return keys
  }
}
