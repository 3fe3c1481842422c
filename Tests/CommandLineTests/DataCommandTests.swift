import Foundation
import Testing

@Suite("Own data on the command line")
struct DataCommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private let example = root.appendingPathComponent("Scenarios/gegevens/voorbeeld-spells.csv").path
  private let study = root.appendingPathComponent("Scenarios/voorbeeld.yaml").path

  /// Spells of which ten end in month 1, ten in month 2.
  private func twenty() -> String {
    (["client_pseudo;programma;maanden;uitkomst"]
      + (0..<20).map { "geheim\($0);groep;\($0 < 10 ? 1 : 2);werk" }).joined(separator: "\n") + "\n"
  }

  @Test("Hazards, survival and its interval are those worked out by hand")
  func byHand() throws {
    let scratch = try Scratch()
    let file = try scratch.file("spells.csv", twenty())
    let found = try BuiltProgram.run(["data", file, "--format", "csv"])
    #expect(found.status == 0, "\(found.errors)")
    let csv = AnalysisCSV(found.output)
    #expect(csv.value("hazard:groep", "1", "atRisk") == 20)
    #expect(csv.value("hazard:groep", "1", "hazard") == 0.5)
    #expect(csv.value("hazard:groep", "2", "hazard") == 1)
    #expect(csv.value("stay:groep", "1", "survival") == 0.5)
    // Greenwood: 0.5·√(10/(20·10)) = 0.1118; 0.5 − 1.96·0.1118.
    #expect(abs(csv.value("stay:groep", "1", "low") - 0.28087) < 1e-4)
    #expect(csv.value("stay:groep", "2", "incidence:werk") == 1)
    // 20 exits in 20 + 10 person-months: Beta(20.5, 10.5), mean 20.5/31.
    #expect(abs(csv.value("suggestions", "groep:1-", "mean") - 20.5 / 31) < 1e-9)
    #expect(try BuiltProgram.run(["data", file]).output.contains("beta: [20.5, 10.5], per: month"))
  }

  @Test("Monthly counts will do, and running spells need the last month that was looked at")
  func otherForms() throws {
    let scratch = try Scratch()
    let counts = try scratch.file(
      "aantallen.csv", "programma;maand;lopend;uitstroom_werk\ngroep;1;40;12\ngroep;2;28;14\n")
    let csv = AnalysisCSV(try BuiltProgram.run(["data", counts, "--format", "csv"]).output)
    #expect(csv.value("hazard:groep", "1", "hazard") == 0.3)
    #expect(abs(csv.value("stay:groep", "2", "survival") - 0.35) < 1e-12)
    let rows = (0..<12).map { "2021-01;\($0 < 11 ? "2021-03" : "");\($0 < 11 ? "werk" : "")" }
    let running = try scratch.file(
      "lopend.csv", (["start_maand;eind_maand;uitkomst"] + rows).joined(separator: "\n"))
    let refused = try BuiltProgram.run(["data", running])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("peilmaand"))
    let found = try BuiltProgram.run(["data", running, "--observed-until", "2021-06", "--format", "csv"])
    #expect(found.status == 0, "\(found.errors)")
    // Eleven leave in month 3 after 12 people for three months; one is followed for three more, in tens.
    #expect(AnalysisCSV(found.output).value("groups", "allen", "personMonths") == 40)
  }

  @Test("The example gives back the chances from which it was made")
  func knownChances() throws {
    let csv = AnalysisCSV(try BuiltProgram.run(["data", example, "--format", "csv"]).output)
    for (row, truth) in [
      ("begeleiding:werk_vol:1-6", 0.04), ("begeleiding:zelf_gestopt:1-6", 0.02),
      ("werkplek:werk_vol:1-6", 0.08), ("werkplek:zelf_gestopt:1-6", 0.03), ("werkplek:werk_vol:7-12", 0.04),
      ("begeleiding:terugkeer:1-6", 0.02),
    ] {
      #expect(csv.value("suggestions", row, "low") < truth, "\(row)")
      #expect(csv.value("suggestions", row, "high") > truth, "\(row)")
    }
  }

  @Test("No row reaches any output", arguments: ["text", "json", "csv", "markdown"])
  func noRows(format: String) throws {
    let scratch = try Scratch()
    // Every row has a pseudonym, a day and a remark of its own.
    let rows = (0..<30).map { number in
      "geheim\(number);groep;2021-03-\(10 + number % 18);2021-0\(5 + number % 4)-17;werk;opmerking\(number)"
    }
    let text = (["client_pseudo;programma;start;eind;uitkomst;notitie"] + rows).joined(separator: "\n")
    let file = try scratch.file("spells.csv", text)
    let written = scratch.url("eigen.yaml").path
    let found = try BuiltProgram.run([
      "data", file, "--format", format, "--allow-small-groups", "--write", written,
    ])
    #expect(found.status == 0, "\(found.errors)")
    let all = found.output + found.errors + (try String(contentsOfFile: written, encoding: .utf8))
    for word in ["geheim", "opmerking", "2021-03", "-17"] { #expect(!all.contains(word), "\(word)") }
    // Only what was read and what was asked for is on disk.
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.url(".").path)
    #expect(Set(left) == ["spells.csv", "eigen.yaml"])
  }

  @Test(
    "Numbers under ten are not shown unless that is asked for",
    arguments: ["text", "json", "csv", "markdown"])
  func smallNumbers(format: String) throws {
    let scratch = try Scratch()
    let rows = (0..<25).map { "x;\($0 < 4 ? 1 : 3);\($0 < 4 ? "werk" : "lopend")" }
    let text = (["programma;maanden;uitkomst"] + rows).joined(separator: "\n")
    let file = try scratch.file("spells.csv", text)
    let hidden = try BuiltProgram.run(["data", file, "--format", format])
    #expect(hidden.status == 0, "\(hidden.errors)")
    #expect(!hidden.output.contains("4.5"))
    if format == "json" {
      let exits = try #require(try Self.row("groups", of: hidden.output))
      #expect(exits["exits"] is NSNull)
      #expect(exits["exitsHidden"] as? Bool == true && exits["exitsBelow"] as? Int == 10)
    } else {
      let words = hidden.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("minder dan 10"), "\(hidden.output)")
    }
    let shown = try BuiltProgram.run(["data", file, "--format", format, "--allow-small-groups"])
    #expect(!shown.output.contains("minder dan 10") && !shown.output.contains("Hidden"))
    #expect(shown.output.contains(format == "csv" ? "persons,4," : "4"))
  }

  private static func row(_ table: String, of json: String) throws -> [String: Any]? {
    let whole = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let tables = (whole?["analysis"] as? [String: Any])?["tables"] as? [[String: Any]]
    return (tables?.first { $0["key"] as? String == table }?["rows"] as? [[String: Any]])?.first
  }

  @Test("Where all but a few have left, the number of people is not told, since these would follow from it")
  func complement() throws {
    let scratch = try Scratch()
    let rows = (0..<30).map { "x;\($0 % 6 + 1);\($0 < 27 ? "werk" : "lopend")" }
    let file = try scratch.file("spells.csv", (["programma;maanden;uitkomst"] + rows).joined(separator: "\n"))
    let found = try BuiltProgram.run(["data", file, "--format", "json"])
    let group = try #require(try Self.row("groups", of: found.output))
    #expect(group["exits"] as? Int == 27)
    #expect(group["people"] is NSNull && group["peopleHidden"] as? Bool == true)
    #expect(try #require(try Self.row("hazard:x", of: found.output))["atRisk"] is NSNull)
  }

  @Test("Another bound can be set, but not below five")
  func smallCounts() throws {
    let scratch = try Scratch()
    let rows = (0..<18).map { "x;\($0 < 6 ? 1 : 3);\($0 < 6 ? "werk" : "lopend")" }
    let file = try scratch.file("spells.csv", (["programma;maanden;uitkomst"] + rows).joined(separator: "\n"))
    let five = try BuiltProgram.run(["data", file, "--small-counts", "5", "--format", "csv"])
    #expect(AnalysisCSV(five.output).value("groups", "x", "exits") == 6)
    #expect(try BuiltProgram.run(["data", file, "--small-counts", "20"]).status == 65)
    #expect(try BuiltProgram.run(["data", file, "--small-counts", "4"]).status == 64)
  }

  @Test("The written catalogue is marked as own data, and one without protection says so")
  func marked() throws {
    let scratch = try Scratch()
    let file = try scratch.file("spells.csv", twenty())
    let written = scratch.url("eigen.yaml").path
    _ = try BuiltProgram.run(["data", file, "--write", written])
    #expect(try String(contentsOfFile: written, encoding: .utf8).contains("ownData: true"))
    _ = try BuiltProgram.run(["data", file, "--write", written, "--allow-small-groups"])
    let open = try String(contentsOfFile: written, encoding: .utf8)
    #expect(!open.contains("ownData") && open.contains("niet afgeschermd"))
  }

  @Test("Personal data and small groups are refused with the reason only")
  func privacy() throws {
    let scratch = try Scratch()
    let number = try scratch.file(
      "bsn.csv", "nummer;maanden;uitkomst\n" + (0..<12).map { _ in "111222333;3;werk\n" }.joined())
    let found = try BuiltProgram.run(["data", number])
    #expect(found.status == 65)
    #expect(found.errors.contains("nummer") && found.errors.contains("11-proef"))
    #expect(!found.errors.contains("111222333"))
    let birth = try scratch.file("geb.csv", "geboortedatum;maanden;uitkomst\n1980-01-01;3;werk\n")
    #expect(try BuiltProgram.run(["data", birth]).status == 65)
    let rows =
      (0..<9).map { _ in "klein;3;werk\n" }.joined() + (0..<12).map { _ in "groot;3;werk\n" }.joined()
    let small = try scratch.file("klein.csv", "programma;maanden;uitkomst\n" + rows)
    let refused = try BuiltProgram.run(["data", small])
    #expect(refused.status == 65)
    #expect(!refused.errors.contains("klein;") && refused.output.isEmpty)
    #expect(try BuiltProgram.run(["data", small, "--allow-small-groups"]).status == 0)
  }

  @Test("A mapped parameter goes into the study, and the written lines give the same study")
  func mapped() throws {
    let scratch = try Scratch()
    let written = scratch.url("eigen.txt").path
    let found = try BuiltProgram.run([
      "data", example, "--study", study, "--map", "kans=begeleiding:werk_vol:1-6", "--map",
      "tarief=werkplek:kosten", "--write", written, "--format", "csv",
    ])
    #expect(found.status == 0, "\(found.errors)")
    let csv = AnalysisCSV(found.output)
    #expect(abs(csv.value("fitted", "kans", "before") - 0.01) < 1e-9)
    let suggested = csv.value("suggestions", "begeleiding:werk_vol:1-6", "mean")
    #expect(abs(csv.value("fitted", "kans", "after") - suggested) < 1e-5)
    let lines = try String(contentsOfFile: written, encoding: .utf8)
    #expect(lines.contains("parameters.kans={ beta: ["))
    let run = try BuiltProgram.run(["compare", study, "--set-file", written, "--replications", "20"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("The written catalogue can be taken in by a study")
  func catalogue() throws {
    let scratch = try Scratch()
    _ = try BuiltProgram.run(["data", example, "--write", scratch.url("eigen.yaml").path])
    let text = CommandLineTests.study.replacing("format: 1", with: "format: 1\nuses: [eigen.yaml]")
      .replacing("werk: = kans", with: "werk: = eigen-werkplek-werk-vol-1-6")
    let file = try scratch.file("studie.yaml", text)
    let found = try BuiltProgram.run(["compare", file, "--replications", "20"])
    #expect(found.status == 0, "\(found.errors)")
  }

  @Test(
    "Wrong usage is told with status 64",
    arguments: [
      (["--map", "kans=begeleiding:werk_vol:1-7"], "Bedoelde je"), (["--study", "x.yaml"], "--map"),
      (["--observed-until", "juni"], "jjjj-mm"), (["--bands", "12,6"], "oplopen"),
    ])
  func wrongUsage(options: [String], told: String) throws {
    let found = try BuiltProgram.run(["data", example] + options)
    #expect(found.status == 64)
    #expect(found.errors.contains(told), "\(found.errors)")
  }

  @Test("A file that is not there is 66, a column that is not there 65")
  func missing() throws {
    #expect(try BuiltProgram.run(["data", "/nergens.csv"]).status == 66)
    let found = try BuiltProgram.run(["data", example, "--group-by", "wijk"])
    #expect(found.status == 65)
    #expect(found.errors.contains("wijk"))
  }
}
