import Foundation
import Testing
import WerkfitStudy

/// A study can be read again where its files are not.
@Suite("The texts of a study")
struct StudySourcesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    "Kept texts give the same study, with its catalogues and changes",
    arguments: ["Scenarios/gooi-bijstelling-2020.yaml", "Scenarios/pastiel.yaml", "Scenarios/voorbeeld.yaml"])
  func sameStudy(name: String) throws {
    let file = Self.root.appendingPathComponent(name).path
    let change = StudyOverride(path: "money.discount", value: "3%")
    let (study, _, sources) = StudyReader.readKeepingSources(file: file, overrides: [change])
    let read = try #require(study)
    #expect(Set(read.files).isSubset(of: sources.files.map(\.name)))
    let text = try JSONEncoder().encode(sources)
    let again = StudyReader.read(try JSONDecoder().decode(StudySources.self, from: text))
    #expect(words(try #require(again.study)) == words(read))
  }

  /// A study has no equality; its description shows every field, with those of a dictionary in any order.
  private func words(_ study: Study) -> [Substring] {
    String(describing: study).split { !$0.isLetter && !$0.isNumber }.sorted()
  }

  @Test("The hash follows texts and changes, not the folder")
  func hash() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("werkfit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = Self.root.appendingPathComponent("Scenarios/voorbeeld.yaml")
    let copy = folder.appendingPathComponent("kopie.yaml")
    try FileManager.default.copyItem(at: original, to: copy)
    func hash(_ file: URL, _ changes: [StudyOverride] = []) -> String {
      StudyReader.readKeepingSources(file: file.path, overrides: changes).sources.hash
    }
    #expect(hash(original) == hash(copy))
    #expect(hash(original) != hash(copy, [StudyOverride(path: "money.discount", value: "3%")]))
    let text = try String(contentsOf: copy, encoding: .utf8)
    try Data((text + "# anders\n").utf8).write(to: copy)
    #expect(hash(original) != hash(copy))
  }

  @Test("A text that is missing is named")
  func missing() {
    let file = Self.root.appendingPathComponent("Scenarios/gooi-bijstelling-2020.yaml").path
    var sources = StudyReader.readKeepingSources(file: file).sources
    #expect(sources.files.count > 1)
    sources.files.removeLast()
    let reading = StudyReader.read(sources)
    #expect(reading.study == nil)
    #expect(reading.diagnostics.contains { $0.kind == .missingFile })
    sources.files = []
    #expect(StudyReader.read(sources).study == nil)
  }
}
