import Synchronization
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Simulates splits of a budget: each on the same draws of the parameters and the same chances.
///
/// The amounts take the place of the parameters that say how much goes to each measure, in the scenario and not in the
/// one beside it. What was simulated before is remembered, to the euro.
final class SplitSimulation: Sendable {
  let evaluator: StudyEvaluator
  /// The parameters that hold the amounts, in the order of a split.
  let measures: [String]
  let quantities: [Quantity]
  private let draws: Int
  private let known: [(name: String, values: [Double])]
  private let found: Mutex<[[Double]: SplitSample]>
  private let watch: StudyEvaluator.Watch
  private let expected: Int

  /// - Parameters:
  ///   - draws: The number of draws of the parameters per split, each with one chance.
  ///   - expected: About how many splits will be asked for, for progress.
  init(
    _ evaluator: StudyEvaluator, measures: [String], quantities: [Quantity], draws: Int, seed: UInt64,
    expected: Int, watch: StudyEvaluator.Watch
  ) throws {
    self.evaluator = evaluator.with(chances: 1)
    (self.measures, self.quantities, self.draws) = (measures, quantities, draws)
    known = try evaluator.study.parameterDraws(draws, seed: seed).filter { column in
      !measures.contains(column.name)
        && evaluator.study.uncertainParameters.contains { $0.name == column.name }
    }
    found = Mutex([:])
    (self.watch, self.expected) = (watch, max(1, expected))
  }

  /// How many splits were simulated.
  var count: Int { found.withLock { $0.count } }

  /// The samples of many splits at once.
  func samples(of splits: [[Double]]) throws -> [SplitSample] {
    let keys = splits.map { $0.map { $0.rounded() } }
    let fresh = found.withLock { found in
      var seen: Set<[Double]> = []
      return keys.filter { found[$0] == nil && seen.insert($0).inserted }
    }
    if !fresh.isEmpty {
      var columns = measures.indices.map { measure in
        fresh.flatMap { [Double](repeating: $0[measure], count: draws) }
      }
      for column in known { columns.append(fresh.flatMap { _ in column.values }) }
      let points = ParameterPoints(
        names: measures + known.map(\.name), columns: columns, forced: Set(measures))
      let done = count
      var part = watch
      part.progress = watch.progress.map { [expected] tell in
        { @Sendable share in
          tell(min(0.99, (Double(done) + share * Double(fresh.count)) / Double(expected)))
        }
      }
      let samples = try evaluator.samples(of: quantities, at: points, chanceCycle: draws, watch: part)
      found.withLock { found in
        for (index, key) in fresh.enumerated() {
          found[key] = SplitSample(
            samples.map { Array($0.rows[(index * draws)..<((index + 1) * draws)]) })
        }
      }
    }
    return try found.withLock { found in
      try keys.map { key in
        guard let sample = found[key] else { throw SimulationError.invalid("a split was not simulated") }
        return sample
      }
    }
  }
}
