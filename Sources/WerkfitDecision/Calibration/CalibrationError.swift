/// Why a calibration or a check on it cannot be done.
public enum CalibrationError: Error, Equatable, Sendable {
  /// A setting has a value that it may not have.
  case setting(name: String, found: Double, expected: String)
  /// A list does not have as many elements as another one asks for.
  case length(of: String, found: Int, expected: Int)
  /// The log density of a point is not a number or plus infinity.
  case density(point: [Double], found: String)
  /// A coordinate could not be turned into a parameter: the quantile or map gave no number.
  case coordinate(parameter: Int, coordinates: [Double])
  /// No starting point with a density above zero was found.
  case noStart(tries: Int)
  /// The caller asked to stop.
  case cancelled
  /// The values are too few for what is asked.
  case tooFew(what: String, found: Int, needed: Int)
  /// GSL could not get its memory or refused a step.
  case numerics(step: String)
}
