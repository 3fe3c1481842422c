import Foundation
import WerkfitStudy

extension Kernel {
  /// Takes the starts of every offer at a point.
  func start(at point: Int) {
    for index in 0..<offers.count {
      guard point < offers[index].until else { continue }
      let first = Int(drawn.limits.firstPoints[index])
      guard point >= first, !offers[index].isOnce || point == first else { continue }
      let offer = offers[index]
      if offer.takesEveryone {
        startEveryone(index, offer, at: point)
      } else {
        startWithinLimits(index, offer, at: point)
      }
    }
  }

  /// Everyone who is eligible and has not been considered before, with the chance of the share.
  private func startEveryone(_ index: Int, _ offer: OfferInfo, at point: Int) {
    let plain = drawn.limits.shares[index]
    let bit = UInt32(1) << UInt32(index % 32)
    for position in offer.positions {
      let group = offerGroups[position]
      if groupInfo[group].isOnDemand { continue }
      let share = offer.isSelective ? Self.chance(plain, oddsRatio: drawn.limits.odds[position]) : plain
      var pool = 0
      while pool < poolCount {
        var place = 0
        while place < pools[pool].lots.count {
          let lot = pools[pool].lots.base[place]
          if isEligible(lot, at: position) && lot.considered & bit == 0 {
            var random = numbers(.start, address(pools[pool].key, lot.signature ^ UInt64(index)), point)
            let taken = isExact ? binomial(lot.count, share, &random) : lot.count * share
            // With the point, since people of one lot may start at several.
            let id = address(
              address(UInt64(group), UInt64(offer.traject)), address(lot.signature, UInt64(point)))
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
  private func isEligible(_ lot: Lot, at position: Int) -> Bool {
    Int(lot.group) == offerGroups[position] && lot.traject < 0
      && lot.flags.areRealAndNew && lot.count > 0
      && startsFrom[position * stateCount + Int(lot.state)]
  }

  /// As many as there are people, places and money.
  private func startWithinLimits(_ index: Int, _ offer: OfferInfo, at point: Int) {
    let traject = trajectInfo[offer.traject]
    let limited = offer.hasIntake
    var wanted = Double.infinity
    if limited {
      carry[index] += drawn.intake(of: index, in: point) + extraIntake[index]
      wanted = (carry[index] + 1e-9).rounded(.down)
      carry[index] -= wanted
    }
    if wanted <= 0 || (traject.pool >= 0 && !poolInfo[traject.pool].open.contains(point)) { return }
    if traject.fund >= 0 && !fundInfo[traject.fund].open.contains(point) { return }
    var among = 0.0
    var weighted = 0.0
    var anyOnDemand = false
    for position in offer.positions {
      eligible[position] = groupInfo[offerGroups[position]].isOnDemand ? .infinity : countEligible(position)
      if eligible[position].isInfinite {
        anyOnDemand = true
      } else {
        among += eligible[position]
        weighted += eligible[position] * drawn.limits.odds[position]
      }
    }
    // Who has no chance at all to be picked is not eligible.
    if !anyOnDemand { wanted = min(wanted, offer.isSelective ? pickable(offer.positions) : among) }
    if wanted > 0 && traject.pool >= 0 {
      let free = room(in: traject.pool, for: offer.traject)
      let placed = min(wanted, isExact ? free.rounded(.down) : free)
      if limited {
        tally.count(.refusedPlaces, wanted - placed)
        tally.refuse(wanted - placed, pool: traject.pool)
      }
      wanted = placed
    }
    if wanted <= 0 { return }
    shareStarts(offer, among: weighted)
    wanted = limitByMoney(wanted, offer: offer, at: point, isLimited: limited)
    if wanted <= 0 || wanted.isInfinite { return }
    pick(wanted, index, offer, anyOnDemand: anyOnDemand, at: point)
    for position in offer.positions where picks[position] > 0 {
      let group = offerGroups[position]
      let part = picks[position]
      if traject.fund >= 0 {
        let commits = part * drawn.limits.commits[offer.traject * groupCount + group]
        tally.committed[traject.fund] += commits
        committedBy[offer.traject] += commits
      }
      if groupInfo[group].isOnDemand {
        beginOnDemand(part, position: position, offer: offer, at: point)
      } else {
        beginEligible(part, position: position, offer: offer, at: point)
      }
    }
  }

  /// As many as the traject's fund can pay, with the commitments of the groups mixed as they start.
  private func limitByMoney(
    _ wanted: Double, offer: OfferInfo, at point: Int, isLimited: Bool
  ) -> Double {
    let traject = trajectInfo[offer.traject]
    guard traject.fund >= 0 else { return wanted }
    let amount = funds[traject.fund].budget
    var commit = 0.0
    for position in offer.positions {
      commit +=
        groupShares[position] * drawn.limits.commits[offer.traject * groupCount + offerGroups[position]]
    }
    let used = usedNow(of: traject.fund, at: point)
    let left = amount - used + abs(amount) * 1e-9
    var affordable = left > abs(amount) * 2e-9 ? Double.infinity : 0
    if commit > 0 {
      affordable = max(0, left / commit)
      if isExact || traject.pool < 0 { affordable = affordable.rounded(.down) }
    }
    if isLimited {
      tally.count(.refusedMoney, max(0, wanted - affordable))
      tally.add(.refused, of: traject.fund, max(0, wanted - affordable))
    }
    return min(wanted, affordable)
  }

  private func countEligible(_ position: Int) -> Double {
    var people = 0.0
    for pool in 0..<poolCount {
      for place in 0..<pools[pool].lots.count {
        let lot = pools[pool].lots.base[place]
        if isEligible(lot, at: position) { people += lot.count }
      }
    }
    return people
  }

  /// Takes starters out of the pools, each eligible person equally likely.
  private func beginEligible(
    _ people: Double, position: Int, offer: OfferInfo, at point: Int
  ) {
    var toTake = people
    var among = countEligible(position)
    let all = among
    let count = poolCount
    for pool in 0..<count where toTake > 0 {
      let lotCount = pools[pool].lots.count
      for place in 0..<lotCount where toTake > 0 {
        let lot = pools[pool].lots.base[place]
        guard isEligible(lot, at: position) else { continue }
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
          lot, taken, offer: offer, at: point,
          id: address(address(cell, UInt64(offer.traject)), UInt64(point)), isOnDemand: false)
      }
    }
    tidyPools()
  }

  /// Lets people of an on-demand group come in to start.
  private func beginOnDemand(_ people: Double, position: Int, offer: OfferInfo, at point: Int) {
    let group = offerGroups[position]
    let info = groupInfo[group]
    let mayStart = position * stateCount
    var sum = 0.0
    for index in 0..<info.startingStates
    where startsFrom[mayStart + Int(startStates[info.firstStart + index])] {
      sum += drawn.limits.startingShares[info.firstStart + index]
    }
    guard sum > 0 else { return }
    var random = numbers(.start, address(UInt64(group), UInt64(offer.traject) &+ 0xDE), point)
    var left = people
    for index in 0..<info.startingStates {
      let state = startStates[info.firstStart + index]
      if left <= 0 || !startsFrom[mayStart + Int(state)] { continue }
      let share = drawn.limits.startingShares[info.firstStart + index]
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
        count: part, group: Int16(group), state: state, entry: Moment(point), spell: Moment(point))
      let id = address(address(UInt64(group), UInt64(offer.traject)), UInt64(point) << 8 ^ UInt64(index))
      begin(lot, part, offer: offer, at: point, id: id, isOnDemand: true)
    }
  }

  /// Starts people in a traject, each with a shadow that stays where they were.
  private func begin(
    _ origin: Lot, _ people: Double, offer: OfferInfo, at point: Int, id: UInt64, isOnDemand: Bool
  ) {
    let traject = trajectInfo[offer.traject]
    tally.count(.started, people, of: origin.group)
    let scope = scopes == 1 ? 0 : Int(origin.group)
    tally.start(offer.traject * scopes + scope, people, at: point)
    if traject.pool >= 0 && stateInfo[traject.firstPhase].pool >= 0 {
      takePlaces(of: traject.pool, people, traject: offer.traject)
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
    if hasWaiting { joinList(starter, people) }
    guard isOnDemand || isTracking else {
      admit(starter, at: point)
      return
    }
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
    if canLiveAtOnce(people) {
      live(starter, beside: shadow, from: point)
    } else {
      admit(starter, at: point)
      admit(shadow, at: point)
    }
  }
}
