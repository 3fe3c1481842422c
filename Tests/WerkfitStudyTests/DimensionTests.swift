import Testing

@testable import WerkfitStudy

@Suite("Dimensions")
struct DimensionTests {
  private func text(_ formula: String, more: String = "") -> String {
    SmallStudy.text(
      """
      parameters:
        kans: 2% per month
        jaarkans: 20% per year
        aandeel: 30%
        getal: 1.3
        prijs: EUR 2550
        budget: { value: 100000, unit: EUR }
        duur: 6 months
        mensen: { value: 40, unit: persons }
        x: \(formula)
      \(more)
      """)
  }

  private func dimension(_ formula: String) throws -> Dimension? {
    try SmallStudy.study(text(formula)).base.parameters.first { $0.name == "x" }?.dimension
  }

  @Test(
    "A formula has the dimension of what it computes",
    arguments: [
      ("= kans / 2", Dimension.chance), ("= 1 - kans", .chance), ("= kans + aandeel", .chance),
      ("= kans * getal", .chance), ("= prijs * 2", .money), ("= prijs + budget", .money),
      ("= budget / prijs", .plain), ("= prijs * mensen", .money), ("= prijs * kans", .money),
      ("= duur / 2", .duration), ("= duur / duur", .plain), ("= mensen * kans", .persons),
      ("= kans / kans", .plain), ("= exp(-kans)", .plain), ("= max(prijs, 100)", .money),
      ("= if(t < 3, kans, 0)", .chance), ("= kans < 0.1", .plain), ("= 3 months", .duration),
      ("= 2 * getal", .plain), ("= shock(t, aandeel, getal, 4)", .plain),
      ("= kans * shock(t, 0.5, 3, 4)", .chance),
    ])
  func dimensions(formula: String, expected: Dimension) throws {
    #expect(try dimension(formula) == expected)
  }

  @Test(
    "Unlike things do not go together",
    arguments: [
      "= kans + prijs", "= duur - mensen", "= prijs < duur", "= prijs * prijs", "= kans + getal",
      "= kans + jaarkans", "= exp(prijs)", "= prijs ^ 2", "= max(kans, prijs)", "= if(1, kans, duur)",
      "= duur / prijs", "= shock(t, prijs, 3, 4)", "= shock(t, kans, 3, 4)", "= shock(t, 0.5, duur, 4)",
      "= shock(t, 0.5, aandeel, 4)", "= shock(t, 0.5, 3, mensen)",
    ])
  func unlike(formula: String) {
    let kinds = SmallStudy.read(text(formula)).diagnostics.filter { $0.severity == .error }.map(\.kind)
    #expect(kinds == [.dimension])
  }

  @Test("A name that could not be read brings no complaints about dimensions along")
  func unreadable() {
    let errors = SmallStudy.read(text("= prijs + stuk", more: "  stuk: 1,5\n  y: = duur + stuk * getal"))
      .diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.found) == ["1,5"])
  }

  @Test("A chance without a period takes that of the chances it reads, else one step")
  func periods() throws {
    func period(_ move: String) throws -> Period? {
      let study = try SmallStudy.study(
        SmallStudy.text("parameters:\n  kans: 12% per 12 months\n  r: 0.5", moves: "{ werk: \(move) }"))
      return study.base.states.first?.moves.first?.chance.period
    }
    #expect(try period("= kans * r") == Period(12, .month))
    #expect(try period("= kans per year") == Period(1, .year))
    #expect(try period("= r / 10") == nil)
    #expect(try period("2%") == nil)
    #expect(try period("2% per quarter") == Period(1, .quarter))
  }

  @Test("A duration is held in months, whatever its unit")
  func durations() throws {
    #expect(try SmallStudy.distribution("1 year") == .fixed(12))
    #expect(try SmallStudy.distribution("{ value: 2, unit: quarters }") == .fixed(6))
    #expect(try SmallStudy.distribution("{ uniform: [1 quarter, 6 months] }") == .uniform(lower: 3, upper: 6))
    let parameter = try SmallStudy.parameter("= 2 * 1.5 quarters")
    #expect(parameter.dimension == .duration)
  }

  @Test("The clocks of a person are for moves and exits; time in state also for amounts per period in it")
  func clocks() {
    #expect(SmallStudy.errors(SmallStudy.text(moves: "{ werk: = 0.01 * inState }")) == [])
    let parties = "parties: { a: A, b: B }\nprices:\n"
    let direct = parties + "  p: { per: month in bijstand, amount: = inState, from: a, to: b }"
    #expect(SmallStudy.errors(SmallStudy.text(direct)) == [])
    let other = parties + "  p: { per: month in bijstand, amount: = sinceBenefitChange, from: a, to: b }"
    #expect(SmallStudy.errors(SmallStudy.text(other)) == ["11:40 formula"])
    let move = parties + "  p: { per: move from bijstand to werk, amount: = inState, from: a, to: b }"
    #expect(SmallStudy.errors(SmallStudy.text(move)) == ["11:49 formula"])
    let through =
      "parameters:\n  x: = inState\n" + parties + "  p: { per: study, amount: = x, from: a, to: b }"
    #expect(SmallStudy.errors(SmallStudy.text(through)) == ["13:28 formula"])
  }
}
