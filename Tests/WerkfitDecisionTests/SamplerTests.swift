import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Draws from a posterior")
struct SamplerTests {
  @Test("Each transform inverts, and its Jacobian is the slope")
  func transforms() {
    let all: [CoordinateTransform] = [.identity, .log, .chance, .logit(lower: -3, upper: 12)]
    for transform in all {
      for coordinate in [-6.0, -1.3, 0, 0.4, 5] {
        let parameter = transform.parameter(at: coordinate)
        #expect(abs(transform.coordinate(of: parameter) - coordinate) < 1e-9)
        let step = 1e-5
        let slope =
          (transform.parameter(at: coordinate + step) - transform.parameter(at: coordinate - step))
          / (2 * step)
        #expect(abs(exp(transform.logJacobian(at: coordinate)) - slope) < 1e-8 * max(1, slope))
      }
    }
    #expect(CoordinateTransform.chance.logJacobian(at: -900) == -900)
  }

  /// 13 of 40 with a Beta(2, 3) prior: the posterior is Beta(15, 30).
  private func betaBinomial(seed: UInt64 = 7) throws -> PosteriorDraws {
    try PosteriorSampler(chains: 4, warmUp: 500, draws: 5000, seed: seed)
      .sample(.prior(quantiles: [{ gsl_cdf_beta_Pinv($0, 2, 3) }]), names: ["p"]) { points in
        points.map { 13 * log($0[0]) + 27 * log1p(-$0[0]) }
      }
  }

  @Test("Four chains find the conjugate posterior of a binomial share")
  func conjugate() throws {
    let summary = try betaBinomial().summaries()[0]
    let centre = 15.0 / 45
    let spread = (15.0 * 30 / (45 * 45 * 46)).squareRoot()
    let z = (summary.mean.value - centre) / summary.mean.standardError
    #expect(abs(z) < 4.5, "mean \(summary.mean), exact \(centre)")
    let zSpread = (summary.standardDeviation.value - spread) / summary.standardDeviation.standardError
    #expect(abs(zSpread) < 4.5, "sd \(summary.standardDeviation), exact \(spread)")
    for (probability, found) in zip(PosteriorSummary.probabilities, summary.quantiles) {
      let exact = gsl_cdf_beta_Pinv(probability, 15, 30)
      #expect(
        abs(found.value - exact) < 4.5 * found.standardError, "\(probability): \(found), exact \(exact)")
    }
    #expect(try #require(summary.diagnostics.rHat) < 1.01)
    #expect(try #require(summary.diagnostics.bulkSize) > 1500)
    #expect(summary.mean.standardError < spread / 30)
  }

  @Test("The same posterior follows from a transform with its Jacobian")
  func transformed() throws {
    let draws = try PosteriorSampler(chains: 8, warmUp: 500, draws: 3000, seed: 11)
      .sample(try .transformed([.chance], startingAround: [0.5]), names: ["p"]) { points in
        points.map { 14 * log($0[0]) + 29 * log1p(-$0[0]) }
      }
    let mean = try draws.summaries()[0].mean
    #expect(abs(mean.value - 15.0 / 45) < 4.5 * mean.standardError, "\(mean)")
  }

  @Test("A narrow and strongly correlated normal posterior is found from a wide prior")
  func correlatedNormal() throws {
    // Prior N(0, 1) twice; x + y observed as 1 with sd 0.02, x − y as 0.4 with sd 0.2.
    // In the sums s and d the prior variance is 2 and independent: each posterior is conjugate.
    let draws = try PosteriorSampler(chains: 16, warmUp: 600, draws: 2000, seed: 3)
      .sample(.prior(dimension: 2) { $0 }, names: ["x", "y"]) { points in
        points.map { point in
          let sum = (point[0] + point[1] - 1) / 0.02
          let difference = (point[0] - point[1] - 0.4) / 0.2
          return -0.5 * (sum * sum + difference * difference)
        }
      }
    let varianceOfSum = 1 / (1 / 2.0 + 1 / 0.0004)
    let varianceOfDifference = 1 / (1 / 2.0 + 1 / 0.04)
    let meanOfSum = varianceOfSum / 0.0004
    let meanOfDifference = varianceOfDifference * 0.4 / 0.04
    let exact = [(meanOfSum + meanOfDifference) / 2, (meanOfSum - meanOfDifference) / 2]
    let spread = ((varianceOfSum + varianceOfDifference) / 4).squareRoot()
    for (summary, mean) in zip(try draws.summaries(), exact) {
      #expect(abs(summary.mean.value - mean) < 4.5 * summary.mean.standardError, "\(summary.mean) \(mean)")
      let found = summary.standardDeviation
      #expect(abs(found.value - spread) < 4.5 * found.standardError, "\(found) \(spread)")
      #expect(try #require(summary.diagnostics.rHat) < 1.02)
    }
    let correlation = (varianceOfSum - varianceOfDifference) / (varianceOfSum + varianceOfDifference)
    #expect(abs(draws.correlations[0][1] - correlation) < 0.01)
    for share in draws.acceptance { #expect(share > 0.15 && share < 0.6, "\(share)") }
  }

  @Test("Without data the prior comes back")
  func priorOnly() throws {
    let draws = try PosteriorSampler(chains: 16, warmUp: 300, draws: 2000, seed: 5)
      .sample(
        .prior(quantiles: [{ gsl_cdf_gamma_Pinv($0, 2, 3) }, { gsl_cdf_flat_Pinv($0, 4, 8) }]),
        names: ["g", "u"]
      ) { $0.map { _ in 0 } }
    let summaries = try draws.summaries()
    for (summary, mean) in zip(summaries, [6.0, 6]) {
      #expect(abs(summary.mean.value - mean) < 4.5 * summary.mean.standardError, "\(summary.mean)")
    }
  }

  @Test("The same seed gives the same bits, another seed gives others, and a walk can be cancelled")
  func repeats() throws {
    #expect(try betaBinomial() == betaBinomial())
    #expect(try betaBinomial(seed: 8) != betaBinomial())
    var asked = 0
    var told: [Int] = []
    #expect(throws: CalibrationError.cancelled) {
      _ = try PosteriorSampler(chains: 2, warmUp: 10, draws: 10, seed: 1).sample(
        .prior(dimension: 1) { $0 }, names: ["x"],
        isCancelled: {
          asked += 1
          return asked > 5
        }, progress: { done, _ in told.append(done) }, logDensity: { $0.map { _ in 0 } })
    }
    #expect(told == [1, 2, 3, 4])
  }

  @Test("A density that is not a number is an error with its point; an impossible point is not")
  func wrongDensities() throws {
    let sampler = PosteriorSampler(chains: 3, warmUp: 50, draws: 50, seed: 2)
    do {
      _ = try sampler.sample(.prior(dimension: 1) { $0 }, names: ["x"]) { $0.map { _ in .nan } }
      Issue.record("no error")
    } catch CalibrationError.density(let point, let found) {
      #expect(point.count == 1 && found == "nan")
    }
    #expect(throws: CalibrationError.noStart(tries: 300)) {
      _ = try sampler.sample(.prior(dimension: 1) { $0 }, names: ["x"]) { $0.map { _ in -.infinity } }
    }
    // Half the line is impossible: all draws are in the other half.
    let half = try sampler.sample(.prior(dimension: 1) { $0 }, names: ["x"]) { points in
      points.map { $0[0] > 0 ? 0 : -.infinity }
    }
    #expect(half.pooled(0).allSatisfy { $0 > 0 })
    #expect(throws: CalibrationError.length(of: "names", found: 2, expected: 1)) {
      _ = try sampler.sample(.prior(dimension: 1) { $0 }, names: ["x", "y"]) { $0.map { _ in 0 } }
    }
    #expect(throws: CalibrationError.coordinate(parameter: 0, coordinates: [])) {
      do {
        _ = try sampler.sample(.prior(quantiles: [{ _ in .nan }]), names: ["x"]) { $0.map { _ in 0 } }
      } catch CalibrationError.coordinate(let parameter, _) {
        throw CalibrationError.coordinate(parameter: parameter, coordinates: [])
      }
    }
    #expect(throws: CalibrationError.setting(name: "chains", found: 0, expected: "1 to 100000")) {
      _ = try PosteriorSampler(chains: 0, seed: 1).sample(.prior(dimension: 1) { $0 }, names: ["x"]) { _ in []
      }
    }
  }

  @Test("Joint draws are rows of the chains, none twice")
  func joint() throws {
    let draws = try betaBinomial()
    let all = try draws.joint(draws.count)
    #expect(all.map { $0[0] } == draws.pooled(0))
    #expect(try draws.joint(3).count == 3)
    #expect(throws: CalibrationError.tooFew(what: "draws", found: 20000, needed: 20001)) {
      _ = try draws.joint(20001)
    }
  }
}
