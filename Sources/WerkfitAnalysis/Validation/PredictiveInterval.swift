import CGSL
import WerkfitDecision

/// Between which values a published figure would lie with a chance of 95%, if the study were right.
public struct PredictiveInterval: Sendable, Hashable, Codable {
  /// The mean of what is predicted.
  public var mean: Double
  /// The lower bound, in the unit of the figure.
  public var lower: Double
  /// The upper bound, in the unit of the figure.
  public var upper: Double

  /// Whether a figure lies between the bounds, these included.
  public func contains(_ value: Double) -> Bool {
    // What is printed as the bound itself is inside: half a unit in the tenth digit.
    let slack = 1e-9 * max(abs(lower), abs(upper), 1e-9)
    return value >= lower - slack && value <= upper + slack
  }

  /// The interval of a simulated outcome that holds the chance of the published one: 2.5% and 97.5% quantiles.
  public init(of values: [Double]) {
    mean = values.reduce(0, +) / Double(max(values.count, 1))
    let bounds = quantiles(values, at: [0.025, 0.975])
    (lower, upper) = (bounds[0], bounds[1])
  }

  /// The interval of how many of `people` something happens to, when each draw of the study gives another share.
  ///
  /// The law is the mixture of binomials over the shares, which has the sampling error of the published count beside
  /// the uncertainty of the study: exact, without drawing numbers. The bounds are the smallest counts at which its
  /// distribution function reaches 2.5% and 97.5%.
  public init(ofShares shares: [Double], among people: Int) {
    let n = max(people, 0)
    var law = [Double](repeating: 0, count: n + 1)
    // GSL counts people in 32 bits.
    let people = UInt32(clamping: n)
    // Shares that are the same give the same binomial; in order, so that the sums are the same bits every time.
    let ordered = shares.filter(\.isFinite).map { min(max($0, 0), 1) }.sorted()
    var first = 0
    while first < ordered.count {
      let share = ordered[first]
      let next = ordered[first...].firstIndex { $0 != share } ?? ordered.count
      // Ten standard deviations hold all but 1e-20 of it.
      let reach = 10 * (Double(n) * share * (1 - share)).squareRoot() + 10
      let lowest = max(0, Int((Double(n) * share - reach).rounded(.down)))
      let highest = min(n, Int((Double(n) * share + reach).rounded(.up)))
      for k in lowest...highest {
        law[k] += Double(next - first) * gsl_ran_binomial_pdf(UInt32(clamping: k), share, people)
      }
      first = next
    }
    let total = law.reduce(0, +)
    mean =
      law.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / max(total, .leastNormalMagnitude)
    var sum = 0.0
    var bounds: [Double] = []
    for probability in [0.025, 0.975] {
      sum = 0
      var k = 0
      while k < n {
        sum += law[k] / total
        if sum >= probability - 1e-12 { break }
        k += 1
      }
      bounds.append(Double(k))
    }
    (lower, upper) = (bounds[0], bounds[1])
  }
}
