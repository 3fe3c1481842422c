import Foundation
import Testing
import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

@testable import WerkfitReport

@Suite("The comparison report")
struct ComparisonPageTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What a small run of a study gives.
  static func material(_ file: String, language: Language = .dutch, withSensitivity: Bool = false) throws
    -> ExportMaterial
  {
    let (study, diagnostics, sources) = StudyReader.readKeepingSources(file: file, overrides: [])
    let read = try #require(study, "\(diagnostics)")
    var settings = RunSettings()
    settings.replications = 40
    settings.threads = 1
    settings.coursesKept = 20
    var material = try ExportMaterial(
      of: simulate(read, settings: settings), scenario: read.usualScenario?.name ?? "",
      studyHash: sources.hash, changes: [], language: language)
    if withSensitivity { try material.addSensitivity(watch: .init()) }
    material.addValidation()
    return material
  }

  static let example = root.appendingPathComponent("Scenarios/voorbeeld.yaml").path

  static func page(_ material: ExportMaterial, stills: [String: String] = [:]) -> ComparisonPage {
    ComparisonPage(
      material, made: LetterDate(year: 2026, month: 11, day: 22), stills: stills, vega: nil)
  }

  /// The text of a page as a reader sees it, entities resolved.
  static func text(_ html: String) -> String {
    let body = html.split(separator: "<body>", maxSplits: 1).last.map(String.init) ?? html
    return body.replacing(#/<script[^>]*>[\s\S]*?</script>/#, with: " ").replacing(#/<[^>]*>/#, with: "\n")
      .replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&amp;", with: "&").replacing("\u{a0}", with: " ")
  }

  @Test(
    "Every number of the comparison stands on the page as it does elsewhere", arguments: Language.allCases)
  func numbers(_ language: Language) throws {
    let material = try Self.material(Self.example, language: language, withSensitivity: true)
    let page = Self.page(material, stills: ["balance": "<svg/>"])
    let html = try page.html()
    let lines = Set(Self.text(html).split(separator: "\n").map { String($0).trimmed })
    func expect(_ text: String?, _ what: String) {
      guard let text else { return }
      let plain = text.replacing("\u{a0}", with: " ")
      #expect(lines.contains(plain), "\(what): \(plain)")
    }
    for row in (page.rows.everything + page.rows.headline).flatMap(\.rows) {
      expect(row.label.trimmed.raisingFirst, "label")
      for cell in row.cells {
        // A chance of a target has its frequency on a line of its own.
        guard let cell, !page.rows.targetSections.flatMap(\.rows).contains(row) else { continue }
        expect(cell.main, row.label)
        expect(cell.interval80.map { "80%: \($0)" }, row.label)
        expect(cell.interval95.map { "95%: \($0)" }, row.label)
      }
    }
    for chance in material.comparison.base.targets.flatMap(\.chances).compactMap(\.self) {
      expect(page.numbers.percent(chance.probability, error: chance.standardError), "target")
      expect(page.numbers.frequency(chance), "target")
    }
    for sentence in SummarySentences(
      comparison: material.comparison, focus: material.focus, say: page.say, numbers: page.numbers
    ).all {
      expect(sentence, "summary")
    }
    expect(material.studyHash, "hash")
    #expect(html.contains("<html lang=\"\(language == .dutch ? "nl" : "en")\">"))
    #expect(html.contains("data:image/svg+xml;base64,PHN2Zy8+"))
    for id in [
      "summary", "comparison", "charts", "sensitivity", "targets", "assumptions", "method", "glossary",
    ] {
      #expect(html.contains("<section id=\"\(id)\""), "\(id)")
    }
    for kind in ["balance", "people", "cash-flow", "people-over-time", "parties", "tornado"] {
      #expect(html.contains("id=\"chart-\(kind)\""), "\(kind)")
    }
  }

  @Test("The scenario beside which all others stand comes last")
  func referenceLast() throws {
    let material = try Self.material(Self.example)
    #expect(Self.page(material).columns == [1, 0])
  }

  @Test("Hostile text is only text")
  func hostile() throws {
    let nasty = #"</script><script>alert(1)</script><img src=x onerror=alert(2)> <!-- ' {{words.kind}}"#
    let accent = "\"\u{301} onmouseover=alert(3) <\u{301}b> &\u{301}"
    func quoted(_ text: String) -> String {
      // Scalar by scalar: a quotation mark with an accent is another Character.
      text.unicodeScalars.reduce("\"") { $0 + ($1 == "\\" || $1 == "\"" ? "\\" : "") + String($1) } + "\""
    }
    var text = try String(contentsOf: URL(fileURLWithPath: Self.example), encoding: .utf8)
    for (old, new) in [
      ("study: Arbeidstraining voor 60 mensen", "study: \(quoted(nasty + accent))"),
      (
        "question: Wat levert een half jaar arbeidstraining op, tegenover doorgaan zonder?",
        "question: \(quoted(nasty + accent))"
      ),
      ("title: Werkfit-trajecten,", "title: \(quoted(nasty)), url: \(quoted("javascript:alert(4)")),"),
      (
        "title: Uitstroom uit de bijstand naar werk,",
        "title: \(quoted(accent)), url: \(quoted("https://cbs.nl/\" onclick=x")),"
      ),
      ("label: In de bijstand", "label: \(quoted(nasty))"),
      ("label: Aan het werk,", "label: \(quoted(accent)),"),
      ("label: Arbeidstraining\n", "label: \(quoted(nasty + accent))\n"),
      (
        "note: 49.000 van de 408.000 in 2021; de spreiding is een eigen schatting",
        "note: \(quoted(nasty + accent))"
      ),
    ] {
      #expect(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID()).yaml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let html = try Self.page(Self.material(file.path, withSensitivity: true)).html()
    let plain = try Self.page(Self.material(Self.example, withSensitivity: true)).html()
    func count(_ sign: String, _ page: String) -> Int {
      page.unicodeScalars.split(separator: sign.unicodeScalars).count
    }
    for sign in [
      "<script", "</script", "<img", "<b>", "<!--", "onclick=\"", "href=\"javascript:", "href=\"https://cbs",
    ] {
      #expect(count(sign, html) == count(sign, plain), "\(sign)")
    }
    #expect(!html.unicodeScalars.contains("\"\u{301}".unicodeScalars))
    #expect(!html.unicodeScalars.contains("<\u{301}".unicodeScalars))
    #expect(html.contains("{{words.kind}}"))
  }

  @Test(
    "A study without money, without a choice or without uncertainty has a report",
    arguments: [
      "Tests/WerkfitEngineTests/Studies/three-states.yaml",
      "Tests/WerkfitEngineTests/Studies/absorbing-chain.yaml",
      "Tests/WerkfitEngineTests/Studies/hiv.yaml", "Tests/WerkfitEngineTests/Studies/heart-valve.yaml",
      "Tests/WerkfitEngineTests/Studies/age-table.yaml", "Tests/WerkfitEngineTests/Studies/hiv-psa.yaml",
    ])
  func otherStudies(_ file: String) throws {
    let material = try Self.material(Self.root.appendingPathComponent(file).path)
    for html in [try Self.page(material).html()] {
      let text = Self.text(html)
      #expect(!text.contains("{{") && !text.contains("Optional(") && !text.contains("nan"))
      let headings = html.matches(of: #/<h2 id="([a-z]+)-head">([^<]*)</h2>/#)
      #expect(headings.count >= 5)
      for heading in headings { #expect(!heading.2.isEmpty && html.contains("href=\"#\(heading.1)\"")) }
      #expect(!html.contains("<th scope=\"col\"></th>"))
    }
    if !material.comparison.run.hasMoney {
      #expect(try ComparisonPage.drawings(material)["balance"] == nil)
    }
  }

  @Test("Only web addresses become links")
  func addresses() {
    #expect(ComparisonPage.webAddress("https://example.org/a?b=c") != nil)
    for text in [
      "javascript:alert(1)", "data:text/html,x", "https://a b", "https://a\"b", " https://a", "//a", "",
    ] {
      #expect(ComparisonPage.webAddress(text) == nil, "\(text)")
    }
  }
}
