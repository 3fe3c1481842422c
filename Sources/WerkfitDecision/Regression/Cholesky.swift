import CGSL

/// What GSL does on an error.
enum GSLErrors {
  /// Done once, however many threads ask: from then on GSL returns a status instead of ending the process.
  static let silenced: Void = werkfit_silence_gsl()
}

/// The Cholesky factor L of a symmetric positive definite matrix A = L·Lᵀ.
struct Cholesky: Sendable {
  /// The number of rows.
  let order: Int
  /// Row by row; L stands in the lower triangle, the rest means nothing.
  private let factor: [Double]

  /// The factor of a matrix given row by row.
  ///
  /// A matrix that is singular to rounding is taken with a little more on its diagonal: the share that is
  /// added grows from 1e-10 of each diagonal element until the factor exists.
  ///
  /// - Throws: `RegressionError.numerical` where no share up to 1e-2 suffices.
  init(_ matrix: [Double], order: Int) throws {
    self.order = order
    _ = GSLErrors.silenced
    var status: Int32? = nil
    let largest = (0..<order).reduce(0) { max($0, matrix[$1 * order + $1]) }
    for share in [1e-10, 1e-8, 1e-6, 1e-4, 1e-2] {
      var trial = matrix
      for k in 0..<order { trial[k * order + k] += share * max(trial[k * order + k], 1e-6 * largest) }
      status = trial.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { base in
          var view = gsl_matrix_view_array(base, order, order)
          return gsl_linalg_cholesky_decomp1(&view.matrix)
        }
      }
      if status == 0, trial.allSatisfy(\.isFinite) {
        factor = trial
        return
      }
    }
    throw RegressionError.numerical(status: status)
  }

  /// A⁻¹·b.
  func solve(_ right: [Double]) -> [Double] {
    var (solution, copy) = (right, factor)
    solution.withUnsafeMutableBufferPointer { x in
      copy.withUnsafeMutableBufferPointer { l in
        guard let x = x.baseAddress, let l = l.baseAddress else { return }
        var vector = gsl_vector_view_array(x, order)
        var matrix = gsl_matrix_view_array(l, order, order)
        _ = gsl_linalg_cholesky_svx(&matrix.matrix, &vector.vector)
      }
    }
    return solution
  }

  /// A⁻¹, row by row.
  func inverse() -> [Double] {
    var copy = factor
    copy.withUnsafeMutableBufferPointer { l in
      guard let l = l.baseAddress else { return }
      var matrix = gsl_matrix_view_array(l, order, order)
      _ = gsl_linalg_cholesky_invert(&matrix.matrix)
    }
    return copy
  }

  /// L·z, which has covariance A where z is standard normal.
  func lowerTimes(_ z: [Double]) -> [Double] {
    (0..<order).map { row in
      var sum = 0.0
      for k in 0...row { sum += factor[row * order + k] * z[k] }
      return sum
    }
  }
}
