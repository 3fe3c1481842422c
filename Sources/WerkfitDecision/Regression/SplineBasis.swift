import CGSL

/// Cubic B-splines in one parameter with knots at its quantiles, and a penalty on bends.
///
/// The penalty is on second differences of the coefficients, over the distances of their Greville
/// abscissae, so that straight lines cost nothing whatever the knots (Eilers and Marx 1996; for knots at
/// uneven distances Li and Cao 2022). Each difference is taken in units of the smaller distance: a stretch
/// with as many draws may bend as much, however long it is.
struct SplineBasis {
  /// The greatest number of intervals between knots.
  static let greatestIntervals = 20

  /// The design of a parameter that takes many values.
  ///
  /// - Parameters:
  ///   - values: The parameter in each row; must not be constant.
  ///   - intervals: How many stretches between knots to use at most.
  static func design(_ values: [Double], intervals: Int = greatestIntervals) throws -> Design {
    let sorted = values.sorted()
    guard let lowest = sorted.first, let highest = sorted.last, highest > lowest else {
      throw RegressionError.nothingToFit
    }
    let scale = { (value: Double) in min(max((value - lowest) / (highest - lowest), 0), 1) }
    let used = max(1, min(intervals, values.count / 12))
    var breaks = [0.0]
    for k in 1..<max(used, 1) {
      let point = scale(quantile(ofSorted: sorted, at: Double(k) / Double(used)))
      if let last = breaks.last, point > last + 1e-9, point < 1 - 1e-9 { breaks.append(point) }
    }
    breaks.append(1)
    let spline = try BSpline(breaks: breaks)
    var starts = [Int](repeating: 0, count: values.count)
    var entries = [Double](repeating: 0, count: values.count * 4)
    try entries.withUnsafeMutableBufferPointer { entries in
      guard let base = entries.baseAddress else { return }
      for (row, value) in values.enumerated() {
        starts[row] = try spline.evaluate(at: scale(value), into: base + 4 * row)
      }
    }
    return Design(
      columns: spline.count, width: 4, starts: starts, values: entries,
      penalty: bends(at: spline.grevilleAbscissae))
  }

  /// DᵀD with D the scaled second differences.
  private static func bends(at places: [Double]) -> [Double] {
    let count = places.count
    var penalty = [Double](repeating: 0, count: count * count)
    for k in 0..<(count - 2) {
      let (left, right) = (places[k + 1] - places[k], places[k + 2] - places[k + 1])
      let unit = min(left, right)
      let line = [unit / left, -unit / left - unit / right, unit / right]
      for a in 0..<3 { for b in 0..<3 { penalty[(k + a) * count + k + b] += line[a] * line[b] } }
    }
    return penalty
  }
}

/// GSL's cubic B-splines on given break points.
private final class BSpline {
  private let workspace: UnsafeMutablePointer<gsl_bspline_workspace>
  /// The number of basis functions.
  let count: Int

  init(breaks: [Double]) throws {
    _ = GSLErrors.silenced
    guard let made = gsl_bspline_alloc(4, breaks.count) else { throw RegressionError.numerical(status: nil) }
    workspace = made
    count = breaks.count + 2
    var places = breaks
    let status = places.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { base in
        var view = gsl_vector_view_array(base, breaks.count)
        return gsl_bspline_knots(&view.vector, made)
      }
    }
    guard status == 0 else { throw RegressionError.numerical(status: status) }
  }

  deinit { gsl_bspline_free(workspace) }

  /// Writes the four functions that differ from zero and gives the number of the first.
  func evaluate(at point: Double, into target: UnsafeMutablePointer<Double>) throws -> Int {
    var (first, last) = (0, 0)
    var view = gsl_vector_view_array(target, 4)
    let status = gsl_bspline_eval_nonzero(point, &view.vector, &first, &last, workspace)
    guard status == 0 else { throw RegressionError.numerical(status: status) }
    return first
  }

  /// The places at which coefficients of a straight line stand.
  var grevilleAbscissae: [Double] { (0..<count).map { gsl_bspline_greville_abscissa($0, workspace) } }
}
