/// Why a sensitivity analysis cannot be done.
public enum SensitivityError: Error, Equatable {
  /// A design needs at least one parameter and at least two base points.
  case designTooSmall(parameters: Int, basePoints: Int)
  /// A design of this many rows cannot be addressed.
  case designTooLarge(parameters: Int, basePoints: Int)
  /// A column has another number of rows than needed.
  case wrongCount(found: Int, expected: Int)
  /// A value that is not a finite number.
  case notFinite(row: Int)
  /// Too few draws for the number asked for.
  case tooFewDraws(found: Int, needed: Int)
  /// At least two chances per draw are needed to tell chance from ignorance.
  case oneChancePerDraw
  /// An interval whose upper bound is not above its lower bound, or that is not finite.
  case emptyInterval(lower: Double, upper: Double)
  /// A setting outside the values it may take.
  case badSetting(String)
  /// The function gave a value that is not finite.
  case notFiniteAt(Double)
  /// No memory for the generator.
  case outOfMemory
}
