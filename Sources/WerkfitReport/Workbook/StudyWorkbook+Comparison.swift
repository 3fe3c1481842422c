extension StudyWorkbook {
  /// A row of an outcome on the comparison's sheet.
  enum Measure: CaseIterable {
    case mean, lower80, upper80, lower95, upper95
    case difference, differenceLower80, differenceUpper80, differenceLower95, differenceUpper95

    /// Whether the row is about the difference with the nulalternatief.
    var isDifference: Bool { Self.allCases.dropFirst(5).contains(self) }

    /// The number of an estimate that the row shows; nil where there is no interval.
    func number(of estimate: WorkbookContent.Estimate) -> Double? {
      switch self {
      case .mean, .difference: estimate.mean
      case .lower80, .differenceLower80: estimate.interval80?.lower ?? estimate.mean
      case .upper80, .differenceUpper80: estimate.interval80?.upper ?? estimate.mean
      case .lower95, .differenceLower95: estimate.interval95?.lower ?? estimate.mean
      case .upper95, .differenceUpper95: estimate.interval95?.upper ?? estimate.mean
      }
    }
  }

  /// Where the numbers of the comparison stand.
  struct ComparisonPlaces {
    var sheet: String
    var rows: [String: [Measure: Int]] = [:]

    /// The cell of an outcome in a scenario, or nil.
    func cell(_ key: String, _ measure: Measure, scenario: Int) -> Workbook.Reference? {
      rows[key]?[measure].map { Workbook.Reference(sheet, Workbook.Address($0, Self.firstColumn + scenario)) }
    }

    /// The column of the first scenario.
    static let firstColumn = 3
  }

  /// The scenarios as columns; per outcome its mean and intervals, and the same of the difference.
  func comparisonSheet() -> (sheet: Workbook.Sheet, places: ComparisonPlaces) {
    let count = content.scenarios.count
    var draft = SheetDraft(
      name(.comparison), widths: [40, 22, 9] + scenarioWidths() + [52, 28], tab: 0x1F3A5F)
    var places = ComparisonPlaces(sheet: draft.sheet.name)
    draft.addTitle(
      say("Vergelijking van de scenario’s", "Comparison of the scenarios"),
      say(
        "Elke uitkomst met zijn gemiddelde en twee marges. Kies met het filter in kolom B wat u wilt zien, zoals alleen het gemiddelde.",
        "Each outcome with its mean and two intervals. Use the filter in column B to see what you want, such as only the mean."
      ))
    let heading = draft.addHeadings(
      [say("Uitkomst", "Outcome"), say("Getal", "Number"), say("Eenheid", "Unit")].map {
        .text($0, Looks.heading)
      }
        + content.scenarios.map { .text($0.label, Looks.numberHeading) }
        + [say("Toelichting", "Remark"), say("Sleutel", "Key")].map { .text($0, Looks.headingAfter) },
      height: 34, frozenColumns: 3)
    for outcome in content.outcomes { places.rows[outcome.key] = add(outcome, to: &draft) }
    draft.sheet.filter = Workbook.Range(
      .init(heading, 0), .init(max(heading, draft.next - 1), ComparisonPlaces.firstColumn + count + 1))
    for (position, scenario) in content.scenarios.enumerated() {
      guard let note = scenario.note, !note.isEmpty else { continue }
      draft.sheet.notes.append(.init(.init(heading, ComparisonPlaces.firstColumn + position), note))
    }
    draft.fitPages()
    return (draft.sheet, places)
  }

  private func add(_ outcome: WorkbookContent.Outcome, to draft: inout SheetDraft) -> [Measure: Int] {
    var rows: [Measure: Int] = [:]
    let format = format(of: outcome)
    let hasValues = outcome.values.contains { $0 != nil }
    let hasDifferences = outcome.differences.contains { $0 != nil }
    let hasSpread = { (estimates: [WorkbookContent.Estimate?]) in
      estimates.contains { $0?.interval80 != nil || $0?.interval95 != nil }
    }
    for measure in Measure.allCases {
      let estimates = measure.isDifference ? outcome.differences : outcome.values
      guard measure.isDifference ? hasDifferences : hasValues else { continue }
      let isMain = measure == .mean || measure == .difference
      guard isMain || hasSpread(estimates) else { continue }
      let row = draft.next
      rows[measure] = row
      let style = isMain ? Looks.strong(format) : Looks.quiet(format)
      var areFormulas = true
      var cells: [Workbook.Cell] = content.scenarios.indices.map { scenario in
        guard estimates.indices.contains(scenario), let estimate = estimates[scenario],
          let number = measure.number(of: estimate)
        else { return .text("–", Looks.quietWord.with { $0.alignment = .right }) }
        guard measure == .difference else { return .number(number, style) }
        if let formula = difference(outcome, scenario: scenario, equals: number, meanRow: rows[.mean]) {
          return .formula(formula, value: .number(number), style)
        }
        areFormulas = false
        return .number(number, style)
      }
      let label = measure.isDifference ? outcome.differenceLabel ?? outcome.label : outcome.label
      cells.insert(
        contentsOf: [
          .text(label.trimmingCharacters(in: .whitespaces), isMain ? Looks.strongWord : Looks.quietWord),
          .text(words(measure), isMain ? Looks.word : Looks.quietWord),
          .text(unitWords(outcome.unit), Looks.quietWord),
        ], at: 0)
      let remark = remark(on: measure, of: outcome, hasValues: hasValues, areFormulas: areFormulas)
      cells += [.text(remark, Looks.quietWordAfter), .text(outcome.key, Looks.quietWord)]
      draft.add(cells)
    }
    return rows
  }

  /// The scenario's mean minus that of the nulalternatief as a formula, where that is our number.
  private func difference(
    _ outcome: WorkbookContent.Outcome, scenario: Int, equals number: Double, meanRow: Int?
  ) -> String? {
    let values = outcome.values
    guard let meanRow, values.indices.contains(scenario), values.indices.contains(content.reference),
      let own = values[scenario]?.mean, let reference = values[content.reference]?.mean,
      own.isFinite, reference.isFinite,
      Self.areSame(own - reference, number, size: max(abs(own), abs(reference)))
    else { return nil }
    let column = ComparisonPlaces.firstColumn
    // The column of the nulalternatief stays when the formula is copied along the row.
    let subtrahend = "$" + Workbook.Address(meanRow, column + content.reference).text
    return "\(Workbook.Address(meanRow, column + scenario).text)-\(subtrahend)"
  }

  /// Whether two numbers differ by no more than rounding: a billionth of what they were computed from.
  static func areSame(_ one: Double, _ other: Double, size: Double) -> Bool {
    abs(one - other) <= 1e-9 * max(1, size, abs(one), abs(other))
  }

  private func remark(
    on measure: Measure, of outcome: WorkbookContent.Outcome, hasValues: Bool, areFormulas: Bool
  ) -> String {
    switch measure {
    case .mean: outcome.note ?? ""
    case .difference where !hasValues:
      say("Bestaat alleen als verschil.", "Exists only as a difference.")
    case .difference where !areFormulas:
      outcome.differenceNote
        ?? say(
          "Apart berekend, geen formule: zie de leeswijzer.", "Computed apart, no formula: see the guide.")
    case .difference:
      say(
        "Formule: gemiddelde min dat van ‘\(referenceLabel)’.",
        "Formula: mean minus that of ‘\(referenceLabel)’.")
    default: ""
    }
  }

  private func words(_ measure: Measure) -> String {
    switch measure {
    case .mean: say("Gemiddelde", "Mean")
    case .lower80: say("80%-marge: van", "80% interval: from")
    case .upper80: say("80%-marge: tot", "80% interval: to")
    case .lower95: say("95%-marge: van", "95% interval: from")
    case .upper95: say("95%-marge: tot", "95% interval: to")
    case .difference: say("Verschil", "Difference")
    case .differenceLower80: say("Verschil, 80%: van", "Difference, 80%: from")
    case .differenceUpper80: say("Verschil, 80%: tot", "Difference, 80%: to")
    case .differenceLower95: say("Verschil, 95%: van", "Difference, 95%: from")
    case .differenceUpper95: say("Verschil, 95%: tot", "Difference, 95%: to")
    }
  }

  /// A unit as readers see it.
  func unitWords(_ unit: String) -> String {
    switch unit {
    case "money": content.currency == "EUR" ? "€" : content.currency
    case "persons": say("mensen", "people")
    case "months": say("maanden", "months")
    case "share": "%"
    case "plain", "": ""
    default: unit
    }
  }

  /// How the numbers of an outcome are shown: no finer than their size asks.
  func format(of outcome: WorkbookContent.Outcome) -> Workbook.NumberFormat {
    let all = outcome.values + outcome.differences
    return format(
      unit: outcome.unit, largest: all.compactMap { $0.map { abs($0.mean) } }.filter(\.isFinite).max() ?? 0)
  }

  /// How numbers of a unit are shown of which the largest has the given size.
  func format(unit: String, largest: Double) -> Workbook.NumberFormat {
    switch unit {
    case "money": .money(decimals: largest < 100 ? 2 : 0)
    case "persons", "months": .number(decimals: largest < 10_000 ? 1 : 0)
    case "share": .percent(decimals: 1)
    default: .number(decimals: largest < 1 ? 4 : largest < 100 ? 2 : largest < 10_000 ? 1 : 0)
    }
  }
}
