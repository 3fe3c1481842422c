#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The quantities of every replication of a scenario, from which it can be priced again.
///
/// A column per quantity, a number per replication. What is zero is never written, so that its memory is never taken.
final class QuantityStore: @unchecked Sendable {
  let outline: PricingOutline
  let rows: Int
  private let values: UnsafeMutablePointer<Double>
  private let funds: Int
  private let lines: Int
  private let rules: Int

  init(model: CompiledModel, outline: PricingOutline, rows: Int) throws {
    self.outline = outline
    self.rows = rows
    funds = model.funds.count
    lines = model.pricing.lines.count
    rules = model.budgetRules.count
    let columns = 2 * outline.weightedRows.count + 3 * outline.ownTerms.count + funds + 2 * (lines + rules)
    guard let memory = calloc(max(columns * rows, 1), MemoryLayout<Double>.stride) else {
      throw SimulationError.invalid("no memory for the quantities of \(rows) replications")
    }
    values = memory.bindMemory(to: Double.self, capacity: max(columns * rows, 1))
  }

  deinit { free(values) }

  // MARK: Where they stand

  /// The sum of a weighted row.
  func sum(_ row: Int, ofShadows: Bool) -> UnsafePointer<Double> {
    UnsafePointer(values + (ofShadows ? outline.weightedRows.count + row : row) * rows)
  }

  /// The sum of the `index`th term that has one of its own, times its amount where that changes with the step.
  func ownSum(_ index: Int, ofShadows: Bool) -> UnsafePointer<Double> {
    UnsafePointer(values + (ownSums + (ofShadows ? outline.ownTerms.count : 0) + index) * rows)
  }

  /// What a fund paid for that term, in nominal money.
  func ownPaid(_ index: Int) -> UnsafePointer<Double> {
    UnsafePointer(values + (ownSums + 2 * outline.ownTerms.count + index) * rows)
  }

  /// What a fund had.
  func had(_ fund: Int) -> UnsafePointer<Double> { UnsafePointer(values + (fundSums + fund) * rows) }

  /// The total of a price line.
  func line(_ line: Int, ofShadows: Bool) -> UnsafePointer<Double> {
    UnsafePointer(values + (lineSums + (ofShadows ? lines : 0) + line) * rows)
  }

  /// What a budget rule paid.
  func payment(_ rule: Int, ofShadows: Bool) -> UnsafePointer<Double> {
    UnsafePointer(values + (lineSums + 2 * lines + (ofShadows ? rules : 0) + rule) * rows)
  }

  private var ownSums: Int { 2 * outline.weightedRows.count }
  private var fundSums: Int { ownSums + 3 * outline.ownTerms.count }
  private var lineSums: Int { fundSums + funds }

  // MARK: Keeping

  /// Keeps the quantities of the replication that was priced last.
  func keep(_ pricer: Pricer, _ tally: Tally, row: Int) {
    func put(_ value: Double, _ place: UnsafePointer<Double>) {
      if value != 0 { UnsafeMutablePointer(mutating: place)[row] = value }
    }
    let flows = UnsafePointer(tally.base)
    for index in outline.weightedRows.indices {
      put(pricer.sums[index], sum(index, ofShadows: false))
      put(pricer.shadowSums[index], sum(index, ofShadows: true))
    }
    for (position, index) in outline.ownTerms.enumerated() {
      put(pricer.ownSum(of: index, flows, ofShadows: false), ownSum(position, ofShadows: false))
      if tally.hasShadows && pricer.terms[index].hasShadows {
        put(pricer.ownSum(of: index, flows, ofShadows: true), ownSum(position, ofShadows: true))
      }
    }
    for fund in 0..<funds {
      put(pricer.had(by: fund, tally), had(fund))
      for line in pricer.model.funds[fund].lines {
        for index in outline.lines[line] where pricer.terms[index].needsOwnSum {
          guard let position = outline.ownTerms.firstIndex(of: index) else { continue }
          put(pricer.nominal(index, flows), ownPaid(position))
        }
      }
    }
    for index in 0..<lines {
      put(pricer.lineTotals[index], line(index, ofShadows: false))
      put(pricer.shadowTotals[index], line(index, ofShadows: true))
    }
    for rule in 0..<rules {
      let (paid, other) = pricer.budgets?.payment(rule) ?? (0, 0)
      put(paid, payment(rule, ofShadows: false))
      put(other, payment(rule, ofShadows: true))
    }
  }
}
