import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Amounts that read how long people have been in a state.
@Suite("Amounts by time in the state")
struct AgedAmountTests {
  /// `if(inState <= last, early, later)`.
  static func cliff(_ last: Double, _ early: Expression, _ later: Expression) -> Expression {
    .call(.if, [.binary(.lessOrEqual, .clock(.inState), .number(last)), early, later])
  }

  static func line(_ name: String, in states: [String], _ amount: Expression, counted: Counting? = nil)
    -> PriceLine
  {
    PriceLine(
      name: name, basis: .time(in: states, per: Period(1, .month)), amount: amount,
      from: Account(party: "gemeente"), to: Account(party: "client"), counted: counted)
  }

  @Test(
    "Three months by hand: the first month in B pays 100, the later ones 40",
    arguments: [(Counting.start, 9_100.0), (.end, 12_930), (.halfway, 11_015), (.points, 12_930)])
  func byHand(counted: Counting, expected: Double) throws {
    // 100 people in A, half of whom move to B every month; a fifth of those in B move back.
    // In B: point 1: 50 new; point 2: 25 new, 40 older; point 3: half of 25 + 10 is 17.5 new, 20 + 32 older.
    // Point 1: 5,000; point 2: 2,500 + 1,600; point 3: 1,750 + 2,080.
    var study = ClosedFormTests.chain(
      [("A", .other), ("B", .other)], [[0.5, 0.5], [0.2, 0.8]], people: 100, steps: 3, step: .month)
    study.base.parties = [Party(name: "gemeente"), Party(name: "client")]
    study.base.prices = [
      Self.line("opstap", in: ["B"], Self.cliff(1, .number(100), .number(40)), counted: counted)
    ]
    #expect(abs(try ClosedFormTests.expected(study, "line:opstap") - expected) < 1e-9)
    #expect(abs(try ClosedFormTests.expected(study, "balance:client") - expected) < 1e-9)
    let series = try simulate(study, settings: PropertyTests.settings(1)).base.series[0]
    let total = series.balance.reduce(0) { $0 + $1.reduce(0, +) }
    #expect(abs(total) < 1e-9)
  }

  /// Three people start a phase of four months, in months 1, 2 and 3; a second scenario takes a fourth.
  static func starters() -> Study {
    let amount = cliff(2, .number(10), .number(1))
    func offer(until month: Int) -> StudyChanges {
      var changes = StudyChanges()
      changes.offers = [
        Offer(
          traject: "plek", groups: ["mensen"], until: CalendarMonth(year: 2021, month: month),
          intake: .number(1))
      ]
      return changes
    }
    return Study(
      title: "Opstap", clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: 12),
      base: StudyModel(
        groups: [
          Doelgroep(name: "mensen", supply: .onDemand, startingStates: [("bijstand", .number(1))])
        ],
        states: [
          StateDefinition(name: "bijstand", kind: .benefit), StateDefinition(name: "weg", kind: .other),
        ],
        trajecten: [
          Traject(
            name: "plek", phases: [Phase(name: "werkplek", stay: .fixed(Duration(.number(4), .month)))],
            otherwise: [Destination("weg")])
        ],
        parties: [Party(name: "gemeente"), Party(name: "client")],
        prices: [
          line("plek", in: ["werkplek"], amount), line("thuis", in: ["bijstand"], amount),
          line("oplopend", in: ["werkplek"], .clock(.inState)),
        ]),
      scenarios: [
        Scenario(name: "zonder", isReference: true), Scenario(name: "met", changes: offer(until: 4)),
        Scenario(name: "meer", changes: offer(until: 5)),
      ])
  }

  @Test(
    "Starters and shadows by hand, however flows are split, in every replication",
    arguments: [0, 24, 1_000_000])
  func startersByHand(smallFlow: Int) throws {
    var settings = PropertyTests.settings(8)
    settings.smallFlow = smallFlow
    for expectedOnly in [false, true] {
      settings.expectedOnly = expectedOnly
      let result = try simulate(Self.starters(), settings: settings).base
      // Two months at 10 and two at 1 each; 1 + 2 + 3 + 4 each. At home 2 × 10 and the rest of 12 months at 1.
      let sampled = result.sampled
      #expect(sampled.valuesOrZero(of: "line:plek", in: "met").allSatisfy { $0 == 66 })
      #expect(sampled.valuesOrZero(of: "line:plek", in: "meer").allSatisfy { $0 == 88 })
      #expect(sampled.valuesOrZero(of: "line:oplopend", in: "met").allSatisfy { $0 == 30 })
      let shadows = result.counterfactual
      #expect(shadows.valuesOrZero(of: "line:thuis", in: "met").allSatisfy { $0 == 60 + 10 + 9 + 8 })
      #expect(shadows.valuesOrZero(of: "line:thuis", in: "meer").allSatisfy { $0 == 80 + 10 + 9 + 8 + 7 })
    }
  }

  /// Generated studies with lines that change after some months in the state, one of them paid by the first fund.
  static func studies(_ seeds: ClosedRange<UInt64>, onDemand: Bool, constant: Bool = false) -> [(
    seed: UInt64, study: Study
  )] {
    seeds.map { seed in
      var options = StudyGeneratorOptions()
      options.isOnDemand = onDemand
      var study = StudyGenerator.study(seed: seed, options: options)
      let states = study.base.allStates.map(\.name)
      let last = Double(seed % 5 + 1)
      let growing = Expression.binary(.power, .number(1.01), .clock(.t))
      let counted: Counting? = [nil, .start, .end, .halfway, .points][Int(seed % 5)]
      study.base.prices += [
        line(
          "opstap", in: states,
          cliff(
            last, .number(constant ? 100 : 300),
            .binary(.multiply, .number(100), constant ? .number(1) : growing)),
          counted: counted),
        line("gewoon", in: states, .number(100), counted: counted),
        line(
          "alleen-oud", in: [states[0]], cliff(last, .number(0), .binary(.add, .clock(.inState), .number(5))),
          counted: counted),
      ]
      if let fund = study.base.funds.first, !constant {
        var paid = line("uit-fonds", in: states, cliff(last, .number(20), .number(1)), counted: .start)
        paid.from = fund.account
        study.base.prices.append(paid)
      }
      return (seed, study)
    }
  }

  @Test("An amount that reads inState but does not change with it gives what a plain amount gives")
  func constantIsPlain() throws {
    for (seed, study) in Self.studies(1...30, onDemand: false, constant: true)
      + Self.studies(31...50, onDemand: true, constant: true)
    {
      let result = try simulate(study, settings: PropertyTests.settings(30)).base
      for table in [result.sampled, result.counterfactual] {
        let aged = table.valuesOrZero(of: "line:opstap", in: "met")
        let plain = table.valuesOrZero(of: "line:gewoon", in: "met")
        #expect(
          zip(aged, plain).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) },
          "study \(seed): \(aged.prefix(3)), \(plain.prefix(3))")
      }
    }
  }

  @Test(
    "Lines with a cliff have the law of the oracle, however flows are split",
    arguments: [(0, false), (24, false), (1_000_000, false), (24, true)])
  func agreesWithOracle(smallFlow: Int, onDemand: Bool) throws {
    var comparison = GlobalComparison()
    let runs = 100
    for (seed, study) in Self.studies(1...60, onDemand: onDemand) {
      let sample = OracleSample(of: study, scenario: "met", runs: runs, seed: seed)
      var settings = PropertyTests.settings(runs, seed: 9_000 + seed)
      settings.chancesPerDraw = runs
      settings.smallFlow = smallFlow
      let result = try simulate(study, settings: settings).base
      for (key, values) in sample.columns where !key.hasPrefix("net") {
        let isShadow = key.hasPrefix(OracleSample.shadow)
        let table = isShadow ? result.counterfactual : result.sampled
        let name = isShadow ? String(key.dropFirst(OracleSample.shadow.count)) : key
        comparison.add(study: seed, outcome: key, table.valuesOrZero(of: name, in: "met"), values)
      }
    }
    let verdict = comparison.verdict()
    #expect(verdict.scores > 1_000)
    #expect(verdict.agrees, "\(verdict.findings.prefix(20).joined(separator: "\n"))")
  }

  @Test("The oracle's ledger of single payments agrees with its sums over people by time in the state")
  func ledgerAgrees() {
    for (seed, study) in Self.studies(1...60, onDemand: false) {
      var oracle = Oracle(study: study, scenario: "met")
      let run = oracle.run(seed: seed)
      let booked = OracleLedger(
        study: study, scenario: "met", events: run.events, openPlaces: run.openPlaces
      ).balances()["client"]
      let priced = run.outcomes["balance:client"] ?? .nan
      #expect(abs(priced - (booked ?? .nan)) <= 1e-9 * max(1, abs(priced)), "study \(seed)")
    }
  }

  @Test("Scenarios that share lives give the same bits as each by itself")
  func sharedLives() throws {
    for (seed, study) in Self.studies(1...20, onDemand: true) {
      var study = study
      study.scenarios.append(Scenario(name: "ook", basedOn: "met"))
      let together = try simulate(study, settings: PropertyTests.settings(30)).base
      var settings = PropertyTests.settings(30)
      settings.scenarios = ["ook"]
      let alone = try simulate(study, settings: settings).base
      for key in ["line:opstap", "line:alleen-oud", "balance:client"] {
        let one = together.sampled.valuesOrZero(of: key, in: "ook")
        #expect(bits(one) == bits(alone.sampled.valuesOrZero(of: key, in: "ook")), "study \(seed), \(key)")
        #expect(
          bits(together.counterfactual.valuesOrZero(of: key, in: "ook"))
            == bits(alone.counterfactual.valuesOrZero(of: key, in: "ook")), "study \(seed), \(key)")
      }
    }
  }

  @Test("An amount that changes forever over too long a horizon is refused with what to do")
  func tooLong() throws {
    var study = ClosedFormTests.chain(
      [("A", .other), ("B", .other)], [[0.5, 0.5], [0, 1]], people: 10, steps: 4_000, step: .month)
    study.base.parties = [Party(name: "gemeente"), Party(name: "client")]
    study.base.prices = [Self.line("oplopend", in: ["A"], .clock(.inState))]
    #expect(throws: SimulationError.self) { try simulate(study, settings: PropertyTests.settings(1)) }
  }
}
