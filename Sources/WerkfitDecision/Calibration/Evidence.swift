import CGSL

/// Something observed, with the law by which it varies around what a model predicts.
///
/// What a model must predict stands with each case. `logLikelihood` scores a prediction; `replicate` draws
/// what would have been observed if the prediction were true, for posterior predictive checks.
public enum Evidence: Sendable, Hashable, Codable {
  /// k of n; predicted: the chance.
  case count(Int, of: Int)
  /// k of n whose chances vary with a known correlation; predicted: the mean chance.
  case variedCount(Int, of: Int, dispersion: Double)
  /// A mean or another number with its standard error; predicted: its value.
  case value(Double, standardError: Double)
  /// A number of events; predicted: its mean.
  case events(Int)
  /// How many fall in each class; predicted: the share of each.
  case classes([Int])
  /// How many had left at the end of successive intervals, and how many were then still there; predicted: the
  /// chance to be still there at the end of each.
  case left([Int], remaining: Int)

  /// How many numbers a prediction has.
  public var predictionCount: Int {
    switch self {
    case .count, .variedCount, .value, .events: 1
    case .classes(let counts): counts.count
    case .left(let exits, _): exits.count
    }
  }

  /// The observed numbers, as many as a prediction has: counts, or the value.
  public var observed: [Double] {
    switch self {
    case .count(let count, _), .variedCount(let count, _, _), .events(let count): [Double(count)]
    case .value(let value, _): [value]
    case .classes(let counts), .left(let counts, _): counts.map(Double.init)
    }
  }

  /// The log-likelihood of a prediction; not a number where the prediction is none.
  public func logLikelihood(_ prediction: [Double]) -> Double {
    guard prediction.count == predictionCount, let first = prediction.first else { return .nan }
    return switch self {
    case .count(let count, let total): LogLikelihood.binomial(count, of: total, chance: first)
    case .variedCount(let count, let total, let dispersion):
      LogLikelihood.betaBinomial(count, of: total, chance: first, dispersion: dispersion)
    case .value(let value, let error): LogLikelihood.normal(value, mean: first, standardDeviation: error)
    case .events(let count): LogLikelihood.poisson(count, mean: first)
    case .classes(let counts): LogLikelihood.multinomial(counts, shares: prediction)
    case .left(let exits, let remaining):
      LogLikelihood.leftByTime(exits, remaining: remaining, survival: prediction)
    }
  }

  /// What would be observed in the same way if each prediction were true: one draw for each.
  ///
  /// - Parameters:
  ///   - predictions: Per draw from the posterior the prediction.
  ///   - seed: The seed; draw i has a stream of its own.
  /// - Returns: Per number observed, its replicates: what `PredictiveCheck` takes.
  /// - Throws: `CalibrationError.density` with a prediction that is none.
  public func replicates(_ predictions: [[Double]], seed: UInt64) throws(CalibrationError) -> [[Double]] {
    guard (0...Int(Int32.max)).contains(total), observed.allSatisfy({ $0.isFinite }) else {
      throw .setting(name: "observed", found: Double(total), expected: "0 up to \(Int32.max)")
    }
    let generator = try CalibrationGenerator()
    var columns = [[Double]](repeating: [], count: predictionCount)
    for (index, prediction) in predictions.enumerated() {
      guard !logLikelihood(prediction).isNaN else { throw .density(point: prediction, found: "nan") }
      generator.seek(seed: seed, chain: index, purpose: .replicate, iteration: 0)
      for (column, value) in replicate(prediction, generator.pointer).enumerated() {
        columns[column].append(value)
      }
    }
    return columns
  }

  /// How many people or things were looked at; 0 where that has no meaning.
  private var total: Int {
    switch self {
    case .count(_, let total), .variedCount(_, let total, _): total
    case .value, .events: 0
    case .classes(let counts): counts.contains { $0 < 0 } ? -1 : counts.reduce(0, +)
    case .left(let exits, let remaining):
      (exits + [remaining]).contains { $0 < 0 } ? -1 : exits.reduce(remaining, +)
    }
  }

  private func replicate(_ prediction: [Double], _ generator: UnsafeMutablePointer<gsl_rng>) -> [Double] {
    switch self {
    case .count:
      return [Double(gsl_ran_binomial(generator, prediction[0], UInt32(total)))]
    case .variedCount(_, _, let dispersion):
      var chance = prediction[0]
      if dispersion > 0, chance > 0, chance < 1 {
        let size = (1 - dispersion) / dispersion
        chance = gsl_ran_beta(generator, chance * size, (1 - chance) * size)
      }
      return [Double(gsl_ran_binomial(generator, chance, UInt32(total)))]
    case .value(_, let error):
      return [prediction[0] + gsl_ran_gaussian_ziggurat(generator, error)]
    case .events:
      return [Double(gsl_ran_poisson(generator, prediction[0]))]
    case .classes:
      return Self.divide(total, by: prediction, generator)
    case .left:
      let shares = zip([1] + prediction, prediction).map { $0 - $1 }
      return Self.divide(total, by: shares, generator)
    }
  }

  /// A total divided over classes one after the other, by binomials over what is left.
  private static func divide(
    _ total: Int, by shares: [Double], _ generator: UnsafeMutablePointer<gsl_rng>
  ) -> [Double] {
    var rest = total
    var chance = 1.0
    return shares.map { share in
      let own = chance > 0 ? min(1, max(0, share / chance)) : 0
      let count = Int(gsl_ran_binomial(generator, own, UInt32(rest)))
      rest -= count
      chance -= share
      return Double(count)
    }
  }
}
