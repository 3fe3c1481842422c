/// Finds a pool by its key: open addressing, emptied by counting generations.
struct PoolDirectory {
  private var keys: [UInt64]
  private var places: [Int32]
  private var generations: [UInt32]
  private var generation: UInt32 = 1
  private var used = 0

  init(capacity: Int) {
    keys = [UInt64](repeating: 0, count: capacity)
    places = [Int32](repeating: 0, count: capacity)
    generations = [UInt32](repeating: 0, count: capacity)
  }

  mutating func removeAll() {
    generation &+= 1
    used = 0
    if generation == 0 {
      for index in generations.indices { generations[index] = 0 }
      generation = 1
    }
  }

  @inline(__always)
  func find(_ key: UInt64) -> Int {
    let mask = keys.count - 1
    var index = Int(truncatingIfNeeded: key) & mask
    while generations[index] == generation {
      if keys[index] == key { return Int(places[index]) }
      index = (index + 1) & mask
    }
    return -1
  }

  mutating func insert(_ key: UInt64, _ place: Int) {
    if used * 2 >= keys.count { grow() }
    let mask = keys.count - 1
    var index = Int(truncatingIfNeeded: key) & mask
    while generations[index] == generation { index = (index + 1) & mask }
    keys[index] = key
    places[index] = Int32(place)
    generations[index] = generation
    used += 1
  }

  private mutating func grow() {
    let old = (keys, places, generations, generation)
    keys = [UInt64](repeating: 0, count: old.0.count * 2)
    places = [Int32](repeating: 0, count: old.0.count * 2)
    generations = [UInt32](repeating: 0, count: old.0.count * 2)
    used = 0
    for index in old.0.indices where old.2[index] == old.3 { insert(old.0[index], Int(old.1[index])) }
  }
}
