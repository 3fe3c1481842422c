import Foundation
import Testing

@Suite("The analyst's bench on the command line")
struct AnalysisCommandTests {
  /// Of ten people each gets `a`, 0 to 12, and pays `3 · b`, b from 0 to 2: the balance is 10 · a − 30 · b.
  static let study = """
    format: 1
    study: Een som
    clock: { start: 2021-01, horizon: 1 month }
    perspective: stad
    parties: { stad: Stad, ander: Ander }
    parameters:
      a: { label: Opbrengst, uniform: [0, 12], confidence: own estimate }
      b: { label: Prijs, uniform: [0, 2], confidence: own estimate }
      aan: { value: 0, confidence: own estimate }
    doelgroepen: { mensen: { size: 10, in: bijstand } }
    states: { bijstand: { kind: benefit } }
    prices:
      krijgt: { per: month in bijstand, amount: = aan * a, from: ander, to: stad, confidence: own estimate }
      betaalt: { per: month in bijstand, amount: = aan * 3 * b, from: stad, to: ander, confidence: own estimate }
    scenarios:
      niets: { reference: true }
      met: { label: Met, parameters: { aan: 1 } }
    """

  private func run(_ words: [String]) throws -> BuiltProgram.Outcome {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", Self.study)
    return try BuiltProgram.run([words[0], file] + words.dropFirst())
  }

  /// The value of a column of a row in a CSV of an analysis.
  private func value(_ table: String, _ row: String, _ column: String, in csv: String) -> Double? {
    for line in csv.split(separator: "\n") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count > 6, fields[1] == table, fields[2] == row, fields[4] == column else { continue }
      return Double(fields[6])
    }
    return nil
  }

  @Test("The tornado has the bars of the sum by hand, in CSV and in words")
  func tornado() throws {
    let csv = try run(["sensitivity", "--interval", "50%", "--format", "csv"])
    #expect(csv.status == 0, "\(csv.errors)")
    #expect(abs((value("tornado:balance:stad", "a", "outcomeAtHigh", in: csv.output) ?? 0) - 60) < 1e-9)
    #expect(abs((value("tornado:balance:stad", "b", "width", in: csv.output) ?? 0) - 30) < 1e-9)
    let text = try run(["sensitivity", "--interval", "50%"])
    #expect(text.output.contains("Het meest doet ‘Opbrengst’"))
    let english = try run(["sensitivity", "--interval", "50%", "--language", "en"])
    #expect(english.output.contains("‘Opbrengst’ does most"))
  }

  @Test("A threshold is named with the number of thresholds")
  func threshold() throws {
    let found = try run(["sensitivity", "--threshold", "a", "--format", "json"])
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("1 omslagpunt "))
    let none = try run(["sensitivity", "--threshold", "a", "--between", "4:12"])
    #expect(none.output.contains("nergens om"))
  }

  @Test("The worth of research is that of the sum by hand, within its error")
  func worth() throws {
    let found = try run(["voi", "--effect", "benefitMonths", "--format", "csv", "--replications", "20000"])
    #expect(found.status == 0, "\(found.errors)")
    // By hand: € 5 for everything, € 3.75 for a alone (see DecisionSampleTests).
    #expect(abs((value("information", "everything", "value", in: found.output) ?? 0) - 5) < 0.5)
    #expect(abs((value("information", "a", "value", in: found.output) ?? 0) - 3.75) < 0.5)
  }

  @Test("What costs nothing and does more is on the frontier; the other is dominated")
  func frontier() throws {
    let found = try run(["cost-effectiveness", "--effect", "benefitMonths", "--format", "json"])
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("stronglyDominated") || found.output.contains("onFrontier"))
  }

  @Test("A sound study passes the deep check")
  func deepCheck() throws {
    let found = try run(["check", "--deep", "--replications", "40"])
    #expect(found.status == 0, "\(found.output)\(found.errors)")
    #expect(found.output.contains("controles kloppen"))
    #expect(!found.output.contains("KLOPT NIET"))
  }

  @Test(
    "A wrong name is refused with the nearest, status 64",
    arguments: [
      (["sensitivity", "--threshold", "aa"], "Bedoelde je a?"),
      (["sensitivity", "--scenario", "mett"], "Bedoelde je met?"),
      (["sensitivity", "--scenario", "niets"], "naast zichzelf"),
      (["voi", "--together", "a,c"], "staat niet in de studie"),
      (["cost-effectiveness", "--also", "balans:stad"], "staat niet in de studie"),
      (["equity", "--group-weight", "menzen=2"], "Bedoelde je mensen?"),
      (["optimise", "--measure", "a", "--measure", "b", "--budget", "10"], "geen bedrag"),
      (["optimise", "--measure", "a"], "minstens twee"),
    ])
  func wrongNames(words: [String], message: String) throws {
    let found = try run(words)
    #expect(found.status == 64, "\(found.errors)")
    #expect(found.errors.contains(message), "\(found.errors)")
    #expect(found.output.isEmpty)
  }

  @Test("A file of changes is read line by line, and a bad line is named")
  func changes() throws {
    let scratch = try Scratch()
    let study = try scratch.file("studie.yaml", Self.study)
    let good = try scratch.file("goed.txt", "# hoger\nparameters.a=8\n\nparameters.b = 1  # vast\n")
    let found = try BuiltProgram.run(
      ["sensitivity", study, "--set-file", good, "--format", "json"])
    #expect(found.status == 0, "\(found.errors)")
    // 10 · 8 − 30 · 1 = 50, and nothing is uncertain any more.
    #expect(found.output.contains("€\u{a0}50"), "\(found.output.prefix(600))")
    let bad = try scratch.file("fout.txt", "parameters.a=8\nzomaar\n")
    let refused = try BuiltProgram.run(["sensitivity", study, "--set-file", bad])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("fout.txt:2") && refused.errors.contains("zomaar"))
    let missing = try BuiltProgram.run(["compare", study, "--set-file", scratch.url("weg.txt").path])
    #expect(missing.status == 66)
  }

  @Test("An output file that cannot be made is refused before computing, status 73")
  func output() throws {
    let found = try run(["sensitivity", "--output", "/bestaat/niet/uit.txt"])
    #expect(found.status == 73, "\(found.errors)")
  }
}
