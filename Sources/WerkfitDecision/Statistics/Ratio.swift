/// A ratio of means over draws, or the reason why there is none.
///
/// The value is the mean of the numerator over the mean of the denominator, never a mean of ratios.
/// The intervals are paired percentiles: the ratio in each draw, in order. A draw whose denominator is not
/// above zero counts as worse than every other (an endless cost per exit), so that a bound can be absent;
/// `shareWithout` says how often that is.
public struct Ratio: Sendable, Hashable, Codable {
  /// Why a ratio does not exist.
  public enum Absence: String, Sendable, Hashable, Codable, CaseIterable {
    /// The denominator is zero in every draw.
    case zeroDenominator
    /// The mean of the denominator cannot be told from zero (within four Monte Carlo errors).
    case indistinguishableFromZero
    /// The denominator is below zero on average.
    case negativeDenominator
    /// The denominator is not above zero in more than a quarter of the draws.
    case changesSign
    /// The numerator is not above zero on average, where only a positive one has a meaning.
    case nothingSpent
  }

  /// Bounds, of which one may not exist.
  public struct Bounds: Sendable, Hashable, Codable {
    /// The lower bound, or nil.
    public var lower: Double?
    /// The upper bound, or nil.
    public var upper: Double?
  }

  /// The ratio of means, or nil.
  public var value: Double?
  /// The Monte Carlo standard error of the value (delta method), or nil.
  public var standardError: Double?
  /// Why there is no value, or nil.
  public var absence: Absence?
  /// From the 10th to the 90th percentile over draws, or nil where there is no value.
  public var interval80: Bounds?
  /// From the 2.5th to the 97.5th percentile over draws, or nil where there is no value.
  public var interval95: Bounds?
  /// The share of the draws in which the denominator is not above zero.
  public var shareWithout: Double

  /// Above this share of draws without a positive denominator no value is given.
  public static let greatestShareWithout = 0.25

  /// The ratio of two quantities per draw.
  ///
  /// - Parameters:
  ///   - numerator: Per draw.
  ///   - denominator: Per draw, in the same order; must be as many.
  ///   - needsPositiveNumerator: Whether the ratio only means something above zero, as a cost per exit.
  public init(
    of numerator: ExpectationPerDraw, over denominator: ExpectationPerDraw,
    needsPositiveNumerator: Bool = false
  ) {
    let (top, bottom) = (numerator.values, denominator.values)
    let (meanTop, meanBottom) = (mean(top), mean(bottom))
    let without = bottom.filter { $0 <= 0 }.count
    shareWithout = bottom.isEmpty ? 1 : Double(without) / Double(bottom.count)
    absence =
      if bottom.allSatisfy({ $0 == 0 }) {
        .zeroDenominator
      } else if abs(meanBottom) <= 4 * denominator.standardError {
        .indistinguishableFromZero
      } else if meanBottom < 0 {
        .negativeDenominator
      } else if shareWithout > Self.greatestShareWithout {
        .changesSign
      } else if needsPositiveNumerator && meanTop <= 0 {
        .nothingSpent
      } else {
        nil
      }
    guard absence == nil, meanBottom != 0 else { return }
    let ratio = meanTop / meanBottom
    value = ratio
    let residuals = zip(top, bottom).map { ($0 - ratio * $1) / meanBottom }
    standardError = max(
      errorOfMean(residuals, chancesPerDraw: 1),
      top.count > 1 ? 0 : numerator.standardError / abs(meanBottom))
    let ratios = zip(top, bottom).map { $1 > 0 ? $0 / $1 : .infinity }.sorted()
    let bound = { (probability: Double) -> Double? in
      let found = quantile(ofSorted: ratios, at: probability)
      return found.isFinite ? found : nil
    }
    interval80 = Bounds(lower: bound(0.1), upper: bound(0.9))
    interval95 = Bounds(lower: bound(0.025), upper: bound(0.975))
  }
}
