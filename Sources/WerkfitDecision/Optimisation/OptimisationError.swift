/// Why a best split cannot be found.
public enum OptimisationError: Error, Equatable {
  /// There is no measure to spend on.
  case noMeasures
  /// Two measures have the same name.
  case duplicateName(String)
  /// The budget is not a positive number.
  case badBudget(Double)
  /// The minimum share of a measure is not a share, or lies above its capacity.
  case badMinimum(String)
  /// The capacity of a measure is not a positive number or zero.
  case badCapacity(String)
  /// The minimum shares together are more than the budget.
  case minimaAboveBudget(total: Double)
  /// The capacities together are less than the budget, and nothing may be left over.
  case capacitiesBelowBudget(total: Double)
  /// An amount per measure is missing, not a number, or outside the bounds.
  case badSplit
  /// The evaluator gave another number of samples than it was asked for.
  case wrongCount(found: Int, expected: Int)
  /// The aim asks for an outcome that the sample does not have, or for one without draws.
  case noSuchOutcome(Int)
  /// An outcome is not a finite number.
  case notFinite
  /// A setting outside the values it may take.
  case badSetting(String)
}
