/// One outcome in one scenario, one number per row, read where the run put it.
public struct OutcomeColumn: RandomAccessCollection, Sendable {
  /// Keeps the numbers alive.
  @usableFromInline let owner: ColumnOwner
  @usableFromInline let start: Int
  /// How many rows there are.
  public let count: Int

  @usableFromInline
  init(owner: ColumnOwner, start: Int, count: Int) {
    self.owner = owner
    self.start = start
    self.count = count
  }

  /// The first row: 0.
  @inlinable public var startIndex: Int { 0 }
  /// The number of rows.
  @inlinable public var endIndex: Int { count }

  /// The number in a row.
  @inlinable
  public subscript(row: Int) -> Double {
    precondition(row >= 0 && row < count, "the row of a column")
    return owner.base[start + row]
  }

  /// Calls a closure with the numbers in one piece.
  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result? {
    try withExtendedLifetime(owner) {
      try body(UnsafeBufferPointer(start: owner.base + start, count: count))
    }
  }
}

/// Numbers that nobody writes any more.
@usableFromInline
final class ColumnOwner: @unchecked Sendable {
  @usableFromInline let base: UnsafePointer<Double>
  @usableFromInline let count: Int
  private let memory: ColumnMemory?

  /// The numbers that a run has written.
  init(_ memory: ColumnMemory) {
    self.memory = memory
    base = UnsafePointer(memory.base)
    count = memory.count
  }

  /// Numbers of the caller's.
  init(_ values: [Double]) {
    memory = nil
    let copy = UnsafeMutablePointer<Double>.allocate(capacity: Swift.max(values.count, 1))
    for (index, value) in values.enumerated() { (copy + index).initialize(to: value) }
    base = UnsafePointer(copy)
    count = values.count
  }

  deinit {
    if memory == nil { base.deallocate() }
  }
}
