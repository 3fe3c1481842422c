import Foundation
import Testing

@Suite("What differs between two studies")
struct DiffCommandTests {
  /// Two studies in files, by replacing texts in the first.
  private func diff(
    _ changes: [(String, String)], _ options: [String] = [], expected: Bool = true
  ) throws -> BuiltProgram.Outcome {
    let scratch = try Scratch()
    let old = try scratch.file("oud.yaml", CommandLineTests.study)
    let text = changes.reduce(CommandLineTests.study) { $0.replacing($1.0, with: $1.1) }
    let new = try scratch.file("nieuw.yaml", text)
    return try BuiltProgram.run(
      ["diff", old, new] + (expected ? ["--expected", "--replications", "1"] : []) + options)
  }

  private let table = "contributions:atHorizon:werk"
  private let both = [("50% per month", "25% per month"), ("size: 8", "size: 16")]

  /// v = n·((1 − k)³ − 1/64): 0.875 for (8, 50%), 3.25 for (8, 25%), 1.75 for (16, 50%), 6.5 for (16, 25%).
  @Test("In order, contributions are those worked out by hand, and sum to the whole")
  func inOrder() throws {
    let found = try diff(both, ["--format", "csv"])
    #expect(found.status == 0, "\(found.errors)")
    let csv = AnalysisCSV(found.output)
    #expect(abs(csv.value(table, "old", "contribution") - 0.875) < 1e-9)
    #expect(abs(csv.value(table, "parameters.kans", "contribution") - 2.375) < 1e-9)
    #expect(abs(csv.value(table, "doelgroepen.mensen", "contribution") - 3.25) < 1e-9)
    #expect(abs(csv.value(table, "total", "contribution") - 5.625) < 1e-9)
    #expect(abs(csv.value(table, "new", "contribution") - 6.5) < 1e-9)
  }

  @Test("Averaged over orders they are the values of Shapley")
  func averaged() throws {
    let csv = AnalysisCSV(try diff(both, ["--format", "csv", "--average-orders"]).output)
    #expect(abs(csv.value(table, "parameters.kans", "contribution") - 3.5625) < 1e-9)
    #expect(abs(csv.value(table, "doelgroepen.mensen", "contribution") - 2.0625) < 1e-9)
  }

  @Test("With chance they sum to the whole as well", arguments: [[], ["--average-orders"]])
  func identity(options: [String]) throws {
    let csv = AnalysisCSV(
      try diff(
        both + [("horizon: 3 months", "horizon: 4 months"), ("75% per month", "70% per month")],
        ["--format", "csv", "--replications", "300"] + options, expected: false
      ).output)
    let parts = ["parameters.kans", "doelgroepen.mensen", "clock"].map {
      csv.value(table, $0, "contribution")
    }
    let (old, total) = (csv.value(table, "old", "contribution"), csv.value(table, "total", "contribution"))
    #expect(abs(parts.reduce(0, +) - total) < 1e-9)
    #expect(abs(old + total - csv.value(table, "new", "contribution")) < 1e-9)
  }

  @Test("The words say what was and what becomes")
  func words() throws {
    let text = try diff(both).output
    for part in ["2 veranderd", "parameters.kans", "50,0% per maand", "25,0% per maand"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("doelgroepen.mens"))
    let spread = try diff(
      [("{ value: 50% per month,", "{ beta: [20, 20], per: month,")], ["--words-only"]
    ).output
    #expect(spread.contains("bèta"))
    #expect(try diff(both, ["--language", "en"]).output.contains("2 changed"))
  }

  @Test("Words alone change nothing, and equal studies say the same")
  func silent() throws {
    let same = try diff([])
    #expect(same.status == 0)
    #expect(same.output.contains("De studies zeggen hetzelfde."))
    let words = try diff([("Klein voorbeeld", "Ander woord")])
    #expect(words.output.contains("Daarvan raken er 1 geen uitkomst"))
    #expect(!words.output.contains("bijdrage"))
  }

  @Test("What cannot be computed without another difference goes together with it")
  func together() throws {
    let found = try diff(
      [
        ("moves: { werk: = kans }", "moves: { werk: = kans, studie: 10% per month }"),
        ("  werk: { kind: work }", "  werk: { kind: work }\n  studie: { kind: other }"),
      ], ["--format", "csv"])
    #expect(found.status == 0, "\(found.errors)")
    let csv = AnalysisCSV(found.output)
    #expect(csv.rows.contains("\(table)|states.bijstand + states.studie"))
  }

  @Test("A change from the command line goes to the second study")
  func set() throws {
    let csv = AnalysisCSV(try diff([], ["--set", "parameters.kans=25%", "--format", "csv"]).output)
    #expect(abs(csv.value(table, "parameters.kans", "contribution") - 2.375) < 1e-9)
  }

  @Test("Two real studies are told apart without computing anything")
  func realStudies() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = ["voorbeeld", "pastiel"].map { root.appendingPathComponent("Scenarios/\($0).yaml").path }
    let found = try BuiltProgram.run(["diff"] + files + ["--words-only"])
    #expect(found.status == 0)
    #expect(found.output.contains("niets doorgerekend"))
  }

  @Test("A scenario of neither, or of one only, is status 64")
  func scenarios() throws {
    #expect(try diff(both, ["--scenario", "niets"]).status == 64)
    let found = try diff([("beter: {", "anders: {")])
    #expect(found.status == 64)
    #expect(found.errors.contains("--words-only"))
    #expect(try diff([("beter: {", "anders: {")], ["--words-only"]).status == 0)
  }
}

@Suite("What differs between two results")
struct ResultDiffTests {
  private func result(_ scratch: Scratch, _ name: String, _ options: [String]) throws -> String {
    let study = try scratch.file("studie.yaml", CommandLineTests.study)
    let file = scratch.url(name).path
    let found = try BuiltProgram.run(
      ["compare", study, "--replications", "400", "--format", "json", "--output", file] + options)
    #expect(found.status == 0, "\(found.errors)")
    return file
  }

  @Test("Another seed is told, and is no clear difference; another chance is")
  func settings() throws {
    let scratch = try Scratch()
    let old = try result(scratch, "a.json", [])
    let seed = try result(scratch, "b.json", ["--seed", "2"])
    let change = try result(scratch, "c.json", ["--set", "parameters.kans=10%"])
    let other = try BuiltProgram.run(["diff", old, seed])
    #expect(other.status == 0, "\(other.errors)")
    #expect(other.output.contains("startgetal (1 → 2)"))
    #expect(other.output.contains("er 0 meer dan"), "\(other.output)")
    let changed = try BuiltProgram.run(["diff", old, change])
    #expect(changed.output.contains("parameters.kans=10%"))
    #expect(changed.output.contains(" ja"), "\(changed.output)")
    let same = try BuiltProgram.run(["diff", old, old, "--language", "en"])
    #expect(same.output.contains("computed in the same way"))
  }

  @Test("Mixed or unreadable files are refused")
  func refused() throws {
    let scratch = try Scratch()
    let good = try result(scratch, "a.json", [])
    let study = try scratch.file("s.yaml", CommandLineTests.study)
    #expect(try BuiltProgram.run(["diff", good, study]).status == 64)
    let broken = try scratch.file("stuk.json", "{ \"format\": ")
    let found = try BuiltProgram.run(["diff", good, broken])
    #expect(found.status == 65)
    #expect(found.errors.contains("stuk.json"))
    #expect(try BuiltProgram.run(["diff", good, "/nergens.json"]).status == 66)
    let course = scratch.url("course.json").path
    _ = try BuiltProgram.run([
      "run", study, "--replications", "10", "--format", "json", "--output", course,
    ])
    let wrong = try BuiltProgram.run(["diff", good, course])
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("course"))
  }
}
