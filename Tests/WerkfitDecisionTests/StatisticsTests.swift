import Testing

@testable import WerkfitDecision

@Suite("Statistics of a sample")
struct StatisticsTests {
  @Test("A sum keeps what plain addition loses")
  func compensates() {
    #expect(compensatedSum([1, 1e100, 1, -1e100]) == 2)
    #expect(compensatedSum([Double]()) == 0)
    #expect(abs(compensatedSum([Double](repeating: 0.1, count: 1_000_000)) - 100_000) < 1e-9)
  }

  @Test("The variance of numbers far from zero is that of the numbers near zero")
  func varianceFarFromZero() {
    // 1, 2, 3, 4 have variance 5/3; adding a billion changes nothing.
    #expect(abs(variance([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4]) - 5.0 / 3) < 1e-12)
    #expect(variance([7]) == 0)
  }

  @Test("Quantiles interpolate between order statistics as type 7")
  func quantilesOfTypeSeven() {
    // For 1 … 10 the position of p is 9p: 0.25 → 2.25 → 3.25; 0.1 → 0.9 → 1.9; 0.5 → 4.5 → 5.5.
    let values = [3.0, 1, 2, 10, 9, 8, 7, 6, 5, 4]
    let found = quantiles(values, at: [0, 0.1, 0.25, 0.5, 1])
    for (one, other) in zip(found, [1, 1.9, 3.25, 5.5, 10]) { #expect(abs(one - other) < 1e-12) }
    #expect(quantiles([4.0], at: [0.975]) == [4])
  }

  @Test("The intervals of 0 … 1000 run from 100 to 900 and from 25 to 975")
  func intervals() {
    let summary = Summary(of: (0...1000).map(Double.init))
    #expect(summary.mean == 500)
    #expect(summary.median == 500)
    #expect(summary.interval80 == Interval(100, 900))
    #expect(summary.interval95 == Interval(25, 975))
    // Variance of 0 … n with n + 1 values over n: (n + 1)(n + 2)/12.
    #expect(abs(summary.standardDeviation - (1001.0 * 1002 / 12).squareRoot()) < 1e-9)
  }

  @Test("Replications of one draw count once in the Monte Carlo error")
  func errorsOfDraws() {
    // Four draws, each repeated 25 times: the error is that of four values, √(variance / 4).
    let draws = [1.0, 2, 3, 4]
    let rows = draws.flatMap { [Double](repeating: $0, count: 25) }
    let summary = Summary(of: rows, chancesPerDraw: 25)
    #expect(abs(summary.standardError - (5.0 / 3 / 4).squareRoot()) < 1e-12)
    #expect(Summary(of: rows).standardError < summary.standardError / 4)
  }

  @Test("A chance is a share with the error of a share")
  func chances() {
    let chance = Probability([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]) { $0 >= 1 }
    #expect(chance.probability == 0.3)
    #expect(chance.count == 10)
    #expect(abs(chance.standardError - (0.3 * 0.7 / 9).squareRoot()) < 1e-12)
  }

  @Test("Ties share the chance of being best, and all chances sum to one")
  func best() {
    let shares = sharesOfBeingBest([[0, 0, 5, 1], [1, 0, 5, 2], [-1, -1, 5, 3]])
    #expect(shares[0] == [0, 0.5, 1.0 / 3, 0])
    #expect(shares[1] == [1, 0.5, 1.0 / 3, 0])
    #expect(shares[2] == [0, 0, 1.0 / 3, 1])
  }

  @Test("The expected regret is the mean distance to the best of each draw")
  func regret() {
    // Best per draw: 4 and 6. Always the first: losses 4 − 0 and 6 − 6; always the second: 0 and 6 − 2.
    #expect(expectedRegrets([[0, 6], [4, 2]]) == [2, 2])
    #expect(expectedRegrets([[1, 1], [1, 1]]) == [0, 0])
  }
}
