import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  static let study = """
    format: 1
    study: Klein voorbeeld
    clock: { start: 2021-01, horizon: 3 months }
    parameters:
      kans: { value: 50% per month, confidence: own estimate }
    doelgroepen:
      mensen: { size: 8, in: bijstand }
    states:
      bijstand: { kind: benefit, moves: { werk: = kans } }
      werk: { kind: work }
    scenarios:
      doorgaan: { label: Doorgaan zonder, reference: true }
      beter: { label: Betere kans, parameters: { kans: 75% per month } }
    """

  @Test("Help and version go to standard output with status 0")
  func help() throws {
    let help = try BuiltProgram.run(["--help"])
    #expect(help.status == 0)
    for command in ["compare", "run", "check", "schema"] { #expect(help.output.contains(command)) }
    #expect(help.errors.isEmpty)
    let version = try BuiltProgram.run(["--version"])
    #expect(version.status == 0)
    #expect(version.output == "0.1.0\n")
  }

  @Test(
    "Wrong usage is status 64",
    arguments: [
      ["onbekend"], ["compare"], ["compare", "x.yaml", "--replications", "0"],
      ["compare", "x.yaml", "--replications", "veel"], ["compare", "x.yaml", "--set", "geen-waarde"],
      ["compare", "x.yaml", "--precision", "nul"], ["compare", "x.yaml", "--format", "pdf"],
      ["compare", "x.yaml", "--seed", "-1"], ["voi", "x.yaml", "--worth", "50.000"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let found = try BuiltProgram.run(arguments)
    #expect(found.status == 64)
    #expect(found.output.isEmpty)
    #expect(!found.errors.isEmpty)
  }

  @Test("A missing file is status 66 and named", arguments: ["compare", "run", "check"])
  func missing(command: String) throws {
    let found = try BuiltProgram.run([command, "/nergens/studie.yaml"])
    #expect(found.status == 66)
    #expect(found.errors.contains("/nergens/studie.yaml"))
  }

  @Test("A file that does not exist is answered with the one in the folder that is most like it")
  func neighbour() throws {
    let scratch = try Scratch()
    let file = try scratch.file("goed.yaml", Self.study)
    for typed in ["goed.yml", "goad.yaml", "Goed.yaml"] {
      let found = try BuiltProgram.run(["check", scratch.url(typed).path])
      #expect(found.status == 66)
      #expect(found.errors.contains("bestaat niet. Bedoelde je \(file)?"), "\(found.errors)")
    }
    #expect(
      !(try BuiltProgram.run(["check", scratch.url("iets-anders.yaml").path])).errors.contains("Bedoelde"))
  }

  @Test(
    "A command that does not exist is answered with the one most like it",
    arguments: [
      ("comparee", "Bedoelde je compare?"), ("letters", "Bedoelde je letter?"), ("xyz", "werkfit --help"),
    ])
  func unknownCommand(typed: String, answer: String) throws {
    let found = try BuiltProgram.run([typed, "x.yaml"])
    #expect(found.status == 64)
    #expect(found.errors.contains("De opdracht \(typed) bestaat niet. \(answer)"), "\(found.errors)")
  }

  @Test("A change that is none is named with what was expected")
  func noChange() throws {
    let found = try BuiltProgram.run(["compare", "x.yaml", "--set", "prijs"])
    #expect(found.status == 64)
    #expect(found.errors.contains("gevonden ‘prijs’, verwacht pad=waarde"), "\(found.errors)")
  }

  @Test("A wrong study is status 65, with file, line and key", arguments: ["compare", "check"])
  func wrongStudy(command: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("fout.yaml", Self.study.replacing("kind: work", with: "soort: work"))
    let found = try BuiltProgram.run([command, file])
    #expect(found.status == 65)
    #expect(found.output.isEmpty)
    #expect(found.errors.contains("fout.yaml:10:"))
    #expect(found.errors.contains("soort"))
  }

  @Test("A study that is in order is summed up")
  func check() throws {
    let scratch = try Scratch()
    let found = try BuiltProgram.run(["check", try scratch.file("goed.yaml", Self.study)])
    #expect(found.status == 0)
    #expect(found.output.contains("in orde"))
    #expect(found.output.contains("2 toestanden"))
    #expect(found.output.contains("2 scenario's"))
    #expect(found.output.contains("1 van de 1 aannames"))
  }

  @Test("An unknown scenario or reading is status 64, with the nearest name")
  func unknownNames() throws {
    let scratch = try Scratch()
    let file = try scratch.file("goed.yaml", Self.study)
    let scenario = try BuiltProgram.run(["compare", file, "--scenario", "betr"])
    #expect(scenario.status == 64)
    #expect(scenario.errors.contains("Bedoelde je beter?"))
    let reading = try BuiltProgram.run(["compare", file, "--reading", "hoog", "--language", "en"])
    #expect(reading.status == 64)
    #expect(reading.errors.contains("There is no reading hoog"))
  }

  @Test("The schemas are JSON that says which version of JSON Schema it is", arguments: [[], ["--results"]])
  func schemas(options: [String]) throws {
    let found = try BuiltProgram.run(["schema"] + options)
    #expect(found.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test("A file that cannot be made is status 73 and leaves nothing behind")
  func cannotCreate() throws {
    let scratch = try Scratch()
    let found = try BuiltProgram.run(["schema", "--output", scratch.url("geen/map/uit.json").path])
    #expect(found.status == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
    let folder = try BuiltProgram.run(["schema", "--output", scratch.folder.path])
    #expect(folder.status == 73)
  }

  @Test(
    "An output file that cannot be made is refused with the reason, before anything is computed",
    arguments: ["compare", "run", "validate"])
  func refusedOutput(command: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("goed.yaml", Self.study)
    for (output, status, told) in [
      (scratch.url("geen/map/uit.txt").path, 73, "geen/map bestaat niet"),
      (scratch.folder.path, 73, "dat is een map"), (file + "/uit.txt", 73, "goed.yaml is geen map"),
      ("", 64, "Noem een bestand"),
    ] {
      // So many replications would take minutes.
      let found = try BuiltProgram.run([command, file, "--replications", "90000000", "--output", output])
      #expect(found.status == status)
      #expect(found.errors.contains(told), "\(found.errors)")
      #expect(found.output.isEmpty)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["goed.yaml"])
  }

  @Test("An output in a folder without rights is status 73", .enabled(if: getuid() != 0))
  func closedFolder() throws {
    let scratch = try Scratch()
    let file = try scratch.file("goed.yaml", Self.study)
    let closed = scratch.url("dicht")
    try FileManager.default.createDirectory(
      at: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o555])
    let found = try BuiltProgram.run(["compare", file, "--output", closed.appendingPathComponent("uit").path])
    #expect(found.status == 73)
    #expect(found.errors.contains("mag niet worden geschreven"))
  }

  @Test(
    "A folder or an empty file as study says so", arguments: ["compare", "run", "check", "validate"])
  func noStudy(command: String) throws {
    let scratch = try Scratch()
    let folder = try BuiltProgram.run([command, scratch.folder.path])
    #expect(folder.status == 66)
    #expect(folder.errors.contains("dit is een map"))
    let empty = try BuiltProgram.run([command, try scratch.file("leeg.yaml", "")])
    #expect(empty.status == 65)
    #expect(empty.errors.contains("dit bestand is leeg"))
  }

  @Test("A full disk is status 74", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    #expect(try BuiltProgram.run(["schema", "--output", "/dev/full"]).status == 74)
  }

  @Test("An output file holds what standard output would have held")
  func outputFile() throws {
    let scratch = try Scratch()
    let printed = try BuiltProgram.run(["schema", "--results"])
    let written = try BuiltProgram.run(["schema", "--results", "--output", scratch.url("uit.json").path])
    #expect(written.output.isEmpty)
    #expect(try String(contentsOf: scratch.url("uit.json"), encoding: .utf8) == printed.output)
  }
}
