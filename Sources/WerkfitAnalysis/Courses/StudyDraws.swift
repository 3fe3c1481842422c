import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// The draws of a run under the base reading, column by column, for whoever goes on with them elsewhere.
public struct StudyDraws: Sendable {
  /// A column of outcomes.
  public struct Outcome: Sendable, Hashable {
    /// The key of the outcome.
    public var key: String
    /// The label from the study file, or nil for standard outcomes.
    public var label: String?
    /// What the numbers count.
    public var unit: String
  }

  /// The keys of the scenarios, in order of the study.
  public let scenarios: [String]
  /// The position of the nulalternatief.
  public let reference: Int
  /// The outcomes of one scenario by itself.
  public let outcomes: [Outcome]
  /// The outcomes that are differences, those that only exist as such among them.
  public let differences: [Outcome]
  /// How many successive rows share their parameters (K).
  public let chancesPerDraw: Int
  /// The number of draws of the parameters.
  public let draws: Int
  /// The uncertain parameters with one value per draw.
  public let parameters: [(name: String, values: [Double])]
  private let samples: ReadingSamples

  /// The draws of a run.
  ///
  /// - Parameter comparison: The comparison of the same run: its headline and standard outcomes, those of the study
  ///   itself and the balances of all parties are taken, not those of their members, of lines, states or funds.
  /// - Throws: `SimulationError` where parameters cannot be drawn.
  public init(of result: StudyResult, comparison: StudyComparison) throws {
    scenarios = result.scenarios
    reference = result.referenceIndex
    draws = result.draws
    samples = ReadingSamples(
      result.base, reference: result.referenceIndex, expectedOnly: result.settings.expectedOnly,
      parametersVary: !result.settings.parametersAtMean && result.study.drawsParameters(reading: nil))
    chancesPerDraw = samples.chancesPerDraw
    parameters = result.settings.parametersAtMean ? [] : try result.parameterDraws
    let headline = Set(comparison.headlineKeys)
    let chosen = comparison.base.outcomes.filter { outcome in
      !outcome.key.contains("/")
        && (headline.contains(outcome.key) || outcome.key.hasPrefix("balance") || !outcome.key.contains(":"))
    }
    func listed(_ outcomes: [OutcomeComparison]) -> [Outcome] {
      outcomes.map { Outcome(key: $0.key, label: $0.label, unit: $0.unit) }
    }
    let table = result.base.sampled
    outcomes = listed(chosen.filter { table.index(of: $0.key) != nil })
    differences = listed(
      chosen.filter { outcome in
        outcome.differences.contains { $0 != nil }
          && table.index(of: DerivedOutcome(rawValue: outcome.key)?.origin.rawValue ?? outcome.key) != nil
      })
  }

  /// An outcome of a scenario, one number per replication, chance and ignorance together; empty where not known.
  public func values(of key: String, scenario: Int) -> [Double] {
    guard let index = samples.result.sampled.index(of: key) else { return [] }
    return Array(samples.sampled(index, scenario: scenario))
  }

  /// The mean difference with the nulalternatief over the chances of each draw, as simulated: chance is still in it.
  public func meanDifferences(of key: String, scenario: Int) -> [Double] {
    let derived = DerivedOutcome(rawValue: key)
    guard let index = samples.result.sampled.index(of: derived?.origin.rawValue ?? key) else { return [] }
    let values = samples.expectations(index, scenario: scenario, beside: reference).raw
    return derived == nil ? values : values.map { 0 - $0 }
  }

  /// E[difference with the nulalternatief | parameters], one number per draw, as the comparison summarises it.
  public func differences(of key: String, scenario: Int) -> [Double] {
    let derived = DerivedOutcome(rawValue: key)
    guard let index = samples.result.sampled.index(of: derived?.origin.rawValue ?? key) else { return [] }
    let values = samples.difference(index, scenario: scenario).values
    return derived == nil ? values : values.map { 0 - $0 }
  }
}
