import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Where nothing differs, the difference is exactly nothing.
@Suite("Exact zeros")
struct ExactZeroTests {
  /// The outcomes of a scenario that have other bits than those of the reference, also by expectation.
  private func differences(_ result: ReadingResult, _ scenario: String) -> [String] {
    let expected = result.expectation
    return [result.sampled, result.counterfactual, expected.table, expected.counterfactual].flatMap { table in
      table.outcomes.map(\.key).filter { key in
        bits(table.valuesOrZero(of: key, in: scenario)) != bits(table.valuesOrZero(of: key, in: "zonder"))
      }
    }
  }

  @Test("A scenario equal to the nulalternatief differs by exactly nothing, bit for bit")
  func equalScenario() throws {
    for (seed, study) in PropertyTests.studies() {
      var study = study
      study.scenarios.append(Scenario(name: "zelfde"))
      let result = try simulate(study, settings: PropertyTests.settings(30)).base
      #expect(differences(result, "zelfde") == [], "study \(seed)")
    }
  }

  @Test("An offer to nobody differs by exactly nothing, bit for bit")
  func offerToNobody() throws {
    var seen = 0
    for (seed, study) in PropertyTests.studies() {
      var study = study
      guard let traject = study.base.trajecten.first else { continue }
      seen += 1
      study.base.groups.append(
        Doelgroep(name: "niemand", supply: .size(.number(0)), startingStates: [("bijstand", .number(1))]))
      var empty = StudyChanges()
      empty.offers = [Offer(traject: traject.name, groups: ["niemand"])]
      var none = StudyChanges()
      none.offers = [Offer(traject: traject.name, groups: ["groep0"], intake: .number(0))]
      var share = StudyChanges()
      share.offers = [Offer(traject: traject.name, groups: ["groep0"], share: .number(0))]
      study.base.trajecten[0].places = nil
      study.base.trajecten[0].fund = nil
      study.scenarios += [
        Scenario(name: "leeg", changes: empty), Scenario(name: "geen-instroom", changes: none),
        Scenario(name: "geen-aandeel", changes: share),
      ]
      let result = try simulate(study, settings: PropertyTests.settings(30)).base
      for name in ["leeg", "geen-instroom", "geen-aandeel"] {
        #expect(differences(result, name) == [], "study \(seed), \(name)")
      }
    }
    #expect(seen >= 20)
  }

  @Test("An offer that begins after the horizon differs by exactly nothing, bit for bit")
  func offerTooLate() throws {
    for (seed, study) in PropertyTests.studies() {
      var study = study
      guard let traject = study.base.trajecten.first else { continue }
      var late = StudyChanges()
      late.offers = [
        Offer(
          traject: traject.name, groups: ["groep0"], from: CalendarMonth(year: 2080, month: 1),
          intake: .number(3))
      ]
      study.scenarios.append(Scenario(name: "te-laat", changes: late))
      let result = try simulate(study, settings: PropertyTests.settings(30)).base
      #expect(differences(result, "te-laat") == [], "study \(seed)")
    }
  }

  /// A study with a traject in which people have the same chances as on benefit, and none other afterwards.
  static func withoutEffect(steps: Int = 24) -> Study {
    let work = Chance(.parameter("kans"))
    let away = Chance(.number(0.01))
    let exits = [Exit(to: "werk", chance: work), Exit(to: "weg", chance: away)]
    var offer = StudyChanges()
    offer.offers = [Offer(traject: "training", groups: ["mensen"])]
    return Study(
      title: "No effect", clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: steps),
      base: StudyModel(
        parameters: [
          Parameter(
            name: "kans", definition: .distribution(.beta(alpha: 8, beta: 92)), dimension: .chance)
        ],
        groups: [
          Doelgroep(name: "mensen", supply: .size(.number(400)), startingStates: [("bijstand", .number(1))])
        ],
        states: [
          StateDefinition(name: "bijstand", kind: .benefit, moves: exits),
          StateDefinition(
            name: "werk", kind: .work, moves: [Exit(to: "bijstand", chance: Chance(.number(0.03)))]),
          StateDefinition(name: "weg"),
        ],
        trajecten: [
          Traject(
            name: "training",
            phases: [
              Phase(name: "een", stay: .fixed(Duration(.number(3), .month)), exits: exits),
              Phase(
                name: "twee", stay: .uniform(Duration(.number(2), .month), Duration(.number(5), .month)),
                exits: exits),
            ], otherwise: [Destination("bijstand")],
            lockIn: [Effect(parameter: "kans", scale: .hazardRatio, size: .number(1))],
            gain: [
              Effect(
                parameter: "kans", scale: .hazardRatio, size: .number(1),
                halfLife: Duration(.number(6), .month))
            ])
        ]),
      scenarios: [
        Scenario(name: "zonder", isReference: true), Scenario(name: "met", changes: offer),
      ])
  }

  static let sameEitherWay = [
    "exitsToWork", "benefitMonths", "atHorizon:werk", "atHorizon:weg", "months:werk", "months:weg",
  ]

  @Test("A traject without any effect changes nothing beyond 1e-12 by expectation")
  func noEffectByExpectation() throws {
    var settings = PropertyTests.settings(50)
    settings.expectedOnly = true
    let result = try simulate(Self.withoutEffect(), settings: settings).base
    #expect(result.expectationIsExact)
    let table = result.expectation.table
    for key in Self.sameEitherWay {
      let with = try #require(table.values(of: key, in: "met"))
      let without = try #require(table.values(of: key, in: "zonder"))
      #expect(with.contains { $0 > 1 }, "\(key)")
      #expect(zip(with, without).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }, "\(key)")
    }
    for (gross, null) in [("grossExits", "nullExits"), ("durableExits6", "nullDurableExits6")] {
      let with = try #require(table.values(of: gross, in: "met"))
      let without = try #require(table.values(of: null, in: "met"))
      #expect(with.contains { $0 > 1 }, "\(gross)")
      #expect(zip(with, without).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }, "\(gross)")
    }
  }

  @Test("A traject without any effect changes nothing beyond its error by simulation")
  func noEffectBySimulation() throws {
    let table = try simulate(Self.withoutEffect(), settings: PropertyTests.settings(4000)).base.sampled
    for key in Self.sameEitherWay {
      let with = try #require(table.values(of: key, in: "met"))
      let without = try #require(table.values(of: key, in: "zonder"))
      let differences = zip(with, without).map(-)
      // Six comparisons at 4.9 standard errors: a chance of 6e-6 in all.
      #expect(abs(standardScore(differences, against: 0)) < 4.9, "\(key)")
    }
    let net = try #require(table.values(of: "netExits", in: "met"))
    #expect(abs(standardScore(net, against: 0)) < 4.9)
  }

  @Test("With every parameter fixed the expectation has no spread")
  func fixedParametersHaveNoSpread() throws {
    for seed in PropertyTests.seeds {
      let study = StudyGenerator.study(seed: seed)
      var settings = PropertyTests.settings(20)
      settings.expectedOnly = true
      let result = try simulate(study, settings: settings).base
      for table in [result.expectation.table, result.expectation.counterfactual] {
        for scenario in table.scenarios {
          for outcome in table.outcomes {
            let values = table.valuesOrZero(of: outcome.key, in: scenario)
            #expect(Set(bits(values)).count <= 1, "study \(seed), \(outcome.key)")
          }
        }
      }
    }
  }

  @Test(
    "Without scarcity and lock-in, with gains of at least 1 that drop-outs do not have, more drop-out never raises exits in expectation"
  )
  func dropoutNeverHelps() throws {
    for seed in UInt64(1)...40 {
      var random = SplitMix64(seed: seed)
      let chance = random.between(0.005, 0.1)
      var previous: [Double] = []
      for dropout in [0, 0.02, 0.05, 0.1, 0.3] {
        var draws = SplitMix64(seed: seed)
        var study = Self.withoutEffect(steps: 12 + Int(draws.unit() * 40))
        study.base.parameters[0].definition = .distribution(.fixed(chance))
        let gain = draws.between(1, 3)
        study.base.trajecten[0].gain[0].size = .number(gain)
        // A gain for drop-outs would come earlier the sooner they drop out.
        study.base.trajecten[0].dropoutsKeepGain = false
        if draws.happens(0.5) { study.base.trajecten[0].gain[0].halfLife = nil }
        if draws.happens(0.3) {
          let part = draws.between(0, 0.4)
          study.base.trajecten[0].otherwise = [
            Destination("werk", share: .number(part)), Destination("bijstand", share: .number(1 - part)),
          ]
        }
        for phase in study.base.trajecten[0].phases.indices {
          study.base.trajecten[0].phases[phase].exits.append(
            Exit(cause: "uitval", to: "bijstand", chance: Chance(.number(dropout)), isDropout: true))
        }
        var settings = PropertyTests.settings(1)
        settings.expectedOnly = true
        let table = try simulate(study, settings: settings).base.expectation.table
        let exits = ["grossExits", "months:werk"].map { table.valuesOrZero(of: $0, in: "met")[0] }
        if !previous.isEmpty {
          #expect(
            zip(exits, previous).allSatisfy { $0 <= $1 + 1e-9 }, "seed \(seed), \(exits) after \(previous)")
        }
        #expect(exits[0] > 0)
        previous = exits
      }
    }
  }
}
