import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What two assumptions do together: an outcome on a grid of both.
public struct TwoWaySensitivity: Sendable {
  /// The scenario, and the one it stands beside.
  public var scenario: String
  /// The key of the scenario beside which it stands.
  public var beside: String
  /// The parameter of the columns and that of the rows.
  public var parameters: [UncertainParameter]
  /// The values of both.
  public var values: [[Double]]
  /// The outcome.
  public var outcome: AnalysedOutcome
  /// Per value of the second parameter, per value of the first.
  public var grid: [[Double]]
  /// The Monte Carlo errors of the same.
  public var errors: [[Double]]
  /// How often chance was drawn at each point; 1 where expectations are exact.
  public var chances: Int

  /// Computes an outcome on a grid.
  ///
  /// - Throws: `SimulationError`.
  public init(
    of evaluator: StudyEvaluator, scenario: String, beside: String, outcome: String,
    parameters: [UncertainParameter], share: Double = 0.95, size: Int = 7,
    watch: StudyEvaluator.Watch = .init()
  ) throws {
    let values = parameters.prefix(2).map { parameter in
      let (low, high) = parameter.bounds(of: share)
      return (0..<size).map { low + (high - low) * Double($0) / Double(max(1, size - 1)) }
    }
    let rows = values[1].flatMap { second in values[0].map { [$0, second] } }
    let sample = try evaluator.samples(
      of: [Quantity(outcome: outcome, scenario: scenario, beside: beside)],
      at: ParameterPoints(names: parameters.prefix(2).map(\.name), rows: rows), watch: watch)[0]
    let means = sample.means
    grid = (0..<size).map { row in Array(means[(row * size)..<((row + 1) * size)]) }
    errors = (0..<size).map { row in (0..<size).map { sample.error(at: row * size + $0) } }
    (self.scenario, self.beside, self.parameters) = (scenario, beside, Array(parameters.prefix(2)))
    (self.values, chances) = (values, evaluator.chances)
    self.outcome = try evaluator.analysed([outcome])[0]
  }
}
