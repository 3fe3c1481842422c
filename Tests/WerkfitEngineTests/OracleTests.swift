import Testing
import WerkfitStudy
import WerkfitTestSupport

/// The oracle against arithmetic by hand, so that it can judge the kernel.
@Suite("The oracle")
struct OracleTests {
  static let seeds: [UInt64] = Array(1...250)

  @Test("The ledger made from events has the same balances as the priced quantities")
  func ledgerAgrees() {
    for seed in Self.seeds {
      let study = StudyGenerator.study(seed: seed)
      for scenario in study.scenarios {
        var oracle = Oracle(study: study, scenario: scenario.name)
        let run = oracle.run(seed: seed)
        let ledger = OracleLedger(
          study: study, scenario: scenario.name, events: run.events, openPlaces: run.openPlaces)
        let balances = ledger.balances()
        for party in study.base.parties {
          let priced = run.outcomes[OutcomeName.balance(party.name)] ?? .nan
          let booked = balances[party.name] ?? .nan
          #expect(abs(priced - booked) <= 1e-9 * max(1, abs(priced)), "study \(seed), \(party.name)")
        }
        for fund in study.base.funds where study.money.indexation == .number(0) {
          let paid = run.outcomes["paid:\(fund.name)"] ?? .nan
          #expect(abs(paid - ledger.paid(from: fund.account)) <= 1e-9 * max(1, paid), "study \(seed)")
        }
      }
    }
  }

  @Test("The oracle conserves people at every point")
  func conservesPeople() {
    for seed in Self.seeds {
      let study = StudyGenerator.study(seed: seed)
      var oracle = Oracle(study: study, scenario: "met")
      let run = oracle.run(seed: seed)
      var arrived = 0
      for point in 0...study.clock.steps {
        arrived += run.events.count { $0.kind == .enters && $0.shadowOf == nil && $0.point == point }
        #expect(run.occupancy.values.reduce(0) { $0 + $1[point] } == arrived, "study \(seed), point \(point)")
      }
    }
  }

  @Test("Occupied places never exceed the capacity and commitments never the fund")
  func respectsLimits() {
    for seed in Self.seeds {
      let study = StudyGenerator.study(seed: seed)
      var oracle = Oracle(study: study, scenario: "met")
      let run = oracle.run(seed: seed)
      for fund in study.base.funds where fund.commitment == .start {
        guard case .number(let amount) = fund.amount else { continue }
        #expect(run.outcomes["committed:\(fund.name)"] ?? .nan <= amount * (1 + 1e-9), "study \(seed)")
      }
      for (pool, open) in run.openPlaces {
        guard case .number(let capacity)? = study.base.places.first(where: { $0.name == pool })?.capacity
        else { continue }
        #expect(open.allSatisfy { $0 >= 0 && Double($0) <= capacity }, "study \(seed)")
      }
    }
  }

  /// Expects the means over 300 runs of the oracle within 4.9 standard errors of the given numbers.
  private func expectMeans(_ study: Study, _ expected: [(key: String, value: Double)]) {
    let sample = OracleSample(of: study, scenario: "verloop", runs: 300, seed: 11)
    for (key, value) in expected {
      let values = sample.columns[key] ?? [.nan, .nan]
      let error = (variance(values) / 300).squareRoot()
      #expect(
        abs(mean(values) - value) <= 4.9 * error + 1e-9 * abs(value), "\(key): \(mean(values)), not \(value)")
    }
  }

  @Test("The oracle agrees with a traject of two phases worked out by hand")
  func twoPhases() {
    expectMeans(ClosedFormTests.twoPhases(steps: 3), ClosedFormTests.twoPhasesByHand)
  }

  @Test("The oracle agrees with the closed forms of the heart valve and HIV models")
  func chains() {
    let valve = ClosedFormTests.chain(
      ClosedFormTests.valveStates, ClosedFormTests.heartValve, people: 200, steps: 60)
    expectMeans(valve, [("months:Well", 200 * 2.5 * 12), ("months:Disabled", 200 * 1.25 * 12)])
    let hiv = ClosedFormTests.chain(ClosedFormTests.hivStates, ClosedFormTests.hiv, people: 200, steps: 20)
    let published = [("A", 0.0014594), ("B", 0.0020708), ("C", 0.0282334), ("D", 0.9682364)]
    expectMeans(hiv, published.map { ("atHorizon:\($0.0)", 200 * $0.1) })
  }

  @Test("The oracle converts competing chances of another period together")
  func competing() {
    let year = Period(12, .month)
    let study = ClosedFormTests.oneStep([
      Exit(to: "B", chance: Chance(.number(0.6), per: year)),
      Exit(to: "C", chance: Chance(.number(0.3), per: year)),
    ])
    // 90% a year is 1 − 0.1^(1/12) = 17.4596% a month.
    expectMeans(study, [("atHorizon:B", 1000 * 0.174596 * 2 / 3), ("atHorizon:C", 1000 * 0.174596 / 3)])
  }

  @Test("The generator makes studies of every kind")
  func generatorIsVaried() {
    var kinds: [String: Int] = [:]
    for seed in Self.seeds {
      let study = StudyGenerator.study(seed: seed)
      let model = study.model(scenario: "met")
      var oracle = Oracle(study: study, scenario: "met")
      let run = oracle.run(seed: seed)
      func note(_ kind: String, _ holds: Bool) { kinds[kind, default: 0] += holds ? 1 : 0 }
      note("offers", !model.offers.isEmpty)
      note("starts", run.outcomes["started"] ?? 0 > 0)
      note("gross exits", run.outcomes["grossExits"] ?? 0 > 0)
      note("relapses", run.outcomes["relapses"] ?? 0 > 0)
      note("places", !model.places.isEmpty)
      note("funds", !model.funds.isEmpty)
      note("refused places", run.outcomes["refusedPlaces"] ?? 0 > 0)
      note("refused money", run.outcomes["refusedMoney"] ?? 0 > 0)
      note("on demand", model.groups.contains(where: \.isOnDemand))
      note("gains", model.trajecten.contains { !$0.gain.isEmpty })
    }
    for (kind, count) in kinds { #expect(count >= 10, "\(kind): \(count) of \(Self.seeds.count)") }
    #expect(kinds["starts", default: 0] >= 100)
  }
}

private enum OutcomeName {
  static func balance(_ party: String) -> String { "balance:\(party)" }
}
