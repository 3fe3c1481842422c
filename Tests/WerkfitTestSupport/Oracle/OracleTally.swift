import Foundation
import WerkfitStudy

import enum WerkfitStudy.Expression

/// Whose quantities are counted.
enum OraclePopulation {
  /// Real people, with the places and payments that belong to no person.
  case real
  /// The shadows of groups that are supplied on demand.
  case shadows
}

/// The quantities of one run: people by group, state and point; moves and starts by group and point.
struct OracleTally {
  let core: OracleCore
  /// The last point that is counted.
  let last: Int
  /// People by group, state and point.
  private(set) var present: [[[Int]]]
  /// The same split by how long people have been in the state: 1 at the first point.
  private(set) var aged: [[[[Int: Int]]]]
  /// Moves by group, step, state left and state reached.
  private(set) var moves: [OracleMove: Int] = [:]
  /// Starts by group, traject and point.
  private(set) var starts: [OracleStart: Int] = [:]
  let population: OraclePopulation
  let openPlaces: [[Int]]

  init(world: OracleWorld, population: OraclePopulation = .real, until last: Int) {
    core = world.oracle
    self.last = last
    self.population = population
    openPlaces = population == .real ? world.openPlaces : []
    let nodes = world.oracle.map.nodes
    present = world.oracle.model.groups.map { _ in
      nodes.map { _ in Array(repeating: 0, count: max(0, last + 1)) }
    }
    aged = world.oracle.model.groups.map { _ in
      nodes.map { _ in Array(repeating: [:], count: max(0, last + 1)) }
    }
    func counts(_ person: OraclePerson) -> Bool {
      switch population {
      case .real: person.shadowOf == nil
      case .shadows: person.shadowOf != nil && world.isOnDemand(person.group)
      }
    }
    for person in world.people where counts(person) {
      for (offset, node) in world.paths[person.number].enumerated() where person.entered + offset <= last {
        let point = person.entered + offset
        present[person.group][node][point] += 1
        aged[person.group][node][point][point - world.since[person.number][offset] + 1, default: 0] += 1
      }
    }
    for event in world.events where counts(world.people[event.person]) {
      let group = world.people[event.person].group
      switch event.kind {
      case .enters: break
      case .starts(let traject):
        starts[OracleStart(group: group, traject: traject, point: event.point), default: 0] += 1
      case .moves:
        let move = OracleMove(
          group: group, step: max(0, event.point - 1), from: event.from ?? "", to: event.to)
        moves[move, default: 0] += 1
      }
    }
  }

  /// What a line adds up to, with every moment weighed.
  ///
  /// - Parameter weight: The factor for a moment in steps since the start, such as a discount factor; 0 drops
  ///   what happens then.
  func total(of basis: QuantityBasis, amount: Expression, counted: Counting?, weight: (Double) -> Double)
    -> Double
  {
    let clock = core.study.clock
    let counting = counted ?? clock.counted
    func value(_ group: Int?, _ step: Int, inState: Int = 1) -> Double {
      core.evaluator.value(amount, at: OracleMoment(group: group, step: step, inState: inState))
    }
    func overTime(per period: Period, group: Int?, _ number: (Int) -> Double) -> Double {
      counting.moments(steps: clock.steps).filter { $0.point <= last }.reduce(0) { sum, moment in
        let people = number(moment.point)
        guard people != 0 else { return sum }
        return sum + people * moment.share * value(group, moment.step) * weight(moment.time)
      } / period.steps(of: clock)
    }
    switch basis {
    case .time(let states, let period):
      let nodes = Set(states.map { core.map.index($0) })
      if present.indices.contains(where: { core.evaluator.reads(amount, group: $0).clocks.contains(.inState) }
      ) {
        return counting.moments(steps: clock.steps).filter { $0.point <= last }.reduce(0) { sum, moment in
          let here = aged.indices.reduce(0.0) { sum, group in
            sum
              + nodes.reduce(0) { sum, node in
                sum
                  + aged[group][node][moment.point].reduce(0) {
                    $0 + Double($1.value) * value(group, moment.step, inState: $1.key)
                  }
              }
          }
          return sum + here * moment.share * weight(moment.time)
        } / period.steps(of: clock)
      }
      return present.indices.reduce(0) { sum, group in
        sum
          + overTime(per: period, group: group) { point in
            Double(nodes.reduce(0) { $0 + present[group][$1][point] })
          }
      }
    case .move(let from, let to):
      // Only a counting of the line itself moves the moment of a move away from the end of its step.
      let shift = counted == .start ? 0 : counted == .halfway ? 0.5 : 1
      return moves.reduce(0) { sum, entry in
        let (move, count) = entry
        guard from.contains(move.from), to.contains(move.to) else { return sum }
        return sum + Double(count) * value(move.group, move.step) * weight(Double(move.step) + shift)
      }
    case .start(let trajecten):
      return starts.reduce(0) { sum, entry in
        let (start, count) = entry
        guard trajecten.contains(start.traject) else { return sum }
        return sum + Double(count) * value(start.group, start.point) * weight(Double(start.point))
      }
    case .placeTime(let name, let period):
      guard population == .real, let pool = core.model.places.firstIndex(where: { $0.name == name }) else {
        return 0
      }
      // What is not counted yet has no weight in what was paid before now.
      return overTime(per: period, group: nil) {
        openPlaces.indices.contains($0) ? Double(openPlaces[$0][pool]) : 0
      }
    case .once: return population == .real ? value(nil, 0) * weight(0) : 0
    case .every(let period): return population == .real ? overTime(per: period, group: nil) { _ in 1 } : 0
    }
  }

  /// What every fund has paid, nominally, before a moment.
  func paid(before end: Double) -> [Double] {
    let clock = core.study.clock
    let index = core.evaluator.value(core.study.money.indexation, at: OracleMoment(step: 0))
    return core.model.funds.map { fund in
      core.model.prices.filter { $0.from == fund.account }.reduce(0) { sum, line in
        sum
          + total(of: line.basis, amount: line.amount, counted: line.counted) {
            $0 < end ? pow(1 + index, $0 / clock.stepsPerYear) : 0
          }
      }
    }
  }
}

struct OracleMove: Hashable {
  var group: Int
  var step: Int
  var from: String
  var to: String
}

struct OracleStart: Hashable {
  var group: Int
  var traject: String
  var point: Int
}

/// A moment at which people are counted.
struct OracleCountedMoment {
  /// The point whose people are counted.
  var point: Int
  /// With what share.
  var share: Double
  /// The moment of the discount factor, in steps since the start.
  var time: Double
  /// The step, from 0, whose clocks the amount reads.
  var step: Int
}

extension Counting {
  /// All moments at which people are counted in a study of the given number of steps.
  ///
  /// Counted at the end, point k closes step k and is priced as such; otherwise point k opens step k + 1.
  func moments(steps: Int) -> [OracleCountedMoment] {
    switch self {
    case .start:
      (0..<steps).map { OracleCountedMoment(point: $0, share: 1, time: Double($0), step: $0) }
    case .end:
      (1...steps).map { OracleCountedMoment(point: $0, share: 1, time: Double($0), step: $0 - 1) }
    case .points:
      (0...steps).map { OracleCountedMoment(point: $0, share: 1, time: Double($0), step: $0) }
    case .halfway:
      (0..<steps).flatMap { step in
        [step, step + 1].map {
          OracleCountedMoment(point: $0, share: 0.5, time: Double(step) + 0.5, step: step)
        }
      }
    }
  }
}
