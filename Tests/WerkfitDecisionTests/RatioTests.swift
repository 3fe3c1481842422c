import Testing

@testable import WerkfitDecision

@Suite("Ratios of means")
struct RatioTests {
  private func ratio(_ top: [Double], _ bottom: [Double], positive: Bool = false) -> Ratio {
    Ratio(
      of: ExpectationPerDraw(exact: top), over: ExpectationPerDraw(exact: bottom),
      needsPositiveNumerator: positive)
  }

  @Test("A ratio is that of the means, not the mean of the ratios")
  func ofMeans() {
    // Means 300 and 3: 100. The ratios are 200, 100, 50 and 100, with mean 112.5.
    let found = ratio([400, 300, 200, 300], [2, 3, 4, 3])
    #expect(found.value == 100)
    #expect(found.absence == nil)
  }

  @Test("A ratio over zero does not exist")
  func zero() {
    #expect(ratio([1, 2], [0, 0]).absence == .zeroDenominator)
    #expect(ratio([1, 2], [0, 0]).value == nil)
  }

  @Test("A ratio over a negative mean does not exist")
  func negative() {
    #expect(ratio([1, 2, 1], [-10, -10.1, -10]).absence == .negativeDenominator)
  }

  @Test("A ratio over a mean within four errors of zero does not exist")
  func indistinguishable() {
    #expect(ratio([1, 1, 1, 1], [3, -2, 2, -2]).absence == .indistinguishableFromZero)
  }

  @Test("A ratio whose denominator is below zero in over a quarter of the draws does not exist")
  func changesSign() {
    let bottom = (0..<1000).map { $0 % 3 == 0 ? -1.0 : 10 }
    let found = ratio([Double](repeating: 5, count: 1000), bottom)
    #expect(found.absence == .changesSign)
    #expect(abs(found.shareWithout - 0.334) < 1e-12)
  }

  @Test("Draws without gain leave the upper bound open")
  func unbounded() {
    // 100 of 1000 draws have no gain: the 95% interval has no upper bound, the lower one is 5/10.
    let bottom = (0..<1000).map { $0 % 10 == 0 ? -1.0 : 10 }
    let found = ratio([Double](repeating: 5, count: 1000), bottom)
    #expect(found.interval95?.lower == 0.5)
    #expect(found.interval95?.upper == nil)
    #expect(found.shareWithout == 0.1)
  }

  @Test("A cost per exit does not exist where nothing is spent")
  func nothingSpent() {
    #expect(ratio([-3, -3], [1, 1], positive: true).absence == .nothingSpent)
    #expect(ratio([-3, -3], [1, 1]).value == -3)
  }

  @Test("Fixed numbers give a ratio without spread")
  func fixed() {
    let found = ratio([10, 10], [4, 4])
    #expect(found.value == 2.5)
    #expect(found.standardError == 0)
    #expect(found.interval95?.lower == 2.5)
    #expect(found.interval95?.upper == 2.5)
  }
}

@Suite("Payback")
struct PaybackTests {
  @Test("Payback is the first point from which the curve stays up")
  func staysUp() {
    // Cumulative: −10, 0, −5, 0, 3: the zero at point 1 does not last.
    let found = Payback(flows: [-10, 10, -5, 5, 3])
    #expect(found.kind == .within)
    #expect(found.point == 3)
    #expect(found.outlay == 10)
    #expect(found.sharePaidBack == 1.3)
  }

  @Test("A curve that ends below zero has no payback, but says how much came back")
  func never() {
    let found = Payback(flows: [-100, 30, 10])
    #expect(found.kind == .notWithinHorizon)
    #expect(found.point == nil)
    #expect(abs((found.sharePaidBack ?? 0) - 0.4) < 1e-12)
  }

  @Test("A curve that never goes below zero needs no payback")
  func free() {
    #expect(Payback(flows: [0, 1, 2]).kind == .neverBelowZero)
    #expect(Payback(flows: [0, 0, 0]).kind == .noDifference)
    // Rounding below zero is no outlay.
    #expect(Payback(flows: [1e6, -1e6, -1e-6, 5]).kind == .neverBelowZero)
  }
}
