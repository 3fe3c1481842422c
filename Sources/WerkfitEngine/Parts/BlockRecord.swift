/// The data of a block, as they are written and read.
///
/// For each reading that has draws in the block: the rows of each column of the sampled outcomes, of those of the
/// shadows, of the expectations and of those of the shadows, then per scenario the sums of its series. Every list of
/// numbers has a byte before it: 0 where all are zero and nothing follows, 1 where they follow. How long the lists
/// are follows from the plan.
extension StudyRun {
  /// Appends the data of a block that stands in the stores.
  func write(_ block: Int, series: [SeriesSums?], to bytes: inout [UInt8]) {
    for plan in plans.indices where !draws(of: plan, in: block).isEmpty {
      for (store, rows) in storedRows(of: plan, in: block) {
        for column in 0..<store.columns {
          guard let numbers = store.slice(column: column, rows: rows),
            numbers.contains(where: { $0.bitPattern != 0 })
          else {
            bytes.append(0)
            continue
          }
          bytes.append(1)
          bytes.append(contentsOf: UnsafeRawBufferPointer(numbers))
        }
      }
      for (item, sums) in zip(cases, series) where item.plan == plan {
        sums?.forEachList { list in
          guard list.contains(where: { $0.bitPattern != 0 }) else { return bytes.append(0) }
          bytes.append(1)
          list.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
      }
    }
  }

  /// Puts the data of a block into the stores.
  ///
  /// - Returns: The sums of its series per case, or nil where the data are not those of this block of this run.
  /// - Throws: `SimulationError.storage` where the disk is full.
  func read(_ block: Int, from bytes: [UInt8]) throws -> [SeriesSums?]? {
    try bytes.withUnsafeBytes { buffer -> [SeriesSums?]? in
      var reader = NumberReader(bytes: buffer)
      var series = [SeriesSums?](repeating: nil, count: cases.count)
      for plan in plans.indices where !draws(of: plan, in: block).isEmpty {
        for (store, rows) in storedRows(of: plan, in: block) {
          for column in 0..<store.columns {
            guard let first = reader.list(of: rows.count) else { return nil }
            guard first >= 0 else { continue }
            for (offset, row) in rows.enumerated() {
              try store.write(reader.number(first, offset), column: column, row: row)
            }
          }
        }
        for (index, item) in cases.enumerated() where item.plan == plan {
          var sums = SeriesSums(model: plans[plan].models[item.scenario])
          var isWhole = true
          sums.fillLists { list in
            guard let first = reader.list(of: list.count) else { return isWhole = false }
            if first >= 0 { for offset in list.indices { list[offset] = reader.number(first, offset) } }
          }
          guard isWhole else { return nil }
          series[index] = sums
        }
      }
      return reader.isAtEnd ? series : nil
    }
  }

  private func storedRows(of plan: Int, in block: Int) -> [(store: ColumnStore, rows: Range<Int>)] {
    let (store, draws) = (stores[plan], draws(of: plan, in: block))
    let (rows, traces) = (store.plan.rows(of: draws), store.plan.traces(of: draws))
    let sampled = [(store.sampled, rows), (store.counterfactual, rows)]
    return traces.isEmpty ? sampled : sampled + [(store.expected, traces), (store.expectedShadow, traces)]
  }
}

extension SeriesSums {
  /// All sums, as lists in a fixed order.
  func forEachList(_ body: ([Double]) -> Void) {
    for list in [occupancy, shadowOccupancy, balance, shadowBalance, starts, [replications]] { body(list) }
  }

  /// Fills the lists in the same order.
  mutating func fillLists(_ body: (inout [Double]) -> Void) {
    body(&occupancy)
    body(&shadowOccupancy)
    body(&balance)
    body(&shadowBalance)
    body(&starts)
    var count = [replications]
    body(&count)
    replications = count[0]
  }

  /// How many numbers there are, and in how many lists.
  static func size(of model: CompiledModel) -> (numbers: Int, lists: Int) {
    let rows = 2 * model.states.count + 2 * model.pricing.parties.count + 1
    return (rows * (model.steps + 2) + 1, 6)
  }
}

/// Reads lists of numbers from bytes that may be anything.
private struct NumberReader {
  let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Where the numbers of the next list begin, -1 where all are zero, or nil where there is no such list.
  mutating func list(of count: Int) -> Int? {
    guard position < bytes.count else { return nil }
    let mark = bytes[position]
    position += 1
    if mark == 0 { return -1 }
    let length = count * MemoryLayout<Double>.stride
    guard mark == 1, bytes.count - position >= length else { return nil }
    for offset in 0..<count {
      // Not-a-number fails too. No outcome is as large, and squares of larger ones have no finite sum.
      guard abs(number(position, offset)) <= 1e150 else { return nil }
    }
    defer { position += length }
    return position
  }

  func number(_ first: Int, _ offset: Int) -> Double {
    bytes.loadUnaligned(fromByteOffset: first + offset * MemoryLayout<Double>.stride, as: Double.self)
  }
}
