import WerkfitStudy

/// What a column of results measures.
public struct OutcomeDescriptor: Sendable, Hashable {
  /// What the numbers count.
  public enum Unit: Sendable, Hashable {
    case persons
    /// Person-months.
    case months
    /// The currency of the study, discounted unless `isNominal`.
    case money
    /// A unit of the study's own.
    case own(String)
  }

  /// The key: a `StandardOutcome`, an `OutcomeKey`, or the key of an own outcome.
  public var key: String
  /// The label from the study file, or nil for standard outcomes, which the report names.
  public var label: String?
  /// The unit.
  public var unit: Unit
  /// Whether money is nominal (not discounted), as funds are.
  public var isNominal: Bool

  /// A descriptor with the given key and unit.
  public init(key: String, label: String? = nil, unit: Unit, isNominal: Bool = false) {
    self.key = key
    self.label = label
    self.unit = unit
    self.isNominal = isNominal
  }
}

/// Outcomes per row per scenario, as plain columns.
///
/// A row is a replication (one draw of the parameters and of chance) or, in a table of expectations, one
/// draw of the parameters. Row r means the same parameters in every scenario.
public struct OutcomeTable: Sendable {
  /// The keys of the scenarios, in order of the study.
  public let scenarios: [String]
  /// The outcomes, the same for all scenarios; what does not exist in a scenario is 0.
  public let outcomes: [OutcomeDescriptor]
  /// The number of rows.
  public let rows: Int
  /// The columns, scenario by scenario: tables that differ in some of them share the others.
  private var columns: [[Double]]

  /// A table from columns: `values[(scenario * outcomes.count + outcome) * rows + row]`.
  public init(scenarios: [String], outcomes: [OutcomeDescriptor], rows: Int, values: [Double]) {
    let count = scenarios.count * outcomes.count
    precondition(values.count == count * rows, "the shape of the values")
    self.init(
      scenarios: scenarios, outcomes: outcomes, rows: rows,
      columns: (0..<count).map { Array(values[($0 * rows)..<(($0 + 1) * rows)]) })
  }

  /// A table from columns, scenario by scenario, all of `rows` numbers.
  init(scenarios: [String], outcomes: [OutcomeDescriptor], rows: Int, columns: [[Double]]) {
    self.scenarios = scenarios
    self.outcomes = outcomes
    self.rows = rows
    self.columns = columns
  }

  /// One outcome in one scenario, one number per row.
  ///
  /// - Complexity: O(1), without copying.
  public func column(scenario: Int, outcome: Int) -> ArraySlice<Double> {
    columns[scenario * outcomes.count + outcome][...]
  }

  /// Puts other numbers in a column.
  mutating func replace(scenario: Int, outcome: Int, with values: [Double]) {
    columns[scenario * outcomes.count + outcome] = values
  }

  /// The index of the outcome with the given key, or nil.
  public func index(of key: String) -> Int? { outcomes.firstIndex { $0.key == key } }
  /// The index of the scenario with the given key, or nil.
  public func index(ofScenario name: String) -> Int? { scenarios.firstIndex(of: name) }
}
