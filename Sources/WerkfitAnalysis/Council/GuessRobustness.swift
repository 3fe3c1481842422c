import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Whether the order of the choices survives the authors' own guesses, each by itself at the end that is bad for one
/// choice.
public struct GuessRobustness: Sendable, Hashable, Codable {
  /// A guess that changes which choice comes first.
  public struct Change: Sendable, Hashable, Codable {
    /// The key of the parameter.
    public var parameter: String
    /// What readers see.
    public var label: String
    /// The value at which it was set.
    public var value: Double
    /// What the value measures.
    public var dimension: String
    /// The key of the scenario that comes first there.
    public var first: String
  }

  /// The key of the outcome by which choices are ranked.
  public var rankedBy: String
  /// The key of the scenario that was looked at.
  public var scenario: String
  /// The key of the scenario, other than the nulalternatief, that comes first with everything at its mean.
  public var first: String
  /// How many own guesses were set at their bad end.
  public var tested: Int
  /// The guesses at whose bad end another scenario comes first, beyond two Monte Carlo errors.
  public var changes: [Change]

  /// Sets every own estimate, and every number that is still to be checked, at the end of its interval that is bad for
  /// a scenario.
  ///
  /// - Parameters:
  ///   - rankedBy: The key of the outcome by which choices are ranked; more is better.
  ///   - share: The share of each distribution between its ends.
  /// - Throws: `SimulationError`.
  public init?(
    of evaluator: StudyEvaluator, scenario: String, rankedBy: String, share: Double = 0.95,
    watch: StudyEvaluator.Watch = .init()
  ) throws {
    let guesses = evaluator.study.uncertainParameters.filter(\.isGuess)
    let reference = evaluator.scenarios[evaluator.reference]
    let choices = evaluator.scenarios.filter { $0 != reference }
    guard let own = choices.firstIndex(of: scenario) else { return nil }
    (self.rankedBy, self.scenario, tested) = (rankedBy, scenario, guesses.count)
    let means = guesses.map(\.mean)
    let bounds = guesses.map { $0.bounds(of: share) }
    var rows = [means]
    for index in guesses.indices {
      for value in [bounds[index].low, bounds[index].high] {
        var row = means
        row[index] = value
        rows.append(row)
      }
    }
    let quantities = choices.map { Quantity(outcome: rankedBy, scenario: $0, beside: reference) }
    let samples: [PointSample]
    if guesses.isEmpty {
      let base = try evaluator.evaluateAtMeans(watch: watch)
      samples = try quantities.map { try base.found($0) }
    } else {
      samples = try evaluator.samples(
        of: quantities, at: ParameterPoints(names: guesses.map(\.name), rows: rows), watch: watch)
    }
    let leader = Self.first(samples, at: 0, unlessBeaten: 0)
    first = choices[leader]
    changes = guesses.indices.compactMap { index in
      let ends = [1 + 2 * index, 2 + 2 * index]
      let values = ends.map { mean(samples[own].chances(at: $0)) }
      let bad = values[0] <= values[1] ? 0 : 1
      let winner = Self.first(samples, at: ends[bad], unlessBeaten: leader)
      guard winner != leader else { return nil }
      return Change(
        parameter: guesses[index].name, label: guesses[index].label,
        value: bad == 0 ? bounds[index].low : bounds[index].high,
        dimension: guesses[index].dimension.rawValue, first: choices[winner])
    }
  }

  /// The position of the choice with the highest mean at a point, unless it cannot be told from the present one.
  private static func first(_ samples: [PointSample], at point: Int, unlessBeaten present: Int) -> Int {
    let means = samples.map { mean($0.chances(at: point)) }
    guard let best = means.indices.max(by: { means[$0] < means[$1] }), best != present else { return present }
    let differences = zip(samples[best].chances(at: point), samples[present].chances(at: point)).map {
      $0 - $1
    }
    let error = differences.count > 1 ? (variance(differences) / Double(differences.count)).squareRoot() : 0
    return mean(differences) > 2 * error ? best : present
  }
}

extension UncertainParameter {
  /// Whether the number is a guess of the study's authors, or still to be checked.
  public var isGuess: Bool { confidence == .ownEstimate || confidence == .unverified }
}
