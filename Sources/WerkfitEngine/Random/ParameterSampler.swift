import CGSL
import Foundation
import WerkfitStudy

/// Draws values of parameters with GSL's samplers from our own generator.
///
/// Each parameter has its own stream, addressed by its name and the number of the draw: adding or removing a
/// parameter never changes another. Not shared between threads.
final class ParameterSampler {
  private let generator: UnsafeMutablePointer<gsl_rng>
  private let key: UInt64

  /// A sampler under a seed.
  ///
  /// - Throws: `SimulationError.invalid` where there is no memory.
  init(seed: UInt64) throws {
    guard let generator = werkfit_generator_new() else {
      throw SimulationError.invalid("no memory for a random generator")
    }
    self.generator = generator
    key = parameterKey(seed: seed)
  }

  deinit { gsl_rng_free(generator) }

  /// Draws one value per component of a distribution into `values`.
  func draw(
    _ distribution: Distribution, name: UInt64, row: UInt32, into values: UnsafeMutablePointer<Double>
  ) {
    if let law = FlatLaw(distribution) { return draw(law, name: name, row: row, into: values) }
    werkfit_generator_seek(generator, key, row, name)
    switch distribution {
    case .discrete(let choices, let weights):
      var rest = gsl_rng_uniform(generator) * weights.reduce(0, +)
      values[0] = choices.last ?? 0
      for (choice, weight) in zip(choices, weights) {
        if rest < weight {
          values[0] = choice
          break
        }
        rest -= weight
      }
    case .empirical(let choices):
      let index = min(Int(gsl_rng_uniform(generator) * Double(choices.count)), choices.count - 1)
      values[0] = index >= 0 ? choices[index] : 0
    case .dirichlet(_, let counts):
      var sum = 0.0
      for (index, count) in counts.enumerated() {
        values[index] = count > 0 ? gsl_ran_gamma(generator, count, 1) : 0
        sum += values[index]
      }
      for index in counts.indices { values[index] /= sum }
    default: break
    }
  }

  /// Draws one value of a law without lists into `values`.
  func draw(_ law: FlatLaw, name: UInt64, row: UInt32, into values: UnsafeMutablePointer<Double>) {
    werkfit_generator_seek(generator, key, row, name)
    switch law.kind {
    case .fixed: values[0] = law.a
    case .beta: values[0] = betaDraw(law.a, law.b)
    case .normal: values[0] = law.a + gsl_ran_gaussian_ziggurat(generator, law.b)
    case .truncatedNormal:
      values[0] = truncatedNormalQuantile(
        gsl_rng_uniform_pos(generator), mean: law.a, sd: law.b, lower: law.c, upper: law.d)
    case .lognormal: values[0] = exp(law.a + gsl_ran_gaussian_ziggurat(generator, law.b))
    case .gamma: values[0] = gsl_ran_gamma(generator, law.a, law.b)
    case .uniform: values[0] = law.a + (law.b - law.a) * gsl_rng_uniform(generator)
    case .triangular:
      values[0] = triangularQuantile(gsl_rng_uniform(generator), lower: law.a, mode: law.b, upper: law.c)
    case .pert:
      let (lower, mode, upper, lambda) = (law.a, law.b, law.c, law.d)
      if upper > lower {
        let alpha = 1 + lambda * (mode - lower) / (upper - lower)
        let beta = 1 + lambda * (upper - mode) / (upper - lower)
        values[0] = lower + (upper - lower) * betaDraw(alpha, beta)
      } else {
        values[0] = lower
      }
    }
  }

  /// Draws the values of parameters that hang together, in the order of the copula, into `values`.
  ///
  /// - Parameter strata: The number of parts of each normal law, each drawn from once; 0 draws plainly.
  func draw(
    _ copula: CompiledCopula, row: UInt32, strata: Int, into values: UnsafeMutablePointer<Double>
  ) {
    let count = copula.distributions.count
    if copula.isInOrder {
      for index in 0..<count {
        guard case .empirical(let list) = copula.distributions[index], !list.isEmpty else { continue }
        values[index] = list[Int(row) % list.count]
      }
      return
    }
    werkfit_generator_seek(generator, key, row, copula.address)
    func share(_ index: Int) -> Double {
      let share = gsl_rng_uniform_pos(generator)
      guard strata > 0 else { return share }
      let order = Permutation(count: strata, key: key ^ address(copula.address, UInt64(index) &+ 0x1A71))
      return (Double(order.position(of: Int(row))) + share) / Double(strata)
    }
    if copula.factor.isEmpty {
      let place = share(0)
      for index in 0..<count {
        guard case .empirical(let list) = copula.distributions[index], !list.isEmpty else { continue }
        values[index] = list[min(Int(place * Double(list.count)), list.count - 1)]
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { normals in
      for index in 0..<count { normals[index] = gsl_cdf_ugaussian_Pinv(min(share(index), 1 - 1e-15)) }
      for index in 0..<count {
        var sum = 0.0
        for inner in 0...index { sum += copula.factor[index * count + inner] * normals[inner] }
        values[index] = copula.distributions[index].quantile(gsl_cdf_ugaussian_P(sum))
      }
    }
  }

  /// Draws one value per component of a distribution, one draw from each of `strata` equal parts of its law.
  ///
  /// Latin hypercube sampling (McKay, Beckman and Conover 1979): draw `row` falls in the part that a permutation of its
  /// own gives it, at a random place within.
  func drawStratified(
    _ distribution: Distribution, name: UInt64, row: UInt32, of strata: Int,
    into values: UnsafeMutablePointer<Double>
  ) {
    func place(_ component: Int) -> Double {
      let address = address(name, UInt64(component) &+ 0x1A71)
      werkfit_generator_seek(generator, key, row, address)
      let part = Permutation(count: strata, key: key ^ address).position(of: Int(row))
      return (Double(part) + gsl_rng_uniform(generator)) / Double(max(strata, 1))
    }
    guard case .dirichlet(_, let counts) = distribution else {
      values[0] = distribution.quantile(place(0))
      return
    }
    var sum = 0.0
    for (index, count) in counts.enumerated() {
      values[index] = count > 0 ? gsl_cdf_gamma_Pinv(place(index), count, 1) : 0
      sum += values[index]
    }
    for index in counts.indices { values[index] /= sum }
  }

  private func betaDraw(_ alpha: Double, _ beta: Double) -> Double {
    let x = gsl_ran_gamma(generator, alpha, 1)
    let y = gsl_ran_gamma(generator, beta, 1)
    return x + y > 0 ? x / (x + y) : alpha / (alpha + beta)
  }
}

/// The key under which parameters are drawn; never that of chance, whatever the seed.
func parameterKey(seed: UInt64) -> UInt64 { seed ^ Purpose.parameter.rawValue }

/// The value of a triangular distribution below which a share `u` lies.
func triangularQuantile(_ u: Double, lower: Double, mode: Double, upper: Double) -> Double {
  guard upper > lower else { return lower }
  let split = (mode - lower) / (upper - lower)
  return u < split
    ? lower + (u * (upper - lower) * (mode - lower)).squareRoot()
    : upper - ((1 - u) * (upper - lower) * (upper - mode)).squareRoot()
}

extension Distribution {
  /// How many numbers a draw gives: the components of a Dirichlet, else 1.
  public var componentCount: Int {
    if case .dirichlet(let components, _) = self { return components.count }
    return 1
  }

  /// The mean of each component.
  public var means: [Double] {
    switch self {
    case .fixed(let value): [value]
    case .beta(let alpha, let beta): [alpha / (alpha + beta)]
    case .normal(let mean, _): [mean]
    case .truncatedNormal(let mean, let sd, let lower, let upper):
      [truncatedNormalMean(mean: mean, sd: sd, lower: lower, upper: upper)]
    case .lognormal(let mu, let sigma): [exp(mu + sigma * sigma / 2)]
    case .gamma(let shape, let scale): [shape * scale]
    case .uniform(let lower, let upper): [(lower + upper) / 2]
    case .triangular(let lower, let mode, let upper): [(lower + mode + upper) / 3]
    case .pert(let lower, let mode, let upper, let lambda): [(lower + lambda * mode + upper) / (lambda + 2)]
    case .discrete(let values, let weights):
      [zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)]
    case .empirical(let values): [values.reduce(0, +) / Double(max(values.count, 1))]
    case .dirichlet(_, let counts): counts.map { $0 / counts.reduce(0, +) }
    }
  }

  /// Whether every draw gives the same value.
  public var isFixed: Bool {
    if case .fixed = self { return true }
    return false
  }
}

private func truncatedNormalMean(mean: Double, sd: Double, lower: Double, upper: Double) -> Double {
  guard sd > 0, lower < upper else { return min(max(mean, lower), upper) }
  let a = (lower - mean) / sd
  let b = (upper - mean) / sd
  let mass =
    a > 0 ? gsl_cdf_ugaussian_Q(a) - gsl_cdf_ugaussian_Q(b) : gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a)
  return mass > 0 ? mean + sd * (gsl_ran_ugaussian_pdf(a) - gsl_ran_ugaussian_pdf(b)) / mass : mean
}
