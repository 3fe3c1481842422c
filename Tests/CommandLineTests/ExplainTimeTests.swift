import Foundation
import Testing

/// `compare --explain-time`.
@Suite("Where the time goes")
struct ExplainTimeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func compare(_ options: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(
      ["compare", "Scenarios/voorbeeld.yaml", "--replications", "60", "--threads", "1"] + options,
      in: Self.root)
  }

  @Test("The result is the same, and the steps stand beside it on standard error")
  func told() throws {
    let plain = try compare()
    let explained = try compare("--explain-time")
    #expect(explained.status == 0 && explained.output == plain.output)
    for word in ["studie lezen", "doorrekenen", "mensen volgen", "samen", "klok", "alle kernen"] {
      #expect(explained.errors.contains(word), "\(explained.errors)")
      #expect(!plain.errors.contains(word))
    }
    // Two scenarios, each with 60 replications.
    #expect(explained.errors.contains("120 doorrekeningen"), "\(explained.errors)")
    let english = try compare("--explain-time", "--language", "en")
    #expect(english.errors.contains("120 replications"), "\(english.errors)")
  }

  @Test("No step takes less than nothing, and together they take what is said")
  func sums() throws {
    let errors = try compare("--explain-time").errors
    let clocks = errors.split(separator: "\n").compactMap { line -> (name: String, seconds: Double)? in
      // Indented lines are parts of a step, without a clock of their own.
      guard !line.hasPrefix(" "), let end = line.range(of: " s") else { return nil }
      let words = line[..<end.lowerBound].split(separator: " ")
      guard let last = words.last, let seconds = Double(last.replacingOccurrences(of: ",", with: ".")) else {
        return nil
      }
      return (words.dropLast().joined(separator: " "), seconds)
    }
    let together = try #require(clocks.first { $0.name == "samen" }?.seconds)
    let steps = clocks.filter { $0.name != "samen" }
    #expect(steps.count == 6 && steps.allSatisfy { $0.seconds >= 0 }, "\(errors)")
    #expect(abs(steps.reduce(0) { $0 + $1.seconds } - together) < 0.004, "\(errors)")
  }

  @Test("It does not go with parts")
  func refused() throws {
    #expect(try compare("--explain-time", "--checkpoint", "/nonexistent").status == 64)
  }
}
