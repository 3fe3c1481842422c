import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ComparisonPage {
  /// The criteria side by side, or nil without any.
  var criteria: ReportContent.Table? {
    let shown = comparison.alternatives
    guard !base.criteria.isEmpty, !shown.isEmpty else { return nil }
    let lines = base.criteria.map { criterion in
      let direction =
        criterion.isMoreBetter
        ? say("meer is beter", "more is better") : say("minder is beter", "less is better")
      return ReportContent.Line(
        line: criterion.label, lineNote: "\(rows.formula(of: criterion)); \(direction)",
        values: shown.map { scenario in
          guard let figure = criterion.figures[scenario] else {
            return .init(value: say("niet berekend", "not computed"), isNumber: true)
          }
          let cell = rows.ratioCell(figure, unit: criterion.unit == "ratio" ? "" : criterion.unit)
          return .init(
            value: cell.main, isNumber: true,
            place: criterion.places[scenario].map { say("plaats \($0)", "place \($0)") })
        })
    }
    return .init(
      intro: [
        .init(
          paragraph: say(
            "De criteria staan naast elkaar, zonder eindcijfer: hoe zwaar elk telt, is een keuze. Scenario’s die "
              + "te weinig verschillen, delen een plaats.",
            "The criteria stand side by side, without a total: how much each counts is a choice. Scenarios that "
              + "differ too little share a place."))
      ], heads: heads(say("Criterium", "Criterion"), shown), lines: lines)
  }

  /// The chances of the targets, or nil without any.
  var targets: ReportContent.Table? {
    let shown = columns.filter { scenario in base.targets.contains { $0.chances[scenario] != nil } }
    guard !base.targets.isEmpty, !shown.isEmpty else { return nil }
    let labels = rows.targetSections.first?.rows.map(\.label) ?? []
    let lines = zip(labels, base.targets).map { label, target in
      ReportContent.Line(
        line: label,
        values: shown.map { scenario in
          guard let chance = target.chances[scenario] else {
            return .init(value: say("niet berekend", "not computed"), isNumber: true)
          }
          return .init(
            value: numbers.percent(chance.probability, error: chance.standardError), isNumber: true,
            place: numbers.frequency(chance))
        })
    }
    return .init(
      intro: [
        .init(
          paragraph: say(
            "Hoe vaak een doel wordt gehaald, geteld over alle doorrekeningen.",
            "How often a target is met, counted over all replications."))
      ], heads: heads(say("Doel", "Target"), shown), lines: lines)
  }

  /// Published figures beside those of the model, or nil without any.
  var published: ReportContent.Table? {
    guard let validation = material.validation, !validation.figures.isEmpty else { return nil }
    let report = ValidationReport([validation], language: material.language)
    let heads = [
      say("gepubliceerd", "published"), say("gemiddeld in het model", "mean of the model"), "95%",
      say("past", "inside"),
    ]
    return .init(
      intro: report.notes.map(ReportContent.Paragraph.init),
      heads: [.init(head: say("Cijfer", "Figure"), isNumber: false)]
        + heads.map { .init(head: $0, isNumber: true) },
      lines: validation.figures.map { figure in
        ReportContent.Line(
          line: figure.label, lineNote: report.remarks(figure).joined(separator: " "),
          values: [
            report.published(figure), report.mean(figure), report.interval(figure), report.verdict(figure),
          ].map { .init(value: $0.unbroken, isNumber: true) })
      })
  }

  private func heads(_ corner: String, _ scenarios: [Int]) -> [ReportContent.Head] {
    [.init(head: corner, isNumber: false)]
      + scenarios.map { .init(head: comparison.scenarios[$0].label, isNumber: true) }
  }

  /// Whether the order survives other readings of the sources, or nil without any.
  var readings: ReportContent.Table? {
    guard comparison.readings.count > 1 else { return nil }
    let text = ReadingsText(comparison: comparison, say: say, numbers: numbers)
    let key = base.rankedBy
    let hasBalance = key != nil && material.focus != comparison.reference
    let lines = comparison.readings.enumerated().map { index, reading in
      let name = reading.label ?? reading.key ?? say("Zoals in de studie", "As in the study")
      var values: [ReportContent.Value] = []
      if hasBalance {
        let outcome = key.flatMap { reading.outcome($0) }
        let cell = outcome?.differences[material.focus].map { numbers.cell($0, unit: outcome?.unit ?? "") }
        values.append(.init(value: (cell?.main ?? "–").unbroken, isNumber: true))
        values.append(.init(value: (cell?.interval80 ?? "–").unbroken, isNumber: true))
      }
      let verdict =
        index == 0 ? say("uitgangspunt", "starting point") : mark(reading) + text.verdict(reading)
      return ReportContent.Line(line: name, values: values + [.init(value: verdict, isNumber: false)])
    }
    var heads = [ReportContent.Head(head: say("Lezing", "Reading"), isNumber: false)]
    if hasBalance, let outcome = key.flatMap({ base.outcome($0) }) {
      heads.append(.init(head: "\(names.difference(outcome).trimmed): ‘\(focus)’", isNumber: true))
      heads.append(.init(head: "80%", isNumber: true))
    }
    heads.append(.init(head: say("Volgorde van de scenario’s", "Order of the scenarios"), isNumber: false))
    let intro = say(
      "Waar een bron op twee manieren gelezen kan worden, is elk scenario onder elke lezing doorgerekend.",
      "Where a source can be read in two ways, every scenario was computed under each reading.")
    return .init(
      intro: [intro, text.conclusion].compactMap { $0.map(ReportContent.Paragraph.init) }, heads: heads,
      lines: lines)
  }

  private func mark(_ reading: ReadingComparison) -> String {
    guard base.rankedBy != nil, !comparison.isReferenceAlone else { return "" }
    return reading.flips.isEmpty ? "= " : "≠ "
  }

  /// What counts but has no price, or nil.
  var unpriced: ReportContent.Unpriced? {
    guard !comparison.unpriced.isEmpty else { return nil }
    return .init(
      intro: [
        .init(
          paragraph: say(
            "Deze effecten tellen mee in het oordeel, maar niet in de bedragen: er is geen prijs voor.",
            "These effects count in the judgement, but not in the amounts: there is no price for them."))
      ], posts: comparison.unpriced.map(ReportContent.Unpriced.Post.init))
  }
}
