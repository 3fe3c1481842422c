import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

@Suite("Sensitivity of a study")
struct SensitivityTests {
  @Test("Given values take the place of draws, the others stand at their means")
  func givenValues() throws {
    let evaluator = try LinearStudy.evaluator()
    let quantity = Quantity(outcome: LinearStudy.balance, scenario: "met", beside: "niets")
    let points = ParameterPoints(names: ["a"], columns: [[0, 6, 12]])
    let found = try evaluator.samples(of: [quantity], at: points)[0].means
    // 10 · a − 30 · 1.
    #expect(zip(found, [-30, 30, 90]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(found)")
    let both = ParameterPoints(names: ["b", "a"], rows: [[2, 1], [0, 0]])
    let other = try evaluator.samples(of: [quantity], at: both)[0].means
    #expect(zip(other, [-50, 0]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(other)")
  }

  @Test("A parameter that a scenario sets keeps the scenario's value unless it is forced")
  func forced() throws {
    let evaluator = try LinearStudy.evaluator()
    let quantity = Quantity(outcome: LinearStudy.balance, scenario: "met", beside: "niets")
    let columns = [[0.0, 0.5]]
    let own = try evaluator.samples(of: [quantity], at: ParameterPoints(names: ["aan"], columns: columns))[0]
    // The scenario has 1; the nulalternatief goes from 0 to a half.
    #expect(zip(own.means, [30, 15]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(own.means)")
    let forced = try evaluator.samples(
      of: [quantity], at: ParameterPoints(names: ["aan"], columns: columns, forced: ["aan"]))[0]
    #expect(zip(forced.means, [0, 15]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(forced.means)")
  }

  @Test("The bars of a tornado are the slopes times the intervals, the widest first")
  func tornado() throws {
    let found = try OneWaySensitivity(
      of: try LinearStudy.evaluator(), scenario: "met", beside: "niets", outcomes: [LinearStudy.balance],
      share: 0.5)
    let tornado = try #require(found.tornados.first)
    #expect(abs(tornado.base - 30) < 1e-9)
    let bars = tornado.bars.filter { $0.kind == .parameter }
    #expect(bars.map(\.oneWay.parameter) == ["a", "b"])
    // The middle half: a from 3 to 9, b from 0.5 to 1.5.
    #expect(abs(bars[0].oneWay.outcomeAtLow - 0) < 1e-9 && abs(bars[0].oneWay.outcomeAtHigh - 60) < 1e-9)
    #expect(abs(bars[1].oneWay.outcomeAtLow - 45) < 1e-9 && abs(bars[1].oneWay.outcomeAtHigh - 15) < 1e-9)
    let kinds = Set(tornado.bars.map(\.kind))
    #expect(kinds.isSuperset(of: [.horizon, .discountRate, .priceLevel]))
    let price = try #require(tornado.bars.first { $0.kind == .priceLevel })
    #expect(abs(price.oneWay.outcomeAtLow - 27) < 1e-9 && abs(price.oneWay.outcomeAtHigh - 33) < 1e-9)
  }

  @Test("Nothing moves where nothing is uncertain")
  func nothingUncertain() throws {
    let found = try OneWaySensitivity(
      of: try LinearStudy.evaluator(fixed: true), scenario: "met", beside: "niets",
      outcomes: [LinearStudy.balance])
    #expect(found.tornados.first?.bars.contains { $0.kind == .parameter } == false)
  }

  @Test("Sobol indices of a sum are the shares of its variances: 1200 and 300 of 1500")
  func sobol() throws {
    let evaluator = try LinearStudy.evaluator()
    let found = try SobolSensitivity(
      of: evaluator, scenario: "met", beside: "niets", outcomes: [LinearStudy.balance],
      parameters: evaluator.study.uncertainParameters, basePoints: 1024, seed: 3)
    let indices = try #require(found.indices.first)
    #expect(found.parameters.map(\.name) == ["a", "b"])
    for (index, share) in [0.8, 0.2].enumerated() {
      let (first, total) = (indices.first[index], indices.total[index])
      #expect(abs(first.value - share) < 4.5 * first.standardError + 1e-6, "\(first)")
      #expect(abs(total.value - share) < 4.5 * total.standardError + 1e-6, "\(total)")
    }
  }

  @Test("Noise of chance is taken out of Sobol indices")
  func sobolWithNoise() throws {
    // Half of the people move to work by chance. There are so few, and each point has so few chances, that noise is a
    // quarter of what varies: left in, the first index would be 0.6 and not 0.8.
    let reading = StudyReader.read(
      text: """
        format: 1
        study: Toeval
        clock: { start: 2021-01, horizon: 2 months, counted: end }
        parameters:
          w: { uniform: [0, 2], confidence: own estimate }
          v: { uniform: [0, 1], confidence: own estimate }
          aan: { value: 0, confidence: own estimate }
          plekken: { value: 3, confidence: own estimate }
        doelgroepen: { mensen: { size: 4, in: bijstand } }
        states:
          bijstand: { kind: benefit, moves: { werk: 50% per month } }
          werk: { kind: work }
        trajecten:
          les: { phases: { cursus: { stay: 1 month } }, otherwise: bijstand, places: lokaal }
        places: { lokaal: { capacity: = plekken } }
        outcomes: { som: { unit: punten, per: month in werk, amount: = aan * w + aan * v } }
        scenarios:
          niets: { reference: true }
          met: { parameters: { aan: 1 }, offer: { les: mensen } }
        """, name: "studie.yaml"
    ) { _ in nil }
    let study = try #require(reading.study, "\(reading.diagnostics)")
    let evaluator = try StudyEvaluator(study, chances: 2, threads: 2)
    #expect(!evaluator.isExact)
    let found = try SobolSensitivity(
      of: evaluator, scenario: "met", beside: "niets", outcomes: ["som"],
      parameters: evaluator.study.uncertainParameters, basePoints: 2_048, seed: 5)
    let indices = try #require(found.indices.first)
    // E[som | w, v] = m · (w + v): variances 1/3 and 1/12, so 0.8 and 0.2 whatever m.
    for (index, share) in [0.8, 0.2].enumerated() {
      #expect(abs(indices.first[index].value - share) < 4.5 * indices.first[index].standardError + 0.01)
      #expect(abs(indices.total[index].value - share) < 4.5 * indices.total[index].standardError + 0.01)
    }
  }

  @Test("The threshold of a sum is where it is zero, and nowhere else")
  func threshold() throws {
    let evaluator = try LinearStudy.evaluator()
    let parameter = try #require(evaluator.study.uncertainParameters.first { $0.name == "a" })
    let found = try ThresholdSensitivity(
      of: evaluator, scenario: "met", beside: "niets", outcome: LinearStudy.balance, parameter: parameter,
      interval: Interval(0, 12))
    // 10 · a = 30.
    #expect(found.thresholds.found.count == 1)
    #expect(abs((found.thresholds.found.first?.value ?? 0) - 3) < 1e-5)
    #expect(found.thresholds.found.first?.kind == .rising)
    let none = try ThresholdSensitivity(
      of: evaluator, scenario: "met", beside: "niets", outcome: LinearStudy.balance, parameter: parameter,
      interval: Interval(4, 12))
    #expect(none.thresholds.found.isEmpty && none.thresholds.signEverywhere == .positive)
  }

  @Test("A grid holds the sum at every combination")
  func grid() throws {
    let evaluator = try LinearStudy.evaluator()
    let found = try TwoWaySensitivity(
      of: evaluator, scenario: "met", beside: "niets", outcome: LinearStudy.balance,
      parameters: evaluator.study.uncertainParameters, share: 0.5, size: 3)
    for row in 0..<3 {
      for column in 0..<3 {
        let sum = 10 * found.values[0][column] - 30 * found.values[1][row]
        #expect(abs(found.grid[row][column] - sum) < 1e-9)
      }
    }
  }

  @Test("A run gives the same shares of variance, and no chance where there is none")
  func givenData() throws {
    var settings = RunSettings()
    settings.replications = 4000
    settings.chancesPerDraw = 2
    settings.threads = 1
    let found = try RunSensitivity(
      of: try simulate(try LinearStudy.study(), settings: settings), scenario: "met", beside: "niets",
      outcomes: [LinearStudy.balance])
    let finding = try #require(found.findings.first)
    for (name, share) in [("a", 0.8), ("b", 0.2)] {
      let index = try #require(found.parameters.firstIndex(of: name))
      let value = finding.indices[index]
      #expect(abs(value.value - share) < 4.5 * value.standardError, "\(name): \(value)")
    }
    #expect(finding.chance?.chance.value ?? 0 < 1e-12)
  }
}
