import Foundation
import Testing

@Suite("Changes from the command line")
struct OverrideTests {
  /// The mean number of people in work at the end, by expectation.
  private func atWork(_ options: [String]) throws -> Double {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let found = try BuiltProgram.run(
      ["compare", file, "--expected", "--replications", "1", "--format", "csv"] + options)
    #expect(found.status == 0, "\(found.errors)")
    let line = found.output.components(separatedBy: "\r\n")
      .first { $0.hasPrefix(",doorgaan,atHorizon:werk,value.mean,") }
    return Double(line?.split(separator: ",", omittingEmptySubsequences: false)[4] ?? "") ?? -1
  }

  @Test("A changed parameter is computed with, over its old period")
  func parameter() throws {
    // 8 people, three months of 50% a month: 8·(1 − 1/8) = 7; of 0% nobody.
    #expect(abs(try atWork([]) - 7) < 1e-9)
    #expect(abs(try atWork(["--set", "parameters.kans=0%"]) - 0) < 1e-9)
    // 25% a month: 8·(1 − 0.75³) = 4.625.
    #expect(abs(try atWork(["--set", "parameters.kans=25%"]) - 4.625) < 1e-9)
    #expect(abs(try atWork(["--set", "parameters.kans.value=25% per month"]) - 4.625) < 1e-9)
  }

  @Test("Other sections, the clock and a scenario can be changed too")
  func elsewhere() throws {
    #expect(abs(try atWork(["--set", "doelgroepen.mensen.size=16"]) - 14) < 1e-9)
    #expect(abs(try atWork(["--set", "clock.horizon=1 month"]) - 4) < 1e-9)
    #expect(
      abs(
        try atWork(["--set", "states.bijstand.moves.werk=10% per month", "--set", "clock.horizon=1 month"])
          - 0.8) < 1e-9)
    #expect(abs(try atWork(["--set", "scenarios.beter.parameters.kans=0% per month"]) - 7) < 1e-9)
  }

  @Test("A correlated parameter can be set too: it stands fast, and the others still hang together")
  func correlated() throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "studie.yaml",
      """
      format: 1
      study: Samen
      clock: { start: 2021-01, horizon: 1 month }
      parameters:
        a: { uniform: [0, 1], confidence: own estimate }
        b: { uniform: [0, 1], confidence: own estimate }
        c: { uniform: [0, 1], confidence: own estimate }
      correlations: { samen: { between: a | b | c, correlation: 0.99 } }
      doelgroepen: { mensen: { size: 1, in: bijstand } }
      states: { bijstand: { kind: benefit } }
      outcomes:
        verschil: { unit: punten, per: study, amount: = (a - b) ^ 2 }
        product: { unit: punten, per: study, amount: = c }
      scenarios: { doorgaan: { reference: true } }
      """)
    let found = try BuiltProgram.run(
      ["compare", file, "--replications", "400", "--format", "csv", "--set", "parameters.c=0.25"])
    #expect(found.status == 0, "\(found.errors)")
    func mean(_ outcome: String) -> Double {
      let line = found.output.components(separatedBy: "\r\n")
        .first { $0.hasPrefix(",doorgaan,\(outcome),value.mean,") }
      return Double(line?.split(separator: ",", omittingEmptySubsequences: false)[4] ?? "") ?? -1
    }
    #expect(mean("product") == 0.25)
    // Drawn apart the mean square would be 1/6.
    #expect(mean("verschil") < 0.02)
  }

  @Test("A change is told with the results")
  func told() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let found = try BuiltProgram.run([
      "compare", file, "--replications", "10", "--set", "parameters.kans=25%",
    ])
    #expect(found.status == 0)
    #expect(found.output.contains("parameters.kans=25%"))
  }

  @Test(
    "A change of what is not there, or to what cannot be, is status 65",
    arguments: [
      ("parameters.kanz=25%", "kans"), ("paramters.kans=25%", "parameters"),
      ("scenarios.betr.label=x", "beter"), ("parameters.kans=250% per month", "parameters.kans"),
      ("parameters.kans=2,5%", "2.5%"), ("doelgroepen.mensen.omvang=3", "omvang"),
    ])
  func refused(change: String, told: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let found = try BuiltProgram.run(["compare", file, "--set", change])
    #expect(found.status == 65)
    #expect(found.errors.contains(told), "\(found.errors)")
  }
}

@Suite("Results of a small study")
struct ResultTests {
  @Test(
    "The same seed gives the same text, another seed another", arguments: ["text", "json", "csv", "markdown"])
  func seeds(format: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let run = { (seed: String, threads: String) in
      try BuiltProgram.run(
        ["compare", file, "--replications", "200", "--format", format, "--seed", seed, "--threads", threads])
    }
    let (one, again, other) = (try run("1", "1"), try run("1", "2"), try run("2", "1"))
    #expect(one.status == 0)
    #expect(one.output == again.output)
    #expect(one.output != other.output)
  }

  @Test("The course of a scenario shows its people", arguments: ["text", "json", "csv", "markdown"])
  func course(format: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let found = try BuiltProgram.run(
      ["run", file, "--scenario", "beter", "--replications", "50", "--format", format])
    #expect(found.status == 0)
    #expect(found.output.contains("bijstand"))
    #expect(found.errors.isEmpty)
  }

  @Test("A reader that goes away is no error")
  func brokenPipe() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let errors = scratch.url("fout")
    try Data().write(to: errors)
    shell.standardError = try FileHandle(forWritingTo: errors)
    shell.arguments = [
      "-c",
      "{ '\(BuiltProgram.location.path)' compare '\(file)' --all --format csv --replications 10; echo $? >&2; } | true",
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(try String(contentsOf: errors, encoding: .utf8) == "0\n")
  }

  @Test("Ctrl-C stops with status 130 and leaves no half file")
  func interrupted() throws {
    let scratch = try Scratch()
    let file = try scratch.file("studie.yaml", CommandLineTests.study)
    let process = Process()
    process.executableURL = BuiltProgram.location
    process.arguments = [
      "compare", file, "--replications", "50000000", "--threads", "1", "--output", scratch.url("uit").path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(1_500_000)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(!FileManager.default.fileExists(atPath: scratch.url("uit").path))
  }
}
