import WerkfitStudy

/// What a run keeps so that it can be priced again: the quantities of every replication.
public final class KeptQuantities: Sendable {
  let study: Study
  let readings: [KeptReading]
  /// The tables as they were simulated.
  let results: [ReadingResult]
  /// The strata of the parameter draws, or 0.
  let strata: Int

  init(
    study: Study, readings: [KeptReading], results: [ReadingResult], strata: Int
  ) {
    self.study = study
    self.readings = readings
    self.results = results
    self.strata = strata
  }
}

/// The quantities of one reading.
struct KeptReading: Sendable {
  let plan: ReadingPlan
  let layout: ColumnLayout
  /// Per scenario.
  let outlines: [PricingOutline]
  let sampled: [QuantityStore]
  let expected: [QuantityStore]

  /// - Throws: `SimulationError.invalid` where there is no memory.
  init(plan: ReadingPlan, layout: ColumnLayout) throws {
    self.plan = plan
    self.layout = layout
    let outlines = plan.models.map { PricingOutline(model: $0) }
    self.outlines = outlines
    sampled = try zip(plan.models, outlines).map {
      try QuantityStore(model: $0, outline: $1, rows: plan.rows)
    }
    expected = try zip(plan.models, outlines).map {
      try QuantityStore(model: $0, outline: $1, rows: plan.hasTraces ? plan.traces : 0)
    }
  }
}
