import WerkfitStudy

/// The outcomes of one reading while threads compute them.
struct ReadingStore: Sendable {
  let plan: ReadingPlan
  let layout: ColumnLayout
  let sampled: ColumnStore
  let counterfactual: ColumnStore
  let expected: ColumnStore
  let expectedShadow: ColumnStore
  let series: SeriesCollector
  /// The quantities, where they are kept.
  let kept: KeptReading?

  /// - Throws: `SimulationError.invalid` where there is no memory for quantities that are kept.
  init(plan: ReadingPlan, blocks: Int, keepsQuantities: Bool = false) throws {
    self.plan = plan
    let layout = ColumnLayout(models: plan.models)
    self.layout = layout
    func store(_ rows: Int) -> ColumnStore {
      ColumnStore(scenarios: plan.models.count, columns: layout.count, rows: rows)
    }
    sampled = store(plan.rows)
    counterfactual = store(plan.rows)
    expected = store(plan.hasTraces ? plan.traces : 0)
    expectedShadow = store(plan.hasTraces ? plan.traces : 0)
    series = SeriesCollector(models: plan.models, blocks: blocks)
    kept = keepsQuantities ? try KeptReading(plan: plan, layout: layout) : nil
  }

  func result(scenarios: [String]) -> ReadingResult {
    func table(_ store: ColumnStore) -> OutcomeTable {
      store.table(scenarios: scenarios, outcomes: layout.outcomes)
    }
    return ReadingResult(
      reading: plan.reading, sampled: table(sampled), counterfactual: table(counterfactual),
      expected: plan.hasTraces ? (table(expected), table(expectedShadow)) : nil,
      expectationIsExact: plan.expectationIsExact, chancesPerDraw: plan.chances,
      series: series.series(replications: Double(plan.rows)))
  }
}
