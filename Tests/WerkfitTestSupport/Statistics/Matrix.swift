/// A small square matrix with what closed forms of Markov chains need.
public struct Matrix: Sendable {
  /// The rows.
  public var rows: [[Double]]

  /// A matrix with the given rows.
  public init(_ rows: [[Double]]) { self.rows = rows }

  /// A row vector times the matrix.
  public func applied(to vector: [Double]) -> [Double] {
    rows.indices.map { column in
      vector.indices.reduce(0) { $0 + vector[$1] * rows[$1][column] }
    }
  }

  /// The fundamental matrix (I − Q)⁻¹ of a matrix Q of transient states, by Gauss and Jordan.
  public func fundamental() -> Matrix {
    let n = rows.count
    var left = rows.indices.map { i in rows.indices.map { (i == $0 ? 1 : 0) - rows[i][$0] } }
    var right = rows.indices.map { i in rows.indices.map { i == $0 ? 1.0 : 0 } }
    for pivot in 0..<n {
      let scale = left[pivot][pivot]
      for column in 0..<n {
        left[pivot][column] /= scale
        right[pivot][column] /= scale
      }
      for row in 0..<n where row != pivot {
        let factor = left[row][pivot]
        for column in 0..<n {
          left[row][column] -= factor * left[pivot][column]
          right[row][column] -= factor * right[pivot][column]
        }
      }
    }
    return Matrix(right)
  }
}
