import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Money and places point by point, against sums by hand.
@Suite("The course of funds and places")
struct ResourceCourseTests {
  /// The first draw of the scenario `met`.
  private func resources(_ text: String) throws -> ResourceSeries {
    var settings = PropertyTests.settings(4)
    settings.coursesKept = 1
    let result = try simulate(try FundYearTests.study(text), settings: settings)
    let scenario = try #require(result.scenarios.firstIndex(of: "met"))
    return try #require(result.base.courses[scenario].first?.resources)
  }

  @Test("A fund by calendar year has its amounts, loses what lapses, and is used start by start")
  func fund() throws {
    let found = try resources(
      FundYearTests.courses(fund: "amounts: { 2021: 2500, 2022: 3000 }, period: year, carryOver: none"))
    #expect(found.funds == ["pot"])
    // Two starts of 1,000 out of 2,500; 500 lapses on 1 January 2022; then three out of 3,000.
    let used = [1000, 2000] + Array(repeating: 2000.0, count: 10) + [3000, 4000]
    #expect(found.fundUsed == [used + Array(repeating: 5000.0, count: 11)])
    #expect(
      found.fundBudget == [
        // At the horizon what is left of 2022 lapses: nothing.
        Array(repeating: 2500.0, count: 12) + Array(repeating: 5000.0, count: 13)
      ])
  }

  @Test("A fund that counts by payment is used as the months are paid")
  func payment() throws {
    let found = try resources(
      FundYearTests.courses(
        fund: "amount: 100000, commitment: payment", price: "per: month in cursus, amount: 100"))
    // A start commits 1,000 at once; of those of earlier months the months so far have been paid: 100 for each of at
    // most three months. At point p the months in the course of the starts 0 … p − 1 are 1 + 2 + 3 + 3 + …
    let paid = (0...24).map { point in
      (0..<point).reduce(0.0) { sum, start in sum + 100 * Double(min(3, point - start)) }
    }
    for point in 0..<24 { #expect(abs(found.fundUsed[0][point] - (paid[point] + 1000)) < 1e-9, "\(point)") }
    #expect(found.fundBudget == [Array(repeating: 100_000.0, count: 25)])
  }

  @Test("Two chairs are taken by two of those who ask, and again as they leave")
  func places() throws {
    let text = FundYearTests.courses(fund: "amount: 1000000")
      .replacingOccurrences(of: "otherwise: weg,", with: "otherwise: weg, places: stoelen,")
      .replacingOccurrences(of: "funds:", with: "places: { stoelen: { capacity: 2 } }\nfunds:")
    let found = try resources(text)
    #expect(found.pools == ["stoelen"])
    #expect(Array(found.openPlaces[0].prefix(24)) == Array(repeating: 2.0, count: 24))
    #expect(Array(found.occupiedPlaces[0].prefix(8)) == [1, 2, 2, 2, 2, 2, 2, 2])
  }

  @Test("A scenario without the fund, which moves people alike, gets the same starts as with it")
  func trailsAreSharedAcrossFunds() throws {
    // A fund that is never short, in one scenario only: both follow the same people, whose trails they share.
    let text = """
      format: 1
      study: Twee gelijke plannen
      clock: { start: 2021-01, horizon: 24 months }
      parties: { gemeente: { accounts: { pot: Pot } }, uitvoerder: Uitvoerder }
      doelgroepen: { mensen: { supply: on-demand, in: bijstand } }
      states: { bijstand: { kind: benefit, moves: { weg: 0.05 per month } }, weg: {} }
      trajecten:
        les: { phases: { cursus: { stay: 3 months } }, otherwise: weg }
      prices: { les: { per: start of les, amount: 1000, from: gemeente.pot, to: uitvoerder } }
      scenarios:
        niets: { reference: true }
        zonder: { offer: { les: { to: mensen, intake: 1 per month } } }
        met:
          funds: { pot: { account: gemeente.pot, amount: 1000000 }, kas: { account: gemeente.pot, amount: 5 } }
          offer: { les: { to: mensen, intake: 1 per month } }
      """
    let study = try FundYearTests.study(text)
    let result = try simulate(study, settings: PropertyTests.settings(40))
    for key in ["started", "grossExits", "balance:gemeente"] {
      let zonder = try #require(result.base.sampled.values(of: key, in: "zonder"))
      #expect(result.base.sampled.values(of: key, in: "met") == zonder, "\(key)")
    }
  }
}
