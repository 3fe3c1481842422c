import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

@Suite("The best split of a study's budget")
struct StudyOptimisationTests {
  /// Points are 3 · √geld1 + 4 · √geld2, times a luck with mean 1: of 100 the best split is 36 and 64.
  private func study() throws -> Study {
    let reading = StudyReader.read(
      text: """
        format: 1
        study: Verdelen
        clock: { start: 2021-01, horizon: 1 month }
        parameters:
          geld1: { value: 0, confidence: own estimate }
          geld2: { value: 0, confidence: own estimate }
          geluk: { uniform: [0.5, 1.5], confidence: own estimate }
        doelgroepen: { mensen: { size: 1, in: bijstand } }
        states: { bijstand: { kind: benefit } }
        outcomes:
          punten: { unit: punten, per: study, amount: = geluk * (3 * sqrt(geld1) + 4 * sqrt(geld2)), better: more }
        scenarios:
          niets: { reference: true }
          met: { parameters: { geld1: 50, geld2: 50 } }
        """, name: "studie.yaml"
    ) { _ in nil }
    return try #require(reading.study, "\(reading.diagnostics)")
  }

  private func optimum(
    measures: [BudgetMeasure] = [BudgetMeasure("geld1"), BudgetMeasure("geld2")]
  ) throws -> BudgetOptimisation {
    // Amounts are remembered to the euro: a budget of ten thousand has steps enough.
    let evaluator = try StudyEvaluator(try study(), chances: 1, threads: 2)
    return try BudgetOptimisation(
      of: evaluator, scenario: "met", beside: "niets",
      question: .init(
        problem: try BudgetProblem(budget: 10_000, measures: measures), aim: .mean(outcome: 0),
        outcomes: ["punten"], draws: 64, seed: 4))
  }

  @Test("The best split is that of the closed form, within the step of the search")
  func best() throws {
    let found = try optimum()
    #expect(abs(found.best.shares[0] - 0.36) <= 0.02, "\(found.best.shares)")
    // √(9 + 16) · √10000 = 500 on average.
    #expect(abs(found.checked.value - 500) < 4.5 * found.checked.standardError + 1)
    #expect(found.gap.value <= 4.5 * found.gap.standardError + 0.5)
  }

  @Test("An equal split loses what it loses by hand")
  func simple() throws {
    let found = try optimum()
    let equal = try #require(found.simple.first { $0.kind == .equal })
    // 500 − 7 · √5000 = 5.03.
    #expect(abs(equal.regret.value - 5.025) < 4.5 * equal.regret.standardError + 0.2, "\(equal.regret)")
  }

  @Test("Bounds hold: a measure gets no less than its minimum")
  func bounds() throws {
    let found = try optimum(measures: [
      BudgetMeasure("geld1", minimumShare: 0.5), BudgetMeasure("geld2"),
    ])
    #expect(found.best.shares[0] >= 0.5 - 1e-9 && found.best.shares[0] <= 0.52)
  }

  @Test("A euro more does what the derivative of the best value says")
  func price() throws {
    let price = try #require(try optimum().shadowPrice)
    // 500 · √(B/10000): half of 500 / 10000 a euro, between steps of a tenth of the budget.
    #expect(abs(price.central.value - 0.025) < 4.5 * price.central.standardError + 0.001, "\(price.central)")
  }
}
