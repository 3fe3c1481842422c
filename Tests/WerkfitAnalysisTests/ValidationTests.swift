import Testing
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

@testable import WerkfitAnalysis

/// Published figures against what a study predicts.
@Suite("Published figures")
struct ValidationTests {
  @Test("With a certain share the interval is that of the binomial law")
  func binomial() {
    // R: qbinom(c(0.025, 0.975), 10, 0.9) is 7 and 10; qbinom(…, 100, 0.3) is 21 and 39.
    let ten = PredictiveInterval(ofShares: [0.9, 0.9, 0.9], among: 10)
    #expect((ten.lower, ten.upper) == (7, 10))
    #expect(abs(ten.mean - 9) < 1e-9)
    let hundred = PredictiveInterval(ofShares: [0.3], among: 100)
    #expect((hundred.lower, hundred.upper) == (21, 39))
  }

  @Test("With an uncertain share the interval is that of the mixture: uniform shares give uniform counts")
  func mixture() {
    // A share that is uniform on [0, 1] gives each count 0 … 9 of 9 the same chance of a tenth (Bayes 1763).
    let shares = (0..<20_000).map { (Double($0) + 0.5) / 20_000 }
    let nine = PredictiveInterval(ofShares: shares, among: 9)
    #expect((nine.lower, nine.upper) == (0, 9))
    #expect(abs(nine.mean - 4.5) < 1e-3)
    // Of 99 each count has a hundredth: 2.5% is reached at the third, 97.5% at the ninety-eighth.
    let many = PredictiveInterval(ofShares: shares, among: 99)
    #expect((many.lower, many.upper) == (2, 97))
  }

  @Test("Shares of nothing and of everyone have no spread")
  func certain() {
    let none = PredictiveInterval(ofShares: [0], among: 50)
    #expect((none.lower, none.upper, none.mean) == (0, 0, 0))
    let all = PredictiveInterval(ofShares: [1, 1.2], among: 50)
    #expect((all.lower, all.upper, all.mean) == (50, 50, 50))
    #expect(all.contains(50))
    #expect(!all.contains(49))
  }

  @Test(
    "A place in a source is the same where it names the same line",
    arguments: [
      ("Pastiel tabel (regel 1062)", "Tabel 2 (regel 1062)", true),
      ("Monitor (regel 83 en 244)", "regel 244", true), ("regel 83", "regel 244", false),
      ("Driekant, kosten en baten", "driekant kosten en baten", true), ("p. 32", "p. 33", false),
    ])
  func places(one: String, other: String, isSame: Bool) {
    #expect(SourceLine(one).meets(SourceLine(other)) == isSame)
  }

  /// A hundred people of whom everyone starts and exactly half find work, with figures of every kind.
  private func validated(_ observations: [Observation]) throws -> StudyValidation {
    let base = StudyModel(
      parameters: [
        Parameter(
          name: "kans", definition: .distribution(.fixed(0.5)), dimension: .chance,
          provenance: Provenance(source: "verslag", at: "tabel (regel 7)"))
      ],
      groups: [
        Doelgroep(name: "groep", supply: .size(.number(100)), startingStates: [("uitkering", .number(1))])
      ],
      states: [
        StateDefinition(
          name: "uitkering", kind: .benefit, moves: [Exit(to: "werk", chance: Chance(.parameter("kans")))]),
        StateDefinition(name: "werk", kind: .work),
      ])
    let study = Study(
      title: "Klein", clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: 1), base: base,
      observations: observations,
      scenarios: [Scenario(name: "zonder", isReference: true), Scenario(name: "met")])
    var settings = RunSettings()
    settings.replications = 4_000
    return StudyValidation(of: try simulate(study, settings: settings), file: "klein.yaml")
  }

  @Test("A count of the simulated people has their own chance in its interval")
  func count() throws {
    let found = try validated([
      Observation(
        name: "werk", value: 58, subject: .occupancy(states: ["werk"], point: 1), status: .reproduced)
    ])
    let figure = try #require(found.figures.first)
    let predicted = try #require(figure.predicted)
    // A binomial of 100 and 0.5 has 2.5% below 40 and above 60.
    #expect(abs(predicted.mean - 50) < 0.5)
    #expect(abs(predicted.lower - 40) <= 1 && abs(predicted.upper - 60) <= 1)
    #expect(figure.isInside == true)
    #expect(figure.status == .reproduced)
    #expect(figure.scenario == "met")
  }

  @Test("A figure from a line that also gives a parameter never counts")
  func fed() throws {
    let found = try validated([
      Observation(
        name: "zelfde", value: 50, subject: .occupancy(states: ["werk"], point: 1), status: .reproduced,
        provenance: Provenance(source: "verslag", at: "regel 7 en 8")),
      Observation(
        name: "andere", value: 50, subject: .occupancy(states: ["werk"], point: 1), status: .reproduced,
        provenance: Provenance(source: "verslag", at: "regel 9")),
    ])
    #expect(found.figures.map(\.status) == [.input, .reproduced])
    #expect(found.figures.map(\.feeds) == [["kans"], []])
  }

  @Test(
    "A figure with % is a share, and a plain 0 or 1 is a count",
    arguments: [
      (0.0, true, true), (1, true, true), (0.4, true, true), (0.4, false, true), (0, false, false),
      (1, false, false), (9, false, false),
    ])
  func shares(value: Double, isPercentage: Bool, isShare: Bool) throws {
    let found = try validated([
      Observation(
        name: "werk", value: value, isPercentage: isPercentage, sampleSize: 10,
        subject: .occupancy(states: ["werk"], point: 1), denominator: "months:uitkering",
        status: .reproduced)
    ])
    let figure = try #require(found.figures.first)
    #expect(figure.isShare == isShare)
    // Half of the hundred people who were on benefit for the one month find work: 5 of 10.
    let predicted = try #require(figure.predicted)
    #expect(abs(predicted.mean - (isShare ? 0.5 : 5)) < (isShare ? 0.01 : 0.1), "\(predicted.mean)")
  }

  @Test("A figure of many people is held against a law of as many")
  func many() {
    // Binomial(1,000,000, 0.5) has a standard deviation of 500: 1.959964 of them from the mean, and
    // binom.ppf of SciPy gives 499020 and 500980.
    let million = PredictiveInterval(ofShares: [0.5], among: 1_000_000)
    #expect((million.lower, million.upper) == (499_020, 500_980))
    #expect(abs(million.mean - 500_000) < 1e-3)
  }

  @Test("A figure that the study does not speak of has no verdict")
  func unspoken() throws {
    let figure = try #require(try validated([Observation(name: "los", value: 3)]).figures.first)
    #expect(figure.predicted == nil)
    #expect(figure.isInside == nil)
    #expect(figure.status == .untestable)
  }
}
