/// The mean of a sample with its Monte Carlo standard error.
///
/// The sums are written out for plain arrays, since curves over many prices take the mean of millions of
/// numbers, and a generic sum is many times slower where the compiler cannot see through it.
func sampledMean(_ values: [Double]) -> SampledValue {
  guard !values.isEmpty else { return SampledValue(0, standardError: 0) }
  let count = Double(values.count)
  let centre = carriedSum(values, around: 0, squared: false) / count
  guard values.count > 1 else { return SampledValue(centre, standardError: 0) }
  let squares = carriedSum(values, around: centre, squared: true)
  return SampledValue(centre, standardError: (squares / (count - 1) / count).squareRoot())
}

/// A chance from the share that each draw gives it.
func sampledChance(_ shares: [Double]) -> Probability {
  let found = sampledMean(shares)
  var chance = Probability(shares: [])
  chance.probability = found.value
  chance.count = shares.count
  chance.standardError = found.standardError
  return chance
}

/// The sum of x − centre, or of its square, with the rounding errors carried along (Neumaier 1974).
private func carriedSum(_ values: [Double], around centre: Double, squared: Bool) -> Double {
  values.withUnsafeBufferPointer { values in
    var (sum, carried) = (0.0, 0.0)
    for value in values {
      let step = value - centre
      let term = squared ? step * step : step
      let next = sum + term
      carried += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
      sum = next
    }
    return sum + carried
  }
}
