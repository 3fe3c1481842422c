import WerkfitStudy

/// Prices a table of a scenario again: only the columns that a change of amounts touches.
///
/// Every number is summed in the order in which a `Pricer` does it, so that it comes out the same.
final class TablePricing {
  typealias Column = (column: Int, values: [Double], shadows: [Double])
  private let difference: ModelDifference
  private let outline: PricingOutline
  private let amounts: TermAmounts
  private let store: QuantityStore
  /// A column of the run as it was simulated, and its counterfactual, by its position among those of the model.
  private let simulated: (Int) -> (people: [Double], shadows: [Double])
  private let chances: Int
  private let rows: Int
  private var model: CompiledModel { difference.new }
  /// The totals of changed lines, of people and of shadows.
  private var totals: [Int: (people: [Double], shadows: [Double])] = [:]
  private var balances: [Int: (people: [Double], shadows: [Double])] = [:]

  /// - Parameter chances: How many rows of the table share a draw.
  init(
    _ difference: ModelDifference, _ outline: PricingOutline, _ amounts: TermAmounts, _ store: QuantityStore,
    chances: Int, simulated: @escaping (Int) -> (people: [Double], shadows: [Double])
  ) {
    self.simulated = simulated
    self.difference = difference
    self.outline = outline
    self.amounts = amounts
    self.store = store
    self.chances = chances
    rows = store.rows
    for line in difference.lines {
      totals[line] = (
        total(outline.lines[line], ofShadows: false), total(outline.lines[line], ofShadows: true)
      )
    }
  }

  /// The columns that changed, by their positions among those of the model.
  func columns() -> [Column] {
    model.pricing.columns.enumerated().compactMap { index, column in
      guard let (values, shadows) = changed(column.rule) else { return nil }
      return (index, values, shadows)
    }
  }

  /// The numbers of a column and their counterfactual, or nil where nothing changed.
  private func changed(_ rule: ColumnRule) -> (people: [Double], shadows: [Double])? {
    switch rule {
    case .line(let line): return totals[line]
    case .category(let category):
      let lines = model.pricing.lines.indices.filter { model.pricing.lines[$0].category == category }
      guard lines.contains(where: difference.lines.contains) else { return nil }
      return both { ofShadows in
        var sum = zeros
        for line in lines { withTotal(of: line, ofShadows) { add($0, to: &sum) } }
        return sum
      }
    case .balance(let party): return hasChanged(party: party) ? balance(of: party) : nil
    case .society:
      guard model.pricing.parties.indices.contains(where: { hasChanged(party: $0) }) else { return nil }
      let parties = model.pricing.parties.indices.map { balance(of: $0) }
      return both { ofShadows in
        var sum = zeros
        for party in parties { add(ofShadows ? party.shadows : party.people, to: &sum) }
        return sum
      }
    case .member(let party, let share):
      guard hasChanged(party: party) || difference.shares.contains(share) else { return nil }
      let whole = balance(of: party)
      let shares = amounts.shares[share]
      return both { ofShadows in
        var part = ofShadows ? whole.shadows : whole.people
        for row in 0..<rows { part[row] *= shares[row / chances] }
        return part
      }
    case .outcome(let outcome):
      guard difference.outcomes.contains(outcome) else { return nil }
      return both { total(outline.outcomes[outcome], ofShadows: $0) }
    case .paid(let fund): return hasChanged(fund: fund) ? (paid(fund), zeros) : nil
    case .left(let fund):
      guard hasChanged(fund: fund) else { return nil }
      var left = paid(fund)
      let had = store.had(fund)
      for row in 0..<rows { left[row] = had[row] - left[row] }
      return (left, zeros)
    case .counter, .difference, .groupCounter, .groupDifference, .months, .atHorizon, .occupancy, .committed,
      .fund, .shifted, .refusedPlaces,
      .budgetRule, .occupied, .started, .granted, .waiting, .waitingMonths:
      // Quantities, and what the check has found to be the same.
      return nil
    }
  }

  // MARK: Parts

  private var zeros: [Double] { [Double](repeating: 0, count: rows) }

  private func both(_ make: (Bool) -> [Double]) -> (people: [Double], shadows: [Double]) {
    (make(false), make(true))
  }

  private func hasChanged(party: Int) -> Bool {
    difference.lines.contains {
      model.pricing.lines[$0].from == party || model.pricing.lines[$0].to == party
    }
  }

  private func hasChanged(fund: Int) -> Bool {
    model.funds[fund].lines.contains(where: difference.lines.contains)
  }

  private func withTotal(of line: Int, _ ofShadows: Bool, _ body: (UnsafePointer<Double>) -> Void) {
    guard let changed = totals[line] else { return body(store.line(line, ofShadows: ofShadows)) }
    (ofShadows ? changed.shadows : changed.people).withUnsafeBufferPointer {
      if let base = $0.baseAddress { body(base) }
    }
  }

  private func balance(of party: Int) -> (people: [Double], shadows: [Double]) {
    if let known = balances[party] { return known }
    if !hasChanged(party: party), let column = balanceColumn(of: party) { return simulated(column) }
    let found = both { ofShadows in
      var sum = zeros
      for (index, line) in model.pricing.lines.enumerated() {
        if line.to == party { withTotal(of: index, ofShadows) { add($0, to: &sum) } }
        if line.from == party { withTotal(of: index, ofShadows) { subtract($0, from: &sum) } }
      }
      for (index, rule) in model.budgetRules.enumerated() {
        let paid = store.payment(index, ofShadows: ofShadows)
        if rule.receiver == party { add(paid, to: &sum) }
        if rule.payer == party { subtract(paid, from: &sum) }
      }
      return sum
    }
    balances[party] = found
    return found
  }

  private func balanceColumn(of party: Int) -> Int? {
    model.pricing.columns.firstIndex {
      if case .balance(party) = $0.rule { true } else { false }
    }
  }

  private func add(_ values: UnsafePointer<Double>, to sum: inout [Double]) {
    sum.withUnsafeMutableBufferPointer { sum in for row in 0..<rows { sum[row] += values[row] } }
  }

  private func subtract(_ values: UnsafePointer<Double>, from sum: inout [Double]) {
    sum.withUnsafeMutableBufferPointer { sum in for row in 0..<rows { sum[row] -= values[row] } }
  }

  /// The weighted amount of some terms.
  private func total(_ range: Range<Int>, ofShadows: Bool) -> [Double] {
    var total = zeros
    for index in range {
      let term = outline.terms[index]
      if ofShadows && !term.hasShadows { continue }
      var quantity = zeros
      if term.needsOwnSum {
        guard let position = outline.ownTerms.firstIndex(of: index) else { continue }
        add(store.ownSum(position, ofShadows: ofShadows), to: &quantity)
      } else {
        for place in term.rows {
          add(store.sum(Int(outline.rows[place]), ofShadows: ofShadows), to: &quantity)
        }
      }
      // The sum of an amount that follows time holds the old amount.
      add(
        quantity, times: term.scale, term.varying >= 0 ? amounts.factors[index] : amounts.amounts[index],
        to: &total)
    }
    return total
  }

  /// What a fund has paid over the whole study, in nominal money.
  private func paid(_ fund: Int) -> [Double] {
    var sum = zeros
    for index in model.funds[fund].lines.flatMap({ outline.lines[$0] }) {
      let term = outline.terms[index]
      var quantity = zeros
      if term.needsOwnSum {
        guard let position = outline.ownTerms.firstIndex(of: index) else { continue }
        add(store.ownPaid(position), to: &quantity)
        add(quantity, times: 1, amounts.factors[index], to: &sum)
      } else {
        // Where a fund pays, the same rows with nominal weights follow.
        for place in term.rows {
          add(store.sum(Int(outline.rows[place + term.rows.count]), ofShadows: false), to: &quantity)
        }
        add(quantity, times: term.scale, amounts.amounts[index], to: &sum)
      }
    }
    return sum
  }

  /// Adds a quantity times its scale and its number of each draw (1 where there is none).
  private func add(_ quantity: [Double], times scale: Double, _ factors: [Double]?, to sum: inout [Double]) {
    guard let factors else {
      for row in 0..<rows { sum[row] += quantity[row] * scale }
      return
    }
    if chances == 1 {
      for row in 0..<rows { sum[row] += quantity[row] * scale * factors[row] }
    } else {
      for row in 0..<rows { sum[row] += quantity[row] * scale * factors[row / chances] }
    }
  }
}

extension PricingOutline {
  /// The terms whose amounts are needed to price what has changed.
  func terms(for difference: ModelDifference) -> [Int] {
    var lines = difference.lines
    // What a fund has paid is the sum of all its lines.
    for fund in difference.new.funds where fund.lines.contains(where: difference.lines.contains) {
      lines.formUnion(fund.lines)
    }
    return (lines.map { self.lines[$0] } + difference.outcomes.map { outcomes[$0] }).flatMap { $0 }.sorted()
  }
}
