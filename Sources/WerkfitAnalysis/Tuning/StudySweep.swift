import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// A comparison of the scenarios at each of a row of values, with the same seed and so the same chances.
public struct StudySweep: Sendable {
  /// Two scenarios that stand the other way round at another value, by more than two Monte Carlo errors.
  public struct Swap: Sendable, Hashable {
    /// The key of the scenario that stands higher at first.
    public var first: String
    /// The key of the other.
    public var second: String
    /// The first point at which `first` stands higher.
    public var before: Int
    /// The first point at which `second` stands higher.
    public var after: Int
  }

  /// What is gone through: one axis, or two as a grid.
  public let axes: [SweepAxis]
  /// Per point the place on each axis; the last axis runs fastest.
  public let points: [[Int]]
  /// The outcomes; scenarios are put in order by the first.
  public let outcomes: [AnalysedOutcome]
  /// The keys of the scenarios beside the nulalternatief.
  public let scenarios: [String]
  /// Per point, outcome and scenario the difference with the nulalternatief.
  public let differences: [[[Estimate]]]
  /// The same minus that at the first point, draw by draw: with the same chances its error is far smaller.
  public let changes: [[[Estimate]]]
  /// The pairs of scenarios that change places in the first outcome, the nulalternatief among them.
  public let swaps: [Swap]
  /// The run of the first point, without its numbers: how everything was computed.
  public let run: RunDescription

  /// The places of all points of a grid of axes; the last axis runs fastest.
  public static func points(of axes: [SweepAxis]) -> [[Int]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.indices.map { point + [$0] } }
    }
  }

  /// The changes to the study at a point.
  public static func changes(of axes: [SweepAxis], at point: [Int]) -> [StudyOverride] {
    zip(axes, point).map { StudyOverride(path: $0.path, value: $0.values[$1]) }
  }

  /// Computes the studies of all points, one after another.
  ///
  /// - Parameters:
  ///   - studies: One per point, in order of `points(of:)`.
  ///   - keys: The keys of the outcomes.
  ///   - settings: How each is computed; readings are left out.
  ///   - changes: Changes to the study at every point, to be told.
  /// - Throws: `SimulationError`.
  public init(
    _ axes: [SweepAxis], studies: [Study], outcomes keys: [String], settings: RunSettings,
    changes: [StudyOverride] = [], watch: StudyEvaluator.Watch = .init()
  ) throws {
    self.axes = axes
    points = Self.points(of: axes)
    var settings = settings
    settings.readings = []
    var all: [[[Estimate]]] = []
    var fromFirst: [[[Estimate]]] = []
    var signs: [[[Int]]] = []
    var first: (ScenarioDifferences, RunDescription, String)?
    for (index, study) in studies.enumerated() {
      let count = Double(studies.count)
      let part = watch.part(from: Double(index) / count, to: Double(index + 1) / count)
      let result = try simulate(
        study, settings: settings, progress: part.progress, isCancelled: part.isCancelled)
      let found = try ScenarioDifferences(of: result, outcomes: keys)
      all.append(found.estimates)
      signs.append(Self.signs(found))
      if first == nil {
        let reference = result.scenarios[result.referenceIndex]
        first = (found, RunDescription(of: result, changes: changes), reference)
      }
      let start = first?.0 ?? found
      fromFirst.append(
        found.outcomes.indices.map { outcome in
          found.scenarios.indices.map { found.change(outcome, $0, from: start, $0) }
        })
    }
    guard let (found, description, reference) = first, studies.count == points.count else {
      throw SimulationError.invalid("no points")
    }
    (outcomes, scenarios, run) = (found.outcomes, found.scenarios, description)
    differences = all
    self.changes = fromFirst
    swaps = Self.swaps(signs, scenarios: found.scenarios + [reference])
  }

  /// Per pair of scenarios (the last is the nulalternatief) which one clearly stands higher: 1, −1, or 0 for neither.
  private static func signs(_ found: ScenarioDifferences) -> [[Int]] {
    let count = found.scenarios.count
    return (0..<count).map { one in
      (0...count).map { other in
        guard one < other else { return 0 }
        let gap = found.gap(0, one, beside: other < count ? other : nil)
        return gap.isClear ? (gap.mean > 0 ? 1 : -1) : 0
      }
    }
  }

  private static func swaps(_ signs: [[[Int]]], scenarios: [String]) -> [Swap] {
    var swaps: [Swap] = []
    for one in 0..<(scenarios.count - 1) {
      for other in (one + 1)..<scenarios.count {
        let row = signs.map { $0[one][other] }
        guard let above = row.firstIndex(of: 1), let below = row.firstIndex(of: -1) else { continue }
        swaps.append(
          above < below
            ? Swap(first: scenarios[one], second: scenarios[other], before: above, after: below)
            : Swap(first: scenarios[other], second: scenarios[one], before: below, after: above))
      }
    }
    return swaps
  }
}
