import Foundation

/// The differences in effect and cost with a reference, draw by draw.
///
/// The cost-effectiveness plane of Black 1990: effect to the right, cost upward.
public struct CostEffectivenessPlane: Sendable, Hashable, Codable {
  /// The shares of the draws per quadrant; together 1.
  ///
  /// A draw on an axis counts half for either side.
  public struct Quadrants: Sendable, Hashable, Codable {
    /// More effect at more cost.
    public var moreForMore: Double
    /// More effect at less cost: the option dominates.
    public var moreForLess: Double
    /// Less effect at less cost.
    public var lessForLess: Double
    /// Less effect at more cost: the option is dominated.
    public var lessForMore: Double
  }

  /// An ellipse around the mean that holds a share of the draws where these are normal.
  public struct Ellipse: Sendable, Hashable, Codable {
    /// The half length along the main direction, in units of the axes as they stand.
    public var longHalfAxis: Double
    /// The half length across.
    public var shortHalfAxis: Double
    /// The angle of the main direction with the effect axis, in radians, from −π/2 to π/2.
    public var angle: Double
  }

  /// One option beside the reference.
  public struct Cloud: Sendable, Hashable, Codable {
    /// The name of the option.
    public var name: String
    /// The difference in effect, per draw.
    public var effects: [Double]
    /// The difference in cost, per draw.
    public var costs: [Double]
    /// The mean difference in effect.
    public var meanEffect: SampledValue
    /// The mean difference in cost.
    public var meanCost: SampledValue
    /// The correlation between the two, 0 where one of them does not vary.
    public var correlation: Double
    /// The shares per quadrant.
    public var quadrants: Quadrants

    /// The ellipse that holds a share of the draws where these are normal.
    ///
    /// - Parameter share: Over 0 and under 1.
    /// - Throws: `CostEffectivenessError.badSetting`.
    public func ellipse(holding share: Double = 0.95) throws -> Ellipse {
      guard share > 0, share < 1 else { throw CostEffectivenessError.badSetting("share") }
      let (along, up) = (variance(effects), variance(costs))
      let across = correlation * (along * up).squareRoot()
      // The eigenvalues of a symmetric matrix of two by two; a chi-squared with two degrees is exponential.
      let middle = (along + up) / 2
      let spread = hypot((along - up) / 2, across)
      let reach = (-2 * log1p(-share)).squareRoot()
      return Ellipse(
        longHalfAxis: reach * (middle + spread).squareRoot(),
        shortHalfAxis: reach * max(0, middle - spread).squareRoot(),
        angle: across == 0 && along == up ? 0 : atan2(2 * across, along - up) / 2)
    }
  }

  /// The name of the reference.
  public let reference: String
  /// One cloud per other option, in order.
  public let clouds: [Cloud]

  /// The plane of a sample around one of its options.
  ///
  /// - Throws: `CostEffectivenessError.noSuchOption`.
  public init(of sample: CostEffectSample, reference: String) throws {
    let base = try sample.number(of: reference)
    self.reference = reference
    clouds = sample.names.indices.filter { $0 != base }.map { number in
      Cloud(
        sample.names[number],
        effects: zip(sample.effects[number], sample.effects[base]).map { $0 - $1 },
        costs: zip(sample.costs[number], sample.costs[base]).map { $0 - $1 })
    }
  }
}

extension CostEffectivenessPlane.Cloud {
  fileprivate init(_ name: String, effects: [Double], costs: [Double]) {
    self.name = name
    self.effects = effects
    self.costs = costs
    meanEffect = sampledMean(effects)
    meanCost = sampledMean(costs)
    let (centreX, centreY) = (meanEffect.value, meanCost.value)
    let (spreadX, spreadY) = (variance(effects), variance(costs))
    let product = compensatedSum(zip(effects, costs).lazy.map { ($0 - centreX) * ($1 - centreY) })
    let covariance = product / Double(max(1, effects.count - 1))
    let scale = (spreadX * spreadY).squareRoot()
    correlation = scale > 0 ? min(1, max(-1, covariance / scale)) : 0
    var found = CostEffectivenessPlane.Quadrants(
      moreForMore: 0, moreForLess: 0, lessForLess: 0, lessForMore: 0)
    let part = 1 / Double(max(1, effects.count))
    for (effect, cost) in zip(effects, costs) {
      let right = effect > 0 ? 1 : effect < 0 ? 0 : 0.5
      let upper = cost > 0 ? 1 : cost < 0 ? 0 : 0.5
      found.moreForMore += part * right * upper
      found.moreForLess += part * right * (1 - upper)
      found.lessForLess += part * (1 - right) * (1 - upper)
      found.lessForMore += part * (1 - right) * upper
    }
    quadrants = found
  }
}
