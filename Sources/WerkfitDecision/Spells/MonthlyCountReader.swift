/// Reads one row per group and month since the start: people at risk, and exits per outcome.
///
/// Exits stand in one column, in one column per outcome (`uitstroom_werk`), or in one row per outcome.
struct MonthlyCountReader {
  private let table: DelimitedTable
  private let columns: TableColumns
  private let month: Int
  private let atRisk: Int

  init(_ table: DelimitedTable, _ columns: TableColumns) throws(OwnDataError) {
    self.table = table
    self.columns = columns
    month = try columns.needed(.monthNumber)
    atRisk = try columns.needed(.atRisk)
    _ = try columns.needed(.exits)
  }

  /// What is counted of one month.
  private struct Month {
    var atRisk: Int
    var exits: [String: Int] = [:]
    var row: [DelimitedTable.Cell]
  }

  /// The groups, sorted by name.
  func groups() throws(OwnDataError) -> [OwnData.Group] {
    var counted: [String: [Int: Month]] = [:]
    for row in table.rows { try count(row, into: &counted) }
    var groups: [OwnData.Group] = []
    for (name, months) in counted.sorted(by: { $0.key < $1.key }) {
      let outcomes = Set(months.values.flatMap(\.exits.keys)).sorted()
      var history: [MonthAtRisk] = []
      for (number, month) in months.sorted(by: { $0.key < $1.key }) {
        let exits = outcomes.map { month.exits[$0] ?? 0 }
        guard exits.reduce(0, +) <= month.atRisk else {
          throw wrong(
            month.row, atRisk,
            OwnDataText(nl: "ten minste de uitstroom van die maand", en: "at least the exits of that month"))
        }
        history.append(MonthAtRisk(month: number, atRisk: month.atRisk, exits: exits))
      }
      groups.append(
        OwnData.Group(
          name: name, people: history.map(\.atRisk).max() ?? 0,
          history: try RiskHistory(outcomes: outcomes, months: history)))
    }
    return groups
  }

  private func count(
    _ row: [DelimitedTable.Cell], into counted: inout [String: [Int: Month]]
  ) throws(OwnDataError) {
    let names = columns.places(of: .group).map { row[$0].text }
    let group = names.isEmpty ? OwnData.everyone : names.joined(separator: " / ")
    let number = try whole(row, month)
    guard number >= 1 else { throw wrong(row, month, SpellReader.oneOrMore) }
    let people = try whole(row, atRisk)
    var here = counted[group]?[number] ?? Month(atRisk: people, row: row)
    guard here.atRisk == people else {
      throw wrong(
        row, atRisk,
        OwnDataText(
          nl: "hetzelfde aantal als in de andere regel van deze maand",
          en: "the same number as in the other row of this month"))
    }
    for found in columns.found where found.use.column == .exits {
      let own = columns.place(of: .outcome).map { row[$0].text.lowercased() } ?? ""
      let outcome = found.use.outcome ?? (own.isEmpty ? "uitstroom" : own)
      guard here.exits[outcome] == nil else {
        throw wrong(
          row, month, OwnDataText(nl: "elke maand eenmaal per uitkomst", en: "each month once per outcome"))
      }
      here.exits[outcome] = row[found.index].text.isEmpty ? 0 : try whole(row, found.index)
    }
    counted[group, default: [:]][number] = here
  }

  private func whole(_ row: [DelimitedTable.Cell], _ index: Int) throws(OwnDataError) -> Int {
    guard let count = tableCount(row[index].text) else {
      throw wrong(
        row, index,
        OwnDataText(
          nl: "een geheel getal vanaf 0, zonder punten", en: "a whole number from 0, without separators"))
    }
    return count
  }

  private func wrong(
    _ row: [DelimitedTable.Cell], _ index: Int, _ expected: OwnDataText
  ) -> OwnDataError {
    .value(
      row[index].place, columnName: table.header[index].text, found: PrivacyCheck.shown(row[index].text),
      expected: expected)
  }
}
