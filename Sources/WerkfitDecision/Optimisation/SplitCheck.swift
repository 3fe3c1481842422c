import CGSL

/// What a split is worth on draws that it was not chosen on, and how far from the best it may be.
///
/// Mak, Morton, Wood 1999: on each of M fresh batches of draws the best split of that batch is found. Its
/// value minus that of the candidate is at least zero and on average at least the true gap, so that its mean
/// with a one-sided t interval bounds the gap from above.
public struct SplitCheck: Sendable, Hashable, Codable {
  /// The aim at the candidate, over the fresh batches.
  public var value: SampledValue
  /// The estimated gap with the best split; biased upward.
  public var gap: SampledValue
  /// The gap is under this with 95% confidence.
  public var gapBound95: Double
  /// The number of batches M.
  public var batchCount: Int
}

extension BudgetProblem {
  /// Checks a split on fresh draws.
  ///
  /// - Parameters:
  ///   - amounts: The candidate, as an amount per measure.
  ///   - batchCount: M, at least 2.
  ///   - evaluate: The samples of many splits in a batch 0 ..< M; each batch has draws of its own, other than
  ///     those on which the candidate was found.
  /// - Throws: An `OptimisationError`, and what `evaluate` throws.
  public func check(
    _ amounts: [Double], for aim: SplitAim, batchCount: Int = 10, search: SplitSearch = SplitSearch(),
    evaluate: @escaping (_ batch: Int, _ splits: [[Double]]) throws -> [SplitSample]
  ) throws -> SplitCheck {
    guard batchCount >= 2 else { throw OptimisationError.badSetting("batchCount") }
    werkfit_silence_gsl()
    var (values, gaps): ([Double], [Double]) = ([], [])
    for batch in 0..<batchCount {
      let inBatch: SplitEvaluator = { try evaluate(batch, $0) }
      let here = sampledMean(try contributions(of: amounts, to: aim, inBatch)).value
      let best = try self.best(for: aim, search: search, startingAt: amounts, evaluate: inBatch)
      values.append(here)
      gaps.append(max(0, best.value.value - here))
    }
    let gap = sampledMean(gaps)
    let reach = gsl_cdf_tdist_Pinv(0.95, Double(batchCount - 1))
    guard reach.isFinite else { throw OptimisationError.notFinite }
    return SplitCheck(
      value: sampledMean(values), gap: gap, gapBound95: gap.value + reach * gap.standardError,
      batchCount: batchCount)
  }
}
