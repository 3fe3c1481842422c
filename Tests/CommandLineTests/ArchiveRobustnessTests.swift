import Foundation
import Testing

/// What happens to an archive when programs and disks fail.
///
/// The environment variable WERKFIT_KILLS says how often a program is killed (20 without), WERKFIT_KILL_SEED when.
@Suite("The archive in bad weather", .serialized)
struct ArchiveRobustnessTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func compare(_ archive: String, seed: Int = 1, replications: Int = 40) -> [String] {
    [
      "compare", "Scenarios/voorbeeld.yaml", "--replications", "\(replications)", "--seed", "\(seed)",
      "--archive", archive, "--keep-draws", "--threads", "1",
    ]
  }

  private func started(_ arguments: [String], errors: URL) throws -> Process {
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = BuiltProgram.location
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return process
  }

  /// Runs a line of shell.
  private func shell(_ line: String) throws -> (status: Int32, errors: String) {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", line]
    shell.currentDirectoryURL = Self.root
    shell.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    return (shell.terminationStatus, said)
  }

  private func line(_ arguments: [String]) -> String {
    ([BuiltProgram.location.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
  }

  /// The numbers and checksums of all runs, from a sound archive.
  private func runs(_ archive: String) throws -> [String] {
    let verified = try BuiltProgram.run(["archive", "verify", "--archive", archive])
    #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
    let list = try BuiltProgram.run(["archive", "list", "--archive", archive, "--format", "csv"])
    let rows = list.output.split(separator: "\n").filter { $0.contains(",seed,") }
    return rows.map { String($0.split(separator: ",")[2]) }
  }

  @Test("Programs that write at once all get their run in")
  func atOnce() throws {
    let place = try Scratch()
    let archive = place.url("a.sqlite").path
    for _ in 1...3 {
      let processes = try (1...2).map { seed in
        try started(compare(archive, seed: seed), errors: place.url("fout\(seed)"))
      }
      for (seed, process) in processes.enumerated() {
        process.waitUntilExit()
        let said = try String(contentsOf: place.url("fout\(seed + 1)"), encoding: .utf8)
        #expect(process.terminationStatus == 0 && said.contains("Bewaard als run"), "\(said)")
      }
    }
    #expect(try runs(archive) == ["6", "5", "4", "3", "2", "1"])
  }

  @Test("Killed at random moments, nothing that was announced is lost and nothing is half there")
  func killedAtRandomMoments() throws {
    let variables = ProcessInfo.processInfo.environment
    let kills = variables["WERKFIT_KILLS"].flatMap { Int($0) } ?? 20
    let seed = variables["WERKFIT_KILL_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...999_999)
    print("Kills: \(kills), WERKFIT_KILL_SEED=\(seed)")
    var state = seed
    let place = try Scratch()
    let archive = place.url("a.sqlite").path
    #expect(try BuiltProgram.run(compare(archive), in: Self.root).status == 0)
    var announced = ["1"]
    var (done, tries, whileWriting) = (0, 0, 0)
    while done < kills, tries < 20 * kills {
      tries += 1
      let process = try started(compare(archive, seed: tries, replications: 120), errors: place.url("fout"))
      if done % 4 == 0 {
        usleep(UInt32(SplitMix.share(&state) * 300_000))
      } else {
        // Until the first bytes of the run are written, and a little longer.
        while process.isRunning, size(archive + "-wal") == 0 { usleep(50) }
        usleep(UInt32(SplitMix.share(&state) * 6_000))
      }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let wasKilled = process.terminationReason == .uncaughtSignal
      if wasKilled {
        done += 1
        if size(archive + "-wal") > 0 { whileWriting += 1 }
      }
      let said = try String(contentsOf: place.url("fout"), encoding: .utf8)
      let there = try runs(archive)
      #expect(Array(there.suffix(announced.count)) == announced, "seed \(seed), kill \(done)")
      // A run may be on the disk when the program is killed before it can say so.
      #expect(there.count <= announced.count + 1, "seed \(seed), kill \(done)")
      if said.contains("Bewaard als run") {
        #expect(there.count == announced.count + 1, "seed \(seed), kill \(done)")
      }
      announced = there
    }
    print(
      "Kills: \(done) in \(tries) runs, \(whileWriting) of them while writing; \(announced.count) runs kept")
    // Otherwise no write was interrupted: the machine was too slow.
    #expect(done == kills && whileWriting > done / 4)
    #expect(try BuiltProgram.run(compare(archive), in: Self.root).status == 0)
  }

  private func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  @Test("A full disk is told with status 74, the outcome is still given, and what was there stays")
  func fullDisk() throws {
    let place = try Scratch()
    let archive = place.url("a.sqlite").path
    for seed in 1...2 {
      #expect(try BuiltProgram.run(compare(archive, seed: seed), in: Self.root).status == 0)
    }
    // No file may be larger than eighty blocks of 512 bytes.
    let output = place.url("uit").path
    let full = try shell(
      "ulimit -f 80; exec \(line(compare(archive, replications: 400) + ["--output", output]))")
    #expect(full.status == 74 && full.errors.contains("Wat in het archief stond, staat er nog"), "\(full)")
    #expect(try String(contentsOfFile: output, encoding: .utf8).contains("Arbeidstraining"))
    #expect(try runs(archive) == ["2", "1"])
    // So little room that the archive cannot even be made.
    let new = place.url("nieuw.sqlite").path
    let none = try shell("ulimit -f 1; exec \(line(compare(new)))")
    #expect(none.status == 74, "\(none)")
    for path in [archive, new] { #expect(try BuiltProgram.run(compare(path), in: Self.root).status == 0) }
    #expect(try runs(archive) == ["3", "2", "1"])
    #expect(try runs(new) == ["1"])
  }

  @Test("A file or folder that may not be written to can be read, and says so when it is written to")
  func readOnly() throws {
    let place = try Scratch()
    let archive = place.url("a.sqlite").path
    #expect(try BuiltProgram.run(compare(archive), in: Self.root).status == 0)
    // Root may do everything: it becomes nobody first.
    let prefix = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    if try shell("\(prefix)\(line(["--version"]))").status != 0 {
      print("Nobody may not run the program: reading without rights is not tested")
      return
    }
    let kept = try Data(contentsOf: URL(fileURLWithPath: archive))
    for (file, folder) in [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)] {
      try FileManager.default.setAttributes([.posixPermissions: file], ofItemAtPath: archive)
      try FileManager.default.setAttributes([.posixPermissions: folder], ofItemAtPath: place.folder.path)
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.folder.path)
      }
      for words in [["list"], ["show", "1"], ["verify", "--rerun", "1"]] {
        let found = try shell(prefix + line(["archive"] + words + ["--archive", archive]))
        #expect(found.status == 0, "\(words) \(found.errors)")
      }
      let refused = try shell(prefix + line(compare(archive)))
      #expect(refused.status == 73 && refused.errors.contains("mag niet worden geschreven"), "\(refused)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: archive)) == kept)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path) == ["a.sqlite"])
    }
  }

  @Test("What is no archive, newer or damaged is refused with the reason, and stays as it is")
  func foreign() throws {
    let place = try Scratch()
    let archive = place.url("a.sqlite").path
    #expect(try BuiltProgram.run(compare(archive), in: Self.root).status == 0)
    let whole = try Data(contentsOf: URL(fileURLWithPath: archive))
    // The name of the last step as a later version would have it: of the same length, so that it fits.
    let newer = whole.replacing(Data("1 runs".utf8), with: Data("2 more".utf8))
    let cut = whole.prefix(30_000)
    let noise = whole.prefix(100) + Data(repeating: 0xa5, count: 20_000)
    for (name, data, told) in [
      ("newer", newer, "nieuwere versie"), ("cut", cut, "beschadigd"), ("noise", noise, "beschadigd"),
      ("text", Data("studie".utf8), "geen archief"), ("zeros", Data(count: 9_000), "geen archief"),
    ] {
      let file = place.url(name)
      try data.write(to: file)
      for words in [["archive", "list"], ["archive", "verify"], ["archive", "prune", "--keep", "0"]] {
        let found = try BuiltProgram.run(words + ["--archive", file.path])
        #expect(found.status == 65 && found.errors.contains(told), "\(name) \(words): \(found.errors)")
      }
      let kept = try BuiltProgram.run(compare(file.path), in: Self.root)
      #expect(kept.status == 65 && kept.errors.contains(told), "\(name): \(kept.errors)")
      #expect(try Data(contentsOf: file) == data, "\(name)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: archive)) == whole)
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
enum SplitMix {
  /// The next share from 0 to 1.
  static func share(_ state: inout UInt64) -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
  }
}
