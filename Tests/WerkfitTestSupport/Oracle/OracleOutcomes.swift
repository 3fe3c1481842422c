import Foundation
import WerkfitEngine
import WerkfitStudy

import enum WerkfitStudy.Expression

extension OracleWorld {
  func tally(until last: Int, population: OraclePopulation = .real) -> OracleTally {
    OracleTally(world: self, population: population, until: last)
  }

  /// All outcomes of the finished run.
  func result() -> OracleRun {
    let steps = clock.steps
    let real = tally(until: steps)
    let shadow = tally(until: steps, population: .shadows)
    var outcomes = real.outcomes()
    for (key, value) in eventOutcomes() { outcomes[key] = value }
    // What a reserve gave is no longer left in it, and left where it went until it is paid.
    for (index, fund) in oracle.model.funds.enumerated() where !oracle.model.reserves.isEmpty {
      for shift in shifts where shift.from == index || shift.to == index {
        outcomes[OutcomeKey.left(fund: fund.name), default: 0] +=
          shift.to == index ? shift.amount : -shift.amount
      }
    }
    let nodes = oracle.map.nodes
    func byState(_ tally: OracleTally) -> [String: [Int]] {
      Dictionary(
        nodes.indices.map { node in
          (
            nodes[node].name,
            (0...steps).map { point in tally.present.reduce(0) { $0 + $1[node][point] } }
          )
        }, uniquingKeysWith: +)
    }
    return OracleRun(
      outcomes: outcomes, counterfactual: shadow.outcomes(), occupancy: byState(real),
      shadowOccupancy: byState(shadow), starts: starts,
      openPlaces: Dictionary(
        uniqueKeysWithValues: oracle.model.places.indices.map { pool in
          (oracle.model.places[pool].name, openPlaces.map { $0[pool] })
        }), events: events)
  }

  /// Outcomes that are counted when something happens, and those that follow people after a start.
  private func eventOutcomes() -> [String: Double] {
    var found: [String: Double] = [:]
    func put(_ outcome: StandardOutcome, _ value: Int) { found[outcome.rawValue] = Double(value) }
    put(.started, starts.reduce(0, +))
    put(.droppedOut, droppedOut)
    put(.completed, completed)
    put(.refusedPlaces, refusedPlaces)
    put(.refusedMoney, refusedMoney)
    for (traject, count) in zip(oracle.model.trajecten, startsByTraject) {
      found[OutcomeKey.started(traject: traject.name)] = Double(count)
    }
    for (pool, definition) in oracle.model.places.enumerated() {
      let months = clock.counted.moments(steps: clock.steps).reduce(0) {
        $0 + Double(occupiedPlaces[$1.point][pool]) * $1.share * clock.step.months
      }
      found[OutcomeKey.occupied(pool: definition.name)] = months
    }
    for (fund, definition) in oracle.model.funds.enumerated() {
      found[OutcomeKey.committed(fund: definition.name)] = committed[fund]
      if definition.commitment == .start && changes(definition) {
        let lapsed = balance(of: fund, at: clock.steps).lapsed
        found[OutcomeKey.lapsed(fund: definition.name)] = lapsed
        found[OutcomeKey.shifted(fund: definition.name)] = shifts.reduce(0) {
          $0 + ($1.to == fund ? $1.amount : $1.from == fund ? -$1.amount : 0)
        }
      }
    }
    for (outcome, value) in trackedOutcomes() { put(outcome, value) }
    for (key, value) in waitingOutcomes() { found[key] = value }
    return found
  }

  private func trackedOutcomes() -> [StandardOutcome: Int] {
    var counts: [StandardOutcome: Int] = [:]
    let durable: [(Int, StandardOutcome, StandardOutcome, StandardOutcome)] = [
      (6, .durableExits6, .nullDurableExits6, .netDurableExits6),
      (12, .durableExits12, .nullDurableExits12, .netDurableExits12),
      (18, .durableExits18, .nullDurableExits18, .netDurableExits18),
    ]
    for (_, gross, null, net) in durable { for key in [gross, null, net] { counts[key] = 0 } }
    for key: StandardOutcome in [
      .grossExits, .nullExits, .netExits, .grossExitsFullTime, .grossExitsPartTime, .grossExitsSubsidised,
      .relapses, .relapses12,
    ] { counts[key] = 0 }
    for person in people {
      guard let start = person.startPoint ?? (person.shadowOf == nil ? nil : person.entered),
        let exit = firstExit(of: person, after: start), exit - start <= oracle.study.exitWindow
      else { continue }
      let isShadow = person.shadowOf != nil
      counts[isShadow ? .nullExits : .grossExits, default: 0] += 1
      counts[.netExits, default: 0] += isShadow ? -1 : 1
      for (months, gross, null, net) in durable where isDurable(exit, of: person, months: months) {
        counts[isShadow ? null : gross, default: 0] += 1
        counts[net, default: 0] += isShadow ? -1 : 1
      }
      if isShadow { continue }
      switch node(of: person, at: exit).map({ oracle.map.nodes[$0].kind }) {
      case .work: counts[.grossExitsFullTime, default: 0] += 1
      case .partTimeWork: counts[.grossExitsPartTime, default: 0] += 1
      case .subsidisedWork: counts[.grossExitsSubsidised, default: 0] += 1
      default: break
      }
      if let back = returnToBenefit(of: person, after: exit) {
        counts[.relapses, default: 0] += 1
        if Double(back - exit) * clock.step.months <= 12 + 1e-9 { counts[.relapses12, default: 0] += 1 }
      }
    }
    return counts
  }

  /// The point of the first arrival in work from a state that is no work, after a start.
  private func firstExit(of person: OraclePerson, after start: Int) -> Int? {
    guard start < clock.steps else { return nil }
    return (start + 1...clock.steps).first { point in
      isWork(person, at: point) && !isWork(person, at: point - 1)
    }
  }

  /// Whether someone is off benefit from an exit on for a number of months on end, within the horizon.
  ///
  /// Months that are no whole number of steps are rounded up.
  private func isDurable(_ exit: Int, of person: OraclePerson, months: Double) -> Bool {
    let length = Int((months / clock.step.months - 1e-9).rounded(.up))
    guard exit + length <= clock.steps else { return false }
    return (exit..<exit + length).allSatisfy { !isOnBenefit(person, at: $0) }
  }

  private func isDurable(_ exit: Int, of person: OraclePerson, months: Int) -> Bool {
    isDurable(exit, of: person, months: Double(months))
  }

  /// The point of the first change from off to on benefit after an exit.
  private func returnToBenefit(of person: OraclePerson, after exit: Int) -> Int? {
    guard exit < clock.steps else { return nil }
    return (exit + 1...clock.steps).first { point in
      isOnBenefit(person, at: point) && !isOnBenefit(person, at: point - 1)
    }
  }

  private func isWork(_ person: OraclePerson, at point: Int) -> Bool {
    node(of: person, at: point).map { oracle.map.nodes[$0].kind.isWork } ?? false
  }

  private func isOnBenefit(_ person: OraclePerson, at point: Int) -> Bool {
    node(of: person, at: point).map { oracle.map.nodes[$0].isOnBenefit } ?? false
  }
}

extension OracleTally {
  /// The outcomes that are sums over quantities, priced or not.
  func outcomes() -> [String: Double] {
    var found: [String: Double] = [:]
    let study = core.study
    let model = core.model
    let clock = study.clock
    let month = Period(1, .month)
    for node in core.map.nodes {
      let basis = QuantityBasis.time(in: [node.name], per: month)
      found[OutcomeKey.months(state: node.name)] =
        total(of: basis, amount: .number(1), counted: nil) { _ in 1 }
      let index = core.map.index(node.name)
      found[OutcomeKey.atHorizon(state: node.name)] =
        Double(present.reduce(0) { $0 + $1[index][clock.steps] })
    }
    let onBenefit = core.map.nodes.filter(\.isOnBenefit).map(\.name)
    found[StandardOutcome.benefitMonths.rawValue] =
      total(of: .time(in: onBenefit, per: month), amount: .number(1), counted: nil) { _ in 1 }
    let work = core.map.nodes.filter(\.kind.isWork).map(\.name)
    let elsewhere = core.map.nodes.filter { !$0.kind.isWork }.map(\.name)
    found[StandardOutcome.exitsToWork.rawValue] =
      total(of: .move(from: elsewhere, to: work), amount: .number(1), counted: nil) { _ in 1 }

    func rate(_ own: Expression?) -> Double {
      core.evaluator.value(own ?? study.money.discountRate, at: OracleMoment(step: 0))
    }
    var balances = Dictionary(model.parties.map { ($0.name, 0.0) }) { $1 }
    for key: StandardOutcome in [.programmeCost, .benefitPaid] { found[key.rawValue] = 0 }
    for line in model.prices {
      let yearly = rate(line.discountRate)
      let amount = total(of: line.basis, amount: line.amount, counted: line.counted) {
        pow(1 + yearly, -$0 / clock.stepsPerYear)
      }
      found[OutcomeKey.line(line.name)] = amount
      if line.category == .programme { found[StandardOutcome.programmeCost.rawValue, default: 0] += amount }
      if line.category == .benefit { found[StandardOutcome.benefitPaid.rawValue, default: 0] += amount }
      balances[line.from.party]? -= amount
      balances[line.to.party]? += amount
    }
    balances[Party.society] = nil
    for (party, balance) in balances { found[OutcomeKey.balance(party: party)] = balance }
    found[StandardOutcome.balanceSociety.rawValue] = balances.values.reduce(0, +)

    for definition in model.outcomes {
      let yearly = definition.discountRate.map { core.evaluator.value($0, at: OracleMoment(step: 0)) } ?? 0
      found[definition.name] = definition.lines.reduce(0) { sum, line in
        sum
          + total(of: line.basis, amount: line.amount, counted: definition.counted) {
            pow(1 + yearly, -$0 / clock.stepsPerYear)
          }
      }
    }
    if population == .real {
      for (fund, paid) in zip(model.funds, paid(before: .infinity)) {
        found[OutcomeKey.paid(fund: fund.name)] = paid
        let amount = core.evaluator.value(fund.amount, at: OracleMoment(step: 0))
        found[OutcomeKey.left(fund: fund.name)] = amount - paid
      }
    }
    return found
  }
}
