/// How prices, outcomes and columns of a model stand on its quantities, without any amount.
///
/// Laid out as a `Pricer` does, so that positions agree with those of the quantities that were kept.
struct PricingOutline: Sendable {
  let terms: [PricedTerm]
  let programs: [FormulaProgram]
  let rows: [Int32]
  let weightedRows: [WeightedRow]
  let lines: [Range<Int>]
  let outcomes: [Range<Int>]
  /// Terms whose quantity is kept as a sum of their own: the others are sums of weighted rows.
  let ownTerms: [Int]

  init(model: CompiledModel) {
    var plan = PricingPlan(model: model, layout: FlowLayout(model: model))
    lines = model.pricing.lines.map { plan.add($0.terms) }
    outcomes = model.pricing.outcomes.map { plan.add($0.terms) }
    for column in model.pricing.columns { _ = plan.add(column.rule) }
    terms = plan.terms
    programs = plan.programs
    rows = plan.rows
    weightedRows = plan.weightedRows
    ownTerms = plan.terms.indices.filter { plan.terms[$0].needsOwnSum }
  }
}

extension PricedTerm {
  /// Whether its quantity is no sum of weighted rows: its amount changes with the step, or it counts no people.
  var needsOwnSum: Bool { varying >= 0 || quantity == .one }
}
