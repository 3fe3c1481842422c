/// What a column of own data holds.
public enum TableColumn: String, Sendable, Hashable, Codable, CaseIterable {
  /// A pseudonym of a person, to count people; never kept.
  case person
  /// The group, by default the programme.
  case group
  /// The month in which the spell starts.
  case start
  /// The month in which the spell ends; empty where it still runs.
  case end
  /// The number of months observed.
  case months
  /// Whether the spell has ended or still runs.
  case status
  /// How the spell ended.
  case outcome
  /// The last month that was looked at.
  case observedUntil
  /// The month in which the person came back.
  case comeback
  /// What the spell cost, in euros.
  case costs
  /// The month since the start, from 1.
  case monthNumber
  /// The people at risk in a month.
  case atRisk
  /// The exits in a month, of all outcomes together or of one that the name of the column adds.
  case exits

  /// The names under which the column is known, those of the proposed export first.
  var names: [String] {
    switch self {
    case .person: ["client_pseudo", "pseudoniem", "pseudonym", "client", "persoon", "person", "id"]
    case .group: ["programma", "groep", "group", "programme", "program", "traject", "voorziening"]
    case .start:
      [
        "start_maand", "startmaand", "start", "begin", "begin_maand", "aanvang", "ingangsdatum", "datumstart",
        "datum_start", "startdatum", "begindatum", "start_month", "start_date",
      ]
    case .end:
      [
        "eind_maand", "eindmaand", "einde", "eind", "einddatum", "datumeinde", "datum_einde", "end",
        "end_month", "end_date",
      ]
    case .months:
      ["maanden", "duur", "duur_maanden", "aantal_maanden", "months", "duration", "months_observed"]
    case .status: ["status"]
    case .outcome:
      [
        "uitkomst", "outcome", "oorzaak", "cause", "reden", "reden_uitstroom", "reden_uitstroom_cbs",
        "reason",
      ]
    case .observedUntil:
      ["peilmaand", "peildatum", "waargenomen_tot", "gevolgd_tot", "observed_until", "follow_up_end"]
    case .comeback:
      ["herinstroom_maand", "herinstroom", "terugkeer_maand", "terugval_maand", "relapse_month", "relapse"]
    case .costs: ["kosten_eur", "kosten", "costs_eur", "costs", "cost"]
    case .monthNumber:
      ["maand", "maand_sinds_start", "maandnummer", "month", "month_since_start", "month_number"]
    case .atRisk: ["lopend", "onder_risico", "nog_bezig", "aan_het_begin", "at_risk", "n_at_risk", "risk"]
    case .exits: ["uitstroom", "uitgestroomd", "exits", "events"]
    }
  }
}

/// A column of the file and what it was taken for.
public struct ColumnUse: Sendable, Hashable, Codable {
  /// The name in the file.
  public var name: String
  /// What it was taken for.
  public var column: TableColumn
  /// The outcome that the name of a column of exits adds, or nil.
  public var outcome: String?
}

/// Which columns of a table hold what.
struct TableColumns {
  /// A column that was recognised, with its place in a row.
  struct Found {
    var use: ColumnUse
    var index: Int
  }

  /// The columns recognised, in the order of the file.
  private(set) var found: [Found] = []
  /// The places of each kind of column.
  private var placesOf: [TableColumn: [Int]] = [:]
  /// The names of the others.
  private(set) var ignored: [String] = []
  private let header: [String]

  /// The columns of a table.
  ///
  /// - Parameter groupedBy: The names of the columns whose values together name the group; nil: the first
  ///   column known as a group.
  init(_ table: DelimitedTable, groupedBy: [String]?) throws(OwnDataError) {
    header = table.header.map(\.text)
    let wanted = groupedBy?.map(Self.plain)
    for (index, cell) in table.header.enumerated() {
      let name = Self.plain(cell.text)
      if let wanted {
        if wanted.contains(name) { add(.group, nil, index) }
        if wanted.contains(name) || TableColumn.group.names.contains(name) {
          if !wanted.contains(name) { ignored.append(cell.text) }
          continue
        }
      }
      guard let (column, outcome) = Self.meaning(of: name) else {
        ignored.append(cell.text)
        continue
      }
      // The code of the statistics office is an outcome only where there is no plainer one.
      if let before = found.first(where: { $0.use.column == column && $0.use.outcome == outcome }) {
        if column == .outcome || column == .group || column == .person {
          ignored.append(cell.text)
          continue
        }
        throw .doubleColumn(cell.place, name: cell.text, other: before.use.name)
      }
      add(column, outcome, index)
    }
    for name in groupedBy ?? [] where !header.contains(where: { Self.plain($0) == Self.plain(name) }) {
      throw .missingColumn(expected: [name], found: header)
    }
  }

  private mutating func add(_ column: TableColumn, _ outcome: String?, _ index: Int) {
    found.append(Found(use: ColumnUse(name: header[index], column: column, outcome: outcome), index: index))
    placesOf[column, default: []].append(index)
  }

  /// The place of a column, or nil.
  func place(of column: TableColumn) -> Int? { places(of: column).first }

  /// The places of all columns that hold something.
  func places(of column: TableColumn) -> [Int] { placesOf[column] ?? [] }

  /// The place of a column that must be there.
  func needed(_ column: TableColumn) throws(OwnDataError) -> Int {
    guard let place = place(of: column) else {
      throw .missingColumn(expected: Array(column.names.prefix(3)), found: header)
    }
    return place
  }

  /// A name in lower case with underscores between its words.
  private static func plain(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  private static func meaning(of name: String) -> (TableColumn, String?)? {
    for column in TableColumn.allCases where column.names.contains(name) { return (column, nil) }
    for prefix in TableColumn.exits.names where name.hasPrefix(prefix + "_") {
      return (.exits, String(name.dropFirst(prefix.count + 1)))
    }
    return nil
  }
}
