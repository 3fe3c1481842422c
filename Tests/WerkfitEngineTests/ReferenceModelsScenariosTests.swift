import Foundation
import Testing
import WerkfitStudy

/// The studies that come with the project.
@Suite("Studies that come with the project")
struct ShippedStudiesTests {
  static let files = [
    "Scenarios/gooi-bijstelling-2020.yaml", "Scenarios/werkfit-vergelijking.yaml",
    "Benchmarks/traject-1.yaml",
  ]

  /// A month on trial is one step and no more: the only thing the reader warns of.
  static let known = "under two steps on average (1)"

  @Test(
    "A study that comes with the project reads without an error or an unexpected warning", arguments: files)
  func readsClean(file: String) throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let reading = StudyReader.read(file: root.appendingPathComponent(file).path)
    #expect(reading.study != nil)
    let warnings = reading.diagnostics.map { $0.text(in: .english) }
    #expect(warnings.filter { !$0.contains(Self.known) } == [])
  }
}
