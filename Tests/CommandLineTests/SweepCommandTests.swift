import Foundation
import Testing

/// Reads values of an analysis from its CSV: table, row, column.
struct AnalysisCSV {
  private var values: [String: Double] = [:]
  private(set) var rows: [String] = []

  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= 9 else { continue }
      rows.append("\(cells[1])|\(cells[2])")
      values["\(cells[1])|\(cells[2])|\(cells[4])"] = Double(cells[6])
    }
  }

  func value(_ table: String, _ row: String, _ column: String) -> Double {
    values["\(table)|\(row)|\(column)"] ?? .nan
  }
}

@Suite("A comparison at each of a row of values")
struct SweepCommandTests {
  private func sweep(_ options: [String]) throws -> (AnalysisCSV, BuiltProgram.Outcome) {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let found = try BuiltProgram.run(["compare", file, "--format", "csv"] + options)
    return (AnalysisCSV(found.output), found)
  }

  private let expected = ["--expected", "--replications", "1"]

  /// 8 people, three months: in work 8·(1 − (1 − k)³), with the better chance 8·(1 − 1/64).
  @Test("Each row is the difference worked out by hand")
  func byHand() throws {
    let (csv, found) = try sweep(["--vary", "parameters.kans=0%:100%:3"] + expected)
    #expect(found.status == 0, "\(found.errors)")
    let table = "sweep:atHorizon:werk"
    #expect(abs(csv.value(table, "0%", "beter") - 7.875) < 1e-9)
    #expect(abs(csv.value(table, "50%", "beter") - 0.875) < 1e-9)
    #expect(abs(csv.value(table, "100%", "beter") + 0.125) < 1e-9)
  }

  @Test("Values keep their unit, and a scenario or the clock can be varied")
  func units() throws {
    let months = try sweep(["--vary", "clock.horizon=1:3 months:3"] + expected).0
    // 8·(2⁻ᵀ − 4⁻ᵀ).
    for (row, wanted) in [("1 months", 2.0), ("2 months", 1.5), ("3 months", 0.875)] {
      #expect(abs(months.value("sweep:atHorizon:werk", row, "beter") - wanted) < 1e-9)
    }
    let scenario = try sweep(
      ["--vary", "scenarios.beter.parameters.kans=25% per month:75% per month:2"] + expected
    ).0
    #expect(abs(scenario.value("sweep:atHorizon:werk", "25% per month", "beter") + 2.375) < 1e-9)
  }

  @Test("Two make a grid")
  func grid() throws {
    let (csv, found) = try sweep(
      ["--vary", "parameters.kans=0%:50%:2", "--vary", "doelgroepen.mensen.size=8:16:2"] + expected)
    #expect(found.status == 0, "\(found.errors)")
    let table = "sweep:atHorizon:werk:beter"
    #expect(abs(csv.value(table, "0%", "8") - 7.875) < 1e-9)
    #expect(abs(csv.value(table, "0%", "16") - 15.75) < 1e-9)
    #expect(abs(csv.value(table, "50%", "16") - 1.75) < 1e-9)
  }

  @Test("A point is what --set gives with the same seed")
  func sameAsSet() throws {
    let (csv, _) = try sweep(["--vary", "parameters.kans=10%:30%:3", "--replications", "200"])
    let (_, found) = try sweep(["--set", "parameters.kans=20%", "--replications", "200"])
    let line = found.output.components(separatedBy: "\r\n")
      .first { $0.hasPrefix(",beter,atHorizon:werk,difference.mean,") }
    let value = Double(line?.split(separator: ",", omittingEmptySubsequences: false)[4] ?? "") ?? .nan
    #expect(abs(csv.value("sweep:atHorizon:werk", "20%", "beter") - value) < 1e-9)
  }

  @Test("The text says from where to where, where it turns, and that the order changes")
  func words() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let run = { (range: String, language: String) in
      try BuiltProgram.run(
        ["compare", file, "--vary", "parameters.kans=\(range)", "--language", language] + expected
      ).output.replacing("\n", with: " ")
    }
    let turning = try run("0%:100%:3", "nl")
    #expect(turning.contains("gaat van 7,9 naar -0,1, een verschil van -8 (slaat om tussen 50% en 100%)"))
    #expect(turning.contains("verandert: bij 0% staat ‘Betere kans’ boven ‘Doorgaan zonder’"))
    #expect(try run("10%:60%:3", "nl").contains("verandert niet"))
    #expect(try run("10%:60%:3", "en").contains("does not change"))
  }

  @Test(
    "What is wrong with the values is told, with status 64",
    arguments: [
      (["--vary", "parameters.kans"], "pad=van:tot:stappen"),
      (["--vary", "parameters.kans=1%:3%"], "pad=van:tot:stappen"),
      (["--vary", "parameters.kans=1%:3 months:3"], "dezelfde eenheid"),
      (["--vary", "parameters.kans=1,5%:3%:3"], "1,5%"),
      (["--vary", "parameters.kans=1%:1%:3"], "gelijk"),
      (["--vary", "parameters.kans=1%:3%:1"], "stappen"),
      (["--vary", "a.b=1:2:2", "--vary", "a.c=1:2:2", "--vary", "a.d=1:2:2"], "hoogstens tweemaal"),
      (["--vary", "a.b=1:2:2", "--vary", "a.b=1:2:2"], "tweemaal"),
      (["--vary", "a.b=1:2:2", "--precision", "1%"], "--vary gaat niet samen"),
      (["--vary", "a.b=1:2:2", "--checkpoint", "map"], "--vary gaat niet samen"),
      (["--vary", "a.b=1:2:2", "--shard", "1/2", "--output", "x"], "--vary gaat niet samen"),
      (["--outcome", "netExits"], "--outcome hoort bij --vary"),
      (["--vary", "parameters.kans=1%:3%:2", "--outcome", "onzin"], "onzin"),
    ])
  func refused(options: [String], told: String) throws {
    let (_, found) = try sweep(options)
    #expect(found.status == 64)
    #expect(found.output.isEmpty)
    #expect(found.errors.contains(told), "\(found.errors)")
  }

  @Test("Ctrl-C stops a sweep with status 130 and leaves no half file")
  func interrupted() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let process = Process()
    process.executableURL = BuiltProgram.location
    process.arguments = [
      "compare", file, "--vary", "parameters.kans=1%:50%:50", "--replications", "5000000", "--threads", "1",
      "--output", scratch.url("uit").path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(1_500_000)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(!FileManager.default.fileExists(atPath: scratch.url("uit").path))
  }

  @Test("A path that is not there, or a value that cannot be, gives the study's own problem")
  func diagnostics() throws {
    let (_, path) = try sweep(["--vary", "parameters.kanz=1%:3%:3"])
    #expect(path.status == 65)
    #expect(path.errors.contains("Bedoelde je kans?"))
    let (_, value) = try sweep(["--vary", "parameters.kans=50%:150%:3"])
    #expect(value.status == 65)
    #expect(value.errors.contains("parameters.kans"))
  }
}

@Suite("Changes in a file")
struct ChangeFileTests {
  private func run(_ text: String, _ options: [String] = []) throws -> BuiltProgram.Outcome {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let changes = try scratch.file("set.txt", text)
    return try BuiltProgram.run(
      ["compare", file, "--expected", "--replications", "1", "--format", "csv", "--set-file", changes]
        + options)
  }

  private func atWork(_ found: BuiltProgram.Outcome) -> Double {
    let line = found.output.components(separatedBy: "\r\n")
      .first { $0.hasPrefix(",doorgaan,atHorizon:werk,value.mean,") }
    return Double(line?.split(separator: ",", omittingEmptySubsequences: false)[4] ?? "") ?? -1
  }

  @Test("Lines are changes; remarks and empty lines are skipped; what is typed has the last word")
  func lines() throws {
    let text = "# een reeks\n\nparameters.kans=25%  # een kwart\r\ndoelgroepen.mensen.size=16\n"
    #expect(abs(atWork(try run(text)) - 9.25) < 1e-9)
    #expect(abs(atWork(try run(text, ["--set", "parameters.kans=0%"])) - 0) < 1e-9)
  }

  @Test("A line that is no change is status 65, with its number")
  func badLine() throws {
    let found = try run("parameters.kans=25%\nparameters.kans 30%\n")
    #expect(found.status == 65)
    #expect(found.errors.contains("set.txt:2:"))
    #expect(found.errors.contains("pad=waarde"))
  }

  @Test("A file that is not there is status 66")
  func missing() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let found = try BuiltProgram.run(["compare", file, "--set-file", "/nergens/set.txt"])
    #expect(found.status == 66)
    #expect(found.errors.contains("/nergens/set.txt"))
  }
}
