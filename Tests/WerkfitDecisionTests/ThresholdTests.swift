import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Thresholds")
struct ThresholdTests {
  func find(
    _ lower: Double, _ upper: Double, grid: Int = 65, _ function: @escaping (Double) -> Double
  ) throws -> Thresholds {
    try ThresholdSearch(over: Interval(lower, upper), gridCount: grid).thresholds { $0.map(function) }
  }

  @Test("All roots of cos on 0 … 20 are found, with their direction")
  func cosine() throws {
    let found = try find(0, 20) { cos($0) }
    #expect(found.found.count == 6)
    for (number, threshold) in found.found.enumerated() {
      #expect(abs(threshold.value - (Double(number) + 0.5) * Double.pi) < 1e-8)
      #expect(threshold.kind == (number % 2 == 0 ? .falling : .rising))
      #expect(threshold.bracket.lower <= threshold.value && threshold.value <= threshold.bracket.upper)
    }
    #expect(found.signAtLow == .positive && found.signEverywhere == nil)
  }

  @Test("Without a root the sign that holds everywhere is said")
  func none() throws {
    let found = try find(-1, 1) { $0 * $0 + 0.001 }
    #expect(found.found.isEmpty && found.signEverywhere == .positive)
    #expect(try find(-1, 1) { _ in -2 }.signEverywhere == .negative)
    #expect(try find(-1, 1) { -1 - abs($0 - 0.3) }.signEverywhere == .negative)
  }

  @Test("A zero at a grid point counts once")
  func exactZero() throws {
    // 0 is the middle of 65 points on −1 … 1.
    let found = try find(-1, 1) { $0 }
    #expect(found.found.count == 1)
    #expect(found.found[0].value == 0 && found.found[0].kind == .rising)
    let touching = try find(-1, 1) { -$0 * $0 }
    #expect(touching.found.map(\.kind) == [.touching])
    #expect(try find(0, 1) { $0 }.found.map(\.kind) == [.atEnd])
  }

  @Test("A curve that only touches zero between grid points is told apart from a root")
  func touching() throws {
    for (number, place) in stride(from: 0.013, to: 0.99, by: 0.037).enumerated() {
      let found = try find(0, 1) { x in (number % 2 == 0 ? 1 : -1) * (x - place) * (x - place) }
      #expect(found.found.map(\.kind) == [.touching], "\(place): \(found.found)")
      #expect(abs((found.found.first?.value ?? 9) - place) < 2e-6)
      // Written out, the same curve goes to and fro by rounding.
      let noisy = try find(0, 1) { x in x * x - 2 * place * x + place * place }
      #expect(noisy.found.map(\.kind) == [.touching], "\(place): \(noisy.found)")
    }
  }

  @Test("Two roots within one cell of the grid are both found")
  func close() throws {
    let found = try find(0, 1) { ($0 - 0.3) * ($0 - 0.301) }
    #expect(found.found.map(\.kind) == [.falling, .rising])
    for (threshold, place) in zip(found.found, [0.3, 0.301]) { #expect(abs(threshold.value - place) < 1e-8) }
    let three = try find(0, 1, grid: 9) { ($0 - 0.51) * ($0 - 0.53) * ($0 - 0.57) }
    #expect(three.found.map(\.kind) == [.rising, .falling, .rising])
  }

  @Test("A jump through zero is no root, however small beside the rest")
  func jump() throws {
    let found = try find(0, 1) { $0 < 0.377 ? -1 - $0 : 2 + $0 }
    #expect(found.found.map(\.kind) == [.jumpUp])
    #expect(abs(found.found[0].value - 0.377) < 1e-8)
    let small = try find(0, 1) { $0 < 0.377 ? 100 * (0.377 - $0) + 0.001 : -0.001 - 100 * ($0 - 0.377) }
    #expect(small.found.map(\.kind) == [.jumpDown])
    let pole = try find(0, 1) { 1 / ($0 - 0.377) }
    #expect(pole.found.map(\.kind) == [.jumpUp])
  }

  @Test("A steep root and a flat root are roots, not jumps")
  func steep() throws {
    #expect(try find(0, 1) { cbrt($0 - 0.377) }.found.map(\.kind) == [.rising])
    #expect(try find(0, 1) { tanh(1e5 * ($0 - 0.377)) }.found.map(\.kind) == [.rising])
    let cubic = try find(0, 1) { x in
      let p = 0.377
      return x * x * x - 3 * p * x * x + 3 * p * p * x - p * p * p
    }
    #expect(cubic.found.map(\.kind) == [.rising], "\(cubic.found)")
    #expect(abs(cubic.found[0].value - 0.377) < 1e-4)
  }

  @Test("A stretch of zeros is one threshold")
  func stretch() throws {
    let found = try find(0, 1) { max(0, $0 - 0.75) - max(0, 0.25 - $0) }
    #expect(found.found.map(\.kind) == [.stretch])
    #expect(found.found[0].bracket == Interval(0.25, 0.75))
    #expect(try find(0, 1) { _ in 0 }.found.map(\.kind) == [.stretch])
  }

  @Test("Polynomials with random roots: each of 1 to 5 roots is found")
  func property() throws {
    let columns = try GivenDataTests.points(200, parameters: 5, seed: 77)
    for draw in 0..<200 {
      let roots = (0..<(1 + draw % 5)).map { columns[$0][draw] }.sorted()
      let found = try find(-0.01, 1.01, grid: 129) { x in roots.reduce(1) { $0 * (x - $1) } }
      let apart = zip(roots, roots.dropFirst()).allSatisfy { $1 - $0 > 1e-4 }
      guard apart else { continue }
      #expect(found.found.count == roots.count, "\(roots): \(found.found)")
      for (threshold, root) in zip(found.found, roots) { #expect(abs(threshold.value - root) < 1e-7) }
    }
  }

  @Test("A search takes few batches and says how many values it computed")
  func batches() throws {
    var (batches, values) = (0, 0)
    let found = try ThresholdSearch(over: Interval(0, 20)).thresholds { places in
      batches += 1
      values += places.count
      return places.map { cos($0) }
    }
    #expect(found.evaluations == values)
    #expect(batches <= 9, "\(batches)")
  }

  @Test("Bad arguments throw what is wrong")
  func refusals() {
    #expect(throws: SensitivityError.emptyInterval(lower: 1, upper: 1)) { try find(1, 1) { $0 } }
    #expect(throws: SensitivityError.badSetting("gridCount")) { try find(0, 1, grid: 1) { $0 } }
    #expect(throws: SensitivityError.notFiniteAt(0)) { try find(0, 1) { 1 / $0 } }
  }
}
