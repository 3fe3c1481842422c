/// XᵀX, Xᵀy and yᵀy of a design and its responses: all that least squares needs of the rows.
struct NormalEquations: Sendable {
  /// The number of rows.
  let rows: Int
  /// The number of basis functions p.
  let columns: Int
  /// XᵀX, p by p, row by row.
  let gram: [Double]
  /// Per response Xᵀy.
  let moments: [[Double]]
  /// Per response yᵀy.
  let squares: [Double]

  /// The equations of a design with one column per response.
  init(_ design: Design, responses: [[Double]]) {
    rows = design.rows
    columns = design.columns
    let (count, width) = (design.columns, design.width)
    var gram = [Double](repeating: 0, count: count * count)
    gram.withUnsafeMutableBufferPointer { gram in
      design.values.withUnsafeBufferPointer { values in
        for row in 0..<design.rows {
          let (from, start) = (row * width, design.starts[row])
          for k in 0..<width {
            let value = values[from + k]
            let line = (start + k) * count + start
            for other in k..<width { gram[line + other] += value * values[from + other] }
          }
        }
      }
      for row in 0..<count {
        for column in 0..<row { gram[row * count + column] = gram[column * count + row] }
      }
    }
    self.gram = gram
    moments = responses.map { Self.moment(design, $0) }
    squares = responses.map { response in response.reduce(0) { $0 + $1 * $1 } }
  }

  /// Xᵀy.
  static func moment(_ design: Design, _ response: [Double]) -> [Double] {
    let width = design.width
    var moment = [Double](repeating: 0, count: design.columns)
    moment.withUnsafeMutableBufferPointer { moment in
      design.values.withUnsafeBufferPointer { values in
        for row in 0..<design.rows {
          let (from, start) = (row * width, design.starts[row])
          for k in 0..<width { moment[start + k] += values[from + k] * response[row] }
        }
      }
    }
    return moment
  }

  /// βᵀ·XᵀX·β.
  func quadratic(_ coefficients: [Double]) -> Double {
    var sum = 0.0
    for row in 0..<columns {
      var line = 0.0
      for column in 0..<columns { line += gram[row * columns + column] * coefficients[column] }
      sum += line * coefficients[row]
    }
    return sum
  }
}
