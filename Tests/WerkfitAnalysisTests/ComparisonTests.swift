import Testing
import WerkfitDecision
import WerkfitStudy

@testable import WerkfitAnalysis
@testable import WerkfitEngine

@Suite("Comparing scenarios")
struct ComparisonTests {
  /// Results put in by hand: per scenario and outcome one number per row.
  static func result(
    rows: [[[Double]]], shadows: [[[Double]]]? = nil, expected: [[[Double]]]? = nil, exact: Bool = false,
    chances: Int = 1, parameters: [Parameter] = [drawn], otherReading: [[[Double]]]? = nil,
    targets: [Target] = [], criteria: [Criterion] = [], balance: [[Double]] = []
  ) -> StudyResult {
    let keys = ["base", "one", "two"].prefix(rows.count).map { $0 }
    let gemeente = Account(party: "gemeente")
    let study = Study(
      title: "Hand", clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: 2),
      perspective: "gemeente",
      base: StudyModel(
        parameters: parameters, parties: [Party(name: "gemeente", label: "Gemeente")],
        prices: [
          PriceLine(
            name: "x", basis: .once, amount: .number(1), from: gemeente, to: Account(party: "client"))
        ]),
      targets: targets, criteria: criteria, readings: [Variant(name: "ander")],
      scenarios: keys.enumerated().map { Scenario(name: $1, isReference: $0 == 0) })
    let outcomes = [
      OutcomeDescriptor(key: "balance:gemeente", unit: .money),
      OutcomeDescriptor(key: "programmeCost", unit: .money),
      OutcomeDescriptor(key: "netDurableExits12", unit: .persons),
      OutcomeDescriptor(key: "benefitPaid", unit: .money),
      OutcomeDescriptor(key: "balanceSociety", unit: .money),
    ]
    func table(_ values: [[[Double]]]) -> OutcomeTable {
      let count = values[0][0].count
      return OutcomeTable(
        scenarios: keys, outcomes: outcomes, rows: count,
        values: values.flatMap { scenario in
          scenario.flatMap { $0 }
            + [Double](repeating: 0, count: count * (outcomes.count - scenario.count))
        })
    }
    let none = rows.map { $0.map { $0.map { _ in 0.0 } } }
    let series = balance.map { curve in
      TimeSeries(
        states: [], occupancy: [], shadowOccupancy: [], parties: ["gemeente"], balance: [curve],
        shadowBalance: [curve.map { _ in 0 }], starts: [])
    }
    func reading(_ name: String?, _ values: [[[Double]]]) -> ReadingResult {
      ReadingResult(
        reading: name, sampled: table(values), counterfactual: table(shadows ?? none),
        expected: expected.map { (table($0), table($0.map { $0.map { $0.map { _ in 0 } } })) },
        expectationIsExact: exact, chancesPerDraw: chances, series: series)
    }
    return StudyResult(
      study: study, settings: RunSettings(), scenarios: keys, referenceIndex: 0,
      readings: [reading(nil, rows)] + (otherReading.map { [reading("ander", $0)] } ?? []),
      draws: 0, threads: 1, seconds: 0)
  }

  static let drawn = Parameter(name: "p", definition: .distribution(.uniform(lower: 0, upper: 1)))

  @Test("A scenario with the numbers of the nulalternatief differs by exactly nothing")
  func equalScenarios() {
    let column = [0.1, 0.7, 1.1, 2.2]
    for chances in [1, 2] {
      let found = StudyComparison(of: Self.result(rows: [[column], [column]], chances: chances))
      let difference = found.base.outcome("balance:gemeente")?.differences[1]
      #expect(difference?.mean == 0)
      #expect(difference?.standardDeviation == 0)
      #expect(difference?.interval95 == Interval(0, 0))
    }
  }

  @Test(
    "A criterion is a ratio of mean differences, with places from best to worst and nothing where it has no figure"
  )
  func criteria() throws {
    // Cost 30 and 90 more than nothing, exits 3 and 5 more: 10 and 18 per exit; the cheaper comes first.
    let rows = [
      [[0, 0], [0, 0], [1, 1]], [[0.0, 0], [20.0, 40], [4.0, 4]], [[0, 0], [80, 100], [6, 6]],
    ].map { $0.map { $0.map { Double($0) } } }
    let found = StudyComparison(
      of: Self.result(
        rows: rows, parameters: [],
        criteria: [
          Criterion(
            name: "prijs", outcome: "programmeCost", denominator: "netDurableExits12", isMoreBetter: false),
          Criterion(name: "meer", outcome: "netDurableExits12"),
          Criterion(name: "draagvlak"),
        ])
    ).base.criteria
    #expect(found[0].figures.map { $0?.value } == [nil, 10, 18])
    #expect(found[0].unit == "money")
    #expect(found[1].figures.map { $0?.value } == [nil, 3, 5])
    #expect(found[1].places == [nil, 2, 1])
    #expect(found[2].figures.allSatisfy { $0 == nil } && found[2].places.allSatisfy { $0 == nil })
    // Places are shared within two Monte Carlo errors of either.
    func ratio(_ value: Double, _ error: Double) -> Ratio {
      var ratio = Ratio(
        of: ExpectationPerDraw(exact: [value]), over: ExpectationPerDraw(exact: [1]))
      ratio.standardError = error
      return ratio
    }
    let places = ComparisonBuilder.places(
      [ratio(10, 1), ratio(13, 1), ratio(15, 1), nil], isMoreBetter: true)
    #expect(places == [2, 1, 1, nil])
  }

  @Test("A reserve is worth the difference with the scenario on which it is based, draw by draw")
  func flexibility() throws {
    // Balance of the plan −10 and −30, with the reserve −8 and −20: better by 2 and 10, by 6 on average.
    var result = Self.result(
      rows: [[[0, 0]], [[-10, -30]], [[-8, -20]]], shadows: [[[0, 0]], [[1, 1]], [[1, 1]]])
    result.study.scenarios[2].basedOn = "one"
    result.study.scenarios[2].changes.reserves = [
      Reserve(name: "vrij", fund: "pot", reviews: [], measures: [])
    ]
    let found = StudyComparison(of: result).base.flexibility
    #expect(found.map(\.scenario) == [2] && found.map(\.beside) == [1])
    let worth = try #require(found.first?.balance)
    #expect(worth.mean == 6)
    #expect(worth.median == 6)
    #expect(found.first?.netExits == nil)
    // A scenario whose base has the same reserve has nothing of its own to be worth.
    result.study.scenarios[1].changes.reserves = result.study.scenarios[2].changes.reserves
    #expect(StudyComparison(of: result).base.flexibility.isEmpty)
  }

  @Test("A difference takes off what would have happened to the same people anyway")
  func shadows() {
    // (7 − 4) − (3 − 1) = 1 in the first row, (8 − 4) − (3 − 1) = 2 in the second.
    let found = StudyComparison(
      of: Self.result(rows: [[[3, 3]], [[7, 8]]], shadows: [[[1, 1]], [[4, 4]]]))
    let outcome = found.base.outcome("balance:gemeente")
    #expect(outcome?.differences[0] == nil)
    #expect(outcome?.differences[1]?.mean == 1.5)
    #expect(outcome?.values[1]?.mean == 7.5)
  }

  @Test("Exact expectations go before averages over chance")
  func exactFirst() {
    let result = Self.result(
      rows: [[[0, 0, 0, 0]], [[1, 9, 1, 9]]], expected: [[[0, 0]], [[4, 6]]], exact: true, chances: 2)
    let found = StudyComparison(of: result)
    #expect(found.base.method.kind == .exact)
    #expect(found.base.outcome("balance:gemeente")?.differences[1]?.mean == 5)
    #expect(found.base.outcome("balance:gemeente")?.differences[1]?.median == 5)
    #expect(found.base.outcome("balance:gemeente")?.values[1]?.interval95.upper == 9)
  }

  @Test("The way in which differences were found is stated")
  func methods() {
    let rows = [[[0.0, 0, 0, 0]], [[1.0, 2, 3, 4]]]
    let one = StudyComparison(of: Self.result(rows: rows))
    #expect(one.base.method == ExpectationMethod(.chanceIncluded, chancesPerDraw: 1))
    let two = StudyComparison(of: Self.result(rows: rows, chances: 2))
    #expect(two.base.method == ExpectationMethod(.corrected, chancesPerDraw: 2))
    let fixed = Parameter(name: "p", definition: .distribution(.fixed(2)))
    let none = StudyComparison(of: Self.result(rows: rows, chances: 2, parameters: [fixed]))
    #expect(none.base.method.kind == .fixed)
    #expect(none.base.outcome("balance:gemeente")?.differences[1]?.standardDeviation == 0)
    #expect(none.base.outcome("balance:gemeente")?.differences[1]?.mean == 2.5)
  }

  @Test("The gap of an approximate trace to the Monte Carlo mean is given")
  func gap() {
    let result = Self.result(
      rows: [[[0, 0]], [[4, 6]]], expected: [[[0, 0]], [[5.5, 5.5]]], exact: false)
    #expect(StudyComparison(of: result).base.outcome("balance:gemeente")?.expectationGaps == [0, 0.5])
  }

  @Test("Chances of paying for itself and of being best are counted over draws")
  func chances() throws {
    let result = Self.result(rows: [[[0, 0, 0, 0]], [[1, -1, 0, -2]], [[2, -2, 0, -3]]])
    let found = StudyComparison(of: result).base
    #expect(found.economics[0] == nil)
    #expect(found.economics[1]?.paysForItself?.probability == 0.5)
    // Best: two; base; all three; base.
    #expect(abs(found.best[0].probability - (0 + 1 + 1.0 / 3 + 1) / 4) < 1e-12)
    #expect(abs(found.best[1].probability - (1.0 / 3) / 4) < 1e-12)
    #expect(abs(found.best.map(\.probability).reduce(0, +) - 1) < 1e-12)
    // Regret of `one`: 2 − 1, 0 − (−1), 0, 0 − (−2).
    #expect(found.regret[1] == 1)
  }

  @Test("Money by hand: cost per durable exit, benefit per euro and saved benefit")
  func economics() throws {
    // Balance −60, cost 100, 4 exits, benefit paid −30 less.
    let result = Self.result(
      rows: [[[0, 0], [0, 0], [0, 0], [500, 500]], [[-60, -60], [100, 100], [4, 4], [470, 470]]])
    let found = StudyComparison(of: result).base
    let economics = try #require(found.economics[1])
    #expect(economics.costPerDurableExit?.value == 25)
    #expect(economics.benefitCostRatio?.value == 0.4)
    #expect(economics.netPresentValue?.mean == -60)
    #expect(found.outcome("benefitSaved")?.differences[1]?.mean == 30)
  }

  @Test("Payback follows the mean balance beside the nulalternatief")
  func payback() {
    let result = Self.result(
      rows: [[[0, 0]], [[5, 5]]], balance: [[10, 10, 10], [0, 15, 20]])
    let found = StudyComparison(of: result).base.economics[1]?.payback
    // Differences −10, 5, 10; cumulative −10, −5, 5.
    #expect(found?.point == 2)
    #expect(found?.sharePaidBack == 1.5)
  }

  @Test("A reading that turns two scenarios round is told, one within noise is not")
  func flips() {
    let base = [[[0.0, 0, 0, 0]], [[5.0, 5, 6, 6]], [[1.0, 1, 2, 2]]]
    let turned = [[[0.0, 0, 0, 0]], [[1.0, 1, 2, 2]], [[5.0, 5, 6, 6]]]
    let noisy = [[[0.0, 0, 0, 0]], [[1.0, 9, 2, 8]], [[5.1, 5.1, 5.1, 5.1]]]
    let one = StudyComparison(of: Self.result(rows: base, otherReading: turned))
    #expect(one.readings[1].flips == [[2, 1]])
    #expect(one.base.ranking == [1, 2, 0])
    #expect(one.readings[1].ranking == [2, 1, 0])
    #expect(StudyComparison(of: Self.result(rows: base, otherReading: noisy)).readings[1].flips.isEmpty)
  }

  @Test("The chance of a target uses all replications")
  func targets() {
    let target = Target(
      name: "t", subject: .outcome("netDurableExits12"), comparison: .atLeast, value: 3)
    let unknown = Target(
      name: "u", subject: .occupancy(states: ["werk"], point: 1), comparison: .atLeast, value: 3)
    let result = Self.result(
      rows: [[[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], [[0, 0, 0, 0], [0, 0, 0, 0], [2, 3, 4, 5]]],
      targets: [target, unknown])
    let found = StudyComparison(of: result).base.targets
    #expect(found[0].chances[0]?.probability == 0)
    #expect(found[0].chances[1]?.probability == 0.75)
    #expect(found[1].chances == [nil, nil])
  }

  @Test("The nulalternatief alone is told without differences")
  func alone() {
    let found = StudyComparison(of: Self.result(rows: [[[1, 2, 3]]]))
    #expect(found.isReferenceAlone)
    #expect(found.base.outcome("balance:gemeente")?.values[0]?.mean == 2)
    #expect(found.base.economics == [nil])
  }

  @Test("Own estimates are counted among the assumptions, formulas are not")
  func assumptions() {
    let own = Parameter(
      name: "a", definition: .expression(.number(2)), provenance: Provenance(confidence: .ownEstimate))
    let derived = Parameter(name: "b", definition: .expression(.parameter("a")))
    let result = Self.result(rows: [[[1]]], parameters: [Self.drawn, own, derived])
    let found = StudyComparison(of: result).assumptions
    // p, a, and the price line with a number of its own.
    #expect(found.total == 3)
    #expect(found.ownEstimates == 1)
    #expect(found.withoutSource == 2)
  }
}
