import Foundation
import Testing
import WerkfitStudy

@testable import WerkfitReport

@Suite("Workbooks as plain values")
struct WorkbookTests {
  @Test(
    "What looks like a formula stays text", arguments: ["=1+1", "+31 6", "-x", "@SUM(A1)", "\t=1", "\r=1"])
  func hostileText(_ text: String) throws {
    let made = try Unzipped(.test([[.text(text)]]))
    #expect(!made.sheet(1).contains("<f>"))
    #expect(made.cell("A1", sheet: 1).contains("t=\"s\""))
    #expect(made["xl/styles.xml"].contains("numFmtId=\"49\""))
  }

  @Test("Text is escaped, and control characters are replaced")
  func escaping() throws {
    let made = try Unzipped(
      .test([
        [.text("a < b & \"c\"")], [.text("nul\0bel\u{7}esc\u{1B}")], [.text("_x0041_")], [.text("\u{FFFF}")],
      ]))
    #expect(made.strings[0] == "a &lt; b &amp; \"c\"")
    #expect(made.strings[1] == "nul\u{FFFD}bel\u{FFFD}esc\u{FFFD}")
    // Excel reads _x005F_ as the underscore, so that no letter A appears.
    #expect(made.strings[2] == "_x005F_x0041_")
    #expect(made.strings[3] == "\u{FFFD}")
  }

  @Test("Text longer than a cell holds is cut with a sign, also where letters count double")
  func longText() {
    #expect(Workbook.cellText(String(repeating: "a", count: 32_767)).utf16.count == 32_767)
    let cut = Workbook.cellText(String(repeating: "a", count: 40_000))
    #expect(cut.utf16.count == 32_767)
    #expect(cut.hasSuffix("a…"))
    let wide = Workbook.cellText(String(repeating: "😀", count: 20_000))
    #expect(wide.utf16.count <= 32_767)
    #expect(wide.hasSuffix("😀…"))
  }

  @Test("A long text is written")
  func longTextIsWritten() throws {
    let made = try Unzipped(.test([[.text(String(repeating: "é", count: 50_000))]]))
    #expect(made.strings.first?.utf16.count == 32_767)
  }

  @Test("What is no number says so", arguments: [Double.nan, .infinity, -.infinity])
  func noNumbers(_ value: Double) throws {
    let made = try Unzipped(
      .test([[.number(value), .formula("1/0", value: .number(value))]]) { sheet in
        sheet.blocks = [.init(origin: .init(2, 0), columns: [[1, value]], styles: [])]
      })
    #expect(made.strings == ["niet berekend"])
    #expect(!made.sheet(1).contains("<f>"))
    #expect(made.cell("A3", sheet: 1).contains("<v>1</v>"))
    #expect(made.cell("A4", sheet: 1).contains("t=\"s\""))
    var english = Workbook.test([[.number(value)]])
    english.language = .english
    #expect(try Unzipped(english).strings == ["not computed"])
  }

  @Test("Formulas are written with their value")
  func formulas() throws {
    let made = try Unzipped(
      .test([
        [.number(1.5), .number(2.25), .formula("SUM(A1:B1)", value: .number(3.75))],
        [.formula("IF(C1>3,\"ja\",\"nee\")", value: .text("ja"))],
      ]))
    #expect(made.cell("C1", sheet: 1) == "<c r=\"C1\"><f>SUM(A1:B1)</f><v>3.75</v></c>")
    #expect(made.cell("A2", sheet: 1).contains("t=\"str\""))
    #expect(made.cell("A2", sheet: 1).contains("<v>ja</v>"))
  }

  @Test("Minus zero is zero")
  func minusZero() throws {
    #expect(try Unzipped(.test([[.number(-0.0)]])).cell("A1", sheet: 1).contains("<v>0</v>"))
  }

  @Test("Months are dates, and what is no month is text")
  func months() throws {
    let made = try Unzipped(.test([[.month(year: 2021, month: 3), .month(year: 2021, month: 13)]]))
    #expect(made.cell("A1", sheet: 1).contains("<v>44256</v>"))
    #expect(made.strings == ["2021-13"])
  }

  @Test("The same workbook gives the same bytes")
  func reproducible() throws {
    let workbook = Workbook.test([[.text("a"), .number(1)]])
    #expect(try workbook.encoded() == workbook.encoded())
    #expect(try Unzipped(workbook)["docProps/core.xml"].contains("2020-09-13T12:26:40Z"))
  }

  @Test("Names of sheets are mended")
  func sheetNames() {
    #expect(Workbook.sheetName("a/b:c*d?e[f]g\\h", besides: []) == "a-b-c-d-e-f-g-h")
    #expect(Workbook.sheetName("", besides: []) == "Blad")
    #expect(Workbook.sheetName("''", besides: []) == "Blad")
    #expect(Workbook.sheetName("'naam'", besides: []) == "naam")
    #expect(Workbook.sheetName("History", besides: []) == "History-")
    #expect(Workbook.sheetName("Blad", besides: ["blad", "BLAD (2)"]) == "Blad (3)")
    let long = String(repeating: "x", count: 40)
    #expect(Workbook.sheetName(long, besides: []).count == 31)
    #expect(Workbook.sheetName(long, besides: [String(long.prefix(31))]).hasSuffix("x (2)"))
    #expect(Workbook.sheetName(String(repeating: "😀", count: 40), besides: []).utf16.count <= 31)
  }

  @Test(
    "Names that Excel refuses are an error that names the sheet",
    arguments: ["a/b", "", String(repeating: "x", count: 32), "'a"])
  func refusedNames(_ name: String) {
    #expect(throws: WorkbookError.self) { try Workbook.test([], name: name).encoded() }
  }

  @Test("Two sheets cannot share a name")
  func doubleNames() {
    var workbook = Workbook.test([])
    workbook.sheets.append(Workbook.Sheet(name: "blad"))
    #expect(throws: WorkbookError.self) { try workbook.encoded() }
  }

  @Test("A workbook without sheets is an error")
  func noSheets() {
    var workbook = Workbook.test([])
    workbook.sheets = []
    #expect(throws: WorkbookError.self) { try workbook.encoded() }
  }

  @Test("A sheet that is too large is an error, not a crash")
  func tooLarge() {
    let workbook = Workbook.test([]) {
      $0.blocks = [.init(origin: .init(1_048_576, 0), columns: [[1]], styles: [])]
    }
    #expect(throws: WorkbookError.self) { try workbook.encoded() }
    let negative = Workbook.test([]) { $0.blocks = [.init(origin: .init(-1, 0), columns: [[1]], styles: [])] }
    #expect(throws: WorkbookError.self) { try negative.encoded() }
  }

  @Test("A place that cannot be written is said so, and nothing is left behind")
  func cannotWrite() throws {
    let missing = FileManager.default.temporaryDirectory.appendingPathComponent(
      "is-er-niet-\(UUID().uuidString)/x.xlsx")
    let error = #expect(throws: WorkbookError.self) { try Workbook.test([]).write(to: missing.path) }
    #expect(error?.isAboutPlace == true)
    #expect(error?.sentence.dutch.contains("kan niet worden geschreven") == true)
    // A folder stands in the place.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("map-\(UUID().uuidString)")
    let place = folder.appendingPathComponent("x.xlsx")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: WorkbookError.self) { try Workbook.test([]).write(to: place.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.xlsx"])
  }

  @Test("Formats follow the language and the currency")
  func formats() {
    let money = Workbook.NumberFormat.money(decimals: 0)
    #expect(money.code(language: .dutch, currency: "EUR") == "[$-413]\"€\" #,##0;[$-413]\"€\" -#,##0")
    #expect(money.code(language: .english, currency: "USD") == "[$-809]\"USD \"#,##0;[$-809]-\"USD \"#,##0")
    #expect(
      Workbook.NumberFormat.number(decimals: 1).code(language: .dutch, currency: "EUR") == "[$-413]#,##0.0")
  }

  @Test("Addresses are as in formulas")
  func addresses() {
    #expect(Workbook.Address(0, 0).text == "A1")
    #expect(Workbook.Address(9, 25).text == "Z10")
    #expect(Workbook.Address(0, 26).text == "AA1")
    #expect(Workbook.Address(0, 701).text == "ZZ1")
    #expect(Workbook.Address(0, 702).fixed == "$AAA$1")
    #expect(Workbook.Address(0, 16_383).text == "XFD1")
    let reference = Workbook.Reference("d'Oude", Workbook.Range(.init(0, 0), .init(1, 1)))
    #expect(reference.fixed == "'d''Oude'!$A$1:$B$2")
  }

  @Test("Links lead to a cell, layout and notes are kept")
  func layout() throws {
    let made = try Unzipped(
      .test([[.link("naar <elders>", sheet: "Blad", address: .init(4, 1))]]) { sheet in
        sheet.frozen = .init(1, 1)
        sheet.repeatedRows = 0...0
        sheet.header = "1 & meer"
        sheet.footer = "voet"
        sheet.zoom = 5000
        sheet.notes = [.init(.init(0, 0), "let <op>")]
        sheet.filter = Workbook.Range(.init(0, 0), .init(3, 2))
      })
    let sheet = made.sheet(1)
    #expect(sheet.contains("location=\"'Blad'!B5\""))
    #expect(sheet.contains("ySplit=\"1\""))
    #expect(sheet.contains("zoomScale=\"400\""))
    #expect(sheet.contains("paperSize=\"9\""))
    #expect(sheet.contains("orientation=\"landscape\""))
    #expect(sheet.contains("&amp;L 1 &amp;&amp; meer"))
    #expect(sheet.contains("autoFilter ref=\"A1:C4\""))
    #expect(made["xl/comments1.xml"].contains("let &lt;op&gt;"))
    #expect(made["xl/workbook.xml"].contains("_xlnm.Print_Titles"))
  }

  @Test("Highlights count letters, not bytes")
  func highlights() throws {
    let made = try Unzipped(
      .test([[.text("✗ fout")]]) { sheet in
        let range = Workbook.Range(.init(0, 0), .init(4, 0))
        sheet.highlights = [.init(range, beginning: "✗ \"", style: Looks.bad)]
      })
    #expect(made.sheet(1).contains("<formula>LEFT(A1,3)=\"✗ \"\"\"</formula>"))
  }

  @Test("Charts of each kind refer to ranges and say what they show")
  func charts() throws {
    let kinds: [Workbook.Chart.Kind] = [.columns, .stackedColumns, .bars, .lines, .stackedAreas, .scatter]
    let made = try Unzipped(
      .test([[.text("a"), .number(1)], [.text("b"), .number(2)]]) { sheet in
        for (row, kind) in kinds.enumerated() {
          let range = { (column: Int) in
            Workbook.Reference("Blad", Workbook.Range(.init(0, column), .init(1, column)))
          }
          var series = Workbook.Series("=reeks", categories: range(0), values: range(1), colour: .init(0))
          (series.marker, series.lineWidth, series.labels) = (.diamond, 2, ["=een", "twee"])
          let chart = Workbook.Chart(
            kind, title: "=A1 <titel>", alternative: "Alt & tekst", series: [series],
            categoryAxis: .init("x <as>"), valueAxis: .init("y", numberFormat: .number(decimals: 0)))
          sheet.charts.append(.init(.init(row * 20, 3), chart))
        }
      })
    for number in 1...kinds.count {
      let chart = made["xl/charts/chart\(number).xml"]
      #expect(chart.contains("Blad!$B$1:$B$2"))
      // The numbers are in the chart too, for viewers that compute nothing.
      #expect(chart.contains("<c:v>2</c:v>"))
      #expect(chart.contains("\u{a0}=A1 &lt;titel&gt;"))
      #expect(chart.contains("x &lt;as&gt;"))
      #expect(!chart.contains("<c:f>A1"))
    }
    let drawing = made["xl/drawings/drawing1.xml"]
    #expect(drawing.components(separatedBy: "descr=\"Alt &amp; tekst\"").count == kinds.count + 1)
  }
}
