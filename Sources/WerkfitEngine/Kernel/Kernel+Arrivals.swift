import Foundation
import WerkfitStudy

extension Kernel {
  /// Lets the people of sized groups be there at the start, and others arrive.
  func arrive(at step: Int) {
    for group in 0..<groupCount {
      let info = groupInfo[group]
      if info.isOnDemand || info.classCount == 0 { continue }
      var people = 0.0
      if info.hasSize {
        if step > 0 { continue }
        people = drawn.limits.sizes[group]
        if isExact {
          let whole = (people + 1e-9).rounded(.down)
          var random = numbers(.arrival, UInt64(group), step)
          people = whole + (random.next() < people - whole ? 1 : 0)
        }
      } else if step >= info.arrivesFrom && step < info.arrivesUntil {
        let mean = drawn.arrivals(of: group, in: step)
        if info.isPoisson {
          var random = numbers(.arrival, address(UInt64(group), 2), step)
          people = isExact ? poisson(mean, &random) : mean
        } else {
          arrivalCarry[group] += mean
          people = (arrivalCarry[group] + 1e-9).rounded(.down)
          arrivalCarry[group] -= people
        }
      }
      if people <= 0 { continue }
      if info.classCount == 1 {
        distribute(people, group: group, at: step)
      } else {
        divide(people, group: group, classes: info.classCount, at: step)
      }
    }
  }

  /// Splits the people of a doelgroep over its hidden classes: a chain of binomials, or by expectation.
  private func divide(_ people: Double, group: Int, classes: Int, at step: Int) {
    var random = numbers(.arrival, address(UInt64(group), 2), step)
    var left = people
    var rest = 0.0
    for part in group..<(group + classes) { rest += drawn.limits.classShares[part] }
    for part in group..<(group + classes) {
      let share = drawn.limits.classShares[part]
      if left <= 0 || share <= 0 { continue }
      let here =
        !isExact
        ? people * share : share >= rest - 1e-12 ? left : binomial(left, share / rest, &random)
      rest -= share
      left -= here
      if here > 0 { distribute(here, group: part, at: step) }
    }
  }

  /// Splits people over the starting states of their group: a chain of binomials, or by expectation.
  private func distribute(_ people: Double, group: Int, at step: Int) {
    let info = groupInfo[group]
    var random = numbers(.arrival, address(UInt64(group), 1), step)
    var left = people
    var rest = 0.0
    for index in 0..<info.startingStates { rest += drawn.limits.startingShares[info.firstStart + index] }
    for index in 0..<info.startingStates {
      let share = drawn.limits.startingShares[info.firstStart + index]
      if left <= 0 || share <= 0 { continue }
      let part =
        !isExact ? people * share : share >= rest - 1e-12 ? left : binomial(left, share / rest, &random)
      rest -= share
      left -= part
      if part <= 0 { continue }
      var lot = Lot(
        count: part, group: Int16(group), state: startStates[info.firstStart + index], entry: Moment(step),
        spell: Moment(step))
      lot.id = address(address(UInt64(group), UInt64(index)), UInt64(step) &+ 0xA55)
      occupy(lot, part, from: step)
      admit(lot, at: step)
    }
  }
}
