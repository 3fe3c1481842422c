import WerkfitStudy

extension Kernel {
  /// What counts as no place.
  private static var nothing: Double { 1e-9 }

  func resetLists() {
    let earmarks = model.earmarks
    if queue.occupied.count != earmarks {
      queue.occupied = [Double](repeating: 0, count: earmarks)
      queue.isHeld = [Bool](repeating: false, count: earmarks)
    }
    for index in queue.occupied.indices { queue.occupied[index] = 0 }
  }

  /// Whether people wait for a place, and must stay where they can be picked.
  @inline(__always)
  func waits(_ lot: Lot) -> Bool {
    hasWaiting && stateInfo[Int(lot.state)].waitsFor >= 0 && lot.flags.areReal
  }

  // MARK: Coming and going

  /// Counts people who come on a waiting list.
  @inline(__always)
  func joinList(_ lot: Lot, _ people: Double) {
    let pool = Int(stateInfo[Int(lot.state)].waitsFor)
    if pool >= 0 { tally.count(.joined, of: pool, people) }
  }

  /// Counts people who come on a waiting list or leave it, with or without a place.
  @inline(__always)
  func moveOnList(_ lot: Lot, _ people: Double, _ from: StateInfo, _ to: StateInfo, at point: Int) {
    if from.waitsFor >= 0 {
      let steps = people * Double(point - Int(lot.entry))
      let hasPlace = to.pool == from.waitsFor
      tally.count(hasPlace ? .admitted : .gaveUp, of: Int(from.waitsFor), people)
      tally.count(hasPlace ? .stepsBeforeAdmission : .stepsInVain, of: Int(from.waitsFor), steps)
    }
    if to.waitsFor >= 0 { tally.count(.joined, of: Int(to.waitsFor), people) }
  }

  /// Notes that people of a group left places of theirs.
  func leaveEarmark(of pool: Int, group: Int, _ left: Double, at point: Int) {
    let earmark = lists[pool].earmarkOfGroup[group]
    if earmark >= 0 { tally.leave(places.count + earmark, left, at: point) }
  }

  // MARK: Giving places

  /// Gives the free places of every pool to those who wait for them.
  func givePlaces(at point: Int) {
    for earmark in queue.occupied.indices {
      queue.occupied[earmark] -= tally.leavers(of: places.count + earmark, at: point)
    }
    for pool in 0..<lists.count where lists[pool].isUsed && poolInfo[pool].open.contains(point) {
      if places[pool].free > Self.nothing { givePlaces(of: pool, at: point) }
    }
    // Whoever must be watched from now on.
    admitIncoming(at: point)
  }

  private func givePlaces(of pool: Int, at point: Int) {
    let list = lists[pool]
    var admissions = drawn.admissions(of: pool, at: point)
    if list.earmarksChange { drawn.takeEarmarks(of: pool, from: list.firstEarmark, at: point) }
    guard admissions > 0 else { return }
    gather(pool, list)
    queue.holdsRest = false
    for earmark in queue.isHeld.indices { queue.isHeld[earmark] = false }
    var random = numbers(.admission, UInt64(pool), point)
    var last = -1
    while admissions > 0, let key = nextKey(after: last, pool, list) {
      last = key
      if !isExact {
        giveParts(key, of: pool, list, &admissions)
      } else if !list.isMixed || allFit(key, in: pool, list, admissions) {
        giveAlike(key, of: pool, &admissions, at: point)
      } else {
        giveOneByOne(key, of: pool, list, &admissions, &random)
      }
    }
    for index in queue.waiters.indices where queue.waiters[index].taken > 0 {
      admit(queue.waiters[index], at: point)
    }
  }

  /// Writes down who waits for places of a pool.
  private func gather(_ pool: Int, _ list: WaitingListInfo) {
    queue.waiters.removeAll(keepingCapacity: true)
    for index in 0..<poolCount {
      for place in 0..<pools[index].lots.count {
        let lot = pools[index].lots.base[place]
        let state = stateInfo[Int(lot.state)]
        guard lot.count > 0, Int(state.waitsFor) == pool, lot.flags.areReal else {
          continue
        }
        var key = list.order == .random ? 0 : Int(lot.entry)
        if list.order == .priority {
          key += min(list.groupRanks[Int(lot.group)], list.trajectRanks[Int(state.traject)]) << 16
        }
        queue.waiters.append(
          Waiter(
            pool: index, lot: place, key: key, group: Int(lot.group),
            use: drawn.limits.uses[Int(state.traject)], people: lot.count))
      }
    }
  }

  /// The key of those who go next, or nil where nobody can be given anything.
  private func nextKey(after last: Int, _ pool: Int, _ list: WaitingListInfo) -> Int? {
    var next: Int?
    for waiter in queue.waiters where waiter.key > last && waiter.key < next ?? Int.max {
      if reach(waiter, pool, list) > Self.nothing { next = waiter.key }
    }
    return next
  }

  /// The free places that a person can be given: those of the group, and those that are earmarked for nobody.
  ///
  /// Places are interchangeable: an earmark says how many of the group may always be there, not which chairs they
  /// sit on. What the other groups have not yet used of their earmarks is kept free for them.
  private func reach(_ waiter: Waiter, _ pool: Int, _ list: WaitingListInfo) -> Double {
    let free = places[pool].free
    guard list.earmarkCount > 0 else { return queue.holdsRest ? 0 : free }
    let own = list.earmarkOfGroup[waiter.group]
    let kept = own >= 0 && !queue.isHeld[own] ? unused(own) : 0
    return min(free, kept + (queue.holdsRest ? 0 : max(0, free - earmarkedFree(list))))
  }

  /// What a group has not used of its earmark.
  private func unused(_ earmark: Int) -> Double {
    max(0, drawn.limits.earmarks[earmark] - queue.occupied[earmark])
  }

  private func earmarkedFree(_ list: WaitingListInfo) -> Double {
    var sum = 0.0
    for offset in 0..<list.earmarkCount { sum += unused(list.firstEarmark + offset) }
    return sum
  }

  /// Takes places for some of the people of a lot, who move when everyone's turn has come.
  private func reserve(_ index: Int, _ people: Double, in pool: Int) {
    let waiter = queue.waiters[index]
    queue.waiters[index].people -= people
    queue.waiters[index].taken += people
    places[pool].free -= people * waiter.use
    places[pool].occupied += people * waiter.use
    let earmark = lists[pool].earmarkOfGroup[waiter.group]
    if earmark >= 0 { queue.occupied[earmark] += people * waiter.use }
  }

  /// Whether everybody with a key can be given a place that is earmarked for nobody.
  private func allFit(_ key: Int, in pool: Int, _ list: WaitingListInfo, _ admissions: Double) -> Bool {
    var people = 0.0
    var wanted = 0.0
    for waiter in queue.waiters where waiter.key == key {
      people += waiter.people
      wanted += waiter.people * waiter.use
    }
    return people <= admissions && !queue.holdsRest
      && wanted <= places[pool].free - earmarkedFree(list) + Self.nothing
  }

  /// People for whom all places are alike: as many as fit, each equally likely.
  private func giveAlike(_ key: Int, of pool: Int, _ admissions: inout Double, at point: Int) {
    var among = 0.0
    var fit = Double.infinity
    for waiter in queue.waiters where waiter.key == key {
      among += waiter.people
      if waiter.use > 0 && !lists[pool].isMixed {
        fit = ((places[pool].free + Self.nothing) / waiter.use).rounded(.down)
      }
    }
    // Who is next waits until there is a place of the size that they need.
    if fit < among { queue.holdsRest = true }
    var toTake = min(among, fit, admissions)
    admissions -= toTake
    for index in queue.waiters.indices where queue.waiters[index].key == key && toTake > 0 {
      let waiter = queue.waiters[index]
      let cell = pools[waiter.pool].lots.base[waiter.lot].signature
      var random = numbers(.admission, address(pools[waiter.pool].key, cell), point)
      let taken =
        waiter.people >= among ? toTake : hypergeometric(toTake, waiter.people, of: among, random.next())
      among -= waiter.people
      toTake -= taken
      reserve(index, taken, in: pool)
    }
  }

  /// One person after the other in random order, because they do not fit in the same places.
  private func giveOneByOne(
    _ key: Int, of pool: Int, _ list: WaitingListInfo, _ admissions: inout Double,
    _ random: inout AddressedNumbers
  ) {
    while admissions > 0 {
      var among = 0.0
      for waiter in queue.waiters where waiter.key == key && reach(waiter, pool, list) > Self.nothing {
        among += waiter.people
      }
      guard among > 0 else { return }
      var left = random.next() * among
      var chosen = -1
      for (index, waiter) in queue.waiters.enumerated()
      where waiter.key == key && waiter.people > 0 && reach(waiter, pool, list) > Self.nothing {
        chosen = index
        left -= waiter.people
        if left < 0 { break }
      }
      guard chosen >= 0 else { return }
      let waiter = queue.waiters[chosen]
      if reach(waiter, pool, list) + Self.nothing >= waiter.use {
        reserve(chosen, 1, in: pool)
        admissions -= 1
      } else {
        // Nobody else gets what is left: it is kept until there is enough.
        queue.holdsRest = true
        let earmark = list.earmarkOfGroup[waiter.group]
        if earmark >= 0 { queue.isHeld[earmark] = true }
      }
    }
  }

  /// By expectation: first what is earmarked for a group, then in proportion to who waits.
  private func giveParts(
    _ key: Int, of pool: Int, _ list: WaitingListInfo, _ admissions: inout Double
  ) {
    for offset in 0..<list.earmarkCount {
      let earmark = list.firstEarmark + offset
      giveShare(key, of: pool, upTo: unused(earmark), &admissions) {
        list.earmarkOfGroup[$0.group] == earmark
      }
    }
    giveShare(key, of: pool, upTo: places[pool].free - earmarkedFree(list), &admissions) { _ in true }
  }

  private func giveShare(
    _ key: Int, of pool: Int, upTo most: Double, _ admissions: inout Double, _ isMeant: (Waiter) -> Bool
  ) {
    var people = 0.0
    var wanted = 0.0
    for waiter in queue.waiters where waiter.key == key && isMeant(waiter) {
      people += waiter.people
      wanted += waiter.people * waiter.use
    }
    let available = max(0, min(most, places[pool].free))
    guard people > 0, available > 0 else { return }
    let share = min(1, admissions / people, wanted > 0 ? available / wanted : 1)
    for index in queue.waiters.indices
    where queue.waiters[index].key == key && isMeant(queue.waiters[index]) {
      reserve(index, queue.waiters[index].people * share, in: pool)
    }
    admissions -= people * share
  }

  /// Lets people of a lot go from the waiting list to the phase that occupies their place.
  private func admit(_ waiter: Waiter, at point: Int) {
    let lot = pools[waiter.pool].lots.base[waiter.lot]
    let cell = address(pools[waiter.pool].key, lot.signature)
    pools[waiter.pool].lots.base[waiter.lot].count = max(0, lot.count - waiter.taken)
    let target = Int(endTargets[endOffset(row(of: lot))])
    var next = moved(lot, waiter.taken, to: target, in: point - 1, .end)
    next.id = address(cell, UInt64(point) << 16 ^ 0x7_A11D)
    admit(next, at: point)
  }
}
