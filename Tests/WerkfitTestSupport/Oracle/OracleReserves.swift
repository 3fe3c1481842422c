import Foundation
import WerkfitStudy

// Reserves that learn, decided from the list of what happened.
extension OracleWorld {
  /// Reserves whose review falls at a point give money to the measure that did best so far.
  mutating func reviewReserves(at point: Int) {
    for reserve in oracle.model.reserves {
      guard let review = reserve.reviews.firstIndex(where: { clock.point(of: $0) == point }),
        let from = oracle.model.funds.firstIndex(where: { $0.name == reserve.fund })
      else { continue }
      let money = max(0, balance(of: from, at: point).left) / Double(reserve.reviews.count - review)
      let scores = reserve.measures.map { score(of: $0, rule: reserve.rule, at: point) }
      let best = reserve.rule == .first ? 0 : scores.firstIndex(of: scores.max() ?? 0) ?? 0
      if money > 0 { give(money, from: from, to: reserve.measures[best], at: point) }
    }
  }

  private func score(of measure: ReserveMeasure, rule: ReserveRule, at point: Int) -> Double {
    let starters = people.filter {
      $0.shadowOf == nil && $0.startPoint != nil
        && oracle.model.trajecten[$0.traject ?? 0].name == measure.traject
    }
    let exits = starters.count { person in
      guard !person.hasDroppedOut, let start = person.startPoint else { return false }
      let first = events.first { event in
        event.person == person.number && event.point > start && isExitToWork(event)
      }
      return first.map { $0.point <= point && $0.point - start <= oracle.study.exitWindow } ?? false
    }
    var spent = Double(starters.count)
    if rule == .exitsPerEuro {
      let commits = oracle.model.trajecten.first { $0.name == measure.traject }?.commits
      spent = starters.reduce(0) { sum, person in
        let moment = OracleMoment(group: person.group, step: person.startPoint ?? 0)
        return sum + (commits.map { oracle.evaluator.value($0, at: moment) } ?? 0)
      }
    }
    return spent > 0 ? Double(exits) / spent : 0
  }

  private func isExitToWork(_ event: OracleEvent) -> Bool {
    guard case .moves = event.kind, let from = event.from else { return false }
    return oracle.map.nodes[oracle.map.index(event.to)].kind.isWork
      && !oracle.map.nodes[oracle.map.index(from)].kind.isWork
  }

  private mutating func give(_ money: Double, from: Int, to measure: ReserveMeasure, at point: Int) {
    guard let traject = oracle.model.trajecten.firstIndex(where: { $0.name == measure.traject }),
      let fund = fundIndex(of: traject)
    else { return }
    shifts.append(OracleShift(from: from, to: fund, point: point, amount: money))
    let moment = OracleMoment(step: point)
    if let price = measure.perPlaceMonth, let pool = poolIndex(of: traject) {
      let end = min(oracle.model.places[pool].until.map(clock.point) ?? clock.steps, clock.steps)
      let each = oracle.evaluator.value(price, at: moment) * clock.step.months * Double(end - point)
      if end > point { pools[pool].capacity += Int((money / each + 1e-9).rounded(.down)) }
    } else if let price = measure.perStart, let index = offers.firstIndex(where: { $0.traject == traject }) {
      let begin = max(point, offers[index].first)
      let end = min(offers[index].end, clock.steps)
      if end > begin {
        offers[index].bought += money / oracle.evaluator.value(price, at: moment) / Double(end - begin)
      }
    }
  }
}
