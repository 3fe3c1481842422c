import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

@testable import WerkfitReport

@Suite("Numbers as people read them")
struct NumberTextTests {
  let dutch = NumberText(language: .dutch)
  let english = NumberText(language: .english)

  @Test("Euros have a no-break space and points for thousands")
  func euros() {
    #expect(dutch.quantity(2550, error: 0, unit: "money") == "€\u{a0}2.550")
    #expect(dutch.quantity(-917_000, error: 0, unit: "money") == "€\u{a0}-917.000")
    #expect(dutch.quantity(1_200_000, error: 50_000, unit: "money") == "€\u{a0}1,2\u{a0}mln")
    #expect(dutch.quantity(2_000_000, error: 0, unit: "money") == "€\u{a0}2,00\u{a0}mln")
    #expect(dutch.quantity(0, error: 0, unit: "money") == "€\u{a0}0")
    #expect(dutch.quantity(12.5, error: 0, unit: "money") == "€\u{a0}12,50")
    #expect(english.quantity(2550, error: 0, unit: "money") == "€2,550")
  }

  @Test("A share is written with a comma and a percent sign")
  func shares() {
    #expect(dutch.percent(0.934, error: 0.0009) == "93%")
    #expect(dutch.percent(0.934, error: 0.0009, finest: -1) == "93,4%")
    #expect(dutch.percent(0.5, error: 0.04) == "50%")
    #expect(dutch.rate(0.0225) == "2,25%")
    #expect(english.rate(0.03) == "3%")
  }

  @Test("The last digit printed is off by two of its units at most")
  func digits() {
    #expect(dutch.quantity(1083.37, error: 21, unit: "money") == "€\u{a0}1.100")
    #expect(dutch.quantity(1083.37, error: 19, unit: "money") == "€\u{a0}1.080")
    #expect(dutch.quantity(1083.37, error: 0.8, unit: "money") == "€\u{a0}1.083")
    #expect(dutch.quantity(11.04, error: 0.06, unit: "persons") == "11,0")
    #expect(dutch.quantity(11.04, error: 0.3, unit: "persons") == "11")
    #expect(dutch.quantity(11, error: 0, unit: "persons") == "11")
    // However large the error, one digit of it stays visible.
    #expect(dutch.quantity(-30_000, error: 40_000, unit: "money") == "€\u{a0}-30.000")
  }

  @Test("Nothing is ever minus nothing")
  func minusZero() {
    #expect(dutch.number(-0.0001, place: -1) == "0,0")
    #expect(dutch.quantity(1e-9, error: 0, unit: "money") == "€\u{a0}0")
    #expect(dutch.percent(-0.0) == "0%")
  }

  @Test("Both bounds of an interval end at the same digit, in the scale of the mean")
  func intervals() {
    let scale = NumberText.Scale(isMoney: true, millions: true)
    let text = dutch.interval(Interval(-1_130_000, -36_000), error: 30_000, unit: "money", scale: scale)
    #expect(text == "-1,1 tot 0,0")
  }

  @Test("A chance is also told as a natural frequency")
  func frequencies() {
    func chance(_ hits: Int, of count: Int) -> String {
      dutch.chance(Probability((0..<count).map { $0 < hits ? 1 : 0 }) { $0 == 1 })
        .replacing("\u{a0}", with: " ")
    }
    #expect(chance(8000, of: 10_000) == "80% (8 van 10)")
    #expect(chance(0, of: 10_000) == "0% (0 van 10.000)")
    #expect(chance(10_000, of: 10_000) == "100% (10.000 van 10.000)")
    #expect(chance(200, of: 10_000) == "2% (2 van 100)")
    #expect(chance(3, of: 10_000).hasSuffix("(< 1 van 100)"))
    #expect(chance(9999, of: 10_000).hasSuffix("(> 99 van 100)"))
    #expect(chance(3500, of: 10_000) == "35% (35 van 100)")
  }
}
