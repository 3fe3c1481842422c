/// The places and funds of a scenario by point in time, as means over the chances of a draw.
public struct ResourceSeries: Sendable {
  /// The keys of the pools of places, in order of the rows.
  public var pools: [String]
  /// Places that are open at points 0 … T, taken or not.
  public var openPlaces: [[Double]]
  /// Places that are taken at points 0 … T, after the starts of that point.
  public var occupiedPlaces: [[Double]]
  /// The keys of the funds, in order of the rows.
  public var funds: [String]
  /// What each fund has had up to and with points 0 … T, in nominal euros: its amounts, with what was shifted and
  /// without what lapsed.
  public var fundBudget: [[Double]]
  /// What has been used of it up to then, in nominal euros: committed, or paid where the fund counts by payment.
  public var fundUsed: [[Double]]

  /// The means of the flows of a draw.
  init(of sums: FlowSums, model: CompiledModel) {
    let layout = sums.layout
    let base = sums.base
    let replications = max(sums.replications, 1)
    func rows(_ first: Int, _ count: Int, every: Int = 1) -> [[Double]] {
      (0..<count).map { row in
        (0...layout.steps).map { base[first + every * row * layout.stride + $0] / replications }
      }
    }
    pools = model.pools.map(\.name)
    openPlaces = rows(layout.openPlaces, pools.count)
    occupiedPlaces = rows(layout.occupiedPlaces, pools.count)
    funds = model.funds.map(\.name)
    fundBudget = rows(layout.flows, funds.count, every: 2)
    fundUsed = rows(layout.flows + layout.stride, funds.count, every: 2)
  }
}
