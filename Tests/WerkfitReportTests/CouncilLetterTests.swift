import Foundation
import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

@testable import WerkfitReport

@Suite("The letter to the council")
struct CouncilLetterTests {
  /// Words that say more than a study can, or that a council does not know (shared rules of the economics).
  static let forbidden = [
    "rendabel", "kosteneffectief", "verdient zich terug", "bewezen", "significant", "garantie", "garandeert",
    "beste",
    "deadweight", "lock-in", "uitval", "nulalternatief", "SROI", "maatschappelijk rendement",
  ]

  @Test("A letter is made of every variation of the study")
  func everyVariation() { #expect(LetterStudies.varied.count == LetterStudies.variations.count) }

  @Test("No letter has a word that a council should not read", arguments: LetterStudies.variations.indices)
  func words(variation: Int) throws {
    let findings = LetterStudies.varied[variation]
    for form in LetterForm.allCases {
      let text = try LetterStudies.letter(findings, form: form).markdown()
      let words = text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
      for word in Self.forbidden where !word.contains(" ") {
        #expect(!words.contains(word.lowercased()), "\(form): \(word)")
      }
      for phrase in Self.forbidden where phrase.contains(" ") {
        #expect(text.range(of: phrase, options: .caseInsensitive) == nil, "\(form): \(phrase)")
      }
      #expect(!words.contains("nan") && !words.contains("inf"))
      #expect(!text.contains("{{") && !text.contains("}}"))
    }
  }

  @Test(
    "The first line tells the sign of the balance, and no more than its interval carries",
    arguments: LetterStudies.variations.indices)
  func firstLine(variation: Int) throws {
    let findings = LetterStudies.varied[variation]
    let text = try LetterStudies.letter(findings).markdown()
    let lines = text.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("## In het kort") })
    let first = try #require(lines[start...].first { $0.contains("‘Arbeidstraining’") }).description
    let balance = try #require(findings.comparison.base.economics[findings.focus]?.netPresentValue)
    let isFirm = balance.interval80.upper < 0 || balance.interval80.lower > 0
    #expect(first.contains("onzeker of") == !isFirm, "\(balance): \(first)")
    if isFirm {
      #expect(first.contains(balance.mean < 0 ? "meer dan het oplevert" : "meer op dan het kost"), "\(first)")
    }
    #expect(
      first.contains("de gemeente") && first.contains("5 jaar"), "for whom and over which time: \(first)")
  }

  @Test("Arguments for a plan are never uncertain ones", arguments: LetterStudies.variations.indices)
  func arguments(variation: Int) throws {
    let findings = LetterStudies.varied[variation]
    let letter = LetterStudies.letter(findings, form: .advies)
    for argument in letter.arguments { #expect(!argument.contains("onzeker"), "\(argument)") }
    let balance = try #require(findings.comparison.base.economics[findings.focus]?.netPresentValue)
    let isAgainst = letter.caveats.contains { $0.contains("meer dan het oplevert") }
    if balance.interval80.upper < 0 { #expect(isAgainst) }
  }

  @Test("Every figure of the table is that of the comparison")
  func figures() throws {
    let findings = try LetterStudies.findings([:])
    let text = try LetterStudies.letter(findings).markdown()
    let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| **Arbeidstraining**") })
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    let base = findings.comparison.base
    let gross = try #require(base.outcome("grossExits")?.values[findings.focus]?.mean)
    let extra = try #require(base.outcome("netExits")?.differences[findings.focus]?.mean)
    let cost = try #require(base.outcome("programmeCost")?.differences[findings.focus]?.mean)
    let balance = try #require(base.economics[findings.focus]?.netPresentValue)
    #expect(try abs(number(cells[1]) - cost) <= 0.05 * abs(cost), "\(cells[1])")
    #expect(try number(cells[2]) == 60)
    #expect(try abs(number(cells[3]) - gross) <= 0.5)
    #expect(try abs(number(cells[4]) - extra) <= 0.5)
    #expect(try abs(number(cells[5]) - balance.mean) <= 0.06 * abs(balance.mean) + 5_000, "\(cells[5])")
  }

  /// The first number of a Dutch text.
  private func number(_ text: String) throws -> Double {
    let match = try #require(text.firstMatch(of: #/[-−]?\d[\d.]*(,\d+)?/#))
    let plain = String(match.0).replacing(".", with: "").replacing(",", with: ".").replacing("−", with: "-")
    let value = try #require(Double(plain))
    return text.contains("mln") ? value * 1e6 : value
  }

  @Test("The letter reads at the level of most readers", arguments: [0, 6, 13])
  func readability(variation: Int) throws {
    let findings = LetterStudies.varied[variation]
    let text = try LetterStudies.letter(findings).markdown()
    let letter = try #require(text.components(separatedBy: "# Bijlage").first)
    let measure = Readability(markdown: letter)
    #expect(measure.fleschDouma >= 60, "Flesch-Douma \(measure.fleschDouma)")
    #expect(measure.wordsPerSentence <= 15, "\(measure.wordsPerSentence) words a sentence")
    #expect(measure.longestSentence <= 35, "\(measure.sentences.max { $0.count < $1.count } ?? "")")
    #expect(measure.shareOfLongWords <= 0.12, "\(measure.shareOfLongWords)")
  }

  @Test("The measure of readability tells an easy text from a hard one")
  func measure() {
    let easy = Readability(markdown: "De man loopt naar huis. Hij eet een appel.")
    let hard = Readability(
      markdown:
        "Arbeidsmarktgerelateerde beleidsinstrumentaria vertegenwoordigen gemeentelijke uitvoeringsverantwoordelijkheden."
    )
    #expect(easy.fleschDouma > 80 && hard.fleschDouma < 0)
    #expect(Readability.syllables("gemeente") == 3 && Readability.syllables("huis") == 1)
  }

  @Test("The five questions of council members stand in every letter, answered or open")
  func questions() throws {
    let findings = try LetterStudies.findings([:])
    let questions = LetterStudies.letter(findings).questions
    #expect(questions.count == 5)
    #expect(questions.allSatisfy { $0.answer.count > 20 && $0.question.hasSuffix("?") })
    #expect(questions[1].answer.hasPrefix("Open."))
  }

  @Test("Text of a study means nothing to Markdown")
  func hostile() throws {
    var findings = try LetterStudies.findings([:])
    findings.comparison.run.title = "<script>alert(1)</script> [klik](http://x) *vet* | `code` # kop"
    findings.comparison.scenarios[1].label = "a|b\n\n# nieuw ![x](y)"
    let text = try LetterStudies.letter(findings).markdown()
    #expect(!text.contains("<script>") && !text.contains("[klik](") && !text.contains("![x]("))
    #expect(!text.split(separator: "\n").contains { $0.hasPrefix("# nieuw") })
  }
}
