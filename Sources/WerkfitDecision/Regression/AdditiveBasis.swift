/// A sum of a spline (or of group means) in each parameter: for sets too large for a radial basis.
///
/// What parameters do together beyond the sum of what they do apart is not seen, so that the value of
/// knowing a set can be understated.
struct AdditiveBasis {
  /// The design of several parameters, each of which varies.
  static func design(_ parameters: [[Double]]) throws -> Design {
    let intervals = max(2, min(8, 160 / max(1, parameters.count)))
    // Each block sums to one, so that its first function is left to the intercept.
    let blocks = try parameters.map { values in
      try GroupBasis.design(values) ?? SplineBasis.design(values, intervals: intervals)
    }
    let rows = blocks.first?.rows ?? 0
    let columns = 1 + blocks.reduce(0) { $0 + $1.columns - 1 }
    var values = [Double](repeating: 0, count: rows * columns)
    var penalty = [Double](repeating: 0, count: columns * columns)
    for row in 0..<rows { values[row * columns] = 1 }
    var first = 1
    for block in blocks {
      for row in 0..<rows {
        for k in 0..<block.width where block.starts[row] + k > 0 {
          values[row * columns + first + block.starts[row] + k - 1] = block.values[row * block.width + k]
        }
      }
      if !block.penalty.isEmpty {
        for a in 1..<block.columns {
          for b in 1..<block.columns {
            penalty[(first + a - 1) * columns + first + b - 1] = block.penalty[a * block.columns + b]
          }
        }
      }
      first += block.columns - 1
    }
    return Design(
      dense: values, columns: columns, penalty: penalty.contains { $0 != 0 } ? penalty : [])
  }
}
