import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// The municipality's own risk on the BUIG, with what the rijk pays beyond it; and balances that members share.
@Suite("Budget rules and members of parties")
struct BudgetRuleTests {
  /// Two years in which the study spends 10,000 and 18,000 beside 100,000 of other spending, at a budget of 100,000.
  static func text(discount: String = "0%", other: String = "100000", met: String = "0.5") -> String {
    """
    format: 1
    study: Vangnet
    clock: { start: 2021-01, horizon: 24 months }
    money: { discount: \(discount) }
    perspective: gemeente
    parties:
      gemeente:
        accounts: { buig: BUIG }
        members: { hilversum: { label: Hilversum, share: 36% }, anderen: { label: De anderen, share: 64% } }
      rijk: Rijk
      client: Cliënt
    parameters: { deel: { value: 1, confidence: own estimate } }
    doelgroepen: { mensen: { size: 1, in: bijstand } }
    states: { bijstand: { kind: benefit } }
    prices:
      uitkering:
        per: month in bijstand
        amount: "= deel * if(year == 2021, 10000, 18000) / 12"
        from: gemeente.buig
        to: client
    budgetRules:
      vangnet:
        label: Vangnetuitkering
        account: gemeente.buig
        payer: rijk
        budget: 100000
        other: \(other)
        bands: [ { above: 107.5%, pays: 50% }, { above: 112.5%, pays: 100% } ]
        from: 2021-01
        until: 2023-01
        confidence: own estimate
    scenarios:
      doorgaan: { reference: true }
      met: { parameters: { deel: \(met) } }
    """
  }

  private func row(_ study: Study, _ key: String, in scenario: String = "doorgaan") throws -> Double {
    let values = try simulate(study, settings: PropertyTests.settings(3)).base.sampled.values(
      of: key, in: scenario)
    return try #require(values?.first, "\(key)")
  }

  @Test("Two years in every band by hand")
  func byHand() throws {
    // 2021: 110,000, half of 2,500 above 107,500. 2022: 118,000, half of 5,000 and all of 5,500 above 112,500.
    let study = try FundYearTests.study(Self.text())
    #expect(abs(try row(study, "line:vangnet") - (1_250 + 8_000)) < 1e-6)
    #expect(abs(try row(study, "balance:gemeente") - (9_250 - 28_000)) < 1e-6)
    #expect(abs(try row(study, "balance:rijk") + 9_250) < 1e-6)
    #expect(abs(try row(study, "balanceSociety")) < 1e-6)
    // With half the benefit: 105,000 and 109,000, so 0 and half of 1,500. Of the 14,000 that is saved the gemeente
    // keeps 14,000 − 9,250 + 750.
    #expect(abs(try row(study, "line:vangnet", in: "met") - 750) < 1e-6)
    #expect(abs(try row(study, "balance:gemeente", in: "met") - (750 - 14_000)) < 1e-6)
  }

  @Test(
    "Below the budget nothing is paid; where others spend beyond it already, only what the study adds counts")
  func levels() throws {
    #expect(try row(try FundYearTests.study(Self.text(other: "80000")), "line:vangnet") == 0)
    // At 120,000 of other spending every euro more is paid in full.
    let beyond = try FundYearTests.study(Self.text(other: "120000"))
    #expect(abs(try row(beyond, "line:vangnet") - 28_000) < 1e-6)
    // 110,000: 10,000 more is half of 2,500 and all of 7,500; 18,000 more half of 2,500 and all of 15,500.
    let within = try FundYearTests.study(Self.text(other: "110000"))
    #expect(abs(try row(within, "line:vangnet") - (1_250 + 7_500 + 1_250 + 15_500)) < 1e-6)
  }

  @Test("The payment is discounted from the middle of the year")
  func discounted() throws {
    let study = try FundYearTests.study(Self.text(discount: "10%"))
    let expected = 1_250 / pow(1.1, 0.5) + 8_000 / pow(1.1, 1.5)
    #expect(abs(try row(study, "line:vangnet") - expected) < 1e-6)
    let result = try simulate(study, settings: PropertyTests.settings(4)).base
    // The curve over time ends where the balance does.
    let series = result.series[0]
    let rijk = try #require(series.parties.firstIndex(of: "rijk"))
    #expect(abs(series.balance[rijk].reduce(0, +) + expected) < 1e-6)
    #expect(abs(series.balance[rijk][6] + 1_250 / pow(1.1, 0.5)) < 1e-6)
    #expect(!result.expectationIsExact)
  }

  @Test("Members share the balance of their party")
  func members() throws {
    let study = try FundYearTests.study(Self.text())
    #expect(abs(try row(study, "balance:gemeente/hilversum") - 0.36 * -18_750) < 1e-6)
    #expect(abs(try row(study, "balance:gemeente/anderen") - 0.64 * -18_750) < 1e-6)
  }

  /// Generated studies with a rule on the account of the benefit, with bands that some years reach.
  private static func studies(pays: [BudgetBand], budget: Double) -> [(seed: UInt64, study: Study)] {
    (AgedAmountTests.studies(1...25, onDemand: false) + AgedAmountTests.studies(26...50, onDemand: true)).map
    {
      var study = $0.study
      study.money.discountRate = .number(0)
      study.money.indexation = .number(0)
      let buig = Account(party: "gemeente", account: "buig")
      for index in study.base.prices.indices {
        study.base.prices[index].discountRate = nil
        if ["opstap", "loon", "vast"].contains(study.base.prices[index].name) {
          study.base.prices[index].from = buig
        }
      }
      study.base.budgetRules = [
        BudgetRule(
          name: "regel", account: buig, payer: Account(party: "uitvoerder"), budget: .number(budget),
          bands: pays)
      ]
      return ($0.seed, study)
    }
  }

  @Test("A rule that pays everything pays what the lines from the account pay, in every replication")
  func paysEverything() throws {
    let all = [BudgetBand(above: .number(0), pays: .number(1))]
    for (seed, study) in Self.studies(pays: all, budget: 1e4) {
      let result = try simulate(study, settings: PropertyTests.settings(15)).base
      let lines = study.base.prices.filter { $0.from.account == "buig" }
      for (table, isShadow) in [(result.sampled, false), (result.counterfactual, true)] {
        var spent = [Double](repeating: 0, count: table.rows)
        for line in lines {
          spent = zip(spent, table.valuesOrZero(of: OutcomeKey.line(line.name), in: "met")).map(+)
        }
        let paid = table.valuesOrZero(of: "line:regel", in: "met")
        #expect(
          zip(paid, spent).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) },
          "study \(seed), shadows \(isShadow): \(paid.prefix(3)), \(spent.prefix(3))")
      }
    }
  }

  @Test("Whoever pays loses what the gemeente gets, and more benefit never lowers the payment")
  func postsAndIsMonotone() throws {
    let bands = [
      BudgetBand(above: .number(1.075), pays: .number(0.5)),
      BudgetBand(above: .number(1.125), pays: .number(1)),
    ]
    var seen = 0
    for (seed, study) in Self.studies(pays: bands, budget: 3e5) {
      var (plain, dearer) = (study, study)
      plain.base.budgetRules = []
      for index in dearer.base.prices.indices where dearer.base.prices[index].name == "uitkering" {
        dearer.base.prices[index].amount = .binary(.multiply, study.base.prices[index].amount, .number(1.05))
      }
      let with = try simulate(study, settings: PropertyTests.settings(15)).base.sampled
      let without = try simulate(plain, settings: PropertyTests.settings(15)).base.sampled
      let more = try simulate(dearer, settings: PropertyTests.settings(15)).base.sampled
      let paid = with.valuesOrZero(of: "line:regel", in: "met")
      func change(_ party: String) -> [Double] {
        let key = OutcomeKey.balance(party: party)
        return zip(with.valuesOrZero(of: key, in: "met"), without.valuesOrZero(of: key, in: "met")).map(-)
      }
      let near = { (a: Double, b: Double) in abs(a - b) <= 1e-6 * max(1, abs(b)) }
      #expect(zip(change("gemeente"), paid).allSatisfy { near($0, $1) }, "study \(seed)")
      #expect(zip(change("uitvoerder"), paid).allSatisfy { near($0, -$1) }, "study \(seed)")
      let greater = more.valuesOrZero(of: "line:regel", in: "met")
      #expect(zip(greater, paid).allSatisfy { $0 >= $1 - 1e-6 }, "study \(seed)")
      seen += paid.contains { $0 > 0 } ? 1 : 0
    }
    #expect(seen >= 5)
  }
}
