import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ComparisonPage {
  /// The positions of the scenarios that get a column; the reference comes last, and only where it has something to show.
  var columns: [Int] {
    let shown = ComparisonReport(comparison, language: material.language, showsEverything: true)
      .shownScenarios
    return shown.filter { $0 != comparison.reference } + shown.filter { $0 == comparison.reference }
  }

  /// All scenarios side by side.
  var comparisonTable: ReportContent.Comparison {
    let headline = headlineSections.compactMap(group)
    let everything = everythingSections.compactMap(group)
    return ReportContent.Comparison(
      intro: [.init(paragraph: comparisonIntro)], caption: caption, corner: say("Uitkomst", "Outcome"),
      columns: columns.map { .init(column: comparison.scenarios[$0].label) }, groups: headline,
      everything: everything.isEmpty ? nil : .init(groups: everything), footnotes: footnotes, plans: plans)
  }

  private var comparisonIntro: String {
    if comparison.isReferenceAlone {
      return say(
        "Deze studie heeft één scenario. Onder elk getal staat waar 80% en 95% van de doorrekeningen uitkomt.",
        "This study has one scenario. Below each number stands where 80% and 95% of the replications end.")
    }
    return say(
      "Elke kolom is een scenario. ‘Extra’, ‘minder’ en ‘saldo’ zijn verschillen met ‘\(reference)’. Onder elk getal "
        + "staat waar 80% en 95% van de doorrekeningen uitkomt.",
      "Each column is a scenario. ‘Extra’, ‘less’ and ‘balance’ are differences with ‘\(reference)’. Below each "
        + "number stands where 80% and 95% of the replications end.")
  }

  private var caption: String {
    let start = numbers.month(run.start)
    let money = run.hasMoney ? "; " + notes.discounting : ""
    return say(
      "Uitkomsten per scenario, vanaf \(start), over \(notes.horizon)\(money)",
      "Outcomes by scenario, from \(start), over \(notes.horizon)\(money)")
  }

  /// What is asked first: people, money, and what the study counts besides.
  private var headlineSections: [ReportSection] {
    let kinds: [(title: String, isIn: (String) -> Bool)] = [
      (say("Mensen", "People"), { $0 == "persons" || $0 == "months" }),
      (say("Geld", "Money"), { $0 == "money" }),
      (
        say("Andere uitkomsten", "Other outcomes"),
        { $0 != "persons" && $0 != "months" && $0 != "money" }
      ),
    ]
    let headline = rows.headlineRows
    return kinds.map { kind in
      ReportSection(
        title: kind.title, rows: headline.filter { kind.isIn($0.outcome.unit) }.flatMap(\.rows))
    } + rows.flexibilitySections
  }

  /// Everything that has no section of its own on the page.
  private var everythingSections: [ReportSection] {
    let own = Set((rows.targetSections + rows.criteriaSections).map(\.title))
    var sections: [ReportSection] = []
    for section in rows.everything where !own.contains(section.title) {
      if section.title.isEmpty, !sections.isEmpty {
        sections[sections.count - 1].rows += section.rows
      } else {
        sections.append(section)
      }
    }
    return sections
  }

  private func group(_ section: ReportSection) -> ReportContent.Comparison.Group? {
    let shown = columns
    let rows = section.rows.compactMap { row -> ReportContent.Comparison.Row? in
      let cells = shown.map { row.cells.indices.contains($0) ? row.cells[$0] : nil }
      guard cells.contains(where: { $0 != nil }) else { return nil }
      return .init(row: row.label.trimmed.raisingFirst, cells: cells.map(cell))
    }
    let title = section.title.isEmpty ? say("Uitkomsten", "Outcomes") : section.title
    return rows.isEmpty ? nil : .init(group: title, span: "\(shown.count + 1)", rows: rows)
  }

  private func cell(_ cell: Cell?) -> ReportContent.Comparison.Cell {
    .init(
      cell: cell?.main ?? "–", range80: cell?.interval80.map { "80%: \($0)".unbroken },
      range95: cell?.interval95.map { "95%: \($0)".unbroken })
  }

  private var footnotes: [ReportContent.Footnote] {
    ([notes.intervals, notes.differences, notes.paying].compactMap(\.self) + notes.gaps
      + [notes.selection].compactMap(\.self))
      .map(ReportContent.Footnote.init)
  }

  /// The remarks of the study on its scenarios.
  private var plans: ReportContent.Comparison.Plans? {
    let order = comparison.alternatives + [comparison.reference]
    let found = order.compactMap { index -> ReportContent.Comparison.Plan? in
      let scenario = comparison.scenarios[index]
      guard let note = scenario.note, !note.trimmed.isEmpty else { return nil }
      return .init(planName: scenario.label, planNote: note)
    }
    return found.isEmpty ? nil : .init(plan: found)
  }
}

extension String {
  /// With a capital first letter.
  var raisingFirst: String { prefix(1).uppercased() + dropFirst() }
  /// With spaces at which no line is broken.
  var unbroken: String { replacing(" ", with: "\u{a0}") }
}
