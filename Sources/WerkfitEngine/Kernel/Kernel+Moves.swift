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
    let arrival = step + 1
    let from = stateInfo[Int(lot.state)]
    let to = stateInfo[target]
    var next = lot
    next.count = people
    moves += people
    next.state = Int16(truncatingIfNeeded: target)
    next.entry = Moment(truncatingIfNeeded: arrival)
    next.candidate = -1
    next.plannedEnd = Moment.max
    let isReal = !lot.flags.contains(.shadow)
    if !lot.flags.contains(.ghost) {
      if hasWaiting && isReal { moveOnList(lot, people, from, to, at: arrival) }
      occupy(lot, -people, from: arrival)
      occupy(next, people, from: arrival)
      let edge = edges[Int(lot.state) * stateCount + target]
      if edge >= 0 {
        let scope = scopes == 1 ? 0 : Int(lot.group)
        if isReal || lot.flags.contains(.counterfactual) {
          // Who is given a place at the first point moves in no step before it.
          tally.move(scope * edgeKinds + Int(edge), people, in: max(step, 0), isShadow: !isReal)
        }
      }
      if from.traject >= 0 && to.traject != from.traject {
        leaveTraject(lot, &next, people, from, to, leaving)
      }
      if from.pool >= 0 && to.pool != from.pool && isReal {
        leavePlace(lot, people, from, at: arrival)
      }
    }
    if from.isOnBenefit != to.isOnBenefit {
      next.spell = Moment(truncatingIfNeeded: arrival)
      if to.isOnBenefit && lot.flags.contains(.watched) {
        countReturn(lot, people, at: Moment(truncatingIfNeeded: arrival))
        next.flags.subtract([.watched, .durable])
        next.exit = -1
        if lot.flags.contains(.ghost) { next.count = 0 }
      }
    }
    if to.isWork && !from.isWork && !lot.flags.contains(.ghost) {
      if isReal {
        tally.count(.exitsToWork, people)
      } else if lot.flags.contains(.counterfactual) {
        tally.count(.shadowExitsToWork, people)
      }
      if isTracking && lot.flags.contains(.started) && !lot.flags.contains(.settled) {
        countExit(&next, people, to, at: Moment(truncatingIfNeeded: arrival))
      }
    }
    return next
  }

  private func leaveTraject(
    _ lot: Lot, _ next: inout Lot, _ people: Double, _ from: StateInfo, _ to: StateInfo, _ leaving: Leaving
  ) {
    next.end = next.entry
    // Who never had a place has done nothing of the traject.
    if from.waitsFor >= 0 {
      next.traject = -1
      return
    }
    if !lot.flags.contains(.shadow) { countLeaving(people, to, leaving) }
    if case .exit(isDropout: true) = leaving, !trajectInfo[Int(from.traject)].dropoutsKeepGain {
      next.traject = -1
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

  /// Counts a return to benefit after a counted exit.
  private func countReturn(_ lot: Lot, _ people: Double, at arrival: Moment) {
    let isShadow = lot.flags.contains(.shadow)
    if !isShadow {
      tally.count(.relapses, people)
      if lot.exit >= 0 && Double(arrival - lot.exit) <= model.relapseSteps + 1e-9 {
        tally.count(.relapses12, people)
      }
    }
    if lot.flags.contains(.durable) { countDurable(lot, people, until: arrival) }
  }

  /// Counts durable exits of people who were off benefit from their exit until a point.
  func countDurable(_ lot: Lot, _ people: Double, until point: Moment) {
    let length = lot.exit < 0 ? Int.max : Int(point - lot.exit)
    let isShadow = lot.flags.contains(.shadow)
    let needed = model.durableSteps
    if length >= needed[0] { tally.count(isShadow ? .nullDurable6 : .durable6, people, of: lot.group) }
    if length >= needed[1] { tally.count(isShadow ? .nullDurable12 : .durable12, people, of: lot.group) }
    if length >= needed[2] { tally.count(isShadow ? .nullDurable18 : .durable18, people, of: lot.group) }
  }

  /// Counts what is still watched for when the horizon is reached.
  @inline(__always)
  func settle(_ lot: Lot) {
    if lot.flags.contains(.durable) { countDurable(lot, lot.count, until: Moment(steps)) }
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
