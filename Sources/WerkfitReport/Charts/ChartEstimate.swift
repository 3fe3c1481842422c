/// A number with what is known of its spread.
struct ChartEstimate: Sendable, Hashable {
  /// The mean.
  var mean: Double
  /// The values between which it lies with a chance of 80%.
  var interval80: ClosedRange<Double>
  /// The values between which it lies with a chance of 95%.
  var interval95: ClosedRange<Double>
  /// The Monte Carlo standard error of the mean; 0 if unknown.
  var standardError: Double

  /// An estimate; ends that are not finite or in the wrong order are taken to be the mean.
  init(
    mean: Double, interval80: (lower: Double, upper: Double), interval95: (lower: Double, upper: Double),
    standardError: Double = 0
  ) {
    let centre = Self.settled(mean.isFinite ? mean : 0)
    self.mean = centre
    self.interval80 = Self.range(interval80, centre)
    self.interval95 = Self.range(interval95, centre)
    self.standardError = standardError.isFinite ? max(standardError, 0) : 0
  }

  /// A number without spread.
  init(_ value: Double) { self.init(mean: value, interval80: (value, value), interval95: (value, value)) }

  private static func range(_ ends: (lower: Double, upper: Double), _ centre: Double) -> ClosedRange<Double> {
    guard ends.lower.isFinite, ends.upper.isFinite, ends.lower <= ends.upper else { return centre...centre }
    return settled(ends.lower)...settled(ends.upper)
  }

  /// What rounding leaves of nothing is nothing.
  private static func settled(_ value: Double) -> Double { abs(value) < 1e-6 ? 0 : value }

  /// The side of zero on which it lies, as far as its interval of 95% carries.
  var sign: ChartSign {
    if interval95.lowerBound > 0 { return .above }
    if interval95.upperBound < 0 { return .below }
    if interval95.lowerBound == 0, interval95.upperBound == 0 { return .zero }
    return .unclear
  }
}

/// On which side of zero a number lies for certain (95%).
enum ChartSign: Sendable, Hashable {
  case above, below, zero, unclear

  /// The form of its point, so that colour is never alone.
  func shape(isMoreBetter: Bool = true) -> VegaMark.Shape {
    switch self {
    case .above: .triangleUp
    case .below: .triangleDown
    case .zero: .square
    case .unclear: .diamond
    }
  }

  /// Its colour: blue is better, vermilion is worse.
  func tone(isMoreBetter: Bool = true) -> ChartTone {
    switch self {
    case .above: isMoreBetter ? .blue : .vermilion
    case .below: isMoreBetter ? .vermilion : .blue
    case .zero, .unclear: .grey
    }
  }
}
