/// A chance, found by counting in how many of the draws something holds.
public struct Probability: Sendable, Hashable, Codable {
  /// The share of the draws, 0 to 1; a tie between k scenarios counts as 1/k for each.
  public var probability: Double
  /// The number of draws or replications counted.
  public var count: Int
  /// The Monte Carlo standard error.
  public var standardError: Double

  /// A chance from the share that each row gives it (mostly 0 or 1).
  ///
  /// - Parameters:
  ///   - shares: Per row the share, 0 to 1.
  ///   - chancesPerDraw: How many successive rows share their parameters.
  public init(shares: [Double], chancesPerDraw: Int = 1) {
    probability = mean(shares)
    count = shares.count
    standardError = errorOfMean(shares, chancesPerDraw: chancesPerDraw)
  }

  /// The chance that the condition holds.
  @inlinable
  public init(
    _ values: some Collection<Double>, chancesPerDraw: Int = 1, that condition: (Double) -> Bool
  ) {
    self.init(shares: values.map { condition($0) ? 1 : 0 }, chancesPerDraw: chancesPerDraw)
  }
}

/// Per scenario its share of being best in each row: ties are shared.
///
/// - Parameter columns: One column per scenario, of equal length; higher is better.
/// - Returns: One column of shares per scenario.
public func sharesOfBeingBest(_ columns: [[Double]]) -> [[Double]] {
  guard let rows = columns.map(\.count).min() else { return [] }
  var shares = columns.map { _ in [Double](repeating: 0, count: rows) }
  for row in 0..<rows {
    let best = columns.reduce(-Double.infinity) { max($0, $1[row]) }
    let winners = columns.indices.filter { columns[$0][row] == best }
    for winner in winners { shares[winner][row] = 1 / Double(winners.count) }
  }
  return shares
}

/// Per scenario the mean loss of choosing it, beside the best choice in each row (expected regret).
///
/// - Parameter columns: One column per scenario, of equal length; higher is better.
public func expectedRegrets(_ columns: [[Double]]) -> [Double] {
  guard let rows = columns.map(\.count).min(), rows > 0 else { return columns.map { _ in 0 } }
  let best = (0..<rows).map { row in columns.reduce(-Double.infinity) { max($0, $1[row]) } }
  return columns.map { column in mean((0..<rows).map { best[$0] - column[$0] }) }
}
