/// The mean of a sample.
public func mean(_ sample: [Double]) -> Double { sample.reduce(0, +) / Double(sample.count) }

/// The variance of a sample, with n − 1.
public func variance(_ sample: [Double]) -> Double {
  let middle = mean(sample)
  return sample.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(sample.count - 1)
}

/// How many standard errors the mean of a sample lies above a number.
public func standardScore(_ sample: [Double], against expected: Double) -> Double {
  (mean(sample) - expected) / (variance(sample) / Double(sample.count)).squareRoot()
}

/// The correlation of two samples.
public func correlation(_ first: [Double], _ second: [Double]) -> Double {
  let (a, b) = (mean(first), mean(second))
  let product = zip(first, second).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) } / Double(first.count - 1)
  return product / (variance(first) * variance(second)).squareRoot()
}
