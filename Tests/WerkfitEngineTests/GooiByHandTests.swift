import Testing
import WerkfitEngine

/// The Gooi study against sums made by hand with expected values, one class per group, everyone starting in
/// January 2021.
///
/// Two conventions of the sums differ from those of the engine; both are small and known. The sums do not count an
/// exit to work after someone has been off the benefit for another reason (that makes gross and null exits some
/// 0.1 to 0.4 points lower and leaves the net exits alone), and they discount at the end of the month and let a
/// gain fade from its first month on (that makes the savings up to 1.3% lower).
@Suite("The Gooi study by hand")
struct GooiByHandTests {
  /// Per 100 starts of one class: gross and null exits, and benefit saved per start.
  static let classes: [(scenario: String, gross: Double, null: Double, saved: Double)] = [
    ("plek-middel", 33.3, 26.0, 8449), ("plek-lang", 14.8, 9.6, 7835),
    ("scholing-kort", 58.6, 54.5, 1447), ("scholing-middel", 31.6, 26.0, 2563),
  ]

  @Test(
    "Per start, gross and null exits lie within half a point, net within 0.1 and savings within 1.5%",
    arguments: classes)
  func perStart(scenario: String, gross: Double, null: Double, saved: Double) throws {
    let run = try ReferenceModel("gooi-by-hand").expectation()
    let found = try (
      gross: run("grossExits", in: scenario), null: run("nullExits", in: scenario),
      saved: -run.difference("benefitPaid", in: scenario) / 100
    )
    #expect(abs(found.gross - gross) < 0.6, "gross \(found.gross), by hand \(gross)")
    #expect(abs(found.null - null) < 0.5, "null \(found.null), by hand \(null)")
    #expect(abs(found.gross - found.null - (gross - null)) < 0.15, "net \(found.gross - found.null)")
    #expect(agree(found.saved, saved, within: 0.015), "saved \(found.saved), by hand \(saved)")
  }

  @Test("A place candidate is paid for 4.34 months on average")
  func paidMonths() throws {
    let run = try ReferenceModel("gooi-by-hand").expectation()
    let middel = try run("months:betaald", in: "plek-middel") / 100
    let lang = try run("months:betaald", in: "plek-lang") / 100
    #expect(abs(0.6 * middel + 0.4 * lang - 4.34) < 0.02)
  }

  /// Per scenario: gross, null, net; benefit saved, balance of society, and of fund and gemeenten (in € 1.000).
  static let scenarios:
    [(
      scenario: String, gross: Double, null: Double, net: Double, saved: Double, society: Double,
      perExit: Double
    )] = [
      ("plekken", 41, 31, 10.1, 1289, 28, 70), ("scholing", 168, 153, 15.1, 599, -1139, 93),
      ("banen", 70, 60, 10.4, 990, -442, 97), ("midden", 83, 72, 11, 917, -565, 99),
      ("nadruk-scholing", 110, 98, 12.0, 772, -810, 103),
    ]

  @Test("Per scenario, exits and savings meet the sums within a few percent", arguments: scenarios)
  func totals(
    scenario: String, gross: Double, null: Double, net: Double, saved: Double, society: Double,
    perExit: Double
  ) throws {
    let run = try ReferenceModel("gooi-by-hand").expectation()
    let found = try (
      gross: run("grossExits", in: scenario), null: run("nullExits", in: scenario),
      saved: -run.difference("benefitPaid", in: scenario) / 1000,
      society: run.difference("balanceSociety", in: scenario) / 1000,
      together: run.difference("balance:gemeente", in: scenario) / 1000
    )
    #expect(agree(found.gross, gross, within: 0.02), "gross \(found.gross), by hand \(gross)")
    #expect(agree(found.null, null, within: 0.02), "null \(found.null), by hand \(null)")
    #expect(
      agree(found.gross - found.null, net, within: 0.03), "net \(found.gross - found.null), by hand \(net)")
    #expect(agree(found.saved, saved, within: 0.03), "saved \(found.saved), by hand \(saved)")
    let each = -found.together / (found.gross - found.null)
    #expect(agree(each, perExit, within: 0.04), "per net exit \(each), by hand \(perExit)")
    // The sums do not give the wages and taxes behind them; ours are estimates of our own.
    #expect(abs(found.society - society) < 60, "society \(found.society), by hand \(society)")
  }
}
