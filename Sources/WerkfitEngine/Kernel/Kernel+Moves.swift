import Foundation
import WerkfitStudy

/// How people leave a state.
enum Leaving {
  case exit(isDropout: Bool)
  /// The stay ended.
  case end
}

extension Kernel {
  /// The lot of `people` out of `lot` who move to a state in a step, with everything counted that counts.
  ///
  /// They arrive at the end of the step. A lot that needs no following any more comes back empty.
  @inline(__always)
  func moved(_ lot: Lot, _ people: Double, to target: Int, in step: Int, _ leaving: Leaving) -> Lot {
    var next = lot
    next.count = people
    advance(&next, to: target, in: step, leaving)
    return next
  }

  /// Moves all people of a lot, in place: a person's life is written and read field by field, without copies.
  @inline(__always)
  func advance(_ lot: inout Lot, to target: Int, in step: Int, _ leaving: Leaving) {
    let people = lot.count
    let arrival = step &+ 1
    let origin = Int(lot.state)
    let from = stateInfo[origin]
    let to = stateInfo[target]
    moves += people
    let isGhost = lot.flags.contains(.ghost)
    let isReal = !lot.flags.contains(.shadow)
    if !isGhost {
      if hasWaiting && isReal { moveOnList(lot, people, from, to, at: arrival) }
      occupy(lot, -people, from: arrival)
    }
    lot.state = Int16(truncatingIfNeeded: target)
    lot.entry = Moment(truncatingIfNeeded: arrival)
    lot.candidate = -1
    lot.plannedEnd = Moment.max
    if !isGhost {
      occupy(lot, people, from: arrival)
      let edge = edges[origin &* stateCount &+ target]
      if edge >= 0, isReal || lot.flags.contains(.counterfactual) {
        let scope = scopes == 1 ? 0 : Int(lot.group)
        // Who is given a place at the first point moves in no step before it.
        tally.move(scope &* edgeKinds &+ Int(edge), people, in: max(step, 0), isShadow: !isReal)
      }
      if from.traject >= 0 && to.traject != from.traject { leaveTraject(&lot, from, to, leaving) }
      if from.pool >= 0 && to.pool != from.pool && isReal {
        leavePlace(of: lot.group, people, from, at: arrival)
      }
    }
    if from.isOnBenefit != to.isOnBenefit {
      lot.spell = lot.entry
      if to.isOnBenefit && lot.flags.contains(.watched) {
        countReturn(people, of: lot.group, lot.flags, exit: lot.exit, at: lot.entry)
        lot.flags.subtract([.watched, .durable])
        lot.exit = -1
        if isGhost { lot.count = 0 }
      }
    }
    if to.isWork && !from.isWork && !isGhost {
      if isReal {
        tally.count(.exitsToWork, people)
      } else if lot.flags.contains(.counterfactual) {
        tally.count(.shadowExitsToWork, people)
      }
      if isTracking && lot.flags.contains(.started) && !lot.flags.contains(.settled) {
        countExit(&lot, people, to, at: lot.entry)
      }
    }
  }

  @inline(__always)
  private func leaveTraject(_ lot: inout Lot, _ from: StateInfo, _ to: StateInfo, _ leaving: Leaving) {
    lot.end = lot.entry
    // Who never had a place has done nothing of the traject.
    if from.waitsFor >= 0 {
      lot.traject = -1
      return
    }
    if !lot.flags.contains(.shadow) { countLeaving(lot.count, to, leaving) }
    if case .exit(isDropout: true) = leaving, !trajectInfo[Int(from.traject)].dropoutsKeepGain {
      lot.traject = -1
    }
  }

  /// Counts people who leave a traject.
  @inline(__always)
  func countLeaving(_ people: Double, _ to: StateInfo, _ leaving: Leaving) {
    switch leaving {
    case .exit(isDropout: true): tally.count(.droppedOut, people)
    case .exit(isDropout: false): if to.isWork { tally.count(.completed, people) }
    case .end: tally.count(.completed, people)
    }
  }

  /// Counts a first exit to work, if it falls within the window, and sets what is to be watched.
  private func countExit(_ next: inout Lot, _ people: Double, _ to: StateInfo, at arrival: Moment) {
    next.flags.insert(.settled)
    guard Int(arrival - next.start) <= model.exitWindow else { return }
    let isShadow = next.flags.contains(.shadow)
    if isShadow {
      tally.count(.null, people, of: next.group)
    } else {
      tally.count(.gross, people, of: next.group)
      if countsExits && next.traject >= 0 { tally.exit(Int(next.traject), people, at: Int(arrival)) }
      switch to.workKind {
      case 1: tally.count(.grossFullTime, people)
      case 2: tally.count(.grossPartTime, people)
      case 3: tally.count(.grossSubsidised, people)
      default: break
      }
    }
    if isExact {
      next.flags.insert(.watched)
      if !to.isOnBenefit { next.flags.insert(.durable) }
      next.exit = arrival
    } else {
      // In the trace the watching is linear: a ghost that is counted nowhere else is watched apart, so that
      // the clocks of the watching and those of the traject do not multiply.
      var ghost = next
      ghost.flags = isShadow ? [.ghost, .shadow, .watched, .settled] : [.ghost, .watched, .settled]
      if !to.isOnBenefit { ghost.flags.insert(.durable) }
      ghost.exit = arrival
      ghost.traject = -1
      ghost.start = -1
      ghost.end = -1
      ghost.considered = 0
      incoming.append(ghost)
    }
  }

  /// Counts a return to benefit of people who left it at a counted exit.
  private func countReturn(
    _ people: Double, of group: Int16, _ flags: Lot.Flags, exit: Moment, at arrival: Moment
  ) {
    if !flags.contains(.shadow) {
      tally.count(.relapses, people)
      if exit >= 0 && Double(arrival &- exit) <= model.relapseSteps + 1e-9 {
        tally.count(.relapses12, people)
      }
    }
    if flags.contains(.durable) { countDurable(people, of: group, flags, since: exit, until: arrival) }
  }

  /// Counts durable exits of people who were off benefit from their exit until a point.
  private func countDurable(
    _ people: Double, of group: Int16, _ flags: Lot.Flags, since exit: Moment, until point: Moment
  ) {
    let length = exit < 0 ? Int.max : Int(point &- exit)
    let isShadow = flags.contains(.shadow)
    if length >= durableSteps.0 { tally.count(isShadow ? .nullDurable6 : .durable6, people, of: group) }
    if length >= durableSteps.1 { tally.count(isShadow ? .nullDurable12 : .durable12, people, of: group) }
    if length >= durableSteps.2 { tally.count(isShadow ? .nullDurable18 : .durable18, people, of: group) }
  }

  /// Counts what is still watched for when the horizon is reached.
  @inline(__always)
  func settle(_ lot: Lot) {
    if lot.flags.contains(.durable) {
      countDurable(
        lot.count, of: lot.group, lot.flags, since: lot.exit, until: Moment(truncatingIfNeeded: steps))
    }
  }

  /// Settles everyone at the horizon who is in a pool or has just moved.
  func settleAtHorizon() {
    guard isTracking else { return }
    for index in 0..<poolCount {
      let lots = pools[index].lots
      for place in 0..<lots.count { settle(lots.base[place]) }
    }
    for place in 0..<incoming.count { settle(incoming.base[place]) }
  }
}
