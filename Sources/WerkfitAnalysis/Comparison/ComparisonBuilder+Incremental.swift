import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

extension ComparisonBuilder {
  /// Extra cost per extra unit of every own outcome of which more is better.
  ///
  /// The cost is the first own outcome of which less is better, else what the perspective party loses.
  func incrementalRatios(_ samples: ReadingSamples) -> [IncrementalRatio] {
    let own = study.base.outcomes
    let costKey =
      own.first { $0.isMoreBetter == false }?.name
      ?? (study.hasMoney ? study.perspective.map { OutcomeKey.balance(party: $0) } : nil)
    guard let costKey, let cost = samples.result.sampled.index(of: costKey) else { return [] }
    let sign = own.contains { $0.name == costKey } ? 1.0 : -1.0
    return own.filter { $0.isMoreBetter == true }.flatMap { effect -> [IncrementalRatio] in
      guard let gain = samples.result.sampled.index(of: effect.name) else { return [] }
      return (0..<samples.scenarioCount).filter { $0 != reference }.map { scenario in
        var extra = samples.difference(cost, scenario: scenario)
        extra.values = extra.values.map { sign * $0 }
        return IncrementalRatio(
          scenario: scenario, cost: costKey, effect: effect.name,
          ratio: Ratio(of: extra, over: samples.difference(gain, scenario: scenario)))
      }
    }
  }
}
