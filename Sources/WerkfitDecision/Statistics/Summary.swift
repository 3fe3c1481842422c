/// A lower and an upper bound.
public struct Interval: Sendable, Hashable, Codable {
  /// The lower bound.
  public var lower: Double
  /// The upper bound.
  public var upper: Double

  /// An interval between two bounds.
  @inlinable
  public init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

/// What a sample says of one number: its middle, its spread, and how exactly the middle is known.
public struct Summary: Sendable, Hashable, Codable {
  /// The mean.
  public var mean: Double
  /// The Monte Carlo standard error of the mean: what it would vary with another seed.
  public var standardError: Double
  /// The standard deviation of the sample (n − 1).
  public var standardDeviation: Double
  /// The median.
  public var median: Double
  /// From the 10th to the 90th percentile.
  public var interval80: Interval
  /// From the 2.5th to the 97.5th percentile.
  public var interval95: Interval

  /// A summary of a sample.
  ///
  /// - Parameters:
  ///   - sample: The values; row r·K + c is chance c of draw r.
  ///   - chancesPerDraw: K. Rows of one draw share their parameters, so that the standard error is that of
  ///     the averages per draw.
  ///   - standardError: The Monte Carlo error where the caller knows it; nil derives it from the sample.
  @inlinable
  public init(
    of sample: some RandomAccessCollection<Double>, chancesPerDraw: Int = 1, standardError: Double? = nil
  ) {
    mean = WerkfitDecision.mean(sample)
    standardDeviation = variance(sample).squareRoot()
    self.standardError = standardError ?? errorOfMean(sample, chancesPerDraw: chancesPerDraw)
    let points = quantiles(sample, at: [0.025, 0.1, 0.5, 0.9, 0.975])
    median = points[2]
    interval80 = Interval(points[1], points[3])
    interval95 = Interval(points[0], points[4])
  }
}

/// The averages of each block of K successive values; a last, incomplete block is averaged too.
@inlinable
package func blockAverages(_ values: some RandomAccessCollection<Double>, size: Int) -> [Double] {
  guard size > 1 else { return Array(values) }
  var averages: [Double] = []
  averages.reserveCapacity(values.count / size + 1)
  var rest = values[...]
  while !rest.isEmpty {
    averages.append(mean(rest.prefix(size)))
    rest = rest.dropFirst(size)
  }
  return averages
}

/// The Monte Carlo standard error of the mean of rows that share their parameters in blocks of K.
@inlinable
package func errorOfMean(_ values: some RandomAccessCollection<Double>, chancesPerDraw: Int) -> Double {
  let averages = blockAverages(values, size: chancesPerDraw)
  if averages.count > 1 { return (variance(averages) / Double(averages.count)).squareRoot() }
  return values.isEmpty ? 0 : (variance(values) / Double(values.count)).squareRoot()
}
