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
  /// People in states by how long they have been there, where an amount reads it: per column a row for each of the
  /// first so many points.
  let ages: Int
  let shadowAges: Int
  /// Per occupancy column, its first row there.
  let firstAges: [Int]
  /// The length of all flows; what follows are single numbers and bookkeeping.
  let flows: Int
  /// Places that people leave, per pool and then per earmark.
  let leavers: Int
  /// First exits to work per traject, where a reserve judges by them.
  let exits: Int
  /// Of all people, and then, where they are counted apart, of those of each doelgroep.
  let counters: Int
  /// Money committed, per fund.
  let committed: Int
  /// What else is counted of each fund (see `FundNumber`), and people refused per pool.
  let fundNumbers: Int
  let refusedPlaces: Int
  /// What is counted of waiting lists, per pool.
  let waiting: Int
  /// Money given by reserves, per measure.
  let granted: Int
  /// What each fund has had so far, and then what of it has been used, where its course is kept: a row each.
  ///
  /// These come last: scenarios that move people alike share trails of places, and may differ in their funds.
  let fundRows: Int
  let fundRowCount: Int
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
    ages = occupiedPlaces + pools * stride
    var rows = 0
    firstAges = model.pricing.agesOfColumn.map { count in
      defer { rows += count }
      return rows
    }
    shadowAges = ages + rows * stride
    flows = shadowAges + rows * stride
    leavers = flows
    exits = leavers + (pools + model.earmarks) * stride
    counters = exits + (model.countsExits ? model.trajecten.count * stride : 0)
    committed = counters + Counter.allCases.count * (1 + (model.countedGroups.last.map { $0 + 1 } ?? 0))
    fundNumbers = committed + model.funds.count
    refusedPlaces = fundNumbers + model.funds.count * FundNumber.allCases.count
    waiting = refusedPlaces + model.pools.count
    granted = waiting + pools * WaitingCount.allCases.count
    fundRows = granted + model.reserves.reduce(0) { $0 + $1.measures.count }
    fundRowCount = 2 * model.funds.count
    size = fundRows + fundRowCount * stride
  }
}
