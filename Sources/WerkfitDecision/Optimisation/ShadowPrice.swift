/// What a little more or less budget would do to the aim, when each budget is split as well as it can be.
public struct ShadowPrice: Sendable, Hashable, Codable {
  /// The budget around which it is found.
  public var budget: Double
  /// By how much the budget was made larger and smaller.
  public var step: Double
  /// The gain in the aim per unit of extra budget.
  public var more: SampledValue
  /// The loss in the aim per unit of budget taken away.
  public var less: SampledValue
  /// The slope over both sides.
  public var central: SampledValue
  /// The best split of the budget itself.
  public var best: BestSplit
}

extension BudgetProblem {
  /// The shadow price of the budget, by finite differences on common random numbers.
  ///
  /// The best split is found anew for each budget. Minimum shares stay shares and capacities stay amounts.
  ///
  /// - Parameters:
  ///   - relativeStep: The change of the budget, as a share; its square is the bias of `central`, and the
  ///     square of the search's final step divided by it the error of the search.
  /// - Throws: An `OptimisationError`, also where the capacities do not hold the larger budget.
  public func shadowPrice(
    for aim: SplitAim, relativeStep: Double = 0.01, search: SplitSearch = SplitSearch(),
    evaluate: @escaping SplitEvaluator
  ) throws -> ShadowPrice {
    guard relativeStep > 0, relativeStep < 1 else { throw OptimisationError.badSetting("relativeStep") }
    let here = try bestWithSample(for: aim, search: search, startingAt: nil, evaluate: evaluate)
    let step = budget * relativeStep
    func contributions(_ budget: Double) throws -> [Double] {
      let other = try withBudget(budget)
      let bounds = ShareBounds(other)
      let rest = mayLeaveUnspent ? [here.split.unspentShare] : []
      let start = other.amounts(of: bounds.repaired(here.split.shares + rest))
      return try other.bestWithSample(for: aim, search: search, startingAt: start, evaluate: evaluate)
        .contributions
    }
    let (above, below) = (try contributions(budget + step), try contributions(budget - step))
    func slope(_ one: [Double], _ other: [Double], over width: Double) throws -> SampledValue {
      let difference = try pairedDifference(one, other)
      return SampledValue(difference.value / width, standardError: difference.standardError / width)
    }
    return ShadowPrice(
      budget: budget, step: step, more: try slope(above, here.contributions, over: step),
      less: try slope(here.contributions, below, over: step),
      central: try slope(above, below, over: 2 * step),
      best: here.split)
  }
}
