import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("What observations teach, and whether a fit predicts them")
struct IdentifiabilityTests {
  private func normals(_ count: Int, stream: Int) throws -> [Double] {
    let generator = try CalibrationGenerator()
    generator.seek(seed: 9, chain: stream, purpose: .seeds, iteration: 0)
    return (0..<count).map { _ in generator.normal() }
  }

  @Test("A parameter without data coincides with its prior, one with data does not, and a sum trades off")
  func findings() throws {
    // a is not observed; b is, closely; of c and d only the sum is.
    let names = ["a", "b", "c", "d"]
    let draws = try PosteriorSampler(chains: 16, warmUp: 600, draws: 2000, seed: 21)
      .sample(.prior(dimension: 4) { $0 }, names: names) { points in
        points.map { point in
          let (own, sum) = ((point[1] - 1) / 0.1, (point[2] + point[3]) / 0.05)
          return -0.5 * (own * own + sum * sum)
        }
      }
    let prior = try (0..<4).map { try normals(20000, stream: $0) }
    let found = try Identifiability(posterior: draws, prior: prior)
    #expect(found.notInformed == ["a"])
    #expect(found.learned[0].overlap > 0.93)
    // Posterior of b: variance 1/(1 + 100), mean 100/101.
    #expect(abs(found.learned[1].spreadRatio - (1 / 101.0).squareRoot()) < 0.01)
    #expect(abs(found.learned[1].shift - 100 / 101.0) < 0.03)
    #expect(found.learned[1].overlap < 0.3)
    #expect(found.tradeOffs.map { [$0.first, $0.second] } == [["c", "d"]])
    #expect(try #require(found.tradeOffs.first).correlation < -0.98)
    #expect(abs(found.learned[2].spreadRatio - 0.5.squareRoot()) < 0.05)
    #expect(throws: CalibrationError.length(of: "prior", found: 3, expected: 4)) {
      _ = try Identifiability(posterior: draws, prior: Array(prior.prefix(3)))
    }
  }

  @Test("Tail probabilities of counts share the ties")
  func tails() throws {
    let check = try PredictiveCheck(observed: 2, predictions: [0, 1, 2, 2, 2, 3, 4, 5, 6, 7])
    #expect(check.tailProbability == 0.8)
    #expect(check.midProbability == 0.65)
    #expect(abs(check.twoSided - 0.7) < 1e-12)
    #expect(check.mean == 3.2)
    #expect(check.fits)
    #expect(try !PredictiveCheck(observed: 9, predictions: [0, 1, 2, 3]).fits)
    #expect(throws: CalibrationError.tooFew(what: "predictions", found: 1, needed: 2)) {
      _ = try PredictiveCheck(observed: 9, predictions: [0])
    }
  }

  @Test("The predictive tail of a count is the beta-binomial's")
  func betaBinomialTail() throws {
    // Posterior Beta(15, 30), 40 new trials: P(K ≥ 20) from the exact beta-binomial, ρ = 1/46.
    let generator = try CalibrationGenerator()
    generator.seek(seed: 4, chain: 0, purpose: .seeds, iteration: 0)
    let predictions = (0..<40000).map { _ in
      Double(gsl_ran_binomial(generator.pointer, gsl_ran_beta(generator.pointer, 15, 30), 40))
    }
    let check = try PredictiveCheck(observed: 20, predictions: predictions)
    let chance = { (count: Int) in
      exp(LogLikelihood.betaBinomial(count, of: 40, chance: 15.0 / 45, dispersion: 1 / 46.0))
    }
    let exact = (21...40).reduce(0.5 * chance(20)) { $0 + chance($1) }
    #expect(abs(check.midProbability - exact) < 4.5 * check.standardError, "\(check) \(exact)")
  }
}
