import CGSL
import Foundation

/// The normal distribution from which steps are proposed, and how it learns from all chains at once.
///
/// Adaptive Metropolis (Haario, Saksman, Tamminen 2001) with a global scale steered to an acceptance rate
/// (Andrieu and Thoms 2008, algorithm 4) and one mean and covariance for all chains (Craiu, Rosenthal, Yang
/// 2009). It learns in the warm-up only, so that afterwards each chain is an ordinary Metropolis chain.
struct ProposalShape {
  private let dimension: Int
  private var centre: [Double]
  /// Row by row.
  private var covariance: [Double]
  /// The Cholesky factor of the covariance, row by row, lower triangle.
  private var factor: [Double]
  /// The logarithm of what steps are multiplied by.
  private var logScale: Double
  /// 0.44 is best in one dimension, 0.234 in many (Roberts and Rosenthal 2001).
  private let aim: Double

  init(dimension: Int, points: [[Double]]) {
    self.dimension = dimension
    centre = (0..<dimension).map { index in mean(points.map { $0[index] }) }
    covariance = [Double](repeating: 0, count: dimension * dimension)
    for index in 0..<dimension { covariance[index * dimension + index] = 1 }
    factor = covariance
    logScale = log(2.38 / Double(dimension).squareRoot())
    aim = 0.234 + 0.206 / Double(dimension)
  }

  /// A point one step from another.
  func step(from point: [Double], _ generator: CalibrationGenerator, into proposal: inout [Double]) {
    let scale = exp(logScale)
    for index in 0..<dimension { proposal[index] = generator.normal() }
    // From the last row up, since row i needs the normals 0 … i only.
    for row in stride(from: dimension - 1, through: 0, by: -1) {
      var sum = 0.0
      for column in 0...row { sum += factor[row * dimension + column] * proposal[column] }
      proposal[row] = point[row] + scale * sum
    }
  }

  /// A point from all of what the chains have seen, wherever the chain is: their middle and spread, a fifth wider, with
  /// the heavy tails of a t distribution with five degrees of freedom.
  ///
  /// - Returns: The log density of the new point and of the old one, up to the same constant.
  func leap(
    from point: [Double], _ generator: CalibrationGenerator, into proposal: inout [Double]
  ) -> (new: Double, old: Double) {
    let normals = (0..<dimension).map { _ in generator.normal() }
    let square = (0..<5).reduce(0.0) { sum, _ in
      let normal = generator.normal()
      return sum + normal * normal
    }
    let scale = Self.leapScale * (5 / square).squareRoot()
    for row in 0..<dimension {
      var sum = 0.0
      for column in 0...row { sum += factor[row * dimension + column] * normals[column] }
      proposal[row] = centre[row] + scale * sum
    }
    return (logLeap(to: proposal), logLeap(to: point))
  }

  private static let leapScale = 1.2

  /// The log density of a leap to a point, up to a constant.
  private func logLeap(to point: [Double]) -> Double {
    var solved = [Double](repeating: 0, count: dimension)
    var square = 0.0
    for row in 0..<dimension {
      var rest = (point[row] - centre[row]) / Self.leapScale
      for column in 0..<row { rest -= factor[row * dimension + column] * solved[column] }
      solved[row] = rest / factor[row * dimension + row]
      square += solved[row] * solved[row]
    }
    return -0.5 * Double(dimension + 5) * log1p(square / 5)
  }

  /// Takes in where the chains are after an iteration, and how likely their steps were accepted.
  ///
  /// - Parameter acceptance: nil in an iteration of leaps, which say nothing of the length of steps.
  mutating func learn(from points: [[Double]], acceptance: Double?, iteration: Int) throws(CalibrationError) {
    let gain = pow(Double(iteration + 10), -2.0 / 3)
    if let acceptance { logScale += min(1, 10 * gain) * (acceptance - aim) }
    let share = gain / Double(points.count)
    for index in covariance.indices { covariance[index] *= 1 - gain }
    for point in points {
      for row in 0..<dimension {
        let weighted = share * (point[row] - centre[row])
        for column in 0..<dimension {
          covariance[row * dimension + column] += weighted * (point[column] - centre[column])
        }
      }
    }
    for index in 0..<dimension {
      let here = points.reduce(0) { $0 + $1[index] } / Double(points.count)
      centre[index] += gain * (here - centre[index])
    }
    if iteration.isMultiple(of: 5) { try decompose() }
  }

  /// Renews the Cholesky factor; where rounding has made the covariance singular the old factor stays.
  private mutating func decompose() throws(CalibrationError) {
    guard let matrix = gsl_matrix_alloc(dimension, dimension) else { throw .numerics(step: "covariance") }
    defer { gsl_matrix_free(matrix) }
    for row in 0..<dimension {
      for column in 0..<dimension {
        gsl_matrix_set(matrix, row, column, covariance[row * dimension + column])
      }
    }
    guard Int(gsl_linalg_cholesky_decomp1(matrix)) == Int(GSL_SUCCESS) else { return }
    var renewed = factor
    for row in 0..<dimension {
      for column in 0...row { renewed[row * dimension + column] = gsl_matrix_get(matrix, row, column) }
    }
    if renewed.allSatisfy(\.isFinite) { factor = renewed }
  }
}
