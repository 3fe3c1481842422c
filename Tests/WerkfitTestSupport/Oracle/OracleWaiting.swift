import Foundation
import WerkfitEngine
import WerkfitStudy

/// What is counted of a waiting list in one run.
struct OracleWaiting {
  var admitted = 0
  var stepsBeforeAdmission = 0
  var gaveUp = 0
}

extension OracleWorld {
  /// A Poisson number: how many exponential waiting times fit in one.
  mutating func poisson(_ mean: Double) -> Int {
    var count = -1
    var time = 0.0
    while time <= mean {
      time -= log(1 - random.unit())
      count += 1
    }
    return count
  }

  func isWaiting(_ node: OracleNode) -> Bool {
    guard let (traject, phase) = node.phase else { return false }
    if case .untilPlace = oracle.model.trajecten[traject].phases[phase].stay { return true }
    return false
  }

  /// Whether people of a traject wait for their place in one of its phases.
  func hasList(_ traject: Int) -> Bool {
    oracle.map.nodes.contains { $0.phase?.traject == traject && isWaiting($0) }
  }

  /// The pool of which a start takes a place, or nil.
  func startPool(of traject: Int) -> Int? { hasList(traject) ? nil : poolIndex(of: traject) }

  /// Someone leaves the list without a place.
  mutating func leaveList(_ number: Int, at point: Int) {
    guard let traject = people[number].traject, let pool = poolIndex(of: traject) else { return }
    waiting[pool].gaveUp += 1
  }

  /// Free places go to those who wait: all of them in a row, and each in turn takes a place if one is left for them.
  mutating func givePlaces(at point: Int) {
    for pool in pools.indices {
      let definition = oracle.model.places[pool]
      guard point >= definition.from.map(clock.point) ?? 0, point < definition.until.map(clock.point) ?? .max
      else { continue }
      var row = people.filter {
        $0.shadowOf == nil && isWaiting(oracle.map.nodes[$0.node]) && $0.traject.flatMap(poolIndex) == pool
      }
      row.shuffle(using: &random)
      if definition.order != .random {
        row = row.enumerated().sorted {
          (rank($0.element, definition), $0.element.enteredNode, $0.offset)
            < (rank($1.element, definition), $1.element.enteredNode, $1.offset)
        }.map(\.element)
      }
      let moment = OracleMoment(step: point)
      var most =
        definition.admits.map { Int((oracle.evaluator.value($0, at: moment) + 1e-9).rounded(.down)) } ?? .max
      for person in row where most > 0 && isFree(pool, for: person.group, at: point) {
        most -= 1
        place(person.number, in: pool, at: point)
      }
    }
  }

  private func rank(_ person: OraclePerson, _ pool: PlacePool) -> Int {
    guard pool.order == .priority, let traject = person.traject else { return 0 }
    let names = [oracle.model.groups[person.group].name, oracle.model.trajecten[traject].name]
    return names.compactMap { pool.priority.firstIndex(of: $0) }.min() ?? pool.priority.count
  }

  /// Whether a place is free for someone of a group, with the earmarks of other groups kept free.
  private func isFree(_ pool: Int, for group: Int, at point: Int) -> Bool {
    let free = freePlaces(of: pool, at: point)
    guard free > 0 else { return false }
    var kept = 0
    for earmark in oracle.model.places[pool].earmarked {
      let places = Int(
        (oracle.evaluator.value(earmark.places, at: OracleMoment(step: point)) + 1e-9).rounded(.down))
      let there = people.count { $0.pool == pool && oracle.model.groups[$0.group].name == earmark.group }
      let left = max(0, places - there)
      if left > 0 && oracle.model.groups[group].name == earmark.group { return true }
      kept += left
    }
    return free > kept
  }

  private mutating func place(_ number: Int, in pool: Int, at point: Int) {
    guard let (traject, phase) = oracle.map.nodes[people[number].node].phase else { return }
    waiting[pool].admitted += 1
    waiting[pool].stepsBeforeAdmission += point - people[number].enteredNode
    pools[pool].occupied += 1
    people[number].pool = pool
    let next = oracle.model.trajecten[traject].phases[phase + 1].name
    move(number, to: oracle.map.index(next), at: point, by: nil)
  }

  /// What is reported of waiting lists.
  func waitingOutcomes() -> [String: Double] {
    var found: [String: Double] = [:]
    for (pool, definition) in oracle.model.places.enumerated() {
      guard oracle.model.trajecten.indices.contains(where: { hasList($0) && poolIndex(of: $0) == pool })
      else {
        continue
      }
      func listed(at point: Int) -> Int {
        people.count { person in
          guard person.shadowOf == nil, let node = node(of: person, at: point),
            let (traject, _) = oracle.map.nodes[node].phase
          else { return false }
          return isWaiting(oracle.map.nodes[node]) && poolIndex(of: traject) == pool
        }
      }
      let months = clock.step.months
      let name = definition.name
      found[OutcomeKey.admitted(pool: name)] = Double(waiting[pool].admitted)
      found[OutcomeKey.waitMonths(pool: name)] = Double(waiting[pool].stepsBeforeAdmission) * months
      found[OutcomeKey.gaveUp(pool: name)] = Double(waiting[pool].gaveUp)
      found[OutcomeKey.waiting(pool: name)] =
        Double((0..<clock.steps).reduce(0) { $0 + listed(at: $1) }) * months
      found[OutcomeKey.waitingAtHorizon(pool: name)] = Double(listed(at: clock.steps))
    }
    return found
  }
}
