/// The sum of a sequence with the rounding errors of its additions carried along.
///
/// Neumaier's variant of Kahan summation: the result is as good as a sum in twice the precision, rounded
/// once. An empty sequence sums to 0.
///
/// - Complexity: O(n).
@inlinable
public func compensatedSum(_ values: some Sequence<Double>) -> Double {
  var sum = 0.0
  var compensation = 0.0
  for value in values {
    let next = sum + value
    compensation += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }
  return sum + compensation
}

/// The mean, or 0 of nothing.
///
/// - Complexity: O(n).
@inlinable
public func mean(_ values: some Collection<Double>) -> Double {
  values.isEmpty ? 0 : compensatedSum(values) / Double(values.count)
}

/// The variance with n − 1 in the denominator, or 0 of fewer than two values.
///
/// Two passes, so that nothing is lost where the spread is small beside the mean.
///
/// - Complexity: O(n).
@inlinable
public func variance(_ values: some Collection<Double>) -> Double {
  guard values.count > 1 else { return 0 }
  let centre = mean(values)
  return compensatedSum(values.lazy.map { ($0 - centre) * ($0 - centre) }) / Double(values.count - 1)
}
