import Foundation

/// How one observation lies among what the fitted model predicts for it.
public struct PredictiveCheck: Sendable, Hashable, Codable {
  /// What was observed.
  public var observed: Double
  /// The mean of the predictions.
  public var mean: Double
  /// From the 10th to the 90th percentile of the predictions.
  public var interval80: Interval
  /// From the 2.5th to the 97.5th percentile of the predictions.
  public var interval95: Interval
  /// The share of the predictions at or above what was observed: the posterior predictive p-value of Gelman,
  /// Meng and Stern 1996.
  public var tailProbability: Double
  /// The share above it and half of the share equal to it: for counts, where equal happens.
  public var midProbability: Double
  /// The Monte Carlo standard error of the mid-probability, for independent predictions.
  public var standardError: Double

  /// Twice the smaller tail: near 0 where the observation does not fit on either side.
  public var twoSided: Double { min(1, 2 * min(midProbability, 1 - midProbability)) }
  /// Whether the observation lies in the 95% interval of the predictions.
  public var fits: Bool { interval95.lower <= observed && observed <= interval95.upper }

  /// The place of an observation among predictions.
  ///
  /// - Parameters:
  ///   - observed: What was observed.
  ///   - predictions: What the model predicts for it in draws from the posterior, chance included.
  /// - Throws: `CalibrationError.tooFew` without two predictions.
  public init(observed: Double, predictions: [Double]) throws(CalibrationError) {
    guard predictions.count > 1 else {
      throw .tooFew(what: "predictions", found: predictions.count, needed: 2)
    }
    guard !observed.isNaN, predictions.allSatisfy({ !$0.isNaN }) else {
      throw .setting(name: "predictions", found: .nan, expected: "numbers")
    }
    self.observed = observed
    mean = WerkfitDecision.mean(predictions)
    let points = quantiles(predictions, at: [0.025, 0.1, 0.9, 0.975])
    interval80 = Interval(points[1], points[2])
    interval95 = Interval(points[0], points[3])
    let places = predictions.map { $0 > observed ? 1 : $0 == observed ? 0.5 : 0.0 }
    tailProbability = Double(places.filter { $0 > 0 }.count) / Double(places.count)
    midProbability = WerkfitDecision.mean(places)
    standardError = (variance(places) / Double(places.count)).squareRoot()
  }
}
