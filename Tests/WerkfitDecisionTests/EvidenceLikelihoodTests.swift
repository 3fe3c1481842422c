import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Observations of a study")
struct EvidenceLikelihoodTests {
  @Test("An observation has the likelihood of its law, and none for a prediction that is none")
  func likelihoods() {
    #expect(
      Evidence.count(3, of: 9).logLikelihood([0.2]) == LogLikelihood.binomial(3, of: 9, chance: 0.2))
    #expect(
      Evidence.left([5, 3], remaining: 2).logLikelihood([0.5, 0.25])
        == LogLikelihood.multinomial([5, 3, 2], shares: [0.5, 0.25, 0.25]))
    #expect(Evidence.count(3, of: 9).logLikelihood([0.2, 0.3]).isNaN)
    #expect(Evidence.classes([1, 2]).logLikelihood([0.5, 0.6]).isNaN)
    #expect(Evidence.left([5, 3], remaining: 2).observed == [5, 3])
  }

  @Test("Replicates have the mean and variance of the law")
  func replicates() throws {
    let draws = 40000
    let cases: [(Evidence, [Double], [Double], [Double])] = [
      (.count(0, of: 30), [0.3], [9], [6.3]),
      (.variedCount(0, of: 30, dispersion: 0.1), [0.3], [9], [6.3 * 3.9]),
      (.value(0, standardError: 2), [5], [5], [4]),
      (.events(0), [7], [7], [7]),
      (.classes([10, 10, 20]), [0.2, 0.5, 0.3], [8, 20, 12], [6.4, 10, 8.4]),
      (.left([5, 5], remaining: 10), [0.6, 0.5], [8, 2], [4.8, 1.8]),
    ]
    for (observation, prediction, means, variances) in cases {
      let all = [[Double]](repeating: prediction, count: draws)
      let found = try observation.replicates(all, seed: 6)
      #expect(try found == observation.replicates(all, seed: 6))
      for (column, (exact, spread)) in zip(found, zip(means, variances)) {
        let error = (spread / Double(draws)).squareRoot()
        #expect(abs(mean(column) - exact) < 4.5 * error, "\(observation): \(mean(column)), exact \(exact)")
        // The variance of a variance is under 4 σ⁴/n for these laws.
        #expect(abs(variance(column) / spread - 1) < 4.5 * 2 / Double(draws).squareRoot())
      }
    }
    #expect(throws: CalibrationError.density(point: [1.5], found: "nan")) {
      _ = try Evidence.count(1, of: 2).replicates([[1.5]], seed: 1)
    }
  }

  @Test("A hazard is found from what had left by the end of a window, the others still running")
  func censoredWindow() throws {
    // Ferm Werk: 85 of 219 that were completed went to work (facts, A4); the other 71 of 290 still ran.
    // Taken here as 85 of 290 gone after 12 months at a constant hazard with a Gamma(2, 1/40) prior.
    let observation = Evidence.left([85], remaining: 205)
    let draws = try PosteriorSampler(chains: 8, draws: 4000, seed: 12)
      .sample(.prior(quantiles: [{ gsl_cdf_gamma_Pinv($0, 2, 0.025) }]), names: ["h"]) { points in
        points.map { observation.logLikelihood([exp(-12 * $0[0])]) }
      }
    // The posterior by quadrature on a fine grid.
    var (sum, first) = (0.0, 0.0)
    for step in 1..<20000 {
      let hazard = Double(step) * 5e-6
      let weight =
        hazard * exp(-40 * hazard) * exp(observation.logLikelihood([exp(-12 * hazard)]) + 3)
      sum += weight
      first += weight * hazard
    }
    let found = try draws.summaries()[0]
    #expect(
      abs(found.mean.value - first / sum) < 4.5 * found.mean.standardError, "\(found.mean) \(first / sum)")
    // What the fit predicts holds what was observed.
    let predictions = try draws.joint(2000).map { [exp(-12 * $0[0])] }
    let check = try PredictiveCheck(
      observed: 85, predictions: observation.replicates(predictions, seed: 1)[0])
    #expect(check.fits && check.twoSided > 0.5, "\(check)")
  }

  @Test("Chains in two far modes are not called good")
  func farModes() throws {
    let draws = try PosteriorSampler(chains: 16, seed: 4)
      .sample(.prior(dimension: 1) { $0 }, names: ["x"]) { points in
        points.map { -0.5 * pow((abs($0[0]) - 1.5) / 0.01, 2) }
      }
    let found = try draws.summaries()[0].diagnostics
    #expect(!found.isGood(chains: 16), "\(found)")
  }

  @Test("The settings that nobody chose are good enough for three parameters", arguments: 1...5)
  func usualSettings(seed: UInt64) throws {
    // Three monthly chances behind three counts: left in the first half year, in the second, and came back.
    let left = Evidence.left([60, 25], remaining: 115)
    let back = Evidence.count(9, of: 85)
    let draws = try PosteriorSampler(seed: seed)
      .sample(.prior(quantiles: [{ 0.3 * $0 }, { 0.3 * $0 }, { 0.1 * $0 }]), names: ["a", "b", "c"]) {
        points in
        points.map { point in
          let first = pow(1 - point[0], 6)
          return left.logLikelihood([first, first * pow(1 - point[1], 6)])
            + back.logLikelihood([1 - pow(1 - point[2], 12)])
        }
      }
    for summary in try draws.summaries() {
      #expect(summary.diagnostics.isGood(chains: 8), "\(summary.name): \(summary.diagnostics)")
    }
  }

  @Test("A posterior a thousand times narrower than its prior is reached within the warm-up")
  func narrow() throws {
    // Six parameters, each with prior N(0, 1) and one observation: sd 0.001, but the sum with sd 0.0005.
    let truth = [-1.5, -0.5, 0, 0.5, 1, 2]
    let draws = try PosteriorSampler(seed: 9)
      .sample(.prior(dimension: 6) { $0 }, names: ["a", "b", "c", "d", "e", "f"]) { points in
        points.map { point in
          let own = zip(point, truth).reduce(0) { $0 + pow(($1.0 - $1.1) / 0.001, 2) }
          return -0.5 * (own + pow((point.reduce(0, +) - 1.5) / 0.0005, 2))
        }
      }
    for (summary, value) in zip(try draws.summaries(), truth) {
      #expect(try #require(summary.diagnostics.rHat) < 1.03, "\(summary.diagnostics)")
      #expect(abs(summary.mean.value - value) < 2e-4)
      // Precision of the sum direction 1/0.001² + 6/0.0005²: the variance of one is 1e-6 (1 − 4/25).
      #expect(abs(summary.standardDeviation.value / 0.001 - (1 - 4.0 / 25).squareRoot()) < 0.06)
    }
  }
}
