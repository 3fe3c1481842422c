import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// How much each difference between two studies contributes to the difference in their outcomes.
///
/// Either in a stated order, each piece put in after those before it; or averaged over all orders, which is the
/// value of Shapley 1953 and does not depend on any order. Both sum to the whole difference.
public struct DifferenceAttribution: Sendable {
  /// How it was attributed.
  public enum Method: String, Sendable, Hashable, Codable {
    /// One piece after another.
    case inOrder
    /// The mean over all orders.
    case averageOverOrders
  }

  /// What one or more pieces do together.
  public struct Contribution: Sendable, Hashable {
    /// The pieces, more than one where a study with only the first cannot be computed.
    public var pieces: [StudyPiece]
    /// Per outcome the contribution with its Monte Carlo error.
    public var effects: [Estimate]
  }

  /// At most so many pieces for an average over orders: 2 to this power studies are computed.
  public static let greatestForAverage = 6

  /// The method.
  public let method: Method
  /// The outcomes.
  public let outcomes: [AnalysedOutcome]
  /// The key of the scenario.
  public let scenario: String
  /// Per outcome the difference with the nulalternatief in the old study.
  public let before: [Estimate]
  /// The same in the new study.
  public let after: [Estimate]
  /// Per outcome how much it changed.
  public let change: [Estimate]
  /// What each piece does.
  public let contributions: [Contribution]
  /// How the old study was computed.
  public let run: RunDescription
  /// How many studies were computed.
  public let computed: Int

  /// Attributes the difference between two studies.
  ///
  /// - Parameters:
  ///   - scenario: The key of a scenario of both.
  ///   - keys: The keys of the outcomes.
  ///   - settings: How each study is computed; all with the same seed.
  ///   - averagesOrders: Whether to average over all orders; in order where a study on the way cannot be computed.
  /// - Throws: `SimulationError`.
  public init(
    _ found: StudyPieces, scenario: String, outcomes keys: [String], settings: RunSettings,
    averagesOrders: Bool = false, watch: StudyEvaluator.Watch = .init()
  ) throws {
    var settings = settings
    settings.scenarios = [scenario]
    settings.readings = []
    let pieces = found.counting
    let isAverage = averagesOrders && (1...Self.greatestForAverage).contains(pieces.count)
    let computing = Computing(
      found: found, outcomes: keys, scenario: scenario, settings: settings, watch: watch,
      total: isAverage ? 1 << pieces.count : pieces.count + 1)
    let (first, description) = try computing.whole(found.old)
    let (last, _) = pieces.isEmpty ? (first, description) : try computing.whole(found.new)
    var average: [Contribution]?
    if isAverage { average = try computing.average(pieces, from: first, to: last) }
    contributions = try average ?? computing.inOrder(pieces, from: first, to: last)
    method = average == nil ? .inOrder : .averageOverOrders
    (self.scenario, outcomes, run) = (scenario, first.outcomes, description)
    before = first.outcomes.indices.map { first.estimates[$0][0] }
    after = last.outcomes.indices.map { last.estimates[$0][0] }
    change = last.outcomes.indices.map { last.change($0, 0, from: first, 0) }
    computed = computing.done
  }
}

/// Computes studies on the way from one to another, and counts them.
///
/// A class, because every study computed adds to the same progress; it stays within one attribution.
private final class Computing {
  private let found: StudyPieces
  private let outcomes: [String]
  private let scenario: String
  private let settings: RunSettings
  private let watch: StudyEvaluator.Watch
  private let total: Int
  private(set) var done = 0

  init(
    found: StudyPieces, outcomes: [String], scenario: String, settings: RunSettings,
    watch: StudyEvaluator.Watch, total: Int
  ) {
    (self.found, self.outcomes, self.scenario, self.settings) = (found, outcomes, scenario, settings)
    (self.watch, self.total) = (watch, total)
  }

  func whole(_ study: Study) throws -> (ScenarioDifferences, RunDescription) {
    let share = Double(max(total, 1))
    let part = watch.part(from: min(1, Double(done) / share), to: min(1, Double(done + 1) / share))
    let result = try simulate(
      study, settings: settings, progress: part.progress, isCancelled: part.isCancelled)
    done += 1
    return (try ScenarioDifferences(of: result, outcomes: outcomes), RunDescription(of: result))
  }

  /// A study on the way, or nil where it makes no sense by itself: it names what is not there yet.
  private func between(_ pieces: [StudyPiece]) throws -> ScenarioDifferences? {
    do {
      return try whole(found.study(with: pieces)).0
    } catch SimulationError.invalid, SimulationError.unknown {
      return nil
    }
  }

  func inOrder(
    _ pieces: [StudyPiece], from first: ScenarioDifferences, to last: ScenarioDifferences
  ) throws -> [DifferenceAttribution.Contribution] {
    var contributions: [DifferenceAttribution.Contribution] = []
    var pending: [StudyPiece] = []
    var current = first
    for (index, piece) in pieces.enumerated() {
      pending.append(piece)
      let isLast = index == pieces.count - 1
      guard let next = isLast ? last : try between(Array(pieces[...index])) else { continue }
      contributions.append(
        .init(pieces: pending, effects: outcomes.indices.map { next.change($0, 0, from: current, 0) }))
      (current, pending) = (next, [])
    }
    return contributions
  }

  /// The mean over all orders: Σ |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)); nil where a study makes no sense.
  func average(
    _ pieces: [StudyPiece], from first: ScenarioDifferences, to last: ScenarioDifferences
  ) throws -> [DifferenceAttribution.Contribution]? {
    let count = pieces.count
    let full = (1 << count) - 1
    var values = [first]
    for subset in 1...full {
      if subset == full {
        values.append(last)
        continue
      }
      let own = pieces.indices.filter { subset & (1 << $0) != 0 }.map { pieces[$0] }
      guard let value = try between(own) else { return nil }
      values.append(value)
    }
    func factorial(_ number: Int) -> Double { (1...max(1, number)).reduce(1) { $0 * Double($1) } }
    return pieces.indices.map { piece in
      let effects = outcomes.indices.map { outcome -> Estimate in
        var mean = 0.0
        var error = 0.0
        for subset in 0...full where subset & (1 << piece) == 0 {
          let size = subset.nonzeroBitCount
          let weight = factorial(size) * factorial(count - size - 1) / factorial(count)
          let step = values[subset | (1 << piece)].change(outcome, 0, from: values[subset], 0)
          mean += weight * step.mean
          // All meet the same chances, so that their errors may all point the same way.
          error += weight * step.error
        }
        return Estimate(mean: mean, error: error)
      }
      return .init(pieces: [pieces[piece]], effects: effects)
    }
  }
}
