import Foundation
import WerkfitStudy

/// People in states in which nothing of their past matters any more.
///
/// They need no lots: a number per row is enough. Only rows whose chances no other row shares are counted so, since
/// people with equal chances are split together (see `Pool`).
extension Kernel {
  /// Finds the rows in which nothing of people's pasts matters: per row its key, or 0.
  func plainKeys() -> [UInt64] {
    var keys = [UInt64](repeating: 0, count: model.rows.count)
    guard !isTracking, !countsExits, !hasWaiting else { return keys }
    let rowsOfClass = Dictionary(model.rows.map { ($0.rowClass, 1) }, uniquingKeysWith: +)
    for (index, row) in model.rows.enumerated() {
      let info = rowInfo[index]
      let state = stateInfo[index % stateCount]
      let matters = info.hasStay || info.ages > 0 || info.spellMemory > 1 || row.clockValues > 1
      guard row.isReachable, !matters, info.laterGains == 0, info.gainMask == 0, state.traject < 0,
        state.pool < 0, rowsOfClass[row.rowClass] == 1
      else { continue }
      // Not the numbers of the pool of those in the same row whose pasts do matter.
      keys[index] = max(address(UInt64(truncatingIfNeeded: Int(info.rowClass)) &+ 1, 0x504c_4149), 1)
    }
    return keys
  }

  /// Notes of every exit what it changes.
  func findPlainExits() {
    for (index, row) in model.rows.enumerated() {
      for exit in row.exits.indices {
        plainExits[Int(rowInfo[index].firstExit) + exit] = plainExit(of: index, to: row.exits[exit].target)
      }
    }
  }

  /// So many times fewer people than elsewhere are followed one by one: to count them is cheap here.
  private static var countsSooner: Double { 3 }

  /// Whether the people of a lot can be counted without one, once they are in such a row.
  @inline(__always)
  private func isPlain(_ lot: Lot) -> Bool {
    lot.flags.areReal
      && (lot.flags.contains(.started) || !groupInfo[Int(lot.group)].isPooled)
  }

  /// An exit to a row where pasts do not matter: what it changes in the tally, as places at point or step 0.
  struct PlainExit {
    /// The row that people come to, or −1 where their past matters there.
    var row: Int32 = -1
    var left: Int32 = 0
    var entered: Int32 = 0
    /// −1 where moves are not counted.
    var move: Int32 = -1
    var isToWork = false
    /// Whether people leave a traject or a place.
    var leavesMore = false
  }

  /// Where a row's chances and exits stand.
  struct PlainRow {
    /// The offset of its cells, and how far the cells of two steps are apart.
    var cell: Int32 = 0
    var stepStride: Int32 = 0
    var firstExit: Int32 = 0
    var exits: Int32 = 0
  }

  /// Where the chances and exits of every row stand.
  func findPlainRows() -> [PlainRow] {
    model.rows.indices.map { row in
      let table = drawn.rows[row]
      return PlainRow(
        cell: Int32(table.offset), stepStride: Int32(table.stepStride), firstExit: rowInfo[row].firstExit,
        exits: Int32(table.exits))
    }
  }

  /// What an exit of a row to a target changes.
  func plainExit(of row: Int, to target: Int) -> PlainExit {
    let group = row / stateCount
    let state = row - group * stateCount
    let targetRow = group * stateCount + target
    guard plain.isPlain(targetRow), rowInfo[row].ages == 0 else { return PlainExit() }
    let layout = tally.layout
    let edge = Int(edges[state * stateCount + target])
    let scope = scopes == 1 ? 0 : group
    return PlainExit(
      row: Int32(targetRow), left: Int32(layout.occupancy + Int(rowInfo[row].column) * layout.stride),
      entered: Int32(layout.occupancy + Int(rowInfo[targetRow].column) * layout.stride),
      move: edge < 0 ? -1 : Int32(layout.moves + (scope * edgeKinds + edge) * layout.stride),
      isToWork: stateInfo[target].isWork && !stateInfo[state].isWork,
      leavesMore: stateInfo[state].traject >= 0 || stateInfo[state].pool >= 0)
  }

  @inline(__always)
  private func count(
    _ exit: PlainExit, _ people: Double, in step: Int, _ base: UnsafeMutablePointer<Double>
  ) {
    let arrival = step &+ 1
    base[Int(exit.left) &+ arrival] -= people
    base[Int(exit.entered) &+ arrival] += people
    if exit.move >= 0 { base[Int(exit.move) &+ step] += people }
    if exit.isToWork { base[tally.layout.counters + Counter.exitsToWork.rawValue] += people }
    plain.add(people, to: Int(exit.row))
  }

  /// Lets people leave for a state where their past does not matter, if it is one.
  @inline(__always)
  func departPlainly(
    _ lot: Lot, _ people: Double, _ exit: PlainExit, to target: Int, in step: Int, _ leaving: Leaving
  ) -> Bool {
    guard exit.row >= 0, step >= 0, isPlain(lot) else { return false }
    count(exit, people, in: step, tally.base)
    if exit.leavesMore {
      let from = stateInfo[Int(lot.state)]
      if from.traject >= 0 { countLeaving(people, stateInfo[target], leaving) }
      if from.pool >= 0 { leavePlace(of: lot.group, people, from, at: step + 1) }
    }
    return true
  }

  /// Lets everyone who came to such a state join those who are there.
  func admitPlain(at step: Int) {
    plain.foldArrivals()
    for index in 0..<plain.arrivals {
      let (row, people) = plain.takeArrival(index)
      // Nothing can ever happen to them any more.
      if drawn.bounds[row * (drawn.trajectCount + 1) * 2] <= 0 { continue }
      if isExact && people * Self.countsSooner <= smallFlow {
        var lot = plainLot(people, row)
        if !isCrowded(lot) {
          lot.id = address(plain.keys[row], UInt64(truncatingIfNeeded: step) << 32 ^ 0x4152)
          follow(each: lot, at: step)
          continue
        }
      }
      plain.settle(people, in: row)
    }
    plain.forgetArrivals()
  }

  @inline(__always)
  private func plainLot(_ people: Double, _ row: Int) -> Lot {
    let group = row / stateCount
    var lot = Lot(
      count: people, group: Int16(truncatingIfNeeded: group),
      state: Int16(truncatingIfNeeded: row - group * stateCount), entry: -1, spell: -1)
    let info = groupInfo[group]
    lot.flags = info.isPooled || info.isOnDemand ? [.started, .settled] : .settled
    return lot
  }

  /// Splits the people of every such row over who leaves in a step and for what, and who stays.
  @inline(__always)
  func stepPlain(_ step: Int) {
    let base = tally.base
    let cells = UnsafePointer(drawn.cells)
    let isExact = isExact
    for index in 0..<plain.open {
      let row = Int(plain.openRows[index])
      let people = plain.people[row]
      if people <= 0 { continue }
      let place = plainRows[row]
      let cell = cells + (Int(place.cell) &+ step &* Int(place.stepStride))
      let total = cell[0]
      if total <= 0 { continue }
      let exits = plainExits + Int(place.firstExit)
      let count = Int(place.exits)
      let parts = cell + 2
      if !isExact {
        splits &+= 1
        for exit in 0..<count where parts[exit] > 0 {
          departPlain(row, people * parts[exit], exits + exit, step, base)
        }
        plain.people[row] = total >= 1 ? 0 : people * (1 - total)
        continue
      }
      if count == 1 && total <= 0.5 && people * total < mostByInversion {
        let leaving = binomialByInversion(
          people, total, logq: cell[1].isNaN ? log1p(-total) : cell[1],
          plain.number(of: row, in: step, key: key, replication: replication))
        if leaving <= 0 { continue }
        plain.people[row] = people - leaving
        departPlain(row, leaving, exits, step, base)
        continue
      }
      var random = plain.numbers(of: row, in: step, key: key, replication: replication)
      let leaving = binomial(people, total, logq: cell[1].isNaN ? nil : cell[1], &random)
      if leaving <= 0 { continue }
      plain.people[row] = people - leaving
      if count == 1 {
        departPlain(row, leaving, exits, step, base)
        continue
      }
      divide(leaving, parts, of: total, exits: count, &random)
      for exit in 0..<count where split[exit] > 0 {
        departPlain(row, split[exit], exits + exit, step, base)
      }
    }
  }

  /// Lets people of such a row leave by an exit, wherever it leads.
  @inline(__always)
  private func departPlain(
    _ row: Int, _ people: Double, _ exit: UnsafePointer<PlainExit>, _ step: Int,
    _ base: UnsafeMutablePointer<Double>
  ) {
    if exit.pointee.row >= 0 { return count(exit.pointee, people, in: step, base) }
    departFurther(row, people, exit - UnsafePointer(plainExits), step)
  }

  /// Lets people of such a row leave for one where their past matters.
  @inline(never)
  private func departFurther(_ row: Int, _ people: Double, _ place: Int, _ step: Int) {
    var next = moved(
      plainLot(people, row), people, to: Int(targets[place]), in: step, .exit(isDropout: dropout[place]))
    next.id = address(plain.keys[row], UInt64(step) << 16 ^ UInt64(place - Int(plainRows[row].firstExit)))
    incoming.append(next)
  }
}
