import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// How much of the variance of an outcome each parameter causes, alone and together with others.
///
/// First-order and total indices on Saltelli's design (Saltelli et al. 2010; Jansen 1999), the parameters independent,
/// each over its whole distribution. Where expectations are simulated, the points of a base point meet the same chances, and
/// what chance does is taken out of squares and products.
public struct SobolSensitivity: Sendable {
  /// The scenario, and the one it stands beside.
  public var scenario: String
  /// The key of the scenario beside which it stands.
  public var beside: String
  /// The parameters that vary; all others stand at their means.
  public var parameters: [UncertainParameter]
  /// The outcomes.
  public var outcomes: [AnalysedOutcome]
  /// One per outcome.
  public var indices: [SobolIndices]
  /// The number of base points.
  public var basePoints: Int
  /// The number of points at which the study was computed.
  public var points: Int
  /// How often chance was drawn at each point; 1 where expectations are exact.
  public var chances: Int

  /// Computes the indices.
  ///
  /// - Throws: `SimulationError`, `SensitivityError`.
  public init(
    of evaluator: StudyEvaluator, scenario: String, beside: String, outcomes: [String],
    parameters: [UncertainParameter], basePoints: Int, seed: UInt64 = 1, watch: StudyEvaluator.Watch = .init()
  ) throws {
    self.outcomes = try evaluator.analysed(outcomes)
    let design = try SobolDesign(parameterCount: parameters.count, basePointCount: basePoints, seed: seed)
    let quantiles = parameters.map { QuantileTable(of: $0.distribution) }
    let points = ParameterPoints(
      names: parameters.map(\.name),
      columns: parameters.indices.map { index in design.column(index).map { quantiles[index].value($0) } })
    let quantities = outcomes.map { Quantity(outcome: $0, scenario: scenario, beside: beside) }
    let samples = try evaluator.samples(of: quantities, at: points, chanceCycle: basePoints, watch: watch)
    (self.scenario, self.beside, self.parameters, self.basePoints) = (
      scenario, beside, parameters, basePoints
    )
    (self.points, chances) = (points.count, evaluator.chances)
    indices = try design.indices(of: samples.map(\.rows), chances: evaluator.chances)
  }
}

/// The quantiles of a distribution, found once for many shares: exactly where that is quick.
struct QuantileTable {
  private let distribution: Distribution
  /// Quantiles at equal steps of the share, where the exact one is slow; the ends are left to the exact one.
  private let table: [Double]

  init(of distribution: Distribution) {
    self.distribution = distribution
    switch distribution {
    // Those of GSL that iterate take a microsecond or more each.
    case .beta, .pert, .gamma:
      table = (0...Self.steps).map { distribution.quantile(Double($0) / Double(Self.steps)) }
    case .fixed, .normal, .truncatedNormal, .lognormal, .uniform, .triangular, .discrete, .empirical,
      .dirichlet:
      table = []
    }
  }

  private static let steps = 4096

  /// The value below which a share lies.
  func value(_ share: Double) -> Double {
    let place = share * Double(Self.steps)
    guard !table.isEmpty, place >= 64, place < Double(Self.steps - 64) else {
      return distribution.quantile(share)
    }
    let below = Int(place)
    return table[below] + (place - Double(below)) * (table[below + 1] - table[below])
  }
}
