import Foundation
import Testing

@testable import WerkfitStudy

@Suite("Distributions")
struct DistributionReadingTests {
  /// Mean and variance of a beta distribution, from the textbook.
  private func moments(_ alpha: Double, _ beta: Double) -> (mean: Double, variance: Double) {
    let sum = alpha + beta
    return (alpha / sum, alpha * beta / (sum * sum * (sum + 1)))
  }

  @Test("Beta from a count has the successes and the failures as shapes")
  func betaFromCount() throws {
    #expect(try SmallStudy.distribution("{ beta: { count: 52, of: 517 } }") == .beta(alpha: 52, beta: 465))
    #expect(try SmallStudy.distribution("{ beta: [3, 5] }") == .beta(alpha: 3, beta: 5))
  }

  @Test("Beta from mean and sd has that mean and that sd")
  func betaFromMoments() throws {
    for definition in ["{ beta: { mean: 30%, sd: 10% } }", "{ value: 30%, sd: 10% }"] {
      guard case .beta(let alpha, let beta) = try SmallStudy.distribution(definition) else {
        Issue.record("no beta")
        return
      }
      let (mean, variance) = moments(alpha, beta)
      #expect(isClose(mean, 0.3))
      #expect(isClose(variance.squareRoot(), 0.1))
    }
  }

  @Test("Gamma from mean and sd has that mean and that sd")
  func gammaFromMoments() throws {
    for definition in ["{ gamma: { mean: 2800, sd: 350 } }", "{ value: EUR 2800, sd: 350 }"] {
      guard case .gamma(let shape, let scale) = try SmallStudy.distribution(definition) else {
        Issue.record("no gamma")
        return
      }
      #expect(isClose(shape * scale, 2800))
      #expect(isClose((shape * scale * scale).squareRoot(), 350))
    }
    #expect(try SmallStudy.distribution("{ gamma: { shape: 2, scale: 3 } }") == .gamma(shape: 2, scale: 3))
  }

  @Test("Lognormal from mean and sd has that mean and that sd")
  func lognormalFromMoments() throws {
    guard
      case .lognormal(let mu, let sigma) = try SmallStudy.distribution(
        "{ lognormal: { mean: 0.509, sd: 0.088 } }")
    else {
      Issue.record("no lognormal")
      return
    }
    let variance = sigma * sigma
    #expect(isClose(exp(mu + variance / 2), 0.509))
    #expect(isClose((exp(variance) - 1) * exp(2 * mu + variance), 0.088 * 0.088))
  }

  @Test("Lognormal from median and interval has that median, and 95% within an interval as wide")
  func lognormalFromInterval() throws {
    guard
      case .lognormal(let mu, let sigma) = try SmallStudy.distribution(
        "{ lognormal: { median: 2, interval: [1, 4] } }")
    else {
      Issue.record("no lognormal")
      return
    }
    #expect(isClose(exp(mu), 2))
    // The share of a normal distribution between two points, by the error function.
    func below(_ x: Double) -> Double { erfc(-(log(x) - mu) / sigma / 2.0.squareRoot()) / 2 }
    #expect(isClose(below(4) - below(1), 0.95, within: 1e-9))
    #expect(isClose(below(1), 0.025, within: 1e-9))
  }

  @Test("A value with an interval is spread so that 95% of a normal distribution lies within")
  func valueWithInterval() throws {
    guard case .normal(let mean, let sd) = try SmallStudy.distribution("{ value: 5, interval: [3, 7] }")
    else {
      Issue.record("no normal")
      return
    }
    #expect(mean == 5)
    #expect(isClose(erfc(2 / sd / 2.0.squareRoot()), 0.05, within: 1e-9))
  }

  @Test("The other distributions are taken as they are written")
  func plain() throws {
    #expect(try SmallStudy.distribution("{ normal: { mean: 1, sd: 2 } }") == .normal(mean: 1, sd: 2))
    #expect(
      try SmallStudy.distribution("{ truncatedNormal: { mean: 1, sd: 2, min: 0, max: 3 } }")
        == .truncatedNormal(mean: 1, sd: 2, lower: 0, upper: 3))
    #expect(try SmallStudy.distribution("{ uniform: [1, 2] }") == .uniform(lower: 1, upper: 2))
    #expect(
      try SmallStudy.distribution("{ triangular: [1, 2, 4] }") == .triangular(lower: 1, mode: 2, upper: 4))
    #expect(
      try SmallStudy.distribution("{ pert: [1, 2, 4] }") == .pert(lower: 1, mode: 2, upper: 4, lambda: 4))
    #expect(
      try SmallStudy.distribution("{ pert: { low: 1, mode: 2, high: 4, lambda: 2 } }")
        == .pert(lower: 1, mode: 2, upper: 4, lambda: 2))
    #expect(
      try SmallStudy.distribution("{ discrete: { values: [1, 2], weights: [3, 1] } }")
        == .discrete(values: [1, 2], weights: [3, 1]))
    #expect(try SmallStudy.distribution("{ lognormal: { mu: 1, sigma: 2 } }") == .lognormal(mu: 1, sigma: 2))
    #expect(try SmallStudy.distribution("{ value: 5, sd: 0 }") == .fixed(5))
  }

  @Test("Observed values come from a column of a CSV file, by semicolons, tabs or commas")
  func empirical() throws {
    for separator in [";", "\t", ","] {
      let csv = ["naam;maanden;n", "a;3;1", "", "\"b\";4.5;2"].joined(separator: "\r\n")
        .replacingOccurrences(of: ";", with: separator)
      let found = try SmallStudy.distribution(
        "{ empirical: { csv: duur.csv, column: maanden } }", files: ["duur.csv": csv])
      #expect(found == .empirical([3, 4.5]))
    }
  }

  @Test("The parts of a Dirichlet are read by name and sum to 1 at their means")
  func dirichlet() throws {
    let study = try SmallStudy.study(
      SmallStudy.text(
        "parameters:\n  uit: { dirichlet: { werk: 30, blijft: 70 }, per: year }",
        moves: "{ werk: = uit.werk }"))
    #expect(study.base.states.first?.moves.first?.chance.period == Period(1, .year))
    let means = MeanValues(study.base)
    #expect(isClose(means["uit.werk"], 0.3))
    #expect(isClose(means["uit.blijft"], 0.7))
  }

  @Test(
    "A distribution that does not exist is refused",
    arguments: [
      "{ beta: { mean: 50%, sd: 50% } }", "{ beta: { count: 5, of: 5 } }", "{ beta: [0, 1] }",
      "{ gamma: { mean: 0, sd: 1 } }", "{ lognormal: { median: 5, interval: [1, 4] } }",
      "{ normal: { mean: 1, sd: 0 } }", "{ uniform: [2, 1] }", "{ triangular: [1, 5, 4] }",
      "{ pert: [3, 3, 3] }", "{ discrete: { values: [1, 2], weights: [1] } }", "{ empirical: [] }",
      "{ truncatedNormal: { mean: 0, sd: 1, min: 50 } }", "{ value: 5, interval: [6, 7] }",
      "{ uniform: [0.5, 1.5], per: month }", "{ value: EUR 5, sd: 1% }", "{ value: 6 months, sd: EUR 1 }",
    ])
  func impossible(definition: String) {
    let errors = SmallStudy.read(SmallStudy.text("parameters:\n  x: \(definition)")).diagnostics
      .filter { $0.severity == .error }
    #expect(errors.map(\.kind) == [.value], "\(errors)")
  }
}
