/// Why the value of information could not be computed.
public enum ValueOfInformationError: Error, Equatable {
  /// There are no options, or none has a draw.
  case noDraws
  /// The net benefit of an option has another number of draws than that of the first.
  case unequalOptions(option: Int, expected: Int, found: Int)
  /// The net benefit of an option is not a finite number in some draw.
  case netBenefitNotFinite(option: Int)
  /// A parameter has another number of draws than the net benefits.
  case unequalParameter(name: String, expected: Int, found: Int)
  /// A parameter is not a finite number in some draw.
  case parameterNotFinite(name: String)
  /// Two parameters have the same name.
  case parameterTwice(name: String)
  /// A set names a parameter that is not there.
  case unknownParameter(name: String)
  /// A set names no parameter.
  case emptySet
  /// A study measures nothing.
  case noMeasurements
  /// What is measured cannot be: a chance outside 0 … 1, a rate or a standard deviation below zero.
  case outOfRange(measurement: Int)
  /// Fewer than one participant or observation.
  case noParticipants
  /// A number of people, of years, a rate or a cost is below zero or not finite.
  case invalidPopulation
  /// A nested simulation needs at least one outer and two inner draws.
  case tooFewDraws
  /// The closure of a nested simulation gave another number of options or points than it was asked for.
  case unexpectedShape
}
