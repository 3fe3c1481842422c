import CGSL
import Foundation

/// Log-likelihoods of what is observed, given what a model predicts.
///
/// All are exact, with their constants, so that models can be compared. A prediction that makes the
/// observation impossible gives minus infinity; one outside its range (a chance above 1, a rate below 0)
/// gives not a number, which a sampler reports with the point.
public enum LogLikelihood {
  /// k of n, each with the same chance: binomial.
  public static func binomial(_ successes: Int, of trials: Int, chance: Double) -> Double {
    guard (0...1).contains(chance), trials >= 0 else { return .nan }
    guard (0...trials).contains(successes) else { return -.infinity }
    return logChoices(successes, of: trials) + times(Double(successes), log(chance))
      + times(Double(trials - successes), log1p(-chance))
  }

  /// k of n with chances that vary between groups or periods: beta-binomial (Skellam 1948).
  ///
  /// - Parameters:
  ///   - successes: k.
  ///   - trials: n.
  ///   - chance: The mean of the chances, strictly between 0 and 1.
  ///   - dispersion: The correlation ρ between two of the n, 0 ≤ ρ < 1; 0 is the binomial. The variance is
  ///     n p (1 − p) (1 + (n − 1) ρ).
  public static func betaBinomial(
    _ successes: Int, of trials: Int, chance: Double, dispersion: Double
  ) -> Double {
    guard (0..<1).contains(dispersion) else { return .nan }
    if dispersion == 0 || chance == 0 || chance == 1 {
      return binomial(successes, of: trials, chance: chance)
    }
    guard (0...1).contains(chance), trials >= 0 else { return .nan }
    guard (0...trials).contains(successes) else { return -.infinity }
    let total = (1 - dispersion) / dispersion
    guard total.isFinite else { return binomial(successes, of: trials, chance: chance) }
    let (one, other) = (chance * total, (1 - chance) * total)
    return logChoices(successes, of: trials)
      + logRising(one, successes) + logRising(other, trials - successes) - logRising(total, trials)
  }

  /// An observed value around a predicted one: normal with a known standard deviation or standard error.
  public static func normal(_ observed: Double, mean: Double, standardDeviation: Double) -> Double {
    guard standardDeviation > 0 else { return .nan }
    let distance = (observed - mean) / standardDeviation
    return -0.5 * distance * distance - log(standardDeviation) - 0.5 * log(2 * Double.pi)
  }

  /// A number of events: Poisson with the predicted mean.
  public static func poisson(_ events: Int, mean: Double) -> Double {
    guard mean >= 0 else { return .nan }
    guard events >= 0 else { return -.infinity }
    return times(Double(events), log(mean)) - mean - gsl_sf_lngamma(Double(events) + 1)
  }

  /// How many of a total fall in each of several classes: multinomial.
  ///
  /// - Parameters:
  ///   - counts: Per class.
  ///   - shares: The predicted share of each class; must sum to 1 within 1e-9.
  public static func multinomial(_ counts: [Int], shares: [Double]) -> Double {
    guard counts.count == shares.count, shares.allSatisfy({ $0 >= 0 }),
      abs(shares.reduce(0, +) - 1) <= 1e-9
    else { return .nan }
    guard counts.allSatisfy({ $0 >= 0 }) else { return -.infinity }
    var sum = gsl_sf_lngamma(Double(counts.reduce(0, +)) + 1)
    for (count, share) in zip(counts, shares) {
      sum += times(Double(count), log(share)) - gsl_sf_lngamma(Double(count) + 1)
    }
    return sum
  }

  /// x · log y with 0 · log 0 = 0: what never happened and cannot happen says nothing.
  static func times(_ count: Double, _ logarithm: Double) -> Double { count == 0 ? 0 : count * logarithm }

  /// log of k out of n.
  private static func logChoices(_ chosen: Int, of total: Int) -> Double {
    gsl_sf_lngamma(Double(total) + 1) - gsl_sf_lngamma(Double(chosen) + 1)
      - gsl_sf_lngamma(Double(total - chosen) + 1)
  }

  /// log of Γ(a + n) / Γ(a); term by term where few, since the difference loses digits for a large a.
  private static func logRising(_ start: Double, _ count: Int) -> Double {
    // GSL stops at a zero.
    guard count > 200, start > 0 else { return (0..<count).reduce(0.0) { $0 + log(start + Double($1)) } }
    return gsl_sf_lngamma(start + Double(count)) - gsl_sf_lngamma(start)
  }
}
