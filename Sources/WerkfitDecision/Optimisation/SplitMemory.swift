/// The splits that were evaluated, so that none is evaluated twice.
struct SplitMemory {
  /// What is kept of the sample of a split.
  private let kept: (SplitSample) throws -> [Double]
  private let evaluate: SplitEvaluator
  private let problem: BudgetProblem
  private var places: [[Int64]: Int] = [:]
  /// The shares of each split, in the order of evaluation.
  private(set) var splits: [[Double]] = []
  /// What was kept of each.
  private(set) var numbers: [[Double]] = []

  init(
    _ problem: BudgetProblem, evaluate: @escaping SplitEvaluator,
    keeping kept: @escaping (SplitSample) throws -> [Double]
  ) {
    self.problem = problem
    self.evaluate = evaluate
    self.kept = kept
  }

  /// The places of splits in the memory; those not yet known are evaluated in one batch.
  mutating func places(of wanted: [[Double]]) throws -> [Int] {
    var fresh: [[Double]] = []
    let found = wanted.map { shares -> Int in
      let key = shares.map { Int64(($0 * 1e10).rounded()) }
      if let place = places[key] { return place }
      let place = splits.count + fresh.count
      places[key] = place
      fresh.append(shares)
      return place
    }
    guard !fresh.isEmpty else { return found }
    let samples = try evaluate(fresh.map { problem.amounts(of: $0) })
    guard samples.count == fresh.count else {
      throw OptimisationError.wrongCount(found: samples.count, expected: fresh.count)
    }
    numbers += try samples.map(kept)
    splits += fresh
    return found
  }
}
