import Foundation
import Testing

@testable import WerkfitStudy

/// A file that nobody would write, made when the test runs, with what the reader should say of it.
struct HostileFile: Sendable, CustomTestStringConvertible {
  var name: String
  var kind: Diagnostic.Kind
  var words: [String]
  var bytes: @Sendable () -> Data
  var testDescription: String { name }

  init(_ name: String, _ kind: Diagnostic.Kind, _ words: String..., bytes: @escaping @Sendable () -> Data) {
    self.name = name
    self.kind = kind
    self.words = words
    self.bytes = bytes
  }

  /// A file of text in UTF-8.
  init(_ name: String, _ kind: Diagnostic.Kind, _ words: String..., text: @escaping @Sendable () -> String) {
    self.name = name
    self.kind = kind
    self.words = words
    self.bytes = { Data(text().utf8) }
  }

  /// A study around some extra lines at the top level.
  static func study(_ extra: String = "", scenarios: String = "") -> String {
    """
    format: 1
    study: Een studie met een café
    clock: { start: 2021-01, horizon: 12 months }
    doelgroepen: { groep: { size: 100, in: bijstand } }
    states: { bijstand: { moves: { werk: 2% per month } }, werk: {} }
    \(extra)
    scenarios:
      niets: { reference: true }
    \(scenarios)
    """
  }

  static let all: [HostileFile] = [
    HostileFile("100 MB of lines", .unreadable, "te groot") {
      Data(repeating: UInt8(ascii: "\n"), count: 100_000_000)
    },
    HostileFile("100 MB without a line end", .unreadable, "te groot") {
      Data(repeating: UInt8(ascii: "a"), count: 100_000_000)
    },
    HostileFile("UTF-16 with a byte order mark", .unreadable, "UTF-8", "UTF-16") {
      study().data(using: .utf16) ?? Data()
    },
    HostileFile("UTF-16 without a byte order mark", .unreadable, "UTF-8", "UTF-16") {
      study().data(using: .utf16LittleEndian) ?? Data()
    },
    HostileFile("UTF-32", .unreadable, "UTF-8") { study().data(using: .utf32BigEndian) ?? Data() },
    HostileFile("Latin-1", .unreadable, "UTF-8", "regel 2") {
      study().data(using: .isoLatin1) ?? Data()
    },
    HostileFile("half a character at the end", .unreadable, "UTF-8") {
      Data(study().utf8) + Data([0xE2, 0x82])
    },
    HostileFile("a NUL in the text", .syntax, "U+0", "teken") { study("unpriced: [a\u{0}b]") },
    HostileFile("a control code that YAML writes with other signs", .syntax, "U+1B", "teken") {
      study("unpriced: [\"weg\\e]0;titel\\a\"]")
    },
    HostileFile("a control code in a key", .syntax, "U+9B", "teken") { study("\"\\x9b2J\": 1") },
    HostileFile("writing turned around", .syntax, "U+202E", "teken") { study("unpriced: [a\u{202E}b]") },
    HostileFile("random bytes", .unreadable, "UTF-8") {
      Data((0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 131) })
    },
    HostileFile("100,000 opening brackets", .syntax, "te veel") {
      String(repeating: "[", count: 100_000)
    },
    HostileFile("100,000 opening braces", .syntax, "te veel") {
      String(repeating: "{a: ", count: 100_000)
    },
    HostileFile("1,000 levels of indentation", .syntax, "te veel") {
      (0..<1_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    },
    HostileFile("10,000 dashes on a line", .syntax, "te veel") {
      String(repeating: "- ", count: 10_000) + "a"
    },
    HostileFile("10,000 unknown keys", .unknownKey, "onbekende sleutel") {
      study((0..<10_000).map { "sleutel-\($0): 1" }.joined(separator: "\n"))
    },
    HostileFile("20,000 unknown names", .unknownName, "bestaat niet") {
      study("report: [\((0..<20_000).map { "uitkomst-\($0)" }.joined(separator: ", "))]")
    },
    HostileFile("a key of a million letters", .syntax, "dubbele punt") {
      study("\"\(String(repeating: "a", count: 1_000_000))\": 1")
    },
    HostileFile("a formula of 100,000 parentheses", .formula, "te lang") {
      study("parameters: { x: = \(String(repeating: "(", count: 100_000)) }")
    },
    HostileFile("a formula of 100,000 minus signs", .formula, "te lang") {
      study("parameters: { x: = \(String(repeating: "-", count: 100_000))1 }")
    },
    HostileFile("a formula of 100,000 powers", .formula, "te lang") {
      study("parameters: { x: = 1\(String(repeating: "^1", count: 100_000)) }")
    },
    HostileFile("a formula of 100,000 terms", .formula, "te lang") {
      study("parameters: { x: = 1\(String(repeating: "+1", count: 100_000)) }")
    },
    HostileFile("a cycle through 5,000 parameters", .cycle, "p0") {
      study(
        "parameters:\n"
          + (0..<5_000).map { "  p\($0): = p\(($0 + 1) % 5_000) + 1" }.joined(separator: "\n"))
    },
    HostileFile("a cycle through 5,000 scenarios", .cycle, "s0") {
      study(
        scenarios: (0..<5_000).map { "  s\($0): { based: s\(($0 + 1) % 5_000) }" }.joined(separator: "\n"))
    },
    HostileFile("9,000 scenarios that build on each other", .value, "hooguit 200", "9001") {
      study(
        scenarios: (0..<9_000).map { "  s\($0): { based: \($0 == 0 ? "niets" : "s\($0 - 1)") }" }.joined(
          separator: "\n"))
    },
    HostileFile("2,000 states and an unknown key", .unknownKey, "onbekende sleutel") {
      study("onbekend: 1").replacing(
        "werk: {} }",
        with: "werk: {}, "
          + (0..<2_000).map { "s\($0): { moves: { werk: 1% per month } }" }.joined(separator: ", ") + " }")
    },
    HostileFile("20,000 anchors that hold each other", .syntax, "te veel ankers") {
      "a0: &a0 [1, 1]\n"
        + (1..<20_000).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
    },
    HostileFile("the same key 10,000 times", .duplicate, "report") {
      study("unpriced: [x]\n" + String(repeating: "report: [started]\n", count: 10_000))
    },
    HostileFile("2,500 keys that all stand there twice", .duplicate, "in hetzelfde blok") {
      study((0..<2_500).map { "k\($0): 1\nk\($0): 2" }.joined(separator: "\n"))
    },
    HostileFile("a number of a million digits", .value, "te lang") {
      study("parameters: { x: \(String(repeating: "9", count: 1_000_000)) }")
    },
  ]
}

@Suite(.serialized) struct HostileFilesTests {
  private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("A hostile file gets a clear answer within a second", arguments: HostileFile.all)
  func aHostileFileGetsAClearAnswer(file: HostileFile) throws {
    try withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("studie.yaml")
      try file.bytes().write(to: path)
      let (reading, seconds) = readTimed(path.path)
      let errors = reading.diagnostics.filter { $0.severity == .error }
      let first = try #require(errors.first { $0.kind == file.kind }, "\(errors.prefix(3).map { $0.text() })")
      let text = first.text(in: .dutch)
      for word in file.words { #expect(text.contains(word), "\(text)") }
      // Whatever the file holds, what we print of it stays readable.
      #expect(reading.diagnostics.allSatisfy { $0.text().count < 1_500 })
      #expect(reading.diagnostics.count <= 501)
      #expect(reading.study == nil)
      #expect(seconds < patience)
    }
  }

  @Test("A long chain that is no cycle is read")
  func aLongChainIsRead() throws {
    try withTemporaryFolder { folder in
      let chain = (0..<2_000).map { "  p\($0): = p\($0 + 1)" }.joined(separator: "\n")
      let path = folder.appendingPathComponent("studie.yaml")
      try Data(HostileFile.study("parameters:\n\(chain)\n  p2000: 1").utf8).write(to: path)
      let (reading, seconds) = readTimed(path.path)
      #expect(reading.study != nil, "\(reading.diagnostics.prefix(3).map { $0.text() })")
      #expect(seconds < patience)
    }
  }

  @Test("What is no file is told apart", arguments: ["bestaat-niet.yaml", ".", "lus.yaml", "pijp.yaml"])
  func whatIsNoFileIsToldApart(name: String) throws {
    try withTemporaryFolder { folder in
      let loop = folder.appendingPathComponent("lus.yaml").path
      try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
      #expect(mkfifo(folder.appendingPathComponent("pijp.yaml").path, 0o600) == 0)
      let path = folder.appendingPathComponent(name).path
      let (reading, seconds) = readTimed(path)
      #expect(reading.study == nil)
      #expect(reading.diagnostics.count == 1)
      let isMissing = ["bestaat-niet.yaml", "lus.yaml"].contains(name)
      #expect(reading.diagnostics.first?.kind == (isMissing ? .missingFile : .notOpened))
      #expect(seconds < patience)
    }
  }

  @Test("A file with a byte order mark, or with line ends of Windows, is read like any other")
  func harmlessVariantsAreRead() throws {
    try withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("studie.yaml")
      let text = HostileFile.study()
      for variant in ["\u{FEFF}" + text, text.replacingOccurrences(of: "\n", with: "\r\n")] {
        try Data(variant.utf8).write(to: path)
        let reading = StudyReader.read(file: path.path)
        #expect(reading.study?.title == "Een studie met een café", "\(reading.diagnostics)")
      }
    }
  }
}
