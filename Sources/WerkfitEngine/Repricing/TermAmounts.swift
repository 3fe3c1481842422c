import WerkfitStudy

/// The amounts of terms after a change: one per draw, or the factor by which they changed.
struct TermAmounts {
  /// Per term whose amount does not follow time: its amount in every draw.
  private(set) var amounts: [Int: [Double]] = [:]
  /// Per changed term with a sum of its own: by what that sum, which holds the old amount, must be multiplied.
  private(set) var factors: [Int: [Double]] = [:]
  /// The shares of members in every draw, where any are asked for.
  private(set) var shares: [[Double]] = []

  /// - Parameters:
  ///   - wanted: The terms to evaluate.
  ///   - difference: Which terms have changed, between which models.
  ///   - name: The line or outcome of a term, for the refusal.
  /// - Throws: `RepricingRefusal.otherCourse`, or `SimulationError`.
  init(
    _ wanted: [Int], _ difference: ModelDifference, _ old: PricingOutline, _ new: PricingOutline, draws: Int,
    values: DrawnValues, name: (Int) -> String
  ) throws {
    let model = difference.new
    let plain = wanted.filter { new.terms[$0].varying < 0 }
    let evaluator = try AmountEvaluator(
      model: model, programs: plain.map { new.programs[$0] } + model.pricing.memberShares, values: values)
    var found = [[Double]](repeating: [], count: plain.count + model.pricing.memberShares.count)
    for index in found.indices { found[index].reserveCapacity(draws) }
    for draw in 0..<draws {
      evaluator.fill(draw: draw)
      for index in found.indices { found[index].append(evaluator.value(index)) }
    }
    for (index, term) in plain.enumerated() { amounts[term] = found[index] }
    shares = Array(found[plain.count...])
    for term in wanted where new.terms[term].needsOwnSum && difference.terms.contains(term) {
      factors[term] = try Self.factors(
        of: term, difference, old, new, draws: draws, values: values, name: name(term))
    }
  }

  /// By what an amount has been multiplied in every draw, the same in every step.
  private static func factors(
    of index: Int, _ difference: ModelDifference, _ old: PricingOutline, _ new: PricingOutline, draws: Int,
    values: DrawnValues, name: String
  ) throws -> [Double] {
    let term = new.terms[index]
    let before = try AmountEvaluator(model: difference.old, programs: [old.programs[index]], values: values)
    let after = try AmountEvaluator(model: difference.new, programs: [new.programs[index]], values: values)
    let steps = difference.new.steps + 1
    let ages = term.varying < 0 ? 1 : term.ages + 1
    var factors = [Double](repeating: 1, count: draws)
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * steps * ages) { memory in
      memory.initialize(repeating: 0)
      guard let one = memory.baseAddress else { return }
      let other = one + steps * ages
      for draw in 0..<draws {
        before.fill(draw: draw)
        after.fill(draw: draw)
        for age in 0..<ages {
          if ages > 1 || draw == 0 {
            let group = difference.new.groups.indices.contains(term.group) ? term.group : -1
            before.setClocks(group: group, inState: age + 1)
            after.setClocks(group: group, inState: age + 1)
          }
          before.values(0, into: one + age * steps)
          after.values(0, into: other + age * steps)
        }
        guard let factor = factor(from: one, to: other, count: steps * ages) else {
          throw RepricingRefusal.otherCourse(name)
        }
        factors[draw] = factor
      }
    }
    return factors
  }

  /// The factor between two rows of numbers, or nil where there is none.
  private static func factor(
    from one: UnsafePointer<Double>, to other: UnsafePointer<Double>, count: Int
  ) -> Double? {
    var largest = 0
    for index in 0..<count where abs(one[index]) > abs(one[largest]) { largest = index }
    let reference = one[largest]
    if reference == 0 { return (0..<count).allSatisfy { other[$0] == 0 } ? 1 : nil }
    let factor = other[largest] / reference
    // Rounding of the two formulas, no more.
    let slack = 1e-13 * abs(other[largest])
    for index in 0..<count where abs(other[index] - factor * one[index]) > slack { return nil }
    return factor
  }
}
