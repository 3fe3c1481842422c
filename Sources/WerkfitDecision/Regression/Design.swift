/// The values of basis functions at each row, with what it costs for their sum to be rough.
///
/// In each row only `width` neighbouring functions differ from zero: four of a cubic spline, one of an
/// indicator, all of a radial basis. That makes splines as cheap as they can be.
struct Design: Sendable {
  /// The number of rows.
  var rows: Int
  /// The number of basis functions.
  var columns: Int
  /// How many neighbouring functions are stored per row.
  var width: Int
  /// Per row the first function that is stored.
  var starts: [Int]
  /// Per row `width` values.
  var values: [Double]
  /// A non-negative definite matrix, row by row; empty where nothing is penalised.
  var penalty: [Double] = []

  /// A design that stores all functions in every row.
  init(dense values: [Double], columns: Int, penalty: [Double] = []) {
    rows = values.count / max(1, columns)
    self.columns = columns
    width = columns
    starts = [Int](repeating: 0, count: rows)
    self.values = values
    self.penalty = penalty
  }

  /// A design that stores only what differs from zero.
  init(columns: Int, width: Int, starts: [Int], values: [Double], penalty: [Double] = []) {
    rows = starts.count
    self.columns = columns
    self.width = width
    self.starts = starts
    self.values = values
    self.penalty = penalty
  }

  /// The sum of the functions with these coefficients, at each row asked for.
  func times(_ coefficients: [Double], rows wanted: some Collection<Int>) -> [Double] {
    values.withUnsafeBufferPointer { values in
      coefficients.withUnsafeBufferPointer { coefficients in
        wanted.map { row in
          var sum = 0.0
          let (from, start) = (row * width, starts[row])
          for k in 0..<width { sum += values[from + k] * coefficients[start + k] }
          return sum
        }
      }
    }
  }

  /// Each value of each function, without the gaps.
  func dense() -> [Double] {
    var filled = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for k in 0..<width { filled[row * columns + starts[row] + k] = values[row * width + k] }
    }
    return filled
  }
}
