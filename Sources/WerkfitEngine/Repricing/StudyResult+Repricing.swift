import Dispatch
import Foundation
import Synchronization
import WerkfitStudy

extension StudyResult {
  /// The same run of a study that differs from this one only in amounts of money, outcomes or shares of members.
  ///
  /// People need not move again: what was counted of every replication is multiplied by the new amounts. The tables
  /// equal those of a new run, to the bit, but for an amount that follows time and is multiplied by a factor: there they agree
  /// but for rounding. What is not made again are the balances by month, which the result does not have
  /// (`TimeSeries.parties` is empty).
  ///
  /// The run must have been made with `RunSettings.keepsQuantities`.
  ///
  /// - Throws: `RepricingRefusal` where the study must be simulated anew, with the reason; `SimulationError` where the
  ///   study cannot be computed at all.
  public func repriced(as study: Study) throws -> StudyResult {
    let begin = Date()
    guard let kept else { throw RepricingRefusal.notKept }
    let difference = StudyDifference(old: kept.study, new: study)
    try difference.check()
    let patch = ParameterPatch(from: kept.study, to: study)
    let values = DrawnValues(
      settings: settings, draws: kept.readings.map(\.plan.draws).max() ?? 0, strata: kept.strata)
    let cases = kept.readings.indices.flatMap { reading in
      scenarios.indices.map { (reading: reading, scenario: $0) }
    }
    let found = Mutex<[Result<RepricedTables, any Error>?]>(cases.map { _ in nil })
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, cases.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < cases.count else { break }
        let result = Result {
          try kept.readings[cases[index].reading].repriced(
            cases[index].scenario, name: scenarios[cases[index].scenario], difference, patch, values,
            kept.results[cases[index].reading])
        }
        found.withLock { $0[index] = result }
      }
    }
    var result = self
    result.study = study
    for index in kept.results.indices {
      result.readings[index] = kept.results[index]
      for scenario in result.readings[index].series.indices {
        result.readings[index].series[scenario].forgetMoney()
      }
    }
    for (item, tables) in zip(cases, found.withLock { $0 }) {
      guard let tables = try tables?.get() else { continue }
      let positions = kept.readings[item.reading].layout.positions[item.scenario]
      result.readings[item.reading].replace(tables, scenario: item.scenario, positions)
    }
    result.draws = kept.readings[0].plan.draws
    result.seconds = Date().timeIntervalSince(begin)
    return result
  }
}

/// The columns of a scenario that changed.
private struct RepricedTables {
  var sampled: [TablePricing.Column]
  var expected: [TablePricing.Column]
}

extension KeptReading {
  /// The columns of a scenario that are others in a changed study.
  fileprivate func repriced(
    _ scenario: Int, name: String, _ studies: StudyDifference, _ patch: ParameterPatch?,
    _ values: DrawnValues,
    _ result: ReadingResult
  ) throws -> RepricedTables {
    let old = plan.models[scenario]
    let outline = outlines[scenario]
    let (difference, newOutline) = try self.difference(scenario, name, studies, patch)
    let new = difference.new
    if difference.isEmpty { return RepricedTables(sampled: [], expected: []) }
    guard !plan.expectedOnly || old.drawsNothing == new.drawsNothing else {
      // Then one row would be enough, or no longer.
      throw RepricingRefusal.otherSection("parameters")
    }
    let amounts = try TermAmounts(
      newOutline.terms(for: difference), difference, outline, newOutline, draws: plan.draws, values: values
    ) { term in
      if let line = new.pricing.lines.indices.first(where: { outline.lines[$0].contains(term) }) {
        return "prices.\(new.pricing.lines[line].name)"
      }
      let outcome = new.pricing.outcomes.indices.first { outline.outcomes[$0].contains(term) }
      return "outcomes.\(outcome.map { new.pricing.outcomes[$0].name } ?? "")"
    }
    func columns(
      _ stores: [QuantityStore], chances: Int, _ table: OutcomeTable, _ shadows: OutcomeTable
    ) -> [TablePricing.Column] {
      TablePricing(difference, newOutline, amounts, stores[scenario], chances: chances) { column in
        let outcome = layout.positions[scenario][column]
        return (
          Array(table.column(scenario: scenario, outcome: outcome)),
          Array(shadows.column(scenario: scenario, outcome: outcome))
        )
      }.columns()
    }
    let sampledColumns = columns(
      sampled, chances: plan.expectedOnly ? 1 : plan.chances, result.sampled, result.counterfactual)
    let expectedColumns = result.expected.map {
      columns(expected, chances: 1, $0.table, $0.counterfactual)
    }
    return RepricedTables(sampled: sampledColumns, expected: expectedColumns ?? [])
  }
}

extension KeptReading {
  /// What differs in a scenario, and how its prices now stand on its quantities.
  private func difference(
    _ scenario: Int, _ name: String, _ studies: StudyDifference, _ patch: ParameterPatch?
  ) throws -> (ModelDifference, PricingOutline) {
    let old = plan.models[scenario]
    let outline = outlines[scenario]
    if let patch {
      let new = patch.model(from: old, scenario: name, reading: plan.reading)
      let found = try ModelDifference(old, new, outline: outline, newOutline: outline)
      // How long an amount that reads the time in a state goes on changing is compiled from numbers.
      if found.terms.allSatisfy({ outline.terms[$0].ages == 0 }) { return (found, outline) }
    }
    try studies.check(scenario: name, reading: plan.reading)
    var compiler = ModelCompiler(study: studies.new, scenario: name, reading: plan.reading)
    let new = try compiler.compile()
    let newOutline = PricingOutline(model: new)
    return (try ModelDifference(old, new, outline: outline, newOutline: newOutline), newOutline)
  }
}

extension CompiledModel {
  fileprivate var drawsNothing: Bool { isStaticSlot.allSatisfy { $0 } }
}

extension ReadingResult {
  fileprivate mutating func replace(_ tables: RepricedTables, scenario: Int, _ positions: [Int]) {
    for (column, values, shadows) in tables.sampled {
      sampled.replace(scenario: scenario, outcome: positions[column], with: values)
      counterfactual.replace(scenario: scenario, outcome: positions[column], with: shadows)
    }
    for (column, values, shadows) in tables.expected {
      expected?.table.replace(scenario: scenario, outcome: positions[column], with: values)
      expected?.counterfactual.replace(scenario: scenario, outcome: positions[column], with: shadows)
    }
  }
}

extension TimeSeries {
  fileprivate mutating func forgetMoney() {
    parties = []
    balance = []
    shadowBalance = []
  }
}
