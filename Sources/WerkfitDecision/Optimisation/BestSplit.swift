/// A split of the budget and what it gives.
public struct ValuedSplit: Sendable, Hashable, Codable {
  /// The share of the budget per measure.
  public var shares: [Double]
  /// The values of the aims, in the order asked for.
  public var values: [Double]
}

/// The best split of a budget on one set of draws.
public struct BestSplit: Sendable, Hashable, Codable {
  /// The share of the budget per measure.
  public var shares: [Double]
  /// The amount per measure.
  public var amounts: [Double]
  /// The share that is left over.
  public var unspentShare: Double
  /// The aim at this split on the draws of the search, which flatter it: check it on fresh ones.
  public var value: SampledValue
  /// How many splits were evaluated.
  public var evaluations: Int
  /// All splits that were evaluated, in order.
  public var evaluated: [ValuedSplit]
}

extension BudgetProblem {
  /// The split that is best for an aim, on the draws of the evaluator (sample average approximation).
  ///
  /// Kleywegt, Shapiro, Homem-de-Mello 2002.
  ///
  /// - Parameters:
  ///   - aim: What is made as large as possible.
  ///   - amounts: Amounts to start from beside the grid, such as a split that was found before.
  ///   - evaluate: The samples of many splits at once, on common random numbers.
  /// - Throws: An `OptimisationError`, and what `evaluate` throws.
  public func best(
    for aim: SplitAim, search: SplitSearch = SplitSearch(), startingAt amounts: [Double]? = nil,
    evaluate: @escaping SplitEvaluator
  ) throws -> BestSplit {
    try bestWithSample(for: aim, search: search, startingAt: amounts, evaluate: evaluate).split
  }

  /// The best split together with its contributions per draw.
  func bestWithSample(
    for aim: SplitAim, search: SplitSearch, startingAt amounts: [Double]?,
    evaluate: @escaping SplitEvaluator
  ) throws -> (split: BestSplit, contributions: [Double]) {
    var memory = SplitMemory(self, evaluate: evaluate) { try aim.score($0) }
    let start = try amounts.map { [try self.shares(of: $0)] } ?? []
    let place = try search.best(within: ShareBounds(self), memory: &memory, startingAt: start) { $0 }
    let shares = memory.splits[place]
    let contributions = try self.contributions(of: self.amounts(of: shares), to: aim, evaluate)
    let split = BestSplit(
      shares: Array(shares.prefix(measures.count)), amounts: self.amounts(of: shares),
      unspentShare: shares.dropFirst(measures.count).first ?? 0, value: sampledMean(contributions),
      evaluations: memory.splits.count,
      evaluated: zip(memory.splits, memory.numbers).map { shares, score in
        ValuedSplit(shares: Array(shares.prefix(measures.count)), values: Array(score.prefix(1)))
      })
    return (split, contributions)
  }

  /// What each draw contributes to the aim at a split.
  func contributions(of amounts: [Double], to aim: SplitAim, _ evaluate: SplitEvaluator) throws -> [Double] {
    let samples = try evaluate([amounts])
    guard samples.count == 1 else {
      throw OptimisationError.wrongCount(found: samples.count, expected: 1)
    }
    return try aim.contributions(samples[0])
  }

  /// What is lost with a simple split beside another, on the same draws.
  ///
  /// - Returns: The aim at `best` minus the aim at `simple`, with the error of the paired difference.
  /// - Throws: `OptimisationError.badSplit` for amounts outside the bounds, and as for `best`.
  public func regret(
    of simple: [Double], beside best: [Double], for aim: SplitAim, evaluate: SplitEvaluator
  ) throws -> SampledValue {
    _ = (try shares(of: simple), try shares(of: best))
    let samples = try evaluate([best, simple])
    guard samples.count == 2 else {
      throw OptimisationError.wrongCount(found: samples.count, expected: 2)
    }
    return try pairedDifference(aim.contributions(samples[0]), aim.contributions(samples[1]))
  }
}

/// The mean of the differences between two columns of the same draws.
func pairedDifference(_ one: [Double], _ other: [Double]) throws -> SampledValue {
  guard one.count == other.count else {
    throw OptimisationError.wrongCount(found: other.count, expected: one.count)
  }
  return sampledMean(zip(one, other).map { $0 - $1 })
}
