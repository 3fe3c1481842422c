import WerkfitAnalysis
import WerkfitStudy

/// What a manager asks first of a comparison, as plain text: a row per outcome, a column per scenario.
package struct HeadlineTable: Sendable {
  /// The scenarios.
  package let heads: [String]
  /// Per outcome its name, and per scenario the number with its 80% interval below it.
  package let rows: [(label: String, cells: [(text: String, note: String?)])]

  /// The table of a comparison.
  package init(_ comparison: StudyComparison, language: Language = .dutch) {
    heads = comparison.scenarios.map(\.label)
    rows = ComparisonRows(comparison, reading: comparison.base, language: language)
      .headline.flatMap(\.rows).map { row in
        (
          row.label.trimmed.raisingFirst,
          comparison.scenarios.indices.map { index in
            let cell = row.cells.indices.contains(index) ? row.cells[index] : nil
            return (cell?.main ?? "–", cell?.interval80.map { "80%: \($0)" })
          }
        )
      }
  }
}
