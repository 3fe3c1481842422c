import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Regression on parameters")
struct RegressionTests {
  /// The root of the mean squared distance to the function itself.
  private func distance(_ fitted: [Double], _ exact: [Double]) -> Double {
    mean(zip(fitted, exact).map { ($0 - $1) * ($0 - $1) }).squareRoot()
  }

  @Test("A Cholesky factor solves and inverts, by hand")
  func cholesky() throws {
    // 4 2; 2 5 has inverse 5 −2; −2 4 over 16, and factor 2 0; 1 2.
    let factor = try Cholesky([4, 2, 2, 5], order: 2)
    for (one, other) in zip(factor.solve([8, 12]), [1.0, 2]) { #expect(abs(one - other) < 1e-8) }
    for (one, other) in zip(factor.inverse(), [5.0 / 16, -0.125, -0.125, 0.25]) {
      #expect(abs(one - other) < 1e-8)
    }
    for (one, other) in zip(factor.lowerTimes([1, 1]), [2.0, 3]) { #expect(abs(one - other) < 1e-8) }
    #expect(throws: RegressionError.self) { try Cholesky([1, 0, 0, -1], order: 2) }
    #expect(throws: RegressionError.self) { try Cholesky([.nan, 0, 0, 1], order: 2) }
  }

  @Test("A straight line is fitted exactly by every method, whatever the distribution")
  func lines() throws {
    var draws = InformationDraws(41)
    let x = draws.normals(2000).map { exp(1.5 * $0) }
    let y = draws.normals(2000)
    let line = zip(x, y).map { 3 + 2 * $0 - $1 }
    let single = try Regression.fit([x.map { 7 - 2 * $0 }], on: [x])
    #expect(distance(single.0.fitted[0], x.map { 7 - 2 * $0 }) < 1e-5)
    for method in [RegressionMethod.gaussianProcess, .additiveSplines] {
      let found = try Regression.fit([line], on: [x, y], method: method)
      #expect(distance(found.0.fitted[0], line) < 1e-4, "\(method)")
      #expect(found.1 == method)
    }
  }

  @Test("A noisy curve is found to within what its effective parameters allow, a line takes about two")
  func curves() throws {
    var draws = InformationDraws(42)
    let x = draws.normals(5000)
    let noise = draws.normals(5000)
    let curve = x.map { sin(2 * $0) }
    let (found, _) = try Regression.fit(
      [zip(curve, noise).map { $0 + $1 }, zip(x, noise).map { $0 + $1 }, noise], on: [x])
    // The mean squared error of an unbiased smoother is σ²·edf/n; twice that leaves room for bias and chance.
    let parameters = found.effectiveParameters[0]
    #expect((5...23).contains(parameters))
    #expect(distance(found.fitted[0], curve) < (4 * parameters / 5000).squareRoot())
    #expect((1.9...6).contains(found.effectiveParameters[1]))
    #expect(distance(found.fitted[2], curve.map { _ in 0 }) < (30.0 / 5000).squareRoot())
  }

  @Test("A product of two parameters among three is found by the process, not by sums of splines")
  func products() throws {
    var draws = InformationDraws(43)
    let x = (0..<3).map { _ in draws.normals(4000) }
    let noise = draws.normals(4000)
    let product = (0..<4000).map { x[0][$0] * x[1][$0] }
    let responses = [zip(product, noise).map { $0 + $1 }]
    let process = try Regression.fit(responses, on: x, method: .gaussianProcess).0
    #expect(distance(process.fitted[0], product) < 0.25)
    let additive = try Regression.fit(responses, on: x, method: .additiveSplines).0
    #expect(distance(additive.fitted[0], product) > 0.9)
  }

  @Test("Fitted values keep the mean of the response, far from zero as well")
  func means() throws {
    var draws = InformationDraws(44)
    let x = [draws.normals(500), draws.normals(500)]
    let response = zip(x[0], x[1]).map { 1e6 + $0 * $0 * $1 }
    for parameters in [x, [x[0]]] {
      let found = try Regression.fit([response], on: parameters).0
      #expect(abs(mean(found.fitted[0]) - mean(response)) < 1e-8)
    }
  }

  @Test("The errors drawn for a group of m rows have variance σ²/m, and go together as the residuals do")
  func errors() throws {
    var draws = InformationDraws(45)
    let group = (0..<1000).map { $0 < 100 ? 0.0 : 1 }
    let noise = draws.normals(1000, deviation: 3)
    let found = try Regression.fit([noise, noise.map { -$0 }], on: [group]).0
    var first: [Double] = []
    var second: [Double] = []
    var opposite = 0.0
    try found.errors(at: [0, 999], count: 2000) {
      first.append($0[0][0])
      second.append($0[0][1])
      opposite = max(opposite, abs($0[0][0] + $0[1][0]))
    }
    #expect(opposite < 1e-3)
    // A variance of 2000 normal numbers is known to 3.2 %, σ² to 4.5 %.
    #expect(abs(variance(first) / (9.0 / 100) - 1) < 4.5 * 0.055)
    #expect(abs(variance(second) / (9.0 / 900) - 1) < 4.5 * 0.055)
  }

  @Test("Few rows, ties, parameters told twice and heavy tails do not stop a fit")
  func hardCases() throws {
    var draws = InformationDraws(46)
    for count in [2, 3, 5, 13, 30, 200] {
      let x = draws.normals(count)
      let half = x.map { max(0, $0) }
      let heavy = x.map { exp(4 * $0) }
      let whole = x.map { ($0 * 10).rounded() }
      let y = draws.normals(count)
      for set in [[x], [half], [heavy], [whole], [x, x], [half, heavy, whole], [x, heavy, x, half]] {
        guard set.allSatisfy({ column in column.contains { $0 != column[0] } }) else { continue }
        for method in [nil, RegressionMethod.gaussianProcess, .additiveSplines] {
          let found = try Regression.fit([y], on: set, method: method).0
          let finite = found.fitted[0].filter(\.isFinite).count == count
          #expect(finite, "\(count) rows, \(set.count) parameters")
          #expect(distance(found.fitted[0], y) <= variance(y).squareRoot() + 1e-9)
        }
      }
    }
  }

  @Test("What cannot be regressed on is refused")
  func refusals() {
    #expect(throws: RegressionError.nothingToFit) { try Regression.fit([[1]], on: []) }
    #expect(throws: RegressionError.unequalLengths(expected: 2, found: 1)) {
      try Regression.fit([[1]], on: [[1, 2]])
    }
    #expect(throws: RegressionError.notFinite) { try Regression.fit([[1, .nan]], on: [[1, 2]]) }
    #expect(throws: RegressionError.nothingToFit) {
      try Regression.fit([[1, 2]], on: [[3, 3]], method: .spline)
    }
  }
}
