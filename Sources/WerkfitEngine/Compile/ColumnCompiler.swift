import WerkfitStudy

/// Decides which columns of results a model gives.
struct ColumnCompiler {
  let study: Study
  let model: StudyModel
  let states: [CompiledState]
  let pricing: CompiledPricing

  /// The columns, standard outcomes first; only those in `report` where the study has one, with its targets.
  func columns() -> [(descriptor: OutcomeDescriptor, rule: ColumnRule)] {
    let all = standard() + own() + groups()
    guard !study.reported.isEmpty else { return all + occupancies() }
    var wanted = Set(study.reported)
    for target in study.targets { if case .outcome(let key) = target.subject { wanted.insert(key) } }
    for target in study.observations { if case .outcome(let key)? = target.subject { wanted.insert(key) } }
    if let perspective = study.perspective {
      wanted.insert(OutcomeKey.balance(party: perspective))
      for member in model.parties.first(where: { $0.name == perspective })?.members ?? [] {
        wanted.insert(OutcomeKey.balance(party: perspective, member: member.name))
      }
    }
    for column in groups() { wanted.insert(column.descriptor.key) }
    // A fund that is overspent is never left out.
    for fund in model.funds { wanted.insert(OutcomeKey.left(fund: fund.name)) }
    return all.filter { wanted.contains($0.descriptor.key) } + occupancies()
  }

  private func standard() -> [(descriptor: OutcomeDescriptor, rule: ColumnRule)] {
    var columns: [(OutcomeDescriptor, ColumnRule)] = []
    func add(_ outcome: StandardOutcome, _ unit: OutcomeDescriptor.Unit, _ rule: ColumnRule) {
      columns.append((OutcomeDescriptor(key: outcome.rawValue, unit: unit), rule))
    }
    let counters: [(StandardOutcome, Counter)] = [
      (.started, .started), (.droppedOut, .droppedOut), (.completed, .completed),
      (.refusedPlaces, .refusedPlaces), (.refusedMoney, .refusedMoney), (.grossExits, .gross),
      (.nullExits, .null),
    ]
    let exits: [(StandardOutcome, Counter)] = [
      (.grossExitsFullTime, .grossFullTime), (.grossExitsPartTime, .grossPartTime),
      (.grossExitsSubsidised, .grossSubsidised),
    ]
    let durable: [(StandardOutcome, StandardOutcome, StandardOutcome, Counter, Counter)] = [
      (.durableExits6, .nullDurableExits6, .netDurableExits6, .durable6, .nullDurable6),
      (.durableExits12, .nullDurableExits12, .netDurableExits12, .durable12, .nullDurable12),
      (.durableExits18, .nullDurableExits18, .netDurableExits18, .durable18, .nullDurable18),
    ]
    if !study.base.trajecten.isEmpty || !model.trajecten.isEmpty {
      for (outcome, counter) in counters { add(outcome, .persons, .counter(counter)) }
      add(.netExits, .persons, .difference(.gross, .null))
      for (outcome, counter) in exits { add(outcome, .persons, .counter(counter)) }
      for (gross, null, net, with, without) in durable {
        add(gross, .persons, .counter(with))
        add(null, .persons, .counter(without))
        add(net, .persons, .difference(with, without))
      }
      add(.relapses, .persons, .counter(.relapses))
      add(.relapses12, .persons, .counter(.relapses12))
    }
    if states.contains(where: \.isWork) { add(.exitsToWork, .persons, .counter(.exitsToWork)) }
    let benefit = pricing.stateOfColumn.indices.filter { states[pricing.stateOfColumn[$0]].isOnBenefit }
    if !benefit.isEmpty { add(.benefitMonths, .months, .months(benefit)) }
    if !pricing.lines.isEmpty {
      add(.programmeCost, .money, .category(.programme))
      add(.benefitPaid, .money, .category(.benefit))
      add(.balanceSociety, .money, .society)
    }
    return columns.map { (descriptor: $0.0, rule: $0.1) }
  }

  /// Starts and exits per doelgroep, where the study reports them.
  private func groups() -> [(descriptor: OutcomeDescriptor, rule: ColumnRule)] {
    guard study.reportsGroups, !study.base.trajecten.isEmpty || !model.trajecten.isEmpty else { return [] }
    // Those that a scenario adds stand behind those of the base.
    return study.base.groups.enumerated().flatMap { index, group in
      let rules: [(StandardOutcome, ColumnRule)] = [
        (.started, .groupCounter(.started, group: index)), (.grossExits, .groupCounter(.gross, group: index)),
        (.nullExits, .groupCounter(.null, group: index)),
        (.netExits, .groupDifference(.gross, .null, group: index)),
        (.netDurableExits12, .groupDifference(.durable12, .nullDurable12, group: index)),
      ]
      return rules.map { outcome, rule in
        (
          descriptor: OutcomeDescriptor(
            key: OutcomeKey.ofGroup(group.name, outcome), label: group.label, unit: .persons), rule: rule
        )
      }
    }
  }

  private func own() -> [(descriptor: OutcomeDescriptor, rule: ColumnRule)] {
    var columns: [(descriptor: OutcomeDescriptor, rule: ColumnRule)] = []
    func add(
      _ key: String, _ label: String, _ unit: OutcomeDescriptor.Unit, _ rule: ColumnRule,
      nominal: Bool = false
    ) {
      columns.append(
        (OutcomeDescriptor(key: key, label: label, unit: unit, isNominal: nominal), rule))
    }
    var share = 0
    for (index, name) in pricing.parties.enumerated() {
      let party = model.parties.first { $0.name == name }
      add(OutcomeKey.balance(party: name), party?.label ?? name, .money, .balance(index))
      for member in party?.members ?? [] {
        let key = OutcomeKey.balance(party: name, member: member.name)
        add(key, member.label, .money, .member(party: index, share: share))
        share += 1
      }
    }
    for (index, outcome) in model.outcomes.enumerated() {
      add(outcome.name, outcome.label, .own(outcome.unit), .outcome(index))
    }
    for (index, line) in model.prices.enumerated() {
      add(OutcomeKey.line(line.name), line.label, .money, .line(index))
    }
    for (index, rule) in model.budgetRules.enumerated() {
      add(OutcomeKey.line(rule.name), rule.label, .money, .budgetRule(index))
    }
    for (index, traject) in model.trajecten.enumerated() {
      add(OutcomeKey.started(traject: traject.name), traject.label, .persons, .started(index))
    }
    for (index, pool) in model.places.enumerated() {
      add(OutcomeKey.occupied(pool: pool.name), pool.label, .months, .occupied(index))
      add(OutcomeKey.refusedPlaces(pool: pool.name), pool.label, .persons, .refusedPlaces(index))
    }
    for (index, pool) in model.places.enumerated() {
      let waiting = columnsOf(states.indices.filter { states[$0].waitsFor == index })
      guard !waiting.isEmpty else { continue }
      let name = pool.name
      add(OutcomeKey.admitted(pool: name), pool.label, .persons, .waiting(.admitted, pool: index))
      add(
        OutcomeKey.waitMonths(pool: name), pool.label, .months, .waiting(.stepsBeforeAdmission, pool: index))
      add(OutcomeKey.gaveUp(pool: name), pool.label, .persons, .waiting(.gaveUp, pool: index))
      add(OutcomeKey.waiting(pool: name), pool.label, .months, .waitingMonths(waiting))
      add(OutcomeKey.waitingAtHorizon(pool: name), pool.label, .persons, .atHorizon(waiting))
    }
    for (index, fund) in model.funds.enumerated() {
      add(OutcomeKey.committed(fund: fund.name), fund.label, .money, .committed(index), nominal: true)
      add(OutcomeKey.paid(fund: fund.name), fund.label, .money, .paid(index), nominal: true)
      add(OutcomeKey.left(fund: fund.name), fund.label, .money, .left(index), nominal: true)
      add(OutcomeKey.refusedMoney(fund: fund.name), fund.label, .persons, .fund(index, .refused))
      if fund.isYearly {
        add(OutcomeKey.lapsed(fund: fund.name), fund.label, .money, .fund(index, .lapsed), nominal: true)
      }
      let shifts = model.shifts.contains { $0.from == fund.name || $0.to == fund.name }
      if shifts || !model.reserves.isEmpty {
        add(OutcomeKey.shifted(fund: fund.name), fund.label, .money, .shifted(index), nominal: true)
      }
      if shifts {
        let short = ColumnRule.fund(index, .notShifted)
        add(OutcomeKey.notShifted(fund: fund.name), fund.label, .money, short, nominal: true)
      }
    }
    var measures = 0
    for reserve in model.reserves {
      for measure in reserve.measures {
        let label = model.trajecten.first { $0.name == measure.traject }?.label ?? measure.traject
        add(
          OutcomeKey.granted(reserve: reserve.name, traject: measure.traject), "\(reserve.label): \(label)",
          .money,
          .granted(measures), nominal: true)
        measures += 1
      }
    }
    for (index, state) in model.allStates.enumerated() {
      let here = columnsOf([index])
      add(OutcomeKey.months(state: state.name), state.label, .months, .months(here))
      add(OutcomeKey.atHorizon(state: state.name), state.label, .persons, .atHorizon(here))
    }
    return columns
  }

  private func occupancies() -> [(descriptor: OutcomeDescriptor, rule: ColumnRule)] {
    func column(
      _ key: String, _ label: String, _ subject: Subject?
    ) -> (descriptor: OutcomeDescriptor, rule: ColumnRule)? {
      guard case .occupancy(let names, let point)? = subject else { return nil }
      let indices = names.compactMap { name in states.firstIndex { $0.name == name } }
      return (
        OutcomeDescriptor(key: key, label: label, unit: .persons),
        .occupancy(columnsOf(indices), point: min(max(point, 0), study.clock.steps))
      )
    }
    return study.targets.compactMap { column(OutcomeKey.target($0.name), $0.label, $0.subject) }
      + study.observations.compactMap { column(OutcomeKey.observation($0.name), $0.label, $0.subject) }
  }

  private func columnsOf(_ indices: [Int]) -> [Int] {
    pricing.stateOfColumn.indices.filter { indices.contains(pricing.stateOfColumn[$0]) }
  }
}
