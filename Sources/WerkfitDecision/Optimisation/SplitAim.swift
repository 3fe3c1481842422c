/// What a split of the budget gives: per outcome (or group) a column with one value per draw.
public struct SplitSample: Sendable, Hashable, Codable {
  /// One column per outcome; higher is better.
  public var columns: [[Double]]

  /// A sample.
  public init(_ columns: [[Double]]) { self.columns = columns }
}

/// The samples of many splits at once, each given as an amount per measure.
///
/// The evaluator uses the same draws and the same chance for all splits (common random numbers), so that what
/// remains between two splits is their difference. To stop a search it throws.
public typealias SplitEvaluator = ([[Double]]) throws -> [SplitSample]

/// What the best split is best at.
public enum SplitAim: Sendable, Hashable, Codable {
  /// The mean of an outcome.
  case mean(outcome: Int)
  /// The chance that an outcome is at least a target.
  case chance(outcome: Int, atLeast: Double)
  /// The mean of the worst share of the draws of an outcome.
  case expectedShortfall(outcome: Int, worstShare: Double)
  /// The lowest mean among outcomes, then the next lowest (leximin; Rawls 1971, Sen 1970).
  case lowestFirst(outcomes: [Int])

  /// One number per draw whose mean is the aim and whose spread is its error (to first order).
  ///
  /// - Throws: `OptimisationError.noSuchOutcome`, `.notFinite` or `.badSetting`.
  public func contributions(_ sample: SplitSample) throws -> [Double] {
    switch self {
    case .mean(let outcome):
      return try column(outcome, of: sample)
    case .chance(let outcome, let target):
      return try column(outcome, of: sample).map { $0 >= target ? 1 : 0 }
    case .expectedShortfall(let outcome, let worstShare):
      let values = try column(outcome, of: sample)
      guard worstShare > 0, worstShare <= 1 else { throw OptimisationError.badSetting("worstShare") }
      let bound = try TailRisk(of: values, worstShare: worstShare).valueAtRisk
      return values.map { bound - max(0, bound - $0) / worstShare }
    case .lowestFirst(let outcomes):
      let columns = try outcomes.map { try column($0, of: sample) }
      guard let lowest = columns.min(by: { sampledMean($0).value < sampledMean($1).value }) else {
        throw OptimisationError.badSetting("outcomes")
      }
      return lowest
    }
  }

  /// The value of the aim with its Monte Carlo error.
  ///
  /// - Throws: As for `contributions`.
  public func value(_ sample: SplitSample) throws -> SampledValue { sampledMean(try contributions(sample)) }

  /// The numbers by which splits are ranked, the first of which is the value.
  func score(_ sample: SplitSample) throws -> [Double] {
    guard case .lowestFirst(let outcomes) = self, !outcomes.isEmpty else {
      return [sampledMean(try contributions(sample)).value]
    }
    return try outcomes.map { sampledMean(try column($0, of: sample)).value }.sorted()
  }

  private func column(_ outcome: Int, of sample: SplitSample) throws -> [Double] {
    guard sample.columns.indices.contains(outcome), !sample.columns[outcome].isEmpty else {
      throw OptimisationError.noSuchOutcome(outcome)
    }
    guard sample.columns[outcome].allSatisfy(\.isFinite) else { throw OptimisationError.notFinite }
    return sample.columns[outcome]
  }
}
