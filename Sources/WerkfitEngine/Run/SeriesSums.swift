import Synchronization
import WerkfitStudy

/// Sums over the replications of a block, by point in time.
struct SeriesSums: Sendable {
  let stride: Int
  let states: [String]
  let parties: [String]
  private let stateOfColumn: [Int]
  var occupancy: [Double]
  var shadowOccupancy: [Double]
  var balance: [Double]
  var shadowBalance: [Double]
  var starts: [Double]
  /// The fixed part of money (lines once and per period), counted once per replication, is in `balance`.
  var replications = 0.0

  init(model: CompiledModel) {
    stride = model.steps + 2
    states = model.states.map(\.name)
    parties = model.pricing.parties
    stateOfColumn = model.pricing.stateOfColumn
    occupancy = [Double](repeating: 0, count: states.count * stride)
    shadowOccupancy = occupancy
    balance = [Double](repeating: 0, count: parties.count * stride)
    shadowBalance = balance
    starts = [Double](repeating: 0, count: stride)
  }

  /// Adds the flows of all chances of a draw, priced with the amounts of that draw.
  mutating func add(_ sums: FlowSums, pricer: Pricer) {
    let layout = sums.layout
    add(sums.base + layout.occupancy, to: &occupancy)
    if sums.hasShadows { add(sums.base + layout.shadowOccupancy, to: &shadowOccupancy) }
    for row in 0..<layout.starts {
      let from = sums.base + layout.started + row * stride
      for point in 0..<stride { starts[point] += from[point] }
    }
    replications += sums.replications
    balance.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { pricer.addBalances(of: sums, ofShadows: false, to: base) }
    }
    guard sums.hasShadows else { return }
    shadowBalance.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { pricer.addBalances(of: sums, ofShadows: true, to: base) }
    }
  }

  private func add(_ rows: UnsafePointer<Double>, to values: inout [Double]) {
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for column in stateOfColumn.indices {
        let to = base + stateOfColumn[column] * stride
        let from = rows + column * stride
        for point in 0..<stride { to[point] += from[point] }
      }
    }
  }

  /// Adds the sums of another block.
  mutating func add(_ other: SeriesSums) {
    func sum(_ to: inout [Double], _ from: [Double]) { for index in to.indices { to[index] += from[index] } }
    sum(&occupancy, other.occupancy)
    sum(&shadowOccupancy, other.shadowOccupancy)
    sum(&balance, other.balance)
    sum(&shadowBalance, other.shadowBalance)
    sum(&starts, other.starts)
    replications += other.replications
  }

  /// Means per replication.
  var means: TimeSeries {
    func rows(_ values: [Double], _ count: Int) -> [[Double]] {
      (0..<count).map { row in
        (0..<(stride - 1)).map { values[row * stride + $0] / max(replications, 1) }
      }
    }
    return TimeSeries(
      states: states, occupancy: rows(occupancy, states.count),
      shadowOccupancy: rows(shadowOccupancy, states.count), parties: parties,
      balance: rows(balance, parties.count), shadowBalance: rows(shadowBalance, parties.count),
      starts: (0..<(stride - 1)).map { starts[$0] / max(replications, 1) })
  }
}

/// Adds the sums of blocks in order of the blocks, whatever thread finishes first, so that the means are the
/// same bits for any number of threads.
final class SeriesCollector: Sendable {
  private struct Progress {
    var sums: [SeriesSums]
    var next: [Int]
    var waiting: [[Int: SeriesSums]]
  }

  private let progress: Mutex<Progress>

  init(models: [CompiledModel]) {
    progress = Mutex(
      Progress(
        sums: models.map { SeriesSums(model: $0) }, next: models.map { _ in 0 },
        waiting: models.map { _ in [:] }))
  }

  func add(_ sums: SeriesSums, scenario: Int, block: Int) {
    progress.withLock { progress in
      progress.waiting[scenario][block] = sums
      while let ready = progress.waiting[scenario].removeValue(forKey: progress.next[scenario]) {
        progress.sums[scenario].add(ready)
        progress.next[scenario] += 1
      }
    }
  }

  func series(replications: Double) -> [TimeSeries] { progress.withLock { $0.sums.map(\.means) } }
}
