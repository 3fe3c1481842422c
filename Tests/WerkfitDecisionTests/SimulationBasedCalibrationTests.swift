import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Simulation-based calibration")
struct SimulationBasedCalibrationTests {
  /// k of 30 with a Beta(2, 3) prior, fitted as k of `fittedTrials`.
  private func betaBinomial(fittedTrials: Int, simulations: Int = 400) throws
    -> SimulationBasedCalibration
  {
    try SimulationBasedCalibration(
      names: ["p"], simulations: simulations, seed: 17,
      drawParameters: { seed in
        let generator = try CalibrationGenerator()
        generator.seek(seed: seed, chain: 0, purpose: .seeds, iteration: 0)
        return [gsl_ran_beta(generator.pointer, 2, 3)]
      },
      simulate: { parameters, seed in
        let generator = try CalibrationGenerator()
        generator.seek(seed: seed, chain: 0, purpose: .seeds, iteration: 0)
        return Int(gsl_ran_binomial(generator.pointer, parameters[0], 30))
      },
      fit: { observed, seed in
        // The prior through its density, so that no inverse of the beta distribution is needed.
        try PosteriorSampler(chains: 4, warmUp: 250, draws: 600, seed: seed)
          .sample(try .transformed([.chance]), names: ["p"]) { points in
            points.map { point in
              log(point[0]) + 2 * log1p(-point[0])
                + LogLikelihood.binomial(observed, of: fittedTrials, chance: point[0])
            }
          }
      })
  }

  @Test("Ranks are uniform with the right likelihood")
  func right() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let found = try betaBinomial(fittedTrials: 30).parameters[0]
    print("400 simulations and fits of 3,400 evaluations: \(clock.now - start)")
    #expect(found.probability > 1e-3, "\(found.histogram), p = \(found.probability)")
    #expect(found.histogram.reduce(0, +) == 400)
    // The mean rank of a uniform on 0 … 99 is 49.5 with sd 28.87/√400.
    #expect(abs(mean(found.ranks.map(Double.init)) - 49.5) < 4.5 * 28.87 / 20)
  }

  @Test("A likelihood with twice the number of participants is caught")
  func wrong() throws {
    let found = try betaBinomial(fittedTrials: 60).parameters[0]
    #expect(found.probability < 1e-4, "\(found.histogram)")
  }

  @Test("The same seed gives the same ranks, whatever the order of the fits")
  func repeats() throws {
    #expect(
      try betaBinomial(fittedTrials: 30, simulations: 100)
        == betaBinomial(fittedTrials: 30, simulations: 100))
  }

  @Test("Two parameters of a normal with known spread, one of them through a difference")
  func twoParameters() throws {
    let found = try SimulationBasedCalibration(
      names: ["x", "y"], simulations: 300, seed: 5,
      drawParameters: { seed in
        let generator = try CalibrationGenerator()
        generator.seek(seed: seed, chain: 1, purpose: .seeds, iteration: 0)
        return [generator.normal(), generator.normal()]
      },
      simulate: { parameters, seed in
        let generator = try CalibrationGenerator()
        generator.seek(seed: seed, chain: 1, purpose: .seeds, iteration: 0)
        return parameters[0] - parameters[1] + 0.3 * generator.normal()
      },
      fit: { observed, seed in
        try PosteriorSampler(chains: 8, warmUp: 250, draws: 500, seed: seed)
          .sample(.prior(dimension: 2) { $0 }, names: ["x", "y"]) { points in
            points.map { LogLikelihood.normal(observed, mean: $0[0] - $0[1], standardDeviation: 0.3) }
          }
      })
    for ranks in found.parameters { #expect(ranks.probability > 1e-3, "\(ranks.histogram)") }
  }

  @Test("The test of a histogram is Pearson's, and settings that cannot be are refused")
  func settings() {
    // Classes of 3 and 1 beside 2 and 2: χ² = ½ + ½ = 1, one degree of freedom: 0.3173.
    let ranks = SimulationBasedCalibration.Ranks(name: "p", ranks: [0, 1, 2, 9], draws: 9, classes: 2)
    #expect(ranks.histogram == [3, 1])
    #expect(ranks.chiSquare == 1)
    #expect(abs(ranks.probability - 0.31731050786) < 1e-9)
    #expect(
      throws: CalibrationError.setting(
        name: "draws", found: 100, expected: "one less than a multiple of 20 classes")
    ) {
      _ = try SimulationBasedCalibration(
        names: ["p"], simulations: 400, draws: 100, seed: 1, drawParameters: { _ in [0] },
        simulate: { _, _ in 0 }, fit: { _, _ in throw CalibrationError.cancelled })
    }
    #expect(throws: CalibrationError.cancelled) {
      _ = try SimulationBasedCalibration(
        names: ["p"], simulations: 400, seed: 1, drawParameters: { _ in [0] }, simulate: { _, _ in 0 },
        fit: { _, _ in throw CalibrationError.cancelled })
    }
  }
}
