import WerkfitAnalysis

extension ComparisonReport {
  /// The comparison as Markdown: a table per section with the intervals under each number.
  public func markdown() -> String {
    let notes = ReportNotes(
      comparison: comparison, say: say, numbers: numbers, showsEverything: showsEverything)
    let readings = ReadingsText(comparison: comparison, say: say, numbers: numbers)
    var lines = ["# \(comparison.run.title.markdown)", ""]
    if let question = comparison.run.question { lines += [question.markdown, ""] }
    let shown = shownScenarios
    for section in sections {
      if !section.title.isEmpty { lines += ["## \(section.title.markdown)", ""] }
      let titles = shown.map { comparison.scenarios[$0].label.markdown }
      lines.append("| | " + titles.joined(separator: " | ") + " |")
      lines.append("|---|" + titles.map { _ in "---:|" }.joined())
      for row in section.rows {
        let cells = shown.map {
          row.cells.indices.contains($0) ? row.cells[$0].map(markdownCell) ?? "–" : "–"
        }
        lines.append("| \(row.label.trimmed.markdown) | " + cells.joined(separator: " | ") + " |")
      }
      lines.append("")
    }
    if !readings.lines.isEmpty {
      lines += ["## " + say("Andere lezingen van de bronnen", "Other readings of the sources"), ""]
      lines += readings.lines.map { "- \($0.markdown)" } + [""]
      if let conclusion = readings.conclusion { lines += [conclusion.markdown, ""] }
    }
    lines += notes.all.map { "- \($0.markdown)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func markdownCell(_ cell: Cell) -> String {
    var text = cell.main.markdown
    if let interval = cell.interval80 { text += "<br>80%: \(interval.markdown)" }
    if let interval = cell.interval95 { text += "<br>95%: \(interval.markdown)" }
    return text
  }
}
