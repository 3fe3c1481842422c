import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// A mean with its Monte Carlo standard error.
public struct Estimate: Sendable, Hashable, Codable {
  /// The mean.
  public var mean: Double
  /// Its Monte Carlo standard error.
  public var error: Double

  /// A mean with its error.
  public init(mean: Double, error: Double) { (self.mean, self.error) = (mean, error) }

  /// Whether it lies more than two Monte Carlo errors from zero.
  ///
  /// What rounding leaves of nothing is nothing.
  public var isClear: Bool { abs(mean) > max(2 * error, 1e-9) }
}

/// What scenarios do beside the nulalternatief in one run, draw by draw: E[outcome | parameters] of each.
///
/// Runs of the same seed meet the same chances, so that two of these can be compared draw by draw.
public struct ScenarioDifferences: Sendable {
  /// The outcomes.
  public let outcomes: [AnalysedOutcome]
  /// The keys of the scenarios, the nulalternatief left out.
  public let scenarios: [String]
  /// Per outcome and scenario one value per draw.
  let values: [[[Double]]]
  /// Per outcome and scenario the mean and its error.
  public let estimates: [[Estimate]]

  /// Takes the differences from the base reading of a run.
  ///
  /// - Parameter keys: The keys of the outcomes.
  /// - Throws: `SimulationError.unknown` for what the run does not hold.
  public init(of result: StudyResult, outcomes keys: [String]) throws {
    let study = result.study
    let samples = ReadingSamples(
      result.base, reference: result.referenceIndex, expectedOnly: result.settings.expectedOnly,
      parametersVary: !result.settings.parametersAtMean && study.drawsParameters(reading: nil))
    let places = result.scenarios.indices.filter { $0 != result.referenceIndex }
    scenarios = places.map { result.scenarios[$0] }
    var found: [(outcome: AnalysedOutcome, columns: [ExpectationPerDraw], sign: Double)] = []
    for key in keys {
      let derived = DerivedOutcome(rawValue: key)
      guard let index = samples.result.sampled.index(of: derived?.origin.rawValue ?? key) else {
        throw SimulationError.unknown(key)
      }
      var outcome = study.analysed(samples.outcomes[index])
      outcome.key = key
      found.append(
        (outcome, places.map { samples.difference(index, scenario: $0) }, derived == nil ? 1 : -1))
    }
    outcomes = found.map(\.outcome)
    values = found.map { row in row.columns.map { $0.values.map { 0 + row.sign * $0 } } }
    estimates = found.map { row in
      row.columns.map { Estimate(mean: 0 + row.sign * mean($0.values), error: $0.standardError) }
    }
  }

  /// One scenario minus another, in an outcome of this run; nil as other is the nulalternatief.
  func gap(_ outcome: Int, _ scenario: Int, beside other: Int?) -> Estimate {
    guard let other else { return estimates[outcome][scenario] }
    return Self.paired(
      values[outcome][scenario], estimates[outcome][scenario], values[outcome][other],
      estimates[outcome][other])
  }

  /// An outcome of a scenario here minus that in another run with the same seed.
  package func change(_ outcome: Int, _ scenario: Int, from other: ScenarioDifferences, _ otherScenario: Int)
    -> Estimate
  {
    Self.paired(
      values[outcome][scenario], estimates[outcome][scenario], other.values[outcome][otherScenario],
      other.estimates[outcome][otherScenario])
  }

  /// Draw by draw where both have the same draws, else as if they were independent.
  private static func paired(
    _ values: [Double], _ estimate: Estimate, _ others: [Double], _ other: Estimate
  ) -> Estimate {
    let difference = estimate.mean - other.mean
    guard estimate.error > 0 || other.error > 0 else { return Estimate(mean: difference, error: 0) }
    guard values.count == others.count, values.count > 1 else {
      let error = (estimate.error * estimate.error + other.error * other.error).squareRoot()
      return Estimate(mean: difference, error: error)
    }
    let gaps = zip(values, others).map { $0 - $1 }
    return Estimate(mean: difference, error: errorOfMean(gaps, chancesPerDraw: 1))
  }
}
