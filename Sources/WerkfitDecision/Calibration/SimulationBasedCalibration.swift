import CGSL
import Foundation

/// Whether a fit gets back what went in, over many simulated data sets.
///
/// Talts, Betancourt, Simpson, Vehtari and Gelman 2018, "Validating Bayesian inference algorithms with
/// simulation-based calibration": draw parameters from the prior, data given them, fit; the rank of each true
/// parameter among L draws of its posterior is then uniform on 0 … L.
public struct SimulationBasedCalibration: Sendable, Hashable, Codable {
  /// The ranks of one parameter.
  public struct Ranks: Sendable, Hashable, Codable {
    /// The name of the parameter.
    public var name: String
    /// The rank per simulation, 0 … L.
    public var ranks: [Int]
    /// How many ranks fall in each class.
    public var histogram: [Int]
    /// Pearson's χ² of the histogram beside equal classes.
    public var chiSquare: Double
    /// The chance of at least this χ² if the ranks are uniform.
    public var probability: Double
  }

  /// The number of posterior draws L among which a true value is ranked.
  public var draws: Int
  /// Per parameter its ranks.
  public var parameters: [Ranks]

  /// Simulations and fits, in parallel; the same bits for any number of threads.
  ///
  /// - Parameters:
  ///   - names: The names of the parameters.
  ///   - simulations: How many data sets; at least five per class.
  ///   - draws: L; L + 1 must be a multiple of the number of classes.
  ///   - classes: The number of classes of the histogram.
  ///   - seed: The seed; each simulation gets seeds of its own from it.
  ///   - isCancelled: Asked before each simulation.
  ///   - drawParameters: True parameters from the prior, for a seed.
  ///   - simulate: Data given parameters, for a seed.
  ///   - fit: The posterior given data, for a seed. Of its draws L are taken, evenly spread: it must hold
  ///     enough that these hardly hang together.
  /// - Throws: `CalibrationError`, or the first error of a closure.
  public init<Observed>(
    names: [String], simulations: Int, draws: Int = 99, classes: Int = 20, seed: UInt64,
    isCancelled: @Sendable () -> Bool = { false },
    drawParameters: @Sendable (_ seed: UInt64) throws -> [Double],
    simulate: @Sendable (_ parameters: [Double], _ seed: UInt64) throws -> Observed,
    fit: @Sendable (_ observed: Observed, _ seed: UInt64) throws -> PosteriorDraws
  ) throws {
    guard classes > 1, (draws + 1).isMultiple(of: classes), draws > 0 else {
      throw CalibrationError.setting(
        name: "draws", found: Double(draws), expected: "one less than a multiple of \(classes) classes")
    }
    guard simulations >= 5 * classes else {
      throw CalibrationError.tooFew(what: "simulations", found: simulations, needed: 5 * classes)
    }
    let seeds = try Self.seeds(simulations, from: seed)
    let found = parallelMap(count: simulations) { simulation in
      Result { () throws -> [Int] in
        if isCancelled() { throw CalibrationError.cancelled }
        let own = seeds[simulation]
        let truth = try drawParameters(own[0])
        let posterior = try fit(try simulate(truth, own[1]), own[2])
        guard truth.count == names.count, posterior.names.count == names.count else {
          throw CalibrationError.length(of: "parameters", found: truth.count, expected: names.count)
        }
        let kept = try posterior.joint(draws)
        return truth.indices.map { index in kept.filter { $0[index] < truth[index] }.count }
      }
    }
    let ranks = try found.map { try $0.get() }
    self.draws = draws
    parameters = names.indices.map { index in
      Ranks(name: names[index], ranks: ranks.map { $0[index] }, draws: draws, classes: classes)
    }
  }

  /// Three seeds per simulation: for its parameters, its data and its fit.
  private static func seeds(_ count: Int, from seed: UInt64) throws(CalibrationError) -> [[UInt64]] {
    let generator = try CalibrationGenerator()
    return (0..<count).map { simulation in
      generator.seek(seed: seed, chain: simulation, purpose: .seeds, iteration: 0)
      return (0..<3).map { _ in
        UInt64(gsl_rng_get(generator.pointer)) << 32 | UInt64(gsl_rng_get(generator.pointer))
      }
    }
  }
}

extension SimulationBasedCalibration.Ranks {
  /// The histogram of ranks 0 … L and its test.
  init(name: String, ranks: [Int], draws: Int, classes: Int) {
    self.name = name
    self.ranks = ranks
    let width = (draws + 1) / classes
    var counts = [Int](repeating: 0, count: classes)
    for rank in ranks { counts[min(rank / width, classes - 1)] += 1 }
    histogram = counts
    let expected = Double(ranks.count) / Double(classes)
    chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    probability = gsl_cdf_chisq_Q(chiSquare, Double(classes - 1))
  }
}
