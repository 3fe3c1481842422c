import Foundation
import Testing

@testable import WerkfitStudy

@Suite struct ValidFilesTests {
  /// The studies under Valid; catalogues are in a folder of their own, and read by the studies that use them.
  static let paths: [String] = {
    guard let folder = Bundle.module.resourceURL?.appendingPathComponent("Valid"),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appendingPathComponent($0).path }
  }()

  @Test("Every valid file is accepted", arguments: paths)
  func everyValidFileIsAccepted(path: String) {
    let reading = StudyReader.read(file: path)
    let errors = reading.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map { $0.text() }.joined(separator: "\n"))")
    #expect(reading.study != nil)
  }

  @Test("There are at least 25 valid files")
  func thereAreEnoughFiles() {
    #expect(Self.paths.count >= 25)
  }
}
