/// A kind of map in a study file: each has its own keys.
///
/// The raw value names the section in the JSON Schema (`#/$defs/price`).
public enum StudySection: String, Sendable, Hashable, CaseIterable {
  /// The whole file.
  case study
  /// A file that studies take in with `uses`.
  case catalogue
  case clock, money, source
  case parameter
  /// The values of the distributions, each under the key of its name in a parameter.
  case beta, normal, truncatedNormal, lognormal, gamma, pert, discrete, empirical
  case table, correlation
  case doelgroep, hiddenClass, state, move
  case traject, phase, exit, stay, lockIn, gain
  /// The extension of a phase.
  case stayExtension = "extension"
  /// Which phases of a traject occupy a place of which pool.
  case placeUse
  case placePool = "places"
  case fund, party
  case reserve, reserveMeasure
  /// Money that moves between funds, and rules for what is spent beyond a budget.
  case shift, budgetRule, budgetBand
  /// One of those who share the balance of a party.
  case partyMember
  case priceLine = "price"
  case outcome, outcomeLine, target, criterion, observation, reading, scenario, offer
}
