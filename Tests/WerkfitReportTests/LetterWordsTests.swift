import Testing
import WerkfitDecision
import WerkfitStudy

@testable import WerkfitReport

@Suite("The words of the letter")
struct LetterWordsTests {
  static let say = Wording(language: .dutch)
  static let numbers = NumberText(language: .dutch)
  static let money = BalanceWords(say: say, numbers: numbers)
  static let people = PeopleWords(say: say, numbers: numbers)

  /// Summaries over a grid of means, spreads and errors, with bounds that need not be symmetric.
  static let summaries: [Summary] = [-2_000_000.0, -40_000, -900, -3, 0, 3, 900, 40_000, 2_000_000].flatMap {
    mean in
    [0.0, 0.1, 0.9, 1.1, 5].flatMap { spread in
      [0.0, 0.05, 0.7].map { error in
        let width = abs(mean) * spread + (mean == 0 ? spread : 0)
        var summary = Summary(of: [mean])
        summary.standardDeviation = width
        summary.standardError = error * width
        summary.interval80 = Interval(mean - width, mean + 0.8 * width)
        summary.interval95 = Interval(mean - 1.6 * width, mean + 1.4 * width)
        return summary
      }
    }
  }

  @Test("A chance of 52% reads as uncertain, and the table goes from certain to excluded")
  func table() {
    let words = ChanceWords(language: .dutch)
    #expect(words(0.52) == "onzeker")
    #expect(words(1) == "vrijwel zeker")
    #expect(words(0) == "vrijwel uitgesloten")
    #expect(words(0.8) == "waarschijnlijk")
    #expect(words(0.2) == "onwaarschijnlijk")
    let bounds = ChanceWords.rules.map(\.from)
    #expect(bounds == bounds.sorted(by: >) && bounds.last == 0)
    #expect(Set(ChanceWords.rules.map(\.dutch)).count == bounds.count)
  }

  @Test("The words for a chance never contradict the frequency beside them", arguments: 0...1000)
  func frequency(thousandths: Int) throws {
    let chance = Double(thousandths) / 1000
    let words = ChanceWords(language: .dutch)
    let text = words.frequency(chance)
    guard let part = text.firstMatch(of: #/in (\d+) van de (\d+)/#), let of = Double(part.2),
      let counted = Double(part.1)
    else {
      #expect(text.contains("alle") || text.contains("geen enkele") || text.contains("dan"))
      return
    }
    #expect(abs(counted / of - chance) <= 0.03 + 1e-9, "\(text)")
    // In words a chance is at most as firm as its frequency allows.
    if words(chance) == "onzeker" { #expect((0.32...0.68).contains(counted / of), "\(chance): \(text)") }
    if words(chance) == "waarschijnlijk" {
      #expect((0.66...0.91).contains(counted / of), "\(chance): \(text)")
    }
  }

  @Test("A sentence on money says a loss or a gain for certain only where the 80% interval has one sign")
  func balances() {
    for summary in Self.summaries {
      let text = Self.money.sentence(summary, plan: "‘X’", party: "de stad", period: "5 jaar")
      let bounds = summary.interval80
      let isFirm = bounds.upper < 0 || bounds.lower > 0
      let isNothing = summary.mean == 0 && bounds.lower == 0 && bounds.upper == 0
      #expect(text.contains("onzeker") == !(isFirm || isNothing), "\(summary): \(text)")
      if text.contains("meer dan het oplevert") { #expect(summary.mean < 0, "\(text)") }
      if text.contains("meer op dan het kost") { #expect(summary.mean > 0, "\(text)") }
      if summary.mean < 0, isFirm { #expect(text.contains("meer dan het oplevert"), "\(text)") }
      if summary.mean > 0, isFirm { #expect(text.contains("meer op dan het kost"), "\(text)") }
      #expect(!text.contains("-") && !text.contains("−"), "the words carry the sign: \(text)")
    }
  }

  @Test("What happens to a party has the sign of its mean and says when that is uncertain")
  func changes() {
    for summary in Self.summaries {
      let text = Self.money.change(summary)
      let isFirm = summary.interval80.upper < 0 || summary.interval80.lower > 0
      if text.contains("vooruit") { #expect(summary.mean > 0) }
      if text.contains("achteruit") { #expect(summary.mean < 0) }
      #expect(text.contains("onzeker") == !(isFirm || BalanceVerdict(summary) == .nothing), "\(text)")
    }
  }

  @Test("Extra people are said to find work only where the 80% interval carries it")
  func extraPeople() {
    for summary in Self.summaries {
      let text = Self.people.extra(summary)
      let isFirm = summary.interval80.upper < 0 || summary.interval80.lower > 0
      #expect(text.contains("onzeker") == !(isFirm || BalanceVerdict(summary) == .nothing), "\(text)")
      if text.contains("minder") { #expect(summary.mean < 0, "\(text)") }
    }
  }

  @Test("Both languages have a word for every verdict")
  func languages() {
    for summary in Self.summaries {
      let english = BalanceWords(say: Wording(language: .english), numbers: NumberText(language: .english))
      let dutch = Self.money.sentence(summary, plan: "X", party: "Y", period: "Z")
      let other = english.sentence(summary, plan: "X", party: "Y", period: "Z")
      #expect(dutch.contains("onzeker") == other.contains("uncertain"), "\(dutch) / \(other)")
    }
  }

  @Test(
    "A day is read only if it exists",
    arguments: [
      ("2026-11-22", true), ("2024-02-29", true), ("2026-02-29", false), ("2026-13-01", false),
      ("22-11-2026", false),
      ("2026-11-22x", false), ("", false),
    ])
  func days(text: String, isDay: Bool) { #expect((LetterDate(text) != nil) == isDay) }
}
