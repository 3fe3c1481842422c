import Foundation
import WerkfitStudy

extension Kernel {
  // MARK: One step at a time, where people meet in pools

  /// Follows each of a few people on their own from a step on.
  func follow(each lot: Lot, at step: Int) {
    var person = lot
    person.count = 1
    for index in 0..<Int(lot.count) {
      // A person keeps the address with which they came in.
      if lot.count > 1 { person = lot.one(at: address(lot.id, UInt64(index))) }
      enter(&person, at: step)
      wait(for: &person, from: step)
    }
  }

  /// Lets everyone whose candidate moment or planned end has come leave, or wait on.
  func stepPersons(_ step: Int) {
    let waiting = due[step]
    for index in 0..<waiting.count {
      if meet(&waiting.base[index], step) {
        incoming.append(waiting.base[index])
      } else {
        wait(for: &waiting.base[index], from: step + 1)
      }
    }
  }

  @inline(__always)
  private func wait(for person: inout Lot, from step: Int) {
    let event = nextEvent(of: &person, from: step)
    if event >= steps { settle(person) } else { due[event].append(person) }
  }

  // MARK: A life at once, where nobody needs to wait for anyone

  /// How many times as many people may be followed to the horizon at once: that is cheaper than step by step, and than
  /// the many small pools that they would spread over.
  private static var livesPerFlow: Double { 8 }

  /// Whether new starters can be followed to the horizon at once: few, and nobody is in a pool that they could join.
  @inline(__always)
  func canLiveAtOnce(_ people: Double) -> Bool {
    isExact && onlySmallFlows && !hasWaiting && !hasUses && poolCount == 0
      && people <= smallFlow * Self.livesPerFlow
  }

  /// Follows each of a few starters and their shadows to the horizon.
  func live(_ starters: Lot, beside shadows: Lot, from step: Int) {
    let people = Int(starters.count)
    guard sharesLives else {
      live(starters, beside: shadows, 0..<people, from: step)
      return
    }
    let key = starters.id &+ UInt64(replication) &* 0x9E37_79B9_7F4A_7C15
    var first = 0
    while first < people {
      let found = book.trail(of: key, from: first)
      if found.people > 0 {
        let known = min(found.people, people - first)
        tally.repeatTrails(found.trail, people: known)
        first += known
      } else {
        tally.beginTrails()
        live(starters, beside: shadows, first..<people, from: step)
        tally.endTrails()
        book.keep(tally, of: key, from: first, people: people - first)
        first = people
      }
    }
  }

  private func live(_ starters: Lot, beside shadows: Lot, _ range: Range<Int>, from step: Int) {
    for index in range {
      let id = address(starters.id, UInt64(index))
      // Starter and shadow meet the same luck.
      Philox.lanes(
        first: 0, distance: 1,
        (replication, UInt32(truncatingIfNeeded: id) ^ personAddress, UInt32(truncatingIfNeeded: id >> 32)),
        key: key, into: luckWords)
      tally.beginTrail()
      var person = starters.one(at: id)
      live(&person, from: step)
      person = shadows.one(at: id)
      live(&person, from: step)
      tally.endTrail()
    }
  }

  private func live(_ person: inout Lot, from first: Int) {
    enter(&person, at: first)
    var event = first
    while true {
      if person.candidate < 0 {
        let number = Int(person.drawn)
        let luck =
          number < Philox.laneCount
          ? Luck(
            luckWords[number], luckWords[Philox.laneCount + number], luckWords[2 * Philox.laneCount + number])
          : luck(of: person)
        plan(&person, luck, from: event)
      }
      event = Int(min(person.candidate, person.plannedEnd))
      if event >= steps { break }
      if meet(&person, event) { enter(&person, at: event + 1) }
      event += 1
    }
    settle(person)
  }

  // MARK: What both share

  /// Plans the stay of a person who has just entered a state.
  @inline(__always)
  private func enter(_ person: inout Lot, at step: Int) {
    let row = row(of: person)
    guard rowInfo[row].hasStay else { return }
    let cumulative = drawn.stays + drawn.rows[row].stay + steps + 1
    if cumulative[steps + 1] >= 0 {
      person.plannedEnd = Moment(truncatingIfNeeded: step + Int(cumulative[steps + 1]))
      return
    }
    var random = numbers(.stay, person.id, step)
    let uniform = random.next()
    var length = 0
    while length < steps && cumulative[length] <= uniform { length += 1 }
    person.plannedEnd = Moment(truncatingIfNeeded: step + length)
  }

  /// The step in which something may happen to a person: the next candidate moment, drawn unless the person
  /// still has one, or the end of the stay.
  @inline(__always)
  private func nextEvent(of person: inout Lot, from step: Int) -> Int {
    if person.candidate < 0 { plan(&person, luck(of: person), from: step) }
    return Int(min(person.candidate, person.plannedEnd))
  }

  /// The numbers that decide when and how a person leaves.
  private struct Luck {
    /// One minus a uniform number on [0, 1): never 0.
    var rest: Double
    var mark: UInt32

    @inline(__always)
    init(_ high: UInt32, _ low: UInt32, _ mark: UInt32) {
      rest = 1 - Double((UInt64(high) << 32 | UInt64(low)) >> 11) * 0x1.0p-53
      self.mark = mark
    }
  }

  /// The numbers of the next candidate moment of a person: addressed by how many came before it.
  @inline(__always)
  private func luck(of person: Lot) -> Luck {
    let block = Philox.block(
      counter: (
        UInt32(person.drawn), replication, UInt32(truncatingIfNeeded: person.id) ^ personAddress,
        UInt32(truncatingIfNeeded: person.id >> 32)
      ), key: (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
    return Luck(block.0, block.1, block.2)
  }

  /// Where the purpose enters the address of a person's numbers.
  @inline(__always)
  private var personAddress: UInt32 { 0x7065_7273 }

  /// Draws the next candidate moment of a person from a step on.
  ///
  /// Where the chances depend on the calendar alone, this is the moment itself, by inversion of the chance to be still
  /// there; elsewhere one that `meet` may pass by (thinning).
  @inline(__always)
  private func plan(_ person: inout Lot, _ luck: Luck, from step: Int) {
    let row = row(of: person)
    let traject = gainTraject(of: person, row: row)
    let table = drawn.rows[row]
    person.mark = luck.mark
    person.candidate = Moment.max
    person.drawn &+= 1
    if isCertain(person, table, traject) {
      // From the step on of which its places 0 … speak.
      let survival = drawn.survival(of: table) + (table.survivesByAge ? -Int(person.entry) : 0)
      let left = luck.rest * survival[step]
      if left > survival[steps] {
        person.candidate = Moment(truncatingIfNeeded: leaving(survival, left, from: step))
      }
      return
    }
    if hasBlocks(table, traject) {
      var left = -log(luck.rest)
      var first = step
      while first < steps {
        let block = first / RateBlocks.length
        let end = min((block + 1) * RateBlocks.length, steps)
        let rate = drawn.highestRate(
          table, traject: traject, block: block, start: Int(person.start), end: Int(person.end),
          scratch: split)
        let room = rate * Double(end - first)
        if left < room {
          person.candidate = Moment(truncatingIfNeeded: min(first + Int(left / rate), end - 1))
          return
        }
        left -= room
        first = end
      }
      return
    }
    let place = (row * (drawn.trajectCount + 1) + traject + 1) * 2
    if drawn.bounds[place] <= 0 { return }
    let wait = log(luck.rest) * drawn.bounds[place + 1]
    if wait < Double(steps - step) {
      person.candidate = Moment(truncatingIfNeeded: step + Int(wait))
    }
  }

  /// Whether a candidate moment is the moment at which a person leaves.
  @inline(__always)
  private func isCertain(_ person: Lot, _ table: FlatRow, _ traject: Int) -> Bool {
    traject < 0 && table.survival >= 0 && (!table.survivesByAge || person.entry >= 0)
  }

  /// Whether bounds by block of steps are known of a row with the gains of a traject.
  @inline(__always)
  private func hasBlocks(_ table: FlatRow, _ traject: Int) -> Bool {
    traject >= 0 && table.blocks >= 0 && drawn.areRatios[table.gains + traject]
  }

  /// The chance that a step of a block holds a candidate moment.
  @inline(__always)
  private func blockBound(of person: Lot, _ table: FlatRow, _ traject: Int, _ step: Int) -> Double {
    -expm1(
      -drawn.highestRate(
        table, traject: traject, block: step / RateBlocks.length, start: Int(person.start),
        end: Int(person.end), scratch: split))
  }

  /// The first step from `step` on after which fewer than a share `left` are still there; there is one.
  @inline(__always)
  private func leaving(_ survival: UnsafePointer<Double>, _ left: Double, from step: Int) -> Int {
    // Within the next `size` steps, a quarter of them at a time, without branches that nobody can foresee.
    var first = step
    var size = steps &- step
    while size > 3 {
      let quarter = size >> 2
      let passed =
        isThere(survival, first &+ quarter, left) &+ isThere(survival, first &+ 2 &* quarter, left)
        &+ isThere(survival, first &+ 3 &* quarter, left)
      first &+= quarter &* passed
      size &-= 3 &* quarter
    }
    var passed = 0
    for step in 1..<max(size, 1) { passed &+= isThere(survival, first &+ step, left) }
    return first &+ passed
  }

  /// 1 where at least a share `left` is still there after a step, else 0: numbers that are not negative stand in the same
  /// order as their bits.
  @inline(__always)
  private func isThere(_ survival: UnsafePointer<Double>, _ step: Int, _ left: Double) -> Int {
    let difference = Int64(bitPattern: survival[step].bitPattern) &- Int64(bitPattern: left.bitPattern)
    return 1 &+ Int(truncatingIfNeeded: difference >> 63)
  }

  @inline(__always)
  private func gainTraject(of person: Lot, row: Int) -> Int {
    let traject = Int(person.traject)
    guard traject >= 0, stateInfo[Int(person.state)].traject < 0,
      rowInfo[row].gainMask & (1 << UInt64(min(traject, 63))) != 0
    else { return -1 }
    return traject
  }

  /// Decides whether a person leaves in the step of their event, and lets them move.
  ///
  /// Where not, the next candidate moment is still to be drawn.
  @inline(__always)
  private func meet(_ person: inout Lot, _ step: Int) -> Bool {
    let row = row(of: person)
    if person.candidate == Moment(truncatingIfNeeded: step) {
      let traject = gainTraject(of: person, row: row)
      let (total, _, parts) = chances(
        row: row, step: step, entry: person.entry, spell: person.spell, traject: traject, start: person.start,
        end: person.end)
      let table = drawn.rows[row]
      let bound =
        isCertain(person, table, traject)
        ? total
        : hasBlocks(table, traject)
          ? blockBound(of: person, table, traject, step)
          : drawn.bounds[(row * (drawn.trajectCount + 1) + traject + 1) * 2]
      var mark = Double(person.mark) * 0x1.0p-32 * bound
      if mark < total {
        let exits = drawn.rows[row].exits
        var exit = 0
        while exit < exits - 1 && mark >= parts[exit] {
          mark -= parts[exit]
          exit += 1
        }
        let first = Int(rowInfo[row].firstExit)
        advance(
          &person, to: Int(targets[first + exit]), in: step, .exit(isDropout: dropout[first + exit]))
        return true
      }
    }
    if person.plannedEnd == Moment(truncatingIfNeeded: step) {
      endStay(of: &person, row: row, step)
      return true
    }
    person.candidate = -1
    return false
  }

  @inline(__always)
  private func endStay(of person: inout Lot, row: Int, _ step: Int) {
    let table = drawn.rows[row]
    var end = 0
    var uniform = 0.0
    if table.endCount > 1 {
      var random = numbers(.stay, person.id, step)
      _ = random.next()
      uniform = random.next()
    }
    while end < table.endCount - 1 && uniform >= drawn.ends[table.ends + end] { end += 1 }
    let candidate = person.candidate
    advance(&person, to: Int(endTargets[table.ends + end]), in: step, .end)
    // Where the chances stay the same, so does the next candidate moment: a traject that changes nothing
    // changes nothing, bit for bit.
    let nextRow = self.row(of: person)
    if Int(candidate) > step, rowInfo[nextRow].rowClass == rowInfo[row].rowClass,
      gainTraject(of: person, row: nextRow) < 0
    {
      person.candidate = candidate
    }
  }
}
