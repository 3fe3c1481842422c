import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What a run that was already made says of the causes of variance: per parameter its first-order share, and chance
/// against ignorance.
public struct RunSensitivity: Sendable {
  /// What is known of one outcome.
  public struct Finding: Sendable, Hashable, Codable {
    /// The outcome.
    public var outcome: AnalysedOutcome
    /// Per parameter, in the order of `parameters`, its share of the variance of E[outcome | parameters].
    public var indices: [GivenDataIndex]
    /// Chance against ignorance in what one cohort will do; nil with one chance per draw.
    public var chance: ChanceShare?
  }

  /// The scenario, and the one it stands beside.
  public var scenario: String
  /// The key of the scenario beside which it stands.
  public var beside: String
  /// The keys of the parameters, components of a Dirichlet apart.
  public var parameters: [String]
  /// One per outcome.
  public var findings: [Finding]

  /// Looks at a run.
  ///
  /// - Throws: `SimulationError`, `SensitivityError`.
  public init(of result: StudyResult, scenario: String, beside: String, outcomes: [String]) throws {
    (self.scenario, self.beside) = (scenario, beside)
    let samples = ReadingSamples(
      result.base, reference: result.referenceIndex, expectedOnly: result.settings.expectedOnly,
      parametersVary: true)
    guard let own = result.scenarios.firstIndex(of: scenario),
      let other = result.scenarios.firstIndex(of: beside)
    else { throw SimulationError.unknown(scenario) }
    let draws = try result.parameterDraws
    parameters = draws.map(\.name)
    let indices = try outcomes.map { key -> Int in
      guard let index = result.base.sampled.index(of: key) else { throw SimulationError.unknown(key) }
      return index
    }
    let expectations = indices.map { samples.difference($0, scenario: own, beside: other).values }
    let rows = expectations.map(\.count).min() ?? 0
    // Traces may have been made for the first draws only.
    let shares = try draws.map { draw in
      try GivenDataIndex.indices(
        of: expectations.map { Array($0.prefix(rows)) }, by: Array(draw.values.prefix(rows)))
    }
    findings = try outcomes.indices.map { place in
      let rows = samples.differenceRows(indices[place], scenario: own, beside: other)
      return Finding(
        outcome: result.study.analysed(result.base.sampled.outcomes[indices[place]]),
        indices: shares.map { $0[place] },
        chance: samples.chancesPerDraw > 1
          ? try ChanceShare(rows: rows, chancesPerDraw: samples.chancesPerDraw) : nil)
    }
  }
}
