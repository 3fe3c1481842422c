import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Reading own data")
struct SpellsReadingTests {
  /// Ten spells of two months, with one line in front of them.
  private func file(_ header: String, _ row: String, count: Int = 10) -> String {
    ([header] + [String](repeating: row, count: count)).joined(separator: "\n")
  }

  @Test("The columns of the export are read: ended, running, came back, costs with a decimal comma")
  func export() throws {
    let lines =
      [
        "client_pseudo;programma;start_maand;eind_maand;status;uitkomst;herinstroom_maand;kosten_eur;"
          + "leefvorm",
        "a1;Pastiel;2016-01;2016-03;afgerond;werk_vol;2016-09;7000,50;alleen",
        "a2;Pastiel;2016-02;;lopend;;;1.250,00;alleen",
      ] + (3...10).map { "a\($0);Pastiel;2016-01;2016-12;afgerond;zelf_gestopt;;;paar" }
    let data = try OwnData(
      csv: lines.joined(separator: "\n"), options: .init(observedUntil: DataMonth("2017-06")))
    let group = try #require(data.groups.first)
    #expect(data.groups.count == 1)
    #expect(group.name == "Pastiel" && group.people == 10 && !group.isSmall)
    #expect(group.history.outcomes == ["werk_vol", "zelf_gestopt"])
    // One left in month 3, eight in month 12; one was followed for February 2016 to June 2017: 17 months.
    #expect(group.history.months.count == 17)
    #expect(group.history.months[2] == MonthAtRisk(month: 3, atRisk: 10, exits: [1, 0]))
    #expect(group.history.months[11] == MonthAtRisk(month: 12, atRisk: 9, exits: [0, 8]))
    #expect(group.history.months[16].atRisk == 1)
    #expect(group.costs?.count == 2)
    #expect(group.costs?.mean == (7000.5 + 1250) / 2)
    // Back six months after the exit; the others were followed for six months after December and stayed away.
    let comebacks = try #require(group.comebacks)
    #expect(comebacks.months.count == 6)
    #expect(comebacks.months[5] == MonthAtRisk(month: 6, atRisk: 9, exits: [1]))
    #expect(data.ignored == ["leefvorm"])
    #expect(data.used.map(\.column) == [.person, .group, .start, .end, .status, .outcome, .comeback, .costs])
  }

  @Test("Separators, quotes, a byte-order mark, line endings and kinds of dates all read the same")
  func dialects() throws {
    let rows = (1...10).map { _ in ["15-01-2020", "2020-06-30", "werk"] }
    let read = { (separator: String, end: String, mark: String, quote: String) in
      let all = [["start", "einde", "uitkomst"]] + rows
      let text = all.map { $0.map { quote + $0 + quote }.joined(separator: separator) }.joined(separator: end)
      return try OwnData(csv: mark + text + end + end)
    }
    let plain = try read(";", "\n", "", "")
    #expect(plain.groups.first?.history.months.last == MonthAtRisk(month: 6, atRisk: 10, exits: [10]))
    for separator in [";", ",", "\t"] {
      for end in ["\n", "\r\n", "\r"] {
        for quote in ["", "\""] {
          #expect(try read(separator, end, "\u{FEFF}", quote) == plain)
        }
      }
    }
    let quoted = try DelimitedTable("a;b\n\"x;\"\"y\"\"\nz\";2\n\n;3\n")
    #expect(quoted.rows.map { $0.map(\.text) } == [["x;\"y\"\nz", "2"], ["", "3"]])
    #expect(quoted.rows[1][1].place == TablePlace(line: 5, column: 2))
  }

  @Test("Months observed do instead of dates, and groups may be made of several columns")
  func months() throws {
    let text =
      (["groep,leeftijdsklasse,maanden,uitkomst"]
      + (0..<20).map {
        "g,\($0 < 10 ? "jong" : "oud"),\($0 % 2 == 0 ? "2.5" : "4"),\($0 % 2 == 0 ? "werk" : "")"
      })
      .joined(separator: "\n")
    let data = try OwnData(csv: text, options: .init(groupedBy: ["groep", "leeftijdsklasse"]))
    #expect(data.groups.map(\.name) == ["g / jong", "g / oud"])
    #expect(data.groups[0].history.months[2] == MonthAtRisk(month: 3, atRisk: 10, exits: [5]))
    #expect(data.groups[0].history.months[3] == MonthAtRisk(month: 4, atRisk: 5, exits: [0]))
    #expect(throws: OwnDataError.missingColumn(expected: ["x"], found: ["maanden", "uitkomst"])) {
      _ = try OwnData(csv: "maanden,uitkomst\n1,", options: .init(groupedBy: ["x"]))
    }
  }

  @Test("Monthly counts are read with exits per outcome, in columns or in rows")
  func counts() throws {
    let wide = """
      groep;maand;lopend;uitstroom_werk;uitstroom_gestopt
      a;1;100;3;5
      a;2;90;4;0
      b;1;40;1;0
      """
    let data = try OwnData(csv: wide)
    #expect(data.groups.map(\.name) == ["a", "b"])
    #expect(data.groups[0].history.outcomes == ["gestopt", "werk"])
    #expect(data.groups[0].history.months.map(\.exits) == [[5, 3], [0, 4]])
    #expect(data.groups[0].people == 100)
    let long = """
      groep;maand;lopend;oorzaak;uitstroom
      a;1;100;werk;3
      a;1;100;gestopt;5
      a;2;90;werk;4
      b;1;40;werk;1
      """
    #expect(try OwnData(csv: long).groups[0] == data.groups[0])
    #expect(throws: OwnDataError.self) { _ = try OwnData(csv: "maand;lopend;uitstroom\n1;20;21") }
    #expect(throws: OwnDataError.self) { _ = try OwnData(csv: "maand;lopend;uitstroom\n1;20;1\n1;20;1") }
  }

  @Test("Errors say where, what was found and what was expected")
  func errors() {
    let found = { (text: String) -> OwnDataError? in
      do throws(OwnDataError) {
        _ = try OwnData(csv: text)
        return nil
      } catch { return error }
    }
    #expect(found("") == .empty(hasHeader: false))
    #expect(found("start;einde\n") == .empty(hasHeader: true))
    #expect(
      found("start;einde\n2020-01;2020-02\n2020-01")
        == .width(TablePlace(line: 3, column: 1), found: 1, expected: 2))
    #expect(found("start;einde\n\"2020-01;") == .openQuote(TablePlace(line: 2, column: 1)))
    guard case .value(let place, let name, let value, _)? = found("start;einde\n2020-01;2020-13") else {
      Issue.record("no error")
      return
    }
    #expect(place == TablePlace(line: 2, column: 9) && name == "einde" && value == "2020-13")
    guard case .value(_, _, "2019-12", let expected)? = found("start;einde\n2020-01;2019-12") else {
      Issue.record("an end before the start")
      return
    }
    #expect(expected.nl == "een maand vanaf de start")
    #expect(found("start;einde\n2020-01;") == .unknownEndOfFollowUp(TablePlace(line: 2, column: 9)))
    #expect(
      found("start;einde;eind_maand\n2020-01;2020-02;2020-02")
        == .doubleColumn(TablePlace(line: 1, column: 13), name: "eind_maand", other: "einde"))
    guard case .missingColumn(_, let names)? = found("begin;x\n2020-01;1") else {
      Issue.record("no end")
      return
    }
    #expect(names == ["begin", "x"])
    #expect(
      found("start;einde\n2020-01;2020-13")?.text.nl
        == "Regel 2, positie 9, kolom 'einde': gevonden '2020-13', verwacht een maand als 2021-03 of een "
        + "datum als 15-03-2021.")
  }

  @Test("Numbers have a comma or a point; what can be read in two ways is refused")
  func numbers() {
    let known: [(String, Double?)] = [
      ("1250", 1250), ("1250,5", 1250.5), ("1250.50", 1250.5), ("1.250,50", 1250.5), ("1,250.50", 1250.5),
      ("€ 1.250.000", 1_250_000), ("-3,5", -3.5), (",5", 0.5), ("0,125", 0.125), ("7.000", nil),
      ("7,000", nil),
      ("1.25.000", nil), ("abc", nil), ("", nil), ("1,2,3", nil), (".", nil), ("1e5", nil), ("12 500", 12500),
    ]
    for (text, value) in known { #expect(tableNumber(text) == value, "\(text)") }
    #expect(tableCount("2,5") == nil && tableCount("-1") == nil && tableCount("12") == 12)
  }

  @Test("A hundred thousand spells are read, and none is lost")
  func manySpells() throws {
    let header = "client_pseudo;programma;start_maand;eind_maand;status;uitkomst;leeftijdsklasse;kosten_eur\n"
    let rows = (0..<100_000).map { row in
      "p\(row);groep \(row % 5);2019-0\(1 + row % 9);2020-0\(1 + row % 7);afgerond;werk_vol;30-40;"
        + "\(row % 9000),50"
    }
    let text = header + rows.joined(separator: "\n")
    #expect(try OwnData(csv: text).groups.reduce(0) { $0 + $1.people } == 100_000)
  }

  @Test("Months are read from months and dates, and no others")
  func calendar() {
    let march = DataMonth(year: 2021, month: 3)
    for text in ["2021-03", "2021-3", "2021-03-15", "15-03-2021", "15/3/2021", "03-2021", "2021/03/01"] {
      #expect(DataMonth(text) == march, "\(text)")
    }
    for text in ["2021", "2021-13", "32-03-2021", "maart", "", "21-03-15", "2021-03-15-1", "-2021-03"] {
      #expect(DataMonth(text) == nil, "\(text)")
    }
  }
}
