import Testing
import WerkfitStudy

@testable import WerkfitReport

@Suite("What titles of charts claim")
struct ChartFindingTests {
  private func title(_ signs: [ChartSign], isDifference: Bool = true) -> String {
    ChartFinding(
      items: signs.enumerated().map { .init(name: "K\($0)", sign: $1) }, say: Wording(language: .dutch)
    ).balance(for: "de gemeente", isDifference: isDifference)
  }

  @Test("the side of zero follows from the interval of 95%, not from the mean")
  func signs() {
    #expect(ChartFixtures.estimate(1, 2).sign == .unclear)
    #expect(ChartFixtures.estimate(3, 2).sign == .above)
    #expect(ChartFixtures.estimate(-3, 2).sign == .below)
    #expect(ChartFixtures.estimate(0, 0).sign == .zero)
    #expect(ChartFixtures.estimate(2, 2).sign == .unclear)
    #expect(ChartEstimate(mean: 1, interval80: (0, 2), interval95: (0, 2)).sign == .unclear)
  }

  @Test("an interval across zero is called uncertain, and nothing is said to cost or yield")
  func uncertain() {
    let text = title([.unclear, .unclear, .unclear])
    #expect(text == "Voor de gemeente is bij alle 3 keuzes onzeker of er meer uit komt dan erin gaat")
  }

  @Test("a certain loss is said as a cost, one and several in their own grammar")
  func loss() {
    #expect(title([.below]) == "Voor de gemeente kost ‘K0’ meer dan het oplevert")
    #expect(title([.below, .below]) == "Voor de gemeente kosten ‘K0’ en ‘K1’ meer dan ze opleveren")
    #expect(title([.above]) == "Voor de gemeente levert ‘K0’ meer op dan het kost")
  }

  @Test("each choice is counted on one side only, over all combinations of four")
  func allCombinations() {
    let signs: [ChartSign] = [.above, .below, .zero, .unclear]
    for code in 0..<256 {
      let four = (0..<4).map { signs[(code >> ($0 * 2)) & 3] }
      let text = title(four)
      #expect(text.contains("onzeker") == four.contains(.unclear), "\(text)")
      let words = title(four, isDifference: false)
      #expect(words.contains("negatief") == four.contains(.below), "\(words)")
      #expect(words.contains("positief") == four.contains(.above), "\(words)")
    }
  }

  @Test("no title uses a word that is not for a council")
  func words() {
    let banned = [
      "rendabel", "kosteneffectief", "verdient", "bespaart", "bewezen", "significant", "garantie", "beste ",
      "deadweight", "lock-in", "nulalternatief", "SROI",
    ]
    for (name, make) in ChartFixtures.charts(["Werkplekken", "Scholing"])
      + ChartFixtures.moreCharts(["Werkplekken"])
    {
      let chart = make(ChartSetting())
      for word in banned { #expect(!chart.description.contains(word), "\(name): \(word)") }
    }
  }

  @Test("published figures count as a test only when they were not used")
  func published() {
    func title(_ statuses: [(PublishedChart.Status, Double)]) -> String {
      PublishedChart(
        subject: "x",
        figures: statuses.map {
          .init(
            label: "f", unit: "persons", published: 10, model: ChartFixtures.estimate($0.1, 2), status: $0.0,
            statusText: nil)
        }
      ).chart(in: ChartSetting()).title
    }
    #expect(
      title([(.calibratedByHand, 10), (.target, 10)])
        == "Geen van de 2 gepubliceerde cijfers toetst het model")
    #expect(title([(.reproduced, 10), (.fitted, 10)]).contains("ligt binnen"))
    #expect(title([(.reproduced, 20)]).contains("ligt buiten"))
    #expect(title([(.reproduced, 20), (.reproduced, 10)]).hasPrefix("1 van de 2"))
  }
}
