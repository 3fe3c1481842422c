import WerkfitStudy

extension AnalysisDocument {
  private var numbers: NumberText { NumberText(language: language, currency: currency) }
  private var say: Wording { Wording(language: language) }

  /// The document as text for a terminal.
  ///
  /// - Parameter showsEverything: Whether long tables are shown whole.
  public func text(style: TextStyle = TextStyle(), showsEverything: Bool = false) -> String {
    var lines = title.wrapped(to: style.width).map(style.bold)
    lines += subject.wrapped(to: style.width)
    lines += computed.wrapped(to: style.width).map(style.faint)
    for finding in findings { lines += [""] + finding.wrapped(to: style.width) }
    for table in tables { lines += [""] + text(of: table, style, showsEverything) }
    if !notes.isEmpty {
      lines.append("")
      for note in notes { lines += "- \(note)".wrapped(to: style.width, hanging: 2) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of table: AnalysisTable, _ style: TextStyle, _ showsEverything: Bool) -> [String] {
    let (rows, left) = shown(table, showsEverything)
    var lines = table.title.isEmpty ? [] : table.title.wrapped(to: style.width).map(style.bold)
    let widest = cellWidth(of: table, rows)
    let most = max(10, (style.width - 20) / max(table.columns.count, 1))
    let layout = TextTable(
      style: style, columns: table.columns.count, columnWidth: min(max(widest + 2, 10), most))
    lines += layout.header(table.columns.map(\.label), label: table.corner)
    for row in rows {
      lines += layout.row(row.label, zip(table.columns, row.values).map { text(of: $1, unit: $0.unit) })
    }
    return lines + (left.map { [style.faint($0)] } ?? [])
  }

  private func cellWidth(of table: AnalysisTable, _ rows: [AnalysisTable.Row]) -> Int {
    let cells = rows.flatMap { zip(table.columns, $0.values).map { text(of: $1, unit: $0.unit).count } }
    let titles = table.columns.flatMap { $0.label.split(separator: " ").map(\.count) }
    return (cells + titles).max() ?? 0
  }

  /// The document as Markdown.
  public func markdown(showsEverything: Bool = false) -> String {
    var lines = ["# \(title.markdown)", "", subject.markdown, "", "*\(computed.markdown)*"]
    for finding in findings { lines += ["", finding.markdown] }
    for table in tables {
      let (rows, left) = shown(table, showsEverything)
      lines += table.title.isEmpty ? [""] : ["", "## \(table.title.markdown)", ""]
      lines.append(
        "| \(([table.corner] + table.columns.map(\.label)).map(\.markdown).joined(separator: " | ")) |")
      lines.append("|---|" + String(repeating: "---:|", count: table.columns.count))
      for row in rows {
        let cells = zip(table.columns, row.values).map { text(of: $1, unit: $0.unit) }
        lines.append("| \(([row.label] + cells).map(\.markdown).joined(separator: " | ")) |")
      }
      if let left { lines += ["", left.markdown] }
    }
    if !notes.isEmpty { lines += [""] + notes.map { "- \($0.markdown)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ table: AnalysisTable, _ showsEverything: Bool) -> (
    rows: [AnalysisTable.Row], left: String?
  ) {
    guard let most = table.shown, !showsEverything, table.rows.count > most else { return (table.rows, nil) }
    let count = numbers.count(table.rows.count - most)
    return (
      Array(table.rows.prefix(most)),
      say("En nog \(count); --all laat ze zien.", "And \(count) more; --all shows them.")
    )
  }

  /// A value as readers see it.
  package func text(of value: AnalysisValue, unit: String) -> String {
    switch value {
    case .words(let words, _): words
    case .hidden(let below?): say("minder dan \(below)", "fewer than \(below)")
    case .hidden(nil): say("niet getoond", "not shown")
    case .nothing(let reason): reason
    case .measured(let number, "plain", 0) where abs(number) < 1_000:
      numbers.short(number, digits: 4)
    case .measured(let number, let own, let error): numbers.measure(number, error: error, unit: own)
    case .rounded(let number, let size): numbers.measure(number, error: size, unit: unit)
    case .number(let number, let error): numbers.measure(number, error: error, unit: unit)
    }
  }
}

extension NumberText {
  /// A number of any unit, rounded by its error; `share` is a percentage.
  func measure(_ value: Double, error: Double, unit: String) -> String {
    guard value.isFinite else { return "–" }
    if unit == "share" {
      return percent(value, error: error, finest: abs(value) < 0.1 && error < 0.002 ? -1 : 0)
    }
    if unit == "chance" { return percent(value, error: error, finest: abs(value) < 0.02 ? -2 : -1) }
    return quantity(value, error: error, unit: unit)
  }
}
