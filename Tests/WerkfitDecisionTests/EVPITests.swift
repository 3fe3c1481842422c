import Foundation
import Testing

@testable import WerkfitDecision

/// Independent normal draws for the tests, from the generator that splits a 64-bit counter (Steele 2014).
struct InformationDraws {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
  }

  mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  mutating func normals(_ count: Int, mean: Double = 0, deviation: Double = 1) -> [Double] {
    (0..<count).map { _ in mean + deviation * normal() }
  }
}

/// Checks an estimate against the exact value, within 4.5 of its standard errors and a known bias.
func expect(
  _ information: ValueOfInformation, near exact: Double, bias: Double = 0, _ what: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    abs(information.value - exact) < 4.5 * information.standardError + bias,
    "\(what): \(information.value) ± \(information.standardError), exact \(exact)",
    sourceLocation: sourceLocation)
}

/// E max(0, X) − max(0, E X) for X normal.
func unitNormalGain(mean m: Double, deviation s: Double) -> Double {
  let density = exp(-m * m / (2 * s * s)) / (2 * Double.pi).squareRoot()
  return m * 0.5 * erfc(-m / (s * 2.0.squareRoot())) + s * density - max(0, m)
}

@Suite("The value of perfect information")
struct EVPITests {
  @Test("The closed form of the reference cases is met: two options whose difference is normal")
  func closedForm() throws {
    var draws = InformationDraws(1)
    let p1 = draws.normals(100_000, mean: 1)
    let p2 = draws.normals(100_000, deviation: 2)
    for (k, exact) in [(1.0, 0.4798107063), (2, 0.3992824567), (3, 0.4094634160)] {
      #expect(abs(unitNormalGain(mean: k, deviation: (k * k + 4).squareRoot()) - exact) < 1e-9)
      let option = zip(p1, p2).map { k * $0 - $1 }
      let found = try perfectInformation([[Double](repeating: 0, count: 100_000), option])
      expect(found, near: exact, "k = \(k)")
      #expect(found.bestOption == 1)
      #expect(found.upwardBias == 0)
    }
  }

  @Test("Three draws by hand: mean of the best less the best of the means")
  func byHand() throws {
    // Best per draw 4, 6 and 5: mean 5. Means 4 and 3.
    let found = try perfectInformation([[4, 3, 5], [1, 6, 2]])
    #expect(found.value == 1)
    #expect(found.bestOption == 0)
    #expect(found.chanceOfChange == 1.0 / 3)
    // Gains per draw 0, 3, 0: variance 3, over 3 draws.
    #expect(abs(found.standardError - 1) < 1e-12)
  }

  @Test("Where nothing varies, or one option is best in every draw, the value is exactly zero")
  func zero() throws {
    let fixed = try perfectInformation([[0.1, 0.1, 0.1], [0.3, 0.3, 0.3], [0.3, 0.3, 0.3]])
    #expect(fixed.value == 0 && fixed.standardError == 0 && fixed.bestOption == 1)
    let dominated = try perfectInformation([[0.1, 5e9, -3], [0.7, 5e9 + 1, -3]])
    #expect(dominated.value == 0 && dominated.standardError == 0 && dominated.bestOption == 1)
    #expect(try perfectInformation([[1, 2, 3]]).value == 0)
  }

  @Test("It is the smallest expected regret, whatever the options have in common")
  func regret() throws {
    var draws = InformationDraws(2)
    for _ in 0..<20 {
      let columns = (0..<4).map { draws.normals(200, mean: 0.1 * Double($0)) }
      let found = try perfectInformation(columns)
      #expect(abs(found.value - (expectedRegrets(columns).min() ?? .nan)) < 1e-12)
      let common = draws.normals(200, deviation: 1000)
      let shifted = try perfectInformation(columns.map { zip($0, common).map { $0 + $1 } })
      #expect(abs(shifted.value - found.value) < 1e-10)
      #expect(shifted.bestOption == found.bestOption)
    }
  }

  @Test("The standard error is what the value varies by between seeds")
  func standardError() throws {
    let found = try (0..<300).map { seed in
      var draws = InformationDraws(UInt64(1000 + seed))
      return try perfectInformation([
        [Double](repeating: 0, count: 500), draws.normals(500, mean: 1, deviation: 2),
      ])
    }
    let ratio = variance(found.map(\.value)).squareRoot() / mean(found.map(\.standardError))
    // A standard deviation of 300 numbers is known to about 4 %.
    #expect(abs(ratio - 1) < 4.5 * 0.041, "\(ratio)")
  }

  @Test("What is no table of numbers is refused")
  func refusals() {
    #expect(throws: ValueOfInformationError.noDraws) { try perfectInformation([]) }
    #expect(throws: ValueOfInformationError.noDraws) { try perfectInformation([[]]) }
    #expect(throws: ValueOfInformationError.unequalOptions(option: 1, expected: 2, found: 1)) {
      try perfectInformation([[1, 2], [1]])
    }
    #expect(throws: ValueOfInformationError.netBenefitNotFinite(option: 1)) {
      try perfectInformation([[1, 2], [1, .nan]])
    }
  }
}
