import Testing
import WerkfitAnalysis

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
      let comparison = StudyComparison(of: SampleStudy.result(scenarios), detail: everything ? .full : .headline)
      let text = ComparisonReport(comparison, language: language, showsEverything: everything).text()
      let widest = text.split(separator: "\n").max { $0.count < $1.count } ?? ""
      #expect(widest.count <= 80, "\(widest)")
    }
  }

  @Test("show")
  func show() {
    for size in [Self.sizes[0], Self.sizes[2], Self.sizes[4]] {
      print(ComparisonReport(StudyComparison(of: SampleStudy.result(size))).text())
    }
    print(ComparisonReport(StudyComparison(of: SampleStudy.result(Self.sizes[2]), detail: .full), showsEverything: true).text())
  }
}
