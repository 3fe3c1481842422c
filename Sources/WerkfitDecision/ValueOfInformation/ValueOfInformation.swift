/// What it is worth to know more before choosing, per decision, in the unit of the net benefit.
public struct ValueOfInformation: Sendable, Hashable, Codable {
  /// The value, from zero up to what perfect information is worth.
  public var value: Double
  /// The estimate before it was held between its bounds and above that of the sets within it.
  public var estimate: Double
  /// The Monte Carlo standard error of the estimate: what it would vary with another seed.
  ///
  /// Includes the errors of the regression, to first order, but not those of how smooth it was taken.
  public var standardError: Double
  /// How much the estimate is expected to be too high, as the largest of several noisy means is.
  ///
  /// From drawing the errors of the regression (as Strong, Oakley and Brennan 2014 do for its uncertainty),
  /// or from half as many inner draws of a nested simulation; zero for perfect information. An indication: the
  /// choice of smoothness adds to it. Not subtracted from the value.
  public var upwardBias: Double
  /// The option with the highest mean net benefit, best without more information; the first of equals.
  public var bestOption: Int
  /// The share of the draws in which the information would lead to another option.
  public var chanceOfChange: Double

  /// A value with all that is known of it.
  public init(
    value: Double, estimate: Double, standardError: Double, upwardBias: Double = 0, bestOption: Int,
    chanceOfChange: Double
  ) {
    self.value = value
    self.estimate = estimate
    self.standardError = standardError
    self.upwardBias = upwardBias
    self.bestOption = bestOption
    self.chanceOfChange = chanceOfChange
  }
}
