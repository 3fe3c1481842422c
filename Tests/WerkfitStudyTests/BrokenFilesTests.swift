import Foundation
import Testing

@testable import WerkfitStudy

@Suite struct BrokenFilesTests {
  @Test("Each broken file gets its message", arguments: BrokenFile.all)
  func eachBrokenFileGetsItsMessage(file: BrokenFile) {
    let (reading, seconds) = readTimed(file.path)
    let severities = Set(file.expected.map(\.severity))
    let told = reading.diagnostics.filter { severities.contains($0.severity.rawValue) }
    let listed = told.map { $0.text() }.joined(separator: "\n")

    for expected in file.expected {
      let match = told.first { expected.isAbout($0, of: file.path) }
      #expect(
        match != nil, "nothing at \(expected.line):\(expected.column) \(expected.keyPath) in\n\(listed)")
      guard let text = match?.text(in: .dutch) else { continue }
      for word in expected.words { #expect(text.contains(word), "no “\(word)” in \(text)") }
    }
    // No problem brings others along that are none.
    #expect(told.count == file.expected.count, "\(listed)")
    #expect((reading.study == nil) == severities.contains("error"), "\(listed)")
    #expect(seconds < patience)
  }

  @Test("There are at least 60 broken files, and each is in the table")
  func everyFileIsInTheTable() throws {
    #expect(BrokenFile.all.count >= 60)
    let folder = try #require(BrokenFile.folder)
    let present = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(Set(present) == Set(BrokenFile.all.map(\.name)))
  }

  @Test("Every message exists in English too", arguments: BrokenFile.all)
  func everyMessageExistsInEnglish(file: BrokenFile) {
    for diagnostic in StudyReader.read(file: file.path).diagnostics {
      let dutch = diagnostic.text(in: .dutch)
      let english = diagnostic.text(in: .english)
      #expect(english != dutch)
      #expect(!english.contains(" gevonden") && !english.contains(" verwacht"), "\(english)")
    }
  }
}
