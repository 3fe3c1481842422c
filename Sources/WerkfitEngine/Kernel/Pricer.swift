import Foundation
import WerkfitStudy

/// Prices the flows of a replication: quantities first, amounts after, posted between parties.
///
/// Made once per thread. `prepare` takes the amounts and weights of a draw, `price` the flows of a replication.
final class Pricer {
  let model: CompiledModel
  let drawn: DrawnModel
  let layout: FlowLayout
  let steps: Int
  let stride: Int
  /// Per class: weights by point or step.
  let weights: UnsafeMutablePointer<Double>
  /// Terms of lines, then of outcomes, in order, with their amounts.
  let terms: Memory<PricedTerm>
  let programs: [FormulaProgram]
  let formulas: FlatFormulas
  /// Per group, and for the study last: the clocks of the steps 0 … T.
  let clocks: UnsafeMutablePointer<Double>
  let amounts: UnsafeMutablePointer<Double>
  let lineRange: Memory<Range<Int>>
  let outcomeRange: Memory<Range<Int>>
  /// The rows of all terms: each a position in `weightedRows`.
  let rows: Memory<Int32>
  let weightedRows: Memory<WeightedRow>
  /// The weighted sum of each of them in the present replication, of people and of shadows.
  let sums: UnsafeMutablePointer<Double>
  let shadowSums: UnsafeMutablePointer<Double>
  /// Amount times weight by point, for terms whose amount changes with the step.
  let varying: UnsafeMutablePointer<Double>
  /// Rows of people by time in state, and what their amounts differ from the later one, weighted.
  let agedRows: Memory<AgedRows>
  let early: UnsafeMutablePointer<Double>
  let lineTotals: UnsafeMutablePointer<Double>
  let shadowTotals: UnsafeMutablePointer<Double>
  let balances: UnsafeMutablePointer<Double>
  /// What budget rules pay, where there are any.
  let budgets: BudgetPricer?
  /// The shares of the members of parties, of this draw.
  let memberShares: UnsafeMutablePointer<Double>
  let shadowBalances: UnsafeMutablePointer<Double>
  let parties: Int
  /// Per line: who pays, who receives (−1 is samenleving), and what for.
  let postings: Memory<Posting>
  let rules: Memory<FlatRule>
  let ruleRows: Memory<Int32>
  /// The quantity of a term by point, while series are made.
  let scratch: UnsafeMutablePointer<Double>
  private var hasWeights = false
  private let weightsAreStatic: Bool

  struct Posting {
    var from: Int
    var to: Int
    var category: PriceCategory
  }

  init(model: CompiledModel, drawn: DrawnModel) {
    self.model = model
    self.drawn = drawn
    steps = model.steps
    let layout = FlowLayout(model: model)
    self.layout = layout
    stride = layout.stride
    let pricing = model.pricing
    var plan = PricingPlan(model: model, layout: layout)
    lineRange = Memory(pricing.lines.map { plan.add($0.terms) })
    outcomeRange = Memory(pricing.outcomes.map { plan.add($0.terms) })
    rules = Memory(pricing.columns.map { plan.add($0.rule) })
    terms = Memory(plan.terms)
    programs = plan.programs
    formulas = FlatFormulas(plan.programs, width: stride)
    rows = Memory(plan.rows)
    ruleRows = Memory(plan.ruleRows)
    weightedRows = Memory(plan.weightedRows)
    agedRows = Memory(plan.agedRows)
    postings = Memory(pricing.lines.map { Posting(from: $0.from, to: $0.to, category: $0.category) })
    parties = pricing.parties.count
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    weights = zeros(pricing.classes.count * stride)
    varying = zeros(plan.varyingCount)
    early = zeros(plan.earlyCount)
    sums = zeros(plan.weightedRows.count)
    shadowSums = zeros(plan.weightedRows.count)
    lineTotals = zeros(pricing.lines.count)
    shadowTotals = zeros(pricing.lines.count)
    balances = zeros(pricing.parties.count)
    shadowBalances = zeros(pricing.parties.count)
    budgets =
      model.budgetRules.isEmpty
      ? nil : BudgetPricer(model: model, layout: layout, lines: lineRange, terms: terms)
    memberShares = zeros(pricing.memberShares.count)
    scratch = zeros(stride)
    amounts = zeros(stride)
    clocks = zeros((model.groups.count + 1) * ClockVariable.allCases.count * stride)
    for group in 0...model.groups.count {
      let base = clocks + group * ClockVariable.allCases.count * stride
      for step in 0...model.steps {
        drawn.setClocks(
          base + step, stride: stride, step: step, group: group < model.groups.count ? group : -1)
      }
    }
    weightsAreStatic = pricing.rates.allSatisfy(model.isStatic) && model.isStatic(pricing.indexation)
  }

  deinit {
    for pointer in [
      weights, varying, early, sums, shadowSums, lineTotals, shadowTotals, balances, shadowBalances, scratch,
      amounts, clocks, memberShares,
    ] {
      pointer.deallocate()
    }
    terms.deallocate()
    lineRange.deallocate()
    outcomeRange.deallocate()
    rows.deallocate()
    ruleRows.deallocate()
    weightedRows.deallocate()
    agedRows.deallocate()
    postings.deallocate()
    rules.deallocate()
  }

  // MARK: Preparing

  /// Takes the amounts and discount rates of the draw in `drawn`.
  func prepare() {
    if !hasWeights || !weightsAreStatic {
      for (index, item) in model.pricing.classes.enumerated() { fillWeights(index, item) }
      hasWeights = true
    }
    for index in 0..<terms.count {
      if terms[index].varying < 0 {
        formulas.values(
          index, slots: drawn.slots, clocks: clocks, clockStride: stride, count: 1,
          into: &terms.base[index].amount)
      } else {
        fillVarying(index)
        if terms[index].ages > 0 { fillEarly(index) }
      }
    }
    for (index, share) in model.pricing.memberShares.enumerated() { memberShares[index] = drawn.value(share) }
    budgets?.prepare(self)
  }

  func factor(_ rate: Int, at point: Double) -> Double {
    let years = point / model.clock.stepsPerYear
    if rate < 0 { return pow(1 + drawn.value(model.pricing.indexation), years) }
    let value = drawn.value(model.pricing.rates[rate])
    return value == 0 ? 1 : pow(1 + value, -years)
  }

  private func fillWeights(_ index: Int, _ item: WeightClass) {
    let base = weights + index * stride
    for point in 0...steps {
      let here = Double(point)
      switch item.kind {
      case .occupancy(.start): base[point] = point < steps ? factor(item.rate, at: here) : 0
      case .occupancy(.end): base[point] = point > 0 ? factor(item.rate, at: here) : 0
      case .occupancy(.points): base[point] = factor(item.rate, at: here)
      case .occupancy(.halfway):
        base[point] =
          (point < steps ? factor(item.rate, at: here + 0.5) / 2 : 0)
          + (point > 0 ? factor(item.rate, at: here - 0.5) / 2 : 0)
      case .move(.start): base[point] = point < steps ? factor(item.rate, at: here) : 0
      case .move(.halfway): base[point] = point < steps ? factor(item.rate, at: here + 0.5) : 0
      case .move: base[point] = point < steps ? factor(item.rate, at: here + 1) : 0
      case .start: base[point] = factor(item.rate, at: here)
      case .once: base[point] = point == 0 ? factor(item.rate, at: 0) : 0
      }
    }
  }

  /// Weight times amount by point, with the amount of the step that is counted there.
  private func fillVarying(_ index: Int) {
    let term = terms[index]
    let base = varying + term.varying
    let rate = model.pricing.classes[term.weightClass].rate
    fillAmounts(index, inState: term.ages + 1)
    weigh(amounts, of: term, weights: weights + term.weights, rate: rate, into: base)
  }

  /// Writes the amounts of a term by step into `amounts`, for people who have been in the state for so long.
  func fillAmounts(_ index: Int, inState: Int) {
    let term = terms[index]
    let group = model.groups.indices.contains(term.group) ? term.group : model.groups.count
    let base = clocks + group * ClockVariable.allCases.count * stride
    (base + stride).update(repeating: Double(inState), count: steps + 1)
    formulas.values(
      index, slots: drawn.slots, clocks: base, clockStride: stride, count: steps + 1, into: amounts)
  }

  /// Weight times amount by point.
  func weigh(
    _ amounts: UnsafePointer<Double>, of term: PricedTerm, weights: UnsafePointer<Double>, rate: Int,
    into base: UnsafeMutablePointer<Double>
  ) {
    for point in 0...steps {
      let weight = weights[point]
      switch term.kind {
      case .occupancy(.end): base[point] = point > 0 ? weight * amounts[point - 1] : 0
      case .occupancy(.halfway):
        base[point] =
          (point < steps ? factor(rate, at: Double(point) + 0.5) / 2 * amounts[point] : 0)
          + (point > 0 ? factor(rate, at: Double(point) - 0.5) / 2 * amounts[point - 1] : 0)
      default: base[point] = weight == 0 ? 0 : weight * amounts[point]
      }
    }
  }
}
