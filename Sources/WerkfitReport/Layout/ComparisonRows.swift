import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// Turns a comparison into rows of text: the same rows for the terminal and for Markdown.
struct ComparisonRows: Sendable {
  let comparison: StudyComparison
  let reading: ReadingComparison
  let say: Wording
  let numbers: NumberText
  let names: OutcomeNames

  init(_ comparison: StudyComparison, reading: ReadingComparison, language: Language) {
    self.comparison = comparison
    self.reading = reading
    say = Wording(language: language)
    numbers = NumberText(language: language, currency: comparison.run.currency)
    names = OutcomeNames(say: say, perspective: comparison.run.perspective)
  }

  /// What a manager asks first.
  var headline: [ReportSection] {
    [ReportSection(title: "", rows: headlineRows.flatMap(\.rows))] + targetSections + flexibilitySections
  }

  /// The rows of what a manager asks first, by the outcome that they are about.
  var headlineRows: [(outcome: OutcomeComparison, rows: [ReportRow])] {
    let valuesFirst: Set<String> = [
      StandardOutcome.started, .grossExits, .nullExits, .exitsToWork,
    ].reduce(into: []) { $0.insert($1.rawValue) }
    return reading.outcomes.compactMap { outcome in
      guard isHeadline(outcome.key), !isOfMember(outcome.key) else { return nil }
      var rows: [ReportRow] = []
      let isOwn = isOwn(outcome)
      if comparison.isReferenceAlone || valuesFirst.contains(outcome.key) || isOwn {
        rows.append(valueRow(outcome))
      }
      if !comparison.isReferenceAlone && !valuesFirst.contains(outcome.key) {
        rows.append(differenceRow(outcome))
      }
      if outcome.key == perspectiveKey { rows.append(paysForItselfRow) }
      if outcome.key == StandardOutcome.balanceSociety.rawValue { rows.append(breakEvenRow) }
      let shown = rows.filter { !$0.isEmpty }
      return shown.isEmpty ? nil : (outcome, shown)
    }
  }

  /// The key of the balance of the perspective party, or nil.
  var perspectiveKey: String? { comparison.run.perspective.map { OutcomeKey.balance(party: $0.key) } }

  private func isOwn(_ outcome: OutcomeComparison) -> Bool {
    StandardOutcome(rawValue: outcome.key) == nil && DerivedOutcome(rawValue: outcome.key) == nil
      && !outcome.key.contains(":") || outcome.key.hasPrefix("atHorizon:")
  }

  /// Whether an outcome is what one member of a party bears.
  private func isOfMember(_ key: String) -> Bool { key.hasPrefix("balance:") && key.contains("/") }

  private func isHeadline(_ key: String) -> Bool { comparison.headlineKeys.contains(key) }

  // MARK: Rows

  /// The values of an outcome per scenario.
  func valueRow(_ outcome: OutcomeComparison) -> ReportRow {
    ReportRow(
      names.value(outcome), outcome.values.map { $0.map { numbers.cell($0, unit: outcome.unit) } })
  }

  /// The differences of an outcome with the nulalternatief.
  func differenceRow(_ outcome: OutcomeComparison) -> ReportRow {
    ReportRow(
      names.difference(outcome),
      outcome.differences.map { $0.map { numbers.cell($0, unit: outcome.unit) } })
  }

  /// The chance that each scenario pays for itself for the perspective party.
  var paysForItselfRow: ReportRow {
    ReportRow(
      say("  kans dat het zich terugbetaalt\u{a0}*", "  chance that it pays for itself\u{a0}*"),
      reading.economics.map { $0?.paysForItself.map(chanceCell) }, isDetail: true)
  }

  /// A chance with its natural frequency.
  func chanceCell(_ chance: Probability) -> Cell { Cell(numbers.chance(chance)) }

  /// The chances of the targets.
  var targetSections: [ReportSection] {
    guard !reading.targets.isEmpty else { return [] }
    let rows = reading.targets.map { target in
      let sign = [">=": "≥", "<=": "≤"][target.comparison] ?? target.comparison
      let bound = numbers.quantity(target.value, error: 0, unit: "")
      return ReportRow(
        "\(target.label) (\(sign) \(bound))",
        target.chances.map { chance in
          chance.map(chanceCell) ?? Cell(say("niet berekend", "not computed"))
        })
    }
    return [
      ReportSection(title: say("Kans dat een doel wordt gehaald", "Chance that a target is met"), rows: rows)
    ]
  }
}
