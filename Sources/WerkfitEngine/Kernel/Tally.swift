/// What is counted while the people of one replication move: flows, from which everything is priced.
///
/// All numbers stand in one stretch of memory, so that a place in it is a single number, and the trail that a
/// person leaves is a list of such places (see `LifeBook`).
final class Tally {
  let layout: FlowLayout
  let stride: Int
  private let steps: Int
  private let countsGroups: Bool
  /// Per group, classes apart, the position of its doelgroep.
  private let doelgroepen: Memory<Int>
  let base: UnsafeMutablePointer<Double>
  /// The trails of the people who are being followed: for each their number of places, then the places, negated (~)
  /// where one person less is counted.
  private(set) var trails: UnsafeMutablePointer<Int32>
  private(set) var trailCount = 0
  private var trailCapacity: Int
  private var trailStart = 0
  private var isTrailing = false
  /// More than a starter and a shadow can leave behind together in a step.
  private static let mostPerStep = 48
  private(set) var hasShadows = false
  /// The rows of people by the time they have been in a state, per column that has them.
  private let agedColumns: [Range<Int>]

  init(model: CompiledModel) {
    layout = FlowLayout(model: model)
    steps = layout.steps
    countsGroups = !model.countedGroups.isEmpty
    doelgroepen = Memory(model.countedGroups)
    stride = layout.stride
    agedColumns = zip(layout.firstAges, model.pricing.agesOfColumn).map { $0..<($0 + $1) }
      .filter { !$0.isEmpty }
    base = .allocate(capacity: layout.size)
    base.initialize(repeating: 0, count: layout.size)
    // Nobody may be followed: there is room from the first trail on.
    trailCapacity = 0
    trails = .allocate(capacity: 0)
  }

  deinit {
    base.deallocate()
    trails.deallocate()
    doelgroepen.deallocate()
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

  /// Adds people who enter a state at a point (row 0 of the column), or takes away those who leave it at a point after
  /// so many steps there (that row).
  @inline(__always)
  func age(_ row: Int, _ people: Double, at point: Int, isShadow: Bool) {
    add(people, at: (isShadow ? layout.shadowAges : layout.ages) + row * stride + point)
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

  /// Adds people whose first exit to work after a traject falls at a point.
  @inline(__always)
  func exit(_ traject: Int, _ people: Double, at point: Int) {
    add(people, at: layout.exits + traject * stride + point)
  }

  @inline(__always)
  func count(_ counter: Counter, _ people: Double) { add(people, at: layout.counters + counter.rawValue) }

  /// Adds people of a group, who are also counted apart where that is asked for.
  @inline(__always)
  func count(_ counter: Counter, _ people: Double, of group: Int16) {
    count(counter, people)
    if countsGroups {
      add(people, at: layout.counters + Counter.place(of: counter, in: doelgroepen[Int(group)]))
    }
  }

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
    let room = 2 * max(trailCapacity, (steps + 2) * Self.mostPerStep)
    let larger = UnsafeMutablePointer<Int32>.allocate(capacity: room)
    larger.initialize(repeating: 0, count: room)
    larger.update(from: trails, count: trailCount)
    trails.deallocate()
    trails = larger
    trailCapacity = room
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

  /// Adds to a number of a fund.
  @inline(__always)
  func add(_ number: FundNumber, of fund: Int, _ value: Double) {
    base[layout.fundNumbers + fund * FundNumber.allCases.count + number.rawValue] += value
  }

  /// A number of a fund.
  func counted(_ number: FundNumber, of fund: Int) -> Double {
    base[layout.fundNumbers + fund * FundNumber.allCases.count + number.rawValue]
  }

  /// Adds people who found no place in a pool.
  func refuse(_ people: Double, pool: Int) { base[layout.refusedPlaces + pool] += people }

  func counted(_ counter: Counter) -> Double { base[layout.counters + counter.rawValue] }

  /// First exits to work of people who started a traject, until a point.
  func exits(of traject: Int, until point: Int) -> Double {
    var people = 0.0
    for at in 0...point { people += base[layout.exits + traject * stride + at] }
    return people
  }

  /// All starts in a row so far.
  func started(_ row: Int) -> Double {
    var people = 0.0
    for at in 0...steps { people += base[layout.started + row * stride + at] }
    return people
  }

  /// Writes down money that a reserve gives to a measure.
  func grant(_ measure: Int, _ money: Double) { base[layout.granted + measure] += money }

  func granted(_ measure: Int) -> Double { base[layout.granted + measure] }

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

  /// Writes down what a fund has had so far and what of it has been used, at a point.
  func setFund(_ fund: Int, at point: Int, budget: Double, used: Double) {
    base[layout.fundRows + 2 * fund * stride + point] = budget
    base[layout.fundRows + (2 * fund + 1) * stride + point] = used
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
    for column in agedColumns {
      growOlder(column, layout.ages)
      if hasShadows { growOlder(column, layout.shadowAges) }
    }
  }

  /// Makes people by time in the state out of who entered and who left: whoever was there for k points at a point is
  /// there for k + 1 at the next, unless they left.
  private func growOlder(_ rows: Range<Int>, _ first: Int) {
    for row in rows.dropFirst() {
      let younger = base + first + (row - 1) * stride
      let here = base + first + row * stride
      for point in 0..<steps { here[point + 1] += younger[point] }
    }
  }
}
