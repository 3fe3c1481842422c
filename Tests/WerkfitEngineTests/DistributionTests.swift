import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// Drawn parameters against the closed forms of their distributions.
@Suite("Parameter distributions")
struct DistributionTests {
  static let draws = 40_000

  /// Values of one parameter with the given distribution, as drawn by the engine.
  static func sample(_ distribution: Distribution, seed: UInt64) throws -> [String: [Double]] {
    let study = Study(
      title: "Draws", clock: StudyClock(start: CalendarMonth(year: 2020, month: 1), steps: 1),
      base: StudyModel(
        parameters: [Parameter(name: "x", definition: .distribution(distribution))],
        groups: [
          Doelgroep(name: "een", supply: .size(.number(1)), startingStates: [("A", .number(1))])
        ], states: [StateDefinition(name: "A")],
        outcomes: [
          OutcomeDefinition(
            name: "waarde", unit: "", lines: [OutcomeLine(basis: .once, amount: .parameter("x"))])
        ]), scenarios: [Scenario(name: "alleen", isReference: true)])
    if case .dirichlet = distribution {
      var plain = study
      plain.base.outcomes = []
      let result = try simulate(plain, settings: PropertyTests.settings(draws, seed: seed))
      return Dictionary(try result.parameterDraws.map { ($0.name, $0.values) }) { $1 }
    }
    let result = try simulate(study, settings: PropertyTests.settings(draws, seed: seed))
    let read = try #require(result.base.sampled.values(of: "waarde", in: "alleen"))
    let drawn = try #require(try result.parameterDraws.first { $0.name == "x" }).values
    // What a study reads is what the result says was drawn.
    #expect(bits(read) == bits(drawn))
    return ["x": drawn]
  }

  struct Law: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var distribution: Distribution
    var mean: Double
    var variance: Double
    var cdf: @Sendable (Double) -> Double
  }

  static func beta(
    _ name: String, _ distribution: Distribution, _ a: Double, _ b: Double, low: Double = 0, width: Double = 1
  )
    -> Law
  {
    Law(
      testDescription: name, distribution: distribution, mean: low + width * a / (a + b),
      variance: width * width * a * b / ((a + b) * (a + b) * (a + b + 1)),
      cdf: { incompleteBeta(a, b, ($0 - low) / width) })
  }

  static func truncated(_ mean: Double, _ sd: Double, _ lower: Double, _ upper: Double) -> Law {
    let (a, b) = ((lower - mean) / sd, (upper - mean) / sd)
    let mass = normalCDF(b) - normalCDF(a)
    let shift = (normalDensity(a) - normalDensity(b)) / mass
    let edge = ((a.isFinite ? a * normalDensity(a) : 0) - (b.isFinite ? b * normalDensity(b) : 0)) / mass
    return Law(
      testDescription: "truncated normal \(mean), \(sd) on \(lower)…\(upper)",
      distribution: .truncatedNormal(mean: mean, sd: sd, lower: lower, upper: upper), mean: mean + sd * shift,
      variance: sd * sd * (1 + edge - shift * shift),
      cdf: { x in
        x <= lower ? 0 : x >= upper ? 1 : (normalCDF((x - mean) / sd) - normalCDF(a)) / mass
      })
  }

  static func gamma(_ shape: Double, _ scale: Double) -> Law {
    Law(
      testDescription: "gamma \(shape), \(scale)", distribution: .gamma(shape: shape, scale: scale),
      mean: shape * scale, variance: shape * scale * scale, cdf: { incompleteGamma(shape, $0 / scale) })
  }

  static let laws: [Law] = [
    beta("beta 52, 465", .beta(alpha: 52, beta: 465), 52, 465),
    beta("beta 0.5, 0.7", .beta(alpha: 0.5, beta: 0.7), 0.5, 0.7),
    beta("beta 1, 3", .beta(alpha: 1, beta: 3), 1, 3),
    // PERT on 2550…4000 with mode 2800: shapes 1 + 4·250/1450 and 1 + 4·1200/1450.
    beta(
      "PERT", .pert(lower: 2550, mode: 2800, upper: 4000, lambda: 4), 1 + 1000.0 / 1450, 1 + 4800.0 / 1450,
      low: 2550, width: 1450),
    beta(
      "PERT with λ = 2 and the mode at the edge", .pert(lower: 0, mode: 0, upper: 3, lambda: 2), 1, 3,
      width: 3),
    Law(
      testDescription: "normal", distribution: .normal(mean: -3, sd: 2), mean: -3, variance: 4,
      cdf: { normalCDF(($0 + 3) / 2) }),
    truncated(0.1, 0.2, 0, 1), truncated(0, 1, 2, 5), truncated(0, 1, -0.1, 0.2),
    Law(
      testDescription: "lognormal", distribution: .lognormal(mu: 0.3, sigma: 0.5), mean: exp(0.3 + 0.125),
      variance: (exp(0.25) - 1) * exp(0.6 + 0.25), cdf: { $0 <= 0 ? 0 : normalCDF((log($0) - 0.3) / 0.5) }),
    gamma(1, 2756), gamma(0.4, 3), gamma(25, 10),
    Law(
      testDescription: "uniform", distribution: .uniform(lower: 250, upper: 600), mean: 425,
      variance: 350 * 350 / 12, cdf: { min(1, max(0, ($0 - 250) / 350)) }),
    Law(
      testDescription: "triangular", distribution: .triangular(lower: 1, mode: 2, upper: 5), mean: 8.0 / 3,
      variance: (1 + 4 + 25 - 2 - 5 - 10) / 18.0,
      cdf: { x in
        x <= 1 ? 0 : x <= 2 ? (x - 1) * (x - 1) / 4 : x < 5 ? 1 - (5 - x) * (5 - x) / 12 : 1
      }),
    Law(
      testDescription: "triangular with the mode at the top",
      distribution: .triangular(lower: 3, mode: 6, upper: 6), mean: 5, variance: 0.5,
      cdf: { x in x <= 3 ? 0 : x >= 6 ? 1 : (x - 3) * (x - 3) / 9 }),
  ]

  @Test(
    "Continuous laws have the mean, variance and quantiles of their closed forms", arguments: laws.indices)
  func continuous(index: Int) throws {
    let law = Self.laws[index]
    let values = try #require(try Self.sample(law.distribution, seed: 100 + UInt64(index))["x"])
    #expect(values.count == Self.draws)
    let n = Double(Self.draws)
    #expect(abs(standardScore(values, against: law.mean)) < 4.9, "mean of \(law.testDescription)")
    let squares = values.map { ($0 - law.mean) * ($0 - law.mean) }
    #expect(abs(standardScore(squares, against: law.variance)) < 4.9, "variance of \(law.testDescription)")
    let distance = kolmogorovDistance(values, law.cdf)
    #expect(kolmogorovTail(distance: distance, n: Self.draws) > 1e-6, "law of \(law.testDescription)")
    for chance in [0.01, 0.1, 0.5, 0.9, 0.99] {
      let quantile = values.sorted()[Int(chance * n)]
      #expect(
        abs(law.cdf(quantile) - chance) < 4.9 * (chance * (1 - chance) / n).squareRoot() + 1 / n,
        "\(chance)-quantile of \(law.testDescription)")
    }
    // A continuous law has no ties.
    #expect(Set(values).count > Self.draws - 5, "\(law.testDescription)")
  }

  @Test("Discrete and empirical laws give each value as often as they should")
  func discrete() throws {
    let cases: [(Distribution, [Double: Double])] = [
      (.discrete(values: [1, 2, 5], weights: [2, 1, 7]), [1: 0.2, 2: 0.1, 5: 0.7]),
      (.discrete(values: [1, 2, 3], weights: [0, 1, 0]), [2: 1]),
      (.empirical([3, 3, 8, 10]), [3: 0.5, 8: 0.25, 10: 0.25]),
    ]
    for (index, entry) in cases.enumerated() {
      let values = try #require(try Self.sample(entry.0, seed: 300 + UInt64(index))["x"])
      let found = Dictionary(grouping: values) { $0 }.mapValues { Double($0.count) / Double(values.count) }
      #expect(Set(found.keys) == Set(entry.1.keys))
      for (value, chance) in entry.1 {
        let error = (chance * (1 - chance) / Double(values.count)).squareRoot()
        #expect(abs((found[value] ?? 0) - chance) <= 4.9 * error + 1e-12, "\(value)")
      }
    }
  }

  @Test("A fixed value is itself")
  func fixed() throws {
    let study = ClosedFormTests.chain([("A", .other), ("B", .other)], [[1, 0], [0, 1]], steps: 1)
    var with = study
    with.base.parameters = [Parameter(name: "x", definition: .distribution(.fixed(0.1)))]
    with.base.outcomes = [
      OutcomeDefinition(name: "waarde", unit: "", lines: [OutcomeLine(basis: .once, amount: .parameter("x"))])
    ]
    let values = try simulate(with, settings: PropertyTests.settings(10)).base.sampled.valuesOrZero(
      of: "waarde", in: "verloop")
    #expect(values.allSatisfy { $0 == 0.1 })
  }

  @Test("A Dirichlet has beta margins, the right covariances and shares that sum to 1")
  func dirichlet() throws {
    let counts = [1251.0, 350, 116, 17]
    let names = ["A", "B", "C", "D"]
    let total = counts.reduce(0, +)
    let draws = try Self.sample(.dirichlet(components: names, counts: counts), seed: 400)
    let columns = try names.map { try #require(draws["x.\($0)"], "x.\($0)") }
    for row in 0..<Self.draws {
      let sum = columns.reduce(0) { $0 + $1[row] }
      #expect(abs(sum - 1) < 1e-12)
    }
    for (index, values) in columns.enumerated() {
      let distance = kolmogorovDistance(values) { incompleteBeta(counts[index], total - counts[index], $0) }
      #expect(kolmogorovTail(distance: distance, n: Self.draws) > 1e-6, "\(names[index])")
    }
    let (a, b) = (counts[0] / total, counts[1] / total)
    let products = zip(columns[0], columns[1]).map { ($0 - a) * ($1 - b) }
    #expect(abs(standardScore(products, against: -a * b / (total + 1))) < 4.9)
  }

  @Test("Parameters are drawn independently of each other and from draw to draw")
  func independence() throws {
    var study = ClosedFormTests.chain([("A", .other), ("B", .other)], [[1, 0], [0, 1]], steps: 1)
    study.base.parameters = (0..<6).map {
      Parameter(name: "x\($0)", definition: .distribution(.uniform(lower: 0, upper: 1)))
    }
    let draws = try simulate(study, settings: PropertyTests.settings(Self.draws)).parameterDraws
    #expect(draws.count == 6)
    let limit = 4.9 / Double(Self.draws).squareRoot()
    for (index, first) in draws.enumerated() {
      for second in draws.dropFirst(index + 1) {
        #expect(abs(correlation(first.values, second.values)) < limit, "\(first.name), \(second.name)")
      }
      let (earlier, later) = (Array(first.values.dropLast()), Array(first.values.dropFirst()))
      #expect(abs(correlation(earlier, later)) < limit, "\(first.name)")
    }
  }
}
