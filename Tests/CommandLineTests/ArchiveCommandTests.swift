import Foundation
import Testing

/// `compare --keep` and `werkfit archive`.
@Suite("The archive on the command line")
struct ArchiveCommandTests {
  private static let study = CommandLineTests.study

  /// An archive in a folder of its own, with what was printed when its runs were made.
  private struct Filled {
    let place: Scratch
    let archive: String
    let outputs: [String]
  }

  /// An archive with two runs, of which the second is of a changed study.
  private func filled() throws -> Filled {
    let place = try Scratch()
    let file = try place.file("klein.yaml", Self.study)
    let archive = place.url("a.sqlite").path
    let common = ["compare", file, "--replications", "60", "--archive", archive, "--format", "json"]
    let one = try BuiltProgram.run(common + ["--keep-draws"])
    let two = try BuiltProgram.run(
      common + ["--all", "--seed", "3", "--set", "parameters.kans=40% per month"])
    #expect(one.status == 0 && two.status == 0, "\(one.errors) \(two.errors)")
    #expect(one.errors.contains("Bewaard als run 1 in \(archive)."))
    #expect(two.errors.contains("Bewaard als run 2 in \(archive)."))
    // From here on only the archive knows the study.
    try FileManager.default.removeItem(atPath: file)
    return Filled(place: place, archive: archive, outputs: [one.output, two.output])
  }

  private func run(_ words: String..., archive: String) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(["archive"] + words + ["--archive", archive])
  }

  @Test("Show and rerun give the bytes that compare gave, without the files of the study")
  func sameBytes() throws {
    let filled = try filled()
    let (place, archive) = (filled.place, filled.archive)
    for (index, output) in filled.outputs.enumerated() {
      let id = "\(index + 1)"
      #expect(try run("show", id, "--format", "json", archive: archive).output == output)
      let rerun = try run("rerun", id, "--format", "json", archive: archive)
      #expect(rerun.status == 0 && rerun.output == output)
      #expect(rerun.errors.contains("Run \(id) geeft weer hetzelfde, tot op de byte."))
    }
    #expect(try run("show", "1", "--study", archive: archive).output == Self.study)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    #expect(left == ["a.sqlite"])
  }

  @Test("List, diff and verify speak in every format and in both languages")
  func formats() throws {
    let filled = try filled()
    let archive = filled.archive
    defer { withExtendedLifetime(filled) {} }
    let list = try run("list", archive: archive)
    #expect(list.status == 0 && list.output.contains("Klein voorbeeld"))
    #expect(list.output.contains("2 doorrekeningen") && list.output.contains("trekkingen"))
    let json = try run("list", "--format", "json", archive: archive).output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["kind"] as? String == "analysis")
    #expect(try run("list", "--newest", "1", archive: archive).output.contains("de nieuwste 1 van 2"))
    let diff = try run("diff", "1", "2", archive: archive)
    #expect(diff.output.contains("startgetal (1 → 3)") && diff.output.contains("parameters.kans"))
    #expect(diff.output.contains("Betere kans"))
    let english = try run("diff", "1", "2", "--language", "en", archive: archive)
    #expect(english.output.contains("What differs?") && english.output.contains("seed (1 → 3)"))
    let same = try run("diff", "2", "2", archive: archive)
    #expect(same.output.contains("De uitkomsten zijn gelijk, tot op de byte."))
    for words in [["show", "1"], ["show", "2", "--all"], ["list"], ["diff", "1", "2"], ["verify"]] {
      for format in ["text", "csv", "markdown", "json"] {
        let found = try BuiltProgram.run(
          ["archive"] + words + ["--archive", archive, "--format", format, "--language", "en"])
        #expect(found.status == 0 && !found.output.isEmpty && found.errors.isEmpty, "\(words) \(format)")
      }
    }
    let verified = try run("verify", "--rerun", "2", archive: archive)
    #expect(verified.status == 0 && verified.output.contains("Alles is zoals het is bewaard."))
    #expect(verified.output.contains("Run 1 nagerekend: gelijk, tot op de byte."))
  }

  @Test("Prune says what goes, and what went stays known")
  func prune() throws {
    let filled = try filled()
    let archive = filled.archive
    defer { withExtendedLifetime(filled) {} }
    let kept = try Data(contentsOf: URL(fileURLWithPath: archive))
    let dry = try run("prune", "--keep", "1", "--dry-run", archive: archive)
    #expect(dry.status == 0 && dry.output.contains("er is niets veranderd"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: archive)) == kept)
    #expect(try run("prune", "--keep", "1", archive: archive).output.contains("1 doorrekening weggehaald"))
    let gone = try run("show", "1", archive: archive)
    #expect(gone.status == 64 && gone.errors.contains("(prune)"))
    #expect(try run("verify", archive: archive).output.contains("1 opgeruimd"))
    #expect(try run("prune", "--before", "2020-01-01", archive: archive).output.contains("niets dat weg kan"))
    for words in [
      ["prune"], ["prune", "--keep", "1", "--before", "2020-01-01"], ["prune", "--before", "morgen"],
    ] {
      #expect(try BuiltProgram.run(["archive"] + words + ["--archive", archive]).status == 64)
    }
  }

  @Test("Without a place the archive is in the user's folder for data, which is made")
  func usualPlace() throws {
    let place = try Scratch()
    let file = try place.file("klein.yaml", Self.study)
    func run(_ words: String...) throws -> (status: Int32, errors: String) {
      let process = Process()
      process.executableURL = BuiltProgram.location
      process.arguments = words
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["XDG_DATA_HOME": place.url("gegevens").path]
      ) { $1 }
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, said)
    }
    let none = try run("archive", "list")
    #expect(none.status == 66 && none.errors.contains("Er is nog geen archief in"))
    #expect(!FileManager.default.fileExists(atPath: place.url("gegevens").path))
    let kept = try run("compare", file, "--replications", "20", "--keep")
    #expect(kept.status == 0 && kept.errors.contains("gegevens/werkfit/archief.sqlite"), "\(kept.errors)")
    #expect(try run("archive", "verify").status == 0)
  }

  @Test("Without being asked nothing is kept, and what cannot be kept is refused at once")
  func refusals() throws {
    let place = try Scratch()
    let file = try place.file("klein.yaml", Self.study)
    let plain = try BuiltProgram.run(["compare", file, "--replications", "20"])
    #expect(plain.status == 0 && !plain.errors.contains("Bewaard"))
    // So many replications would take minutes.
    let long = ["compare", file, "--replications", "90000000"]
    for (archive, status, told) in [
      (place.url("geen/a.sqlite").path, 73, "bestaat niet"), (place.folder.path, 73, "is een map"),
      (file, 65, "is geen archief van werkfit"), ("", 64, "Noem een bestand"),
    ] {
      let found = try BuiltProgram.run(long + ["--archive", archive])
      #expect(found.status == status && found.errors.contains(told), "\(archive): \(found.errors)")
      #expect(found.output.isEmpty)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.study)
    for words in [["--shard", "1/2", "--output", "x"], ["--vary", "parameters.kans=1%:2%:2"]] {
      #expect(try BuiltProgram.run(["compare", file, "--keep"] + words).status == 64)
    }
    let unknown = try filled()
    let found = try run("show", "9", archive: unknown.archive)
    #expect(found.status == 64 && found.errors.contains("Er is geen run 9"))
  }

  @Test("Parts that are merged are kept as the whole run")
  func merged() throws {
    let place = try Scratch()
    let file = try place.file("klein.yaml", Self.study)
    for part in ["1", "2"] {
      let found = try BuiltProgram.run([
        "compare", file, "--replications", "400", "--shard", "\(part)/2", "--output",
        place.url(part).path,
      ])
      #expect(found.status == 0, "\(found.errors)")
    }
    let archive = place.url("a.sqlite").path
    let merged = try BuiltProgram.run([
      "merge", place.url("1").path, place.url("2").path, "--archive", archive, "--format", "json",
    ])
    #expect(merged.status == 0)
    let rerun = try run("rerun", "1", "--format", "json", archive: archive)
    #expect(rerun.status == 0 && rerun.output == merged.output)
  }

  @Test("An export does not come in the place of an archive, and an archive that is no longer whole is told")
  func exports() throws {
    let filled = try filled()
    let (place, archive) = (filled.place, filled.archive)
    let kept = try Data(contentsOf: URL(fileURLWithPath: archive))
    let own = try run("export", archive, archive: archive)
    #expect(own.status == 73 && own.errors.contains("is een archief"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: archive)) == kept)
    let target = place.url("uit.sqlite").path
    for _ in 1...2 { #expect(try run("export", target, archive: archive).status == 0) }
    #expect(try run("list", archive: target).status == 65)
    #expect(try run("export", place.url("geen/uit").path, archive: archive).status == 73)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    #expect(left.sorted() == ["a.sqlite", "uit.sqlite"])
  }

  @Test("A run comes out again however it was computed")
  func everyWay() throws {
    let place = try Scratch()
    let archive = place.url("a.sqlite").path
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let changes = try place.file("anders.txt", "parameters.kans=2%\n")
    let ways = [
      ["--expected"], ["--at-mean"], ["--sampling", "latin-hypercube"], ["--chances-per-draw", "3"],
      ["--reading", "basis", "--scenario", "training"], ["--precision", "40%"],
      ["--threads", "2", "--seed", "7"],
      ["--set-file", changes, "--set", "money.discount=3%"], ["--checkpoint", place.url("punt").path],
    ]
    for way in ways {
      let found = try BuiltProgram.run(
        ["compare", "Scenarios/voorbeeld.yaml", "--replications", "60", "--archive", archive, "--all"] + way,
        in: root)
      #expect(found.status == 0, "\(way) \(found.errors)")
    }
    // In another folder, where the study is not.
    let verified = try BuiltProgram.run(
      ["archive", "verify", "--rerun", "\(ways.count)", "--archive", archive], in: place.folder)
    #expect(verified.status == 0, "\(verified.output)")
    #expect(verified.output.split(separator: "\n").filter { $0.contains("gelijk") }.count == ways.count)
  }
}
