import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// At which values of one parameter an outcome turns: where a traject begins or stops to pay.
public struct ThresholdSensitivity: Sendable {
  /// The scenario, and the one it stands beside.
  public var scenario: String
  /// The key of the scenario beside which it stands.
  public var beside: String
  /// The parameter.
  public var parameter: UncertainParameter
  /// The interval that was looked at.
  public var interval: Interval
  /// The outcome.
  public var outcome: AnalysedOutcome
  /// The value that the outcome is to reach.
  public var target: Double
  /// What was found.
  public var thresholds: Thresholds
  /// Per threshold the Monte Carlo error of its place, by the error and the slope of the outcome there.
  public var errors: [Double]
  /// The outcome over the interval, for a chart.
  public var curve: [(value: Double, outcome: Double, error: Double)]
  /// How often chance was drawn at each point; 1 where expectations are exact.
  public var chances: Int

  /// Looks for the values at which an outcome is as large as a target.
  ///
  /// - Throws: `SimulationError`, `SensitivityError`.
  public init(
    of evaluator: StudyEvaluator, scenario: String, beside: String, outcome: String, target: Double = 0,
    parameter: UncertainParameter, interval: Interval, watch: StudyEvaluator.Watch = .init()
  ) throws {
    let quantity = Quantity(outcome: outcome, scenario: scenario, beside: beside)
    var seen: [Double: PointSample] = [:]
    func sample(at values: [Double]) throws -> [PointSample] {
      let points = ParameterPoints(names: [parameter.name], columns: [values])
      let found = try evaluator.samples(of: [quantity], at: points, watch: watch)[0]
      return values.indices.map { index in
        let own = PointSample(
          rows: Array(found.chances(at: index)), points: 1, chances: found.chances)
        seen[values[index]] = own
        return own
      }
    }
    // The outcome is jagged where chance is simulated: closer than the chances can see there is nothing to find.
    let search = ThresholdSearch(
      over: interval, gridCount: 17, tolerance: evaluator.isExact ? 1e-7 : 1e-3, cuts: 8)
    thresholds = try search.thresholds { values in
      try sample(at: values).map { mean($0.rows) - target }
    }
    let grid = seen.keys.sorted()
    curve = grid.compactMap { value in
      seen[value].map { (value: value, outcome: mean($0.rows), error: $0.error(at: 0)) }
    }
    let width = (interval.upper - interval.lower) / 16
    let known = curve
    errors = thresholds.found.map { found in
      let near = known.min { abs($0.value - found.value) < abs($1.value - found.value) }
      let left = known.last { $0.value <= found.value - width / 2 } ?? known.first
      let right = known.first { $0.value >= found.value + width / 2 } ?? known.last
      guard let near, let left, let right, right.value > left.value else { return 0 }
      let slope = abs(right.outcome - left.outcome) / (right.value - left.value)
      return slope > 0 ? near.error / slope : .infinity
    }
    (self.scenario, self.beside, self.parameter, self.interval) = (scenario, beside, parameter, interval)
    (self.target, chances) = (target, evaluator.chances)
    self.outcome = try evaluator.analysed([outcome])[0]
  }
}
