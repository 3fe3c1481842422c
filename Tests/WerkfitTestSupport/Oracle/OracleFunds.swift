import Foundation
import WerkfitStudy

/// A shift between funds as it took place.
struct OracleShift {
  var from: Int
  var to: Int
  var point: Int
  var amount: Double
}

/// Funds over calendar years that count commitments, worked out anew from the list of what was committed and shifted.
extension OracleWorld {
  /// What a fund has left at a point, and what of it lapsed at the ends of the years before.
  func balance(of fund: Int, at point: Int) -> (left: Double, lapsed: Double) {
    let definition = oracle.model.funds[fund]
    func year(_ step: Int) -> Int { clock.month(ofStep: step).year }
    func changes(_ holds: (Int) -> Bool) -> Double {
      commitments.reduce(0) { $0 - ($1.fund == fund && holds($1.point) ? $1.amount : 0) }
        + shifts.reduce(0) { sum, shift in
          guard holds(shift.point) else { return sum }
          return sum + (shift.to == fund ? shift.amount : shift.from == fund ? -shift.amount : 0)
        }
    }
    guard definition.isYearly else {
      return (oracle.evaluator.value(definition.amount, at: OracleMoment(step: 0)) + changes { _ in true }, 0)
    }
    var (left, lapsed, before) = (0.0, 0.0, 0.0)
    for number in year(0)...year(point) {
      if number > year(0) {
        var kept = left
        switch definition.carryOver {
        case .all: break
        case .none: kept = min(left, 0)
        case .share(let share):
          kept = min(left, oracle.evaluator.value(share, at: OracleMoment(step: 0)) * before)
        }
        lapsed += left - kept
        left = kept
      }
      let steps = (0..<clock.steps).filter { year($0) == number }
      let isOpen = steps.contains {
        $0 >= definition.from.map(clock.point) ?? 0 && $0 < definition.until.map(clock.point) ?? .max
      }
      before = isOpen ? oracle.evaluator.value(definition.amount, at: OracleMoment(step: steps[0])) : 0
      left += before + changes { year($0) == number }
    }
    return (left, lapsed)
  }

  /// Money moves between funds at a point, as far as it is there.
  mutating func takeShifts(at point: Int) {
    for shift in oracle.model.shifts where clock.point(of: shift.month) == point {
      guard let from = oracle.model.funds.firstIndex(where: { $0.name == shift.from }),
        let to = oracle.model.funds.firstIndex(where: { $0.name == shift.to })
      else { continue }
      let wanted = oracle.evaluator.value(shift.amount, at: OracleMoment(step: point))
      let moved = min(wanted, max(0, balance(of: from, at: point).left))
      shifts.append(OracleShift(from: from, to: to, point: point, amount: moved))
    }
  }

  /// Whether a fund changes over time.
  func changes(_ fund: Fund) -> Bool {
    fund.isYearly || oracle.model.shifts.contains { $0.from == fund.name || $0.to == fund.name }
      || !oracle.model.reserves.isEmpty
  }
}
