import Synchronization
import WerkfitStudy

/// Sums over the replications of a block, by point in time.
struct SeriesSums: Sendable {
  let stride: Int
  let states: [String]
  let parties: [String]
  private let stateOfColumn: [Int]
  private let scopes: Int
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
    scopes = model.trajecten.count * model.scopes
    occupancy = [Double](repeating: 0, count: states.count * stride)
    shadowOccupancy = occupancy
    balance = [Double](repeating: 0, count: parties.count * stride)
    shadowBalance = balance
    starts = [Double](repeating: 0, count: stride)
  }

  /// Adds the flows of all chances of a draw, priced with the amounts of that draw.
  mutating func add(_ sums: FlowSums, pricer: Pricer) {
    for (column, state) in stateOfColumn.enumerated() {
      for point in 0..<stride {
        occupancy[state * stride + point] += sums.occupancy[column * stride + point]
        if sums.hasShadows {
          shadowOccupancy[state * stride + point] += sums.shadowOccupancy[column * stride + point]
        }
      }
    }
    for row in 0..<scopes {
      for point in 0..<stride { starts[point] += sums.started[row * stride + point] }
    }
    replications += sums.replications
    balance.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, !parties.isEmpty else { return }
      pricer.addBalances(
        of: .init(
          occupancy: UnsafePointer(sums.occupancy), moves: UnsafePointer(sums.moves),
          started: UnsafePointer(sums.started), openPlaces: UnsafePointer(sums.openPlaces), isReal: true,
          replications: sums.replications),
        to: base)
    }
    guard sums.hasShadows else { return }
    shadowBalance.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, !parties.isEmpty else { return }
      pricer.addBalances(
        of: .init(
          occupancy: UnsafePointer(sums.shadowOccupancy), moves: UnsafePointer(sums.shadowMoves),
          started: nil, openPlaces: nil, isReal: false, replications: sums.replications),
        to: base)
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

  init(models: [CompiledModel], blocks: Int) {
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
