import WerkfitEngine

extension OutcomeTable {
  /// The values of an outcome in a scenario by key, or nil where either does not exist.
  public func values(of outcome: String, in scenario: String) -> [Double]? {
    guard let column = index(of: outcome), let row = index(ofScenario: scenario) else { return nil }
    return Array(self.column(scenario: row, outcome: column))
  }

  /// The values of an outcome in a scenario by key, one zero per row where the outcome does not exist.
  public func valuesOrZero(of outcome: String, in scenario: String) -> [Double] {
    values(of: outcome, in: scenario) ?? Array(repeating: 0, count: rows)
  }

  /// All values of a scenario, outcome by outcome.
  public func everything(in scenario: String) -> [Double] {
    outcomes.flatMap { values(of: $0.key, in: scenario) ?? [] }
  }
}

/// Bit patterns, for which not-a-number equals itself and −0 differs from 0.
public func bits(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }

extension ReadingResult {
  /// The expected values: those beside a sample, or the rows themselves where only expectations are asked.
  public var expectation: (table: OutcomeTable, counterfactual: OutcomeTable) {
    expected ?? (sampled, counterfactual)
  }
}
