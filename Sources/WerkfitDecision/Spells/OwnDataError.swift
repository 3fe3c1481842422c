/// A short text in two languages.
public struct OwnDataText: Sendable, Hashable, Codable {
  /// In Dutch.
  public var nl: String
  /// In English.
  public var en: String

  /// A text in two languages.
  public init(nl: String, en: String) {
    self.nl = nl
    self.en = en
  }
}

/// A place in the text of a table.
public struct TablePlace: Sendable, Hashable, Codable {
  /// The line, from 1.
  public var line: Int
  /// The position in the line at which the cell starts, from 1.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Why a file of own data cannot be used.
///
/// Errors about privacy name the column and the reason only: never a value of a row.
public enum OwnDataError: Error, Equatable, Sendable {
  /// The text holds no header, or no rows under it.
  case empty(hasHeader: Bool)
  /// A quotation mark is opened and never closed.
  case openQuote(TablePlace)
  /// A row has more or fewer cells than the header.
  case width(TablePlace, found: Int, expected: Int)
  /// A column that is needed is not there; any of these names would do.
  case missingColumn(expected: [String], found: [String])
  /// Two columns mean the same.
  case doubleColumn(TablePlace, name: String, other: String)
  /// A cell does not hold what its column holds.
  case value(TablePlace, columnName: String, found: String, expected: OwnDataText)
  /// A column may hold personal data.
  case privacy(column: String, reason: PrivacyReason)
  /// Some groups have fewer people than may be told apart; neither their names nor their sizes are given.
  case smallGroups(columns: [String], count: Int, least: Int)
  /// A cell of the first line is no name of a column: it holds a number or a date.
  case noHeader(TablePlace)
  /// It is not known until when spells without an end were followed.
  case unknownEndOfFollowUp(TablePlace)
  /// A number given by the caller may not be used.
  case setting(name: String, found: Double, expected: OwnDataText)
}

extension OwnDataError {
  /// What is wrong and what to do, in two languages.
  public var text: OwnDataText {
    switch self {
    case .empty(let hasHeader):
      hasHeader
        ? OwnDataText(
          nl: "Het bestand heeft kolomnamen, maar geen regels eronder.",
          en: "The file has column names but no rows below them.")
        : OwnDataText(nl: "Het bestand is leeg.", en: "The file is empty.")
    case .openQuote(let place):
      OwnDataText(
        nl: "\(place.nl): hier begint een aanhalingsteken dat nergens sluit.",
        en: "\(place.en): the quotation mark that opens here is never closed.")
    case .width(let place, let found, let expected):
      OwnDataText(
        nl: "\(place.nl): deze regel heeft \(found) cellen; er zijn \(expected) kolomnamen.",
        en: "\(place.en): this row has \(found) cells; there are \(expected) column names.")
    case .missingColumn(let expected, let found):
      OwnDataText(
        nl: "Er ontbreekt een kolom. Verwacht: \(expected.joined(separator: " of ")). "
          + "Gevonden: \(found.joined(separator: ", ")).",
        en: "A column is missing. Expected: \(expected.joined(separator: " or ")). "
          + "Found: \(found.joined(separator: ", ")).")
    case .doubleColumn(let place, let name, let other):
      OwnDataText(
        nl: "\(place.nl): de kolommen '\(other)' en '\(name)' betekenen hetzelfde. Laat er een weg.",
        en: "\(place.en): the columns '\(other)' and '\(name)' mean the same. Leave one out.")
    case .value(let place, let columnName, let found, let expected):
      OwnDataText(
        nl: "\(place.nl), kolom '\(columnName)': gevonden '\(found)', verwacht \(expected.nl).",
        en: "\(place.en), column '\(columnName)': found '\(found)', expected \(expected.en).")
    case .privacy(let column, let reason):
      OwnDataText(
        nl: "De kolom '\(column)' \(reason.text.nl). Haal deze kolom uit het bestand.",
        en: "The column '\(column)' \(reason.text.en). Remove this column from the file.")
    case .smallGroups(let columns, let count, let least):
      OwnDataText(
        nl: "Groepen met minder dan \(least) personen: \(count)\(columns.isEmpty ? "" : " (kolom ")"
          + columns.joined(separator: ", ") + (columns.isEmpty ? "" : ")")
          + ". Voeg groepen samen, of sta kleine groepen uitdrukkelijk toe.",
        en: "Groups of fewer than \(least) people: \(count)\(columns.isEmpty ? "" : " (column ")"
          + columns.joined(separator: ", ") + (columns.isEmpty ? "" : ")")
          + ". Merge groups, or allow small groups explicitly.")
    case .noHeader(let place):
      OwnDataText(
        nl:
          "\(place.nl): de eerste regel moet de namen van de kolommen geven. Hier staat een getal of datum.",
        en: "\(place.en): the first line must name the columns. This is a number or a date.")
    case .unknownEndOfFollowUp(let place):
      OwnDataText(
        nl: "\(place.nl): dit traject loopt nog. Geef de maand tot en met welke is gekeken (peilmaand).",
        en: "\(place.en): this spell still runs. Give the last month that was looked at.")
    case .setting(let name, let found, let expected):
      OwnDataText(
        nl: "\(name): gevonden \(found), verwacht \(expected.nl).",
        en: "\(name): found \(found), expected \(expected.en).")
    }
  }
}

extension TablePlace {
  fileprivate var nl: String { "Regel \(line), positie \(column)" }
  fileprivate var en: String { "Line \(line), position \(column)" }
}
