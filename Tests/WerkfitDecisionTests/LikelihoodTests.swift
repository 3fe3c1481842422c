import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Log-likelihoods of observations")
struct LikelihoodTests {
  private func close(_ one: Double, _ other: Double, _ tolerance: Double = 1e-11) -> Bool {
    one == other || abs(one - other) <= tolerance * max(1, abs(other))
  }

  @Test("Binomial, Poisson and multinomial are the logs of GSL's probabilities")
  func againstGSL() {
    for (count, total) in [(0, 5), (3, 5), (5, 5), (71, 290), (290, 1059)] {
      for chance in [0.01, 0.25, 0.5, 0.93] {
        let exact = log(gsl_ran_binomial_pdf(UInt32(count), chance, UInt32(total)))
        if exact > -600 { #expect(close(LogLikelihood.binomial(count, of: total, chance: chance), exact)) }
      }
    }
    for (count, mean) in [(0, 0.3), (4, 2.5), (60, 71.0)] {
      #expect(close(LogLikelihood.poisson(count, mean: mean), log(gsl_ran_poisson_pdf(UInt32(count), mean))))
    }
    let counts: [UInt32] = [71, 85, 12, 64]
    let shares = [0.3, 0.4, 0.05, 0.25]
    #expect(
      close(
        LogLikelihood.multinomial(counts.map(Int.init), shares: shares),
        gsl_ran_multinomial_lnpdf(4, shares, counts)))
    #expect(
      close(
        LogLikelihood.normal(3, mean: 1.5, standardDeviation: 0.7), log(gsl_ran_gaussian_pdf(1.5, 0.7))))
  }

  @Test("What cannot happen is minus infinity where it did, and nothing where it did not")
  func edges() {
    #expect(LogLikelihood.binomial(0, of: 4, chance: 0) == 0)
    #expect(LogLikelihood.binomial(4, of: 4, chance: 1) == 0)
    #expect(LogLikelihood.binomial(1, of: 4, chance: 0) == -.infinity)
    #expect(LogLikelihood.binomial(3, of: 4, chance: 1) == -.infinity)
    #expect(LogLikelihood.binomial(5, of: 4, chance: 0.5) == -.infinity)
    #expect(LogLikelihood.binomial(1, of: 4, chance: 1.2).isNaN)
    #expect(LogLikelihood.poisson(0, mean: 0) == 0)
    #expect(LogLikelihood.poisson(1, mean: 0) == -.infinity)
    #expect(LogLikelihood.multinomial([0, 3], shares: [0, 1]) == 0)
    #expect(LogLikelihood.multinomial([1, 2], shares: [0.5, 0.6]).isNaN)
    #expect(LogLikelihood.normal(1, mean: 0, standardDeviation: 0).isNaN)
  }

  @Test("The beta-binomial sums to one, has its mean and variance, and ends in the binomial")
  func betaBinomial() {
    let (trials, chance, dispersion) = (23, 0.3, 0.15)
    let chances = (0...trials).map {
      exp(LogLikelihood.betaBinomial($0, of: trials, chance: chance, dispersion: dispersion))
    }
    #expect(close(chances.reduce(0, +), 1))
    let mean = chances.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    #expect(close(mean, 23 * 0.3))
    let spread = chances.enumerated().reduce(0) { $0 + pow(Double($1.offset) - mean, 2) * $1.element }
    #expect(close(spread, 23 * 0.3 * 0.7 * (1 + 22 * 0.15)))
    // Uniform chances (Beta(1, 1): p = ½, ρ = 1/3) make every count as likely.
    #expect(
      close(LogLikelihood.betaBinomial(4, of: 10, chance: 0.5, dispersion: 1.0 / 3), -log(11)))
    #expect(
      close(
        LogLikelihood.betaBinomial(400, of: 1000, chance: 0.5, dispersion: 1.0 / 3), -log(1001), 1e-9))
    #expect(
      LogLikelihood.betaBinomial(4, of: 10, chance: 0.4, dispersion: 0)
        == LogLikelihood.binomial(4, of: 10, chance: 0.4))
    #expect(
      abs(
        LogLikelihood.betaBinomial(4, of: 10, chance: 0.4, dispersion: 1e-10)
          - LogLikelihood.binomial(4, of: 10, chance: 0.4)) < 1e-7)
  }

  @Test("Times with right-censoring under a hazard in two pieces, by hand")
  func censoredTimes() throws {
    let hazard = try PiecewiseHazard(changes: [6], hazards: [0.1, 0.02])
    // Left at 3 (first piece), left at 10 (second), still there at 12.
    // log 0.1 − 0.3 + log 0.02 − (0.6 + 0.08) − (0.6 + 0.12).
    let byHand = log(0.1) - 0.3 + log(0.02) - 0.68 - 0.72
    #expect(
      close(LogLikelihood.times([3, 10, 12], left: [true, true, false], hazard: hazard), byHand))
    #expect(close(hazard.survival(to: 10), exp(-0.68)))
    #expect(hazard.survival(to: 0) == 1)
    #expect(hazard.hazard(at: 6) == 0.1)
    // One piece: the same as events over the time at risk.
    let flat = try PiecewiseHazard(hazards: [0.07])
    #expect(
      close(
        LogLikelihood.times([3, 10, 12], left: [true, true, false], hazard: flat),
        LogLikelihood.events(2, timeAtRisk: 25, hazard: 0.07)))
    #expect(throws: CalibrationError.length(of: "hazards", found: 1, expected: 2)) {
      _ = try PiecewiseHazard(changes: [6], hazards: [0.1])
    }
    #expect(throws: CalibrationError.setting(name: "changes", found: 3, expected: "rising from above 0")) {
      _ = try PiecewiseHazard(changes: [6, 3], hazards: [0.1, 0.1, 0.1])
    }
  }

  @Test("Counts of leavers by time: one interval is the binomial, more are the multinomial")
  func counts() {
    let survival = exp(-0.05 * 12)
    #expect(
      close(
        LogLikelihood.left(85, of: 219, survival: survival),
        LogLikelihood.binomial(85, of: 219, chance: 1 - survival), 1e-10))
    #expect(
      close(
        LogLikelihood.leftByTime([85], remaining: 134, survival: [survival]),
        LogLikelihood.binomial(85, of: 219, chance: 1 - survival), 1e-10))
    // 5 by month 6, 3 more by month 12, 2 still there; chances ½, ¼, ¼: 10!/(5!3!2!) (1/2)^5 (1/4)^5.
    #expect(
      close(
        LogLikelihood.leftByTime([5, 3], remaining: 2, survival: [0.5, 0.25]),
        log(2520 * pow(0.5, 5) * pow(0.25, 5))))
    #expect(LogLikelihood.leftByTime([5, 3], remaining: 2, survival: [0.5, 0.6]).isNaN)
    // A month-by-month binomial chain is the geometric likelihood.
    #expect(
      close(LogLikelihood.monthlyExits(2, personMonths: 9, chance: 0.2), 2 * log(0.2) + 7 * log(0.8)))
  }
}
