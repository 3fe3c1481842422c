import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What was computed of a scenario with some assumptions moved: enough to tell it, and to set another run beside it.
public struct TunedRun: Sendable {
  /// The scenario beside the nulalternatief.
  public let comparison: StudyComparison
  /// The position of the scenario.
  public let focus: Int
  /// Draw by draw what differs; nil for the nulalternatief itself.
  let differences: ScenarioDifferences?
  private let place: Int?

  /// What a run gave.
  ///
  /// - Throws: `SimulationError.unknown` where the run does not hold the scenario.
  public init(of result: StudyResult, scenario: String) throws {
    comparison = StudyComparison(of: result)
    guard let focus = result.scenarios.firstIndex(of: scenario) else {
      throw SimulationError.unknown(scenario)
    }
    self.focus = focus
    guard focus != result.referenceIndex else {
      (differences, place) = (nil, nil)
      return
    }
    let known = Set(result.base.sampled.outcomes.map(\.key))
    let keys = comparison.headlineKeys.filter {
      known.contains($0) || DerivedOutcome(rawValue: $0).map { known.contains($0.origin.rawValue) } ?? false
    }
    let differences = try ScenarioDifferences(of: result, outcomes: keys)
    (self.differences, place) = (differences, differences.scenarios.firstIndex(of: scenario))
  }

  /// How an outcome differs from that in another run with the same chances; nil where either lacks it.
  func change(_ key: String, from saved: TunedRun) -> Estimate? {
    if let differences, let other = saved.differences, let place, let otherPlace = saved.place,
      let mine = differences.outcomes.firstIndex(where: { $0.key == key }),
      let index = other.outcomes.firstIndex(where: { $0.key == key }), mine == index
    {
      return differences.change(mine, place, from: other, otherPlace)
    }
    guard let now = summary(key), let before = saved.summary(key) else { return nil }
    let error = (now.standardError * now.standardError + before.standardError * before.standardError)
      .squareRoot()
    return Estimate(mean: now.mean - before.mean, error: error)
  }

  /// An outcome: as difference with the nulalternatief, or by itself where that is asked first.
  func summary(_ key: String) -> Summary? {
    guard let outcome = comparison.base.outcome(key) else { return nil }
    return isByItself(key) ? outcome.values[focus] : outcome.differences[focus]
  }

  /// Whether an outcome is told by itself, without the nulalternatief.
  func isByItself(_ key: String) -> Bool {
    differences == nil
      || [StandardOutcome.started, .grossExits, .nullExits, .exitsToWork].contains { $0.rawValue == key }
  }
}
