import Foundation

/// The regularised incomplete gamma function P(a, x), by its series or its continued fraction.
///
/// Both as in the Digital Library of Mathematical Functions, 8.11.4 and 8.9.2 (evaluated by Lentz's method).
public func incompleteGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 0 }
  let front = exp(a * log(x) - x - lgamma(a))
  if x < a + 1 {
    var (term, sum) = (1 / a, 1 / a)
    var n = a
    while abs(term) > 1e-17 * abs(sum) {
      n += 1
      term *= x / n
      sum += term
    }
    return front * sum
  }
  var b = x + 1 - a
  var c = 1e300
  var d = 1 / b
  var value = d
  for i in 1...10_000 {
    let step = -Double(i) * (Double(i) - a)
    b += 2
    d = 1 / (step * d + b)
    c = b + step / c
    value *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return 1 - front * value
}

/// The regularised incomplete beta function I_x(a, b), by its continued fraction.
///
/// Digital Library of Mathematical Functions, 8.17.22, evaluated by Lentz's method.
public func incompleteBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(b, a, 1 - x) }
  let logBeta = lgamma(a) + lgamma(b) - lgamma(a + b)
  let logFront: Double = a * log(x) + b * log(1 - x) - logBeta
  let front: Double = exp(logFront) / a
  var (c, d) = (1.0, 1 / (1 - (a + b) * x / (a + 1)))
  var value = d
  for m in 1...10_000 {
    let k = Double(m)
    let even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= c * d
    let odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    value *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return front * value
}

/// The chance that a sample of n from a continuous law lies at least as far from it as the given distance.
///
/// Kolmogorov's limit with the correction of Stephens (1970), good for small chances and n over 30.
public func kolmogorovTail(distance: Double, n: Int) -> Double {
  let root = Double(n).squareRoot()
  let lambda = (root + 0.12 + 0.11 / root) * distance
  var sum = 0.0
  for k in 1...100 {
    sum += (k % 2 == 1 ? 2 : -2) * exp(-2 * Double(k * k) * lambda * lambda)
  }
  return min(1, max(0, sum))
}

/// The largest distance between the steps of a sample and a distribution function.
public func kolmogorovDistance(_ sample: [Double], _ cdf: (Double) -> Double) -> Double {
  let sorted = sample.sorted()
  let n = Double(sorted.count)
  return sorted.enumerated().reduce(0) { worst, entry in
    let below = cdf(entry.element)
    return max(worst, below - Double(entry.offset) / n, Double(entry.offset + 1) / n - below)
  }
}
