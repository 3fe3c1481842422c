/// Reads one spell per row.
///
/// The month of the start is month 1: a spell from January to March left in its third month, and one that
/// still runs and was followed up to and including March was seen for three.
struct SpellReader {
  private let table: DelimitedTable
  private let columns: TableColumns
  private let observedUntil: DataMonth?

  init(
    _ table: DelimitedTable, _ columns: TableColumns, observedUntil: DataMonth?
  ) throws(OwnDataError) {
    self.table = table
    self.columns = columns
    self.observedUntil = observedUntil
    if columns.place(of: .months) == nil {
      _ = try columns.needed(.start)
      _ = try columns.needed(.end)
    }
  }

  /// The spells, in the order of the file.
  func spells() throws(OwnDataError) -> [Spell] {
    var spells: [Spell] = []
    for row in table.rows { spells.append(try spell(row)) }
    return spells
  }

  /// Per group the number of different pseudonyms; nothing where the file has none.
  func people() -> [String: Int] {
    guard let person = columns.place(of: .person) else { return [:] }
    var seen: [String: Set<String>] = [:]
    for row in table.rows where !row[person].text.isEmpty {
      seen[group(row), default: []].insert(row[person].text)
    }
    return seen.mapValues(\.count)
  }

  private func group(_ row: [DelimitedTable.Cell]) -> String {
    let parts = columns.places(of: .group).map { row[$0].text }
    return parts.isEmpty ? OwnData.everyone : parts.joined(separator: " / ")
  }

  private func spell(_ row: [DelimitedTable.Cell]) throws(OwnDataError) -> Spell {
    let start = try month(row, .start)
    let end = try month(row, .end)
    let until = try month(row, .observedUntil) ?? observedUntil
    let hasEnded = try hasEnded(row, hasEnd: end != nil)
    let (length, place) = try length(row, start: start, end: end, until: until, hasEnded: hasEnded)
    var outcome: String?
    if hasEnded {
      let text = columns.place(of: .outcome).map { row[$0].text.lowercased() } ?? ""
      outcome = text.isEmpty ? "uitstroom" : text
    }
    let after = hasEnded ? try comeback(row, end: end, until: until) : nil
    let costs = try value(row, .costs, Self.amount, tableNumber)
    do {
      return try Spell(
        group: group(row), months: length, outcome: outcome, costs: costs, monthsAfter: after?.months,
        cameBack: after?.cameBack ?? false)
    } catch {
      throw .value(place, columnName: name(of: place, row), found: "\(length)", expected: Self.oneOrMore)
    }
  }

  /// The months seen, and where that was read.
  private func length(
    _ row: [DelimitedTable.Cell], start: DataMonth?, end: DataMonth?, until: DataMonth?,
    hasEnded: Bool
  ) throws(OwnDataError) -> (Int, TablePlace) {
    if let index = columns.place(of: .months), !row[index].text.isEmpty {
      guard let months = tableNumber(row[index].text), months >= 0, months < 1200,
        hasEnded || months >= 1
      else { throw wrong(row, index, Self.oneOrMore) }
      // Someone who left after half a month left in month 1; someone still there after 3.5 was seen for 3.
      return (max(1, Int(months.rounded(hasEnded ? .up : .down))), row[index].place)
    }
    guard let index = columns.place(of: .start) else {
      throw wrong(row, try columns.needed(.months), Self.oneOrMore)
    }
    guard let start else { throw wrong(row, index, Self.aMonth) }
    let endIndex = columns.place(of: .end) ?? index
    guard hasEnded else {
      guard let until else { throw .unknownEndOfFollowUp(row[endIndex].place) }
      guard until >= start else {
        throw wrong(
          row, index,
          OwnDataText(
            nl: "een maand tot en met de peilmaand", en: "a month up to the last one that was looked at"))
      }
      return (until.number - start.number + 1, row[index].place)
    }
    guard let end else { throw wrong(row, endIndex, Self.aMonth) }
    guard end >= start else {
      throw wrong(
        row, endIndex, OwnDataText(nl: "een maand vanaf de start", en: "a month from the start on"))
    }
    return (end.number - start.number + 1, row[endIndex].place)
  }

  /// Whether the spell has ended: by its status, else by an end, else by an outcome.
  private func hasEnded(_ row: [DelimitedTable.Cell], hasEnd: Bool) throws(OwnDataError) -> Bool {
    if let index = columns.place(of: .status), !row[index].text.isEmpty {
      let text = row[index].text.lowercased()
      if Self.running.contains(text) { return false }
      if Self.ended.contains(text) { return true }
      throw wrong(
        row, index, OwnDataText(nl: "'lopend' of 'afgerond'", en: "'running' (lopend) or 'ended' (afgerond)"))
    }
    if columns.place(of: .end) != nil { return hasEnd }
    guard let index = columns.place(of: .outcome) else {
      throw .missingColumn(
        expected: ["status", "uitkomst", "eind_maand"], found: table.header.map(\.text))
    }
    return !row[index].text.isEmpty && !Self.running.contains(row[index].text.lowercased())
  }

  /// The months seen after an exit, and whether the person came back in the last of them.
  private func comeback(
    _ row: [DelimitedTable.Cell], end: DataMonth?, until: DataMonth?
  ) throws(OwnDataError) -> (months: Int, cameBack: Bool)? {
    guard let index = columns.place(of: .comeback), let end else { return nil }
    guard let back = try month(row, .comeback) else {
      guard let until, until > end else { return nil }
      return (until.number - end.number, false)
    }
    guard back >= end else {
      throw wrong(row, index, OwnDataText(nl: "een maand vanaf het einde", en: "a month from the end on"))
    }
    // Back in the month of the exit counts as the first month after it.
    return (max(1, back.number - end.number), true)
  }

  private func month(
    _ row: [DelimitedTable.Cell], _ column: TableColumn
  ) throws(OwnDataError) -> DataMonth? {
    try value(row, column, Self.aMonth) { DataMonth($0) }
  }

  /// What a cell holds, nil where it is empty or there is no such column.
  private func value<Value>(
    _ row: [DelimitedTable.Cell], _ column: TableColumn, _ expected: OwnDataText,
    _ read: (String) -> Value?
  ) throws(OwnDataError) -> Value? {
    guard let index = columns.place(of: column), !row[index].text.isEmpty else { return nil }
    guard let value = read(row[index].text) else { throw wrong(row, index, expected) }
    return value
  }

  private func wrong(
    _ row: [DelimitedTable.Cell], _ index: Int, _ expected: OwnDataText
  ) -> OwnDataError {
    .value(
      row[index].place, columnName: table.header[index].text, found: PrivacyCheck.shown(row[index].text),
      expected: expected)
  }

  private func name(of place: TablePlace, _ row: [DelimitedTable.Cell]) -> String {
    row.firstIndex { $0.place == place }.map { table.header[$0].text } ?? ""
  }

  private static let running: Set = [
    "lopend", "loopt", "loopt nog", "actief", "open", "running", "active", "censored",
  ]
  private static let ended: Set = [
    "afgerond", "beëindigd", "beeindigd", "gestopt", "uitgestroomd", "gesloten", "closed", "ended",
    "completed",
    "exited",
  ]
  private static let aMonth = OwnDataText(
    nl: "een maand als 2021-03 of een datum als 15-03-2021", en: "a month as 2021-03 or a date as 15-03-2021")
  private static let amount = OwnDataText(
    nl: "een bedrag als 1250 of 1250,50", en: "an amount as 1250 or 1250.50")
  static let oneOrMore = OwnDataText(nl: "een aantal maanden vanaf 1", en: "a number of months from 1")
}
