import Testing
import WerkfitEngine
import WerkfitStudy

/// What is left of something in a crisis.
@Suite("Shocks")
struct ShockTests {
  /// A depth of 40% for 3 steps and 4 steps back, from the third step on: worked out by hand.
  ///
  /// Steps 1 and 2 lie before; steps 3 to 5 are the shock's 1 to 3 (0.6); its step 4, length + 1, has one of four parts
  /// back (0.7); 5 and 6 have 0.8 and 0.9; 7, length + recovery, is whole.
  static let left = [1, 1, 0.6, 0.6, 0.6, 0.7, 0.8, 0.9, 1, 1]

  @Test(
    "Each branch by hand: before, at the length, one step later, half way, at the end and after it",
    arguments: [
      (0.0, 1.0), (0.5, 1), (1, 0.6), (3, 0.6), (4, 0.7), (5, 0.8), (6, 0.9), (7, 1), (8, 1), (100, 1),
    ])
  func branches(step: Double, left: Double) {
    #expect(abs(MathFunction.shock(step, depth: 0.4, length: 3, recovery: 4) - left) < 1e-15)
  }

  @Test(
    "Without recovery it is over at once, without length it begins to fade, and a depth below 0 is a rise")
  func edges() {
    #expect(MathFunction.shock(3, depth: 0.4, length: 3, recovery: 0) == 0.6)
    #expect(MathFunction.shock(4, depth: 0.4, length: 3, recovery: 0) == 1)
    #expect(MathFunction.shock(3.5, depth: 0.4, length: 3, recovery: 0) == 1)
    #expect(abs(MathFunction.shock(1, depth: 0.4, length: 0, recovery: 4) - 0.7) < 1e-15)
    #expect(MathFunction.shock(1, depth: 0.4, length: 0, recovery: 0) == 1)
    #expect(MathFunction.shock(2, depth: -0.5, length: 2, recovery: 2) == 1.5)
    #expect(MathFunction.shock(3, depth: -0.5, length: 2, recovery: 2) == 1.25)
  }

  /// A hundred people who stay where they are for ten steps, each worth what is left of 1.
  private static func study(depth: Formula, parameters: [Parameter]) -> Study {
    let shock = Formula.call(
      .shock, [.binary(.subtract, .clock(.t), .number(2)), depth, .number(3), .number(4)])
    return Study(
      title: "Schok", clock: StudyClock(start: CalendarMonth(year: 2020, month: 1), steps: 10),
      base: StudyModel(
        parameters: parameters,
        groups: [Doelgroep(name: "allen", supply: .size(.number(100)), startingStates: [("A", .number(1))])],
        states: [StateDefinition(name: "A", kind: .benefit)],
        outcomes: [
          OutcomeDefinition(
            name: "over", unit: "punten",
            lines: [OutcomeLine(basis: .time(in: ["A"], per: Period(1, .month)), amount: shock)])
        ]), scenarios: [Scenario(name: "verloop", isReference: true)])
  }

  @Test("A study adds up what is left, step by step")
  func study() throws {
    // 100 × (2 × 1 + 3 × 0.6 + 0.7 + 0.8 + 0.9 + 2 × 1) = 820.
    let study = Self.study(depth: .number(0.4), parameters: [])
    let table = try simulate(study, settings: PropertyTests.settings(2)).base.sampled
    for value in table.valuesOrZero(of: "over", in: "verloop") { #expect(abs(value - 820) < 1e-9) }
    #expect(abs(Self.left.reduce(0, +) * 100 - 820) < 1e-9)
  }

  @Test("An uncertain depth is drawn once for all steps")
  func uncertain() throws {
    // With depth d the sum is 100 × (10 − d × (3 + 0.75 + 0.5 + 0.25)) = 1000 − 450 d.
    let depth = Parameter(
      name: "diepte", definition: .distribution(.uniform(lower: 0.2, upper: 0.6)),
      provenance: Provenance(confidence: .ownEstimate))
    let result = try simulate(
      Self.study(depth: .parameter("diepte"), parameters: [depth]), settings: PropertyTests.settings(50))
    let draws = try #require(try result.parameterDraws.first { $0.name == "diepte" }).values
    let values = result.base.sampled.valuesOrZero(of: "over", in: "verloop")
    #expect(values.count == draws.count && Set(values).count > 1)
    for (value, drawn) in zip(values, draws) { #expect(abs(value - (1000 - 450 * drawn)) < 1e-9) }
  }

  @Test("It changes the chance of a move and who arrives, each by hand")
  func moves() throws {
    // A hundred people leave with a chance of 50% × what is left.
    var study = Self.study(depth: .number(0.4), parameters: [])
    let left = study.base.outcomes[0].lines[0].amount
    study.base.outcomes = []
    study.base.states = [
      StateDefinition(
        name: "A", kind: .benefit,
        moves: [Exit(to: "B", chance: Chance(.binary(.multiply, .number(0.5), left)))]),
      StateDefinition(name: "B", kind: .work),
    ]
    let staying = Self.left.reduce(100.0) { $0 * (1 - 0.5 * $1) }
    #expect(try abs(ClosedFormTests.expected(study, "atHorizon:A") - staying) < 1e-9)
    // Ten a month times what is left: 82 in all.
    study.base.states = [StateDefinition(name: "A", kind: .benefit)]
    study.base.groups[0].supply = .arrivals(
      .binary(.multiply, .number(10), left), per: Period(1, .month), from: nil, until: nil)
    #expect(try abs(ClosedFormTests.expected(study, "atHorizon:A") - 82) < 1)
  }
}
