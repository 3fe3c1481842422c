import Foundation
import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

@testable import WerkfitReport

@Suite("Layout of text")
struct TextLayoutTests {
  static let sizes = [
    ["doorgaan"], ["doorgaan", "plekken"], ["doorgaan", "plekken", "scholing"],
    ["doorgaan", "plekken", "scholing", "midden"],
    ["doorgaan", "plekken", "scholing", "midden", "nadruk"],
  ]

  @Test("No line is wider than 80 characters", arguments: sizes, [false, true])
  func fitsEightyColumns(scenarios: [String], everything: Bool) {
    for language in Language.allCases {
      let comparison = StudyComparison(
        of: SampleStudy.result(scenarios, draws: 50), detail: everything ? .full : .headline)
      let text = ComparisonReport(comparison, language: language, showsEverything: everything).text()
      let widest = text.split(separator: "\n").max { $0.count < $1.count } ?? ""
      #expect(widest.count <= 80, "\(widest)")
    }
  }

  @Test("Every scenario and every headline row is named", arguments: sizes)
  func namesEverything(scenarios: [String]) {
    let comparison = StudyComparison(of: SampleStudy.result(scenarios, draws: 50))
    let text = ComparisonReport(comparison, language: .dutch).text()
      .replacing(#/\s+/#, with: " ")
    #expect(text.contains("Mensen begonnen"))
    #expect(text.contains("Saldo voor de gemeenten"))
    // Side by side the labels are broken over lines; in blocks they stand on one.
    for scenario in scenarios.dropFirst() where scenarios.count > 4 {
      #expect(text.contains(SampleStudy.labels[scenario] ?? "?"))
    }
    #expect(text.contains("PM (telt wel, maar heeft geen prijs): Gezondheid; Minder schulden."))
    #expect(text.contains("seed 1"))
    #expect(text.contains("K = 4"))
    #expect(text.contains("2,25% per jaar"))
    #expect(text.contains("dezelfde toevalsgetallen"))
  }

  @Test("Colour is only used when asked for")
  func colour() {
    let report = ComparisonReport(StudyComparison(of: SampleStudy.result(draws: 20)))
    #expect(!report.text().contains("\u{1b}"))
    #expect(report.text(style: TextStyle(isColoured: true)).contains("\u{1b}[1m"))
  }

  @Test("A word longer than a column is cut, not lost")
  func longWords() {
    let text = "a " + String(repeating: "x", count: 25) + " b"
    let lines = text.wrapped(to: 10)
    #expect(lines.allSatisfy { $0.count <= 10 })
    #expect(lines.joined().filter { $0 == "x" }.count == 25)
  }

  @Test("The course of a scenario fits 80 characters", arguments: [false, true])
  func course(everything: Bool) throws {
    let course = try #require(ScenarioCourse(of: SampleStudy.result(draws: 20), scenario: "scholing"))
    let text = CourseReport(course, showsEverything: everything).text()
    let widest = text.split(separator: "\n").max { $0.count < $1.count } ?? ""
    #expect(widest.count <= 80, "\(widest)")
    #expect(text.contains("In de bijstand"))
    #expect(ScenarioCourse(of: SampleStudy.result(draws: 20), scenario: "onbekend") == nil)
  }
}
