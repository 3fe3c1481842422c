import Foundation
import Testing

@testable import WerkfitDecision

@Suite("The best split of a budget")
struct OptimisationTests {
  static func problem(_ count: Int, budget: Double = 1, rest: Bool = false) throws -> BudgetProblem {
    try BudgetProblem(
      budget: budget, measures: (0..<count).map { BudgetMeasure("m\($0)") }, mayLeaveUnspent: rest)
  }

  /// An evaluator of one outcome that is certain.
  static func certain(_ value: @escaping ([Double]) -> Double) -> SplitEvaluator {
    { splits in splits.map { SplitSample([[value($0)]]) } }
  }

  /// Σ wᵢ √xᵢ, whose best shares are wᵢ² / Σw² and whose value is √(B Σw²).
  static func roots(_ weights: [Double]) -> SplitEvaluator {
    certain { amounts in zip(weights, amounts).reduce(0) { $0 + $1.0 * $1.1.squareRoot() } }
  }

  @Test("Σ w√x: the shares are w²/Σw² within the final step, for random weights of 2 to 5 measures")
  func roots() throws {
    let columns = try GivenDataTests.points(12, parameters: 5, seed: 51)
    for draw in 0..<12 {
      let weights = (0..<(2 + draw % 4)).map { 0.3 + columns[$0][draw] }
      let squares = weights.reduce(0) { $0 + $1 * $1 }
      let found = try Self.problem(weights.count, budget: 2e6)
        .best(for: .mean(outcome: 0), evaluate: Self.roots(weights))
      for (share, weight) in zip(found.shares, weights) {
        #expect(abs(share - weight * weight / squares) < 2.0 / 1024, "\(found.shares) for \(weights)")
      }
      #expect(abs(found.value.value / (2e6 * squares).squareRoot() - 1) < 1e-5)
      #expect(abs(found.amounts.reduce(0, +) - 2e6) < 1e-3)
    }
  }

  @Test("A minimum and a capacity that bind are met exactly, and the rest goes on by w²")
  func bounds() throws {
    // Unbound the shares were 16, 9, 4 and 1 in 30; the first may have 0.4 and the last must have 0.1.
    let problem = try BudgetProblem(
      budget: 10,
      measures: [
        BudgetMeasure("a", capacity: 4), BudgetMeasure("b"), BudgetMeasure("c"),
        BudgetMeasure("d", minimumShare: 0.1),
      ])
    let found = try problem.best(for: .mean(outcome: 0), evaluate: Self.roots([4, 3, 2, 1]))
    let exact = [0.4, 0.5 * 9 / 13, 0.5 * 4 / 13, 0.1]
    for (share, best) in zip(found.shares, exact) {
      #expect(abs(share - best) < 2.0 / 1024, "\(found.shares)")
    }
    #expect(abs(found.shares[0] - 0.4) < 1e-9 && abs(found.shares[3] - 0.1) < 1e-9)
  }

  @Test("A linear aim fills the best measure to its capacity, then the next")
  func linear() throws {
    let problem = try BudgetProblem(
      budget: 100,
      measures: [
        BudgetMeasure("a"), BudgetMeasure("b", capacity: 37), BudgetMeasure("c", minimumShare: 0.05),
        BudgetMeasure("d", capacity: 21.5),
      ])
    let found = try problem.best(
      for: .mean(outcome: 0),
      evaluate: Self.certain { 1 * $0[0] + 3 * $0[1] + 0.5 * $0[2] + 2 * $0[3] })
    for (amount, exact) in zip(found.amounts, [36.5, 37, 5, 21.5]) {
      #expect(abs(amount - exact) < 1e-6, "\(found.amounts)")
    }
  }

  @Test("Money that does harm stays unspent where that is allowed")
  func unspent() throws {
    // 2√x − x per measure is highest at x = 1, so two measures take 2 of the 5.
    let found = try Self.problem(2, budget: 5, rest: true).best(
      for: .mean(outcome: 0),
      evaluate: Self.certain { $0.reduce(0) { $0 + 2 * $1.squareRoot() - $1 } })
    #expect(abs(found.unspentShare - 0.6) < 4.0 / 1024)
    #expect(abs(found.value.value - 2) < 1e-4)
  }

  @Test("The lowest group first: a·x equal for all groups, and the value is 1/Σ(1/a)")
  func lowestFirst() throws {
    for rates in [[1.0, 2], [1.0, 2, 4], [3.0, 1, 2, 5]] {
      let found = try Self.problem(rates.count).best(for: .lowestFirst(outcomes: Array(rates.indices))) {
        splits in
        splits.map { amounts in SplitSample(zip(rates, amounts).map { [$0 * $1] }) }
      }
      let exact = 1 / rates.reduce(0) { $0 + 1 / $1 }
      #expect(abs(found.value.value / exact - 1) < 0.01, "\(found.shares) for \(rates)")
    }
  }

  /// Uniform demands, one column per batch.
  static func demands(_ draws: Int, batches: Int, seed: UInt64) throws -> [[Double]] {
    try GivenDataTests.points(draws, parameters: batches, seed: seed)
  }

  /// 4·min(D, x) of a programme with uniform demand D, and 1 per euro of what is certain: best at x = 3/4.
  static func newsvendor(_ demand: [Double]) -> SplitEvaluator {
    { splits in
      splits.map { amounts in SplitSample([demand.map { 4 * min($0, amounts[0]) + amounts[1] }]) }
    }
  }

  @Test(
    "A stochastic problem: the best share is the quantile 1 − r/p within the error of a sample's quantile")
  func newsvendor() throws {
    let draws = 4000
    let demand = try Self.demands(draws, batches: 1, seed: 61)[0]
    let found = try Self.problem(2).best(for: .mean(outcome: 0), evaluate: Self.newsvendor(demand))
    let error = (0.75 * 0.25 / Double(draws)).squareRoot()
    #expect(abs(found.shares[0] - 0.75) < 4.5 * error + 1.0 / 1024, "\(found.shares)")
    // E[4 min(D, x)] + 1 − x = 4(x − x²/2) + 1 − x = 17/8 at x = 3/4.
    #expect(abs(found.value.value - 2.125) < 4.5 * found.value.standardError, "\(found.value)")
  }

  @Test("The check on fresh draws covers the true value and the true gap of a poor and of a good split")
  func check() throws {
    let batches = try Self.demands(1000, batches: 10, seed: 71)
    let problem = try Self.problem(2)
    for share in [0.5, 0.75] {
      let checked = try problem.check([share, 1 - share], for: .mean(outcome: 0), batchCount: 10) {
        batch, splits in
        try Self.newsvendor(batches[batch])(splits)
      }
      let exact = 4 * (share - share * share / 2) + 1 - share
      #expect(abs(checked.value.value - exact) < 4.5 * checked.value.standardError, "\(checked)")
      // The gap is 2(3/4 − x)²; its estimate is biased upward by the noise of a batch: 2·(3/16)/1000.
      let gap = 2 * pow(0.75 - share, 2)
      #expect(checked.gapBound95 > gap && checked.gap.value >= 0)
      #expect(abs(checked.gap.value - gap) < 4.5 * checked.gap.standardError + 0.0004, "\(checked)")
      #expect(checked.gapBound95 < gap + 0.02)
    }
  }

  @Test("Expected shortfall spreads over two equal risks by 1/σ², within the error over seeds")
  func shortfall() throws {
    let shares = try (0..<12).map { seed in
      let normals = try AcceptabilityTests.normals(4000, columns: 2, seed: UInt64(300 + seed))
      let found = try Self.problem(2).best(for: .expectedShortfall(outcome: 0, worstShare: 0.1)) { splits in
        splits.map { amounts in
          let values = zip(normals[0], normals[1]).map { $0 * amounts[0] + 2 * $1 * amounts[1] }
          return SplitSample([values])
        }
      }
      return found.shares[0]
    }
    let error = (variance(shares) / 12).squareRoot()
    #expect(abs(mean(shares) - 0.8) < 4.5 * error + 1.0 / 1024, "\(shares)")
    #expect(error < 0.02)
  }

  @Test("The chance of a target above the certain outcome asks for the whole budget in the risk")
  func chance() throws {
    let normals = try AcceptabilityTests.normals(4000, columns: 1, seed: 81)[0]
    let evaluate: SplitEvaluator = { splits in
      splits.map { amounts in SplitSample([normals.map { amounts[0] + amounts[1] * (1.5 + $0) }]) }
    }
    let problem = try Self.problem(2)
    let bold = try problem.best(for: .chance(outcome: 0, atLeast: 1.2), evaluate: evaluate)
    #expect(bold.shares[1] == 1)
    // P(1.5 + Z ≥ 1.2) = Φ(0.3).
    #expect(abs(bold.value.value - AcceptabilityTests.Phi(0.3)) < 4.5 * bold.value.standardError)
    let safe = try problem.best(for: .chance(outcome: 0, atLeast: 0.9), evaluate: evaluate)
    #expect(safe.value.value == 1)
  }

  @Test("The shadow price of √(B Σw²) is √(Σw²/B)/2, and with room to spare it is zero")
  func shadowPrice() throws {
    let weights = [3.0, 2, 1]
    let found = try Self.problem(3, budget: 50).shadowPrice(
      for: .mean(outcome: 0), evaluate: Self.roots(weights))
    let exact = (14.0 / 50).squareRoot() / 2
    #expect(abs(found.central.value / exact - 1) < 2e-3, "\(found.central) against \(exact)")
    #expect(found.more.value < found.less.value)
    #expect(abs(found.more.value / exact - 1) < 0.01 && abs(found.less.value / exact - 1) < 0.01)
    let spare = try Self.problem(2, budget: 5, rest: true).shadowPrice(
      for: .mean(outcome: 0),
      evaluate: Self.certain { $0.reduce(0) { $0 + 2 * $1.squareRoot() - $1 } })
    #expect(abs(spare.central.value) < 1e-3, "\(spare.central)")
  }

  @Test("Under uncertainty the shadow price lies within its paired error")
  func stochasticShadowPrice() throws {
    // Z √x with E Z = 1: λ = √(2/B)/2 for two equal measures.
    let normals = try AcceptabilityTests.normals(2000, columns: 2, seed: 91)
    let found = try Self.problem(2, budget: 8).shadowPrice(for: .mean(outcome: 0)) { splits in
      splits.map { amounts in
        let (one, two) = (amounts[0].squareRoot(), amounts[1].squareRoot())
        return SplitSample([zip(normals[0], normals[1]).map { (1 + $0) * one + (1 + $1) * two }])
      }
    }
    #expect(abs(found.central.value - 0.25) < 4.5 * found.central.standardError + 1e-3, "\(found.central)")
    #expect(found.central.standardError < 0.01)
  }

  @Test("The regret of an even split is √Σw² − Σw/√k")
  func regret() throws {
    let weights = [4.0, 3, 2, 1]
    let problem = try Self.problem(4)
    let best = weights.map { $0 * $0 / 30 }
    let found = try problem.regret(
      of: [0.25, 0.25, 0.25, 0.25], beside: best, for: .mean(outcome: 0), evaluate: Self.roots(weights))
    #expect(abs(found.value - (30.0.squareRoot() - 5)) < 1e-12)
    #expect(throws: OptimisationError.badSplit) {
      try problem.regret(
        of: [0.5, 0.25, 0, 0], beside: best, for: .mean(outcome: 0), evaluate: Self.roots(weights))
    }
  }

  @Test("Every split asked for is allowed, none is asked for twice, and the search is the same each time")
  func proper() throws {
    let problem = try BudgetProblem(
      budget: 7,
      measures: [
        BudgetMeasure("a", minimumShare: 0.13, capacity: 3.3), BudgetMeasure("b", capacity: 1.7),
        BudgetMeasure("c", minimumShare: 0.02, capacity: 4.1),
      ])
    var asked: [[Double]] = []
    let evaluate: SplitEvaluator = { splits in
      asked += splits
      return try Self.roots([1, 2, 3])(splits)
    }
    let found = try problem.best(for: .mean(outcome: 0), evaluate: evaluate)
    for amounts in asked {
      #expect(abs(amounts.reduce(0, +) - 7) < 1e-9)
      #expect(amounts[0] > 0.91 - 1e-9 && amounts[0] < 3.3 + 1e-9 && amounts[1] < 1.7 + 1e-9)
      #expect(amounts[2] > 0.14 - 1e-9 && amounts[2] < 4.1 + 1e-9 && amounts[1] > -1e-12)
    }
    // The best is evaluated once more, for its column.
    #expect(Set(asked.dropLast().map { $0.map { ($0 * 1e8).rounded() } }).count == asked.count - 1)
    #expect(found.evaluations == asked.count - 1)
    #expect(try problem.best(for: .mean(outcome: 0), evaluate: Self.roots([1, 2, 3])) == found)
  }

  @Test("Four shares take under a thousand splits, eight under five thousand")
  func effort() throws {
    for (count, limit) in [(4, 1_000), (8, 5_000)] {
      let weights = (0..<count).map { 1 + Double($0) }
      let found = try Self.problem(count).best(
        for: .mean(outcome: 0), search: SplitSearch(finalStep: 0.005), evaluate: Self.roots(weights))
      print("Best of \(count) shares: \(found.evaluations) splits")
      #expect(found.evaluations < limit)
      let exact = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(found.value.value > exact * (1 - 1e-3))
    }
  }

  @Test("Bad arguments throw what is wrong")
  func refusals() throws {
    #expect(throws: OptimisationError.noMeasures) { try BudgetProblem(budget: 1, measures: []) }
    #expect(throws: OptimisationError.badBudget(0)) { try Self.problem(2, budget: 0) }
    #expect(throws: OptimisationError.minimaAboveBudget(total: 12)) {
      try BudgetProblem(
        budget: 10, measures: [BudgetMeasure("a", minimumShare: 0.6), BudgetMeasure("b", minimumShare: 0.6)])
    }
    #expect(throws: OptimisationError.capacitiesBelowBudget(total: 9)) {
      try BudgetProblem(
        budget: 10, measures: [BudgetMeasure("a", capacity: 4), BudgetMeasure("b", capacity: 5)])
    }
    #expect(throws: OptimisationError.badMinimum("a")) {
      try BudgetProblem(budget: 10, measures: [BudgetMeasure("a", minimumShare: 0.5, capacity: 4)])
    }
    let problem = try Self.problem(2)
    #expect(throws: OptimisationError.noSuchOutcome(3)) {
      try problem.best(for: .mean(outcome: 3), evaluate: Self.roots([1, 2]))
    }
    #expect(throws: OptimisationError.notFinite) {
      try problem.best(for: .mean(outcome: 0), evaluate: Self.certain { _ in .nan })
    }
    #expect(throws: OptimisationError.wrongCount(found: 0, expected: 1)) {
      try Self.problem(1).best(for: .mean(outcome: 0)) { _ in [] }
    }
  }
}
