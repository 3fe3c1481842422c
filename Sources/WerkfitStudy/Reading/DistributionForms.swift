import Foundation

/// Distributions from the ways in which papers publish them.
///
/// All formulas are the usual moment or quantile identities; the tests check each against its closed form.
enum DistributionForms {
  /// The 97.5% point of the standard normal distribution: half the width of a 95% interval in sds.
  static let normal975 = 1.959963984540054

  /// Beta with the given mean and standard deviation, or nil where there is none (sd² ≥ mean·(1 − mean)).
  static func beta(mean: Double, sd: Double) -> Distribution? {
    guard mean > 0, mean < 1, sd > 0 else { return nil }
    let size = mean * (1 - mean) / (sd * sd) - 1
    guard size > 0, size.isFinite else { return nil }
    return .beta(alpha: mean * size, beta: (1 - mean) * size)
  }

  /// Gamma with the given mean and standard deviation, both above zero.
  static func gamma(mean: Double, sd: Double) -> Distribution? {
    guard mean > 0, sd > 0 else { return nil }
    let shape = (mean / sd) * (mean / sd)
    let scale = sd * (sd / mean)
    guard shape.isFinite, shape > 0, scale.isFinite, scale > 0 else { return nil }
    return .gamma(shape: shape, scale: scale)
  }

  /// Lognormal with the given mean and standard deviation, both above zero.
  static func lognormal(mean: Double, sd: Double) -> Distribution? {
    guard mean > 0, sd > 0 else { return nil }
    let variance = log1p((sd / mean) * (sd / mean))
    guard variance.isFinite, variance > 0 else { return nil }
    return .lognormal(mu: log(mean) - variance / 2, sigma: variance.squareRoot())
  }

  /// Lognormal with the given median, and a sigma such that the 95% interval is as wide as given on the
  /// scale of the logarithm.
  static func lognormal(median: Double, low: Double, high: Double) -> Distribution? {
    guard low > 0, low < median, median < high else { return nil }
    let sigma = (log(high) - log(low)) / (2 * normal975)
    guard sigma.isFinite, sigma > 0 else { return nil }
    return .lognormal(mu: log(median), sigma: sigma)
  }

  /// The distribution of a value with a standard deviation: beta for a chance or share, gamma for money
  /// and durations, normal for anything else; nil where there is none.
  static func spread(of value: Double, sd: Double, dimension: Dimension, isShare: Bool) -> Distribution? {
    guard sd > 0 else { return .fixed(value) }
    if dimension == .chance || isShare { return beta(mean: value, sd: sd) }
    switch dimension {
    case .money, .duration: return gamma(mean: value, sd: sd)
    case .plain, .chance, .persons: return .normal(mean: value, sd: sd)
    }
  }
}
