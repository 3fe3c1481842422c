import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Sensitivity from a run that was already made")
struct GivenDataTests {
  /// Plain points: the first set of a design.
  static func points(_ count: Int, parameters: Int, seed: UInt64) throws -> [[Double]] {
    let design = try SobolDesign(
      parameterCount: parameters, basePointCount: count, spread: .random, seed: seed)
    return (0..<parameters).map { Array(design.column($0)[..<count]) }
  }

  @Test("Ishigami from a plain sample of 10,000: within 4.5 standard errors and a class's own spread")
  func ishigami() throws {
    let columns = try Self.points(10_000, parameters: 3, seed: 21)
    let outcome = (0..<10_000).map { row in SobolTests.ishigami(columns.map { $0[row] }) }
    for (column, exact) in zip(columns, [0.3139051911, 0.4424111448, 0]) {
      let found = try GivenDataIndex(of: outcome, by: column)
      #expect(found.classCount == 43)
      // sin² has its period on half the interval: its classes span 2π/21.5, and leave (2π/21.5)²/12 of its slope.
      #expect(abs(found.value - exact) < 4.5 * found.standardError + 0.006, "\(found) against \(exact)")
      #expect(found.standardError < 0.012)
    }
  }

  @Test("A parameter that does nothing has an index around zero with an honest error")
  func unbiased() throws {
    let scores = try (0..<60).map { seed in
      let columns = try Self.points(2_000, parameters: 2, seed: UInt64(seed))
      let found = try GivenDataIndex(of: columns[0], by: columns[1])
      return found.value / found.standardError
    }
    #expect(abs(mean(scores)) < 4.5 / 60.0.squareRoot(), "\(mean(scores))")
    #expect(abs(variance(scores) - 1) < 4.5 * (2.0 / 60).squareRoot(), "\(variance(scores))")
  }

  @Test("Fixed parameters and fixed outcomes have an index of exactly zero")
  func fixed() throws {
    let ramp = (0..<100).map(Double.init)
    let constant = [Double](repeating: 0.1, count: 100)
    #expect(try GivenDataIndex(of: constant, by: ramp).value == 0)
    #expect(try GivenDataIndex(of: ramp, by: constant).value == 0)
    #expect(try GivenDataIndex(of: ramp, by: constant).standardError == 0)
  }

  @Test("Two-valued parameters make two classes, whatever number is asked for")
  func discrete() throws {
    let coin = (0..<1000).map { Double($0 % 2) }
    let found = try GivenDataIndex(of: coin.map { 3 + 2 * $0 }, by: coin)
    #expect(found.classCount == 2)
    #expect(found.value == 1)
  }

  @Test("Chance and ignorance: the shares of a known model lie within 4.5 standard errors")
  func chanceShare() throws {
    // Outcome = 2u + v with u per draw and v per row, both uniform: ignorance 4/12, chance 1/12.
    for chances in [2, 5] {
      let draws = 4_000
      let columns = try Self.points(draws, parameters: 1 + chances, seed: 31)
      let rows = (0..<draws).flatMap { draw in
        (1...chances).map { 2 * columns[0][draw] + columns[$0][draw] }
      }
      let found = try ChanceShare(rows: rows, chancesPerDraw: chances)
      #expect(abs(found.chance.value - 0.2) < 4.5 * found.chance.standardError, "\(found)")
      #expect(abs(found.ignorance.value - 0.8) < 4.5 * found.ignorance.standardError, "\(found)")
      #expect(found.chance.standardError < 0.01)
    }
  }

  @Test("Chance alone and ignorance alone")
  func pureShares() throws {
    let thrice: [Double] = (0..<50).flatMap { draw in [Double](repeating: Double(draw) / 10, count: 3) }
    let ignorance = try ChanceShare(rows: thrice, chancesPerDraw: 3)
    #expect(ignorance.chance.value == 0)
    #expect(ignorance.ignorance.value == 1)
    let nothing = try ChanceShare(rows: [Double](repeating: 0.1, count: 30), chancesPerDraw: 3)
    #expect(nothing.chance.value == 0 && nothing.ignorance.value == 0)
    let draws = try Self.points(2000, parameters: 2, seed: 5)
    let pairs: [Double] = (0..<2000).flatMap { row in [draws[0][row], draws[1][row]] }
    let chance = try ChanceShare(rows: pairs, chancesPerDraw: 2)
    #expect(chance.ignorance.value < 4.5 * chance.ignorance.standardError, "\(chance)")
    #expect(throws: SensitivityError.oneChancePerDraw) { try ChanceShare(rows: [1, 2], chancesPerDraw: 1) }
  }

  @Test("A tornado goes from wide to narrow, with ties by name and the base counted in")
  func tornadoOrder() {
    func bar(_ name: String, _ low: Double, _ high: Double, base: Double = 0) -> OneWay {
      OneWay(
        parameter: name, low: 0, high: 1, outcomeAtLow: low, outcomeAtHigh: high, outcomeAtBase: base)
    }
    let sorted = tornado([
      bar("c", -1, 1), bar("a", 1, -1), bar("peak", 0, 0, base: 3), bar("none", .nan, 1), bar("b", -5, 5),
    ])
    #expect(sorted.map(\.parameter) == ["b", "peak", "a", "c", "none"])
    #expect(sorted[0].changesSign && !sorted[1].changesSign)
  }
}
