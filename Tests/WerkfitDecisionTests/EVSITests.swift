import Foundation
import Testing

@testable import WerkfitDecision

@Suite("The value of the findings of a study")
struct EVSITests {
  static let draws = 20_000

  @Test("The closed forms of the reference cases are met for 10, 100 and 1000 observations")
  func closedForms() throws {
    var draws = InformationDraws(31)
    let p1 = draws.normals(Self.draws, mean: 1)
    let p2 = draws.normals(Self.draws, deviation: 2)
    let benefits = [[Double](repeating: 0, count: Self.draws), zip(p1, p2).map { $0 - $1 }]
    let found = try sampleInformation(
      benefits, measuring: [.amount(means: p1, standardDeviation: 1)], participants: [10, 1000, 100])
    let exact = [10: 0.0723251203, 100: 0.0821176056, 1000: 0.0831946061]
    for one in found {
      let n = Double(one.participants)
      let form = unitNormalGain(mean: 1, deviation: (n / (n + 1)).squareRoot())
      #expect(abs(form - (exact[one.participants] ?? .nan)) < 1e-9)
      expect(one.information, near: form, "n = \(one.participants)")
    }
    #expect(found.map(\.participants) == [10, 1000, 100])
  }

  @Test("Following k participants: as the exact sum over the findings of a uniform chance")
  func binomial() throws {
    // The chance is uniform, so that each count 0 … k is as likely and the mean after s of k is
    // (s + 1)/(k + 2). The option pays 10·(p − 0.55).
    var draws = InformationDraws(32)
    let chances = (0..<Self.draws).map { _ in draws.uniform() }
    let benefits = [chances.map { _ in 0 }, chances.map { 10 * ($0 - 0.55) }]
    let sizes = [1, 3, 10, 40, 200]
    let found = try sampleInformation(benefits, measuring: [.event(chances: chances)], participants: sizes)
    for one in found {
      let k = Double(one.participants)
      let exact = (0...one.participants).reduce(0.0) {
        $0 + max(0, 10 * ((Double($1) + 1) / (k + 2) - 0.55)) / (k + 1)
      }
      expect(one.information, near: exact, "k = \(one.participants)")
    }
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.information.value <= $1.information.value })
    // Knowing the chance itself: ∫ 10·(p − 0.55)⁺ dp = 10·0.45²/2.
    for one in found {
      #expect(one.information.value <= one.limit)
      #expect(abs(one.limit - 10 * 0.45 * 0.45 / 2) < 0.05)
    }
  }

  @Test("Counting events: as the exact sum over the findings of a gamma distributed mean")
  func counts() throws {
    // Mean events ~ exponential(1). After s events among k, the posterior mean is (s + 1)/(k + 1), and the
    // chance of s is that of a geometric distribution with success chance 1/(k + 1).
    var draws = InformationDraws(33)
    let means = (0..<Self.draws).map { _ in -log(draws.uniform()) }
    let benefits = [means.map { _ in 0 }, means.map { $0 - 1.2 }]
    for one in try sampleInformation(benefits, measuring: [.count(means: means)], participants: [1, 4, 16]) {
      let k = Double(one.participants)
      let exact = (0..<4000).reduce(0.0) { sum, s in
        sum + max(0, (Double(s) + 1) / (k + 1) - 1.2) * pow(k / (k + 1), Double(s)) / (k + 1)
      }
      expect(one.information, near: exact, "k = \(one.participants)")
    }
  }

  @Test("Two measurements at once are worth what both means together say")
  func together() throws {
    var draws = InformationDraws(34)
    let (a, b) = (draws.normals(Self.draws), draws.normals(Self.draws))
    let benefits = [a.map { _ in 0 }, zip(a, b).map { $0 + $1 }]
    let found = try sampleInformation(
      benefits,
      measuring: [.amount(means: a, standardDeviation: 2), .amount(means: b, standardDeviation: 1)],
      participants: [4])[0]
    // Posterior means vary by 4/(4 + 4) and 4/(4 + 1).
    expect(found.information, near: unitNormalGain(mean: 0, deviation: (0.5 + 0.8).squareRoot()), "both")
  }

  @Test("Nothing to choose or nothing to find out is worth exactly zero")
  func zero() throws {
    var draws = InformationDraws(35)
    let chances = (0..<400).map { _ in draws.uniform() }
    let flat = [Double](repeating: 0.4, count: 400)
    let cases: [([[Double]], StudyMeasurement)] = [
      ([flat, flat], .event(chances: chances)), ([flat, chances], .event(chances: flat)),
      ([chances, chances], .event(chances: chances)),
      ([flat, chances], .amount(means: flat, standardDeviation: 1)),
    ]
    for (benefits, measurement) in cases {
      for one in try sampleInformation(benefits, measuring: [measurement], participants: [1, 50]) {
        #expect(one.information.value == 0 && one.information.standardError == 0 && one.limit == 0)
      }
    }
  }

  @Test("The findings of a size do not depend on the other sizes, and large studies hold the small ones")
  func nestedStudies() throws {
    let chances = (0..<200).map { Double($0) / 200 }
    let measurement = StudyMeasurement.event(chances: chances)
    let alone = try measurement.means(participants: [30], seed: 5, index: 0)
    let among = try measurement.means(participants: [5000, 30, 7], seed: 5, index: 0)
    #expect(among[1] == alone[0])
    for draw in 0..<200 {
      let (few, more) = ((among[2][draw] * 7).rounded(), (among[1][draw] * 30).rounded())
      #expect(few <= more && more - few <= 23)
      let error = (chances[draw] * (1 - chances[draw]) / 5000).squareRoot()
      #expect(abs(among[0][draw] - chances[draw]) <= 4.5 * error)
    }
  }

  @Test("A chance per month becomes a chance within the period of observation")
  func periods() {
    #expect(abs(StudyMeasurement.chance(within: 2, chancePerPeriod: 0.1) - 0.19) < 1e-15)
    #expect(abs(StudyMeasurement.chance(within: 12, chancePerPeriod: 0.3, period: 12) - 0.3) < 1e-15)
    #expect(abs(StudyMeasurement.chance(within: 6, chancePerPeriod: 0.36, period: 12) - 0.2) < 1e-15)
    #expect(StudyMeasurement.chance(within: 5, chancePerPeriod: 0) == 0)
    #expect(StudyMeasurement.chance(within: 5, chancePerPeriod: 1) == 1)
  }

  @Test("The present value of a stream is the sum by hand")
  func presentValues() throws {
    #expect(presentValueFactor(years: 3, discountRate: 0) == 3)
    #expect(abs(presentValueFactor(years: 3, discountRate: 0.1) - (1 + 1 / 1.1 + 1 / 1.21)) < 1e-12)
    #expect(abs(presentValueFactor(years: 2, discountRate: 0.1, timing: .end) - (1 / 1.1 + 1 / 1.21)) < 1e-12)
    #expect(abs(presentValueFactor(years: 1, discountRate: 0.21, timing: .middle) - 1 / 1.1) < 1e-12)
    #expect(abs(presentValueFactor(years: 1.5, discountRate: 0.1) - (1 + 0.5 / 1.1)) < 1e-12)
    #expect(presentValueFactor(years: 0, discountRate: 0.1) == 0)
    let population = try DecisionPopulation(perYear: 100, years: 3, discountRate: 0.1, delay: 1)
    #expect(abs(population.size - 100 * (1 / 1.1 + 1 / 1.21)) < 1e-9)
    let late = try DecisionPopulation(perYear: 100, years: 3, delay: 5)
    #expect(late.size == 0)
    #expect(throws: ValueOfInformationError.invalidPopulation) {
      try DecisionPopulation(perYear: -1, years: 3)
    }
  }

  @Test("The best size balances the worth of the findings against their cost, or is none")
  func bestSize() throws {
    let sample = { (participants: Int, value: Double) in
      SampleInformation(
        participants: participants,
        information: ValueOfInformation(
          value: value, estimate: value, standardError: 0.1, bestOption: 0, chanceOfChange: 0.2), limit: 9)
    }
    let samples = [sample(10, 2), sample(20, 3), sample(40, 3.5)]
    let population = try DecisionPopulation(perYear: 100, years: 2)
    // Worth 400, 600 and 700; costs 100 + 5k = 150, 200 and 300.
    let found = netBenefitOfSampling(
      samples, population: population, cost: try ResearchCost(fixed: 100, perParticipant: 5))
    #expect(found.sizes.map(\.value) == [250, 400, 400])
    #expect(found.best == 1)
    #expect(found.sizes[0].standardError == 20)
    let dear = netBenefitOfSampling(
      samples, population: population, cost: try ResearchCost(fixed: 1000, perParticipant: 5))
    #expect(dear.best == nil)
  }

  @Test("Studies that cannot be are refused")
  func refusals() {
    let find = { (measurements: [StudyMeasurement], participants: Int) in
      try sampleInformation([[0, 0], [1, -1]], measuring: measurements, participants: [participants])
    }
    #expect(throws: ValueOfInformationError.noMeasurements) { try find([], 1) }
    #expect(throws: ValueOfInformationError.noParticipants) { try find([.event(chances: [0, 1])], 0) }
    #expect(throws: ValueOfInformationError.outOfRange(measurement: 0)) {
      try find([.event(chances: [0, 1.1])], 1)
    }
    #expect(throws: ValueOfInformationError.outOfRange(measurement: 1)) {
      try find([.event(chances: [0, 1]), .amount(means: [0, 1], standardDeviation: -1)], 1)
    }
    #expect(throws: ValueOfInformationError.unequalParameter(name: "measurement 0", expected: 2, found: 1)) {
      try find([.event(chances: [0])], 1)
    }
  }
}
