/// Why a regression could not be made.
public enum RegressionError: Error, Equatable {
  /// There are no rows, or no parameters to regress on.
  case nothingToFit
  /// A column has another number of rows than the others.
  case unequalLengths(expected: Int, found: Int)
  /// A value is not a finite number.
  case notFinite
  /// GSL reported an error, by its number, or could not reserve memory (nil).
  case numerical(status: Int32?)
}
