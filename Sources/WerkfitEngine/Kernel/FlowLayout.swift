/// Where each kind of flow stands in the memory of a tally, all by point or step.
struct FlowLayout {
  /// The distance between two rows: points 0 … T, and one more.
  let stride: Int
  let steps: Int
  /// Rows of occupancy, moves, starts and places.
  let columns: Int
  let edges: Int
  let starts: Int
  let pools: Int
  /// People in states.
  let occupancy = 0
  /// The same of the shadows of on-demand groups.
  let shadowOccupancy: Int
  let moves: Int
  let shadowMoves: Int
  /// Starts per traject (and scope).
  let started: Int
  /// Open and occupied places per pool.
  let openPlaces: Int
  let occupiedPlaces: Int
  /// The length of all flows; what follows are single numbers and bookkeeping.
  let flows: Int
  /// Places that people leave, per pool and then per earmark.
  let leavers: Int
  let counters: Int
  /// Money committed, per fund.
  let committed: Int
  /// What is counted of waiting lists, per pool.
  let waiting: Int
  let size: Int

  init(model: CompiledModel) {
    steps = model.steps
    stride = model.steps + 2
    columns = model.pricing.occupancyColumns
    edges = model.edgeKinds * model.scopes
    starts = model.trajecten.count * model.scopes
    pools = model.pools.count
    shadowOccupancy = columns * stride
    moves = 2 * columns * stride
    shadowMoves = moves + edges * stride
    started = shadowMoves + edges * stride
    openPlaces = started + starts * stride
    occupiedPlaces = openPlaces + pools * stride
    flows = occupiedPlaces + pools * stride
    leavers = flows
    counters = leavers + (pools + model.earmarks) * stride
    committed = counters + Counter.allCases.count
    waiting = committed + model.funds.count
    size = waiting + pools * WaitingCount.allCases.count
  }
}
