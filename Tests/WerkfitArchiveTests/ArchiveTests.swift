import Foundation
import GRDB
import Testing
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

@testable import WerkfitArchive

@Suite("The archive")
struct ArchiveTests {
  @Test("What is listed and read is what was put in")
  func roundTrip() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    #expect(try archive.list().isEmpty && archive.count() == 0)
    let made = Date(timeIntervalSince1970: 1_790_000_000.125)
    let changes = [StudyOverride(path: "doelgroepen.mensen.size", value: "12")]
    let (result, comparison, sources) = try SampleRuns.computed(seed: .max, detail: .full, changes: changes)
    #expect(try archive.append(try SampleRuns.run()) == 1)
    #expect(
      try archive.append(
        NewRun(
          result, comparison: comparison, sources: sources, detail: .full, keepsDraws: true, made: made)) == 2
    )
    let list = try archive.list()
    #expect(list.map(\.id) == [2, 1])
    let summary = try #require(list.first)
    #expect(summary.made == made && summary.title == "Klein voorbeeld")
    #expect(summary.question == "Wat doet een betere kans?" && summary.file == "map/klein.yaml")
    #expect(summary.study == sources.hash && summary.changes == ["doelgroepen.mensen.size=12"])
    #expect(summary.seed == .max && summary.replications == 40 && summary.detail == .full)
    #expect(summary.hasDraws && list.last?.hasDraws == false && summary.version == Program.version)
    let run = try archive.run(2)
    #expect(run.summary == summary && run.sources == sources && run.environment == .present)
    #expect(try run.document() == ResultDocument(comparison) && run.comparison() == comparison)
    var settings = result.settings
    settings.threads = 0
    #expect(run.settings == settings)
    #expect(try archive.list(newest: 1).map(\.id) == [2] && archive.list(before: 2).map(\.id) == [1])
    #expect(try archive.titles() == ["Klein voorbeeld"])
    #expect(try archive.list(newest: 1, before: 2, title: "Klein voorbeeld").map(\.id) == [1])
    #expect(try archive.list(title: "Een andere studie").isEmpty)
    // A second connection, which may only look, sees the same.
    let looking = try RunArchive(place.path("a.sqlite"), access: .reading)
    #expect(try looking.list() == list && looking.run(2) == run)
    #expect(throws: ArchiveError.self) { try looking.append(try SampleRuns.run()) }
  }

  @Test("Draws come back as they were")
  func draws() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    let (result, comparison, sources) = try SampleRuns.computed()
    try archive.append(
      NewRun(result, comparison: comparison, sources: sources, detail: .headline, keepsDraws: true))
    let draws = try StudyDraws(of: result, comparison: comparison)
    let kept = try archive.draws(of: 1)
    for (index, scenario) in draws.scenarios.enumerated() {
      for outcome in draws.outcomes {
        let found = kept.first { $0.kind == .outcome && $0.scenario == scenario && $0.key == outcome.key }
        #expect(found?.values == draws.values(of: outcome.key, scenario: index))
        #expect(found?.chancesPerDraw == draws.chancesPerDraw)
      }
    }
    let kans = kept.first { $0.kind == .parameter && $0.key == "kans" }
    #expect(kans?.values == draws.parameters.first { $0.name == "kans" }?.values)
    #expect(kept.contains { $0.kind == .difference && $0.scenario == "beter" })
    try archive.append(try SampleRuns.run())
    #expect(try archive.draws(of: 2).isEmpty)
  }

  @Test("The same texts are kept once, and go with their last run")
  func studiesOnce() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    for seed in 1...3 { try archive.append(try SampleRuns.run(seed: UInt64(seed))) }
    let other = [StudyOverride(path: "doelgroepen.mensen.size", value: "9")]
    try archive.append(try SampleRuns.run(changes: other))
    func studies() throws -> Int? {
      try archive.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM study") }
    }
    #expect(try studies() == 2)
    #expect(try archive.prune(.keep(newest: 1)).map(\.id) == [3, 2, 1])
    #expect(try studies() == 1)
    #expect(try archive.run(4).sources.changes == other)
  }

  @Test("Nothing is changed or removed, whichever program tries")
  func appendOnly() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    let other = [StudyOverride(path: "doelgroepen.mensen.size", value: "9")]
    try archive.append(try SampleRuns.run(keepsDraws: true, changes: other))
    try archive.append(try SampleRuns.run())
    try archive.prune(.keep(newest: 1))
    try archive.append(try SampleRuns.run(keepsDraws: true, changes: other))
    let plain = try DatabaseQueue(path: place.path("a.sqlite"))
    let before = try plain.read { try Row.fetchAll($0, sql: "SELECT * FROM run").map(\.description) }
    var tries = ["run", "draw", "study", "study_file", "study_change", "pruned"].map { "DELETE FROM \($0)" }
    tries += [
      "UPDATE run SET title = 'x'", "UPDATE draw SET key = 'x'", "UPDATE study SET checksum = 'x'",
      "UPDATE study_file SET text = 'x'", "UPDATE study_change SET value = 'x'",
      "UPDATE pruned SET time = 'x'",
      "INSERT OR REPLACE INTO run SELECT * FROM run", "INSERT OR REPLACE INTO draw SELECT * FROM draw",
      "INSERT INTO run SELECT 1, made, title, question, study, hash, version, stream, seed, replications, detail, "
        + "settings, environment, findings, checksum FROM run WHERE id = 2",
      "INSERT INTO pruned SELECT 99, made, title, checksum, made, version FROM run WHERE id = 2",
    ]
    for sql in tries {
      #expect(throws: DatabaseError.self, "\(sql)") { try plain.write { try $0.execute(sql: sql) } }
    }
    let after = try plain.read { try Row.fetchAll($0, sql: "SELECT * FROM run").map(\.description) }
    #expect(before == after)
    #expect(try archive.verify().isSound)
  }

  @Test("Numbers are never used again, and what was pruned stays on record")
  func numbers() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    let day = Date(timeIntervalSince1970: 1_700_000_000)
    for index in 0..<3 {
      try archive.append(try SampleRuns.run(made: day.addingTimeInterval(Double(index) * 86_400)))
    }
    #expect(try archive.pruned(by: .before(day.addingTimeInterval(86_400))).map(\.id) == [1])
    #expect(try archive.prune(.before(day.addingTimeInterval(86_400))).map(\.id) == [1])
    #expect(try archive.prune(.keep(newest: 0)).map(\.id) == [3, 2])
    #expect(try archive.append(try SampleRuns.run()) == 4)
    let found = try archive.verify()
    #expect(found.isSound && found.runs == 1 && found.pruned == 3)
    let error = #expect(throws: ArchiveError.self) { try archive.run(2) }
    guard case .prunedRun(2, _) = error?.problem else { Issue.record("\(String(describing: error))"); return }
    #expect(throws: ArchiveError(place.path("a.sqlite"), .unknownRun(5))) { try archive.run(5) }
  }

  @Test("Many writers at once: every run is there, under a number of its own")
  func manyWriters() async throws {
    let place = try Place()
    let path = place.path("a.sqlite")
    let run = try SampleRuns.run()
    // Each opens the file itself, the first of them making it.
    let ids = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<6 {
        group.addTask {
          let archive = try RunArchive(path, access: .writing)
          return try (0..<5).map { _ in try archive.append(run) }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ids.sorted() == Array(1...30))
    let archive = try RunArchive(path, access: .reading)
    #expect(try archive.verify().isSound && archive.count() == 30)
  }

  @Test("Nothing is written to an archive that was moved away while it was open")
  func moved() throws {
    let place = try Place()
    let archive = try RunArchive(place.path("a.sqlite"), access: .writing)
    try archive.append(try SampleRuns.run())
    try FileManager.default.moveItem(atPath: place.path("a.sqlite"), toPath: place.path("b.sqlite"))
    let gone = ArchiveError(place.path("a.sqlite"), .moved)
    #expect(throws: gone) { try archive.append(try SampleRuns.run()) }
    let new = try RunArchive(place.path("c.sqlite"), access: .writing)
    try new.append(try SampleRuns.run())
    #expect(throws: gone) { try archive.prune(.keep(newest: 0)) }
  }
}
