import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ComparisonReport {
  /// The greatest number of scenarios that stand side by side; more get a block each.
  static var greatestColumns: Int { 3 }

  /// The comparison as text for a terminal, without a line over the width of the style.
  public func text(style: TextStyle = .init()) -> String {
    let notes = ReportNotes(
      comparison: comparison, say: say, numbers: numbers, showsEverything: showsEverything)
    var lines = comparison.run.title.wrapped(to: style.width).map(style.bold)
    if let question = comparison.run.question { lines += question.wrapped(to: style.width) }
    lines.append("")
    let shown = shownScenarios
    lines +=
      shown.count <= Self.greatestColumns ? columns(shown, style: style) : blocks(shown, style: style)
    lines += readings(style: style)
    lines.append("")
    for note in notes.all { lines += note.wrapped(to: style.width, hanging: 2) }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Scenarios side by side

  private func columns(_ shown: [Int], style: TextStyle) -> [String] {
    let table = TextTable(style: style, columns: shown.count)
    var lines = table.header(shown.map { comparison.scenarios[$0].label })
    for section in sections {
      if !section.title.isEmpty { lines += ["", style.bold(section.title)] }
      for row in section.rows { lines += columnLines(row, shown, table) }
    }
    return lines
  }

  private func columnLines(_ row: ReportRow, _ shown: [Int], _ table: TextTable) -> [String] {
    let cells = shown.map { row.cells.indices.contains($0) ? row.cells[$0] : nil }
    var lines = table.row(row.label, cells.map { $0?.main ?? "–" })
    if cells.contains(where: { $0?.interval80 != nil }) {
      lines += table.row("    80%", cells.map { $0?.interval80 ?? "" }, isFaint: true)
    }
    if cells.contains(where: { $0?.interval95 != nil }) {
      lines += table.row("    95%", cells.map { $0?.interval95 ?? "" }, isFaint: true)
    }
    return lines
  }

  // MARK: A block per scenario

  private func blocks(_ shown: [Int], style: TextStyle) -> [String] {
    let table = TextTable(style: style, columns: 3)
    let titles = [say("gemiddeld", "mean"), "80%", "95%"]
    var lines: [String] = []
    for scenario in shown {
      lines += comparison.scenarios[scenario].label.wrapped(to: style.width).map(style.bold)
      lines += table.header(titles)
      for section in sections {
        let rows = section.rows.filter { row in
          row.cells.indices.contains(scenario) && row.cells[scenario] != nil
        }
        if !rows.isEmpty, !section.title.isEmpty { lines.append(style.bold(section.title)) }
        for row in rows { lines += blockLines(row, row.cells[scenario], table, style) }
      }
      lines.append("")
    }
    return lines + overview(shown, style: style)
  }

  private func blockLines(
    _ row: ReportRow, _ cell: Cell?, _ table: TextTable, _ style: TextStyle
  ) -> [String] {
    guard let cell else { return [] }
    // Words without intervals may use the whole line.
    if cell.interval80 == nil, cell.interval95 == nil, cell.main.count >= table.columnWidth {
      let label = row.label.flushedLeft(in: table.labelWidth)
      if label.count + cell.main.count + 1 <= style.width, row.label.count < table.labelWidth {
        return [label + " " + cell.main]
      }
      return (row.label + ": " + cell.main).wrapped(to: style.width, hanging: 4)
    }
    return table.row(row.label, [cell.main, cell.interval80 ?? "", cell.interval95 ?? ""])
  }

  /// One line per scenario with the numbers that decide most.
  private func overview(_ shown: [Int], style: TextStyle) -> [String] {
    let exits = comparison.base.outcome(StandardOutcome.netExits.rawValue)
    let balance = comparison.base.rankedBy.flatMap { comparison.base.outcome($0) }
    let outcomes = [exits, balance].compactMap { $0 }
    guard !outcomes.isEmpty, !comparison.isReferenceAlone else { return [] }
    let names = OutcomeNames(say: say, perspective: comparison.run.perspective)
    let hasChance = comparison.base.economics.contains { $0?.paysForItself != nil }
    let titles = outcomes.map(names.difference) + (hasChance ? [say("terugbetaald *", "pays back *")] : [])
    let table = TextTable(style: style, columns: titles.count)
    var lines = table.header(titles, label: say("Naast elkaar", "Side by side"))
    for scenario in comparison.alternatives {
      var texts = outcomes.map { outcome in
        outcome.differences[scenario].map { numbers.cell($0, unit: outcome.unit).main } ?? "–"
      }
      if hasChance {
        texts.append(
          comparison.base.economics[scenario]?.paysForItself.map { numbers.chance($0) } ?? "–")
      }
      lines += table.row(comparison.scenarios[scenario].label, texts)
    }
    return lines
  }

  // MARK: Readings

  private func readings(style: TextStyle) -> [String] {
    let text = ReadingsText(comparison: comparison, say: say, numbers: numbers)
    guard !text.lines.isEmpty else { return [] }
    return ["", style.bold(say("Andere lezingen van de bronnen", "Other readings of the sources"))]
      + text.lines.flatMap { "- \($0)".wrapped(to: style.width, hanging: 2) }
      + (text.conclusion.map { $0.wrapped(to: style.width) } ?? [])
  }
}
