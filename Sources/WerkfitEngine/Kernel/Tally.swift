/// What is counted while the people of one replication move: flows, from which everything is priced.
final class Tally {
  let steps: Int
  let columns: Int
  let edges: Int
  let starts: Int
  let pools: Int
  /// Changes in occupancy per column and point 0 … T; made into occupancy by `accumulate`.
  let occupancy: UnsafeMutablePointer<Double>
  /// The same of the shadows of on-demand groups.
  let shadowOccupancy: UnsafeMutablePointer<Double>
  /// Moves per edge and step.
  let moves: UnsafeMutablePointer<Double>
  let shadowMoves: UnsafeMutablePointer<Double>
  /// Starts per traject (and scope) and point.
  let started: UnsafeMutablePointer<Double>
  /// Open and occupied places per pool and point 0 … T.
  let openPlaces: UnsafeMutablePointer<Double>
  let occupiedPlaces: UnsafeMutablePointer<Double>
  let counters: UnsafeMutablePointer<Double>
  let committed: UnsafeMutablePointer<Double>
  let stride: Int
  private let funds: Int
  private(set) var hasShadows = false

  init(model: CompiledModel) {
    steps = model.steps
    stride = model.steps + 2
    columns = model.pricing.occupancyColumns
    edges = model.edgeKinds * model.scopes
    starts = model.trajecten.count * model.scopes
    pools = model.pools.count
    funds = model.funds.count
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    occupancy = zeros(columns * stride)
    shadowOccupancy = zeros(columns * stride)
    moves = zeros(edges * stride)
    shadowMoves = zeros(edges * stride)
    started = zeros(starts * stride)
    openPlaces = zeros(pools * stride)
    occupiedPlaces = zeros(pools * stride)
    counters = zeros(Counter.allCases.count)
    committed = zeros(funds)
  }

  deinit {
    for pointer in [
      occupancy, shadowOccupancy, moves, shadowMoves, started, openPlaces, occupiedPlaces, counters,
      committed,
    ] {
      pointer.deallocate()
    }
  }

  func reset() {
    occupancy.update(repeating: 0, count: columns * stride)
    moves.update(repeating: 0, count: edges * stride)
    started.update(repeating: 0, count: starts * stride)
    openPlaces.update(repeating: 0, count: pools * stride)
    occupiedPlaces.update(repeating: 0, count: pools * stride)
    counters.update(repeating: 0, count: Counter.allCases.count)
    committed.update(repeating: 0, count: funds)
    if hasShadows {
      shadowOccupancy.update(repeating: 0, count: columns * stride)
      shadowMoves.update(repeating: 0, count: edges * stride)
      hasShadows = false
    }
  }

  @inline(__always)
  func noteShadows() { hasShadows = true }

  @inline(__always)
  func count(_ counter: Counter, _ people: Double) { counters[counter.rawValue] += people }

  /// Makes occupancy out of changes in occupancy.
  func accumulate() {
    func sumUp(_ pointer: UnsafeMutablePointer<Double>, _ rows: Int) {
      for row in 0..<rows {
        let base = pointer + row * stride
        var sum = 0.0
        for point in 0...steps {
          sum += base[point]
          base[point] = sum
        }
      }
    }
    sumUp(occupancy, columns)
    if hasShadows { sumUp(shadowOccupancy, columns) }
  }
}
