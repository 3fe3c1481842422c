import Testing
import WerkfitEngine
import WerkfitStudy

/// Published models and closed forms, written as study files and read like any other.
@Suite("Reference models")
struct ReferenceModelsTests {
  @Test("The HIV model reproduces the published cost and life-years of both therapies")
  func hivAsPublished() throws {
    let run = try ReferenceModel("hiv").expectation()
    let cost = try ["mono", "combination"].map { try -run("balance:care", in: $0) / 1000 }
    let years = try ["mono", "combination"].map { try run("lifeYears", in: $0) / 1000 }
    #expect(prints(cost[0], as: "44663.4535637"))
    #expect(prints(cost[1], as: "50601.6513312"))
    #expect(prints(years[0], as: "7.9912066"))
    #expect(prints(years[1], as: "8.9373889"))
    #expect(prints((cost[1] - cost[0]) / (years[1] - years[0]), as: "6275.95560"))
  }

  @Test("The half-cycle correction gives the published life-years and leaves the cost alone")
  func hivHalfCycle() throws {
    let run = try ReferenceModel("hiv").expectation()
    let mono = try run("lifeYears", in: "mono", reading: "half-cycle") / 1000
    let combination = try run("lifeYears", in: "combination", reading: "half-cycle") / 1000
    #expect(prints(mono, as: "8.475"))
    #expect(prints(combination, as: "9.42"))
    #expect(agree(mono, 8.4753249))
    #expect(agree(combination, 9.4167852))
    for scenario in ["mono", "combination"] {
      let corrected = try run("balance:care", in: scenario, reading: "half-cycle")
      #expect(try corrected == run("balance:care", in: scenario))
    }
  }

  @Test(
    "The HIV trace on one drug has the recomputed numbers of people",
    arguments: [
      (1, [721.4533, 201.8454, 66.8973, 9.8039]), (2, [520.4948, 262.9106, 180.5960, 35.9985]),
      (5, [195.4524, 185.7846, 363.5483, 255.2147]), (10, [38.2017, 48.6202, 234.0164, 679.1617]),
      (20, [1.4594, 2.0708, 28.2334, 968.2364]),
    ])
  func hivTrace(point: Int, people: [Double]) throws {
    let run = try ReferenceModel("hiv").expectation()
    for (state, expected) in zip(["A", "B", "C", "D"], people) {
      let occupancy = try run.occupancy(state, in: "mono")
      #expect(abs(occupancy[point] - expected) < 0.5e-4)
    }
  }

  @Test("Life expectancy on one drug, counted from the start and for ever, is the fundamental matrix's")
  func hivForEver() throws {
    var model = try ReferenceModel("hiv")
    model.study.clock.steps = 400
    model.study.clock.counted = .start
    let run = try model.expectation()
    #expect(agree(try run("lifeYears", in: "mono") / 1000, 9.0987147800, within: 1e-9))
  }

  @Test("The probabilistic HIV model has the published means and spread")
  func hivUncertain() throws {
    let study = try ReferenceModel("hiv-psa").study
    var settings = RunSettings()
    settings.replications = 20_000
    settings.expectedOnly = true
    let base = try simulate(study, settings: settings).base
    let table = base.expected?.table ?? base.sampled
    func column(_ key: String, _ scenario: String, sign: Double) throws -> [Double] {
      let outcome = try #require(table.index(of: key))
      let row = try #require(table.index(ofScenario: scenario))
      return table.column(scenario: row, outcome: outcome).map { sign * $0 / 1000 }
    }
    let cost = try ["mono", "combination"].map { try column("balance:care", $0, sign: -1) }
    let years = try ["mono", "combination"].map { try column("lifeYears", $0, sign: 1) }
    // Recomputed from 200,000 draws: mean and standard deviation of each.
    let known: [([Double], Double, Double)] = [
      (cost[0], 44_610, 18_043), (cost[1], 50_542, 17_601), (years[0], 8.487, 0.207),
      (years[1], 9.428, 0.262), (zip(cost[1], cost[0]).map(-), 5_932, 1_791),
      (zip(years[1], years[0]).map(-), 0.941, 0.169),
    ]
    for (values, mean, sd) in known {
      let count = Double(values.count)
      let average = values.reduce(0, +) / count
      let spread = (values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / (count - 1)).squareRoot()
      // The error of ours, of the recomputation, and of its rounding.
      let error = 4 * sd * (1 / count + 1.0 / 200_000).squareRoot() + 5e-4 * min(1, mean)
      #expect(abs(average - mean) < error, "mean \(average), known \(mean)")
      #expect(abs(spread / sd - 1) < 0.06, "sd \(spread), known \(sd)")
    }
  }

  @Test("The heart valve has the published numbers in its first two cycles and the exact ones later")
  func heartValve() throws {
    let run = try ReferenceModel("heart-valve").expectation()
    let well = try run.occupancy("well", in: "valve")
    let disabled = try run.occupancy("disabled", in: "valve")
    let dead = try run.occupancy("dead", in: "valve")
    #expect([well[1], disabled[1], dead[1]].map { $0.rounded() } == [6000, 2000, 2000])
    #expect([well[2], disabled[2], dead[2]].map { $0.rounded() } == [3600, 2400, 4000])
    var cumulative = 0.0
    var all: [Double] = [0]
    for cycle in 1...25 {
      cumulative += well[cycle] + 0.7 * disabled[cycle]
      all.append(cumulative)
    }
    #expect(prints(all[1], as: "7400"))
    #expect(prints(all[2], as: "12680"))
    #expect(agree(all[23], 23749.1767))
    #expect(agree(all[24], 23749.4894))
    #expect(agree(try run("quality", in: "valve"), 23749.6837))
  }

  @Test("For ever, the heart valve gives 3.375 cycles from the start and 2.375 from the end")
  func heartValveForEver() throws {
    var model = try ReferenceModel("heart-valve")
    model.study.clock.steps = 200
    let end = try model.expectation()("quality", in: "valve")
    model.study.clock.counted = .start
    let start = try model.expectation()("quality", in: "valve")
    #expect(agree(end / 10_000, 2.375, within: 1e-9))
    #expect(agree(start / 10_000, 3.375, within: 1e-9))
  }

  @Test("An absorbing chain spends the time and makes the moves of its closed form")
  func absorbingChain() throws {
    let run = try ReferenceModel("absorbing-chain").expectation()
    #expect(agree(try run("onBenefit", in: "chain"), 3750))
    #expect(agree(try run("atWork", in: "chain"), 3125))
    #expect(agree(try run("intoWork", in: "chain"), 187.5))
    #expect(agree(try run("backOnBenefit", in: "chain"), 125))
    #expect(agree(try #require(try run.occupancy("gone-from-benefit", in: "chain").last), 37.5))
    #expect(agree(try #require(try run.occupancy("gone-from-work", in: "chain").last), 62.5))
  }

  @Test("A Weibull hazard by time and mortality by age give the cost and quality worked out apart")
  func ageTable() throws {
    let run = try ReferenceModel("age-table").expectation()
    // Worked out with the same numbers by a loop over years in another language.
    #expect(agree(-(try run("balance:care", in: "standard")), 1_960_500.101880979, within: 1e-9))
    #expect(agree(try run("quality", in: "standard"), 16_334.369631856409, within: 1e-9))
    #expect(agree(-(try run("balance:care", in: "new")), 1_728_154.190261023, within: 1e-9))
    #expect(agree(try run("quality", in: "new"), 16_438.68926801044, within: 1e-9))
    #expect(agree(try run.occupancy("first", in: "standard")[20], 558.0505447919608, within: 1e-9))
    #expect(agree(try run.occupancy("second", in: "standard")[20], 74.51969379217262, within: 1e-9))
  }

  @Test("Three states and three months give every number worked out in the study's comment")
  func threeStates() throws {
    let run = try ReferenceModel("three-states").expectation()
    let known: [(String, Double, Double)] = [
      ("started", 0, 100), ("completed", 0, 100), ("droppedOut", 0, 0), ("grossExits", 0, 68),
      ("exitsToWork", 49.2, 69), ("benefitMonths", 246, 195), ("programmeCost", 0, 50_000),
      ("benefitPaid", 246_000, 195_000), ("balance:gemeente", -246_000, -245_000),
      ("balance:client", 327_000, 352_500), ("balance:uitvoerder", 0, 0),
      ("balanceSociety", 81_000, 107_500),
    ]
    for (key, without, with) in known {
      let found = try (run(key, in: "zonder"), run(key, in: "met"))
      #expect(abs(found.0 - without) < 1e-6, "\(key) without: \(found.0), by hand \(without)")
      #expect(abs(found.1 - with) < 1e-6, "\(key) with: \(found.1), by hand \(with)")
    }
    let bijstand = try run.occupancy("bijstand", in: "met")
    let werk = try run.occupancy("werk", in: "met")
    for (found, hand) in zip(bijstand + werk, [0, 50, 45, 41.5, 0, 50, 55, 58.5]) {
      #expect(abs(found - hand) < 1e-9)
    }
  }
}
