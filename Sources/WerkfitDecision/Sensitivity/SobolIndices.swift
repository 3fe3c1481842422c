/// A number found from a sample, with its Monte Carlo standard error.
public struct SampledValue: Sendable, Hashable, Codable {
  /// The number.
  public var value: Double
  /// Its Monte Carlo standard error.
  public var standardError: Double

  /// A number with its error.
  public init(_ value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}

/// What share of the variance of one outcome each parameter explains.
public struct SobolIndices: Sendable, Hashable, Codable {
  /// A share of the variance with its bootstrap error and interval.
  public struct Index: Sendable, Hashable, Codable {
    /// The estimate; may fall slightly outside 0 to 1 by chance.
    public var value: Double
    /// The bootstrap standard error.
    public var standardError: Double
    /// From the 2.5th to the 97.5th bootstrap percentile.
    public var interval95: Interval
  }

  /// The mean of the outcome over the points of A and B.
  public var mean: Double
  /// The variance of the outcome over the points of A and B.
  public var variance: Double
  /// Per parameter the first-order index: the share explained by this parameter alone.
  public var first: [Index]
  /// Per parameter the total index: the share in which it takes part, alone or together with others.
  public var total: [Index]
}

extension SobolDesign {
  /// First-order and total indices of many outcomes at once.
  ///
  /// With f centred at its mean, per parameter
  ///
  ///     first   Σ f(B)·(f(AB_i) − f(A)) / n / V      Saltelli et al. 2010, table 2, eq. (b)
  ///     total   Σ (f(A) − f(AB_i))² / 2n / V         Jansen 1999; Saltelli et al. 2010, table 2, eq. (f)
  ///
  /// where V is the variance over A and B. Centring leaves the expectation as it is and takes most of the
  /// noise out. An outcome without variance has indices of exactly 0, and so has a parameter that moves
  /// nothing. Errors come from resampling base points (with a fixed seed, the same resamples for all
  /// outcomes); for a Latin hypercube they err on the large side.
  ///
  /// - Parameters:
  ///   - outcomes: One column per outcome, each with `rowCount` values in the order of the rows.
  ///   - chances: K where each number was found by K simulated chances: row r·K + c of a column is then chance c at
  ///     row r, and all rows of a base point have met the same chances. What chance does to the squares and products is
  ///     taken out without bias.
  ///   - resamples: The number of bootstrap resamples, at least 2.
  /// - Throws: `SensitivityError.wrongCount`, `.notFinite` or `.badSetting`.
  /// - Complexity: O(outcomes · resamples · k · n).
  public func indices(
    of outcomes: [[Double]], chances: Int = 1, resamples: Int = 200
  ) throws -> [SobolIndices] {
    guard chances >= 1 else { throw SensitivityError.badSetting("chances") }
    guard resamples >= 2 else { throw SensitivityError.badSetting("resamples") }
    for outcome in outcomes {
      guard outcome.count == rowCount * chances else {
        throw SensitivityError.wrongCount(found: outcome.count, expected: rowCount * chances)
      }
      if let row = outcome.firstIndex(where: { !$0.isFinite }) { throw SensitivityError.notFinite(row: row) }
    }
    let weights = try resampleWeights(resamples)
    return parallelMap(count: outcomes.count) { number in
      SobolTerms(
        outcomes[number], parameters: parameterCount, points: basePointCount,
        chances: chances
      )
      .indices(weights: weights, resamples: resamples)
    }
  }

  /// How often each resample takes each base point, resample by resample.
  private func resampleWeights(_ resamples: Int) throws -> [Double] {
    let n = basePointCount
    let generator = try UnitGenerator(key: seed)
    var weights = [Double](repeating: 0, count: resamples * n)
    for resample in 0..<resamples {
      generator.seek(row: resample, address: UnitPurpose.bootstrap)
      for _ in 0..<n { weights[resample * n + generator.index(below: n)] += 1 }
    }
    return weights
  }
}

/// The terms per base point whose means make the indices, column by column.
private struct SobolTerms {
  /// The mean of the outcome.
  let centre: Double
  let parameters: Int
  let points: Int
  /// Half of f(A) + f(B), half of f(A)² + f(B)², then per parameter the first-order and the total term.
  let columns: [Double]

  init(_ rows: [Double], parameters: Int, points: Int, chances: Int) {
    let outcome =
      chances == 1
      ? rows : (0..<(rows.count / chances)).map { mean(rows[($0 * chances)..<(($0 + 1) * chances)]) }
    self.parameters = parameters
    self.points = points
    let base = outcome[..<(2 * points)]
    let first = outcome[0]
    // A mean of equal numbers may differ from them in the last bit: the indices must be exactly 0.
    let centre = base.allSatisfy({ $0 == first }) ? first : mean(base)
    self.centre = centre
    var columns = [Double](repeating: 0, count: (2 + 2 * parameters) * points)
    for point in 0..<points {
      let (a, b) = (outcome[point] - centre, outcome[points + point] - centre)
      columns[point] = (a + b) / 2
      columns[points + point] = (a * a + b * b) / 2
      if chances > 1 {
        let noise = [point, points + point].map { chanceCovariance(rows, $0, $0, chances) }
        columns[points + point] -= (noise[0] + noise[1]) / 2
      }
      for parameter in 0..<parameters {
        let step = outcome[(2 + parameter) * points + point] - outcome[point]
        columns[(2 + 2 * parameter) * points + point] = b * step
        columns[(3 + 2 * parameter) * points + point] = step * step / 2
        if chances > 1 {
          let (row, fromB) = ((2 + parameter) * points + point, points + point)
          let joint = { chanceCovariance(rows, $0, $1, chances) }
          columns[(2 + 2 * parameter) * points + point] -= joint(fromB, row) - joint(fromB, point)
          columns[(3 + 2 * parameter) * points + point] -=
            (joint(row, row) - 2 * joint(row, point) + joint(point, point)) / 2
        }
      }
    }
    self.columns = columns
  }

  func indices(weights: [Double], resamples: Int) -> SobolIndices {
    let whole = ratios([Double](repeating: 1, count: points)[...])
    let drawn = (0..<resamples).map { ratios(weights[($0 * points)..<(($0 + 1) * points)]).shares }
    func index(_ place: Int) -> SobolIndices.Index {
      let sample = drawn.map { $0[place] }
      let bounds = quantiles(sample, at: [0.025, 0.975])
      return SobolIndices.Index(
        value: whole.shares[place], standardError: variance(sample).squareRoot(),
        interval95: Interval(bounds[0], bounds[1]))
    }
    let pairs = Double(2 * points)
    return SobolIndices(
      mean: centre, variance: whole.variance * pairs / (pairs - 1),
      first: (0..<parameters).map { index(2 * $0) }, total: (0..<parameters).map { index(2 * $0 + 1) })
  }

  /// The variance (with 2n in the denominator) and the indices where each base point counts `weights` times.
  private func ratios(_ weights: ArraySlice<Double>) -> (variance: Double, shares: [Double]) {
    let count = Double(points)
    let means = columns.withUnsafeBufferPointer { columns in
      weights.withUnsafeBufferPointer { weights in
        (0..<(2 + 2 * parameters)).map { column in
          // Four sums at once, since one waits for each addition.
          var sums = SIMD4<Double>()
          var point = 0
          let start = column * points
          while point + 4 <= points {
            let at = start + point
            let values = SIMD4(columns[at], columns[at + 1], columns[at + 2], columns[at + 3])
            sums += values * SIMD4(weights[point], weights[point + 1], weights[point + 2], weights[point + 3])
            point += 4
          }
          var sum = sums.sum()
          while point < points {
            sum += columns[start + point] * weights[point]
            point += 1
          }
          return sum / count
        }
      }
    }
    let variance = means[1] - means[0] * means[0]
    let shares = means[2...].map { variance > 0 ? $0 / variance : 0 }
    return (max(0, variance), shares)
  }
}

/// How the means of two rows vary together by chance: the covariance over their chances, divided by the number of those.
private func chanceCovariance(_ rows: [Double], _ one: Int, _ other: Int, _ chances: Int) -> Double {
  rows.withUnsafeBufferPointer { rows in
    let (left, right) = (one * chances, other * chances)
    var (sumLeft, sumRight) = (0.0, 0.0)
    for chance in 0..<chances {
      sumLeft += rows[left + chance]
      sumRight += rows[right + chance]
    }
    let (centre, other) = (sumLeft / Double(chances), sumRight / Double(chances))
    var product = 0.0
    for chance in 0..<chances { product += (rows[left + chance] - centre) * (rows[right + chance] - other) }
    return product / Double(chances - 1) / Double(chances)
  }
}
