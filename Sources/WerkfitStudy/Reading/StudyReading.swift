/// The whole study.
extension StudyBuilder {
  /// Reads the study of a tree, or nil where something essential is wrong; problems are in the log.
  func study(_ root: SourceNode, file: String) -> Study? {
    guard let fields = fields(of: overridden(root), as: .study) else { return nil }
    _ = integer(fields["format"], in: 1...1)
    clock = readClock(fields["clock"])
    let (written, catalogues) = sections(of: fields.map)
    let sections = overridden(written)
    if sections["states"].entries.isEmpty, fields.map["states"] == nil {
      log.error(
        .missingKey, at: fields.place,
        Sentence(nl: "de sleutel states ontbreekt", en: "the key states is missing"))
    }
    makeScope(from: sections)
    let sources = sections["sources"].entries.compactMap { source($0) }
    let model = baseModel(sections)
    var correlated: Set<String> = []
    let correlations = sections["correlations"].entries.compactMap {
      correlation($0, of: model.parameters, taken: &correlated)
    }
    let base = Variation(sections: sections, scope: scope)
    let money = moneySettings(fields["money"])
    let perspective = name(
      fields["perspective"], among: scope.parties.keys.sorted(),
      what: Sentence(nl: "een partij onder parties", en: "a party under parties"))
    let outcomes = sections["outcomes"].keys
    let prices = sections["prices"].keys
    let targets = entries(of: fields["targets"]).compactMap {
      target($0, outcomes: outcomes, prices: prices)
    }
    let criteria = entries(of: fields["criteria"]).compactMap {
      criterion($0, outcomes: outcomes, prices: prices)
    }
    let observations = entries(of: fields["observations"]).compactMap {
      observation(
        $0, outcomes: outcomes, prices: prices, scenarios: entries(of: fields["scenarios"]).map(\.key))
    }
    let reported = reported(fields["report"], outcomes: outcomes, prices: prices)
    let window = exitWindow(fields["exitWindow"])
    let readings = readings(fields["readings"], on: base, model: model)
    let scenarios = scenarios(fields["scenarios"], on: base, model: model)
    guard let clock else { return nil }
    let study = Study(
      title: text(fields["study"]) ?? "", question: text(fields["question"]), author: text(fields["author"]),
      date: text(fields["date"]), language: word(fields["language"], among: ["nl", "en"]) ?? "nl",
      clock: clock, money: money, perspective: perspective, exitWindow: window, sources: sources,
      correlations: correlations, base: model,
      reported: reported, targets: targets, criteria: criteria, observations: observations,
      readings: readings.map(\.variant),
      scenarios: scenarios.map(\.scenario), unpriced: sections.unpriced, files: [file] + catalogues)
    // Checks of meaning on a study with unknown names would only repeat what is said already.
    if !log.hasErrors {
      WholeStudyChecks(study: study, base: base, readings: readings, scenarios: scenarios, log: log).run()
    }
    return study
  }

  private func baseModel(_ sections: StudySections) -> StudyModel {
    let parsed = sections["parameters"].entries.compactMap { parameter($0) }
    let parsedTables = sections["tables"].entries.compactMap { table($0) }
    let (parameters, tables) = typed(parameters: parsed, tables: parsedTables)
    var model = StudyModel(
      parameters: parameters, tables: tables,
      groups: sections["doelgroepen"].entries.compactMap { group($0) },
      states: sections["states"].entries.compactMap { state($0) },
      trajecten: sections["trajecten"].entries.compactMap { traject($0) },
      places: sections["places"].entries.compactMap { placePool($0) },
      funds: sections["funds"].entries.compactMap { fund($0) },
      parties: sections["parties"].entries.compactMap { party($0) },
      prices: sections["prices"].entries.compactMap { price($0) },
      outcomes: sections["outcomes"].entries.compactMap { outcome($0) })
    model.reserves = sections["reserves"].entries.compactMap { reserve($0) }
    model.shifts = sections["shifts"].entries.compactMap { shift($0) }
    model.budgetRules = sections["budgetRules"].entries.compactMap { budgetRule($0) }
    return model
  }
}
