import Foundation
import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

@testable import WerkfitReport

@Suite("Formats")
struct FormatTests {
  @Test("Reading the JSON back gives the same comparison")
  func roundTrip() throws {
    let document = ResultDocument(StudyComparison(of: SampleStudy.result(draws: 20), detail: .full))
    let back = try JSONDecoder().decode(ResultDocument.self, from: Data(try document.json().utf8))
    #expect(back == document)
  }

  @Test("Every line of the CSV has six fields and every number is the one that was computed")
  func csv() throws {
    let comparison = StudyComparison(of: SampleStudy.result(draws: 20))
    let lines = ComparisonReport(comparison).csv().components(separatedBy: "\r\n").dropLast()
    #expect(lines.first == "reading,scenario,outcome,measure,value,unit")
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 6 })
    let mean = try #require(comparison.base.outcome("netExits")?.differences[1]?.mean)
    let line = try #require(lines.first { $0.hasPrefix(",plekken,netExits,difference.mean,") })
    #expect(Double(line.split(separator: ",")[3]) == mean)
    #expect(lines.contains { $0.hasPrefix("per-start,scholing,balanceSociety,difference.upper95,") })
  }

  @Test("Fields of CSV are quoted where RFC 4180 asks for it")
  func quoting() {
    #expect("a,b".csvField == "\"a,b\"")
    #expect("say \"x\"".csvField == "\"say \"\"x\"\"\"")
    #expect("plain".csvField == "plain")
    #expect("two\nlines".csvField == "\"two\nlines\"")
    #expect(Double.nan.csvField == "")
    #expect(0.1.csvField == "0.1")
    #expect(2_000_000.0.csvField == "2000000")
  }

  @Test("Signs of Markdown in a label do not mark anything up")
  func markdown() {
    #expect("a|b*c_d<e>".markdown == "a\\|b\\*c\\_d\\<e\\>")
    let text = ComparisonReport(StudyComparison(of: SampleStudy.result(draws: 20))).markdown()
    let bars = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(!bars.isEmpty)
    #expect(Set(bars.map { $0.filter { $0 == "|" }.count }).count == 1)
  }

  @Test("What does not exist is said in words")
  func words() {
    let rows = ComparisonRows(
      StudyComparison(of: SampleStudy.result(draws: 20)),
      reading: StudyComparison(of: SampleStudy.result(draws: 20)).base, language: .dutch)
    func ratio(_ top: [Double], _ bottom: [Double]) -> Cell {
      rows.ratioCell(
        Ratio(of: ExpectationPerDraw(exact: top), over: ExpectationPerDraw(exact: bottom)), unit: "money")
    }
    #expect(ratio([1, 1], [0, 0]).main == "bestaat niet: er is niets om door te delen")
    #expect(ratio([1, 1], [-1, -1]).main == "bestaat niet: het verschil is negatief")
    #expect(ratio([9, 9], [3, 3]).main == "€\u{a0}3")
    #expect(rows.paybackCell(Payback(flows: [-1, 0])).main == "niet binnen de looptijd")
    #expect(rows.paybackCell(Payback(flows: [-1, 0, 2])).main == "na 2 maanden (maart 2021)")
    #expect(rows.paybackCell(Payback(flows: [1])).main == "staat nooit in de min")
  }

  @Test("The notes say for whom, over which horizon and discounted how something pays for itself")
  func paying() {
    let comparison = StudyComparison(of: SampleStudy.result(draws: 20))
    let notes = ReportNotes(
      comparison: comparison, say: Wording(language: .dutch), numbers: NumberText(language: .dutch))
    let paying = notes.paying ?? ""
    for part in ["voor de gemeenten", "84 maanden", "2,25% per jaar", "prijzen van 2021"] {
      #expect(paying.contains(part))
    }
    #expect(notes.assumptions.hasPrefix("1 van de 3 aannames is een eigen schatting"))
  }
}

@Suite("Golden files")
struct GoldenTests {
  /// Results of whole numbers without spread, so that every digit holds anywhere.
  static func comparison(_ scenarios: [String] = ["doorgaan", "plekken"]) -> StudyComparison {
    StudyComparison(of: SampleStudy.result(scenarios, draws: 4, chances: 1, hasSpread: false), detail: .full)
  }

  /// The folder of the golden files, beside this file.
  static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
  }

  @Test(
    "Output is as it was looked at and kept", arguments: ["text", "alles", "english", "markdown", "csv"])
  func golden(kind: String) throws {
    let comparison = Self.comparison()
    let text =
      switch kind {
      case "text": ComparisonReport(comparison).text()
      case "alles": ComparisonReport(comparison, showsEverything: true).text()
      case "english": ComparisonReport(comparison, language: .english).text()
      case "markdown": ComparisonReport(comparison).markdown()
      default: ComparisonReport(comparison).csv()
      }
    let file = Self.folder.appendingPathComponent("\(kind).txt")
    // `WERKFIT_GOLDEN=write swift test` keeps what is written now; look at the difference before committing.
    if ProcessInfo.processInfo.environment["WERKFIT_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == kept)
  }
}
