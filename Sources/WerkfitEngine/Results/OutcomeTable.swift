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
  private let owner: ColumnOwner
  /// Where the first number stands among those of the owner.
  private let start: Int
  /// Columns that have other numbers, by their position: tables that differ in some share the others.
  private var replaced: [Int: ColumnOwner] = [:]

  /// A table from columns: `values[(scenario * outcomes.count + outcome) * rows + row]`.
  public init(scenarios: [String], outcomes: [OutcomeDescriptor], rows: Int, values: [Double]) {
    precondition(values.count == scenarios.count * outcomes.count * rows, "the shape of the values")
    self.init(scenarios: scenarios, outcomes: outcomes, rows: rows, owner: ColumnOwner(values), start: 0)
  }

  /// A table of the numbers of an owner, from a place on.
  init(scenarios: [String], outcomes: [OutcomeDescriptor], rows: Int, owner: ColumnOwner, start: Int) {
    self.scenarios = scenarios
    self.outcomes = outcomes
    self.rows = rows
    self.owner = owner
    self.start = start
  }

  /// One outcome in one scenario, one number per row.
  ///
  /// - Complexity: O(1), without copying.
  public func column(scenario: Int, outcome: Int) -> OutcomeColumn {
    precondition(scenarios.indices.contains(scenario) && outcomes.indices.contains(outcome))
    let position = scenario * outcomes.count + outcome
    if let other = replaced[position] { return OutcomeColumn(owner: other, start: 0, count: rows) }
    return OutcomeColumn(owner: owner, start: start + position * rows, count: rows)
  }

  /// Puts other numbers in a column.
  mutating func replace(scenario: Int, outcome: Int, with values: [Double]) {
    replaced[scenario * outcomes.count + outcome] = ColumnOwner(values)
  }

  /// The index of the outcome with the given key, or nil.
  public func index(of key: String) -> Int? { outcomes.firstIndex { $0.key == key } }
  /// The index of the scenario with the given key, or nil.
  public func index(ofScenario name: String) -> Int? { scenarios.firstIndex(of: name) }
}
