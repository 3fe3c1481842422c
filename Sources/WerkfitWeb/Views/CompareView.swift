import Foundation
import WerkfitReport
import WerkfitStudy

/// Sets a comparison on its page.
struct CompareView {
  let tabled: TabledStudy
  let study: Study
  let state: CompareState
  let compared: ComparedStudy

  private var content: ReportContent { compared.content }

  var page: ComparePage {
    var heading = tabled.heading
    heading.query = state.query
    return ComparePage(
      study: heading, references: references, intervals: intervals, perspectives: perspectives, runs: runs,
      sentence: content.summary.first?.sentence ?? "",
      summary: content.summary.dropFirst().map(\.sentence), warnings: content.warnings.map(\.warning),
      table: table, charts: content.charts.map(\.onPage), darkCharts: content.dark.map(JSONText.init),
      criteria: content.criteria.map { $0.onPage(nil) }, targets: content.targets.map { $0.onPage(nil) },
      assumptions: assumptions, computed: content.made)
  }

  private var references: [Choice] {
    let chosen = state.reference ?? study.reference?.name
    return study.scenarios.map { Choice(value: $0.name, label: $0.label, isSelected: $0.name == chosen) }
  }

  private var intervals: [Choice] {
    [
      Choice(value: "80", label: "80% (8 van de 10)", isSelected: state.interval == 80),
      Choice(value: "95", label: "95% (19 van de 20)", isSelected: state.interval == 95),
    ]
  }

  private var perspectives: [Choice] {
    let chosen = state.perspective ?? study.perspective ?? CompareState.society
    return CompareState.perspectives(of: study).map {
      Choice(value: $0.key, label: $0.label, isSelected: $0.key == chosen)
    }
  }

  private var runs: [Choice] {
    CompareState.allReplications.map { count in
      Choice(
        value: "\(count)",
        label: count.formatted(.number.locale(Locale(identifier: "nl_NL"))) + " doorrekeningen",
        isSelected: count == state.replications)
    }
  }

  private var table: ComparisonTable {
    let comparison = compared.comparison
    let reference = comparison.scenarios[comparison.reference].label
    let columns = content.comparison.columns.map { column in
      let key = comparison.scenarios.first { $0.label == column.column }?.key
      return ComparisonTable.Column(
        column.column, note: column.column == reference ? "referentie" : nil,
        tuneAddress: key.map { "/studies/\(tabled.id)/bijstellen?scenario=\($0.inQuery)" })
    }
    return ComparisonTable(
      caption: content.comparison.caption, columns: columns,
      groups: content.comparison.groups.map(group),
      everything: content.comparison.everything?.groups.map(group) ?? [],
      footnotes: content.comparison.footnotes.map(\.footnote))
  }

  private func group(_ group: ReportContent.Comparison.Group) -> ComparisonTable.Group {
    ComparisonTable.Group(
      group.group,
      rows: group.rows.map { row in
        ComparisonTable.Row(row.row, cells: row.cells.map(cell))
      })
  }

  private func cell(_ cell: ReportContent.Comparison.Cell) -> ComparisonTable.Cell {
    // A chance comes as `80% (8 van 10)`.
    let interval = state.interval == 95 ? cell.range95 : cell.range80
    if let open = cell.cell.range(of: " ("), cell.cell.hasSuffix(")"), interval == nil {
      return ComparisonTable.Cell(
        String(cell.cell[..<open.lowerBound]), frequency: String(cell.cell[open.upperBound...].dropLast()))
    }
    return ComparisonTable.Cell(cell.cell, interval: interval)
  }

  private var assumptions: AssumptionList {
    let list = content.assumptions
    return AssumptionList(
      intro: list.intro.map(\.paragraph),
      levels: list.levels.map { Choice(value: $0.level, label: $0.levelName) },
      items: list.list.enumerated().map { index, item in
        Assumption(
          id: item.parameter.map { StudyTable.slug($0) } ?? "nr-\(index + 1)", name: item.name,
          remark: item.remark, value: item.value, spread: item.spread, source: item.source, page: item.page,
          address: item.address, level: item.level, symbol: item.symbol, confidence: item.confidence,
          tuneAddress: item.parameter.map {
            "/studies/\(tabled.id)/bijstellen#p-\($0.inQuery)"
          })
      })
  }
}

extension ReportContent.Chart {
  /// The chart as pages take it.
  var onPage: Chart {
    Chart(
      key: key, topic: topic, alternative: alternative, specification: JSONText(specification),
      narrow: narrow.map(JSONText.init), note: chartNote, figures: figures?.onPage(topic))
  }
}

extension ReportContent.Figures {
  func onPage(_ caption: String?) -> DataTable { DataTable.of(heads, lines, caption: caption) }
}

extension ReportContent.Table {
  func onPage(_ caption: String?) -> DataTable {
    DataTable.of(heads, lines, caption: caption ?? intro.first?.paragraph)
  }
}

extension DataTable {
  fileprivate static func of(
    _ heads: [ReportContent.Head], _ lines: [ReportContent.Line], caption: String?
  ) -> DataTable {
    DataTable(
      caption: caption, heads: heads.map { Head($0.head, isNumber: $0.isNumber) },
      lines: lines.map { line in
        Line(
          line.line, note: line.lineNote,
          line.values.map { Value($0.value, isNumber: $0.isNumber) })
      })
  }
}
