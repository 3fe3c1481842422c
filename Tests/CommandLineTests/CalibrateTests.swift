import Foundation
import Testing

@Suite("werkfit calibrate")
struct CalibrateTests {
  /// 12 of 40 in work after a month in which the chance had a Beta(2, 3) prior.
  static let study = """
    format: 1
    study: Klein
    clock: { start: 2021-01, horizon: 6 months }
    parameters:
      kans: { label: Kans op werk, beta: [2, 3], per: month, confidence: own estimate }
      uitval: { label: Terugval, value: 5% per month, sd: 1%, confidence: own estimate }
    doelgroepen: { mensen: { size: 40, in: bijstand } }
    states:
      bijstand: { kind: benefit, moves: { werk: = kans } }
      werk: { kind: work, moves: { bijstand: = uitval } }
    outcomes:
      kans-zelf: { unit: punten, per: study, amount: = kans }
      uitval-zelf: { unit: punten, per: study, amount: = uitval }
    observations:
      een-maand: { value: 12, of: 40, about: in werk at 1 months, status: gereproduceerd }
      later: { value: 30, of: 40, about: in werk at 6 months, status: "doel, geen resultaat" }
    scenarios: { doorgaan: { reference: true } }
    """

  @Test("The posterior is told as text and as numbers, with what was left out")
  func told() throws {
    let scratch = try Scratch()
    let file = try scratch.file("klein.yaml", Self.study)
    let found = try BuiltProgram.run(["calibrate", file, "--fit", "kans", "--format", "json"])
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("\"hasConverged\""))
    let text = try BuiltProgram.run(["calibrate", file, "--fit", "kans,uitval"])
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.contains("Van ‘Terugval’ leren we"))
    #expect(text.output.contains("doel, geen resultaat"))
    let english = try BuiltProgram.run(["calibrate", file, "--fit", "kans", "--language", "en"])
    #expect(english.output.contains("What do the observations say"))
  }

  @Test("Chains that are too short are said first, with status 0")
  func short() throws {
    let scratch = try Scratch()
    let file = try scratch.file("klein.yaml", Self.study)
    let found = try BuiltProgram.run([
      "calibrate", file, "--fit", "kans", "--draws", "20", "--warm-up", "5",
    ])
    #expect(found.status == 0, "\(found.errors)")
    let warning = found.output.range(of: "Let op: de ketens")
    let first = found.output.range(of: "‘Kans op werk’: eerst")
    #expect(warning != nil && first != nil)
    if let warning, let first { #expect(warning.lowerBound < first.lowerBound) }
  }

  @Test(
    "What is written is taken in by a study: its means are those of the posterior, drawn together",
    arguments: ["achteraf.txt", "achteraf.yaml"])
  func written(name: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("klein.yaml", Self.study)
    let posterior = scratch.url(name).path
    let fit = try BuiltProgram.run([
      "calibrate", file, "--fit", "kans,uitval", "--write", posterior, "--draws", "1000",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    var arguments = ["compare", file, "--set-file", posterior]
    if name.hasSuffix(".yaml") {
      let lines = Self.study.components(separatedBy: "\n").filter {
        !$0.hasPrefix("parameters:") && !$0.hasPrefix("  kans:") && !$0.hasPrefix("  uitval:")
      }
      let text = lines.joined(separator: "\n").replacingOccurrences(
        of: "study: Klein", with: "study: Klein\nuses: [\(name)]")
      arguments = ["compare", try scratch.file("achteraf-studie.yaml", text)]
    }
    let found = try BuiltProgram.run(
      arguments + ["--replications", "20000", "--chances-per-draw", "1", "--format", "csv"])
    #expect(found.status == 0, "\(found.errors)")
    func mean(_ outcome: String) -> Double {
      let line = found.output.components(separatedBy: "\r\n")
        .first { $0.hasPrefix(",doorgaan,\(outcome),value.mean,") }
      return Double(line?.split(separator: ",", omittingEmptySubsequences: false)[4] ?? "") ?? -1
    }
    // Beta(14, 31), sd 0.068: a thousand rows that hang together a little, drawn 20,000 times.
    #expect(abs(mean("kans-zelf") - 14.0 / 45) < 0.015)
    #expect(abs(mean("uitval-zelf") - 0.05) < 0.003)
  }

  @Test("Wrong use is told with what there is")
  func wrongUse() throws {
    let scratch = try Scratch()
    let file = try scratch.file("klein.yaml", Self.study)
    let none = try BuiltProgram.run(["calibrate", file])
    #expect(none.status == 64)
    #expect(none.errors.contains("kans, uitval"))
    let typo = try BuiltProgram.run(["calibrate", file, "--fit", "kanz"])
    #expect(typo.status == 64)
    #expect(typo.errors.contains("Bedoelde je kans?"))
    let other = try BuiltProgram.run(["calibrate", file, "--fit", "kans", "--observation", "laat"])
    #expect(other.status == 64)
    let goal = try BuiltProgram.run(["calibrate", file, "--fit", "kans", "--observation", "later"])
    #expect(goal.status == 65)
    #expect(goal.errors.contains("later: doel, geen resultaat"))
    let folder = try BuiltProgram.run([
      "calibrate", file, "--fit", "kans", "--write", scratch.url("er/is/niets.txt").path,
    ])
    #expect(folder.status == 73)
    let fixed = try scratch.file(
      "vast.yaml",
      Self.study.replacingOccurrences(of: "beta: [2, 3], per: month", with: "value: 30% per month")
        .replacingOccurrences(of: ", sd: 1%", with: ""))
    let nothing = try BuiltProgram.run(["calibrate", fixed, "--fit", "kans"])
    #expect(nothing.status == 65)
    #expect(nothing.errors.contains("niets te fitten"))
  }

  @Test("Ferm Werk, of which a quarter was still running, is fitted in a short chain")
  func fermWerk() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("Scenarios/ferm-werk.yaml").path
    let found = try BuiltProgram.run([
      "calibrate", file, "--fit", "uren", "--draws", "40", "--warm-up", "60", "--chains", "4", "--format",
      "json",
    ])
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("\"lopend\""))
  }
}
