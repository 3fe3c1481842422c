/// Why a comparison of costs and effects cannot be made.
public enum CostEffectivenessError: Error, Equatable {
  /// There is no option.
  case noOptions
  /// There are no draws.
  case noDraws
  /// Two options or parties have the same name.
  case duplicateName(String)
  /// Columns that do not have the same number of rows, or not one per name.
  case unequalCounts
  /// A cost, effect, weight or other number that is not finite.
  case notFinite(String)
  /// A number outside the values it may take.
  case badSetting(String)
  /// An option that does not exist.
  case noSuchOption(String)
  /// In this draw the parties together do not make the balance of society.
  case doesNotBalance(draw: Int, difference: Double)
}
