import Foundation

extension Distribution {
  /// The mean; nil for a Dirichlet, which has one for each component (see `componentMeans`).
  var expectedValue: Double? {
    switch self {
    case .fixed(let value): value
    case .beta(let alpha, let beta): alpha / (alpha + beta)
    case .normal(let mean, _): mean
    case .truncatedNormal(let mean, let sd, let lower, let upper):
      truncatedMean(mean: mean, sd: sd, lower: lower, upper: upper)
    case .lognormal(let mu, let sigma): exp(mu + sigma * sigma / 2)
    case .gamma(let shape, let scale): shape * scale
    case .uniform(let lower, let upper): (lower + upper) / 2
    case .triangular(let lower, let mode, let upper): (lower + mode + upper) / 3
    case .pert(let lower, let mode, let upper, let lambda): (lower + lambda * mode + upper) / (lambda + 2)
    case .discrete(let values, let weights):
      zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    case .empirical(let values): values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    case .dirichlet: nil
    }
  }

  /// The mean share of each component of a Dirichlet; empty for any other distribution.
  var componentMeans: [(component: String, mean: Double)] {
    guard case .dirichlet(let components, let counts) = self else { return [] }
    let total = counts.reduce(0, +)
    return zip(components, counts).map { (component: $0, mean: $1 / total) }
  }
}

/// The mean of a normal distribution conditioned on bounds: mean + sd·(φ(a) − φ(b))/(Φ(b) − Φ(a)).
///
/// In a far tail, where the mass rounds to nothing, it is the bound nearest to the mean.
private func truncatedMean(mean: Double, sd: Double, lower: Double, upper: Double) -> Double {
  let from = (lower - mean) / sd
  let to = (upper - mean) / sd
  func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }
  // Above zero the upper tail is exact where the lower one rounds to 1.
  let mass =
    from > 0
    ? (erfc(from / 2.0.squareRoot()) - erfc(to / 2.0.squareRoot())) / 2
    : (erfc(-to / 2.0.squareRoot()) - erfc(-from / 2.0.squareRoot())) / 2
  guard mass > 1e-300 else { return Swift.min(Swift.max(mean, lower), upper) }
  return Swift.min(Swift.max(mean + sd * (density(from) - density(to)) / mass, lower), upper)
}
