import Foundation
import Testing

/// `compare --checkpoint` and `--resume`.
///
/// The environment variable WERKFIT_KILLS says how often a run is killed (20 without), WERKFIT_KILL_SEED when.
@Suite("Interrupted work", .serialized)
struct InterruptionTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let study = "Scenarios/voorbeeld.yaml"

  private static func number(_ name: String, else usual: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? usual
  }

  private func command(_ replications: Int, _ options: String...) -> [String] {
    ["compare", Self.study, "--replications", "\(replications)", "--threads", "2", "--format", "json"]
      + options
  }

  /// Starts the program and kills it after some seconds; gives its status, 9 where it was killed.
  private func killed(_ arguments: [String], after seconds: Double) throws -> (status: Int32, output: String)
  {
    let place = try Scratch()
    try Data().write(to: place.url("uit"))
    let process = Process()
    process.executableURL = BuiltProgram.location
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    process.standardOutput = try FileHandle(forWritingTo: place.url("uit"))
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(UInt32(seconds * 1_000_000))
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: place.url("uit"), encoding: .utf8))
  }

  @Test("Killed at random moments, a run goes on to the same bytes")
  func killedAtRandomMoments() throws {
    let kills = Self.number("WERKFIT_KILLS", else: 20)
    let seed = Self.number("WERKFIT_KILL_SEED", else: UInt64.random(in: 0...999_999))
    print("Kills: \(kills), WERKFIT_KILL_SEED=\(seed)")
    let replications = 12_000
    let begin = Date()
    let wanted = try BuiltProgram.run(command(replications), in: Self.root).output
    let lasts = Date().timeIntervalSince(begin)
    #expect(!wanted.isEmpty)
    var state = seed
    var (done, runs, withBlocks) = (0, 0, 0)
    while done < Int(kills) {
      runs += 1
      let place = try Scratch()
      let folder = place.url("punt").path
      while true {
        // Some moments before the first block, most while blocks are written.
        let (status, output) = try killed(
          command(replications, "--checkpoint", folder, "--resume"),
          after: done < Int(kills) ? SplitMix.share(&state) * min(lasts, 4) * 0.5 : 600)
        if status == 9 {
          done += 1
          let kept =
            try? FileManager.default.attributesOfItem(
              atPath: place.url("punt/checkpoint.werkfit").path)[.size] as? Int
          if (kept ?? 0) > 50_000 { withBlocks += 1 }
          #expect(output.isEmpty || output == wanted, "seed \(seed), kill \(done)")
          if done < Int(kills) { continue }
          let last = try BuiltProgram.run(
            command(replications, "--checkpoint", folder, "--resume"), in: Self.root)
          #expect(last.status == 0 && last.output == wanted, "seed \(seed), after kill \(done)")
          break
        }
        #expect(status == 0 && output == wanted, "seed \(seed), after kill \(done)")
        break
      }
    }
    print("Kills: \(done) in \(runs) runs, \(withBlocks) of them with blocks kept")
    // Otherwise nothing was interrupted: the machine was too slow, or the runs too quick.
    #expect(withBlocks > done / 4)
  }

  @Test("A checkpoint is not written over, and goes on only for the same study, seed and settings")
  func refusals() throws {
    let place = try Scratch()
    let folder = place.url("punt").path
    let wanted = try BuiltProgram.run(command(300), in: Self.root).output
    let first = try BuiltProgram.run(command(300, "--checkpoint", folder), in: Self.root)
    #expect(first.status == 0 && first.output == wanted)
    let kept = try Data(contentsOf: place.url("punt/checkpoint.werkfit"))
    let again = try BuiltProgram.run(command(300, "--checkpoint", folder), in: Self.root)
    #expect(again.status == 73 && again.errors.contains("--resume") && again.output.isEmpty)
    let others = [
      (["--seed", "2"], "het startgetal (1, niet 2)"), (["--set", "money.discount=3%"], "de studie"),
      (["--at-mean"], "de manier van rekenen"), (["--reading", "basis"], "de scenario's of lezingen"),
    ]
    for (options, difference) in others {
      let other = try BuiltProgram.run(
        command(300, "--checkpoint", folder, "--resume") + options, in: Self.root)
      #expect(other.status == 65 && other.output.isEmpty, "\(options)")
      #expect(other.errors.contains(difference), "\(other.errors)")
    }
    #expect(try Data(contentsOf: place.url("punt/checkpoint.werkfit")) == kept)
    // The number of threads decides nothing, and what is done is not computed again.
    let threads = try BuiltProgram.run(
      command(300, "--checkpoint", folder, "--resume", "--threads", "1"), in: Self.root)
    #expect(threads.output == wanted)
    let closed = try BuiltProgram.run(command(300, "--checkpoint", "/proc/punt"), in: Self.root)
    #expect(closed.status == 73)
  }

  @Test("A full disk is told with status 74, keeps what is done, and the run goes on when there is room")
  func fullDisk() throws {
    let place = try Scratch()
    let folder = place.url("punt").path
    let wanted = try BuiltProgram.run(command(3_000), in: Self.root).output
    let arguments = command(3_000, "--checkpoint", folder, "--resume")
    let quoted = ([BuiltProgram.location.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    // No file may be larger than a hundred blocks of 512 bytes.
    shell.arguments = ["-c", "ulimit -f 100; exec \(quoted)"]
    shell.currentDirectoryURL = Self.root
    let errors = Pipe()
    shell.standardError = errors
    shell.standardOutput = FileHandle.nullDevice
    try shell.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 74, "\(said)")
    #expect(said.contains("checkpoint.werkfit niet schrijven") && said.contains("--resume"))
    let resumed = try BuiltProgram.run(arguments, in: Self.root)
    #expect(resumed.status == 0 && resumed.output == wanted, "\(resumed.errors)")
  }

  @Test("Ctrl-C says how to go on")
  func interrupted() throws {
    let place = try Scratch()
    let process = Process()
    process.executableURL = BuiltProgram.location
    process.arguments = command(500_000, "--checkpoint", place.url("punt").path)
    process.currentDirectoryURL = Self.root
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while !FileManager.default.fileExists(atPath: place.url("punt/checkpoint.werkfit").path),
      process.isRunning
    {
      usleep(20_000)
    }
    kill(process.processIdentifier, SIGINT)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && said.contains("--resume"), "\(said)")
  }
}
