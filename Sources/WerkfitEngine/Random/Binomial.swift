import Foundation

/// Below this mean of the rarer outcome one uniform number is inverted.
let mostByInversion = 24.0

/// How many of `n` people something with chance `p` happens to.
///
/// Inversion from one uniform number where n·min(p, 1 − p) < `mostByInversion`, which is monotone in n and p, so that common
/// random numbers couple; above that the transformed rejection BTRS of Hörmann (1993, "The generation of
/// binomial random variates", algorithm BTRS), with exact acceptance.
///
/// - Parameter logq: log(1 − p), where the caller has it.
@inline(__always)
func binomial(_ n: Double, _ p: Double, logq: Double? = nil, _ numbers: inout AddressedNumbers) -> Double {
  if n <= 0 || p <= 0 { return 0 }
  if p >= 1 { return n }
  if p <= 0.5 {
    return n * p < mostByInversion
      ? binomialByInversion(n, p, logq: logq ?? log1p(-p), numbers.next())
      : binomialByRejection(n, p, &numbers)
  }
  let q = 1 - p
  // The complement is drawn from the complement of the uniform, which keeps the result monotone in it.
  return n * q < mostByInversion
    ? n - binomialByInversion(n, q, logq: log(p), 1 - numbers.next())
    : n - binomialByRejection(n, q, &numbers)
}

/// The smallest k with P(X ≤ k) > u, by adding up the probabilities from 0.
@inline(__always)
func binomialByInversion(_ n: Double, _ p: Double, logq: Double, _ uniform: Double) -> Double {
  var probability = exp(n * logq)
  var rest = uniform
  if rest < probability { return 0 }
  let odds = p / (1 - p)
  var k = 0.0
  var ahead = odds * n
  while rest >= probability && k < n {
    rest -= probability
    k += 1
    probability *= ahead / k
    ahead -= odds
    if probability <= 0 { break }
  }
  return k
}

@inline(never)
func binomialByRejection(_ n: Double, _ p: Double, _ numbers: inout AddressedNumbers) -> Double {
  let spread = (n * p * (1 - p)).squareRoot()
  let b = 1.15 + 2.53 * spread
  let a = -0.0873 + 0.0248 * b + 0.01 * p
  let center = n * p + 0.5
  let squeeze = 0.92 - 4.2 / b
  while true {
    let u = numbers.next() - 0.5
    let v = 1 - numbers.next()
    let us = 0.5 - abs(u)
    let k = wholePart((2 * a / us + b) * u + center)
    if us >= 0.07 && v <= squeeze { return k }
    if !(k >= 0 && k <= n) { continue }
    let alpha = (2.83 + 5.1 / b) * spread
    if isUnderBinomial(k, log(v * alpha / (a / (us * us) + b)), n, p) { return k }
  }
}

/// The largest whole number that is not above `value`, without a call where that fits in an integer.
@inline(__always)
private func wholePart(_ value: Double) -> Double {
  guard abs(value) < 0x1p51 else { return value.rounded(.down) }
  let near = Double(Int64(value))
  return near > value ? near - 1 : near
}

/// Whether a height (its logarithm) lies under the probability of `k`, relative to that of the mode: the exact acceptance.
///
/// Apart, since few draws need it: its divisions would be done for every draw.
@inline(never)
private func isUnderBinomial(_ k: Double, _ height: Double, _ n: Double, _ p: Double) -> Bool {
  let odds = p / (1 - p)
  let mode = ((n + 1) * p).rounded(.down)
  let atMode: Double = (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1)))
  let between: Double = (n + 1) * log((n - mode + 1) / (n - k + 1))
  let atDraw: Double = (k + 0.5) * log(odds * (n - k + 1) / (k + 1))
  let tails: Double = stirlingTail(mode) + stirlingTail(n - mode) - stirlingTail(k) - stirlingTail(n - k)
  let bound: Double = atMode + between + atDraw + tails
  return height <= bound
}

/// The logarithm of the number of ways to choose k out of n.
private func logChoose(_ n: Double, _ k: Double) -> Double {
  logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

/// Logarithms of the factorials of 0 … 4,095, as the library's gamma function gives them.
private let logFactorials: [Double] = (0..<4_096).map { (number: Int) -> Double in lgamma(Double(number) + 1)
}

@inline(__always)
private func logFactorial(_ n: Double) -> Double {
  n < 4_096 ? logFactorials[Int(n)] : lgamma(n + 1)
}

/// log k! − [log √(2π) + (k + ½) log(k + 1) − (k + 1)], the tail of Stirling's series.
private func stirlingTail(_ k: Double) -> Double {
  if k < 10 {
    return logFactorial(k) - (0.918938533204672741780329736406 + (k + 0.5) * log(k + 1) - (k + 1))
  }
  let square = (k + 1) * (k + 1)
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1)
}

/// How many of `k` people drawn without replacement from `n` belong to a part of `m`.
///
/// Inversion from the mode outwards, with the probability at the mode from log-factorials
/// (Devroye 1986, "Non-uniform random variate generation", III.3): exact, in about √k steps.
func hypergeometric(_ k: Double, _ m: Double, of n: Double, _ uniform: Double) -> Double {
  if k <= 0 || m <= 0 { return 0 }
  if m >= n { return k }
  if k >= n { return m }
  let low = max(0, k - (n - m))
  let high = min(k, m)
  if low == high { return low }
  let mode = min(high, max(low, ((k + 1) * (m + 1) / (n + 2)).rounded(.down)))
  let ways = logChoose(m, mode) + logChoose(n - m, k - mode)
  let logMode: Double = ways - logChoose(n, k)
  var rest = uniform - exp(logMode)
  if rest < 0 { return mode }
  var up = mode
  var down = mode
  var upProbability = exp(logMode)
  var downProbability = upProbability
  while up < high || down > low {
    if up < high {
      let ahead: Double = (m - up) * (k - up)
      let behind: Double = (up + 1) * (n - m - k + up + 1)
      upProbability *= ahead / behind
      up += 1
      rest -= upProbability
      if rest < 0 { return up }
    }
    if down > low {
      let ahead: Double = down * (n - m - k + down)
      let behind: Double = (m - down + 1) * (k - down + 1)
      downProbability *= ahead / behind
      down -= 1
      rest -= downProbability
      if rest < 0 { return down }
    }
  }
  return mode
}
