/// What the draws say of the choice between options, for each price put on the effect.
///
/// Per willingness to pay: the chance that each option is the best (acceptability curve; van Hout and others
/// 1994), which option has the highest expected net benefit and how likely that one is the best
/// (acceptability frontier; Fenwick, Claxton, Sculpher 2001), and the expected loss of choosing each option
/// (Eckermann, Briggs, Willan 2008; Alarid-Escudero and others 2019). The option to choose is the one of least
/// expected loss, which need not be the one most likely to be the best; its loss is the expected value of
/// perfect information.
public struct AcceptabilityCurves: Sendable, Hashable, Codable {
  /// One option at one willingness to pay.
  public struct Standing: Sendable, Hashable, Codable {
    /// The chance of being the best; a tie between k options counts 1/k for each.
    public var probability: Probability
    /// The expected net monetary benefit.
    public var netBenefit: SampledValue
    /// The expected loss of choosing this option, beside the best of each draw.
    public var expectedLoss: SampledValue
  }

  /// All options at one willingness to pay.
  public struct Point: Sendable, Hashable, Codable {
    /// The willingness to pay for one unit of effect.
    public var willingnessToPay: Double
    /// One standing per option.
    public var standings: [Standing]
    /// The numbers of the options of highest expected net benefit; several where they are exactly equal.
    public var best: [Int]
    /// The chance that one of `best` is the best: the acceptability frontier.
    public var probabilityOfBest: Probability
    /// How much the expected net benefit of the best lies above the next, from paired draws; nil without next.
    public var lead: SampledValue?
    /// The expected value of perfect information: the least expected loss.
    public var perfectInformation: SampledValue
  }

  /// The names of the options.
  public let names: [String]
  /// One point per willingness to pay, in the order given.
  public let points: [Point]

  /// The curves of a sample.
  ///
  /// - Parameter willingnessToPay: The prices of one unit of effect.
  /// - Throws: `CostEffectivenessError.badSetting` for a price that is not finite.
  /// - Complexity: O(prices · options · draws).
  public init(of sample: CostEffectSample, willingnessToPay: [Double]) throws {
    guard willingnessToPay.allSatisfy(\.isFinite) else {
      throw CostEffectivenessError.badSetting("willingnessToPay")
    }
    names = sample.names
    points = parallelMap(count: willingnessToPay.count) { number in
      Point(willingnessToPay[number], netBenefits: sample.netBenefits(at: willingnessToPay[number]))
    }
  }

  /// The chance of being best of an option, per willingness to pay.
  public func probabilities(of option: Int) -> [Double] {
    points.map { $0.standings[option].probability.probability }
  }

  /// The expected loss of an option, per willingness to pay.
  public func expectedLosses(of option: Int) -> [Double] {
    points.map { $0.standings[option].expectedLoss.value }
  }
}

extension AcceptabilityCurves.Point {
  /// The point from net benefits, one column per option.
  fileprivate init(_ willingnessToPay: Double, netBenefits: [[Double]]) {
    let means = netBenefits.map { sampledMean($0) }
    // Column by column, since arrays of arrays are slow to walk row by row.
    var highest = netBenefits.first ?? []
    for column in netBenefits.dropFirst() {
      for draw in highest.indices { highest[draw] = max(highest[draw], column[draw]) }
    }
    var winners = [Double](repeating: 0, count: highest.count)
    for column in netBenefits {
      for draw in highest.indices where column[draw] == highest[draw] { winners[draw] += 1 }
    }
    let shares = netBenefits.map { column in
      highest.indices.map { column[$0] == highest[$0] ? 1 / winners[$0] : 0 }
    }
    self.willingnessToPay = willingnessToPay
    standings = netBenefits.indices.map { number in
      AcceptabilityCurves.Standing(
        probability: sampledChance(shares[number]), netBenefit: means[number],
        expectedLoss: sampledMean(zip(highest, netBenefits[number]).map { $0 - $1 }))
    }
    let top = means.map(\.value).max() ?? 0
    let best = means.indices.filter { means[$0].value == top }
    self.best = best
    var together = [Double](repeating: 0, count: highest.count)
    for number in best {
      for draw in together.indices { together[draw] += shares[number][draw] }
    }
    probabilityOfBest = sampledChance(together)
    perfectInformation = standings.map(\.expectedLoss).min { $0.value < $1.value } ?? sampledMean([])
    let next = means.indices.filter { $0 != best.first }.max { means[$0].value < means[$1].value }
    if let first = best.first, let next {
      lead = sampledMean(zip(netBenefits[first], netBenefits[next]).map { $0 - $1 })
    }
  }
}
