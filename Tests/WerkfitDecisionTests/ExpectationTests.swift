import Testing

@testable import WerkfitDecision

/// A small generator with a fixed seed.
struct Noise {
  var state: UInt64 = 88_172_645_463_325_252
  /// Uniform with mean 0 and variance 1.
  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return (Double(state >> 11) / 9_007_199_254_740_992 - 0.5) * 12.0.squareRoot()
  }
}

@Suite("Expectations per draw from a few chances")
struct ExpectationTests {
  @Test("With every parameter fixed the spread is exactly zero and the mean stays")
  func fixed() {
    var noise = Noise()
    let rows = (0..<400).map { _ in 3 + noise.next() }
    for chances in [1, 2, 4] {
      let found = ExpectationPerDraw(rows: rows, chancesPerDraw: chances, parametersVary: false)
      #expect(Set(found.values).count == 1)
      #expect(variance(found.values) == 0)
      #expect(abs(mean(found.values) - mean(rows)) < 1e-12)
      #expect(found.standardError > 0)
    }
  }

  @Test("Two draws by hand: the spread shrinks to what is not chance")
  func byHand() {
    // Draws (0, 2) and (6, 8): averages 1 and 7, mean 4, B = 18; W = 2, W/K = 1.
    // Kept: 17/18, so the values are 4 ∓ 3√(17/18), with variance 17.
    let found = ExpectationPerDraw(rows: [0, 2, 6, 8], chancesPerDraw: 2, parametersVary: true)
    let step = 3 * (17.0 / 18).squareRoot()
    #expect(abs(found.values[0] - (4 - step)) < 1e-12)
    #expect(abs(found.values[1] - (4 + step)) < 1e-12)
    #expect(abs(variance(found.values) - 17) < 1e-12)
    #expect(abs(found.standardError - 3) < 1e-12)
  }

  @Test("Where chance explains all of the spread nothing of it is left")
  func onlyChance() {
    // Averages 1 and 1.2, B = 0.02; W = 200: no more than noise.
    let found = ExpectationPerDraw(rows: [-9, 11, -8.8, 11.2], chancesPerDraw: 2, parametersVary: true)
    #expect(variance(found.values) == 0)
  }

  @Test("Without chance the values are those of the draws, to the bit")
  func withoutChance() {
    let draws = [0.1, 0.7, 1.3]
    let found = ExpectationPerDraw(
      rows: draws.flatMap { [$0, $0, $0] }, chancesPerDraw: 3, parametersVary: true)
    for (one, other) in zip(found.values, draws) { #expect(abs(one - other) < 1e-15) }
  }

  @Test("The variance found is that of the expectations, within four of its own errors")
  func recoversVariance() {
    // Expectations with sd 2, chance with sd 6, K = 4: the averages have variance 4 + 36/4 = 13.
    var noise = Noise()
    let draws = 20_000
    let rows = (0..<draws).flatMap { _ -> [Double] in
      let expectation = 10 + 2 * noise.next()
      return (0..<4).map { _ in expectation + 6 * noise.next() }
    }
    let found = ExpectationPerDraw(rows: rows, chancesPerDraw: 4, parametersVary: true)
    // sd of a variance estimate: about 13·√(2/20000) = 0.13 for B; W/K adds under 0.06.
    #expect(abs(variance(found.values) - 4) < 4 * 0.15)
    #expect(abs(variance(blockAverages(rows, size: 4)) - 13) < 4 * 0.15)
  }
}
