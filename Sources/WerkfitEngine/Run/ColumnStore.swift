/// Which column of the table each column of a model fills: models may differ in prices, funds and states.
struct ColumnLayout: Sendable {
  let outcomes: [OutcomeDescriptor]
  /// Per model, the table column of each of its columns.
  let positions: [[Int]]
  var count: Int { outcomes.count }

  init(models: [CompiledModel]) {
    var outcomes: [OutcomeDescriptor] = []
    var index: [String: Int] = [:]
    var positions: [[Int]] = []
    for model in models {
      positions.append(
        model.pricing.columns.map { column in
          if let known = index[column.descriptor.key] { return known }
          index[column.descriptor.key] = outcomes.count
          outcomes.append(column.descriptor)
          return outcomes.count - 1
        })
    }
    self.outcomes = outcomes
    self.positions = positions
  }
}

/// The memory of a table while threads fill it; every row is written by one thread only.
final class ColumnStore: @unchecked Sendable {
  let values: UnsafeMutablePointer<Double>
  let rows: Int
  private let columns: Int
  private let count: Int

  init(scenarios: Int, columns: Int, rows: Int) {
    self.rows = rows
    self.columns = columns
    count = scenarios * columns * rows
    values = .allocate(capacity: max(count, 1))
    values.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { values.deallocate() }

  /// The first row of a column.
  @inline(__always)
  func column(scenario: Int, column: Int) -> UnsafeMutablePointer<Double> {
    values + (scenario * columns + column) * rows
  }

  func table(scenarios: [String], outcomes: [OutcomeDescriptor]) -> OutcomeTable {
    OutcomeTable(
      scenarios: scenarios, outcomes: outcomes, rows: rows,
      columns: (0..<(scenarios.count * columns)).map {
        Array(UnsafeBufferPointer(start: values + $0 * rows, count: rows))
      })
  }
}
