/// E[responses | parameters], as a smooth function of the parameters in each row.
struct Regression: Sendable {
  /// Per response the fitted value in each row; its mean is that of the response.
  let fitted: [[Double]]
  /// Per response the effective number of parameters of the fit.
  let effectiveParameters: [Double]
  /// What the fit was made with.
  private let design: Design
  private let equations: NormalEquations
  private let strengths: [Double]
  /// The covariance of the residuals between responses, row by row.
  private let residuals: [Double]

  /// The regression of responses on a design.
  init(_ responses: [[Double]], on design: Design) throws {
    let centres = responses.map { mean($0) }
    let centred = zip(responses, centres).map { response, centre in response.map { $0 - centre } }
    self.design = design
    equations = NormalEquations(design, responses: centred)
    let fit = try PenalisedFit(equations, penalty: design.penalty)
    strengths = fit.responses.map(\.strength)
    effectiveParameters = fit.responses.map(\.effectiveParameters)
    var fitted: [[Double]] = []
    var errors: [[Double]] = []
    for (index, found) in fit.responses.enumerated() {
      let values = design.times(found.coefficients, rows: 0..<design.rows)
      let shift = mean(values)
      fitted.append(values.map { $0 - shift + centres[index] })
      errors.append(zip(centred[index], values).map { $0 - $1 + shift })
    }
    self.fitted = fitted
    let count = responses.count
    var covariance = [Double](repeating: 0, count: count * count)
    for a in 0..<count {
      for b in 0...a {
        let used = max(effectiveParameters[a], effectiveParameters[b])
        var sum = 0.0
        for row in 0..<design.rows { sum += errors[a][row] * errors[b][row] }
        sum /= max(1, Double(design.rows) - used)
        (covariance[a * count + b], covariance[b * count + a]) = (sum, sum)
      }
    }
    residuals = covariance
  }

  /// Values per row as the smoother of a response would fit them.
  func smoothed(_ values: [Double], asResponse response: Int) throws -> [Double] {
    let centre = mean(values)
    let moment = NormalEquations.moment(design, values.map { $0 - centre })
    let factor = try Cholesky(
      PenalisedFit.matrix(equations, penalty: design.penalty, strength: strengths[response]),
      order: equations.columns)
    return design.times(factor.solve(moment), rows: 0..<design.rows).map { $0 + centre }
  }

  /// What the errors of estimation may do to the fitted values at some rows, drawn a number of times.
  ///
  /// The coefficients vary as (XᵀX + λP)⁻¹·Xᵀe does with e normal, with the covariance of the residuals
  /// between responses and independent between rows.
  ///
  /// - Parameters:
  ///   - rows: At which rows.
  ///   - count: How many times.
  ///   - use: Receives per time and response the error at each of the rows.
  func errors(at rows: [Int], count: Int, use: ([[Double]]) -> Void) throws {
    let responses = strengths.count
    guard responses > 0, (0..<responses).contains(where: { residuals[$0 * responses + $0] > 0 }) else {
      use(strengths.map { _ in rows.map { _ in 0 } })
      return
    }
    let spread = try Cholesky(equations.gram, order: equations.columns)
    let mixing = try Cholesky(residuals, order: responses)
    let factors = try strengths.map {
      try Cholesky(
        PenalisedFit.matrix(equations, penalty: design.penalty, strength: $0), order: equations.columns)
    }
    let noise = try RandomStream(key: 0x5645_5250)
    for time in 0..<count {
      noise.seek(row: UInt32(truncatingIfNeeded: time), address: 0)
      let independent = (0..<responses).map { _ in
        spread.lowerTimes((0..<equations.columns).map { _ in noise.normal() })
      }
      // L·z per coefficient mixes the responses as their residuals go together.
      let mixed = (0..<equations.columns).map { k in mixing.lowerTimes(independent.map { $0[k] }) }
      use(
        (0..<responses).map { response in
          design.times(factors[response].solve(mixed.map { $0[response] }), rows: rows)
        })
    }
  }
}
