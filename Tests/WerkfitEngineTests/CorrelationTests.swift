import Foundation
import Testing
import WerkfitStudy
import WerkfitTestSupport

@testable import WerkfitEngine

/// Parameters that hang together, and draws that are spread over their laws.
@Suite("Correlated and stratified parameters")
struct CorrelationTests {
  /// Two parameters with the given laws, and an outcome that is their product.
  private func study(_ laws: [Distribution], correlation: Double? = nil) -> Study {
    let names = laws.indices.map { "p\($0)" }
    let parameters = zip(names, laws).map { Parameter(name: $0, definition: .distribution($1)) }
    let base = StudyModel(
      parameters: parameters,
      groups: [Doelgroep(name: "groep", supply: .size(.number(1)), startingStates: [("thuis", .number(1))])],
      states: [StateDefinition(name: "thuis", kind: .other)],
      outcomes: [
        OutcomeDefinition(
          name: "product", unit: "punten",
          lines: [
            OutcomeLine(
              basis: .once,
              amount: names.dropFirst().reduce(Formula.parameter("p0")) {
                .binary(.multiply, $0, .parameter($1))
              })
          ])
      ])
    let together = correlation.map { value in
      [
        Correlation(
          name: "samen", parameters: names,
          matrix: names.indices.map { row in names.indices.map { row == $0 ? 1 : value } })
      ]
    }
    return Study(
      title: "Samenhang", clock: StudyClock(start: CalendarMonth(year: 2021, month: 1), steps: 1),
      correlations: together ?? [], base: base, scenarios: [Scenario(name: "alleen", isReference: true)])
  }

  private func run(_ study: Study, draws: Int, sampling: ParameterSampling = .plain) throws -> StudyResult {
    var settings = RunSettings()
    settings.replications = draws
    settings.chancesPerDraw = 1
    settings.sampling = sampling
    return try simulate(study, settings: settings)
  }

  @Test("Normal parameters have the correlation that is asked for", arguments: [-0.6, 0.0, 0.8])
  func normals(wanted: Double) throws {
    let laws = [Distribution.normal(mean: 3, sd: 2), .normal(mean: -1, sd: 0.5)]
    let draws = try run(study(laws, correlation: wanted), draws: 20_000).parameterDraws.map(\.values)
    let error = (1 - wanted * wanted) / 20_000.0.squareRoot()
    #expect(abs(correlation(draws[0], draws[1]) - wanted) < 4.9 * error)
  }

  @Test("Uniform parameters have the correlation of the Gaussian copula: 6/π · arcsin(r/2)")
  func uniforms() throws {
    let laws = [Distribution.uniform(lower: 0, upper: 1), .uniform(lower: 5, upper: 9)]
    let draws = try run(study(laws, correlation: 0.7), draws: 20_000).parameterDraws.map(\.values)
    #expect(abs(correlation(draws[0], draws[1]) - 6 / .pi * asin(0.35)) < 0.02)
  }

  @Test("Correlated parameters keep their means and standard deviations")
  func marginals() throws {
    let laws = [
      Distribution.gamma(shape: 4, scale: 0.5), .beta(alpha: 2, beta: 6), .lognormal(mu: 0.2, sigma: 0.4),
    ]
    let draws = try run(study(laws, correlation: 0.6), draws: 20_000).parameterDraws.map(\.values)
    let deviations = [1.0, (12.0 / (64 * 9)).squareRoot(), (exp(0.16) - 1).squareRoot() * exp(0.28)]
    for (index, law) in laws.enumerated() {
      let mean = draws[index].reduce(0, +) / 20_000
      let variance = draws[index].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19_999
      #expect(abs(mean - law.means[0]) < 4.9 * deviations[index] / 20_000.0.squareRoot(), "\(law)")
      #expect(abs(variance.squareRoot() - deviations[index]) < 0.05 * deviations[index], "\(law)")
    }
  }

  @Test("The model reads the draws that are reported", arguments: ParameterSampling.allCases)
  func sameDraws(sampling: ParameterSampling) throws {
    let laws = [Distribution.pert(lower: 1, mode: 2, upper: 5, lambda: 4), .beta(alpha: 3, beta: 2)]
    for correlation in [nil, 0.5] as [Double?] {
      let result = try run(study(laws, correlation: correlation), draws: 200, sampling: sampling)
      let products = try #require(result.base.sampled.values(of: "product", in: "alleen"))
      let draws = try result.parameterDraws
      for (row, product) in products.enumerated() {
        let drawn = draws.reduce(1) { $0 * $1.values[row] }
        #expect(abs(product - drawn) < 1e-12 * abs(drawn))
      }
    }
  }

  @Test(
    "A Latin hypercube draws every parameter once from every equal part of its law", arguments: [1, 7, 250])
  func strata(count: Int) throws {
    let laws = [
      Distribution.uniform(lower: 0, upper: 1), .normal(mean: 0, sd: 1), .uniform(lower: 0, upper: 1),
    ]
    let draws = try run(study(laws), draws: count, sampling: .latinHypercube).parameterDraws.map(\.values)
    for index in [0, 2] {
      let parts = draws[index].map { Int($0 * Double(count)) }.sorted()
      #expect(parts == Array(0..<count))
    }
    if count == 250 {
      // Each has an order of its own.
      #expect(abs(correlation(draws[0], draws[2])) < 4.9 / Double(count).squareRoot())
      // The mean of a stratified sample is far closer than the √n of a plain one: here 0.06.
      let mean = draws[1].reduce(0, +) / 250
      #expect(abs(mean) < 0.01)
    }
  }

  @Test("Parameters by row take the same place of their lists, every row equally often")
  func rows() throws {
    let lists = [Distribution.empirical([1, 2, 3, 4]), .empirical([10, 40, 20, 30])]
    var study = study(lists)
    study.correlations = [Correlation(name: "eerder", parameters: ["p0", "p1"])]
    let draws = try run(study, draws: 8_000).parameterDraws.map(\.values)
    let pairs = Dictionary(grouping: zip(draws[0], draws[1]).map { "\($0) \($1)" }, by: { $0 }).mapValues(
      \.count)
    #expect(Set(pairs.keys) == ["1.0 10.0", "2.0 40.0", "3.0 20.0", "4.0 30.0"])
    // A binomial of 8,000 and a quarter has a standard deviation of 38.7.
    #expect(pairs.values.allSatisfy { abs($0 - 2_000) < 190 })
    let spread = try run(study, draws: 8_000, sampling: .latinHypercube).parameterDraws[0].values
    #expect(Dictionary(grouping: spread, by: { $0 }).values.allSatisfy { $0.count == 2_000 })
  }

  @Test("A permutation gives every position once", arguments: [1, 2, 3, 4, 5, 16, 17, 100, 1_000, 2_500])
  func permutation(count: Int) {
    let order = Permutation(count: count, key: 0x1234_5678_9ABC_DEF0)
    let places = (0..<count).map { order.position(of: $0) }.sorted()
    #expect(places == Array(0..<count))
  }

  @Test(
    "Quantiles integrate to the mean of the law",
    arguments: [
      .beta(alpha: 2, beta: 6), .beta(alpha: 0.5, beta: 0.5), .beta(alpha: 198, beta: 608),
      .normal(mean: 3, sd: 2), .truncatedNormal(mean: 1, sd: 2, lower: 0, upper: 2),
      .truncatedNormal(mean: 0, sd: 1, lower: 3, upper: 5), .lognormal(mu: 0, sigma: 0.5),
      .gamma(shape: 4, scale: 0.5), .uniform(lower: 2, upper: 6), .triangular(lower: 0, mode: 1, upper: 4),
      .pert(lower: 1, mode: 2, upper: 7, lambda: 4), .discrete(values: [3, 1, 2], weights: [1, 2, 1]),
      .empirical([5, 1, 4, 2]),
    ] as [Distribution])
  func quantiles(law: Distribution) {
    let parts = 20_000
    let sum = (0..<parts).reduce(0.0) { $0 + law.quantile((Double($1) + 0.5) / Double(parts)) }
    let mean = law.means[0]
    #expect(abs(sum / Double(parts) - mean) < 2e-3 * max(1, abs(mean)))
    let values = [0.0, 0.01, 0.3, 0.5, 0.9, 1].map { law.quantile($0) }
    #expect(values == values.sorted())
    let areFinite = values.allSatisfy { $0.isFinite }
    #expect(areFinite)
  }
}
