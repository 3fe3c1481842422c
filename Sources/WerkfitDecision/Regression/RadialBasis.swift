import Foundation

/// A Gaussian process of low rank in several parameters: an intercept, straight lines, and a Matérn 5/2
/// kernel around some of the draws.
///
/// Strong, Oakley and Brennan (2014) regress net benefit on a set of parameters with a Gaussian process. With
/// the kernel around m of the draws instead of all (the subset of regressors of Silverman 1985; Quiñonero
/// Candela and Rasmussen 2005, section 4) the cost falls from n³ to n·m². The penalty is the squared norm of
/// the kernel part, so that straight lines cost nothing. The kernel sees normal scores, which makes it
/// indifferent to heavy tails; the lines see the parameters themselves.
struct RadialBasis: Sendable {
  /// Per row the normal scores of the parameters, row by row.
  private let scores: [Double]
  /// Per row the standardised parameters, row by row.
  private let lines: [Double]
  /// The number of parameters.
  let dimension: Int
  /// The number of rows.
  let rows: Int
  /// The rows around which the kernel stands, spread over the draws; the first few are spread as well.
  private let centres: [Int]

  /// The basis of parameters that each vary.
  ///
  /// - Parameter centres: How many draws the kernel stands around; nil takes what suits the dimension.
  init(_ parameters: [[Double]], centres: Int? = nil) {
    dimension = parameters.count
    rows = parameters.first?.count ?? 0
    let ranked = parameters.map(ranks)
    scores = Self.interleaved(ranked.map { normalScores(ranks: $0) })
    lines = Self.interleaved(parameters.map(standardised))
    let wanted = centres ?? min(30 * parameters.count, 120)
    self.centres = Self.spread(
      Self.interleaved(ranked), dimension: parameters.count, count: min(wanted, max(1, rows / 10)))
  }

  /// The design at some of the rows, with a length of the kernel per parameter.
  ///
  /// - Parameter limit: How many of the centres to use at most.
  func design(lengths: [Double], rows wanted: some Collection<Int>, limit: Int = .max) -> Design {
    let used = Array(centres.prefix(limit))
    let columns = 1 + dimension + used.count
    let weights = lengths.map { 1 / $0 }
    var values = [Double](repeating: 0, count: wanted.count * columns)
    values.withUnsafeMutableBufferPointer { values in
      scores.withUnsafeBufferPointer { scores in
        for (place, row) in wanted.enumerated() {
          let line = place * columns
          values[line] = 1
          for k in 0..<dimension { values[line + 1 + k] = lines[row * dimension + k] }
          for (k, centre) in used.enumerated() {
            values[line + 1 + dimension + k] = Self.kernel(scores, row, centre, weights)
          }
        }
      }
    }
    var penalty = [Double](repeating: 0, count: columns * columns)
    scores.withUnsafeBufferPointer { scores in
      for (a, one) in used.enumerated() {
        for (b, other) in used.enumerated() {
          penalty[(1 + dimension + a) * columns + 1 + dimension + b] = Self.kernel(
            scores, one, other, weights)
        }
      }
    }
    return Design(dense: values, columns: columns, penalty: penalty)
  }

  /// The Matérn 5/2 kernel between two rows.
  @inline(__always)
  private static func kernel(
    _ scores: UnsafeBufferPointer<Double>, _ one: Int, _ other: Int, _ weights: [Double]
  ) -> Double {
    var square = 0.0
    let dimension = weights.count
    for k in 0..<dimension {
      let distance = (scores[one * dimension + k] - scores[other * dimension + k]) * weights[k]
      square += distance * distance
    }
    let reach = (5 * square).squareRoot()
    return (1 + reach + reach * reach / 3) * exp(-reach)
  }

  /// Rows far from each other: first one in the middle, then each time the one farthest from all chosen.
  private static func spread(_ ranks: [Double], dimension: Int, count: Int) -> [Int] {
    let rows = ranks.count / max(1, dimension)
    var nearest = (0..<rows).map { row in
      (0..<dimension).reduce(0.0) {
        $0 + (ranks[row * dimension + $1] - 0.5) * (ranks[row * dimension + $1] - 0.5)
      }
    }
    guard var next = nearest.indices.min(by: { nearest[$0] < nearest[$1] }) else { return [] }
    nearest = nearest.map { _ in .infinity }
    var chosen: [Int] = []
    while chosen.count < count {
      chosen.append(next)
      var (farthest, greatest) = (next, 0.0)
      for row in 0..<rows {
        var square = 0.0
        for k in 0..<dimension {
          let distance = ranks[row * dimension + k] - ranks[next * dimension + k]
          square += distance * distance
        }
        nearest[row] = min(nearest[row], square)
        if nearest[row] > greatest { (farthest, greatest) = (row, nearest[row]) }
      }
      guard greatest > 0 else { break }
      next = farthest
    }
    return chosen
  }

  /// Columns as rows.
  private static func interleaved(_ columns: [[Double]]) -> [Double] {
    guard let rows = columns.first?.count else { return [] }
    var values: [Double] = []
    values.reserveCapacity(rows * columns.count)
    for row in 0..<rows { for column in columns { values.append(column[row]) } }
    return values
  }
}
