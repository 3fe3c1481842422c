import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What a run says of the choice between scenarios: per draw of the parameters, and per scenario, what it costs and
/// what it does.
///
/// Everything is E[· | parameters], as difference with the nulalternatief: chance within a cohort is no reason to
/// choose or to do research.
public struct DecisionSample: Sendable {
  /// The keys of the scenarios to choose from.
  public var scenarios: [String]
  /// The key of the cost: an outcome, or a balance, whose loss is the cost.
  public var costKey: String
  /// The key of the effect, or nil where only the cost counts.
  public var effect: AnalysedOutcome?
  /// Per scenario the cost in each draw, with the noise of chance taken out by shrinkage.
  public var costs: [[Double]]
  /// Per scenario the effect in each draw, likewise.
  public var effects: [[Double]]
  /// The same without shrinkage: means over the chances of a draw, for regression, which takes the noise out itself.
  public var rawCosts: [[Double]]
  /// The effects without shrinkage.
  public var rawEffects: [[Double]]
  /// The drawn parameters, one value per draw each.
  public var parameters: [ParameterDraws]

  /// The number of draws.
  public var draws: Int { costs.first?.count ?? 0 }

  /// Takes costs and effects from a run.
  ///
  /// - Parameters:
  ///   - scenarios: The scenarios to choose from; empty means all.
  ///   - cost: The key of the cost; nil is the balance of the perspective.
  ///   - effect: The key of the effect; nil is the extra durable exits of 12 months.
  /// - Throws: `SimulationError.unknown` for what the run does not hold.
  public init(
    of result: StudyResult, scenarios: [String] = [], cost: String? = nil, effect: String? = nil
  ) throws {
    let study = result.study
    let samples = ReadingSamples(
      result.base, reference: result.referenceIndex, expectedOnly: result.settings.expectedOnly,
      parametersVary: !result.settings.parametersAtMean && study.drawsParameters(reading: nil))
    self.scenarios = scenarios.isEmpty ? result.scenarios : scenarios
    costKey = cost ?? study.analysedOutcomes.first ?? ""
    let effectKey = effect ?? study.usualEffect
    let places = try self.scenarios.map { key in
      guard let place = result.scenarios.firstIndex(of: key) else { throw SimulationError.unknown(key) }
      return place
    }
    func columns(_ key: String) throws -> [(shrunk: [Double], raw: [Double])] {
      guard let index = result.base.sampled.index(of: key) else { throw SimulationError.unknown(key) }
      return places.map { samples.expectations(index, scenario: $0, beside: result.referenceIndex) }
    }
    // What a party loses is what it costs.
    let sign = costKey.hasPrefix("balance") ? -1.0 : 1.0
    let found = try columns(costKey)
    costs = found.map { $0.shrunk.map { 0 + sign * $0 } }
    rawCosts = found.map { $0.raw.map { 0 + sign * $0 } }
    if let effectKey, let index = result.base.sampled.index(of: effectKey) {
      self.effect = study.analysed(result.base.sampled.outcomes[index])
      let found = try columns(effectKey)
      (effects, rawEffects) = (found.map(\.shrunk), found.map(\.raw))
    } else if effect != nil {
      throw SimulationError.unknown(effectKey ?? "")
    } else {
      self.effect = nil
      effects = costs.map { $0.map { _ in 0 } }
      rawEffects = effects
    }
    let draws = costs.first?.count ?? 0
    parameters = try result.parameterDraws.map { ParameterDraws($0.name, Array($0.values.prefix(draws))) }
  }

  /// Net benefit per scenario and draw, at a worth of one unit of the effect.
  ///
  /// - Parameter isRaw: Whether the noise of chance is left in.
  public func netBenefits(worth: Double, isRaw: Bool = false) -> [[Double]] {
    let (costs, effects) = isRaw ? (rawCosts, rawEffects) : (self.costs, self.effects)
    return zip(costs, effects).map { cost, effect in zip(cost, effect).map { 0 + worth * $1 - $0 } }
  }
}

extension Study {
  /// The effect that counts beside money unless another is asked for: extra durable exits, else an own outcome.
  var usualEffect: String? {
    base.trajecten.isEmpty
      ? base.outcomes.first { $0.isMoreBetter == true }?.name : StandardOutcome.netDurableExits12.rawValue
  }
}

extension ReadingSamples {
  /// E[outcome | parameters] of a scenario minus that of another, with the noise of chance taken out and with it in.
  func expectations(_ outcome: Int, scenario: Int, beside other: Int) -> (shrunk: [Double], raw: [Double]) {
    let shrunk = difference(outcome, scenario: scenario, beside: other).values
    guard method.kind == .corrected else { return (shrunk, shrunk) }
    let rows = differenceRows(outcome, scenario: scenario, beside: other)
    return (shrunk, blockAverages(rows, size: chancesPerDraw))
  }
}
