import CGSL
import Foundation

/// How many independent draws the draws of several chains are worth, for the mean of what they hold.
///
/// Geyer's initial monotone sequence over the autocorrelations of all chains together (Vehtari, Gelman,
/// Simpson, Carpenter and Bürkner 2021), on chains split in halves.
///
/// - Parameter chains: The draws of each chain, equally many.
/// - Returns: The size, at most S·log₁₀ S of S draws; nil where the values do not vary or are too few.
/// - Complexity: O(n · lags with a positive correlation).
public func effectiveSize(_ chains: [[Double]]) -> Double? { sizeOfSplit(splitInHalves(chains)) }

/// Each chain as two: a chain that drifts then differs from itself.
///
/// The middle of an odd number is left out.
func splitInHalves(_ chains: [[Double]]) -> [[Double]] {
  chains.flatMap { [Array($0.prefix($0.count / 2)), Array($0.suffix($0.count / 2))] }
}

/// The effective size of chains taken as they are.
func sizeOfSplit(_ chains: [[Double]]) -> Double? {
  guard let length = chains.map(\.count).min(), length >= 4 else { return nil }
  let size = Double(length)
  let centred = chains.map { chain in
    let centre = mean(chain)
    return chain.map { $0 - centre }
  }
  let within = mean(centred.map { autocovariance($0, lag: 0) }) * size / (size - 1)
  let between = chains.count > 1 ? variance(chains.map { mean($0) }) : 0
  let total = within * (size - 1) / size + between
  guard total > 0, total.isFinite, within > 0 else { return nil }
  let correlation = { (lag: Int) -> Double in
    1 - (within - mean(centred.map { autocovariance($0, lag: lag) })) / total
  }
  var correlations = [1, correlation(1)]
  var even = 1.0
  var odd = correlations[1]
  var last = 0
  while last < length - 5, even + odd > 0 {
    last += 2
    even = correlation(last)
    odd = correlation(last + 1)
    correlations += even + odd >= 0 ? [even, odd] : [0, 0]
  }
  if even > 0 { correlations[last] = even }
  // Sums of pairs may not rise: a rise is noise.
  var pair = 2
  while pair <= last - 2 {
    let before = correlations[pair - 2] + correlations[pair - 1]
    if correlations[pair] + correlations[pair + 1] > before {
      correlations[pair] = before / 2
      correlations[pair + 1] = before / 2
    }
    pair += 2
  }
  let draws = Double(chains.count) * size
  let time = -1 + 2 * correlations[..<last].reduce(0, +) + correlations[last]
  return draws / max(time, 1 / log10(draws))
}

/// The autocovariance of centred values at a lag, divided by their number.
private func autocovariance(_ values: [Double], lag: Int) -> Double {
  let count = values.count
  return values.withUnsafeBufferPointer { values in
    var sum = 0.0
    for index in 0..<max(0, count - lag) { sum += values[index] * values[index + lag] }
    return sum / Double(count)
  }
}

/// Per value the standard normal quantile of its rank among all chains; equal values share their rank.
///
/// Φ⁻¹((r − 3/8) / (S + 1/4)), Vehtari and others 2021.
func normalScores(_ chains: [[Double]]) -> [[Double]] {
  let pooled = chains.flatMap { $0 }
  let order = pooled.indices.sorted { pooled[$0] < pooled[$1] }
  var scores = [Double](repeating: 0, count: pooled.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, pooled[order[end + 1]] == pooled[order[start]] { end += 1 }
    let rank = Double(start + end) / 2 + 1
    let score = gsl_cdf_ugaussian_Pinv((rank - 0.375) / (Double(pooled.count) + 0.25))
    for place in start...end { scores[order[place]] = score }
    start = end + 1
  }
  var rest = scores[...]
  return chains.map { chain in
    defer { rest = rest.dropFirst(chain.count) }
    return Array(rest.prefix(chain.count))
  }
}
