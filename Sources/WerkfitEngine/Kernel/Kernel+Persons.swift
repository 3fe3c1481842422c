import Foundation
import WerkfitStudy

extension Kernel {
  /// Follows each of a few people on their own from a step on.
  func follow(each lot: Lot, at step: Int) {
    if lot.count == 1 {
      follow(lot, at: step)
      return
    }
    var person = lot
    person.count = 1
    for index in 0..<Int(lot.count) {
      person.id = address(lot.id, UInt64(index))
      follow(person, at: step)
    }
  }

  /// Follows a person who has just entered a state.
  @inline(__always)
  func follow(_ person: Lot, at step: Int) {
    var person = person
    let row = row(of: person)
    if rowInfo[row].hasStay {
      var random = numbers(.stay, person.id, step)
      let uniform = random.next()
      let cumulative = drawn.stays + drawn.rows[row].stay + steps + 1
      var length = 0
      while length < steps && cumulative[length] <= uniform { length += 1 }
      person.plannedEnd = Int32(step + length)
    }
    schedule(person, from: step)
  }

  /// Draws the next candidate moment, unless the person still has one, and waits for it.
  @inline(__always)
  func schedule(_ person: Lot, from step: Int) {
    var person = person
    if person.candidate < 0 {
      let place = boundPlace(of: person)
      let bound = drawn.bounds[place]
      if bound <= 0 {
        person.candidate = Int32.max
      } else {
        var random = AddressedNumbers(
          key: key, replication: replication, cell: person.id ^ Purpose.person.rawValue, step: step)
        let wait = log(1 - random.next()) * drawn.bounds[place + 1]
        person.candidate = wait < Double(steps) ? Int32(step) + Int32(wait) : Int32.max
        person.mark = random.next()
      }
    }
    let event = Int(min(person.candidate, person.plannedEnd))
    if event >= steps {
      settle(person)
    } else {
      due[event].append(person)
    }
  }

  @inline(__always)
  private func gainTraject(of person: Lot, row: Int) -> Int {
    let traject = Int(person.traject)
    guard traject >= 0, stateInfo[Int(person.state)].traject < 0,
      rowInfo[row].gainMask & (1 << UInt64(min(traject, 63))) != 0
    else { return -1 }
    return traject
  }

  @inline(__always)
  private func boundPlace(of person: Lot) -> Int {
    let row = row(of: person)
    return (row * (model.trajecten.count + 1) + gainTraject(of: person, row: row) + 1) * 2
  }

  /// Lets everyone whose candidate moment or planned end has come leave, or wait on.
  func stepPersons(_ step: Int) {
    let waiting = due[step]
    for index in 0..<waiting.count { meet(waiting.base[index], step) }
  }

  @inline(__always)
  private func meet(_ person: Lot, _ step: Int) {
    let row = row(of: person)
    if person.candidate == Int32(step) {
      let place = boundPlace(of: person)
      let bound = drawn.bounds[place]
      let (total, _, parts) = chances(
        row: row, step: step, entry: person.entry, spell: person.spell,
        traject: gainTraject(of: person, row: row), start: person.start, end: person.end)
      var mark = person.mark * bound
      if mark < total {
        let exits = drawn.rows[row].exits
        var exit = 0
        while exit < exits - 1 && mark >= parts[exit] {
          mark -= parts[exit]
          exit += 1
        }
        let first = Int(rowInfo[row].firstExit)
        let next = moved(
          person, 1, to: Int(targets[first + exit]), in: step, .exit(isDropout: dropout[first + exit]))
        if next.count > 0 { incoming.append(next) }
        return
      }
    }
    if person.plannedEnd == Int32(step) {
      endStay(of: person, row: row, step)
      return
    }
    var waiting = person
    waiting.candidate = -1
    schedule(waiting, from: step + 1)
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
    if person.candidate > Int32(step), rowInfo[nextRow].rowClass == rowInfo[row].rowClass,
      gainTraject(of: next, row: nextRow) < 0
    {
      next.candidate = person.candidate
      next.mark = person.mark
    }
    incoming.append(next)
  }
}
