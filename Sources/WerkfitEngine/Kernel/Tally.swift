/// What is counted while the people of one replication move: flows, from which everything is priced.
///
/// All numbers stand in one stretch of memory, so that a place in it is a single number, and the trail that a
/// person leaves is a list of such places (see `LifeBook`).
final class Tally {
  let layout: FlowLayout
  let stride: Int
  private let steps: Int
  let base: UnsafeMutablePointer<Double>
  /// The trails of the people who are being followed: for each their number of places, then the places, negated (~)
  /// where one person less is counted.
  private(set) var trails: UnsafeMutablePointer<Int32>
  private(set) var trailCount = 0
  private var trailCapacity: Int
  private var trailStart = 0
  private var isTrailing = false
  /// More than a starter and a shadow can leave behind together in a step.
  private static let mostPerStep = 32
  private(set) var hasShadows = false

  init(model: CompiledModel) {
    layout = FlowLayout(model: model)
    steps = layout.steps
    stride = layout.stride
    base = .allocate(capacity: layout.size)
    base.initialize(repeating: 0, count: layout.size)
    trailCapacity = 2 * (steps + 2) * Self.mostPerStep
    trails = .allocate(capacity: trailCapacity)
    trails.initialize(repeating: 0, count: trailCapacity)
  }

  deinit {
    base.deallocate()
    trails.deallocate()
  }

  func reset() {
    base.update(repeating: 0, count: layout.size)
    hasShadows = false
  }

  @inline(__always)
  func noteShadows() { hasShadows = true }

  // MARK: What happens to people

  /// Adds people to a state from a point on, or takes them away.
  @inline(__always)
  func occupy(_ column: Int, _ people: Double, from point: Int, isShadow: Bool) {
    add(people, at: (isShadow ? layout.shadowOccupancy : layout.occupancy) + column * stride + point)
  }

  /// Adds people who move in a step.
  @inline(__always)
  func move(_ edge: Int, _ people: Double, in step: Int, isShadow: Bool) {
    add(people, at: (isShadow ? layout.shadowMoves : layout.moves) + edge * stride + step)
  }

  /// Adds people whose place comes free at a point.
  @inline(__always)
  func leave(_ pool: Int, _ people: Double, at point: Int) {
    add(people, at: layout.leavers + pool * stride + point)
  }

  @inline(__always)
  func count(_ counter: Counter, _ people: Double) { add(people, at: layout.counters + counter.rawValue) }

  /// Adds people who start at a point.
  @inline(__always)
  func start(_ row: Int, _ people: Double, at point: Int) {
    base[layout.started + row * stride + point] += people
  }

  @inline(__always)
  private func add(_ people: Double, at place: Int) {
    base[place] += people
    if isTrailing {
      trails[trailCount] = Int32(truncatingIfNeeded: people < 0 ? ~place : place)
      trailCount += 1
    }
  }

  // MARK: Trails

  /// Starts to keep trails.
  func beginTrails() {
    trailCount = 0
    isTrailing = true
  }

  func endTrails() { isTrailing = false }

  /// Starts the trail of a person, where trails are kept.
  @inline(__always)
  func beginTrail() {
    guard isTrailing else { return }
    if trailCount + (steps + 2) * Self.mostPerStep > trailCapacity { growTrails() }
    trailStart = trailCount
    trailCount += 1
  }

  @inline(__always)
  func endTrail() {
    guard isTrailing else { return }
    trails[trailStart] = Int32(truncatingIfNeeded: trailCount - trailStart - 1)
  }

  private func growTrails() {
    let larger = UnsafeMutablePointer<Int32>.allocate(capacity: trailCapacity * 2)
    larger.initialize(repeating: 0, count: trailCapacity * 2)
    larger.update(from: trails, count: trailCount)
    trails.deallocate()
    trails = larger
    trailCapacity *= 2
  }

  /// Counts people who leave the same trails as others before.
  @inline(__always)
  func repeatTrails(_ trails: UnsafePointer<Int32>, people: Int) {
    var at = trails
    for _ in 0..<people {
      let end = at + 1 + Int(at[0])
      at += 1
      while at < end {
        let place = Int(at[0])
        // −1 for a negated place, +1 for any other, without a branch.
        base[place ^ (place >> 63)] += Double(1 | (place >> 63))
        at += 1
      }
    }
  }

  // MARK: What was counted

  /// Money committed per fund.
  var committed: UnsafeMutablePointer<Double> { base + layout.committed }

  func counted(_ counter: Counter) -> Double { base[layout.counters + counter.rawValue] }

  /// Counts people of the waiting list of a pool.
  @inline(__always)
  func count(_ count: WaitingCount, of pool: Int, _ people: Double) {
    add(people, at: layout.waiting + pool * WaitingCount.allCases.count + count.rawValue)
  }

  /// People whose places come free at a point.
  func leavers(of pool: Int, at point: Int) -> Double { base[layout.leavers + pool * stride + point] }

  /// Writes down how many places are open and occupied at a point.
  func setPlaces(of pool: Int, at point: Int, open: Double, occupied: Double) {
    base[layout.openPlaces + pool * stride + point] = open
    base[layout.occupiedPlaces + pool * stride + point] = occupied
  }

  /// Makes occupancy out of changes in occupancy.
  func accumulate() {
    func sumUp(_ first: Int) {
      for row in 0..<layout.columns {
        let values = base + first + row * stride
        var sum = 0.0
        for point in 0...steps {
          sum += values[point]
          values[point] = sum
        }
      }
    }
    sumUp(layout.occupancy)
    if hasShadows { sumUp(layout.shadowOccupancy) }
  }
}
