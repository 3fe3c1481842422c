import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Random numbers are addressed by purpose: what else is computed does not matter.
@Suite("The same bits")
struct RepeatabilityTests {
  private func everything(_ result: StudyResult, _ scenario: String) -> [UInt64] {
    bits(result.base.sampled.everything(in: scenario) + result.base.counterfactual.everything(in: scenario))
  }

  @Test("One, two and seven threads give the same bits")
  func threads() throws {
    for (seed, study) in PropertyTests.studies().prefix(25) {
      var settings = PropertyTests.settings(150)
      let one = try simulate(study, settings: settings)
      for threads in [2, 7] {
        settings.threads = threads
        let more = try simulate(study, settings: settings)
        #expect(everything(one, "met") == everything(more, "met"), "study \(seed), \(threads) threads")
        #expect(
          one.base.series.map(\.occupancy) == more.base.series.map(\.occupancy),
          "study \(seed), \(threads) threads")
        #expect(
          one.base.series.map(\.balance) == more.base.series.map(\.balance),
          "study \(seed), \(threads) threads")
        let drawn = { (result: StudyResult) in bits(try result.parameterDraws.flatMap(\.values)) }
        #expect(try drawn(one) == drawn(more), "study \(seed), \(threads) threads")
      }
    }
  }

  @Test("Replication r is the same whatever the number of replications")
  func prefix() throws {
    for (seed, study) in PropertyTests.studies() {
      let short = try simulate(study, settings: PropertyTests.settings(17)).base.sampled
      let long = try simulate(study, settings: PropertyTests.settings(90)).base.sampled
      for outcome in short.outcomes {
        let first = short.valuesOrZero(of: outcome.key, in: "met")
        let same = Array(long.valuesOrZero(of: outcome.key, in: "met").prefix(17))
        #expect(bits(first) == bits(same), "study \(seed), \(outcome.key)")
      }
    }
  }

  @Test("Replication r is the same whatever scenarios stand beside it")
  func selection() throws {
    for (seed, study) in PropertyTests.studies() {
      var crowded = study
      for index in 0..<3 { crowded.scenarios.insert(Scenario(name: "leeg\(index)"), at: index) }
      let alone = try simulate(study, settings: PropertyTests.settings(25))
      var settings = PropertyTests.settings(25)
      let together = try simulate(crowded, settings: settings)
      settings.scenarios = ["met"]
      let selected = try simulate(crowded, settings: settings)
      #expect(everything(alone, "met") == everything(together, "met"), "study \(seed)")
      #expect(everything(alone, "met") == everything(selected, "met"), "study \(seed)")
      #expect(selected.scenarios == ["zonder", "met"], "study \(seed)")
    }
  }

  @Test("A life that scenarios share is the life that each would follow alone")
  func sharedLives() throws {
    var options = StudyGeneratorOptions()
    options.isOnDemand = true
    options.hasDistributions = true
    var started = 0.0
    for seed in 1...12 as ClosedRange<UInt64> {
      var study = StudyGenerator.study(seed: seed, options: options)
      // Before it, one that takes half as many; after it, one that takes twice as many.
      guard let met = study.scenarios.firstIndex(where: { $0.name == "met" }) else { continue }
      func taking(_ share: Double, name: String) -> Scenario {
        var scenario = study.scenarios[met]
        scenario.name = name
        for index in scenario.changes.offers.indices {
          scenario.changes.offers[index].intake = scenario.changes.offers[index].intake.map {
            .binary(.multiply, $0, .number(share))
          }
        }
        return scenario
      }
      study.scenarios.insert(taking(0.5, name: "half"), at: met)
      study.scenarios.append(taking(2, name: "dubbel"))
      study.readings = [Variant(name: "anders")]
      var settings = PropertyTests.settings(40)
      settings.chancesPerDraw = 4
      let together = try simulate(study, settings: settings)
      for name in ["half", "met", "dubbel"] {
        settings.scenarios = [name]
        settings.readings = []
        let alone = try simulate(study, settings: settings)
        #expect(everything(alone, name) == everything(together, name), "study \(seed), \(name)")
        started += alone.base.sampled.valuesOrZero(of: "started", in: name).reduce(0, +)
      }
      #expect(
        bits(together.base.sampled.everything(in: "met"))
          == bits(together.readings[1].sampled.everything(in: "met")), "study \(seed)")
    }
    #expect(started > 10_000)
  }

  @Test("A scenario with other chances gives the same as a study in which everyone has them")
  func sharedChances() throws {
    var options = StudyGeneratorOptions()
    options.isOnDemand = true
    for seed in 1...15 as ClosedRange<UInt64> {
      var study = StudyGenerator.study(seed: seed, options: options)
      guard let met = study.scenarios.first(where: { $0.name == "met" }) else { continue }
      var alone: [String: StudyResult] = [:]
      for (index, parameter) in study.base.parameters.enumerated() {
        guard case .distribution(.fixed(let value)) = parameter.definition else { continue }
        var changed = study
        changed.base.parameters[index].definition = .distribution(.fixed(value * 0.8))
        changed.scenarios = [met, changed.scenarios[0]]
        alone["anders\(index)"] = try simulate(changed, settings: PropertyTests.settings(20))
      }
      for name in alone.keys.sorted() {
        guard let index = Int(name.dropFirst(6)) else { continue }
        var other = met
        other.name = name
        var parameter = study.base.parameters[index]
        guard case .distribution(.fixed(let value)) = parameter.definition else { continue }
        parameter.definition = .distribution(.fixed(value * 0.8))
        other.changes.parameters = [parameter]
        study.scenarios.append(other)
      }
      let together = try simulate(study, settings: PropertyTests.settings(20))
      for (name, result) in alone {
        #expect(everything(result, "met") == everything(together, name), "study \(seed), \(name)")
      }
    }
  }

  @Test("Another seed gives other chances and other parameters")
  func seedsMatter() throws {
    var options = StudyGeneratorOptions()
    options.hasDistributions = true
    let study = StudyGenerator.study(seed: 3, options: options)
    let one = try simulate(study, settings: PropertyTests.settings(50, seed: 1))
    let other = try simulate(study, settings: PropertyTests.settings(50, seed: 2))
    #expect(everything(one, "zonder") != everything(other, "zonder"))
    for (first, second) in try zip(one.parameterDraws, other.parameterDraws) where Set(first.values).count > 1
    {
      #expect(zip(first.values, second.values).allSatisfy { $0 != $1 }, "\(first.name)")
    }
  }

  @Test("Parameters are drawn the same however chance is drawn")
  func drawsIgnoreChance() throws {
    for (seed, study) in PropertyTests.studies() {
      var settings = PropertyTests.settings(40)
      let single = try simulate(study, settings: settings).parameterDraws
      settings.chancesPerDraw = 4
      settings.smallFlow = 0
      settings.replications = 160
      let several = try simulate(study, settings: settings).parameterDraws
      #expect(single.map(\.name) == several.map(\.name), "study \(seed)")
      for (first, second) in zip(single, several) {
        #expect(bits(first.values) == bits(second.values), "study \(seed), \(first.name)")
      }
    }
  }

  @Test("A parameter that nothing reads is uncorrelated with what chance does")
  func unreadParameterIsIndependent() throws {
    var study = ExactZeroTests.withoutEffect()
    study.base.parameters[0].definition = .distribution(.fixed(0.05))
    study.base.parameters.append(
      Parameter(name: "los", definition: .distribution(.uniform(lower: 0, upper: 1))))
    let result = try simulate(study, settings: PropertyTests.settings(10_000))
    let draws = try #require(try result.parameterDraws.first { $0.name == "los" }).values
    for key in ["exitsToWork", "benefitMonths", "atHorizon:werk"] {
      let values = try #require(result.base.sampled.values(of: key, in: "met"))
      #expect(abs(correlation(draws, values)) < 4.9 / Double(draws.count).squareRoot(), "\(key)")
    }
  }
}
