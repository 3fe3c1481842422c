import Foundation

/// Penalised least squares in which each response has the strength of penalty that predicts best.
///
/// The strength minimises generalised cross-validation n·RSS/(n − 1.4·edf)² (Craven and Wahba 1979; the
/// factor 1.4 against fits that are too rough is that of Kim and Gu 2004).
struct PenalisedFit: Sendable {
  /// What is known of one response.
  struct Response: Sendable {
    /// The coefficients of the basis functions.
    var coefficients: [Double]
    /// The strength λ of the penalty that was chosen.
    var strength: Double
    /// The effective number of parameters, the trace of the matrix that smooths.
    var effectiveParameters: Double
    /// The generalised cross-validation score, in squared units of the response.
    var score: Double
  }

  /// One per response.
  var responses: [Response]

  /// Above one, the price of an effective parameter in cross-validation.
  private static let price = 1.4

  /// The fit of the equations with the penalty of their design.
  init(_ equations: NormalEquations, penalty: [Double], strengths: [Double]? = nil) throws {
    let tried = strengths ?? Self.strengths(equations, penalty: penalty)
    let rows = Double(equations.rows)
    var best: [Response?] = equations.moments.map { _ in nil }
    for strength in tried {
      let matrix = Self.matrix(equations, penalty: penalty, strength: strength)
      let factor = try Cholesky(matrix, order: equations.columns)
      let inverse = factor.inverse()
      var parameters = 0.0
      for k in inverse.indices { parameters += inverse[k] * equations.gram[k] }
      let free = max(rows - Self.price * parameters, 1e-3 * rows)
      for (index, moment) in equations.moments.enumerated() {
        let coefficients = factor.solve(moment)
        let explained = zip(coefficients, moment).reduce(0) { $0 + $1.0 * $1.1 }
        let square = equations.squares[index]
        // What rounding leaves of a perfect fit must not decide between strengths.
        let left = max(square - 2 * explained + equations.quadratic(coefficients), 1e-12 * square)
        let score = rows * left / (free * free)
        guard score.isFinite else { continue }
        if let found = best[index], found.score <= score { continue }
        best[index] = Response(
          coefficients: coefficients, strength: strength, effectiveParameters: parameters, score: score)
      }
    }
    responses = try best.map {
      guard let found = $0 else { throw RegressionError.numerical(status: nil) }
      return found
    }
  }

  /// XᵀX + λP.
  static func matrix(_ equations: NormalEquations, penalty: [Double], strength: Double) -> [Double] {
    guard !penalty.isEmpty else { return equations.gram }
    return zip(equations.gram, penalty).map { $0 + strength * $1 }
  }

  /// Strengths from nearly none to nearly only what costs nothing, from strong to weak, so that the
  /// smoothest wins a tie.
  private static func strengths(_ equations: NormalEquations, penalty: [Double]) -> [Double] {
    guard !penalty.isEmpty else { return [0] }
    let trace = { (matrix: [Double]) in
      (0..<equations.columns).reduce(0) { $0 + matrix[$1 * equations.columns + $1] }
    }
    let unit = trace(penalty) > 0 ? trace(equations.gram) / trace(penalty) : 1
    return stride(from: 5.0, through: -7.0, by: -0.75).map { unit * pow(10, $0) }
  }
}
