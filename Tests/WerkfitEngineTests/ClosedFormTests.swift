import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

import enum WerkfitStudy.Expression

/// Models that can be worked out by hand.
@Suite("Closed forms")
struct ClosedFormTests {
  static let start = CalendarMonth(year: 2020, month: 1)

  /// A chain without trajecten: chances per step by state and target, everybody in the first state.
  static func chain(
    _ states: [(String, StateKind)], _ matrix: [[Double]], people: Double = 1000, steps: Int,
    step: TimeUnit = .year, counted: Counting = .start, outcomes: [OutcomeDefinition] = []
  ) -> Study {
    let definitions = states.enumerated().map { row, state in
      StateDefinition(
        name: state.0, kind: state.1,
        moves: states.enumerated().compactMap { column, target in
          row == column || matrix[row][column] == 0
            ? nil : Exit(to: target.0, chance: Chance(.number(matrix[row][column])))
        })
    }
    return Study(
      title: "Chain", clock: StudyClock(start: start, steps: steps, step: step, counted: counted),
      base: StudyModel(
        groups: [
          Doelgroep(
            name: "allen", supply: .size(.number(people)), startingStates: [(states[0].0, .number(1))])
        ], states: definitions, outcomes: outcomes),
      scenarios: [Scenario(name: "verloop", isReference: true)])
  }

  /// Expected outcomes at fixed parameters.
  static func expected(_ study: Study, _ key: String, in scenario: String = "verloop") throws -> Double {
    var settings = PropertyTests.settings(1)
    settings.expectedOnly = true
    let result = try simulate(study, settings: settings).base
    return try #require(result.expectation.table.values(of: key, in: scenario)?.first, "\(key)")
  }

  static let heartValve = [[0.6, 0.2, 0.2], [0, 0.6, 0.4], [0, 0, 1]]
  static let valveStates: [(String, StateKind)] = [("Well", .other), ("Disabled", .other), ("Dead", .other)]

  @Test("The heart valve of Sonnenberg and Beck: quality-adjusted cycles by the fundamental matrix")
  func heartValveQuality() throws {
    let outcome = { (counted: Counting) in
      OutcomeDefinition(
        name: "qale", unit: "cycles",
        lines: [
          OutcomeLine(basis: .time(in: ["Well"], per: Period(1, .year)), amount: .number(1)),
          OutcomeLine(basis: .time(in: ["Disabled"], per: Period(1, .year)), amount: .number(0.7)),
        ], counted: counted)
    }
    // (I − Q)⁻¹ = [2.5 1.25; 0 2.5]: 2.5 + 0.7 · 1.25 = 3.375 counting the start, 2.375 the end of cycles.
    for (counting, limit) in [(Counting.start, 3.375), (.end, 2.375)] {
      let study = Self.chain(
        Self.valveStates, Self.heartValve, people: 10_000, steps: 200, outcomes: [outcome(counting)])
      #expect(try abs(Self.expected(study, "qale") / 10_000 - limit) < 1e-9)
    }
    // The published 25 cycles: 23,749.6837 in all, 23,749.4894 after 24 and 23,749.1767 after 23.
    for (steps, total) in [(23, 23749.1767), (24, 23749.4894), (25, 23749.6837)] {
      let study = Self.chain(
        Self.valveStates, Self.heartValve, people: 10_000, steps: steps, outcomes: [outcome(.end)])
      #expect(try abs(Self.expected(study, "qale") - total) < 5e-5)
    }
  }

  /// The monotherapy matrix of Chancellor (1997), from the counts in Briggs, Claxton and Sculpher (2006).
  static let hiv: [[Double]] = [
    [1251, 350, 116, 17], [0, 731, 512, 15], [0, 0, 1312, 437], [0, 0, 0, 1],
  ].map { row in row.map { $0 / row.reduce(0, +) } }
  static let hivStates: [(String, StateKind)] = [("A", .other), ("B", .other), ("C", .other), ("D", .other)]

  @Test("The HIV model: years in each state by the fundamental matrix")
  func hivYears() throws {
    let study = Self.chain(Self.hivStates, Self.hiv, steps: 400)
    let transient = Matrix((0..<3).map { row in Array(Self.hiv[row].prefix(3)) })
    let visits = transient.fundamental().rows[0]
    let published = [3.5900621118, 1.7297802712, 3.7788723970]
    for (index, state) in ["A", "B", "C"].enumerated() {
      let years = try Self.expected(study, OutcomeKey.months(state: state)) / 12 / 1000
      #expect(abs(years - visits[index]) < 1e-9, "\(state)")
      #expect(abs(years - published[index]) < 1e-9, "\(state)")
    }
  }

  @Test("The expected trace equals powers of the matrix")
  func traceEqualsPowers() throws {
    var settings = PropertyTests.settings(1)
    settings.expectedOnly = true
    var vector = [1000.0, 0, 0, 0]
    for steps in 1...20 {
      vector = Matrix(Self.hiv).applied(to: vector)
      let study = Self.chain(Self.hivStates, Self.hiv, steps: steps)
      let table = try simulate(study, settings: settings).base.expectation.table
      for (index, state) in Self.hivStates.enumerated() {
        let there = try #require(table.values(of: OutcomeKey.atHorizon(state: state.0), in: "verloop")?.first)
        #expect(abs(there - vector[index]) < 1e-9 * max(1, vector[index]), "\(state.0) after \(steps)")
      }
    }
    // The published trace after 20 cycles, per 1000.
    for (value, published) in zip(vector, [1.4594, 2.0708, 28.2334, 968.2364]) {
      #expect(abs(value - published) < 5e-5)
    }
  }

  @Test("Simulated people follow the same matrix: multinomial means and variances")
  func simulatedTraceIsMultinomial() throws {
    for smallFlow in [0, 24, 1_000_000] {
      let study = Self.chain(Self.hivStates, Self.hiv, people: 200, steps: 5)
      var settings = PropertyTests.settings(20_000)
      settings.smallFlow = smallFlow
      let table = try simulate(study, settings: settings).base.sampled
      var chances = [1.0, 0, 0, 0]
      for _ in 0..<5 { chances = Matrix(Self.hiv).applied(to: chances) }
      for (index, state) in Self.hivStates.enumerated() {
        let values = try #require(table.values(of: OutcomeKey.atHorizon(state: state.0), in: "verloop"))
        let (p, n) = (chances[index], 200.0)
        #expect(abs(standardScore(values, against: n * p)) < 4.9, "\(state.0), \(smallFlow)")
        // The sample variance of 20,000 near-normal values has a relative standard error of 1%.
        #expect(abs(variance(values) / (n * p * (1 - p)) - 1) < 0.049, "\(state.0), \(smallFlow)")
      }
    }
  }

  @Test(
    "One step splits any number of people by the binomial law",
    arguments: [
      (7.0, 0.3), (60, 0.02), (60, 0.5), (400, 0.1), (3_000, 0.97), (50_000, 0.0004), (1_000_000, 0.25),
    ])
  func binomialSplit(people: Double, chance: Double) throws {
    let study = Self.chain(
      [("A", .other), ("B", .other)], [[1 - chance, chance], [0, 1]], people: people, steps: 1, step: .month)
    let runs = 20_000
    for smallFlow in [0, 24] {
      var settings = PropertyTests.settings(runs)
      settings.smallFlow = smallFlow
      let moved = try simulate(study, settings: settings).base.sampled.valuesOrZero(
        of: "atHorizon:B", in: "verloop")
      let middle = people * chance
      let spread = middle * (1 - chance)
      #expect(abs(standardScore(moved, against: middle)) < 4.9)
      let squares = moved.map { ($0 - middle) * ($0 - middle) }
      #expect(abs(standardScore(squares, against: spread)) < 4.9)
      // P(X ≤ k) = I(1 − p; n − k, k + 1), at points across the law.
      for deviation in [-3.0, -2, -1, -0.5, 0, 0.5, 1, 2, 3] {
        let k = (middle + deviation * spread.squareRoot()).rounded(.down)
        guard k >= 0, k < people else { continue }
        let below = incompleteBeta(people - k, k + 1, 1 - chance)
        let share = Double(moved.count { $0 <= k }) / Double(runs)
        #expect(
          abs(share - below) < 4.9 * (below * (1 - below) / Double(runs)).squareRoot() + 1e-9,
          "n \(people), p \(chance), k \(k), split from \(smallFlow): \(share), not \(below)")
      }
    }
  }

  @Test("Absorption: who goes where in the end")
  func absorption() throws {
    // From A: 0.1 to B, 0.05 to X, 0.02 to Y; from B: 0.2 to A, 0.1 to Y.
    let matrix = [[0.83, 0.1, 0.05, 0.02], [0.2, 0.7, 0, 0.1], [0, 0, 1, 0], [0, 0, 0, 1]]
    let study = Self.chain(
      [("A", .other), ("B", .other), ("X", .other), ("Y", .other)], matrix, steps: 600, step: .month)
    // a = P(X | A), b = P(X | B): 0.17a = 0.1b + 0.05 and 0.3b = 0.2a, so a = 0.05 / (0.17 − 0.2/3).
    let toX = 0.05 / (0.17 - 0.1 * 0.2 / 0.3)
    #expect(try abs(Self.expected(study, OutcomeKey.atHorizon(state: "X")) - 1000 * toX) < 1e-6)
    #expect(try abs(Self.expected(study, OutcomeKey.atHorizon(state: "Y")) - 1000 * (1 - toX)) < 1e-6)
  }

  @Test("A geometric stay: mean 1/p with the variance of single people")
  func geometricStay() throws {
    let study = Self.chain(
      [("A", .other), ("B", .other)], [[0.8, 0.2], [0, 1]], people: 1, steps: 200, step: .month)
    #expect(try abs(Self.expected(study, "months:A") - 5) < 1e-12)
    let stays = try #require(
      try simulate(study, settings: PropertyTests.settings(20_000)).base.sampled.values(
        of: "months:A", in: "verloop"))
    #expect(abs(standardScore(stays, against: 5)) < 4.9)
    // The variance is (1 − p)/p² = 20; the fourth moment gives a relative standard error of √(8/n).
    #expect(abs(variance(stays) / 20 - 1) < 4.9 * (8.05 / 20_000).squareRoot())
    for length in 1...12 {
      let chance = 0.2 * pow(0.8, Double(length - 1))
      let share = stays.map { $0 == Double(length) ? 1.0 : 0 }
      #expect(abs(mean(share) - chance) < 4.9 * (chance * (1 - chance) / 20_000).squareRoot(), "\(length)")
    }
  }

  /// One state with the given exits, one step of a month, 1000 people.
  static func oneStep(_ exits: [Exit]) -> Study {
    var study = chain(
      [("A", .other), ("B", .other), ("C", .other)], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], steps: 1,
      step: .month)
    study.base.states[0].moves = exits
    return study
  }

  @Test("Competing chances of another period are converted together: the total as a rate, the shares kept")
  func competingRisks() throws {
    let year = Period(12, .month)
    let study = Self.oneStep([
      Exit(to: "B", chance: Chance(.number(0.3), per: year)),
      Exit(to: "C", chance: Chance(.number(0.1), per: year)),
    ])
    // Together 40% a year is 1 − 0.6^(1/12) a month; three quarters of it go to B.
    let total = 1000 * (1 - pow(0.6, 1.0 / 12))
    #expect(try abs(Self.expected(study, "atHorizon:B") - total * 0.75) < 1e-9)
    #expect(try abs(Self.expected(study, "atHorizon:C") - total * 0.25) < 1e-9)
  }

  @Test("Chances of different periods and rates add as rates")
  func mixedPeriods() throws {
    let study = Self.oneStep([
      Exit(to: "B", chance: Chance(.number(0.3), per: Period(12, .month))),
      Exit(to: "C", chance: Chance(.number(0.24), per: Period(1, .year), isRate: true)),
    ])
    let toB = -log(0.7) / 12
    let toC = 0.24 / 12
    let total = 1000 * (1 - exp(-toB - toC))
    #expect(try abs(Self.expected(study, "atHorizon:B") - total * toB / (toB + toC)) < 1e-9)
    #expect(try abs(Self.expected(study, "atHorizon:C") - total * toC / (toB + toC)) < 1e-9)
  }

  @Test("Chances per step are probabilities as they stand")
  func plainChances() throws {
    let study = Self.oneStep([
      Exit(to: "B", chance: Chance(.number(0.3))),
      Exit(to: "C", chance: Chance(.number(0.7), per: Period(1, .month))),
    ])
    #expect(try abs(Self.expected(study, "atHorizon:B") - 300) < 1e-9)
    #expect(try abs(Self.expected(study, "atHorizon:C") - 700) < 1e-9)
  }

  /// A traject of two phases: exactly two months, then one month, with a chance of work and of dropping out.
  static func twoPhases(lockIn: [Effect] = [], gain: [Effect] = [], steps: Int) -> Study {
    var study = Self.chain(
      [("bijstand", .benefit), ("werk", .work)], [[0.9, 0.1], [0, 1]], steps: steps, step: .month)
    study.base.parameters = [
      Parameter(name: "kans", definition: .distribution(.fixed(0.1)), dimension: .chance)
    ]
    study.base.states[0].moves = [Exit(to: "werk", chance: Chance(.parameter("kans")))]
    let work = Exit(to: "werk", chance: Chance(.parameter("kans")))
    study.base.trajecten = [
      Traject(
        name: "training",
        phases: [
          Phase(
            name: "een", stay: .fixed(Duration(.number(2), .month)),
            exits: [
              work, Exit(cause: "uitval", to: "bijstand", chance: Chance(.number(0.2)), isDropout: true),
            ]),
          Phase(name: "twee", stay: .fixed(Duration(.number(1), .month)), exits: [work]),
        ],
        otherwise: [
          Destination("werk", share: .number(0.25)), Destination("bijstand", share: .number(0.75)),
        ],
        lockIn: lockIn, gain: gain)
    ]
    study.base.offers = [Offer(traject: "training", groups: ["allen"])]
    return study
  }

  /// What three months of `twoPhases` come to.
  ///
  /// Point 1: of 1000 in een, 100 work, 200 drop out, 700 stay in their second month.
  /// Point 2: of 700: 70 work, 140 drop out, 490 go on to twee; of 200 on benefit 20 work, 180 stay.
  /// Point 3: of 490: 49 work; of 441 at the end a quarter (110.25) work, 330.75 go back; of 180 + 140 on
  ///          benefit 32 work, 288 stay.
  static let twoPhasesByHand: [(String, Double)] = [
    ("started", 1000), ("droppedOut", 340), ("completed", 100 + 70 + 49 + 441),
    ("months:een", 1700), ("months:twee", 490), ("months:bijstand", 200 + 180 + 140),
    ("atHorizon:werk", 100 + 70 + 20 + 49 + 110.25 + 32), ("atHorizon:bijstand", 330.75 + 288),
    ("exitsToWork", 100 + 70 + 20 + 49 + 110.25 + 32), ("grossExits", 100 + 70 + 20 + 49 + 110.25 + 32),
    ("nullExits", 1000 * (1 - 0.9 * 0.9 * 0.9)),
    ("benefitMonths", 1700 + 490 + 520),
  ]

  @Test("A traject of two phases, worked out by hand")
  func twoPhaseTraject() throws {
    let study = Self.twoPhases(steps: 3)
    for (key, value) in Self.twoPhasesByHand {
      #expect(try abs(Self.expected(study, key) - value) < 1e-9 * max(1, value), "\(key)")
    }
  }

  @Test("A hazard ratio multiplies the rate of its exit only, and competing exits are converted together")
  func lockInByHand() throws {
    let lockIn = [Effect(parameter: "kans", scale: .hazardRatio, size: .number(0.5))]
    let study = Self.twoPhases(lockIn: lockIn, steps: 1)
    // The total 0.3 is a rate of −ln 0.7; a third of it is work, and is halved.
    let rate = -log(0.7)
    let (work, away) = (rate / 3 / 2, rate * 2 / 3)
    let total = 1000 * (1 - exp(-work - away))
    #expect(try abs(Self.expected(study, "atHorizon:werk") - total * work / (work + away)) < 1e-9)
    #expect(try abs(Self.expected(study, "droppedOut") - total * away / (work + away)) < 1e-9)
    // It ends with the traject: whoever is back at point 3 finds work by their own chance of 10%.
    var after = Self.twoPhases(lockIn: lockIn, steps: 4)
    after.base.trajecten[0].phases[0].exits = []
    after.base.trajecten[0].phases[1].exits = []
    after.base.trajecten[0].otherwise = [Destination("bijstand")]
    #expect(try abs(Self.expected(after, "atHorizon:werk") - 100) < 1e-9)
  }

  @Test("A gain fades by its half-life from the end of the traject on")
  func gainByHand() throws {
    var study = Self.twoPhases(
      gain: [
        Effect(
          parameter: "kans", scale: .riskRatio, size: .number(2), halfLife: Duration(.number(1), .month))
      ], steps: 4)
    // Without exits from the traject itself everybody is back at point 3.
    study.base.trajecten[0].phases[0].exits = []
    study.base.trajecten[0].phases[1].exits = []
    study.base.trajecten[0].otherwise = [Destination("bijstand")]
    // In the first month after the end the ratio is 2, then 1.5, then 1.25.
    #expect(try abs(Self.expected(study, "atHorizon:werk") - 200) < 1e-9)
    study.clock.steps = 5
    #expect(try abs(Self.expected(study, "atHorizon:werk") - (200 + 800 * 0.15)) < 1e-9)
    study.clock.steps = 6
    #expect(try abs(Self.expected(study, "atHorizon:werk") - (320 + 680 * 0.125)) < 1e-9)
    // As hazard ratios they are powers of the chance to stay: 0.9², then 0.9^1.5, then 0.9^1.25.
    study.base.trajecten[0].gain[0].scale = .hazardRatio
    let staying = pow(0.9, 2 + 1.5 + 1.25)
    #expect(try abs(Self.expected(study, "atHorizon:werk") - 1000 * (1 - staying)) < 1e-9)
  }

  @Test("A stay that is no whole number of steps keeps its mean")
  func fractionalStay() throws {
    for length in [1.0, 1.25, 2.5, 3.9] {
      var study = Self.twoPhases(steps: 12)
      study.base.trajecten[0].phases[0].exits = []
      study.base.trajecten[0].phases[0].stay = .fixed(Duration(.number(length), .month))
      #expect(try abs(Self.expected(study, "months:een") - 1000 * length) < 1e-9, "\(length)")
      study.base.trajecten[0].phases[0].stay = .uniform(
        Duration(.number(length), .month), Duration(.number(length + 3), .month))
      #expect(try abs(Self.expected(study, "months:een") - 1000 * (length + 1.5)) < 1e-6, "\(length)")
      study.base.trajecten[0].phases[0].stay = .triangular(
        Duration(.number(length), .month), Duration(.number(length + 1), .month),
        Duration(.number(length + 2), .month))
      #expect(try abs(Self.expected(study, "months:een") - 1000 * (length + 1)) < 1e-6, "\(length)")
    }
  }

  @Test("Discounting: a euro a year for ever shorter is an annuity")
  func annuity() throws {
    for (counting, shift) in [(Counting.start, 0.0), (.halfway, 0.5), (.end, 1.0)] {
      var study = Self.chain(
        [("A", .other), ("B", .other)], [[1, 0], [0, 1]], steps: 10, counted: counting)
      study.money.discountRate = .number(0.04)
      study.base.parties = [Party(name: "gemeente"), Party(name: "client")]
      study.base.prices = [
        PriceLine(
          name: "geld", basis: .time(in: ["A"], per: Period(1, .year)), amount: .number(1),
          from: Account(party: "gemeente"), to: Account(party: "client"))
      ]
      let annuity = 1000 * (1 - pow(1.04, -10)) / (1 - 1 / 1.04) * pow(1.04, -shift)
      #expect(try abs(Self.expected(study, "line:geld") - annuity) < 1e-9 * annuity, "\(counting)")
      #expect(try abs(Self.expected(study, "balance:gemeente") + annuity) < 1e-9 * annuity, "\(counting)")
    }
  }

  @Test("Rotating places serve capacity times months over the stay")
  func rotatingPlaces() throws {
    // 10 places, a stay of exactly 3 months, 1 month empty: starts at points 0, 4, 8, 12, 16, 20.
    var study = Self.twoPhases(steps: 24)
    study.base.states[0].moves = []
    study.base.trajecten[0].phases = [Phase(name: "een", stay: .fixed(Duration(.number(3), .month)))]
    study.base.trajecten[0].places = "werkplekken"
    study.base.places = [
      PlacePool(name: "werkplekken", capacity: .number(10), emptyBetween: Duration(.number(1), .month))
    ]
    let table = try simulate(study, settings: PropertyTests.settings(10)).base.sampled
    #expect(table.valuesOrZero(of: "started", in: "verloop").allSatisfy { $0 == 60 })
    #expect(table.valuesOrZero(of: "occupied:werkplekken", in: "verloop").allSatisfy { $0 == 180 })
    study.base.places[0].isRotating = false
    let once = try simulate(study, settings: PropertyTests.settings(10)).base.sampled
    #expect(once.valuesOrZero(of: "started", in: "verloop").allSatisfy { $0 == 10 })
  }

  @Test("Places that change in number: more start when there are more, and nobody while there are too few")
  func changingPlaces() throws {
    // A stay of 3 months; 10 places, from month 7 on 25, from month 13 on 5. Starts: 10 at points 0 and 3; 10 and 15 at
    // point 6, 25 at point 9; at point 12 all 25 leave and 5 start, as at points 15, 18 and 21.
    var study = Self.twoPhases(steps: 24)
    study.base.states[0].moves = []
    study.base.trajecten[0].phases = [Phase(name: "een", stay: .fixed(Duration(.number(3), .month)))]
    study.base.trajecten[0].places = "werkplekken"
    func from(_ month: Double, _ then: Formula, else other: Formula) -> Formula {
      .call(.if, [.binary(.greaterOrEqual, .clock(.t), .number(month)), then, other])
    }
    study.base.places = [
      PlacePool(
        name: "werkplekken", capacity: from(13, .number(5), else: from(7, .number(25), else: .number(10))))
    ]
    let result = try simulate(study, settings: PropertyTests.settings(10)).base
    let starts = try #require(result.series.first).starts
    let wanted = [0: 10.0, 3: 10, 6: 25, 9: 25, 12: 5, 15: 5, 18: 5, 21: 5]
    for point in 0..<24 { #expect(starts[point] == wanted[point] ?? 0, "point \(point): \(starts[point])") }
    // From 25 to 5 places while 25 people sit there until point 13: nobody starts before.
    study.base.places[0].capacity = from(11, .number(5), else: from(8, .number(25), else: .number(10)))
    let shrunk = try #require(try simulate(study, settings: PropertyTests.settings(10)).base.series.first)
      .starts
    // Points 0, 3, 6: 10; at 7 another 15; at 9 the first 10 of 25 go on; at 10 there are 5 places for 10 people, who
    // stay until 12; so 5 start at 12, and every three months.
    let after = [0: 10.0, 3: 10, 6: 10, 7: 15, 9: 10, 12: 5, 15: 5, 18: 5, 21: 5]
    for point in 0..<24 { #expect(shrunk[point] == after[point] ?? 0, "point \(point): \(shrunk[point])") }
  }

  @Test("An intake of 7 and 7/24 a month takes 175 people in two years, seven or eight at a time")
  func fractionalIntake() throws {
    var study = Self.twoPhases(steps: 30)
    study.base.states[0].moves = []
    study.base.offers[0].intake = .binary(.divide, .number(175), .number(24))
    study.base.offers[0].until = CalendarMonth(year: 2022, month: 1)
    let result = try simulate(study, settings: PropertyTests.settings(4)).base
    #expect(result.sampled.valuesOrZero(of: "started", in: "verloop").allSatisfy { $0 == 175 })
    let starts = try #require(result.series.first).starts
    #expect(starts.prefix(24).allSatisfy { $0 == 7 || $0 == 8 })
    #expect(starts.dropFirst(24).allSatisfy { $0 == 0 })
  }
}
