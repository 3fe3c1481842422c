import WerkfitDecision
import WerkfitEngine

/// The columns of one reading as the analysis needs them: per scenario, and as difference.
struct ReadingSamples {
  let result: ReadingResult
  let reference: Int
  let method: ExpectationMethod
  let parametersVary: Bool

  /// - Parameters:
  ///   - expectedOnly: Whether the rows are expectations themselves.
  ///   - parametersVary: Whether any parameter is drawn.
  init(_ result: ReadingResult, reference: Int, expectedOnly: Bool, parametersVary: Bool) {
    self.result = result
    self.reference = reference
    self.parametersVary = parametersVary
    let chances = max(1, result.chancesPerDraw)
    let kind: ExpectationMethod.Kind =
      if result.expectationIsExact && (result.expected != nil || expectedOnly) {
        .exact
      } else if expectedOnly {
        .approximate
      } else if !parametersVary {
        .fixed
      } else {
        chances > 1 ? .corrected : .chanceIncluded
      }
    method = ExpectationMethod(kind, chancesPerDraw: chances)
  }

  /// The outcomes.
  var outcomes: [OutcomeDescriptor] { result.sampled.outcomes }

  /// The number of scenarios.
  var scenarioCount: Int { result.sampled.scenarios.count }

  /// How many rows share their parameters in the sampled table.
  var chancesPerDraw: Int { method.chancesPerDraw }

  /// One outcome of one scenario, one number per replication.
  func sampled(_ outcome: Int, scenario: Int) -> OutcomeColumn {
    result.sampled.column(scenario: scenario, outcome: outcome)
  }

  /// The expectation by the trace minus the Monte Carlo mean, where the trace only approximates.
  func expectationGap(_ outcome: Int, scenario: Int) -> Double? {
    guard !result.expectationIsExact, let table = result.expected?.table,
      let index = index(of: outcome, in: table)
    else { return nil }
    return mean(table.column(scenario: scenario, outcome: index)) - mean(sampled(outcome, scenario: scenario))
  }

  /// E[outcome | parameters] of a scenario minus that of the nulalternatief, each net of its own shadows.
  func difference(_ outcome: Int, scenario: Int) -> ExpectationPerDraw {
    difference(outcome, scenario: scenario, beside: reference)
  }

  /// An outcome of a scenario minus that of another, each net of its own shadows, row by row as simulated.
  func differenceRows(_ outcome: Int, scenario: Int, beside other: Int) -> [Double] {
    paired(result.sampled, result.counterfactual, outcome: outcome, scenario: scenario, beside: other)
  }

  /// E[outcome | parameters] of a scenario minus that of another, each net of its own shadows.
  func difference(_ outcome: Int, scenario: Int, beside other: Int) -> ExpectationPerDraw {
    if scenario == other {
      let draws = method.kind == .exact ? exactRows : sampledRows / chancesPerDraw
      return ExpectationPerDraw(exact: [Double](repeating: 0, count: max(draws, 1)))
    }
    if method.kind == .exact, let expected = result.expected,
      let column = index(of: outcome, in: expected.table)
    {
      return ExpectationPerDraw(
        exact: paired(
          expected.table, expected.counterfactual, outcome: column, scenario: scenario, beside: other))
    }
    let rows = paired(
      result.sampled, result.counterfactual, outcome: outcome, scenario: scenario, beside: other)
    if method.kind == .exact || method.kind == .approximate { return ExpectationPerDraw(exact: rows) }
    return ExpectationPerDraw(rows: rows, chancesPerDraw: chancesPerDraw, parametersVary: parametersVary)
  }

  /// E[outcome | parameters] of a scenario by itself.
  func expectation(_ outcome: Int, scenario: Int) -> ExpectationPerDraw {
    if method.kind == .exact, let expected = result.expected,
      let column = index(of: outcome, in: expected.table)
    {
      return ExpectationPerDraw(exact: Array(expected.table.column(scenario: scenario, outcome: column)))
    }
    let rows = Array(sampled(outcome, scenario: scenario))
    if method.kind == .exact || method.kind == .approximate { return ExpectationPerDraw(exact: rows) }
    return ExpectationPerDraw(rows: rows, chancesPerDraw: chancesPerDraw, parametersVary: parametersVary)
  }

  private var sampledRows: Int { result.sampled.rows }
  private var exactRows: Int { result.expected?.table.rows ?? sampledRows }

  private func index(of outcome: Int, in table: OutcomeTable) -> Int? {
    let key = outcomes[outcome].key
    if outcome < table.outcomes.count, table.outcomes[outcome].key == key { return outcome }
    return table.index(of: key)
  }

  /// (table − shadows)[scenario] − (table − shadows)[other], row by row.
  private func paired(
    _ table: OutcomeTable, _ shadows: OutcomeTable, outcome: Int, scenario: Int, beside other: Int
  ) -> [Double] {
    var rows = zip(
      table.column(scenario: scenario, outcome: outcome),
      table.column(scenario: other, outcome: outcome)
    ).map { $0 - $1 }
    guard let column = shadows.index(of: table.outcomes[outcome].key) else { return rows }
    let own = shadows.column(scenario: scenario, outcome: column)
    let others = shadows.column(scenario: other, outcome: column)
    for (row, pair) in zip(rows.indices, zip(own, others)) { rows[row] -= pair.0 - pair.1 }
    return rows
  }
}
