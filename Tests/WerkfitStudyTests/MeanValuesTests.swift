import Foundation
import Testing

@testable import WerkfitStudy

@Suite("Values at the means")
struct MeanValuesTests {
  @Test("Every distribution has the mean of its textbook")
  func means() {
    let cases: [(Distribution, Double)] = [
      (.fixed(7), 7), (.beta(alpha: 3, beta: 5), 0.375), (.normal(mean: 2, sd: 9), 2),
      (.lognormal(mu: 0, sigma: 1), exp(0.5)), (.gamma(shape: 2, scale: 3), 6),
      (.uniform(lower: 1, upper: 4), 2.5), (.triangular(lower: 0, mode: 1, upper: 5), 2),
      (.pert(lower: 0, mode: 3, upper: 6, lambda: 4), 3), (.discrete(values: [1, 5], weights: [3, 1]), 2),
      (.empirical([1, 2, 6]), 3),
      // Half a normal distribution has mean √(2/π).
      (.truncatedNormal(mean: 0, sd: 1, lower: 0, upper: .infinity), (2 / Double.pi).squareRoot()),
      (.truncatedNormal(mean: 4, sd: 2, lower: 1, upper: 7), 4),
    ]
    for (distribution, mean) in cases { #expect(isClose(distribution.expectedValue, mean, within: 1e-9)) }
  }

  @Test("The mean of a truncated normal in its far tail stays within the bounds")
  func farTail() {
    let low = Distribution.truncatedNormal(mean: 0, sd: 1, lower: 7, upper: 9).expectedValue
    // The mean beyond a far bound a is about a + 1/a.
    #expect(isClose(low, 7 + 1.0 / 7, within: 5e-3))
    let high = Distribution.truncatedNormal(mean: 0, sd: 1, lower: -9, upper: -7).expectedValue
    #expect(isClose(high, -7 - 1.0 / 7, within: 5e-3))
  }

  @Test("A group sees its own values and all that follows from them")
  func groups() throws {
    let study = try SmallStudy.study(
      """
      format: 1
      study: Groepen
      clock: { start: 2021-01, horizon: 12 months }
      parameters:
        kans: 4% per month
        half: = kans / 2
        vast: 5
      doelgroepen:
        gewoon: { size: 1, in: a }
        snel: { size: = vast, in: a, parameters: { kans: = kans * 1.5 } }
      states: { a: { moves: { b: = half } }, b: {} }
      scenarios: { niets: { } }
      """)
    let plain = MeanValues(study.base)
    #expect(isClose(plain["half"], 0.02))
    // The own formula reads the value of the study, so that a group can be a multiple of it.
    let quick = MeanValues(study.base, group: study.base.groups[1])
    #expect(isClose(quick["kans"], 0.06))
    #expect(isClose(quick["half"], 0.03))
    #expect(quick["vast"] == 5)
  }

  @Test("A formula with a clock has a value only at a moment")
  func clocks() throws {
    let study = try SmallStudy.study(SmallStudy.text("parameters:\n  x: = 2 * t\n  y: = x + 1"))
    let means = MeanValues(study.base)
    #expect(means["y"] == nil)
    #expect(means.value(of: .parameter("y"), at: [.t: 5]) == 11)
    #expect(means.value(of: .binary(.divide, .number(1), .number(0))) == nil)
  }
}
