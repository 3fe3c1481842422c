import CGSL
import Foundation
import WerkfitStudy

extension Distribution {
  /// The value below which a share of the distribution lies.
  ///
  /// - Parameter share: From 0 to 1; the ends are moved in by 10⁻¹⁵, so that the value is finite.
  public func quantile(_ share: Double) -> Double {
    _ = gslIsSilent
    let share = min(max(share, 1e-15), 1 - 1e-15)
    switch self {
    case .fixed(let value): return value
    case .beta(let alpha, let beta): return betaQuantile(share, alpha, beta)
    case .normal(let mean, let sd): return mean + sd * gsl_cdf_ugaussian_Pinv(share)
    case .truncatedNormal(let mean, let sd, let lower, let upper):
      return truncatedNormalQuantile(share, mean: mean, sd: sd, lower: lower, upper: upper)
    case .lognormal(let mu, let sigma): return exp(mu + sigma * gsl_cdf_ugaussian_Pinv(share))
    case .gamma(let shape, let scale): return gsl_cdf_gamma_Pinv(share, shape, scale)
    case .uniform(let lower, let upper): return lower + (upper - lower) * share
    case .triangular(let lower, let mode, let upper):
      return triangularQuantile(share, lower: lower, mode: mode, upper: upper)
    case .pert(let lower, let mode, let upper, let lambda):
      guard upper > lower else { return lower }
      let alpha = 1 + lambda * (mode - lower) / (upper - lower)
      let beta = 1 + lambda * (upper - mode) / (upper - lower)
      return lower + (upper - lower) * betaQuantile(share, alpha, beta)
    case .discrete(let values, let weights):
      // In order of the values, so that a higher share never gives a lower one.
      let order = values.indices.sorted { values[$0] < values[$1] }
      var rest = share * weights.reduce(0, +)
      for index in order {
        if rest < weights[index] { return values[index] }
        rest -= weights[index]
      }
      return order.last.map { values[$0] } ?? 0
    case .empirical(let values):
      let sorted = values.sorted()
      let index = min(Int(share * Double(sorted.count)), sorted.count - 1)
      return index >= 0 ? sorted[index] : 0
    case .dirichlet: return .nan
    }
  }
}

/// GSL ends the program where an iteration does not converge, unless it is told once not to.
private let gslIsSilent: Void = werkfit_silence_gsl()

/// The quantile of a beta law; by halving where GSL's iteration does not come to an end.
private func betaQuantile(_ share: Double, _ alpha: Double, _ beta: Double) -> Double {
  let found = gsl_cdf_beta_Pinv(share, alpha, beta)
  if found.isFinite, found >= 0, found <= 1, abs(gsl_cdf_beta_P(found, alpha, beta) - share) < 1e-6 {
    return found
  }
  var (low, high) = (0.0, 1.0)
  for _ in 0..<200 where high - low > 1e-16 * high {
    let middle = (low + high) / 2
    if gsl_cdf_beta_P(middle, alpha, beta) < share { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

/// The quantile of a normal law between bounds, in the tail that keeps digits.
func truncatedNormalQuantile(
  _ share: Double, mean: Double, sd: Double, lower: Double, upper: Double
) -> Double {
  guard sd > 0, lower < upper else { return min(max(mean, lower), upper) }
  let a = (lower - mean) / sd
  let b = (upper - mean) / sd
  let z: Double
  if a > 0 {
    let qa = gsl_cdf_ugaussian_Q(a)
    z = gsl_cdf_ugaussian_Qinv(qa - share * (qa - gsl_cdf_ugaussian_Q(b)))
  } else {
    let pa = gsl_cdf_ugaussian_P(a)
    z = gsl_cdf_ugaussian_Pinv(pa + share * (gsl_cdf_ugaussian_P(b) - pa))
  }
  return min(max(mean + sd * z, lower), upper)
}
