/// Something on which a budget can be spent.
public struct BudgetMeasure: Sendable, Hashable, Codable {
  /// The name.
  public var name: String
  /// The share of the budget that it gets at least, 0 to 1.
  public var minimumShare: Double
  /// The amount that can be spent on it at most, in the unit of the budget; nil for no bound.
  public var capacity: Double?

  /// A measure.
  public init(_ name: String, minimumShare: Double = 0, capacity: Double? = nil) {
    self.name = name
    self.minimumShare = minimumShare
    self.capacity = capacity
  }
}

/// A budget to be split over measures.
public struct BudgetProblem: Sendable, Hashable, Codable {
  /// The budget, in euros or another unit.
  public let budget: Double
  /// The measures.
  public let measures: [BudgetMeasure]
  /// Whether money may be left over.
  public let mayLeaveUnspent: Bool

  /// A budget and its measures.
  ///
  /// - Throws: An `OptimisationError` where the bounds leave no split.
  public init(budget: Double, measures: [BudgetMeasure], mayLeaveUnspent: Bool = false) throws {
    guard budget > 0, budget.isFinite else { throw OptimisationError.badBudget(budget) }
    guard !measures.isEmpty else { throw OptimisationError.noMeasures }
    var names = Set<String>()
    for measure in measures {
      guard names.insert(measure.name).inserted else { throw OptimisationError.duplicateName(measure.name) }
      let capacity = measure.capacity ?? .infinity
      guard capacity >= 0 else { throw OptimisationError.badCapacity(measure.name) }
      guard measure.minimumShare >= 0, measure.minimumShare <= 1,
        measure.minimumShare * budget <= capacity * (1 + 1e-12)
      else { throw OptimisationError.badMinimum(measure.name) }
    }
    let minima = measures.reduce(0) { $0 + $1.minimumShare }
    guard minima <= 1 + 1e-12 else { throw OptimisationError.minimaAboveBudget(total: minima * budget) }
    let room = measures.reduce(0) { $0 + ($1.capacity ?? .infinity) }
    guard mayLeaveUnspent || room >= budget * (1 - 1e-12) else {
      throw OptimisationError.capacitiesBelowBudget(total: room)
    }
    self.budget = budget
    self.measures = measures
    self.mayLeaveUnspent = mayLeaveUnspent
  }

  /// The same measures with another budget; minimum shares stay shares, capacities stay amounts.
  ///
  /// - Throws: As for the initialiser.
  public func withBudget(_ budget: Double) throws -> BudgetProblem {
    try BudgetProblem(budget: budget, measures: measures, mayLeaveUnspent: mayLeaveUnspent)
  }

  /// The amount per measure of shares, of which one more than the measures is what is left over.
  func amounts(of shares: [Double]) -> [Double] { shares.prefix(measures.count).map { $0 * budget } }

  /// The shares of amounts, with what is left over where that is allowed.
  ///
  /// - Throws: `OptimisationError.badSplit` where they break a bound.
  func shares(of amounts: [Double]) throws -> [Double] {
    guard amounts.count == measures.count else { throw OptimisationError.badSplit }
    var shares = amounts.map { $0 / budget }
    let rest = 1 - shares.reduce(0, +)
    guard rest.isFinite, mayLeaveUnspent ? rest >= -1e-9 : abs(rest) <= 1e-9 else {
      throw OptimisationError.badSplit
    }
    if mayLeaveUnspent { shares.append(max(0, rest)) }
    let bounds = ShareBounds(self)
    for (share, bound) in zip(shares, zip(bounds.lower, bounds.upper)) {
      guard share >= bound.0 - 1e-9, share <= bound.1 + 1e-9 else { throw OptimisationError.badSplit }
    }
    return shares
  }
}
