import WerkfitStudy

/// The places of a pool in one run.
struct OraclePool {
  var capacity: Int
  var occupied = 0
  /// The points from which places that were left can be taken again.
  var emptyUntil: [Int] = []
  /// Places that are closed because they were used once and do not rotate.
  var closed = 0
}

/// An offer with its points in time worked out.
struct OracleOffer {
  let offer: Offer
  let traject: Int
  let offered: Int
  let first: Int
  let end: Int
  let groups: [Int]
  var intakeLeft = 0.0
  /// Starts per step that a reserve bought.
  var bought = 0.0
  /// People who were considered where everyone starts at once, by number.
  var considered: Set<Int> = []

  /// The offers in the order in which starts are taken: the longest offered first, then the order of the study.
  ///
  /// An offer stands from its `from` on, also when its starts are delayed. A delay moves the first point of
  /// starting only; a part of a step counts as a whole one.
  static func inOrder(of oracle: OracleCore) -> [OracleOffer] {
    let clock = oracle.study.clock
    return oracle.model.offers.map { offer in
      let offered = max(0, offer.from.map(clock.point) ?? 0)
      var first = offered
      if let delay = offer.delay {
        let steps = oracle.evaluator.steps(delay, at: OracleMoment(step: 0))
        first += Int((steps - 1e-9).rounded(.up))
      }
      return OracleOffer(
        offer: offer,
        traject: oracle.model.trajecten.firstIndex { $0.name == offer.traject } ?? 0,
        offered: offered, first: first, end: offer.until.map(clock.point) ?? .max,
        groups: offer.groups.flatMap { name in
          oracle.doelgroepen.first { $0.name == name }.map { Array($0.groups) } ?? []
        })
    }.enumerated().sorted { ($0.element.offered, $0.offset) < ($1.element.offered, $1.offset) }.map(\.element)
  }
}

extension OracleWorld {
  /// Takes the starts of all offers at a point.
  mutating func takeStarts(at point: Int) {
    takeShifts(at: point)
    reviewReserves(at: point)
    if oracle.model.funds.contains(where: { $0.commitment == .payment }) {
      paidBefore = tally(until: point).paid(before: Double(point))
    }
    for index in offers.indices where point >= offers[index].first && point < offers[index].end {
      let traject = oracle.model.trajecten[offers[index].traject]
      if let intake = offers[index].offer.intake {
        // Whole starts that find nobody are lost; only the fraction is kept.
        let perStep = 1 / offers[index].offer.intakePeriod.steps(of: clock)
        offers[index].intakeLeft += oracle.evaluator.value(intake, at: OracleMoment(step: point)) * perStep
        offers[index].intakeLeft += offers[index].bought
        let count = Int((offers[index].intakeLeft + 1e-9).rounded(.down))
        offers[index].intakeLeft -= Double(count)
        // Where places or money are not open nobody asks, so nobody is refused.
        guard isOpen(offers[index].traject, at: point) else { continue }
        takeCandidates(of: index, atMost: count, at: point, countsRefusals: true)
      } else if startPool(of: offers[index].traject) != nil || traject.fund != nil {
        guard isOpen(offers[index].traject, at: point) else { continue }
        takeCandidates(of: index, atMost: .max, at: point, countsRefusals: false)
      } else {
        startEverybody(of: index, at: point)
      }
    }
  }

  /// Everybody eligible starts, or each with the chance `share`: at the first point, and where the offer has
  /// an end also those who become eligible at a later point.
  private mutating func startEverybody(of index: Int, at point: Int) {
    let isFirst = point == offers[index].first
    let joinsList = hasList(offers[index].traject)
    if !isFirst && offers[index].offer.until == nil && !joinsList { return }
    let share = oracle.evaluator.value(offers[index].offer.share, at: OracleMoment(step: point))
    let eligible = offers[index].groups.flatMap { eligiblePeople(of: index, in: $0) }
    for number in eligible where !offers[index].considered.contains(number) {
      let odds = odds(of: offers[index].offer, group: people[number].group)
      if random.happens(share * odds / (1 - share + share * odds)) { start(number, with: index, at: point) }
    }
    // Who did not get it is not asked again, also after having been away.
    offers[index].considered.formUnion(eligible)
  }

  /// Candidates start one by one as long as there are people, places and money.
  ///
  /// With an intake who is refused counts as such, once; without one nobody asks for a place that is not there.
  /// Places are given out first: who has one but no money keeps it from the others of the same point.
  private mutating func takeCandidates(of index: Int, atMost: Int, at point: Int, countsRefusals: Bool) {
    var refused: Set<Int> = []
    var drawn = 0
    var kept = 0
    while drawn < atMost, let group = candidateGroup(of: index, without: refused, at: point) {
      drawn += 1
      let isOnDemand = self.isOnDemand(group)
      let eligible = isOnDemand ? [] : eligiblePeople(of: index, in: group).filter { !refused.contains($0) }
      // A start that the mix gives to a group without people is lost.
      if !isOnDemand && eligible.isEmpty { continue }
      let candidate = isOnDemand ? nil : eligible[Int(random.unit() * Double(eligible.count))]
      if let refusal = refusal(of: offers[index].traject, group: group, kept: kept, at: point) {
        guard countsRefusals else { return }
        if refusal == .place {
          refusedPlaces += 1
        } else {
          refusedMoney += 1
          kept += 1
        }
        if let candidate { refused.insert(candidate) }
        continue
      }
      let number =
        candidate
        ?? enter(group: group, at: point, state: demandedState(of: index, in: group, at: point))
      start(number, with: index, at: point)
    }
  }

  /// The group of the next candidate, or nil when nobody is left to start.
  ///
  /// By the mix where there is one; among groups that are supplied on demand equally often; else every
  /// eligible person is equally likely.
  private mutating func candidateGroup(of index: Int, without refused: Set<Int>, at point: Int) -> Int? {
    let groups = offers[index].groups
    let available = groups.map { group in
      let odds = odds(of: offers[index].offer, group: group)
      return isOnDemand(group)
        ? share(of: group) * odds
        : odds * Double(eligiblePeople(of: index, in: group).count { !refused.contains($0) })
    }
    guard available.contains(where: { $0 > 0 }) else { return nil }
    let mix = offers[index].offer.mix.map { oracle.evaluator.value($0, at: OracleMoment(step: point)) }
    if !mix.isEmpty {
      let blocks = offers[index].offer.groups.map { name in
        groups.indices.filter { place in
          oracle.doelgroepen.contains { $0.name == name && $0.groups.contains(groups[place]) }
        }
      }
      func sum(_ block: [Int]) -> Double { block.reduce(0) { $0 + available[$1] } }
      guard zip(mix, blocks).contains(where: { $0 > 0 && sum($1) > 0 }) else { return nil }
      guard let block = random.index(weights: mix).map({ blocks[$0] }) else { return nil }
      let within = block.map { available[$0] }
      return random.index(weights: within).map { groups[block[$0]] } ?? groups[block[0]]
    }
    // Doelgroepen that come on demand are served equally often.
    if groups.allSatisfy(isOnDemand) {
      let weights = groups.map { group -> Double in
        let all = oracle.doelgroepen.first { $0.groups.contains(group) }.map { Array($0.groups) } ?? []
        let together = all.reduce(0) { $0 + share(of: $1) * odds(of: offers[index].offer, group: $1) }
        return together > 0
          ? share(of: group) * odds(of: offers[index].offer, group: group) / together : 0
      }
      return random.index(weights: weights).map { groups[$0] }
    }
    return random.index(weights: available).map { groups[$0] }
  }

  func isOnDemand(_ group: Int) -> Bool {
    if case .onDemand = oracle.model.groups[group].supply { return true }
    return false
  }

  /// Real people of a group in the states of the offer who never started a traject.
  func eligiblePeople(of index: Int, in group: Int) -> [Int] {
    let states = eligibleStates(of: index, in: group)
    return people.filter {
      $0.group == group && $0.shadowOf == nil && $0.startPoint == nil && states.contains($0.node)
    }.map(\.number)
  }

  private func eligibleStates(of index: Int, in group: Int) -> [Int] {
    let named = offers[index].offer.states
    let states = named.isEmpty ? oracle.model.groups[group].startingStates.map(\.state) : named
    return states.map { oracle.map.index($0) }
  }

  private mutating func demandedState(of index: Int, in group: Int, at point: Int) -> Int {
    startingState(of: group, at: point, within: eligibleStates(of: index, in: group))
  }

  private enum Refusal { case place, money }

  /// Why nobody of a group can start a traject now, or nil.
  private func refusal(of traject: Int, group: Int, kept: Int, at point: Int) -> Refusal? {
    if let pool = startPool(of: traject), freePlaces(of: pool, at: point) <= kept { return .place }
    if let fund = fundIndex(of: traject) {
      let definition = oracle.model.funds[fund]
      let moment = OracleMoment(step: point)
      let amount = oracle.evaluator.value(definition.amount, at: moment)
      var used = committed[fund]
      if definition.commitment == .payment {
        used = paidBefore[fund] + committedNow(of: fund, at: point)
      }
      if definition.commitment == .start && changes(definition) {
        let left = balance(of: fund, at: point).left
        let asked = oracle.model.trajecten[traject].commits.map {
          oracle.evaluator.value($0, at: OracleMoment(group: group, step: point))
        }
        return (asked ?? 0) > left + abs(left) * 1e-9 || left <= 0 ? .money : nil
      }
      guard let commits = oracle.model.trajecten[traject].commits else { return used < amount ? nil : .money }
      let asked = oracle.evaluator.value(commits, at: OracleMoment(group: group, step: point))
      if used + asked > amount * (1 + 1e-9) { return .money }
    }
    return nil
  }

  /// Whether the pool and the fund of a traject, where it has them, are open at a point.
  private func isOpen(_ traject: Int, at point: Int) -> Bool {
    let pool = startPool(of: traject).map { oracle.model.places[$0] }
    let fund = fundIndex(of: traject).map { oracle.model.funds[$0] }
    return [pool?.from, fund?.from].allSatisfy { point >= $0.map(clock.point) ?? 0 }
      && [pool?.until, fund?.until].allSatisfy { point < $0.map(clock.point) ?? .max }
  }

  func poolIndex(of traject: Int) -> Int? {
    oracle.model.trajecten[traject].places.flatMap { name in
      oracle.model.places.firstIndex { $0.name == name }
    }
  }

  func fundIndex(of traject: Int) -> Int? {
    oracle.model.trajecten[traject].fund.flatMap { name in oracle.model.funds.firstIndex { $0.name == name } }
  }

  /// A person starts: a shadow stays behind, a place and money are taken, the first phase begins.
  private mutating func start(_ number: Int, with index: Int, at point: Int) {
    let traject = offers[index].traject
    let old = people[number].node
    enter(group: people[number].group, at: point, state: old, shadowOf: number)
    people[number].startPoint = point
    people[number].traject = traject
    starts[point] += 1
    startsByTraject[traject] += 1
    if let pool = startPool(of: traject) {
      pools[pool].occupied += 1
      people[number].pool = pool
    }
    if let fund = fundIndex(of: traject), let commits = oracle.model.trajecten[traject].commits {
      let moment = OracleMoment(group: people[number].group, step: point)
      let amount = oracle.evaluator.value(commits, at: moment)
      committed[fund] += amount
      commitments.append((fund, point, amount))
    }
    let first = oracle.map.index(oracle.model.trajecten[traject].phases[0].name)
    record(
      .starts(traject: oracle.model.trajecten[traject].name), of: people[number], at: point, from: old,
      to: first)
    settle(number, in: first, at: point)
  }

  private func committedNow(of fund: Int, at point: Int) -> Double {
    commitments.filter { $0.fund == fund && $0.point == point }.reduce(0) { $0 + $1.amount }
  }
}

// Places.
extension OracleWorld {
  /// Places that a new candidate can take at a point.
  func freePlaces(of pool: Int, at point: Int) -> Int {
    let empty = pools[pool].emptyUntil.count { $0 > point }
    return pools[pool].capacity - pools[pool].occupied - pools[pool].closed - empty
  }

  /// Whether someone in a state or phase keeps the place of the traject.
  func occupiesPlace(_ node: OracleNode) -> Bool {
    guard let (traject, _) = node.phase else { return false }
    let phases = oracle.model.trajecten[traject].placePhases
    return phases.isEmpty || phases.contains(node.name)
  }

  /// A place is left at a point: it stays empty for a while, or closes where places do not rotate.
  mutating func leavePlace(of number: Int, at point: Int) {
    guard let pool = people[number].pool else { return }
    people[number].pool = nil
    pools[pool].occupied -= 1
    guard oracle.model.places[pool].isRotating else {
      pools[pool].closed += 1
      return
    }
    guard let empty = oracle.model.places[pool].emptyBetween else { return }
    pools[pool].emptyUntil.append(
      point + random.whole(oracle.evaluator.steps(empty, at: OracleMoment(step: point))))
  }

  /// Open places: all that are not closed between `from` and `until`, afterwards those still occupied.
  func openPlaces(of pool: Int, at point: Int) -> Int {
    let definition = oracle.model.places[pool]
    if point < definition.from.map(clock.point) ?? 0 { return 0 }
    if point >= definition.until.map(clock.point) ?? .max { return pools[pool].occupied }
    return pools[pool].capacity - pools[pool].closed
  }
}
