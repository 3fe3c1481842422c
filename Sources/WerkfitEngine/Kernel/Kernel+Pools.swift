import Foundation
import WerkfitStudy

extension Kernel {
  /// Lets everyone who moved in the last step, or has just come, take their place in a pool or as a person.
  func admitIncoming(at step: Int) {
    var index = 0
    while index < incoming.count {
      let lot = incoming.base[index]
      if lot.count > 0 { admit(lot, at: step) }
      index += 1
    }
    incoming.removeAll()
  }

  @inline(__always)
  func admit(_ lot: Lot, at step: Int) {
    let mayBePicked = canStart(lot) || waits(lot)
    if !mayBePicked && staysForGood(lot) {
      settle(lot)
      return
    }
    var like = lot
    let key = normalise(&like, at: step)
    if isExact && lot.count <= smallFlow
      && !mayBePicked
    {
      let place = directory.find(key)
      if (place < 0 || pools[place].lots.count == 0) && !isCrowded(like) {
        follow(each: lot, at: step)
        return
      }
    }
    insert(like, key: key, at: step)
  }

  /// Whether so many people come one by one into a state without memory that a pool is cheaper.
  ///
  /// Only for people who are alike once there: followed starters stay persons, since a pool would have to
  /// decide anew in each step who of them leaves.
  @inline(__always)
  func isCrowded(_ lot: Lot) -> Bool {
    let row = row(of: lot)
    guard !onlySmallFlows, lot.start < 0, lot.end < 0, lot.exit < 0, lot.entry < 0, lot.spell < 0 else {
      return false
    }
    let before = followed[row]
    followed[row] = before + lot.count
    return before + lot.count > smallFlow
  }

  /// Whether an offer may still pick the people.
  @inline(__always)
  private func canStart(_ lot: Lot) -> Bool {
    groupInfo[Int(lot.group)].isPooled && lot.flags.areRealAndNew
  }

  /// Whether nothing can ever happen to the people in their state.
  @inline(__always)
  private func staysForGood(_ lot: Lot) -> Bool {
    let row = row(of: lot)
    guard !rowInfo[row].hasStay, rowInfo[row].gainMask == 0 else { return false }
    return drawn.bounds[row * (model.trajecten.count + 1) * 2] <= 0
  }

  /// Forgets what no longer matters, and gives the key of the pool.
  @inline(__always)
  func normalise(_ lot: inout Lot, at step: Int) -> UInt64 {
    let row = row(of: lot)
    let info = rowInfo[row]
    let table = drawn.rows[row]
    let now = Moment(truncatingIfNeeded: step)
    let ageInState = now - lot.entry + 1
    if !info.hasStay && !waits(lot) && ageInState > info.ages
      && (table.clock != 1 || ageInState >= Moment(table.clockValues))
    {
      lot.entry = -1
    }
    let ageSinceChange = now - lot.spell + 1
    if ageSinceChange >= info.spellMemory || lot.spell < 0 { lot.spell = -1 }
    if lot.flags.contains(.started) {
      if !isTracking || Int(now - lot.start) >= model.exitWindow { lot.flags.insert(.settled) }
    } else {
      lot.flags.insert(.settled)
    }
    let traject = Int(lot.traject)
    let isInTraject = stateInfo[Int(lot.state)].traject >= 0
    let matters =
      traject >= 0 && trajectMatters[traject] && info.laterGains & (1 << UInt64(min(traject, 63))) != 0
    if lot.flags.contains(.settled) && !(matters && gainsFromStart[traject]) { lot.start = -1 }
    if !(matters && gainsFromEnd[traject]) { lot.end = -1 }
    let isJudged = countsExits && !lot.flags.contains(.settled)
    if traject >= 0 && !matters && !isInTraject && !isJudged { lot.traject = -1 }
    if lot.exit >= 0 && now - lot.exit > longestWatch { lot.exit = -1 }
    if lot.flags.contains(.started) || !groupInfo[Int(lot.group)].isPooled { lot.considered = 0 }
    lot.candidate = -1
    lot.plannedEnd = Moment.max
    var key = UInt64(truncatingIfNeeded: Int(info.rowClass)) &+ 1
    if table.clockValues > 1 {
      let origin =
        table.clock == 1
        ? (ageInState >= Moment(table.clockValues) ? -1 : now - ageInState + 1)
        : (ageSinceChange >= Moment(table.clockValues) ? -1 : lot.spell)
      key = address(key, UInt64(truncatingIfNeeded: Int(origin)) &+ 7)
    }
    if traject >= 0 && info.gainMask & (1 << UInt64(min(traject, 63))) != 0 && !isInTraject {
      key = address(key, UInt64(traject) << 40 &+ 0x1_0000)
      key = address(
        key,
        UInt64(truncatingIfNeeded: Int(lot.start)) << 32 ^ UInt64(truncatingIfNeeded: Int(lot.end))
          & 0xffff_ffff)
    }
    return address(key, 0x504f_4f4c)
  }

  /// Puts a lot into its pool, together with people who are like it.
  func insert(_ lot: Lot, key: UInt64, at step: Int) {
    var place = directory.find(key)
    if place < 0 {
      place = openPool(key, for: lot, at: step)
      directory.insert(key, place)
    }
    let pool = pools + place
    let lots = pool.pointee.lots
    for index in 0..<lots.count where lots.base[index].isLike(lot) {
      lots.base[index].count += lot.count
      return
    }
    pool.pointee.lots.append(lot)
  }

  private func openPool(_ key: UInt64, for lot: Lot, at step: Int) -> Int {
    if poolCount == poolCapacity {
      let larger = UnsafeMutablePointer<Pool>.allocate(capacity: poolCapacity * 2)
      larger.moveInitialize(from: pools, count: poolCount)
      for index in poolCount..<(poolCapacity * 2) { (larger + index).initialize(to: Pool(lots: LotList())) }
      pools.deallocate()
      pools = larger
      poolCapacity *= 2
    }
    let row = row(of: lot)
    let table = drawn.rows[row]
    let info = rowInfo[row]
    let pool = pools + poolCount
    pool.pointee.key = key
    pool.pointee.row = Int32(row)
    pool.pointee.origin = -1
    pool.pointee.mergesAt = Moment.max
    if table.clockValues > 1 {
      let origin = table.clock == 1 ? lot.entry : lot.spell
      let age = Moment(step) - origin + 1
      if origin >= 0 && age < Moment(table.clockValues) {
        pool.pointee.origin = origin
        pool.pointee.mergesAt = origin + Moment(table.clockValues) - 1
      }
    }
    let traject = lot.traject
    let gains =
      traject >= 0 && info.gainMask & (1 << UInt64(min(traject, 63))) != 0
      && stateInfo[Int(lot.state)].traject < 0
    pool.pointee.traject = gains ? traject : -1
    pool.pointee.start = lot.start
    pool.pointee.end = lot.end
    poolCount += 1
    return poolCount - 1
  }

  /// Splits every pool over who leaves in a step and for what, and who stays.
  func stepPools(_ step: Int) {
    if pricesAges { forgetAges(at: step) }
    var index = 0
    while index < poolCount {
      if pools[index].mergesAt <= Moment(step) { mergeAged(index, at: step) }
      index += 1
    }
    index = 0
    let count = poolCount
    while index < count {
      if pools[index].lots.count > 0 { stepPool(index, step) }
      index += 1
    }
  }

  /// People for whom the pool's own clock no longer matters join those without.
  private func mergeAged(_ index: Int, at step: Int) {
    let count = pools[index].lots.count
    guard count > 0 else { return }
    for place in 0..<count {
      var lot = pools[index].lots.base[place]
      let key = normalise(&lot, at: step)
      if lot.count > 0 { insert(lot, key: key, at: step) }
    }
    pools[index].lots.removeAll()
  }

  /// The chances of a row in a step for people with the given clocks; the sum is returned, the parts stand
  /// in the pointer that comes with it.
  @inline(__always)
  func chances(
    row: Int, step: Int, entry: Moment, spell: Moment, traject: Int, start: Moment, end: Moment
  ) -> (total: Double, logRest: Double, parts: UnsafePointer<Double>) {
    let table = drawn.rows[row]
    var cell = UnsafePointer(drawn.cells) + table.offset + step * table.stepStride
    if table.clock != 0 {
      let origin = table.clock == 1 ? entry : spell
      let age = origin < 0 ? table.clockValues : min(step - Int(origin) + 1, table.clockValues)
      cell += (max(age, 1) - 1) * table.stride
    }
    guard traject >= 0 else { return (cell[0], cell[1], cell + 2) }
    let total = drawn.gained(
      cell, row: table, traject: traject, sinceStart: max(0, step - Int(start)),
      sinceEnd: max(0, step - Int(end)), into: probabilities)
    return (total, .nan, UnsafePointer(probabilities))
  }

  private func stepPool(_ index: Int, _ step: Int) {
    let pool = pools[index]
    let row = Int(pool.row)
    let lots = pool.lots
    let table = drawn.rows[row]
    let (total, logRest, parts) = chances(
      row: row, step: step, entry: table.clock == 1 ? pool.origin : -1,
      spell: table.clock == 2 ? pool.origin : -1, traject: Int(pool.traject), start: pool.start,
      end: pool.end)
    if total > 0 {
      var people = lots.base[0].count
      if lots.count > 1 { for place in 1..<lots.count { people += lots.base[place].count } }
      if people > 0 { leave(index, people, total, logRest, parts, exits: table.exits, step) }
    }
    // Phases: whoever is left may reach the end of the stay.
    var place = 0
    while place < pools[index].lots.count {
      let lot = pools[index].lots.base[place]
      if rowInfo[self.row(of: lot)].hasStay && lot.count > 0 { endStays(index, place, step) }
      if pools[index].lots.base[place].count <= 0 {
        pools[index].lots.swapRemove(place)
      } else {
        place += 1
      }
    }
  }

  /// Takes those who leave out of the pool's lots.
  private func leave(
    _ index: Int, _ people: Double, _ total: Double, _ logRest: Double, _ parts: UnsafePointer<Double>,
    exits: Int, _ step: Int
  ) {
    let lots = pools[index].lots
    let only = lots.count == 1
    if !isExact {
      splits += lots.count
      for exit in 0..<exits {
        split[exit] = parts[exit]
      }
      for place in 0..<lots.count {
        let lot = lots.base[place]
        if lot.count <= 0 { continue }
        for exit in 0..<exits where split[exit] > 0 {
          depart(lot, lot.count * split[exit], exit: exit, step, id: 0)
        }
        lots.base[place].count = total >= 1 ? 0 : lot.count * (1 - total)
      }
      return
    }
    var random = numbers(.pool, pools[index].key, step)
    let leaving = binomial(people, total, logq: logRest.isNaN ? nil : logRest, &random)
    if leaving <= 0 { return }
    divide(leaving, parts, of: total, exits: exits, &random)
    var remaining = people
    for exit in 0..<exits where split[exit] > 0 {
      if only {
        let lot = lots.base[0]
        lots.base[0].count = lot.count - split[exit]
        depart(lot, split[exit], exit: exit, step, id: pools[index].key)
      } else {
        allocate(index, split[exit], of: remaining, exit: exit, step, &random)
        remaining -= split[exit]
      }
    }
  }

  /// Divides those who leave over the exits, into `split`: a chain of binomials.
  @inline(__always)
  func divide(
    _ leaving: Double, _ parts: UnsafePointer<Double>, of total: Double, exits: Int,
    _ random: inout AddressedNumbers
  ) {
    var left = leaving
    var rest = total
    var last = exits - 1
    while last > 0 && parts[last] <= 0 { last -= 1 }
    for exit in 0..<exits {
      split[exit] = 0
      if left <= 0 || parts[exit] <= 0 { continue }
      let taken = exit == last ? left : binomial(left, min(1, parts[exit] / rest), &random)
      split[exit] = taken
      left -= taken
      rest -= parts[exit]
    }
  }

  /// Decides from which lots `taken` people come, each person in the pool equally likely.
  private func allocate(
    _ index: Int, _ taken: Double, of people: Double, exit: Int, _ step: Int,
    _ random: inout AddressedNumbers
  ) {
    let lots = pools[index].lots
    var toTake = taken
    var among = people
    for place in 0..<lots.count where toTake > 0 {
      let lot = lots.base[place]
      if lot.count <= 0 { continue }
      let here = lot.count >= among ? toTake : hypergeometric(toTake, lot.count, of: among, random.next())
      among -= lot.count
      if here <= 0 { continue }
      lots.base[place].count = lot.count - here
      toTake -= here
      depart(lot, here, exit: exit, step, id: address(pools[index].key, lot.signature))
    }
  }

  @inline(__always)
  private func depart(_ lot: Lot, _ people: Double, exit: Int, _ step: Int, id: UInt64) {
    let place = Int(rowInfo[row(of: lot)].firstExit) + exit
    let target = Int(targets[place])
    let leaving = Leaving.exit(isDropout: dropout[place])
    if departPlainly(lot, people, plainExits[place], to: target, in: step, leaving) { return }
    var next = moved(lot, people, to: target, in: step, leaving)
    next.id = address(id, UInt64(step) << 16 ^ UInt64(exit))
    incoming.append(next)
  }

  /// Ends the stay of part of a lot.
  private func endStays(_ index: Int, _ place: Int, _ step: Int) {
    let lot = pools[index].lots.base[place]
    let row = row(of: lot)
    let table = drawn.rows[row]
    let age = min(max(step - Int(lot.entry) + 1, 1), steps + 1)
    let hazard = drawn.stays[table.stay + age - 1]
    if hazard <= 0 { return }
    let cell = address(pools[index].key, lot.signature)
    var random = numbers(.stay, cell, step)
    let ending = isExact ? binomial(lot.count, hazard, &random) : lot.count * hazard
    if ending <= 0 { return }
    pools[index].lots.base[place].count = hazard >= 1 ? 0 : lot.count - ending
    var left = ending
    var before = 0.0
    let firstTarget = endOffset(row)
    for end in 0..<table.endCount {
      let upTo = drawn.ends[table.ends + end]
      let share = upTo - before
      let here: Double
      if !isExact {
        here = ending * share
      } else if end == table.endCount - 1 {
        here = left
      } else {
        here = before < 1 ? binomial(left, min(1, share / (1 - before)), &random) : 0
      }
      before = upTo
      if here <= 0 { continue }
      left -= here
      let target = Int(endTargets[firstTarget + end])
      if departPlainly(lot, here, plainExit(of: row, to: target), to: target, in: step, .end) { continue }
      var next = moved(lot, here, to: target, in: step, .end)
      next.id = address(cell, UInt64(step) << 16 ^ UInt64(0x8000 + end))
      incoming.append(next)
    }
  }

  /// The offset of a row's ends in `endTargets`: the same order as in the drawn model.
  @inline(__always)
  func endOffset(_ row: Int) -> Int { drawn.rows[row].ends }
}
