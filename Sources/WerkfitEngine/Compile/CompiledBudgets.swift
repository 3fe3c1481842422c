import WerkfitStudy

/// Money that moves from one fund to another at a point, before its starts.
struct CompiledShift: Sendable {
  var from: Int
  var to: Int
  var amount: FormulaProgram
  var point: Int
}

/// A rule by which someone else pays part of what is spent beyond a budget.
struct CompiledBudgetRule: Sendable {
  var name: String
  /// Positions of parties in the ledger: who receives and who pays.
  var receiver: Int
  var payer: Int
  var budget: FormulaProgram
  var other: FormulaProgram
  var bands: [(above: FormulaProgram, pays: FormulaProgram)]
  /// The price lines that pay from the account (+1) or to it (−1).
  var lines: [(line: Int, sign: Double)]
  var years: [CompiledBudgetYear]
}

/// The part of a calendar year for which a budget rule holds within the study.
struct CompiledBudgetYear: Sendable {
  /// The steps, from 0.
  var steps: Range<Int>
  /// What share of the year they are.
  var share: Double
}

extension ModelCompiler {
  mutating func compileShifts() throws -> [CompiledShift] {
    try model.shifts.map { shift in
      slots.reading = "shifts.\(shift.name)"
      return CompiledShift(
        from: try position(shift.from, in: fundIndex, as: "funds"),
        to: try position(shift.to, in: fundIndex, as: "funds"), amount: try slots.program(shift.amount),
        point: study.clock.point(of: shift.month))
    }
  }

  mutating func compileBudgetRules(parties: [String]) throws -> [CompiledBudgetRule] {
    try model.budgetRules.map { rule in
      slots.reading = "budgetRules.\(rule.name)"
      guard let receiver = parties.firstIndex(of: rule.account.party),
        let payer = parties.firstIndex(of: rule.payer.party)
      else { throw SimulationError.invalid("budgetRules.\(rule.name): unknown party") }
      return CompiledBudgetRule(
        name: rule.name, receiver: receiver, payer: payer, budget: try slots.program(rule.budget),
        other: try slots.program(rule.other),
        bands: try rule.bands.map { (try slots.program($0.above), try slots.program($0.pays)) },
        lines: uses(of: rule.account), years: years(from: rule.from, until: rule.until))
    }
  }

  /// The price lines that pay from an account (+1) or to it (−1).
  private func uses(of account: Account) -> [(line: Int, sign: Double)] {
    var found: [(line: Int, sign: Double)] = []
    for (index, line) in model.prices.enumerated() {
      if line.from == account {
        found.append((index, 1))
      } else if line.to == account {
        found.append((index, -1))
      }
    }
    return found
  }

  /// The calendar years within the study and a span, with the steps of each.
  private func years(from: CalendarMonth?, until: CalendarMonth?) -> [CompiledBudgetYear] {
    let first = max(from.map { study.clock.point(of: $0) } ?? 0, 0)
    let end = min(until.map { study.clock.point(of: $0) } ?? steps, steps)
    var years: [CompiledBudgetYear] = []
    var begin = first
    while begin < end {
      let year = study.clock.month(ofStep: begin).year
      var next = begin + 1
      while next < end && study.clock.month(ofStep: next).year == year { next += 1 }
      years.append(
        CompiledBudgetYear(steps: begin..<next, share: Double(next - begin) / study.clock.stepsPerYear))
      begin = next
    }
    return years
  }

  /// Whether no rule for money makes an expectation something else than a mean: a budget rule is not linear, and what is
  /// shifted from a fund that counts payments hangs on chance.
  var moneyIsLinear: Bool {
    model.budgetRules.isEmpty
      && model.shifts.allSatisfy { shift in
        model.funds.first { $0.name == shift.from }?.commitment == .start
      }
  }
}
