import Foundation
import Testing

@testable import WerkfitDecision

@Suite("The value of knowing some of the parameters")
struct EVPPITests {
  static let draws = 20_000
  static let nothing = [Double](repeating: 0, count: draws)

  @Test("The closed forms of the reference cases are met, at three prices of an effect")
  func closedForms() throws {
    var draws = InformationDraws(11)
    let p1 = draws.normals(Self.draws, mean: 1)
    let p2 = draws.normals(Self.draws, deviation: 2)
    let parameters = [ParameterDraws("p1", p1), ParameterDraws("p2", p2)]
    let cases = [
      (1.0, 0.0833154706, 0.3955931148), (2, 0.1666309412, 0.1666309412), (3, 0.2499464118, 0.0586135875),
    ]
    for (k, first, second) in cases {
      let benefits = [Self.nothing, zip(p1, p2).map { k * $0 - $1 }]
      let found = try partialInformation(
        benefits, parameters: parameters, sets: [["p1"], ["p2"], ["p1", "p2"]])
      expect(found[0].information, near: first, "p1 at \(k)")
      expect(found[1].information, near: second, "p2 at \(k)")
      let all = unitNormalGain(mean: k, deviation: (k * k + 4).squareRoot())
      expect(found[2].information, near: all, "both at \(k)")
      // Both parameters are all there is: nothing is left to regress away.
      #expect(abs(found[2].information.value - (try perfectInformation(benefits)).value) < 1e-3 * all)
      #expect(found[0].method == .spline && found[2].method == .gaussianProcess)
    }
  }

  @Test("The toy p1 + p2 of the reference cases is met")
  func toy() throws {
    var draws = InformationDraws(12)
    let p1 = draws.normals(Self.draws)
    let p2 = draws.normals(Self.draws, deviation: 2)
    let benefits = [Self.nothing, zip(p1, p2).map { $0 + $1 }]
    let found = try partialInformation(
      benefits, parameters: [ParameterDraws("p1", p1), ParameterDraws("p2", p2)])
    expect(found[0].information, near: 0.3989422804, "p1")
    expect(found[1].information, near: 0.7978845608, "p2")
    expect(try perfectInformation(benefits), near: 0.8920620581, "all")
  }

  @Test("Constant net benefits, constant parameters and one option are worth exactly zero")
  func zero() throws {
    var draws = InformationDraws(13)
    let x = draws.normals(500)
    let y = draws.normals(500)
    let parameters = [
      ParameterDraws("x", x), ParameterDraws("y", y),
      ParameterDraws("c", [Double](repeating: 0.1, count: 500)),
    ]
    let flat = { (value: Double) in [Double](repeating: value, count: 500) }
    let sets = [["x"], ["c"], ["x", "c"], ["x", "y"]]
    for benefits in [[flat(0.1), flat(0.3), flat(0.3)], [x], [x, x], [x, x.map { $0 - 1 }]] {
      for found in try partialInformation(benefits, parameters: parameters, sets: sets) {
        #expect(found.information.value == 0 && found.information.standardError == 0)
        #expect(found.information.upwardBias == 0 && found.information.chanceOfChange == 0)
      }
    }
    let found = try partialInformation([x, y], parameters: parameters, sets: [["c"], ["x"], ["c", "x"]])
    #expect(found[0].information.value == 0 && found[0].method == nil)
    #expect(found[1].information == found[2].information)
    #expect(found[2].parameters == ["c", "x"])
  }

  @Test("A parameter of few values is worth what its group means say, exactly")
  func discrete() throws {
    // The difference has mean 2 in one half and −3 in the other, −½ in all: the gain is ½·2.
    let group = [Double](repeating: 0, count: 4) + [Double](repeating: 1, count: 4)
    let difference = [3.0, 1, 3, 1, -2, -4, -2, -4]
    let found = try partialInformation(
      [[Double](repeating: 0, count: 8), difference], parameters: [ParameterDraws("g", group)])[0]
    #expect(abs(found.information.value - 1) < 1e-8)
    #expect(found.method == .groupMeans)
    #expect(found.information.chanceOfChange == 0.5)
  }

  /// Three correlated normal parameters (0.6, 0.3 and −0.4 apart) and three options linear in them.
  static let factor = [[1.0, 0, 0], [0.6, 0.8, 0], [0.3, -0.725, 0.619979838]]
  static let effects = [[0.0, 0, 0], [1.0, -0.5, 0.4], [-0.3, 0.8, 1.0]]
  static let bases = [0.0, 0.2, -0.1]

  @Test("Three options and correlated parameters: as brute force with the exact conditional means")
  func correlated() throws {
    var draws = InformationDraws(14)
    let z = (0..<3).map { _ in draws.normals(Self.draws) }
    let values = Self.factor.map { row in
      (0..<Self.draws).map { draw in row[0] * z[0][draw] + row[1] * z[1][draw] + row[2] * z[2][draw] }
    }
    let benefits = (0..<3).map { option in
      (0..<Self.draws).map { draw in
        Self.bases[option] + (0..<3).reduce(0) { $0 + Self.effects[option][$1] * values[$1][draw] }
      }
    }
    let names = ["a", "b", "c"]
    let found = try partialInformation(
      benefits, parameters: zip(names, values).map { ParameterDraws($0, $1) },
      sets: [["a"], ["a", "b"], ["a", "b", "c"]])
    // Given the first parameters the conditional means are linear in z₁ … z_k, with these weights: the exact
    // E[NB | ·], by fresh draws.
    let weights = Self.effects.map { effect in
      (0..<3).map { k in (0..<3).reduce(0) { $0 + effect[$1] * Self.factor[$1][k] } }
    }
    var fresh = InformationDraws(15)
    let drawn = (0..<3).map { _ in fresh.normals(200_000) }
    for known in 1...3 {
      let gains = (0..<200_000).map { draw -> Double in
        var means = Self.bases
        for option in 0..<3 { for k in 0..<known { means[option] += weights[option][k] * drawn[k][draw] } }
        return (means.max() ?? 0) - means[1]
      }
      let error = errorOfMean(gains, chancesPerDraw: 1)
      expect(found[known - 1].information, near: mean(gains), bias: 4.5 * error, "\(known) known")
    }
  }

  @Test("A product of parameters: the regression and the nested simulation agree")
  func nested() throws {
    var draws = InformationDraws(16)
    let parameters = ["a", "b", "c"].map { ParameterDraws($0, draws.normals(10_000, mean: 0.3)) }
    let model: @Sendable ([[Double]]) -> [[Double]] = { points in
      let products = points[0].indices.map { points[0][$0] * points[1][$0] + points[2][$0] - 0.2 }
      return [products.map { _ in 0 }, products, points[1].map { $0 * $0 - 0.9 }]
    }
    let benefits = model(parameters.map(\.values))
    for known in [["a"], ["b"], ["a", "b"]] as [[String]] {
      let found = try partialInformation(benefits, parameters: parameters, sets: [known])[0].information
      let check = try NestedSimulation(outer: 2000, inner: 400).partialInformation(
        knowing: Set(known), of: parameters, netBenefits: model)
      let apart = found.value - (check.value - check.upwardBias)
      let error = (found.standardError * found.standardError + check.standardError * check.standardError)
        .squareRoot()
      #expect(abs(apart) < 4.5 * error, "\(known): \(found), nested \(check)")
    }
  }

  @Test("A nested simulation meets the closed form, and sees its own bias")
  func nestedClosedForm() throws {
    var draws = InformationDraws(17)
    let parameters = [
      ParameterDraws("p1", draws.normals(20_000, mean: 1)),
      ParameterDraws("p2", draws.normals(20_000, deviation: 2)),
    ]
    let model: @Sendable ([[Double]]) -> [[Double]] = { points in
      [points[0].map { _ in 0 }, zip(points[0], points[1]).map { $0 - $1 }]
    }
    let fine = try NestedSimulation(outer: 5000, inner: 500).partialInformation(
      knowing: ["p1"], of: parameters, netBenefits: model)
    expect(fine, near: 0.0833154706, bias: 2 * fine.upwardBias, "500 inner draws")
    // With 8 inner draws of sd 2 the average has sd √(1 + 4/8): the exact biased value is known.
    let coarse = try NestedSimulation(outer: 20_000, inner: 8).partialInformation(
      knowing: ["p1"], of: parameters, netBenefits: model)
    expect(coarse, near: unitNormalGain(mean: 1, deviation: 1.5.squareRoot()), "8 inner draws")
    let halves = unitNormalGain(mean: 1, deviation: 2.0.squareRoot())
    let exact = halves - unitNormalGain(mean: 1, deviation: 1.5.squareRoot())
    #expect(abs(coarse.upwardBias - exact) < 0.01, "\(coarse.upwardBias), exact \(exact)")
  }

  @Test("0 ≤ EVPPI(S) ≤ EVPPI(T) ≤ EVPI for S within T, over generated models")
  func monotone() throws {
    for seed in 0..<8 {
      var draws = InformationDraws(UInt64(100 + seed))
      let names = ["a", "b", "c", "d"]
      let parameters = names.map { ParameterDraws($0, draws.normals(400)) }
      let linear = (0..<3).map { _ in draws.normals(4, deviation: 0.5) }
      let curved = (0..<3).map { _ in draws.normals(6, deviation: seed % 2 == 0 ? 0 : 1) }
      let benefits = (0..<3).map { option in
        (0..<400).map { draw -> Double in
          let x = parameters.map { $0.values[draw] }
          let line = zip(linear[option], x).reduce(0) { $0 + $1.0 * $1.1 }
          let bend = [x[0] * x[1], x[1] * x[2], x[3] * x[3], sin(2 * x[0]), exp(x[2] / 2), abs(x[3])]
          return line + zip(curved[option], bend).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      let sets = (1..<16).map { bits in names.indices.filter { bits >> $0 & 1 == 1 }.map { names[$0] } }
      let found = try partialInformation(benefits, parameters: parameters, sets: sets)
      let most = try perfectInformation(benefits).value
      for one in found {
        #expect((0...most).contains(one.information.value))
        for other in found where Set(one.parameters).isSubset(of: other.parameters) {
          #expect(one.information.value <= other.information.value, "\(one.parameters) \(other.parameters)")
        }
      }
      // The raw estimates are close to monotone too: what is repaired is noise.
      for one in found {
        let repaired = one.information.value - one.information.estimate
        #expect(abs(repaired) <= 6 * one.information.standardError + 0.02 * most, "\(one)")
      }
    }
  }

  @Test(
    "The standard error is what the value varies by between seeds, and the bias about what it is too high")
  func errors() throws {
    let count = 1000
    let found = try (0..<400).map { seed in
      var draws = InformationDraws(UInt64(2000 + seed))
      let p1 = draws.normals(count, mean: 1)
      let noise = draws.normals(count, deviation: 5)
      return try partialInformation(
        [[Double](repeating: 0, count: count), zip(p1, noise).map { $0 + $1 }],
        parameters: [ParameterDraws("p1", p1)])[0].information
    }
    let values = found.map(\.value)
    let exact = unitNormalGain(mean: 1, deviation: 1)
    let bias = mean(values) - exact
    let error = errorOfMean(values, chancesPerDraw: 1)
    let ratio = variance(values).squareRoot() / mean(found.map(\.standardError))
    // A spread of 400 values is known to 3.5 %; choosing the smoothness may add a little.
    #expect((0.85...1.25).contains(ratio), "spread over standard error \(ratio)")
    #expect(
      abs(bias - mean(found.map(\.upwardBias))) < 4.5 * error,
      "bias \(bias) ± \(error), said \(mean(found.map(\.upwardBias)))")
  }

  @Test("More than ten parameters are regressed on by sums of splines, and a set may be given in any order")
  func large() throws {
    var draws = InformationDraws(18)
    let parameters = (0..<14).map { ParameterDraws("p\($0)", draws.normals(5000)) }
    let difference = (0..<5000).map { draw in parameters.reduce(0.5) { $0 + $1.values[draw] / 3 } }
    let names = parameters.map(\.name)
    let found = try partialInformation(
      [difference.map { _ in 0 }, difference], parameters: parameters,
      sets: [Array(names.prefix(12)), names.prefix(12).reversed()])
    #expect(found[0].method == .additiveSplines)
    #expect(found[0].information == found[1].information)
    expect(
      found[0].information, near: unitNormalGain(mean: 0.5, deviation: 12.0.squareRoot() / 3), "12 of 14")
  }

  @Test("Sets and parameters that do not fit are refused")
  func refusals() {
    let x = [1.0, 2, 3, 4]
    let find = { (parameters: [ParameterDraws], sets: [[String]]?) in
      try partialInformation([x, x], parameters: parameters, sets: sets)
    }
    #expect(throws: ValueOfInformationError.emptySet) { try find([ParameterDraws("x", x)], [[]]) }
    #expect(throws: ValueOfInformationError.unknownParameter(name: "y")) {
      try find([ParameterDraws("x", x)], [["y"]])
    }
    #expect(throws: ValueOfInformationError.parameterTwice(name: "x")) {
      try find([ParameterDraws("x", x), ParameterDraws("x", x)], nil)
    }
    #expect(throws: ValueOfInformationError.unequalParameter(name: "x", expected: 4, found: 1)) {
      try find([ParameterDraws("x", [1])], nil)
    }
    #expect(throws: ValueOfInformationError.parameterNotFinite(name: "x")) {
      try find([ParameterDraws("x", [1, 2, .infinity, 4])], nil)
    }
    #expect(throws: ValueOfInformationError.tooFewDraws) {
      try NestedSimulation(outer: 1, inner: 1).partialInformation(
        knowing: [], of: [ParameterDraws("x", x)], netBenefits: { _ in [] })
    }
    #expect(throws: ValueOfInformationError.unexpectedShape) {
      try NestedSimulation(outer: 3, inner: 2).partialInformation(
        knowing: [], of: [ParameterDraws("x", x)], netBenefits: { _ in [[1]] })
    }
  }
}
