import CGSL
import Foundation

/// A number found from the draws of several chains, with its Monte Carlo standard error.
public struct ChainEstimate: Sendable, Hashable, Codable {
  /// The number.
  public var value: Double
  /// Its Monte Carlo standard error.
  public var standardError: Double
}

extension ChainEstimate {
  /// The mean; its error is sd / √(effective size).
  public static func mean(of chains: [[Double]]) throws(CalibrationError) -> ChainEstimate {
    try ChainDiagnostics.check(chains)
    let pooled = chains.flatMap { $0 }
    let size = effectiveSize(chains)
    return ChainEstimate(
      value: WerkfitDecision.mean(pooled),
      standardError: size.map { (variance(pooled) / $0).squareRoot() } ?? 0)
  }

  /// The standard deviation; its error by the delta method on the squared distances, which assumes no
  /// normal distribution (Kenney and Keeping 1951; as in the R package posterior).
  public static func standardDeviation(
    of chains: [[Double]]
  ) throws(CalibrationError) -> ChainEstimate {
    try ChainDiagnostics.check(chains)
    let pooled = chains.flatMap { $0 }
    let centre = WerkfitDecision.mean(pooled)
    let squares = chains.map { $0.map { ($0 - centre) * ($0 - centre) } }
    let spread = variance(pooled)
    guard spread > 0, let size = effectiveSize(squares) else {
      return ChainEstimate(value: spread.squareRoot(), standardError: 0)
    }
    let ofSquares = variance(squares.flatMap { $0 }) / size
    return ChainEstimate(value: spread.squareRoot(), standardError: (ofSquares / spread / 4).squareRoot())
  }

  /// A quantile; its error is half the width between the order statistics that hold it with chance 0.68
  /// (Vehtari and others 2021).
  public static func quantile(
    of chains: [[Double]], at probability: Double
  ) throws(CalibrationError) -> ChainEstimate {
    try ChainDiagnostics.check(chains)
    guard probability > 0, probability < 1 else {
      throw .setting(name: "probability", found: probability, expected: "between 0 and 1")
    }
    werkfit_silence_gsl()
    let sorted = chains.flatMap { $0 }.sorted()
    let value = WerkfitDecision.quantile(ofSorted: sorted, at: probability)
    guard let size = sizeForQuantile(of: splitInHalves(chains), pooled: sorted, at: probability) else {
      return ChainEstimate(value: value, standardError: 0)
    }
    let (below, above) = (size * probability + 1, size * (1 - probability) + 1)
    let centre = below / (below + above)
    let spread = (centre * (1 - centre) / (below + above + 1)).squareRoot()
    let bounds = [-1.0, 1].map { side in
      // GSL's inverse does not converge everywhere; one standard deviation of the same distribution is
      // then close enough.
      let found = gsl_cdf_beta_Pinv(gsl_cdf_ugaussian_P(side), below, above)
      return found.isFinite ? found : centre + side * spread
    }
    let count = Double(sorted.count)
    let lower = sorted[Int(min(max((bounds[0] * count).rounded(.down), 1), count)) - 1]
    let upper = sorted[Int(min(max((bounds[1] * count).rounded(.up), 1), count)) - 1]
    return ChainEstimate(value: value, standardError: (upper - lower) / 2)
  }
}
