import Synchronization

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

/// The columns of a table while threads fill them; every row is written by one thread only.
///
/// Numbers that are zero are not written: that is what they are already, and a column of zeros takes no room.
final class ColumnStore: @unchecked Sendable {
  /// The rows that are there.
  let rows: Range<Int>
  /// The columns of all scenarios.
  let columns: Int
  private let perScenario: Int
  private let memory: ColumnMemory
  private let start: Int
  /// Whether a column holds anything but zeros.
  private let isWritten: UnsafeMutablePointer<Atomic<Bool>>

  /// Columns in memory from a place on.
  init(scenarios: Int, columns perScenario: Int, rows: Range<Int>, memory: ColumnMemory, start: Int) {
    self.rows = rows
    self.perScenario = perScenario
    columns = scenarios * perScenario
    self.memory = memory
    self.start = start
    isWritten = .allocate(capacity: max(columns, 1))
    for column in 0..<max(columns, 1) { (isWritten + column).initialize(to: Atomic(false)) }
  }

  deinit {
    isWritten.deinitialize(count: max(columns, 1))
    isWritten.deallocate()
  }

  /// How many numbers a store holds.
  static func count(scenarios: Int, columns: Int, rows: Range<Int>) -> Int {
    scenarios * columns * rows.count
  }

  /// The position of a column among those of all scenarios.
  @inline(__always)
  func position(scenario: Int, column: Int) -> Int { scenario * perScenario + column }

  /// Writes a number.
  ///
  /// - Throws: `SimulationError.storage` where the disk is full.
  @inline(__always)
  func write(_ value: Double, column: Int, row: Int) throws {
    if value.bitPattern == 0 { return }
    if !isWritten[column].load(ordering: .relaxed) { try open(column) }
    memory.base[start + column * rows.count + row - rows.lowerBound] = value
  }

  /// The numbers of some rows, or nil where the whole column is zero.
  func slice(column: Int, rows wanted: Range<Int>) -> UnsafeBufferPointer<Double>? {
    guard isWritten[column].load(ordering: .relaxed) else { return nil }
    let from = memory.base + start + column * rows.count + wanted.lowerBound - rows.lowerBound
    return UnsafeBufferPointer(start: from, count: wanted.count)
  }

  private func open(_ column: Int) throws {
    let first = start + column * rows.count
    try memory.reserve(first..<(first + rows.count))
    isWritten[column].store(true, ordering: .relaxed)
  }

  /// The table, of all rows.
  func table(scenarios: [String], outcomes: [OutcomeDescriptor], owner: ColumnOwner) -> OutcomeTable {
    OutcomeTable(
      scenarios: scenarios, outcomes: outcomes, rows: rows.count, owner: owner, start: start)
  }
}
