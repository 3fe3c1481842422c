import Foundation
import GRDB
import Testing
import WerkfitReport
import WerkfitStudy

@testable import WerkfitArchive

@Suite("Looking an archive over")
struct VerificationTests {
  /// An archive with three runs, and a connection past its guards.
  private func opened(_ place: Place) throws -> (RunArchive, DatabaseQueue) {
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    for seed in 1...3 { try archive.append(try SampleRuns.run(seed: UInt64(seed), keepsDraws: true)) }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    return (archive, try DatabaseQueue(path: place.path("a.sqlite"), configuration: configuration))
  }

  /// Does something that the guards would refuse, and puts them back.
  private func tamper(_ database: DatabaseQueue, _ sql: String) throws {
    try database.write { db in
      let guards = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
      for row in guards { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
      try db.execute(sql: sql)
      for row in guards { try db.execute(sql: row["sql"] as String) }
    }
  }

  @Test("A sound archive is sound, and its runs come out the same with any number of threads")
  func sound() throws {
    let place = try Place()
    let (archive, _) = try opened(place)
    let found = try archive.verify(reruns: 3)
    #expect(found.isSound && found.runs == 3)
    #expect(found.reruns.map(\.run) == [3, 2, 1])
    #expect(found.reruns.allSatisfy { $0.isSame && $0.isOfSameVersion && $0.isOfSameMachine })
    for threads in [1, 2, 3] { #expect(try archive.run(2).rerun(threads: threads).isSame) }
    #expect(try archive.run(2).rerun().findings == archive.run(2).findings)
  }

  @Test(
    "Whatever of a run is changed, its checksum tells",
    arguments: [
      "UPDATE run SET title = 'x' WHERE id = 2",
      "UPDATE run SET made = '2020-01-01T00:00:00.000Z' WHERE id = 2",
      "UPDATE run SET question = NULL WHERE id = 2", "UPDATE run SET version = '9' WHERE id = 2",
      "UPDATE run SET stream = 9 WHERE id = 2", "UPDATE run SET seed = '9' WHERE id = 2",
      "UPDATE run SET replications = 9 WHERE id = 2", "UPDATE run SET detail = 'full' WHERE id = 2",
      "UPDATE run SET settings = replace(settings, '40', '41') WHERE id = 2",
      "UPDATE run SET environment = replace(environment, 'glibc', 'x') WHERE id = 2",
      "UPDATE run SET findings = replace(findings, '0', '1') WHERE id = 2",
      "UPDATE run SET hash = 'x' WHERE id = 2",
      "UPDATE draw SET numbers = zeroblob(8) WHERE run = 2 AND position = 1",
      "UPDATE draw SET key = 'x' WHERE run = 2 AND position = 0",
      "DELETE FROM draw WHERE run = 2 AND position = 0",
    ])
  func changed(sql: String) throws {
    let place = try Place()
    let (archive, database) = try opened(place)
    try tamper(database, sql)
    let found = try archive.verify(reruns: 3)
    #expect(found.problems.map(\.kind) == [.checksum] && found.problems.map(\.run) == [2])
    // What is wrong already is not done again.
    #expect(found.reruns.map(\.run) == [3, 1])
  }

  @Test("A change to a study tells in every run of it")
  func changedStudy() throws {
    let place = try Place()
    let (archive, database) = try opened(place)
    try tamper(database, "UPDATE study_file SET text = replace(text, '8', '9') WHERE position = 0")
    let found = try archive.verify()
    #expect(found.problems.map(\.kind) == [.checksum, .checksum, .checksum])
  }

  @Test("A run that is gone without prune is missed, and guards that are gone too")
  func lost() throws {
    let place = try Place()
    let (archive, database) = try opened(place)
    try tamper(database, "DELETE FROM draw WHERE run = 3; DELETE FROM run WHERE id = 3")
    #expect(try archive.verify().problems == [.init(kind: .lostRun, run: 3, detail: "")])
    try database.write { try $0.execute(sql: "DROP TRIGGER run_is_only_pruned") }
    #expect(try archive.verify().problems.map(\.kind) == [.guards, .lostRun])
    try database.write { try $0.execute(sql: "DELETE FROM run WHERE id = 1") }
    let kinds = try archive.verify().problems.map(\.kind)
    #expect(kinds.contains(.reference) && kinds.filter { $0 == .lostRun }.count == 2)
  }

  @Test("Of another version or machine a difference is said, and is no error")
  func otherVersion() throws {
    let place = try Place()
    let (archive, database) = try opened(place)
    let own = Program.version
    try tamper(
      database,
      """
      UPDATE run SET version = '0.0.1', findings = replace(findings, '"version":"\(own)"', '"version":"0.0.1"')
      WHERE id = 1
      """)
    let same = try archive.run(1).rerun()
    #expect(same.isSame && !same.isOfSameVersion && same.isOfSameMachine)
    try tamper(
      database, "UPDATE run SET findings = replace(findings, '\"mean\":', '\"mean\":1') WHERE id = 1")
    let other = try archive.run(1).rerun()
    #expect(!other.isSame)
    let told = ArchiveVerification.Rerun(
      run: 1, isSame: false, isOfSameVersion: false, isOfSameMachine: true)
    #expect(!told.isWrong)
    #expect(
      ArchiveVerification.Rerun(run: 1, isSame: false, isOfSameVersion: true, isOfSameMachine: true).isWrong)
  }

  @Test("What differs between two runs is named")
  func differences() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    let changes = [StudyOverride(path: "doelgroepen.mensen.size", value: "12")]
    try archive.append(try SampleRuns.run())
    try archive.append(try SampleRuns.run())
    try archive.append(try SampleRuns.run(seed: 2, changes: changes))
    let (one, two, three) = (try archive.run(1), try archive.run(2), try archive.run(3))
    #expect(RunDifference(one, two).isEmpty)
    let found = RunDifference(one, three)
    #expect(found.settings.map(\.key) == ["seed"] && found.changesNew == changes && found.texts.isEmpty)
    #expect(!found.hasSameFindings)
    var edited = three
    edited.sources.files[0].text = one.sources.files[0].text.replacing("size: 8", with: "size: 9")
    let texts = RunDifference(one, edited).texts
    #expect(texts.map(\.path) == [""] && texts.first?.lines.map(\.isAdded) == [false, true])
    #expect(texts.first?.lines.map(\.number) == [9, 9])
    let document = RunDifference(one, edited).document(language: .dutch)
    #expect(document.tables.map(\.key).starts(with: ["settings", "changes", "text:"]))
    #expect(document.tables.contains { $0.key.hasPrefix("outcomes:beter") })
    #expect(
      RunDifference(one, two).document(language: .english).findings.contains(
        "The findings are the same, byte for byte."))
  }
}
