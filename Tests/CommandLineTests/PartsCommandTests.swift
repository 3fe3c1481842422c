import Foundation
import Testing

/// `compare --shard` and `merge`.
@Suite("Parts on the command line")
struct PartsCommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let study = "Scenarios/voorbeeld.yaml"

  private func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(arguments, in: Self.root)
  }

  private func parts(
    of count: Int, in place: Scratch, study: String = study, _ options: [String] = []
  ) throws -> [String] {
    try (1...count).map { part in
      let file = place.url("deel-\(part)").path
      let made = try BuiltProgram.run(
        ["compare", study, "--replications", "500", "--shard", "\(part)/\(count)", "--output", file]
          + options, in: Self.root)
      #expect(made.status == 0 && made.output.isEmpty, "\(made.errors)")
      return file
    }
  }

  @Test("Merged parts print byte for byte what one run prints, in every format, without the study file")
  func sameBytes() throws {
    let place = try Scratch()
    let text = try String(contentsOf: Self.root.appendingPathComponent(Self.study), encoding: .utf8)
    let study = try place.file("studie.yaml", text)
    let files = try parts(of: 3, in: place, study: study, ["--set", "money.discount=3%"])
    let single = try ["text", "json", "csv", "markdown"].map { format in
      try run(
        "compare", study, "--replications", "500", "--set", "money.discount=3%", "--format", format, "--all"
      ).output
    }
    try FileManager.default.removeItem(atPath: study)
    for (format, wanted) in zip(["text", "json", "csv", "markdown"], single) {
      let merged = try run("merge", files[2], files[0], files[1], "--format", format, "--all")
      #expect(merged.status == 0, "\(merged.errors)")
      #expect(merged.output == wanted && !wanted.isEmpty, "\(format)")
    }
    let english = try run("merge", files[1], files[0], files[2], "--language", "en")
    #expect(english.output.contains("random stream 2"))
  }

  @Test("What is missing, double, damaged, foreign or of another run is named, and nothing is printed")
  func refusals() throws {
    let place = try Scratch()
    let files = try parts(of: 3, in: place)
    let missing = try run("merge", files[2], files[0])
    #expect(missing.status == 66 && missing.errors == "Er ontbreekt een deel: 2/3.\n")
    let english = try run("merge", files[1], "--language", "en")
    #expect(english.status == 66 && english.errors == "Parts are missing: 1/3, 3/3.\n")
    let double = try run("merge", files[0], files[1], files[0], files[2])
    #expect(double.status == 65 && double.errors.contains("bevatten allebei blok 0"))
    var bytes = try Data(contentsOf: URL(fileURLWithPath: files[1]))
    bytes[bytes.count - 20] ^= 1
    try bytes.write(to: place.url("stuk"))
    let torn = try Data(contentsOf: URL(fileURLWithPath: files[2])).dropLast(5)
    try torn.write(to: place.url("kort"))
    let damaged = try run("merge", files[0], place.url("stuk").path, place.url("kort").path)
    #expect(damaged.status == 65)
    #expect(damaged.errors.contains("stuk is beschadigd") && damaged.errors.contains("kort is beschadigd"))
    let foreign = try run("merge", files[0], Self.study)
    #expect(foreign.status == 65 && foreign.errors.contains("geen bestand met doorgerekende blokken"))
    let absent = try run("merge", files[0], place.url("weg").path)
    #expect(absent.status == 66 && absent.errors.contains("bestaat niet"))
    let other = place.url("ander").path
    _ = try run(
      "compare", Self.study, "--replications", "500", "--seed", "2", "--shard", "2/3", "--output", other)
    let mixed = try run("merge", files[0], other, files[2])
    #expect(mixed.status == 65 && mixed.errors.contains("ander hoort bij een andere doorrekening"))
    #expect(mixed.errors.contains("het startgetal (2, niet 1)"))
    for outcome in [missing, english, double, damaged, foreign, absent, mixed] {
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("A part that is not finished is named, goes on with --resume, and is left alone when it is whole")
  func unfinishedPart() throws {
    let place = try Scratch()
    let files = try parts(of: 2, in: place)
    let whole = try Data(contentsOf: URL(fileURLWithPath: files[1]))
    let cut = "\(files[1]).unfinished"
    try FileManager.default.removeItem(atPath: files[1])
    try whole.dropLast(100).write(to: URL(fileURLWithPath: cut))
    let merged = try run("merge", files[0], cut)
    #expect(merged.status == 65)
    let command = [
      "compare", Self.study, "--replications", "500", "--shard", "2/2", "--output", files[1],
    ]
    let refused = try BuiltProgram.run(command, in: Self.root)
    #expect(refused.status == 73 && refused.errors.contains("--resume"))
    for _ in 0..<2 {
      let resumed = try BuiltProgram.run(command + ["--resume"], in: Self.root)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: files[1])).count == whole.count)
    }
    #expect(try run("merge", files[0], files[1]).status == 0)
  }

  @Test("Impossible parts and combinations are refused")
  func wrongUsage() throws {
    let place = try Scratch()
    let file = place.url("deel").path
    for shard in ["0/4", "5/4", "1", "a/b", "1/0", "1/4/2", "-1/3"] {
      #expect(try run("compare", Self.study, "--shard=\(shard)", "--output", file).status == 64, "\(shard)")
    }
    #expect(try run("compare", Self.study, "--shard", "1/4").status == 64)
    #expect(try run("compare", Self.study, "--resume").status == 64)
    #expect(
      try run("compare", Self.study, "--shard", "1/4", "--output", file, "--checkpoint", file).status == 64)
    #expect(try run("compare", Self.study, "--checkpoint", file, "--precision", "1%").status == 64)
    let many = try run(
      "compare", Self.study, "--replications", "100", "--shard", "1/50", "--output", file)
    #expect(many.status == 64 && many.errors.contains("hoogstens"))
  }
}
