/// What observations have taught of parameters, and what they could not tell apart.
public struct Identifiability: Sendable, Hashable, Codable {
  /// How far one parameter moved from its prior to its posterior.
  public struct Learned: Sendable, Hashable, Codable {
    /// The name of the parameter.
    public var name: String
    /// The standard deviation of the posterior as a share of that of the prior.
    public var spreadRatio: Double
    /// The distance of the means in standard deviations of the prior.
    public var shift: Double
    /// The share that both distributions have in common, 0 to 1, over twenty classes of equal prior chance.
    public var overlap: Double

    /// Whether prior and posterior coincide: the observations say nothing of this parameter.
    public var coincides: Bool {
      spreadRatio > Identifiability.leastSpreadRatio && abs(shift) < Identifiability.greatestShift
    }
  }

  /// Two parameters of which the observations tell a combination only.
  public struct TradeOff: Sendable, Hashable, Codable {
    /// The name of one parameter.
    public var first: String
    /// The name of the other.
    public var second: String
    /// Their posterior correlation.
    public var correlation: Double
  }

  /// Per parameter what was learned.
  public var learned: [Learned]
  /// The pairs that trade off.
  public var tradeOffs: [TradeOff]

  /// The names of the parameters whose prior and posterior coincide.
  public var notInformed: [String] { learned.filter(\.coincides).map(\.name) }

  /// The ratio of standard deviations above which nothing was learned of the spread.
  public static let leastSpreadRatio = 0.9
  /// The shift, in standard deviations of the prior, under which nothing was learned of the middle.
  public static let greatestShift = 0.1
  /// The absolute correlation above which two parameters may trade off.
  public static let leastCorrelation = 0.8
  /// The ratio of standard deviations above which a margin has hardly narrowed: two parameters of which only
  /// the sum is known keep 0.71 each.
  public static let leastMarginalRatio = 0.5

  /// What draws of the posterior show beside draws of the prior.
  ///
  /// - Parameters:
  ///   - posterior: The draws of the posterior.
  ///   - prior: Per parameter, in the same order, draws of the prior (at least twenty).
  /// - Throws: `CalibrationError.length` or `.tooFew`.
  public init(posterior: PosteriorDraws, prior: [[Double]]) throws(CalibrationError) {
    guard prior.count == posterior.names.count else {
      throw .length(of: "prior", found: prior.count, expected: posterior.names.count)
    }
    for draws in prior where draws.count < 20 {
      throw .tooFew(what: "draws of the prior", found: draws.count, needed: 20)
    }
    var found: [Learned] = []
    for (index, name) in posterior.names.enumerated() {
      let after = posterior.pooled(index)
      let spread = variance(prior[index]).squareRoot()
      guard spread > 0, spread.isFinite else {
        throw .setting(name: "spread of the prior of \(name)", found: spread, expected: "above 0")
      }
      found.append(
        Learned(
          name: name, spreadRatio: variance(after).squareRoot() / spread,
          shift: (mean(after) - mean(prior[index])) / spread, overlap: Self.overlap(prior[index], after)))
    }
    learned = found
    let correlations = posterior.correlations
    tradeOffs = []
    for one in found.indices {
      for other in found.indices where other > one {
        let correlation = correlations[one][other]
        guard abs(correlation) > Self.leastCorrelation,
          min(found[one].spreadRatio, found[other].spreadRatio) > Self.leastMarginalRatio
        else { continue }
        tradeOffs.append(
          TradeOff(first: found[one].name, second: found[other].name, correlation: correlation))
      }
    }
  }

  /// Σ min of the shares of both samples in classes that hold a twentieth of the prior each.
  private static func overlap(_ prior: [Double], _ posterior: [Double]) -> Double {
    let bounds = quantiles(prior, at: (1..<20).map { Double($0) / 20 })
    let shares = { (values: [Double]) -> [Double] in
      var counts = [Double](repeating: 0, count: 20)
      for value in values { counts[bounds.prefix { $0 < value }.count] += 1 }
      return counts.map { $0 / Double(values.count) }
    }
    return zip(shares(prior), shares(posterior)).reduce(0) { $0 + min($1.0, $1.1) }
  }
}
