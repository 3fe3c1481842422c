import Foundation

/// How many decisions the information serves: the people for whom one is made, over the years.
public struct DecisionPopulation: Sendable, Hashable, Codable {
  /// When within a year its decisions count as made.
  public enum Timing: String, Sendable, Hashable, Codable, CaseIterable {
    /// At the start of each year, the first undiscounted.
    case start
    /// Halfway each year.
    case middle
    /// At the end of each year.
    case end
  }

  /// The number of people per year, or of whatever the net benefit is per.
  public var perYear: Double
  /// For how many years the choice stays relevant, from now; the last may be a part of one.
  public var years: Double
  /// The yearly discount rate, as a share.
  public var discountRate: Double
  /// The years before the findings are in, whose decisions they do not serve.
  public var delay: Double
  /// When within a year its decisions count as made.
  public var timing: Timing

  /// A population over some years.
  ///
  /// - Throws: `ValueOfInformationError.invalidPopulation` where a number is below zero or not finite.
  public init(
    perYear: Double, years: Double, discountRate: Double = 0, delay: Double = 0, timing: Timing = .start
  ) throws {
    guard [perYear, years, discountRate, delay].allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw ValueOfInformationError.invalidPopulation
    }
    self.perYear = perYear
    self.years = years
    self.discountRate = discountRate
    self.delay = delay
    self.timing = timing
  }

  /// The number of discounted decisions that the information serves.
  public var size: Double {
    perYear
      * max(
        0,
        presentValueFactor(years: years, discountRate: discountRate, timing: timing)
          - presentValueFactor(years: min(delay, years), discountRate: discountRate, timing: timing))
  }
}

/// The present value of one per year for a number of years.
///
/// The sum of (1 + r)^−t over the years, with t the moment within each; of a last, incomplete year only its
/// share counts, at the moment of that year.
///
/// - Parameters:
///   - years: The number of years, at least zero.
///   - discountRate: The yearly rate r, as a share.
///   - timing: When within each year.
public func presentValueFactor(
  years: Double, discountRate: Double, timing: DecisionPopulation.Timing = .start
) -> Double {
  guard years > 0, years.isFinite else { return 0 }
  let whole = years.rounded(.down)
  let discount = log1p(discountRate)
  let shift =
    switch timing {
    case .start: 0.0
    case .middle: 0.5
    case .end: 1.0
    }
  // The geometric sum of whole years, in a form that holds for a rate of zero and for very small rates.
  let sum = discount == 0 ? whole : expm1(-discount * whole) / expm1(-discount)
  return exp(-discount * shift) * (sum + (years - whole) * exp(-discount * whole))
}
