import WerkfitStudy

/// What differs between two compiled models whose studies differ only in parameters, tables and amounts.
struct ModelDifference {
  let old: CompiledModel
  let new: CompiledModel
  /// The terms whose amount has another formula or reads other numbers.
  private(set) var terms: Set<Int> = []
  /// The lines and outcomes with such terms.
  private(set) var lines: Set<Int> = []
  private(set) var outcomes: Set<Int> = []
  /// The shares of members that are others.
  private(set) var shares: Set<Int> = []
  /// Whether each slot has the same value in every draw.
  private var isSame: [Bool] = []

  /// - Throws: `RepricingRefusal` where people would move otherwise, or a rule about money would give another amount.
  init(
    _ old: CompiledModel, _ new: CompiledModel, outline: PricingOutline, newOutline: PricingOutline
  ) throws(RepricingRefusal) {
    self.old = old
    self.new = new
    guard old.slotRules.count == new.slotRules.count, old.slotNames == new.slotNames else {
      throw .otherSection("parameters")
    }
    compareSlots()
    try checkRules()
    try comparePrices(outline, newOutline)
    for index in new.pricing.memberShares.indices
    where !agrees(old.pricing.memberShares[index], new.pricing.memberShares[index]) {
      shares.insert(index)
    }
    try checkMoneyRules()
  }

  /// Nothing that changes any number.
  var isEmpty: Bool { terms.isEmpty && shares.isEmpty }

  private mutating func compareSlots() {
    // Parameters that are drawn together hang on all of them.
    let isTogether = old.copulas == new.copulas
    for (slot, rule) in new.slotRules.enumerated() {
      switch rule {
      case .component: isSame.append(isSame.last ?? true)
      case .draw(_, let name, _, _):
        let isCorrelated = new.copulas.contains { $0.names.contains(name) }
        isSame.append(rule == old.slotRules[slot] && (isTogether || !isCorrelated))
      case .formula(let program):
        isSame.append(rule == old.slotRules[slot] && program.slots.allSatisfy { isSame[$0] })
      }
    }
  }

  private func agrees(_ one: FormulaProgram, _ other: FormulaProgram) -> Bool {
    one == other && one.slots.allSatisfy { isSame[$0] }
  }

  private func checkRules() throws(RepricingRefusal) {
    guard old.ruleReadings.count == new.ruleReadings.count else { throw .otherSection("parameters") }
    for (one, other) in zip(old.ruleReadings, new.ruleReadings) where !agrees(one.program, other.program) {
      throw .readByRule(other.path, parameter: changedParameter(in: other.program))
    }
  }

  /// The first parameter with a definition of its own that has changed, of those that a formula reads.
  private func changedParameter(in program: FormulaProgram) -> String? {
    var open = program.slots.filter { !isSame[$0] }.sorted()
    var seen: Set<Int> = []
    while let slot = open.first {
      open.removeFirst()
      guard seen.insert(slot).inserted else { continue }
      if new.slotRules[slot] != old.slotRules[slot] { return new.slotNames[slot] }
      if case .formula(let inner) = new.slotRules[slot] {
        open.append(contentsOf: inner.slots.filter { !isSame[$0] }.sorted())
      }
    }
    return nil
  }

  private mutating func comparePrices(_ one: PricingOutline, _ other: PricingOutline) throws(RepricingRefusal)
  {
    for (index, line) in old.pricing.lines.enumerated() {
      let name = "prices.\(line.name)"
      if try compareTerms(one.lines[index], one, other.lines[index], other, name) { lines.insert(index) }
    }
    for (index, outcome) in old.pricing.outcomes.enumerated() {
      let name = "outcomes.\(outcome.name)"
      if try compareTerms(one.outcomes[index], one, other.outcomes[index], other, name) {
        outcomes.insert(index)
      }
    }
    guard one.weightedRows == other.weightedRows, one.rows == other.rows,
      old.pricing.columns.map(\.descriptor.key) == new.pricing.columns.map(\.descriptor.key)
    else { throw .otherSection("prices") }
  }

  /// Whether any of the terms has another amount.
  private mutating func compareTerms(
    _ range: Range<Int>, _ one: PricingOutline, _ otherRange: Range<Int>, _ other: PricingOutline,
    _ name: String
  ) throws(RepricingRefusal) -> Bool {
    guard range == otherRange, Array(one.terms[range]) == Array(other.terms[range]) else {
      throw .otherCourse(name)
    }
    var isChanged = false
    for index in range where !agrees(one.programs[index], other.programs[index]) {
      terms.insert(index)
      isChanged = true
    }
    return isChanged
  }

  /// Rules that read amounts themselves: funds that count payments, and budget rules.
  private func checkMoneyRules() throws(RepricingRefusal) {
    for fund in new.funds where fund.commitment == .payment {
      if let line = fund.lines.first(where: lines.contains) {
        throw .readByRule("funds.\(fund.name)", parameter: "prices.\(new.pricing.lines[line].name)")
      }
    }
    for rule in new.budgetRules {
      if let (line, _) = rule.lines.first(where: { lines.contains($0.line) }) {
        throw .readByRule("budgetRules.\(rule.name)", parameter: "prices.\(new.pricing.lines[line].name)")
      }
    }
  }
}
