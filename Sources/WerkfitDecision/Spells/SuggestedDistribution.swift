import CGSL
import Foundation

/// A distribution that own data suggest for a parameter of a study.
public struct SuggestedDistribution: Sendable, Hashable, Codable {
  /// The families.
  public enum Family: Sendable, Hashable, Codable {
    /// Beta(α, β), for a chance.
    case beta(alpha: Double, beta: Double)
    /// Gamma(shape, scale), for an amount or a duration above zero.
    case gamma(shape: Double, scale: Double)
  }

  /// The family with its numbers.
  public var family: Family
  /// The months to which a chance applies: 1 for a monthly chance; nil where it is no chance per period.
  public var periodInMonths: Int?
  /// The mean.
  public var mean: Double
  /// The standard deviation.
  public var standardDeviation: Double
  /// From the 2.5th to the 97.5th percentile; nil where GSL finds none.
  public var interval95: Interval?

  /// The chance per month to leave, of exits over person-months: Beta(a + d, b + N − d).
  ///
  /// The prior of Jeffreys (½, ½) unless another is given. Several outcomes that compete have one of these
  /// each; over longer periods a chance follows as 1 − (1 − q)^m.
  ///
  /// - Throws: `OwnDataError.setting` with more exits than person-months, or a prior not above zero.
  public static func monthlyChance(
    exits: Int, personMonths: Int, prior: (alpha: Double, beta: Double) = (0.5, 0.5)
  ) throws(OwnDataError) -> SuggestedDistribution {
    var found = try share(exits, of: personMonths, prior: prior)
    found.periodInMonths = 1
    return found
  }

  /// A share k of n: Beta(a + k, b + n − k).
  ///
  /// - Throws: `OwnDataError.setting` with k outside 0 … n, or a prior not above zero.
  public static func share(
    _ count: Int, of total: Int, prior: (alpha: Double, beta: Double) = (0.5, 0.5)
  ) throws(OwnDataError) -> SuggestedDistribution {
    guard count >= 0, count <= total else {
      throw .setting(
        name: "count", found: Double(count),
        expected: OwnDataText(nl: "0 tot en met \(total)", en: "0 up to \(total)"))
    }
    for value in [prior.alpha, prior.beta] where !(value > 0 && value.isFinite) {
      throw .setting(name: "prior", found: value, expected: aboveZero)
    }
    werkfit_silence_gsl()
    let (alpha, beta) = (prior.alpha + Double(count), prior.beta + Double(total - count))
    let sum = alpha + beta
    return SuggestedDistribution(
      family: .beta(alpha: alpha, beta: beta), mean: alpha / sum,
      standardDeviation: (alpha * beta / (sum * sum * (sum + 1))).squareRoot(),
      interval95: interval { betaQuantile($0, alpha, beta) })
  }

  /// An amount or a duration with a mean and a standard deviation: gamma with shape (m/s)², scale s²/m.
  ///
  /// For what is not known of a mean give its standard error; for the spread between people give theirs.
  ///
  /// - Throws: `OwnDataError.setting` where one is not above zero.
  public static func gamma(
    mean: Double, standardDeviation: Double
  ) throws(OwnDataError) -> SuggestedDistribution {
    for (name, value) in [("mean", mean), ("standardDeviation", standardDeviation)]
    where !(value > 0 && value.isFinite) {
      throw .setting(name: name, found: value, expected: aboveZero)
    }
    werkfit_silence_gsl()
    let ratio = mean / standardDeviation
    let (shape, scale) = (ratio * ratio, standardDeviation / ratio)
    return SuggestedDistribution(
      family: .gamma(shape: shape, scale: scale), mean: mean, standardDeviation: standardDeviation,
      interval95: interval { gsl_cdf_gamma_Pinv($0, shape, scale) })
  }

  /// The quantile of a beta law; by halving where GSL's iteration does not come to an end.
  private static func betaQuantile(_ share: Double, _ alpha: Double, _ beta: Double) -> Double {
    let found = gsl_cdf_beta_Pinv(share, alpha, beta)
    if found.isFinite, abs(gsl_cdf_beta_P(found, alpha, beta) - share) < 1e-9 { return found }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 where high - low > 1e-16 * high {
      let middle = (low + high) / 2
      if gsl_cdf_beta_P(middle, alpha, beta) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static let aboveZero = OwnDataText(nl: "meer dan 0", en: "above 0")

  private static func interval(_ quantile: (Double) -> Double) -> Interval? {
    let found = Interval(quantile(0.025), quantile(0.975))
    return found.lower.isFinite && found.upper.isFinite ? found : nil
  }
}

/// The parameters that the rows of one group suggest.
public struct GroupSuggestions: Sendable, Hashable, Codable {
  /// A chance per month in a stretch of months.
  public struct Chance: Sendable, Hashable, Codable {
    /// The outcome, or nil for all together.
    public var outcome: String?
    /// The stretch with its exits and person-months.
    public var band: HazardBand
    /// What it suggests.
    public var distribution: SuggestedDistribution
  }

  /// The chance per month of each outcome in each stretch with anybody at risk.
  public var exits: [Chance]
  /// The chance per month to come back, in each stretch with anybody at risk; empty where nothing is known.
  public var comebacks: [Chance]
  /// The mean costs per spell in euros, spread by what is not known of the mean; nil where not told.
  public var meanCosts: SuggestedDistribution?

  /// The suggestions of a group.
  ///
  /// - Throws: `OwnDataError.setting` for ends that do not rise or a prior not above zero.
  public init(
    _ group: OwnData.Group, bandsEndingAt ends: [Int] = HazardBand.usualEnds,
    prior: (alpha: Double, beta: Double) = (0.5, 0.5)
  ) throws(OwnDataError) {
    exits = try Self.chances(group.history, ends, prior)
    comebacks =
      try group.comebacks.map { history throws(OwnDataError) in
        try Self.chances(history, ends, prior)
      } ?? []
    if let costs = group.costs, costs.count > 1, costs.mean > 0, costs.standardDeviation > 0 {
      meanCosts = try .gamma(
        mean: costs.mean, standardDeviation: costs.standardDeviation / Double(costs.count).squareRoot())
    }
  }

  private static func chances(
    _ history: RiskHistory, _ ends: [Int], _ prior: (alpha: Double, beta: Double)
  ) throws(OwnDataError) -> [Chance] {
    var found: [Chance] = []
    for band in try history.bands(endingAt: ends) where band.personMonths > 0 {
      for (index, outcome) in history.outcomes.enumerated() {
        found.append(
          Chance(
            outcome: outcome, band: band,
            distribution: try .monthlyChance(
              exits: band.exits[index], personMonths: band.personMonths, prior: prior)))
      }
    }
    return found
  }
}
