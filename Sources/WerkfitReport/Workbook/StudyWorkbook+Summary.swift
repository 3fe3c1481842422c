extension StudyWorkbook {
  /// What is asked, what comes out, the main numbers and a chart.
  func summarySheet(
    comparison: ComparisonPlaces, balanceChart: Workbook.Chart?, checks: CheckPlaces
  ) -> Workbook.Sheet {
    let count = content.scenarios.count
    // Room for a sentence also with few scenarios.
    let width = min(24, 70.0 / Double(max(1, count)))
    var draft = SheetDraft(
      name(.summary), widths: [42, 11] + scenarioWidths(atLeast: max(13, width)), tab: 0x14532D)
    let columns = 2 + count
    draft.addParagraph(content.title, columns: columns, style: Looks.title.with { $0.wraps = true })
    if let question = content.question {
      draft.addParagraph(
        question, columns: columns,
        style: Looks.paragraph.with {
          $0.size = 12
          $0.colour = Looks.quiet
        })
    }
    draft.add([], height: 8)
    for sentence in content.sentences {
      draft.addParagraph(sentence, columns: columns, style: Looks.paragraph.with { $0.size = 12 })
    }
    draft.add([], height: 8)
    addHeadlines(comparison, to: &draft)
    draft.add([], height: 8)
    let state = "\(Workbook.Reference(checks.sheet, checks.verdict).text)"
    draft.add([
      .formula(
        state, value: .text(checks.verdictText),
        Looks.word.with {
          $0.isBold = true
          $0.wraps = false
          $0.bottom = nil
        })
    ])
    if !content.unpriced.isEmpty {
      draft.addParagraph(
        say("Niet in geld uitgedrukt (PM): ", "Not expressed in money (PM): ")
          + content.unpriced.joined(separator: "; ") + ".", columns: columns, style: Looks.quietParagraph)
    }
    draft.add([
      .link(
        say(
          "Naar de leeswijzer: wat staat waar, en hoe is het berekend",
          "To the guide: what is where, and how it was computed"),
        sheet: name(.guide), Looks.link)
    ])
    draft.add([], height: 8)
    if var chart = balanceChart {
      // As wide as the table above, in pixels.
      chart.width = min(1180, max(760, draft.sheet.columns.reduce(0) { $0 + $1.width * 7 + 5 }))
      draft.sheet.charts.append(.init(.init(draft.next, 0), chart))
    }
    draft.sheet.pagesHigh = 1
    return draft.sheet
  }

  private func addHeadlines(_ comparison: ComparisonPlaces, to draft: inout SheetDraft) {
    draft.add(
      [
        .text(say("De belangrijkste uitkomsten", "The main outcomes"), Looks.heading),
        .text("", Looks.heading),
      ]
        + content.scenarios.map { .text($0.label, Looks.numberHeading) }, height: 34)
    for headline in content.headlines {
      guard let outcome = content.outcomes.first(where: { $0.key == headline.outcome }) else { continue }
      let measure: Measure = headline.isDifference ? .difference : .mean
      let isBalance = headline.isDifference && headline.outcome == content.balance
      let label = headline.isDifference ? outcome.differenceLabel ?? outcome.label : outcome.label
      let ending = headline.isDifference ? say(", verschil", ", difference") : ""
      // A name that speaks of extra or less is a difference by itself.
      let name = outcome.differenceLabel != nil && headline.isDifference ? label : label + ending
      let trimmed = name.trimmingCharacters(in: .whitespaces)
      let look = Looks.strongWord.with { $0.indent = name.hasPrefix(" ") ? 1 : 0 }
      addRow(outcome, measure, .text(trimmed, look), isMain: true, comparison, to: &draft)
      if isBalance {
        let words = (say("80%-marge: van", "80% interval: from"), say("80%-marge: tot", "80% interval: to"))
        let style = Looks.quietWord.with { $0.indent = 1 }
        addRow(outcome, .differenceLower80, .text(words.0, style), isMain: false, comparison, to: &draft)
        addRow(outcome, .differenceUpper80, .text(words.1, style), isMain: false, comparison, to: &draft)
      }
    }
  }

  private func addRow(
    _ outcome: WorkbookContent.Outcome, _ measure: Measure, _ label: Workbook.Cell, isMain: Bool,
    _ comparison: ComparisonPlaces, to draft: inout SheetDraft
  ) {
    guard comparison.rows[outcome.key]?[measure] != nil else { return }
    let isMoney = outcome.unit == "money"
    let estimates = measure.isDifference ? outcome.differences : outcome.values
    let largest = estimates.compactMap { $0.map { abs($0.mean) } }.filter(\.isFinite).max() ?? 0
    let format: Workbook.NumberFormat =
      isMoney
      ? .number(decimals: largest < 100_000 ? 1 : 0)
      : outcome.unit == "persons" ? .number(decimals: largest < 20 ? 1 : 0) : self.format(of: outcome)
    let style = isMain ? Looks.number(format) : Looks.quiet(format)
    let cells: [Workbook.Cell] = content.scenarios.indices.map { scenario in
      guard estimates.indices.contains(scenario), let estimate = estimates[scenario],
        let number = measure.number(of: estimate),
        let source = comparison.cell(outcome.key, measure, scenario: scenario)
      else { return .text("–", Looks.quietWord.with { $0.alignment = .right }) }
      guard number.isFinite else { return .number(number, style) }
      return isMoney
        ? .formula("\(source.text)/1000", value: .number(number / 1000), style)
        : .formula(source.text, value: .number(number), style)
    }
    draft.add([label, .text(isMoney ? thousands : unitWords(outcome.unit), Looks.quietWord)] + cells)
  }
}
