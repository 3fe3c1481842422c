import Foundation
import Testing

@testable import werkfit

/// What `werkfit cluster slurm` writes; `make test-cluster` runs it.
@Suite("Slurm scripts")
struct SlurmTests {
  @Test("Numbers of parts are written as ranges")
  func ranges() {
    #expect(SlurmRun.ranges(of: []) == "")
    #expect(SlurmRun.ranges(of: [3]) == "3")
    #expect(SlurmRun.ranges(of: [1, 2, 3, 5, 8, 9]) == "1-3,5,8-9")
  }

  @Test("Any word comes through the shell as it is")
  func quoting() throws {
    let words = ["een twee", "it's", "$HOME `id` \"x\" \\", "", "'", "100% *\n;", "--set=a=b c"]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "for word in \(ShellWord.line(words)); do printf '%s\\0' \"$word\"; done"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said == words.map { $0 + "\0" }.joined())
  }

  @Test("A directory gets its scripts once; a second run in it is refused")
  func directory() throws {
    let place = try Scratch()
    let folder = place.url("run met 'spatie").path
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let command = [
      "cluster", "slurm", "Scenarios/voorbeeld.yaml", "--replications", "500", "--shards", "4", "--directory",
      folder,
    ]
    #expect(try BuiltProgram.run(command, in: root).status == 0)
    for name in ["part.sh", "merge.sh", "submit.sh"] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-n", "\(folder)/\(name)"]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(name)")
    }
    let second = try BuiltProgram.run(command, in: root)
    #expect(second.status == 73 && second.errors.contains("--continue"))
    let many = command.map { $0 == "4" ? "99" : $0 == folder ? folder + "2" : $0 }
    #expect(try BuiltProgram.run(many, in: root).status == 64)
    #expect(try BuiltProgram.run(["cluster", "slurm", "--continue", folder + "3"], in: root).status == 66)
  }
}
