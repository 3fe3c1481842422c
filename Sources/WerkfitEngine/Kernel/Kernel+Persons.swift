import Foundation
import WerkfitStudy

extension Kernel {
  /// Follows each of a few people on their own from a step on.
  func follow(each lot: Lot, at step: Int) {
    var person = lot
    if lot.count == 1 {
      follow(&person, at: step)
      return
    }
    for index in 0..<Int(lot.count) {
      person = lot
      person.count = 1
      person.id = address(lot.id, UInt64(index))
      follow(&person, at: step)
    }
  }

  /// Follows a person who has just entered a state.
  @inline(__always)
  func follow(_ person: inout Lot, at step: Int) {
    let row = row(of: person)
    if rowInfo[row].hasStay {
      var random = numbers(.stay, person.id, step)
      let uniform = random.next()
      let cumulative = drawn.stays + drawn.rows[row].stay + steps + 1
      var length = 0
      while length < steps && cumulative[length] <= uniform { length += 1 }
      person.plannedEnd = Moment(truncatingIfNeeded: step + length)
    }
    schedule(&person, row: row, from: step)
  }

  /// Draws the next candidate moment, unless the person still has one, and waits for it.
  @inline(__always)
  private func schedule(_ person: inout Lot, row: Int, from step: Int) {
    if person.candidate < 0 {
      let place = boundPlace(of: person, row: row)
      if drawn.bounds[place] <= 0 {
        person.candidate = Moment.max
      } else {
        let block = Philox.block(
          counter: (
            UInt32(truncatingIfNeeded: step) << 12, replication,
            UInt32(truncatingIfNeeded: person.id) ^ personAddress,
            UInt32(truncatingIfNeeded: person.id >> 32)
          ), key: (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
        let high = UInt64(block.0) << 32
        // One minus a uniform number on [0, 1): never 0.
        let rest = 1 - Double((high | UInt64(block.1)) >> 11) * 0x1.0p-53
        let wait = log(rest) * drawn.bounds[place + 1]
        person.candidate =
          wait < Double(steps - step) ? Moment(truncatingIfNeeded: step + Int(wait)) : Moment.max
        person.mark = block.2
      }
    }
    let event = Int(min(person.candidate, person.plannedEnd))
    if event >= steps {
      settle(person)
    } else {
      due[event].append(person)
    }
  }

  /// Where the purpose enters the address of a person's numbers.
  @inline(__always)
  private var personAddress: UInt32 { 0x7065_7273 }

  @inline(__always)
  private func gainTraject(of person: Lot, row: Int) -> Int {
    let traject = Int(person.traject)
    guard traject >= 0, stateInfo[Int(person.state)].traject < 0,
      rowInfo[row].gainMask & (1 << UInt64(min(traject, 63))) != 0
    else { return -1 }
    return traject
  }

  @inline(__always)
  private func boundPlace(of person: Lot, row: Int) -> Int {
    (row * (drawn.trajectCount + 1) + gainTraject(of: person, row: row) + 1) * 2
  }

  /// Lets everyone whose candidate moment or planned end has come leave, or wait on.
  func stepPersons(_ step: Int) {
    let waiting = due[step]
    for index in 0..<waiting.count { meet(&waiting.base[index], step) }
  }

  /// A person who moved goes on at once where no pool could take them in.
  @inline(__always)
  private func goOn(_ next: inout Lot, _ step: Int) {
    if onlySmallFlows && poolCount == 0 {
      follow(&next, at: step + 1)
    } else {
      incoming.append(next)
    }
  }

  @inline(__always)
  private func meet(_ person: inout Lot, _ step: Int) {
    let row = row(of: person)
    if person.candidate == Moment(truncatingIfNeeded: step) {
      let place = boundPlace(of: person, row: row)
      let (total, _, parts) = chances(
        row: row, step: step, entry: person.entry, spell: person.spell,
        traject: gainTraject(of: person, row: row), start: person.start, end: person.end)
      var mark = Double(person.mark) * 0x1.0p-32 * drawn.bounds[place]
      if mark < total {
        let exits = drawn.rows[row].exits
        var exit = 0
        while exit < exits - 1 && mark >= parts[exit] {
          mark -= parts[exit]
          exit += 1
        }
        let first = Int(rowInfo[row].firstExit)
        var next = moved(
          person, 1, to: Int(targets[first + exit]), in: step, .exit(isDropout: dropout[first + exit]))
        goOn(&next, step)
        return
      }
    }
    if person.plannedEnd == Moment(truncatingIfNeeded: step) {
      endStay(of: person, row: row, step)
      return
    }
    person.candidate = -1
    schedule(&person, row: row, from: step + 1)
  }

  private func endStay(of person: Lot, row: Int, _ step: Int) {
    var random = numbers(.stay, person.id, step)
    _ = random.next()
    let uniform = random.next()
    let table = drawn.rows[row]
    var end = 0
    while end < table.endCount - 1 && uniform >= drawn.ends[table.ends + end] { end += 1 }
    var next = moved(person, 1, to: Int(endTargets[table.ends + end]), in: step, .end)
    // Where the chances stay the same, so does the next candidate moment: a traject that changes nothing
    // changes nothing, bit for bit.
    let nextRow = self.row(of: next)
    if Int(person.candidate) > step, rowInfo[nextRow].rowClass == rowInfo[row].rowClass,
      gainTraject(of: next, row: nextRow) < 0
    {
      next.candidate = person.candidate
      next.mark = person.mark
    }
    goOn(&next, step)
  }
}
