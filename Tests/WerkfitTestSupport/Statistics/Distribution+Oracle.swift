import Foundation
import WerkfitStudy

extension Distribution {
  /// The mean by its closed form; NaN for a Dirichlet, which has one per component.
  public var oracleMean: Double {
    switch self {
    case .fixed(let value): return value
    case .beta(let alpha, let beta): return alpha / (alpha + beta)
    case .normal(let mean, _): return mean
    case .truncatedNormal(let mean, let sd, let lower, let upper):
      let a = (lower - mean) / sd
      let b = (upper - mean) / sd
      return mean + sd * (normalDensity(a) - normalDensity(b)) / (normalCDF(b) - normalCDF(a))
    case .lognormal(let mu, let sigma): return exp(mu + sigma * sigma / 2)
    case .gamma(let shape, let scale): return shape * scale
    case .uniform(let lower, let upper): return (lower + upper) / 2
    case .triangular(let lower, let mode, let upper): return (lower + mode + upper) / 3
    case .pert(let lower, let mode, let upper, let lambda):
      return (lower + lambda * mode + upper) / (lambda + 2)
    case .discrete(let values, let weights):
      return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    case .empirical(let values): return values.reduce(0, +) / Double(values.count)
    case .dirichlet: return .nan
    }
  }
}

/// The density of the standard normal distribution.
public func normalDensity(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }

/// The standard normal distribution function, accurate in both tails.
public func normalCDF(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
