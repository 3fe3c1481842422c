import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// What must hold in every study, whatever its numbers.
@Suite("Properties over generated studies")
struct PropertyTests {
  static let seeds: ClosedRange<UInt64> = 1001...1060

  static func settings(_ replications: Int, seed: UInt64 = 5) -> RunSettings {
    var settings = RunSettings()
    settings.replications = replications
    settings.chancesPerDraw = 1
    settings.seed = seed
    settings.threads = 1
    return settings
  }

  /// Studies with distributions in every second one; the last thirty have hidden classes, and half of these a reserve.
  static func studies() -> [(seed: UInt64, study: Study)] {
    (Array(seeds) + Array(2001...2030)).map { seed in
      var options = StudyGeneratorOptions()
      options.hasDistributions = seed.isMultiple(of: 2)
      options.hasClasses = seed > 2000
      options.hasReserve = seed > 2015
      return (seed, StudyGenerator.study(seed: seed, options: options))
    }
  }

  /// People of groups with a size and arrivals by point, by arithmetic.
  static func peoplePresent(in study: Study) -> [Double]? {
    var present = [Double](repeating: 0, count: study.clock.steps + 1)
    for group in study.base.groups {
      switch group.supply {
      case .size(.number(let size)): for point in present.indices { present[point] += size }
      case .arrivals(.number(let number), let period, let from, let until):
        let first = max(0, from.map(study.clock.point) ?? 0)
        let end = min(study.clock.steps, until.map(study.clock.point) ?? .max)
        for point in present.indices where point >= first {
          let steps = Double(min(point + 1, end) - first)
          present[point] += (max(0, steps) * number / period.steps(of: study.clock) + 1e-9).rounded(.down)
        }
      case .onDemand: break
      default: return nil
      }
    }
    return present
  }

  @Test("People are conserved at every point")
  func conservesPeople() throws {
    for (seed, study) in Self.studies() {
      let expected = try #require(Self.peoplePresent(in: study))
      let result = try simulate(study, settings: Self.settings(40)).base
      for (index, series) in result.series.enumerated() {
        for point in 0...study.clock.steps {
          let people = series.occupancy.reduce(0) { $0 + $1[point] }
          let shadows = series.shadowOccupancy.reduce(0) { $0 + $1[point] }
          #expect(
            abs(people - shadows - expected[point]) < 1e-9 * max(1, people),
            "study \(seed), scenario \(index), point \(point): \(people) − \(shadows), not \(expected[point])"
          )
        }
      }
      // In every single replication too, at the horizon.
      for scenario in result.sampled.scenarios {
        func everybody(_ table: OutcomeTable) -> [Double] {
          study.model(scenario: scenario).allStates.reduce([Double](repeating: 0, count: table.rows)) {
            zip($0, table.valuesOrZero(of: OutcomeKey.atHorizon(state: $1.name), in: scenario)).map(+)
          }
        }
        let net = zip(everybody(result.sampled), everybody(result.counterfactual)).map(-)
        #expect(net.allSatisfy { $0 == expected[study.clock.steps] }, "study \(seed), \(scenario)")
      }
    }
  }

  @Test("What a reserve gives is what it has less and other funds have more, in every replication")
  func reservesGiveWhatTheyHave() throws {
    var given = 0.0
    for (seed, study) in Self.studies()
    where study.scenarios.contains(where: { !$0.changes.reserves.isEmpty }) {
      let table = try simulate(study, settings: Self.settings(40)).base.sampled
      func columns(_ prefix: String) -> [[Double]] {
        table.outcomes.filter { $0.key.hasPrefix(prefix) }.map { table.valuesOrZero(of: $0.key, in: "met") }
      }
      let amount = study.base.funds.first { $0.name == "reserve" }?.amount
      for row in 0..<table.rows {
        let granted = columns("granted:").reduce(0) { $0 + $1[row] }
        given += granted
        #expect(abs(granted + (columns("shifted:reserve").first?[row] ?? 0)) < 1e-6, "study \(seed)")
        #expect(abs(columns("shifted:").reduce(0) { $0 + $1[row] }) < 1e-6, "study \(seed)")
        if case .number(let most)? = amount { #expect(granted <= most * (1 + 1e-12), "study \(seed)") }
      }
    }
    #expect(given > 0)
  }

  @Test("Whole people: every count in every replication is a whole number and none is negative")
  func countsAreWhole() throws {
    let netOrMoney: Set<String> = Set(
      StandardOutcome.allCases.filter {
        [.netExits, .netDurableExits6, .netDurableExits12, .netDurableExits18, .balanceSociety].contains($0)
      }.map(\.rawValue))
    for (seed, study) in Self.studies() {
      let result = try simulate(study, settings: Self.settings(40)).base
      for outcome in result.sampled.outcomes {
        for scenario in result.sampled.scenarios {
          let values = result.sampled.valuesOrZero(of: outcome.key, in: scenario)
          #expect(values.allSatisfy { $0.isFinite }, "study \(seed), \(outcome.key)")
          if outcome.unit == .persons {
            #expect(values.allSatisfy { $0 == $0.rounded() }, "study \(seed), \(outcome.key)")
          }
          let mayBeNegative =
            netOrMoney.contains(outcome.key) || outcome.key.hasPrefix("balance:")
            || ["left:", "shifted:"].contains { outcome.key.hasPrefix($0) } || outcome.key == "welzijn"
          if !mayBeNegative {
            #expect(values.allSatisfy { $0 >= 0 }, "study \(seed), \(outcome.key)")
          }
        }
      }
    }
  }

  @Test("Transfers sum to zero over the parties, and society is their sum, in every replication")
  func ledgerBalances() throws {
    for (seed, study) in Self.studies() {
      let result = try simulate(study, settings: Self.settings(40)).base
      for table in [result.sampled, result.counterfactual] {
        for scenario in table.scenarios {
          let model = study.model(scenario: scenario)
          let society = table.valuesOrZero(of: "balanceSociety", in: scenario)
          var parties = [Double](repeating: 0, count: table.rows)
          for party in model.parties {
            let balance = table.valuesOrZero(of: OutcomeKey.balance(party: party.name), in: scenario)
            var fromLines = [Double](repeating: 0, count: table.rows)
            for line in model.prices {
              let sign = (line.to.party == party.name ? 1.0 : 0) - (line.from.party == party.name ? 1 : 0)
              let amounts = table.valuesOrZero(of: OutcomeKey.line(line.name), in: scenario)
              fromLines = zip(fromLines, amounts).map { $0 + sign * $1 }
            }
            #expect(
              zip(balance, fromLines).allSatisfy { abs($0 - $1) <= 1e-9 * max(1e3, abs($0)) },
              "study \(seed), \(scenario), \(party.name)")
            parties = zip(parties, balance).map(+)
          }
          // Real resources that come in, less those that are used up.
          var resources = [Double](repeating: 0, count: table.rows)
          for line in model.prices {
            let sign = (line.from.party == Party.society ? 1.0 : 0) - (line.to.party == Party.society ? 1 : 0)
            let amounts = table.valuesOrZero(of: OutcomeKey.line(line.name), in: scenario)
            resources = zip(resources, amounts).map { $0 + sign * $1 }
          }
          for row in 0..<table.rows {
            #expect(abs(society[row] - parties[row]) <= 1e-5, "study \(seed), \(scenario)")
            #expect(abs(society[row] - resources[row]) <= 1e-5, "study \(seed), \(scenario)")
          }
        }
      }
    }
  }

  @Test("What a fund had and got is what it paid and what is left, and starts never commit more than that")
  func fundsAddUp() throws {
    var seen = 0
    for (seed, study) in Self.studies() where !study.base.funds.isEmpty {
      let result = try simulate(study, settings: Self.settings(40)).base
      for fund in study.base.funds {
        guard case .number(let amount) = fund.amount else { continue }
        let paid = result.sampled.valuesOrZero(of: OutcomeKey.paid(fund: fund.name), in: "met")
        let left = result.sampled.valuesOrZero(of: OutcomeKey.left(fund: fund.name), in: "met")
        let committed = result.sampled.valuesOrZero(of: OutcomeKey.committed(fund: fund.name), in: "met")
        let shifted = result.sampled.valuesOrZero(of: OutcomeKey.shifted(fund: fund.name), in: "met")
        #expect(
          paid.indices.allSatisfy { abs(paid[$0] + left[$0] - amount - shifted[$0]) < 1e-6 }, "study \(seed)")
        if fund.commitment == .start {
          #expect(
            committed.indices.allSatisfy {
              committed[$0] <= (amount + max(shifted[$0], 0)) * (1 + 1e-9)
            }, "study \(seed)")
        }
        seen += paid.contains { $0 > 0 } ? 1 : 0
      }
    }
    #expect(seen >= 5)
  }

  @Test("What groups start and leave adds up to the whole, and changes nothing else")
  func groupsAddUp() throws {
    var seen = 0
    let outcomes: [StandardOutcome] = [.started, .grossExits, .nullExits, .netExits, .netDurableExits12]
    for (seed, study) in Self.studies() where !study.base.trajecten.isEmpty {
      var apart = study
      apart.reportsGroups = true
      let (plain, found) = (
        try simulate(study, settings: Self.settings(20)).base,
        try simulate(apart, settings: Self.settings(20)).base
      )
      for scenario in found.sampled.scenarios {
        for outcome in outcomes {
          let whole = plain.sampled.valuesOrZero(of: outcome.rawValue, in: scenario)
          let parts = study.base.groups.map {
            found.sampled.valuesOrZero(of: OutcomeKey.ofGroup($0.name, outcome), in: scenario)
          }
          let sums = whole.indices.map { row in parts.reduce(0) { $0 + $1[row] } }
          #expect(
            zip(whole, sums).allSatisfy { abs($0 - $1) < 1e-9 }, "study \(seed), \(scenario), \(outcome)")
          if study.base.groups.count > 1, parts.filter({ $0.contains { $0 != 0 } }).count > 1 { seen += 1 }
        }
      }
    }
    #expect(seen >= 20)
  }

  @Test("Discounted at 0%, a price per month on benefit is the price times the months on benefit")
  func zeroDiscountSumsPlainly() throws {
    for seed in Self.seeds {
      var study = StudyGenerator.study(seed: seed)
      study.money.discountRate = .number(0)
      let result = try simulate(study, settings: Self.settings(20)).base
      for table in [result.sampled, result.counterfactual] {
        for scenario in table.scenarios {
          let months = table.valuesOrZero(of: "benefitMonths", in: scenario)
          let paid = table.valuesOrZero(of: "line:uitkering", in: scenario)
          #expect(
            zip(months, paid).allSatisfy { abs(1250 * $0 - $1) <= 1e-9 * max(1, $1) },
            "study \(seed), \(scenario)")
        }
      }
    }
  }

  @Test("A higher discount rate makes every flow of money smaller")
  func discountingShrinks() throws {
    for seed in Self.seeds {
      var study = StudyGenerator.study(seed: seed)
      study.money.discountRate = .number(0)
      let plain = try simulate(study, settings: Self.settings(10)).base.sampled
      study.money.discountRate = .number(0.05)
      let discounted = try simulate(study, settings: Self.settings(10)).base.sampled
      let (a, b) = (
        plain.valuesOrZero(of: "line:uitkering", in: "met"),
        discounted.valuesOrZero(of: "line:uitkering", in: "met")
      )
      let years = Double(study.clock.steps) / study.clock.stepsPerYear
      var least = 1.0
      for _ in 0..<Int(years.rounded(.up)) { least /= 1.05 }
      #expect(zip(a, b).allSatisfy { $1 <= $0 && $1 >= $0 * least }, "study \(seed)")
    }
  }

  @Test("Months in a state are the sum of the people at the counted points")
  func monthsFollowOccupancy() throws {
    for (seed, study) in Self.studies() {
      let result = try simulate(study, settings: Self.settings(30)).base
      for (index, series) in result.series.enumerated() {
        for (state, people) in zip(series.states, series.occupancy) {
          let last = study.clock.steps
          let sum = people.reduce(0, +)
          let counted =
            switch study.clock.counted {
            case .start: sum - people[last]
            case .end: sum - people[0]
            case .halfway: sum - (people[0] + people[last]) / 2
            case .points: sum
            }
          let months = result.sampled.valuesOrZero(
            of: OutcomeKey.months(state: state), in: result.sampled.scenarios[index])
          let mean = months.reduce(0, +) / Double(months.count)
          #expect(
            abs(mean - counted * study.clock.step.months) <= 1e-8 * max(1, mean), "study \(seed), \(state)")
        }
      }
    }
  }
}
