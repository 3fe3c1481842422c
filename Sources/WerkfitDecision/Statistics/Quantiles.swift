/// Quantiles of a sample by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
///
/// - Parameters:
///   - values: The sample, in any order; must not be empty.
///   - probabilities: The probabilities asked for, each from 0 to 1.
/// - Returns: One quantile per probability, in the same order; zeros for an empty sample.
/// - Complexity: O(n log n), and O(n) where all values are equal.
@inlinable
public func quantiles(_ values: some Collection<Double>, at probabilities: [Double]) -> [Double] {
  guard let first = values.first else { return probabilities.map { _ in 0 } }
  if values.allSatisfy({ $0 == first }) { return probabilities.map { _ in first } }
  let sorted = values.sorted()
  return probabilities.map { quantile(ofSorted: sorted, at: $0) }
}

/// The type 7 quantile of values that rise.
@usableFromInline
package func quantile(ofSorted sorted: [Double], at probability: Double) -> Double {
  guard let last = sorted.last else { return 0 }
  let position = Double(sorted.count - 1) * min(max(probability, 0), 1)
  let below = Int(position)
  guard below + 1 < sorted.count else { return last }
  let share = position - Double(below)
  // An infinite neighbour with weight 0 must not turn the quantile into NaN.
  return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below])
}
