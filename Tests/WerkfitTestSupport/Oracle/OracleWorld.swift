import WerkfitStudy

/// The state of one run of the oracle: all people, places and funds.
struct OracleWorld {
  let oracle: OracleCore
  var random: SplitMix64
  var people: [OraclePerson] = []
  /// The state or phase of each person at each point since entering.
  var paths: [[Int]] = []
  /// Since which point each person has been in that state or phase.
  var since: [[Int]] = []
  var events: [OracleEvent] = []
  var pools: [OraclePool]
  var committed: [Double]
  var commitments: [(fund: Int, point: Int, amount: Double)] = []
  var shifts: [OracleShift] = []
  /// What every fund has paid before the present point, where a fund needs it.
  var paidBefore: [Double] = []
  var offers: [OracleOffer]
  private var arrivalsLeft: [Double]
  var starts: [Int]
  var startsByTraject: [Int]
  var openPlaces: [[Int]]
  var occupiedPlaces: [[Int]]
  var refusedPlaces = 0
  var refusedMoney = 0
  var droppedOut = 0
  var completed = 0
  var waiting: [OracleWaiting]

  var clock: StudyClock { oracle.study.clock }

  init(oracle: OracleCore, seed: UInt64) {
    self.oracle = oracle
    random = SplitMix64(seed: seed)
    let moment = OracleMoment(step: 0)
    pools = oracle.model.places.map {
      OraclePool(capacity: Int((oracle.evaluator.value($0.capacity, at: moment) + 1e-9).rounded(.down)))
    }
    committed = oracle.model.funds.map { _ in 0 }
    arrivalsLeft = oracle.model.groups.map { _ in 0 }
    let points = oracle.study.clock.steps + 1
    starts = Array(repeating: 0, count: points)
    startsByTraject = oracle.model.trajecten.map { _ in 0 }
    openPlaces = []
    occupiedPlaces = []
    offers = OracleOffer.inOrder(of: oracle)
    waiting = oracle.model.places.map { _ in OracleWaiting() }
  }

  /// People come in: at point 0 those of groups with a size (a fractional size is its whole part, or one
  /// more with the chance of the fraction), and the arrivals of every point.
  ///
  /// Arrivals add up step by step; whole people enter, the fraction is kept for the next step.
  mutating func takeArrivals(at point: Int) {
    for doelgroep in oracle.doelgroepen {
      let index = doelgroep.first
      let group = doelgroep.parts[0]
      let moment = OracleMoment(group: index, step: point)
      var count = 0
      switch group.supply {
      case .size(let size):
        if point == 0 { count = random.whole(oracle.evaluator.value(size, at: moment)) }
      case .arrivals(let number, let period, let from, let until):
        guard point >= from.map(clock.point) ?? 0, point < until.map(clock.point) ?? .max else { continue }
        if group.arrivalSpread == .poisson {
          count = poisson(oracle.evaluator.value(number, at: moment) / period.steps(of: clock))
          break
        }
        arrivalsLeft[index] += oracle.evaluator.value(number, at: moment) / period.steps(of: clock)
        count = Int((arrivalsLeft[index] + 1e-9).rounded(.down))
        arrivalsLeft[index] -= Double(count)
      case .onDemand: break
      }
      for _ in 0..<count {
        let own = drawClass(of: doelgroep)
        enter(group: own, at: point, state: startingState(of: own, at: point))
      }
    }
  }

  /// Every person draws a starting state for themselves, by the shares of the group.
  mutating func startingState(of group: Int, at point: Int, within states: [Int] = []) -> Int {
    let moment = OracleMoment(group: group, step: point)
    let possible = oracle.model.groups[group].startingStates.map { (oracle.map.index($0.state), $0.share) }
      .filter { states.isEmpty || states.contains($0.0) }
    let weights = possible.map { oracle.evaluator.value($0.1, at: moment) }
    return possible[random.index(weights: weights) ?? 0].0
  }

  /// A new person in a state, or a shadow with the clocks of the person whose shadow it is.
  @discardableResult
  mutating func enter(group: Int, at point: Int, state: Int, shadowOf original: Int? = nil) -> Int {
    var person = OraclePerson(
      number: people.count, group: group, shadowOf: original, node: state, entered: point,
      enteredNode: point, benefitChanged: point)
    if let original {
      person.enteredNode = people[original].enteredNode
      person.benefitChanged = people[original].benefitChanged
    }
    people.append(person)
    paths.append([])
    since.append([])
    record(.enters, of: person, at: point, from: nil, to: state)
    return person.number
  }

  /// The state or phase of a person at a point, or nil before entering.
  func node(of person: OraclePerson, at point: Int) -> Int? {
    point < person.entered ? nil : paths[person.number][point - person.entered]
  }

  /// Where everybody is at a point.
  mutating func count(at point: Int) {
    for number in people.indices {
      paths[number].append(people[number].node)
      since[number].append(people[number].enteredNode)
    }
    openPlaces.append(pools.indices.map { openPlaces(of: $0, at: point) })
    occupiedPlaces.append(pools.map(\.occupied))
  }

  /// A person takes an exit (or, without one, goes where the end of a stay leads), arriving at a point.
  mutating func move(_ number: Int, to target: Int, at point: Int, by exit: Exit?) {
    let old = oracle.map.nodes[people[number].node]
    let new = oracle.map.nodes[target]
    record(.moves(cause: exit?.cause), of: people[number], at: point, from: people[number].node, to: target)
    if isWaiting(old), new.phase?.traject != old.phase?.traject {
      // Who never had a place is no participant: neither drop-out nor completion, and without later effects.
      leaveList(number, at: point)
      people[number].endPoint = point
      people[number].hasDroppedOut = true
    } else if let (traject, _) = old.phase {
      if new.phase?.traject != traject {
        people[number].endPoint = point
        // A flagged exit is drop-out; the planned end and an exit to work are completion.
        if exit?.isDropout == true {
          droppedOut += 1
          people[number].hasDroppedOut = !oracle.model.trajecten[traject].dropoutsKeepGain
        } else if exit == nil || new.kind.isWork {
          completed += 1
        }
        leavePlace(of: number, at: point)
      } else if !occupiesPlace(new) {
        leavePlace(of: number, at: point)
      }
    }
    settle(number, in: target, at: point)
  }

  /// Puts a person in a state or phase and sets the clocks and the planned stay that go with it.
  mutating func settle(_ number: Int, in target: Int, at point: Int) {
    let new = oracle.map.nodes[target]
    if oracle.map.nodes[people[number].node].isOnBenefit != new.isOnBenefit {
      people[number].benefitChanged = point
    }
    people[number].node = target
    people[number].enteredNode = point
    if let (traject, index) = new.phase {
      let phase = oracle.model.trajecten[traject].phases[index]
      people[number].plan = oracle.plan(phase, group: people[number].group, at: point, random: &random)
    }
  }

  /// Who reaches the planned end of a stay goes on: to the next phase, or where the phase or traject says.
  mutating func endStayIfDue(of number: Int, inStep step: Int) {
    guard let (trajectIndex, index) = oracle.map.nodes[people[number].node].phase else { return }
    let traject = oracle.model.trajecten[trajectIndex]
    let phase = traject.phases[index]
    guard oracle.stayEnds(&people[number], of: phase, inStep: step, random: &random) else { return }
    var destinations = phase.otherwise
    if destinations.isEmpty {
      destinations =
        index + 1 < traject.phases.count ? [Destination(traject.phases[index + 1].name)] : traject.otherwise
    }
    let moment = OracleMoment(group: people[number].group, step: step)
    let weights = destinations.map { oracle.evaluator.value($0.share, at: moment) }
    let target = destinations[random.index(weights: weights) ?? 0].target
    move(number, to: oracle.map.index(target), at: step + 1, by: nil)
  }

  mutating func record(_ kind: OracleEvent.Kind, of person: OraclePerson, at point: Int, from: Int?, to: Int)
  {
    var isOnDemand = false
    if case .onDemand = oracle.model.groups[person.group].supply { isOnDemand = true }
    events.append(
      OracleEvent(
        person: person.number, group: oracle.model.groups[person.group].name, shadowOf: person.shadowOf,
        isOnDemand: isOnDemand, point: point, kind: kind, from: from.map { oracle.map.nodes[$0].name },
        to: oracle.map.nodes[to].name))
  }
}
