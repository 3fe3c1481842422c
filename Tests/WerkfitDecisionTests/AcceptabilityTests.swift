import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Choosing under uncertainty")
struct AcceptabilityTests {
  /// Independent standard normal columns (Box and Muller).
  static func normals(_ count: Int, columns: Int, seed: UInt64) throws -> [[Double]] {
    let uniform = try GivenDataTests.points(count, parameters: 2 * columns, seed: seed)
    return (0..<columns).map { column in
      zip(uniform[2 * column], uniform[2 * column + 1]).map { size, turn -> Double in
        let length = (-2 * log1p(-size)).squareRoot()
        return length * cos(2 * Double.pi * turn)
      }
    }
  }

  static func phi(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
  static func Phi(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// Effect p₁ ~ N(1, 1) at cost p₂ ~ N(0, 2) beside nothing: the example of the package voi.
  func sample(_ draws: Int) throws -> CostEffectSample {
    let normals = try Self.normals(draws, columns: 2, seed: 41)
    let zeros = [Double](repeating: 0, count: draws)
    return try CostEffectSample(
      names: ["nothing", "programme"], costs: [zeros, normals[1].map { 2 * $0 }],
      effects: [zeros, normals[0].map { 1 + $0 }])
  }

  @Test("Acceptability, net benefit, expected loss and perfect information of two normals, in closed form")
  func normals() throws {
    let prices = [0.0, 1, 2, 3]
    let curves = try AcceptabilityCurves(of: sample(100_000), willingnessToPay: prices)
    for (point, price) in zip(curves.points, prices) {
      let (centre, spread) = (price, (price * price + 4).squareRoot())
      let chance = Self.Phi(centre / spread)
      // E max(0, X) and E max(0, −X) of a normal X.
      let above = centre * chance + spread * Self.phi(centre / spread)
      let programme = point.standings[1]
      for (found, error, exact) in [
        (programme.probability.probability, programme.probability.standardError, chance),
        (programme.netBenefit.value, programme.netBenefit.standardError, centre),
        (point.standings[0].expectedLoss.value, point.standings[0].expectedLoss.standardError, above),
        (programme.expectedLoss.value, programme.expectedLoss.standardError, above - centre),
      ] {
        #expect(abs(found - exact) < 4.5 * error, "\(found) ± \(error) against \(exact) at \(price)")
      }
      if price > 0 { #expect(point.best == [1]) }
      #expect(point.perfectInformation == point.standings[point.best[0]].expectedLoss)
      #expect(point.lead?.standardError ?? 1 < 0.02)
    }
    // Printed for the package voi: 0.4798107, 0.3992825 and 0.4094634.
    for (point, exact) in zip(curves.points.dropFirst(), [0.4798107063, 0.3992824567, 0.4094634160]) {
      #expect(abs(point.perfectInformation.value - exact) < 4.5 * point.perfectInformation.standardError)
    }
  }

  @Test("The most likely best need not be the one to choose: the frontier follows expected net benefit")
  func frontierDiffers() throws {
    // In one draw of ten the second option gains 100; in the other nine it loses 1.
    let zeros = [Double](repeating: 0, count: 10)
    let curves = try AcceptabilityCurves(
      of: CostEffectSample(
        names: ["safe", "bold"], costs: [zeros, zeros],
        effects: [zeros, (0..<10).map { $0 == 0 ? 100 : -1 }]), willingnessToPay: [1])
    #expect(curves.points[0].best == [1])
    #expect(abs(curves.points[0].probabilityOfBest.probability - 0.1) < 1e-12)
    #expect(abs(curves.points[0].standings[0].probability.probability - 0.9) < 1e-12)
    #expect(abs(curves.points[0].standings[0].expectedLoss.value - 10) < 1e-12)
    #expect(abs(curves.points[0].standings[1].expectedLoss.value - 0.9) < 1e-12)
  }

  @Test("Twins share the chance of being best, and are best together")
  func twins() throws {
    let columns = try Self.normals(500, columns: 1, seed: 3)
    let curves = try AcceptabilityCurves(
      of: CostEffectSample(
        names: ["a", "b"], costs: [columns[0], columns[0]], effects: [columns[0], columns[0]]),
      willingnessToPay: [0.7])
    #expect(curves.probabilities(of: 0) == [0.5] && curves.probabilities(of: 1) == [0.5])
    #expect(curves.points[0].best == [0, 1])
    #expect(curves.points[0].probabilityOfBest.probability == 1)
    #expect(curves.expectedLosses(of: 0) == [0])
    #expect(curves.points[0].lead?.value == 0)
  }

  @Test(
    "Chances sum to one, losses of the best are least, and with fixed parameters perfect information is worth 0"
  )
  func properties() throws {
    let columns = try Self.normals(300, columns: 8, seed: 12)
    let sample = try CostEffectSample(
      names: ["a", "b", "c", "d"], costs: Array(columns[..<4]), effects: Array(columns[4...]))
    for point in try AcceptabilityCurves(of: sample, willingnessToPay: [0, 0.5, 4]).points {
      #expect(abs(point.standings.reduce(0) { $0 + $1.probability.probability } - 1) < 1e-12)
      #expect(point.standings.allSatisfy { $0.expectedLoss.value >= point.perfectInformation.value })
      #expect(point.standings[point.best[0]].expectedLoss.value == point.perfectInformation.value)
    }
    let fixed = try CostEffectSample(
      names: ["a", "b"], costs: [[1, 1, 1], [2, 2, 2]], effects: [[0.1, 0.1, 0.1], [0.7, 0.7, 0.7]])
    for point in try AcceptabilityCurves(of: fixed, willingnessToPay: [0, 1, 10]).points {
      #expect(point.perfectInformation.value == 0)
    }
  }

  @Test(
    "The plane: quadrants of independent normals around zero are a quarter each, and the ellipse holds 95%")
  func plane() throws {
    let draws = 40_000
    let columns = try Self.normals(draws, columns: 2, seed: 19)
    let zeros = [Double](repeating: 0, count: draws)
    let plane = try CostEffectivenessPlane(
      of: CostEffectSample(
        names: ["nul", "plus"], costs: [zeros, zip(columns[0], columns[1]).map { 3 * $0 + 4 * $1 }],
        effects: [zeros, columns[0]]), reference: "nul")
    let cloud = plane.clouds[0]
    #expect(cloud.name == "plus")
    // Correlation 3/5: the share of each like quadrant is 1/4 + asin(0.6)/2π.
    let like = 0.25 + asin(0.6) / (2 * Double.pi)
    let error = (like * (1 - like) / Double(draws)).squareRoot()
    #expect(abs(cloud.quadrants.moreForMore - like) < 4.5 * error)
    #expect(abs(cloud.quadrants.lessForLess - like) < 4.5 * error)
    #expect(abs(cloud.quadrants.moreForLess - (0.5 - like)) < 4.5 * error)
    #expect(abs(cloud.correlation - 0.6) < 4.5 * 0.64 / Double(draws).squareRoot())
    let ellipse = try cloud.ellipse()
    let (turn, back) = (cos(ellipse.angle), sin(ellipse.angle))
    let inside = zip(cloud.effects, cloud.costs).filter { effect, cost in
      let (x, y) = (effect - cloud.meanEffect.value, cost - cloud.meanCost.value)
      let (along, across) = (x * turn + y * back, y * turn - x * back)
      return pow(along / ellipse.longHalfAxis, 2) + pow(across / ellipse.shortHalfAxis, 2) <= 1
    }
    let held = Double(inside.count) / Double(draws)
    #expect(abs(held - 0.95) < 4.5 * (0.95 * 0.05 / Double(draws)).squareRoot(), "\(held)")
    #expect(throws: CostEffectivenessError.noSuchOption("x")) {
      try CostEffectivenessPlane(
        of: CostEffectSample(names: ["a"], costs: [[1]], effects: [[1]]), reference: "x")
    }
  }

  @Test("A draw on an axis counts half for either side, and one at the origin a quarter for each")
  func axes() throws {
    let plane = try CostEffectivenessPlane(
      of: CostEffectSample(
        names: ["a", "b"], costs: [[0, 0], [0, 0]], effects: [[0, 0], [1, 0]]), reference: "a")
    let found = plane.clouds[0].quadrants
    #expect(found.moreForMore == 0.375 && found.moreForLess == 0.375)
    #expect(found.lessForLess == 0.125 && found.lessForMore == 0.125)
  }

  @Test("Expected shortfall: exact where the share cuts between draws, and that of a normal within its error")
  func shortfall() throws {
    let few = try TailRisk(of: [7, 3, 10, 1, 2, 4, 5, 6, 8, 9], worstShare: 0.25)
    #expect(abs(few.expectedShortfall.value - (1 + 2 + 0.5 * 3) / 2.5) < 1e-12)
    #expect(few.valueAtRisk == 3)
    #expect(try TailRisk(of: [7, 3, 10, 1], worstShare: 1).expectedShortfall.value == 5.25)
    let scores = try (0..<40).map { seed in
      let draws = try Self.normals(4000, columns: 1, seed: UInt64(seed))[0]
      let found = try TailRisk(of: draws.map { 5 + 2 * $0 }, worstShare: 0.05)
      // φ(z) / 0.05 with z = Φ⁻¹(0.05) = −1.6448536270.
      return (found.expectedShortfall.value - (5 - 2 * 2.0627128075)) / found.expectedShortfall.standardError
    }
    #expect(abs(mean(scores)) < 4.5 / 40.0.squareRoot(), "\(mean(scores))")
    #expect(abs(variance(scores) - 1) < 4.5 * (2.0 / 40).squareRoot(), "\(variance(scores))")
    #expect(throws: CostEffectivenessError.badSetting("worstShare")) { try TailRisk(of: [1], worstShare: 0) }
  }
}
