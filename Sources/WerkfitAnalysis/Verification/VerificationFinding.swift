/// What one check of the verification list found on a study.
public struct VerificationFinding: Sendable, Hashable, Codable {
  /// The checks, after the list of TECH-VER (Büyükkaramikli, Rutten-van Mölken, Severens and Al 2019): what must hold
  /// for every model, whatever its numbers.
  public enum Check: String, Sendable, Hashable, CaseIterable, Codable {
    /// People are neither lost nor made: those in all states together only grow by who comes.
    case peopleConserved
    /// The balances of all parties sum to that of society, in every replication.
    case doubleEntry
    /// Net exits are gross less null, longer durable exits are no more than shorter, exits no more than starts.
    case countsInOrder
    /// Nothing offered does nothing.
    case nothingOffered
    /// Amounts of nothing cost and yield nothing.
    case freePrices
    /// Twice the amounts give twice the balances.
    case doubledPrices
    /// A higher discount rate makes later money count less.
    case discounting
    /// A horizon of one step counts no more than the whole.
    case shortHorizon
    /// Every assumption at its most extreme gives numbers that can exist.
    case extremeAssumptions
    /// The same seed gives the same numbers on one thread and on two.
    case repeatable
    /// Another seed gives the same means but for their errors.
    case otherSeed
    /// Simulation and expectation agree, where the latter is exact.
    case expectationAgrees
    /// With every assumption fixed nothing is worth finding out.
    case nothingToFindOut
  }

  /// How a check ended.
  public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    case holds, fails
    /// The study has nothing to which the check applies.
    case notApplicable
  }

  /// Which check.
  public var check: Check
  /// How it ended.
  public var verdict: Verdict
  /// What was found: scenario, outcome and numbers of the first thing that is wrong, or what was looked at.
  public var detail: String
}
