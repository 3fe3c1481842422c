import Foundation

/// How many of something happens that happens `mean` times on average, independent of each other.
///
/// Inversion from one uniform number where the mean is below 10, which is monotone in the mean, so that common
/// random numbers couple; above that the transformed rejection PTRS of Hörmann (1993, "The transformed rejection
/// method for generating Poisson random variables", algorithm PTRS), with exact acceptance.
@inline(never)
func poisson(_ mean: Double, _ numbers: inout AddressedNumbers) -> Double {
  if mean <= 0 { return 0 }
  return mean < 10 ? poissonByInversion(mean, numbers.next()) : poissonByRejection(mean, &numbers)
}

/// The smallest k with P(X ≤ k) > u, by adding up the probabilities from 0.
private func poissonByInversion(_ mean: Double, _ uniform: Double) -> Double {
  var probability = exp(-mean)
  var rest = uniform
  var k = 0.0
  while rest >= probability && probability > 0 {
    rest -= probability
    k += 1
    probability *= mean / k
  }
  return k
}

private func poissonByRejection(_ mean: Double, _ numbers: inout AddressedNumbers) -> Double {
  let logMean = log(mean)
  let b = 0.931 + 2.53 * mean.squareRoot()
  let a = -0.059 + 0.02483 * b
  let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  let squeeze = 0.9277 - 3.6224 / (b - 2)
  while true {
    let u = numbers.next() - 0.5
    let v = 1 - numbers.next()
    let us = 0.5 - abs(u)
    let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
    if us >= 0.07 && v <= squeeze { return k }
    if k < 0 || (us < 0.013 && v > us) { continue }
    let bound = k * logMean - mean - lgamma(k + 1)
    if log(v * inverseAlpha / (a / (us * us) + b)) <= bound { return k }
  }
}
