import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What groups and parties get in a scenario, as difference with another, per draw of the parameters.
public struct GroupSample: Sendable {
  private let samples: ReadingSamples
  private let scenario: Int
  private let other: Int

  /// Takes it from a run.
  ///
  /// - Throws: `SimulationError.unknown` where the run does not hold the scenario.
  public init(of result: StudyResult, scenario: String, beside: String) throws {
    guard let own = result.scenarios.firstIndex(of: scenario),
      let other = result.scenarios.firstIndex(of: beside)
    else { throw SimulationError.unknown(scenario) }
    (self.scenario, self.other) = (own, other)
    samples = ReadingSamples(
      result.base, reference: result.referenceIndex, expectedOnly: result.settings.expectedOnly,
      parametersVary: !result.settings.parametersAtMean && result.study.drawsParameters(reading: nil))
  }

  /// E[outcome | parameters] in each draw, without the noise of chance taken out: sums of parties stay sums.
  public func draws(_ key: String) -> [Double]? {
    samples.result.sampled.index(of: key).map {
      samples.expectations($0, scenario: scenario, beside: other).raw
    }
  }

  /// The mean of an outcome with its Monte Carlo error; 0 where the run does not hold it.
  public func mean(_ key: String) -> SampledValue {
    draws(key).map { SampledValue($0) } ?? SampledValue(0, standardError: 0)
  }
}
