import Foundation
import Testing
import WerkfitStudy

@testable import WerkfitReport

@Suite("The workbook of a study")
struct StudyWorkbookTests {
  /// Two scenarios, two parties, two years; all numbers add up.
  static func content(_ language: Language = .dutch) -> WorkbookContent {
    var content = WorkbookContent(
      title: "Wat levert het op?", question: "=Vraag?",
      run: .init(
        version: "0.1.0", seed: 7, replications: 3, studyHash: "abc",
        created: Date(timeIntervalSince1970: 1_600_000_000)),
      scenarios: [
        .init(key: "zonder", label: "Doorgaan zonder"),
        .init(key: "met", label: "@Met traject", note: "noot"),
      ],
      reference: 0, language: language)
    content.sentences = ["Een.", "Twee.", "Drie."]
    let estimate = { (mean: Double) in
      WorkbookContent.Estimate(
        mean, interval80: .init(mean - 10, mean + 10), interval95: .init(mean - 20, mean + 30))
    }
    content.outcomes = [
      .init(
        key: "balance:gemeente", label: "Saldo gemeente", unit: "money",
        values: [estimate(100), estimate(2500)],
        differences: [nil, estimate(2400)]),
      .init(
        key: "balance:client", label: "Saldo cliënt", unit: "money", values: [estimate(0), estimate(500)],
        differences: [nil, estimate(499)]),
      .init(
        key: "benefitSaved", label: "Minder uitkering", unit: "money", values: [nil, nil],
        differences: [nil, estimate(321)]),
      .init(
        key: "netExits", label: "Extra", unit: "persons", values: [estimate(1), .init(.nan)],
        differences: [nil, nil]),
    ]
    content.headlines = [
      .init("balance:gemeente", isDifference: true), .init("netExits", isDifference: false),
      .init("?", isDifference: true),
    ]
    content.balance = "balance:gemeente"
    content.partyYears = .init(
      years: [2021, 2022],
      parties: [
        .init(key: "gemeente", label: "Gemeente", outcome: "balance:gemeente"),
        .init(key: "client", label: ">Cliënt", outcome: "balance:client"),
      ],
      amounts: [[[60, 0], [40, 0]], [[1500, 250], [1000, 250]]], perspective: 0)
    content.bookings = [
      .init(key: "a", label: "Overdracht", from: 0, to: 1, amounts: [50, 700]),
      .init(key: "b", label: "Opbrengst", from: nil, to: 0, amounts: [150, 3200]),
      .init(key: "c", label: "Eigen tijd", from: 1, to: nil, amounts: [50, 200]),
    ]
    content.funds = [.init(label: "Fonds", budget: [0, 1000], paid: [0, 900.5], left: [0, 99.5])]
    content.assumptions = [.init(key: "k", label: "Kans", value: 0.05, unit: "per maand", isShare: true)]
    content.draws = .init(
      numbers: [1, 2, 3],
      columns: [
        .init(
          key: "balance:gemeente", label: "Saldo", scenario: 1, unit: "money", values: [2400, 2500, 2600]),
        .init(key: "k", label: "Kans", scenario: nil, unit: "plain", values: [1, 2, .nan]),
      ], total: 3)
    return content
  }

  func sheet(_ name: String, of workbook: Workbook) throws -> Workbook.Sheet {
    try #require(workbook.sheets.first { $0.name == name })
  }

  @Test("Both languages can be written, with every sheet", arguments: Language.allCases)
  func languages(_ language: Language) throws {
    let workbook = StudyWorkbook(Self.content(language)).workbook()
    #expect(workbook.sheets.count == 10)
    #expect(workbook.sheets.first?.name == (language == .dutch ? "Samenvatting" : "Summary"))
    #expect(try workbook.encoded() == workbook.encoded())
  }

  @Test("Properties hold version and seed")
  func properties() throws {
    let made = try Unzipped(StudyWorkbook(Self.content()).workbook())
    #expect(made["docProps/core.xml"].contains("startgetal 7"))
    #expect(made["docProps/core.xml"].contains("werkfit 0.1.0"))
    #expect(made["docProps/custom.xml"].contains("<vt:lpwstr>7</vt:lpwstr>"))
  }

  @Test(
    "A difference is a formula where it is the difference of the means, and a number with a reason elsewhere")
  func differences() throws {
    let sheet = try sheet("Vergelijking", of: StudyWorkbook(Self.content()).workbook())
    let rows = sheet.rows.filter { row in row.cells.contains { $0 == .text("Verschil", Looks.word) } }
    #expect(rows.count == 3)
    guard case .formula(let formula, .number(let value), _) = rows[0].cells[4] else {
      Issue.record("no formula")
      return
    }
    #expect(formula == "E5-$D5")
    #expect(value == 2400)
    guard case .number(499, _) = rows[1].cells[4], case .text(let remark, _) = rows[1].cells[5] else {
      Issue.record("no number")
      return
    }
    #expect(remark.contains("geen formule"))
    guard case .text(let derived, _) = rows[2].cells[5] else { return }
    #expect(derived.contains("alleen als verschil"))
  }

  @Test("Sums, differences and checks come to what they say")
  func sums() throws {
    let workbook = StudyWorkbook(Self.content()).workbook()
    let years = try sheet("Per jaar en partij", of: workbook)
    let total = try #require(years.rows.last { $0.cells.first?.number == nil && $0.cells.count == 4 })
    #expect(total.cells.dropFirst().compactMap(\.number) == [2.5, 0.5, 3])
    let differences = try sheet("Verschil per jaar", of: workbook)
    guard case .formula(let formula, .number(let value), _) = differences.rows[5].cells[1] else {
      Issue.record("no formula")
      return
    }
    #expect(formula == "'Per jaar en partij'!B11-'Per jaar en partij'!B6")
    #expect(abs(value - 1.44) < 1e-12)
    let checks = try sheet("Controles", of: workbook)
    let verdicts = checks.rows.compactMap { row -> String? in
      guard row.cells.count == 7, case .formula(_, .text(let text), _) = row.cells[6] else { return nil }
      return text
    }
    // Only the client's difference, which was given as 499 and adds to 500, is wrong.
    #expect(verdicts.count == 14)
    #expect(verdicts.filter { $0 == "✗ klopt niet" }.count == 1)
    guard case .formula(_, .text(let verdict), _) = checks.rows[3].cells[0] else { return }
    #expect(verdict == "✗ Niet kloppend: 1 van de 14 controles")
  }

  @Test("Differences that are given are numbers, and their totals formulas")
  func givenDifferences() throws {
    var content = Self.content()
    content.partyYears?.differences = [[], [[1, 2], [3, 4]]]
    let sheet = try sheet("Verschil per jaar", of: StudyWorkbook(content).workbook())
    guard case .number(0.001, _) = sheet.rows[5].cells[1],
      case .formula(_, .number(0.004), _) = sheet.rows[7].cells[1]
    else {
      Issue.record("\(sheet.rows[5].cells)")
      return
    }
  }

  @Test("At most ten thousand draws are written, and less than all are not checked against the outcomes")
  func manyDraws() throws {
    var content = Self.content()
    content.draws = .init(
      numbers: Array(1...12_000),
      columns: [
        .init(
          key: "balance:gemeente", label: "Saldo", scenario: 1, unit: "money",
          values: Array(repeating: 1, count: 12_000))
      ],
      total: 12_000)
    let workbook = StudyWorkbook(content).workbook()
    let draws = try sheet("Trekkingen", of: workbook)
    #expect(draws.blocks.first?.columns.first?.count == 10_000)
    guard case .text(let subtitle, _) = draws.rows[1].cells[0] else { return }
    #expect(subtitle.contains("eerste 10.000 van 12.000"))
    let checks = try sheet("Controles", of: workbook)
    #expect(
      !checks.rows.contains {
        $0.cells.first == .text("Het gemiddelde van de trekkingen is de uitkomst", Looks.word)
      })
  }

  @Test("Every chart has a title, axes that say what they measure, and an alternative text with numbers")
  func charts() throws {
    let made = try Unzipped(StudyWorkbook(Self.content()).workbook())
    let drawings = made.parts.filter { $0.key.hasPrefix("xl/drawings/drawing") }.values.joined()
    let charts = made.parts.keys.filter { $0.hasPrefix("xl/charts/chart") }
    #expect(charts.count == 4)
    #expect(drawings.components(separatedBy: " descr=\"").count == charts.count + 1)
    #expect(drawings.contains("@Met traject: 2; in 80% van de doorrekeningen van 2 tot 2."))
  }

  @Test("An empty study gives a workbook too", arguments: [0, 1])
  func empty(_ scenarios: Int) throws {
    let content = WorkbookContent(
      title: "", run: .init(version: "", seed: 0, replications: 0, created: .distantPast),
      scenarios: Array([WorkbookContent.Scenario(key: "a", label: "")].prefix(scenarios)), reference: 0)
    #expect(try StudyWorkbook(content).workbook().encoded().count > 1000)
  }

  @Test("Lists that are too short or a wrong reference do no harm")
  func ragged() throws {
    var content = Self.content()
    content.reference = 9
    content.outcomes[0].values = []
    content.outcomes[1].differences = []
    content.partyYears?.amounts = [[[1]]]
    content.bookings[0].amounts = []
    content.bookings[1].to = 12
    content.funds[0].left = []
    content.draws?.numbers = [1]
    content.draws?.columns[0].scenario = 44
    content.partyYears?.perspective = 5
    #expect(try StudyWorkbook(content).workbook().encoded().count > 1000)
  }

  @Test("What is no number spoils no formula")
  func noNumbers() throws {
    var content = Self.content()
    content.partyYears?.amounts[1][0][0] = .nan
    content.bookings[1].amounts[1] = .infinity
    content.funds[0].paid[1] = .nan
    content.checks = [.init("Toets", subject: "", computed: .nan, expected: 0)]
    let workbook = StudyWorkbook(content).workbook()
    let made = try Unzipped(workbook)
    #expect(made.strings.contains("niet berekend"))
    let checks = try sheet("Controles", of: workbook)
    #expect(checks.rows.last?.cells.last == .text("✗ klopt niet", Looks.good))
  }

  @Test("Hostile labels everywhere stay text")
  func hostile() throws {
    var content = Self.content()
    content.title = "=cmd|'/c calc'!A1"
    content.sentences = ["+1", "-1", "@x"]
    content.unpriced = ["=x"]
    content.scenarios[1].label = "=1+1\u{1}"
    content.terms = [.init("=a", "=b")]
    let made = try Unzipped(StudyWorkbook(content).workbook())
    let formulas = made.parts.filter { $0.key.hasPrefix("xl/worksheets/sheet") }.values.joined()
      .components(separatedBy: "<f>").dropFirst()
    #expect(!formulas.contains { $0.hasPrefix("cmd") || $0.hasPrefix("1+1") || $0.hasPrefix("x<") })
    let charts = made.parts.filter { $0.key.hasPrefix("xl/charts/") }.values.joined()
    #expect(!charts.contains("<c:f>1+1"))
  }
}
