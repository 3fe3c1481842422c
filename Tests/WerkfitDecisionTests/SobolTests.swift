import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Sobol indices")
struct SobolTests {
  /// sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ with all of them uniform on −π … π.
  static func ishigami(_ x: [Double]) -> Double {
    let p = x.map { (2 * $0 - 1) * Double.pi }
    return sin(p[0]) + 7 * pow(sin(p[1]), 2) + 0.1 * pow(p[2], 4) * sin(p[0])
  }

  @Test(
    "Ishigami: first-order and total indices lie within 4.5 standard errors of the exact ones",
    arguments: SobolDesign.Spread.allCases)
  func ishigami(spread: SobolDesign.Spread) throws {
    let design = try SobolDesign(parameterCount: 3, basePointCount: 8192, spread: spread, seed: 11)
    let outcome = (0..<design.rowCount).map { Self.ishigami(design.point(row: $0)) }
    let found = try #require(try design.indices(of: [outcome]).first)
    #expect(abs(found.variance - 13.8445879407) < 0.4, "\(found.variance)")
    for (index, exact) in zip(found.first, [0.3139051911, 0.4424111448, 0]) {
      #expect(abs(index.value - exact) < 4.5 * index.standardError, "\(index) against \(exact)")
      #expect(index.standardError < 0.03)
    }
    for (index, exact) in zip(found.total, [0.5575888552, 0.4424111448, 0.2436836641]) {
      #expect(abs(index.value - exact) < 4.5 * index.standardError, "\(index) against \(exact)")
      #expect(index.standardError < 0.03)
    }
  }

  @Test("The standard error is that of the estimate: over 60 seeds the z-scores have spread 1")
  func errorsAreHonest() throws {
    let exact = [0.3139051911, 0.4424111448, 0, 0.5575888552, 0.4424111448, 0.2436836641]
    let scores = try (0..<60).flatMap { seed in
      let design = try SobolDesign(
        parameterCount: 3, basePointCount: 1024, spread: .random, seed: UInt64(100 + seed))
      let outcome = (0..<design.rowCount).map { Self.ishigami(design.point(row: $0)) }
      let found = try design.indices(of: [outcome])[0]
      return zip(found.first + found.total, exact).map { ($0.value - $1) / $0.standardError }
    }
    let meanSquare = mean(scores.map { $0 * $0 })
    // 360 scores, correlated within a seed: the mean square has an error of at most √(2/60).
    #expect(abs(meanSquare - 1) < 4.5 * (2.0 / 60).squareRoot(), "\(meanSquare)")
  }

  @Test("A linear model has first-order and total indices a²/Σa², and two outcomes do not mix")
  func linear() throws {
    let weights = [1.0, 2, 3, 0]
    let design = try SobolDesign(parameterCount: 4, basePointCount: 4096, seed: 3)
    let columns = (0..<4).map { design.column($0) }
    let linear = (0..<design.rowCount).map { row in
      1e6 + (0..<4).reduce(0) { $0 + weights[$1] * columns[$1][row] }
    }
    let found = try design.indices(of: [linear, columns[3]])
    for parameter in 0..<4 {
      let exact = weights[parameter] * weights[parameter] / 14
      for index in [found[0].first[parameter], found[0].total[parameter]] {
        #expect(abs(index.value - exact) <= 4.5 * index.standardError + 1e-9, "\(index) against \(exact)")
      }
      let other = parameter == 3 ? 1.0 : 0
      #expect(abs(found[1].first[parameter].value - other) < 0.05)
      #expect(abs(found[1].total[parameter].value - other) < 0.05)
    }
    // What moves nothing gets exactly nothing.
    #expect(found[0].first[3].value == 0 && found[0].total[3].value == 0)
    #expect(found[0].total[3].standardError == 0)
  }

  @Test("With every parameter fixed each index is exactly zero")
  func fixed() throws {
    let design = try SobolDesign(parameterCount: 2, basePointCount: 64)
    let constant = [Double](repeating: 0.1 + 0.2, count: design.rowCount)
    let found = try design.indices(of: [constant])[0]
    #expect(found.variance == 0)
    for index in found.first + found.total {
      #expect(index.value == 0 && index.standardError == 0 && index.interval95 == Interval(0, 0))
    }
  }

  @Test("The layout is as documented: A, B, then A with one coordinate of B")
  func layout() throws {
    let design = try SobolDesign(parameterCount: 3, basePointCount: 5, spread: .random, seed: 9)
    #expect(design.rowCount == 25)
    for point in 0..<5 {
      let (a, b) = (design.point(row: point), design.point(row: 5 + point))
      for parameter in 0..<3 {
        var expected = a
        expected[parameter] = b[parameter]
        #expect(design.point(row: (2 + parameter) * 5 + point) == expected)
      }
    }
    for parameter in 0..<3 {
      #expect(design.column(parameter) == (0..<25).map { design.coordinate(row: $0, parameter: parameter) })
    }
    #expect(try SobolDesign(parameterCount: 3, basePointCount: 5, spread: .random, seed: 9) == design)
    #expect(try SobolDesign(parameterCount: 3, basePointCount: 5, spread: .random, seed: 10) != design)
  }

  @Test("A Latin hypercube has one point in each n-th part of each side, in A and in B")
  func latin() throws {
    let design = try SobolDesign(parameterCount: 3, basePointCount: 100, spread: .latinHypercube, seed: 4)
    for parameter in 0..<3 {
      let column = design.column(parameter)
      for block in [0, 100] {
        #expect(column[block..<(block + 100)].map { Int($0 * 100) }.sorted() == Array(0..<100))
      }
    }
  }

  @Test("Bad arguments throw what is wrong")
  func refusals() throws {
    #expect(throws: SensitivityError.designTooSmall(parameters: 0, basePoints: 10)) {
      try SobolDesign(parameterCount: 0, basePointCount: 10)
    }
    #expect(throws: SensitivityError.designTooLarge(parameters: 10, basePoints: .max)) {
      try SobolDesign(parameterCount: 10, basePointCount: .max)
    }
    let design = try SobolDesign(parameterCount: 1, basePointCount: 2)
    #expect(throws: SensitivityError.wrongCount(found: 1, expected: 6)) { try design.indices(of: [[1]]) }
    #expect(throws: SensitivityError.notFinite(row: 1)) {
      try design.indices(of: [[1, .nan, 1, 1, 1, 1]])
    }
  }
}
