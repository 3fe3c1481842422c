/// A row of a report: a label and one cell per scenario.
struct ReportRow: Sendable, Hashable {
  /// What the row is.
  var label: String
  /// One per scenario, nil where there is nothing to say.
  var cells: [Cell?]
  /// Whether the row says more about the row above it.
  var isDetail: Bool

  init(_ label: String, _ cells: [Cell?], isDetail: Bool = false) {
    self.label = label
    self.cells = cells
    self.isDetail = isDetail
  }

  /// Whether no scenario has anything to say.
  var isEmpty: Bool { cells.allSatisfy { $0 == nil } }
}

/// Rows that belong together under a title.
struct ReportSection: Sendable, Hashable {
  /// The title.
  var title: String
  /// The rows.
  var rows: [ReportRow]
}
