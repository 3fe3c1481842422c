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

  init(plan: ReadingPlan, blocks: Int) {
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
