/// The lives of people of on-demand groups within one draw of the parameters.
///
/// A starter has the same address in every scenario: group, traject, month, and a number within that month. Where
/// scenarios move people alike, a life that was followed in one is the same in all, and need only be counted
/// again: its trail (see `Tally`) is kept here, with that of the shadow. Not shared between threads.
final class LifeBook {
  /// Starters of one lot, from a number on.
  private struct Entry {
    var key: UInt64 = 0
    var generation: UInt32 = 0
    var people: Int32 = 0
    var first: Int = 0
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 4_096
  private var generation: UInt32 = 1
  private var used = 0
  private var trails: UnsafeMutablePointer<Int32>
  private var trailCapacity = 65_536
  private var trailCount = 0

  init() {
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Entry(), count: capacity)
    trails = .allocate(capacity: trailCapacity)
  }

  deinit {
    entries.deallocate()
    trails.deallocate()
  }

  /// Forgets all lives, for the next draw.
  func removeAll() {
    used = 0
    trailCount = 0
    generation &+= 1
    if generation == 0 {
      entries.update(repeating: Entry(), count: capacity)
      generation = 1
    }
  }

  /// The trails of the starters of a lot from a number on, and of how many; 0 where nobody has followed them yet.
  @inline(__always)
  func trail(of lot: UInt64, from number: Int) -> (people: Int, trail: UnsafePointer<Int32>) {
    let entry = entries[place(of: key(lot, number))]
    guard entry.generation == generation else { return (0, UnsafePointer(trails)) }
    return (Int(entry.people), UnsafePointer(trails) + entry.first)
  }

  /// Keeps the trails that stand in a tally.
  func keep(_ tally: Tally, of lot: UInt64, from number: Int, people: Int) {
    if used * 2 >= capacity { growTable() }
    let count = tally.trailCount
    if trailCount + count > trailCapacity { growTrails(to: trailCount + count) }
    (trails + trailCount).update(from: tally.trails, count: count)
    let key = key(lot, number)
    entries[place(of: key)] = Entry(
      key: key, generation: generation, people: Int32(truncatingIfNeeded: people), first: trailCount)
    trailCount += count
    used += 1
  }

  @inline(__always)
  private func key(_ lot: UInt64, _ number: Int) -> UInt64 {
    lot &+ UInt64(truncatingIfNeeded: number) &* 0xD134_2543_DE82_EF95
  }

  /// Where a key stands, or would stand: open addressing.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = capacity &- 1
    var place = Int(truncatingIfNeeded: key) & mask
    while entries[place].generation == generation && entries[place].key != key { place = (place &+ 1) & mask }
    return place
  }

  private func growTable() {
    let old = (entries: entries, capacity: capacity)
    capacity *= 2
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Entry(), count: capacity)
    for index in 0..<old.capacity where old.entries[index].generation == generation {
      entries[place(of: old.entries[index].key)] = old.entries[index]
    }
    old.entries.deallocate()
  }

  private func growTrails(to wanted: Int) {
    while trailCapacity < wanted { trailCapacity *= 2 }
    let larger = UnsafeMutablePointer<Int32>.allocate(capacity: trailCapacity)
    larger.moveInitialize(from: trails, count: trailCount)
    trails.deallocate()
    trails = larger
  }
}
