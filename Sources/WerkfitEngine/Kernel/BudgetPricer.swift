import WerkfitStudy

/// Works out what budget rules pay, per replication and calendar year, after the lines are priced.
///
/// A rule pays P(spending) = Σ over bands of share × what lies in the band. What the rule would pay without the study
/// is no part of it: counted is P(other + lines) − P(other), so that whoever adds nothing gets nothing. It is nominal,
/// brought back to the prices of the start and discounted from the middle of the part of the year that counts.
final class BudgetPricer {
  private let rules: [CompiledBudgetRule]
  private let steps: Int
  private let stride: Int
  /// Per term of a line of a rule: the term, the sign, and where its amounts begin.
  private let uses: [Use]
  /// Per rule, its uses.
  private let useRange: [Range<Int>]
  private let firstYear: [Int]
  /// Nominal amounts by point: of the step that begins there, then of the step that ends there; for everybody, then for
  /// each of the first values of the time in the state.
  private let amounts: UnsafeMutablePointer<Double>
  /// Spending by step.
  private let spent: UnsafeMutablePointer<Double>
  /// Per year of each rule: budget, other spending, and what a euro then is worth at the start.
  private let budgets: UnsafeMutablePointer<Double>
  private let others: UnsafeMutablePointer<Double>
  private let worth: UnsafeMutablePointer<Double>
  /// Per rule and band: edge and share; one behind the other.
  private let edges: UnsafeMutablePointer<Double>
  private let firstBand: [Int]
  /// Per year of each rule: the discounted payment of this replication, and the sum over those that were kept.
  private let payments: UnsafeMutablePointer<Double>
  private let shadowPayments: UnsafeMutablePointer<Double>
  private let sums: UnsafeMutablePointer<Double>
  private let shadowSums: UnsafeMutablePointer<Double>
  private let yearCount: Int

  private struct Use {
    var term: Int
    var sign: Double
    var first: Int
  }

  init(model: CompiledModel, layout: FlowLayout, lines: Memory<Range<Int>>, terms: Memory<PricedTerm>) {
    rules = model.budgetRules
    steps = model.steps
    stride = layout.stride
    var uses: [Use] = []
    var size = 0
    var ranges: [Range<Int>] = []
    for rule in model.budgetRules {
      let first = uses.count
      for (line, sign) in rule.lines {
        for term in lines[line] {
          uses.append(Use(term: term, sign: sign, first: size))
          size += 2 * (1 + terms[term].ages) * layout.stride
        }
      }
      ranges.append(first..<uses.count)
    }
    self.uses = uses
    useRange = ranges
    func starts(_ counts: [Int]) -> [Int] { counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
    firstYear = starts(rules.map(\.years.count))
    firstBand = starts(rules.map(\.bands.count))
    yearCount = rules.reduce(0) { $0 + $1.years.count }
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    amounts = zeros(size)
    spent = zeros(layout.stride)
    budgets = zeros(yearCount)
    others = zeros(yearCount)
    worth = zeros(yearCount)
    edges = zeros(2 * rules.reduce(0) { $0 + $1.bands.count })
    payments = zeros(yearCount)
    shadowPayments = zeros(yearCount)
    sums = zeros(yearCount)
    shadowSums = zeros(yearCount)
  }

  deinit {
    for pointer in [
      amounts, spent, budgets, others, worth, edges, payments, shadowPayments, sums, shadowSums,
    ] {
      pointer.deallocate()
    }
  }

  // MARK: Once per draw

  /// Takes the amounts, budgets and bands of the draw.
  func prepare(_ pricer: Pricer) {
    let drawn = pricer.drawn
    for use in uses { fillAmounts(use, pricer) }
    for (index, rule) in rules.enumerated() {
      for (place, year) in rule.years.enumerated() {
        let at = firstYear[index] + place
        let middle = Double(year.steps.lowerBound + year.steps.upperBound) / 2
        budgets[at] = year.share * drawn.value(rule.budget, step: year.steps.lowerBound, group: -1)
        others[at] = year.share * drawn.value(rule.other, step: year.steps.lowerBound, group: -1)
        let discount = pricer.factor(pricer.model.pricing.studyRate, at: middle)
        worth[at] = discount / pricer.factor(-1, at: middle)
      }
      for (place, band) in rule.bands.enumerated() {
        edges[2 * (firstBand[index] + place)] = drawn.value(band.above)
        edges[2 * (firstBand[index] + place) + 1] = drawn.value(band.pays)
      }
    }
    sums.update(repeating: 0, count: yearCount)
    shadowSums.update(repeating: 0, count: yearCount)
  }

  /// Nominal amounts of a term, by the step for which they count.
  private func fillAmounts(_ use: Use, _ pricer: Pricer) {
    let term = pricer.terms[use.term]
    for age in 0...term.ages {
      // Age 0 is everybody at the amount that holds in the end; the others are what theirs differs from it.
      pricer.fillAmounts(use.term, inState: age == 0 ? term.ages + 1 : age)
      if age == 0 {
        pricer.scratch.update(from: pricer.amounts, count: steps + 1)
      } else {
        for step in 0...steps { pricer.amounts[step] -= pricer.scratch[step] }
      }
      let opening = amounts + use.first + 2 * age * stride
      let closing = opening + stride
      for point in 0...steps {
        let here = Double(point)
        let after = point < steps ? pricer.amounts[point] : 0
        let before = point > 0 ? pricer.amounts[point - 1] : 0
        opening[point] = 0
        closing[point] = 0
        switch term.kind {
        case .occupancy(.start), .start, .move(.start): opening[point] = pricer.factor(-1, at: here) * after
        case .occupancy(.points): opening[point] = pricer.factor(-1, at: here) * pricer.amounts[point]
        case .occupancy(.end): closing[point] = pricer.factor(-1, at: here) * before
        case .occupancy(.halfway):
          opening[point] = pricer.factor(-1, at: here + 0.5) / 2 * after
          closing[point] = point > 0 ? pricer.factor(-1, at: here - 0.5) / 2 * before : 0
        case .move(.halfway): opening[point] = pricer.factor(-1, at: here + 0.5) * after
        case .move: opening[point] = pricer.factor(-1, at: here + 1) * after
        case .once: opening[point] = point == 0 ? after : 0
        }
      }
    }
  }

  // MARK: Once per replication

  /// Works out what every rule pays in every year.
  func price(_ pricer: Pricer, _ flows: UnsafePointer<Double>, hasShadows: Bool) {
    for index in rules.indices {
      pay(index, pricer, flows, ofShadows: false, into: payments)
      if hasShadows {
        pay(index, pricer, flows, ofShadows: true, into: shadowPayments)
      } else {
        (shadowPayments + firstYear[index]).update(repeating: 0, count: rules[index].years.count)
      }
    }
  }

  private func pay(
    _ index: Int, _ pricer: Pricer, _ flows: UnsafePointer<Double>, ofShadows: Bool,
    into payments: UnsafeMutablePointer<Double>
  ) {
    spent.update(repeating: 0, count: stride)
    for place in useRange[index] { addSpending(uses[place], pricer, flows, ofShadows: ofShadows) }
    for year in firstYear[index]..<firstYear[index + 1] {
      let range = rules[index].years[year - firstYear[index]].steps
      // What is counted at the last point belongs to the last step.
      let end = range.upperBound == steps ? steps + 1 : range.upperBound
      var sum = others[year]
      for step in range.lowerBound..<end { sum += spent[step] }
      payments[year] =
        (payment(index, budgets[year], sum) - payment(index, budgets[year], others[year])) * worth[year]
    }
  }

  private func addSpending(
    _ use: Use, _ pricer: Pricer, _ flows: UnsafePointer<Double>, ofShadows: Bool
  ) {
    let term = pricer.terms[use.term]
    if ofShadows && !term.hasShadows { return }
    let scale = use.sign * term.scale
    if term.quantity == .one {
      for point in 0...steps { add(1, scale, amounts + use.first, point) }
    }
    for place in term.rows {
      let row = pricer.weightedRows[Int(pricer.rows[place])]
      let people = flows + (ofShadows ? row.shadowRow : row.row)
      for point in 0...steps { add(people[point], scale, amounts + use.first, point) }
    }
    for place in term.agedRows {
      let aged = pricer.agedRows[place]
      let people = flows + (ofShadows ? aged.shadowRow : aged.row)
      for age in 0..<term.ages {
        let row = amounts + use.first + 2 * (age + 1) * stride
        for point in 0...steps { add(people[age * stride + point], scale, row, point) }
      }
    }
  }

  @inline(__always)
  private func add(_ people: Double, _ scale: Double, _ row: UnsafeMutablePointer<Double>, _ point: Int) {
    spent[point] += people * scale * row[point]
    if point > 0 { spent[point - 1] += people * scale * row[stride + point] }
  }

  /// What a rule pays at a spending: of each band its share of what lies between its edge and that of the next.
  private func payment(_ index: Int, _ budget: Double, _ spending: Double) -> Double {
    var sum = 0.0
    for band in firstBand[index]..<firstBand[index + 1] {
      let above = edges[2 * band] * budget
      let below = band + 1 < firstBand[index + 1] ? edges[2 * band + 2] * budget : .infinity
      sum += edges[2 * band + 1] * max(0, min(spending, below) - above)
    }
    return sum
  }

  // MARK: What was paid

  /// The discounted payment of a rule over the study, and of the shadows.
  func payment(_ rule: Int) -> (Double, Double) {
    var sum = (0.0, 0.0)
    for year in firstYear[rule]..<firstYear[rule + 1] {
      sum.0 += payments[year]
      sum.1 += shadowPayments[year]
    }
    return sum
  }

  /// Posts the payments to who pays and who receives.
  func post(to balances: UnsafeMutablePointer<Double>, shadows: UnsafeMutablePointer<Double>) {
    for (index, rule) in rules.enumerated() {
      let (paid, other) = payment(index)
      balances[rule.receiver] += paid
      balances[rule.payer] -= paid
      shadows[rule.receiver] += other
      shadows[rule.payer] -= other
    }
  }

  /// Adds the payments of this replication to those of the draw.
  func keep() {
    for year in 0..<yearCount {
      sums[year] += payments[year]
      shadowSums[year] += shadowPayments[year]
    }
  }

  /// Adds the kept payments to series by party and point, in the middle of each year.
  func addPayments(ofShadows: Bool, to series: UnsafeMutablePointer<Double>, stride: Int) {
    for (index, rule) in rules.enumerated() {
      for (place, year) in rule.years.enumerated() {
        let paid = (ofShadows ? shadowSums : sums)[firstYear[index] + place]
        let middle = (year.steps.lowerBound + year.steps.upperBound) / 2
        series[rule.receiver * stride + middle] += paid
        series[rule.payer * stride + middle] -= paid
      }
    }
  }
}
