import Foundation
import WerkfitStudy

extension Kernel {
  /// Lets the people of sized groups be there at the start, and others arrive.
  func arrive(at step: Int) {
    if step > 0 && !hasArrivals { return }
    for group in 0..<groupCount {
      let compiled = model.groups[group]
      if compiled.isOnDemand { continue }
      var people = 0.0
      if compiled.size != nil {
        if step > 0 { continue }
        people = drawn.sizes[group]
        if isExact {
          let whole = (people + 1e-9).rounded(.down)
          var random = numbers(.arrival, UInt64(group), step)
          people = whole + (random.next() < people - whole ? 1 : 0)
        }
      } else if compiled.arrivalRange.contains(step) {
        arrivalCarry[group] += drawn.arrivals(of: group, in: step)
        people = (arrivalCarry[group] + 1e-9).rounded(.down)
        arrivalCarry[group] -= people
      }
      if people <= 0 { continue }
      var random = numbers(.arrival, address(UInt64(group), 1), step)
      distribute(people, over: drawn.startingShares[group], &random) {
        index, part in
        var lot = Lot(
          count: part, group: Int16(group), state: Int16(compiled.startingStates[index].state),
          entry: Moment(step), spell: Moment(step))
        lot.candidate = -1
        lot.id = address(address(UInt64(group), UInt64(index)), UInt64(step) &+ 0xA55)
        occupy(lot, part, from: step)
        admit(lot, at: step)
      }
    }
  }

  /// Splits people over shares: a chain of binomials, or by expectation.
  private func distribute(
    _ people: Double, over shares: [Double], _ random: inout AddressedNumbers, _ body: (Int, Double) -> Void
  ) {
    var left = people
    var rest = shares.reduce(0, +)
    for (index, share) in shares.enumerated() where left > 0 && share > 0 {
      let part: Double
      if !isExact {
        part = people * share
      } else if share >= rest - 1e-12 {
        part = left
      } else {
        part = binomial(left, share / rest, &random)
      }
      rest -= share
      left -= part
      if part > 0 { body(index, part) }
    }
  }

  // MARK: Places

  /// Takes in the places that people left, at the point at which they are free again.
  func releasePlaces(at point: Int) {
    for index in places.indices {
      let pool = poolInfo[index]
      let people = places[index].justLeft
      places[index].justLeft = 0
      if people > 0 {
        places[index].occupied -= people
        if pool.isRotating {
          let wait = drawn.emptyBetween[index]
          let whole = (wait + 1e-9).rounded(.down)
          let rest = max(wait - whole, 0)
          var random = numbers(.place, UInt64(index), point)
          let later = rest < 1e-9 ? 0 : isExact ? binomial(people, rest, &random) : people * rest
          let first = min(point + Int(min(whole, 1e6)), steps + 1)
          places[index].returning[first] += people - later
          places[index].returning[min(first + 1, steps + 1)] += later
        } else {
          places[index].closed += people
        }
      }
      places[index].free += places[index].returning[point]
      places[index].returning[point] = 0
    }
  }

  /// Writes down how many places are open and occupied at a point.
  func bookPlaces(at point: Int) {
    for index in places.indices {
      let pool = poolInfo[index]
      let open =
        point >= pool.from && point < pool.until
        ? drawn.capacities[index] - places[index].closed
        : (point >= pool.until ? places[index].occupied : 0)
      tally.openPlaces[index * tally.stride + point] = open
      tally.occupiedPlaces[index * tally.stride + point] = places[index].occupied
    }
  }

  // MARK: Starts

  /// Takes the starts of every offer at a point.
  func start(at point: Int) {
    for index in offerPeriods.indices {
      let first = drawn.firstPoints[index]
      guard point >= first, point < offerPeriods[index].until, !offerPeriods[index].isOnce || point == first
      else { continue }
      let offer = model.offers[index]
      if offer.takesEveryone {
        startEveryone(index, offer, at: point)
      } else {
        startWithinLimits(index, offer, at: point)
      }
    }
  }

  /// Everyone who is eligible and has not been considered before, with the chance of the share.
  private func startEveryone(_ index: Int, _ offer: CompiledOffer, at point: Int) {
    let share = drawn.shares[index]
    let bit = UInt32(1) << UInt32(index % 32)
    for (position, group) in offer.groups.enumerated() {
      if model.groups[group].isOnDemand { continue }
      var pool = 0
      while pool < poolCount {
        var place = 0
        while place < pools[pool].lots.count {
          let lot = pools[pool].lots.base[place]
          if isEligible(lot, group: group, states: offer.states[position]) && lot.considered & bit == 0 {
            var random = numbers(.start, address(pools[pool].key, lot.signature ^ UInt64(index)), point)
            let taken = isExact ? binomial(lot.count, share, &random) : lot.count * share
            let id = address(address(UInt64(group), UInt64(offer.traject)), lot.signature)
            let rest = lot.count - taken
            pools[pool].lots.base[place].count = rest
            pools[pool].lots.base[place].considered |= bit
            if taken > 0 { begin(lot, taken, offer: offer, at: point, id: id, isOnDemand: false) }
          }
          place += 1
        }
        pool += 1
      }
    }
    tidyPools()
  }

  /// Removes lots without people, and brings together lots that have become alike.
  private func tidyPools() {
    for pool in 0..<poolCount {
      var place = 0
      while place < pools[pool].lots.count {
        let lot = pools[pool].lots.base[place]
        var drop = lot.count <= 0
        if !drop && lot.considered != 0 {
          for earlier in 0..<place where pools[pool].lots.base[earlier].isLike(lot) {
            pools[pool].lots.base[earlier].count += lot.count
            drop = true
            break
          }
        }
        if drop { pools[pool].lots.swapRemove(place) } else { place += 1 }
      }
    }
  }

  @inline(__always)
  private func isEligible(_ lot: Lot, group: Int, states: [Int]) -> Bool {
    Int(lot.group) == group && lot.traject < 0 && lot.flags.isDisjoint(with: [.started, .shadow, .ghost])
      && lot.count > 0 && states.contains(Int(lot.state))
  }

  /// As many as there are people, places and money.
  private func startWithinLimits(_ index: Int, _ offer: CompiledOffer, at point: Int) {
    let traject = trajectInfo[offer.traject]
    let limited = offer.intake != nil
    var wanted = Double.infinity
    if limited {
      carry[index] += drawn.intake(of: index, in: point)
      wanted = (carry[index] + 1e-9).rounded(.down)
      carry[index] -= wanted
    }
    if wanted <= 0 || (traject.pool >= 0 && !model.pools[traject.pool].open.contains(point)) { return }
    if traject.fund >= 0 && !model.funds[traject.fund].open.contains(point) { return }
    let groups = offer.groups.count
    var among = 0.0
    var anyOnDemand = false
    for position in 0..<groups {
      let group = offer.groups[position]
      eligible[position] =
        model.groups[group].isOnDemand ? .infinity : countEligible(group, offer.states[position])
      if eligible[position].isInfinite { anyOnDemand = true } else { among += eligible[position] }
    }
    if !anyOnDemand { wanted = min(wanted, among) }
    if wanted > 0 && traject.pool >= 0 {
      let free = max(0, places[traject.pool].free)
      let placed = min(wanted, isExact ? free.rounded(.down) : free)
      if limited { tally.count(.refusedPlaces, wanted - placed) }
      wanted = placed
    }
    if wanted <= 0 { return }
    for position in 0..<groups {
      groupShares[position] =
        offer.mix.isEmpty
        ? (eligible[position].isInfinite ? 1 / Double(groups) : eligible[position] / among)
        : drawn.mixes[index][position]
    }
    wanted = limitByMoney(wanted, offer: offer, at: point, isLimited: limited)
    if wanted <= 0 || wanted.isInfinite { return }
    var random = numbers(.start, address(UInt64(index), 0x0FFE), point)
    var left = wanted
    var rest = 0.0
    for position in 0..<groups { rest += groupShares[position] }
    for position in 0..<groups where left > 0 {
      let group = offer.groups[position]
      let share = groupShares[position]
      var part: Double
      if !isExact {
        part = wanted * share
      } else if offer.mix.isEmpty && eligible[position].isFinite {
        part = hypergeometric(left, eligible[position], of: among, random.next())
        among -= eligible[position]
      } else if share >= rest - 1e-12 {
        part = left
      } else {
        part = binomial(left, share / rest, &random)
      }
      rest -= share
      left -= part
      part = min(part, eligible[position])
      if part <= 0 { continue }
      if traject.fund >= 0 {
        tally.committed[traject.fund] += part * drawn.commits[offer.traject * groupCount + group]
      }
      if model.groups[group].isOnDemand {
        beginOnDemand(part, group: group, offer: offer, states: offer.states[position], at: point)
      } else {
        beginEligible(part, group: group, offer: offer, states: offer.states[position], at: point)
      }
    }
  }

  /// As many as the traject's fund can pay, with the commitments of the groups mixed as they start.
  private func limitByMoney(
    _ wanted: Double, offer: CompiledOffer, at point: Int, isLimited: Bool
  ) -> Double {
    let traject = trajectInfo[offer.traject]
    guard traject.fund >= 0 else { return wanted }
    let amount = drawn.fundAmounts[traject.fund]
    var commit = 0.0
    for position in 0..<offer.groups.count {
      commit += groupShares[position] * drawn.commits[offer.traject * groupCount + offer.groups[position]]
    }
    let used =
      model.funds[traject.fund].commitment == .start
      ? tally.committed[traject.fund] : paid(from: model.funds[traject.fund], before: point)
    let left = amount - used + abs(amount) * 1e-9
    var affordable = left > abs(amount) * 2e-9 ? Double.infinity : 0
    if commit > 0 {
      affordable = max(0, left / commit)
      if isExact || traject.pool < 0 { affordable = affordable.rounded(.down) }
    }
    if isLimited { tally.count(.refusedMoney, max(0, wanted - affordable)) }
    return min(wanted, affordable)
  }

  private func countEligible(_ group: Int, _ states: [Int]) -> Double {
    var people = 0.0
    for pool in 0..<poolCount {
      for place in 0..<pools[pool].lots.count {
        let lot = pools[pool].lots.base[place]
        if isEligible(lot, group: group, states: states) { people += lot.count }
      }
    }
    return people
  }

  /// Takes starters out of the pools, each eligible person equally likely.
  private func beginEligible(
    _ people: Double, group: Int, offer: CompiledOffer, states: [Int], at point: Int
  ) {
    var toTake = people
    var among = countEligible(group, states)
    let all = among
    let count = poolCount
    for pool in 0..<count where toTake > 0 {
      let lotCount = pools[pool].lots.count
      for place in 0..<lotCount where toTake > 0 {
        let lot = pools[pool].lots.base[place]
        guard isEligible(lot, group: group, states: states) else { continue }
        let cell = address(pools[pool].key, lot.signature)
        var random = numbers(.start, address(cell, UInt64(offer.traject)), point)
        let taken =
          !isExact
          ? people * lot.count / all
          : lot.count >= among ? toTake : hypergeometric(toTake, lot.count, of: among, random.next())
        among -= lot.count
        if taken <= 0 { continue }
        if isExact { toTake -= taken }
        pools[pool].lots.base[place].count = max(0, lot.count - taken)
        begin(
          lot, taken, offer: offer, at: point, id: address(cell, UInt64(offer.traject)), isOnDemand: false)
      }
    }
    tidyPools()
  }

  /// Lets people of an on-demand group come in to start.
  private func beginOnDemand(
    _ people: Double, group: Int, offer: CompiledOffer, states: [Int], at point: Int
  ) {
    let starting = model.groups[group].startingStates
    var sum = 0.0
    for index in starting.indices where states.contains(starting[index].state) {
      sum += drawn.startingShares[group][index]
    }
    guard sum > 0 else { return }
    var random = numbers(.start, address(UInt64(group), UInt64(offer.traject) &+ 0xDE), point)
    var left = people
    for index in starting.indices where left > 0 && states.contains(starting[index].state) {
      let share = drawn.startingShares[group][index]
      let part: Double
      if !isExact {
        part = people * share / sum
      } else {
        part = share >= sum - 1e-12 ? left : binomial(left, share / sum, &random)
        sum -= share
        left -= part
      }
      if part <= 0 { continue }
      let lot = Lot(
        count: part, group: Int16(group), state: Int16(starting[index].state), entry: Moment(point),
        spell: Moment(point))
      let id = address(address(UInt64(group), UInt64(offer.traject)), UInt64(point) << 8 ^ UInt64(index))
      begin(lot, part, offer: offer, at: point, id: id, isOnDemand: true)
    }
  }

  /// Starts people in a traject, each with a shadow that stays where they were.
  private func begin(
    _ origin: Lot, _ people: Double, offer: CompiledOffer, at point: Int, id: UInt64, isOnDemand: Bool
  ) {
    let traject = trajectInfo[offer.traject]
    tally.count(.started, people)
    let scope = model.scopes == 1 ? 0 : Int(origin.group)
    tally.started[(offer.traject * model.scopes + scope) * tally.stride + point] += people
    if traject.pool >= 0 && stateInfo[traject.firstPhase].pool >= 0 {
      places[traject.pool].free -= people
      places[traject.pool].occupied += people
    }
    var starter = origin
    starter.count = people
    starter.state = Int16(traject.firstPhase)
    starter.traject = Int16(offer.traject)
    starter.flags = [.started]
    starter.considered = 0
    starter.entry = Moment(point)
    starter.start = Moment(point)
    starter.id = id
    starter.candidate = -1
    starter.plannedEnd = Moment.max
    if stateInfo[Int(origin.state)].isOnBenefit != stateInfo[traject.firstPhase].isOnBenefit {
      starter.spell = Moment(point)
    }
    if !isOnDemand { occupy(origin, -people, from: point) }
    occupy(starter, people, from: point)
    admit(starter, at: point)
    guard isOnDemand || model.isTracking else { return }
    var shadow = origin
    shadow.count = people
    shadow.flags = isOnDemand ? [.shadow, .counterfactual, .started] : [.shadow, .started]
    shadow.considered = 0
    shadow.start = Moment(point)
    shadow.id = id
    shadow.candidate = -1
    if isOnDemand {
      tally.noteShadows()
      occupy(shadow, people, from: point)
    }
    admit(shadow, at: point)
  }
}
