import WerkfitAnalysis

extension ComparisonReport {
  /// The comparison as Markdown: a table per section with the intervals under each number.
  public func markdown() -> String {
    let notes = ReportNotes(comparison: comparison, say: say, numbers: numbers)
    let readings = ReadingsText(comparison: comparison, say: say, numbers: numbers)
    var lines = ["# \(escaped(comparison.run.title))", ""]
    if let question = comparison.run.question { lines += [escaped(question), ""] }
    let shown = shownScenarios
    for section in sections {
      if !section.title.isEmpty { lines += ["## \(escaped(section.title))", ""] }
      let titles = shown.map { escaped(comparison.scenarios[$0].label) }
      lines.append("| | " + titles.joined(separator: " | ") + " |")
      lines.append("|---|" + titles.map { _ in "---:|" }.joined())
      for row in section.rows {
        let cells = shown.map {
          row.cells.indices.contains($0) ? row.cells[$0].map(markdownCell) ?? "–" : "–"
        }
        lines.append("| \(escaped(row.label.trimmed)) | " + cells.joined(separator: " | ") + " |")
      }
      lines.append("")
    }
    if !readings.lines.isEmpty {
      lines += ["## " + say("Andere lezingen van de bronnen", "Other readings of the sources"), ""]
      lines += readings.lines.map { "- \(escaped($0))" } + [""]
      if let conclusion = readings.conclusion { lines += [escaped(conclusion), ""] }
    }
    lines += notes.all.map { "- \(escaped($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func markdownCell(_ cell: Cell) -> String {
    var text = escaped(cell.main)
    if let interval = cell.interval80 { text += "<br>80%: \(escaped(interval))" }
    if let interval = cell.interval95 { text += "<br>95%: \(escaped(interval))" }
    return text
  }

  /// Text in which no sign has a meaning for Markdown.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\`*_|<>[]#".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
