/// How many people are in each row where pasts do not matter, and how many arrive there at the next point.
struct PlainFlows {
  /// Per row: the address of its random numbers, or 0 where people's pasts matter.
  let keys: UnsafeMutablePointer<UInt64>
  /// Per row: the same for the purpose of pools.
  private let cells: UnsafeMutablePointer<UInt64>
  let people: UnsafeMutablePointer<Double>
  /// The rows that people have been in, each once.
  let openRows: UnsafeMutablePointer<Int32>
  private(set) var open = 0
  private let isOpen: UnsafeMutablePointer<Bool>
  /// Per row: the first blocks of numbers of eight steps, and from which step on (−1 where there are none).
  private let words: UnsafeMutablePointer<UInt32>
  private let wordsFrom: UnsafeMutablePointer<Int32>
  private let arriving: UnsafeMutablePointer<Double>
  /// The rows not yet open where people arrive, each once.
  private let arrivalRows: UnsafeMutablePointer<Int32>
  private(set) var arrivals = 0

  /// - Parameter keys: Per row, as in `keys`.
  init(keys: [UInt64]) {
    self.keys = .allocate(capacity: max(keys.count, 1))
    self.keys.initialize(repeating: 0, count: max(keys.count, 1))
    for (row, key) in keys.enumerated() { self.keys[row] = key }
    // Nothing else is asked of other rows.
    let count = (keys.lastIndex { $0 != 0 } ?? 0) + 1
    cells = .allocate(capacity: count)
    for row in 0..<count { (cells + row).initialize(to: address(self.keys[row], Purpose.pool.rawValue)) }
    people = .allocate(capacity: count)
    openRows = .allocate(capacity: count)
    isOpen = .allocate(capacity: count)
    words = .allocate(capacity: count * 4 * Philox.laneCount)
    wordsFrom = .allocate(capacity: count)
    words.initialize(repeating: 0, count: count * 4 * Philox.laneCount)
    wordsFrom.initialize(repeating: -1, count: count)
    arriving = .allocate(capacity: count)
    arrivalRows = .allocate(capacity: count)
    people.initialize(repeating: 0, count: count)
    isOpen.initialize(repeating: false, count: count)
    arriving.initialize(repeating: 0, count: count)
  }

  func deallocate() {
    keys.deallocate()
    cells.deallocate()
    people.deallocate()
    openRows.deallocate()
    isOpen.deallocate()
    words.deallocate()
    wordsFrom.deallocate()
    arriving.deallocate()
    arrivalRows.deallocate()
  }

  @inline(__always)
  func isPlain(_ row: Int) -> Bool { keys[row] != 0 }

  /// Lets people arrive in a row.
  @inline(__always)
  mutating func add(_ more: Double, to row: Int) {
    if arriving[row] == 0 && !isOpen[row] {
      arrivalRows[arrivals] = Int32(truncatingIfNeeded: row)
      arrivals += 1
    }
    arriving[row] += more
  }

  @inline(__always)
  func takeArrival(_ index: Int) -> (row: Int, people: Double) {
    let row = Int(arrivalRows[index])
    defer { arriving[row] = 0 }
    return (row, arriving[row])
  }

  @inline(__always)
  mutating func forgetArrivals() { arrivals = 0 }

  /// Lets those who arrive in open rows join the others.
  @inline(__always)
  func foldArrivals() {
    for index in 0..<open {
      let row = Int(openRows[index])
      people[row] += arriving[row]
      arriving[row] = 0
    }
  }

  /// Adds people to those who are in a row.
  @inline(__always)
  mutating func settle(_ more: Double, in row: Int) {
    if !isOpen[row] {
      isOpen[row] = true
      wordsFrom[row] = -1
      openRows[open] = Int32(truncatingIfNeeded: row)
      open += 1
    }
    people[row] += more
  }

  /// The random numbers of a row in a step.
  @inline(__always)
  func numbers(of row: Int, in step: Int, key: UInt64, replication: UInt32) -> AddressedNumbers {
    let (block, lane) = block(of: row, in: step, key: key, replication: replication)
    return AddressedNumbers(
      key: key, replication: replication, cell: cells[row], step: step, block: block, lane: lane)
  }

  /// The first of them, for who asks for no other.
  @inline(__always)
  func number(of row: Int, in step: Int, key: UInt64, replication: UInt32) -> Double {
    let (block, lane) = block(of: row, in: step, key: key, replication: replication)
    return AddressedNumbers.first(of: block, lane: lane)
  }

  /// The first blocks of numbers of some steps, of which the lane is the one of this step.
  @inline(__always)
  private func block(
    of row: Int, in step: Int, key: UInt64, replication: UInt32
  ) -> (words: UnsafePointer<UInt32>, lane: Int) {
    let count = Philox.laneCount
    let here = words + row &* 4 &* count
    let from = Int(wordsFrom[row])
    if from < 0 || step >= from &+ count {
      AddressedNumbers.prepare(key: key, replication: replication, cell: cells[row], step: step, into: here)
      wordsFrom[row] = Int32(truncatingIfNeeded: step)
      return (UnsafePointer(here), 0)
    }
    return (UnsafePointer(here), step &- from)
  }

  mutating func removeAll() {
    for index in 0..<arrivals { arriving[Int(arrivalRows[index])] = 0 }
    arrivals = 0
    for index in 0..<open {
      let row = Int(openRows[index])
      people[row] = 0
      arriving[row] = 0
      isOpen[row] = false
    }
    open = 0
  }
}
