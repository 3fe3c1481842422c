/// What a posterior says of one parameter.
public struct PosteriorSummary: Sendable, Hashable, Codable {
  /// The name of the parameter.
  public var name: String
  /// The mean.
  public var mean: ChainEstimate
  /// The standard deviation.
  public var standardDeviation: ChainEstimate
  /// The quantiles at `probabilities`.
  public var quantiles: [ChainEstimate]
  /// Whether the chains agree, and what their draws are worth.
  public var diagnostics: ChainDiagnostics

  /// The probabilities of the quantiles: the bounds of the 95% and 80% interval, and the median.
  public static let probabilities = [0.025, 0.1, 0.5, 0.9, 0.975]

  /// The median.
  public var median: ChainEstimate { quantiles[2] }
  /// From the 10th to the 90th percentile.
  public var interval80: Interval { Interval(quantiles[1].value, quantiles[3].value) }
  /// From the 2.5th to the 97.5th percentile.
  public var interval95: Interval { Interval(quantiles[0].value, quantiles[4].value) }

  /// A summary of the draws of one parameter in each chain.
  ///
  /// - Throws: `CalibrationError` where there are under eight draws in a chain or not equally many.
  public init(name: String, chains: [[Double]]) throws(CalibrationError) {
    self.name = name
    mean = try .mean(of: chains)
    standardDeviation = try .standardDeviation(of: chains)
    var found: [ChainEstimate] = []
    for probability in Self.probabilities { found.append(try .quantile(of: chains, at: probability)) }
    quantiles = found
    diagnostics = try ChainDiagnostics(chains)
  }
}

extension PosteriorDraws {
  /// A summary per parameter.
  ///
  /// - Throws: `CalibrationError.tooFew` with fewer than eight draws per chain.
  public func summaries() throws(CalibrationError) -> [PosteriorSummary] {
    var found: [PosteriorSummary] = []
    for (name, chains) in zip(names, values) {
      found.append(try PosteriorSummary(name: name, chains: chains))
    }
    return found
  }
}
