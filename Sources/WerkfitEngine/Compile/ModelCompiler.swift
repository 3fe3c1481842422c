import Foundation
import WerkfitStudy

/// Compiles a scenario of a study under a reading.
struct ModelCompiler {
  let study: Study
  /// The model, with the hidden classes of each doelgroep as groups of their own.
  let model: StudyModel
  let strata: [Stratum]
  var slots: SlotCompiler
  let stateIndex: [String: Int]
  let stateNames: [String]
  let trajectIndex: [String: Int]
  let poolIndex: [String: Int]
  let fundIndex: [String: Int]
  /// Per doelgroep, its classes.
  let groupIndex: [String: Range<Int>]

  init(study: Study, scenario: String, reading: String?) {
    self.study = study
    var model = study.model(scenario: scenario, reading: reading)
    strata = model.strata
    model.groups = strata.map(\.people)
    self.model = model
    slots = SlotCompiler(model: model)
    stateNames = model.allStates.map(\.name)
    func index(_ names: [String]) -> [String: Int] {
      Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
    stateIndex = index(stateNames)
    trajectIndex = index(model.trajecten.map(\.name))
    poolIndex = index(model.places.map(\.name))
    fundIndex = index(model.funds.map(\.name))
    var ranges: [String: Range<Int>] = [:]
    for (position, stratum) in strata.enumerated() {
      ranges[stratum.group] = (ranges[stratum.group]?.lowerBound ?? position)..<(position + 1)
    }
    groupIndex = ranges
  }

  var steps: Int { study.clock.steps }

  /// Per group, classes apart, the position of its doelgroep among those of the model.
  private var doelgroepOfGroup: [Int] {
    var names: [String] = []
    return strata.map { stratum in
      if names.last != stratum.group { names.append(stratum.group) }
      return names.count - 1
    }
  }

  /// The compiled model.
  ///
  /// - Throws: `SimulationError.invalid` where a name is not in the model or a formula cannot be compiled.
  mutating func compile() throws -> CompiledModel {
    guard steps >= 1, steps <= 10_000 else {
      throw SimulationError.invalid("clock.horizon: \(steps) steps; between 1 and 10,000 can be simulated")
    }
    try slots.addAllParameters()
    let states = try compileStates()
    let groups = try model.groups.indices.map { try compileGroup($0) }
    let trajecten = try model.trajecten.indices.map { try compileTraject($0) }
    var rows: [CompiledRow] = []
    var classes: [RowSignature: Int] = [:]
    for group in groups.indices {
      for state in states.indices {
        slots.reading = "doelgroepen.\(groups[group].name) / \(states[state].name)"
        rows.append(try compileRow(group: group, state: state, trajecten: trajecten, classes: &classes))
      }
    }
    let pools = try model.places.map { pool in
      slots.reading = "places.\(pool.name)"
      return CompiledPool(
        name: pool.name, capacity: try slots.program(pool.capacity), isRotating: pool.isRotating,
        emptyBetween: try pool.emptyBetween.map { try length($0) },
        open: openRange(from: pool.from, until: pool.until), list: try compileWaitingList(pool))
    }
    let offers = try model.offers.map { try compileOffer($0) }
      .enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
    let reserves = try compileReserves(offers)
    var pricing = PricingCompiler(study: study, model: model, stateNames: stateNames)
    let priced = try pricing.compile(slots: &slots, states: states)
    slots.reading = ""
    let funds = try model.funds.map { fund in
      slots.reading = "funds.\(fund.name)"
      return CompiledFund(
        name: fund.name, amount: try slots.program(fund.amount), commitment: fund.commitment,
        open: openRange(from: fund.from, until: fund.until),
        lines: priced.lines.indices.filter { model.prices[$0].from == fund.account },
        isYearly: fund.isYearly, carriesAll: fund.carryOver == .all,
        carriedShare: try fund.carryOver.limit.map { try slots.program($0) })
    }
    let shifts = try compileShifts()
    let budgetRules = try compileBudgetRules(parties: priced.parties)
    let isStaticSlot = SlotRule.areStatic(slots.rules)
    for index in rows.indices { rows[index].isStatic = isStatic(rows[index], isStaticSlot) }
    markReachable(&rows, groups: groups, trajecten: trajecten, states: states.count)
    let stepMonths = study.clock.step.months
    return CompiledModel(
      clock: study.clock, steps: steps, states: states, groups: groups, rows: rows, trajecten: trajecten,
      pools: pools, funds: funds, offers: offers, reserves: reserves, countsExits: countsExitsByTraject,
      countedGroups: study.reportsGroups ? doelgroepOfGroup : [],
      slotRules: slots.rules, slotNames: slots.names, ruleReadings: slots.ruleReadings,
      copulas: study.correlations.compactMap { CompiledCopula($0, parameters: study.base.parameters) },
      isStaticSlot: isStaticSlot,
      pricing: priced, isTracking: needsTracking, exitWindow: study.exitWindow,
      durableSteps: [6, 12, 18].map { Int((Double($0) / stepMonths - 1e-9).rounded(.up)) },
      relapseSteps: 12 / stepMonths, expectationIsExact: expectationIsExact(offers, groups: groups),
      edges: pricing.edges, edgeKinds: pricing.edgeKinds,
      scopes: pricing.scopes, shifts: shifts, budgetRules: budgetRules)
  }

  // MARK: Parts

  private func compileStates() throws -> [CompiledState] {
    var compiled = model.states.map {
      CompiledState(
        name: $0.name, kind: $0.kind, isOnBenefit: $0.isOnBenefit, isWork: $0.kind.isWork, traject: -1,
        pool: -1, waitsFor: -1)
    }
    for (index, traject) in model.trajecten.enumerated() {
      let pool = try traject.places.map { try position($0, in: poolIndex, as: "places") } ?? -1
      for phase in traject.phases {
        compiled.append(
          CompiledState(
            name: phase.name, kind: phase.kind, isOnBenefit: phase.isOnBenefit,
            isWork: phase.kind.isWork, traject: index, pool: traject.occupiesPlace(phase) ? pool : -1,
            waitsFor: try waitingPool(phase, of: traject)))
      }
    }
    return compiled
  }

  private mutating func compileGroup(_ index: Int) throws -> CompiledGroup {
    let group = model.groups[index]
    slots.reading = "doelgroepen.\(group.name)"
    var size: FormulaProgram?
    var arrivals: FormulaProgram?
    var period = 1.0
    var range = 0..<0
    switch group.supply {
    case .size(let formula): size = try slots.program(formula, group: index)
    case .arrivals(let formula, let per, let from, let until):
      arrivals = try slots.program(formula, group: index)
      period = per.steps(of: study.clock)
      range = openRange(from: from, until: until)
    case .onDemand: break
    }
    let stratum = strata[index]
    let classes = groupIndex[stratum.group] ?? index..<(index + 1)
    return CompiledGroup(
      name: stratum.group,
      share: stratum.hiddenClass == nil ? nil : try slots.program(stratum.share),
      classCount: index == classes.lowerBound ? classes.count : 0,
      isOnDemand: group.supply == .onDemand,
      isOffered: offeredGroups.contains(stratum.group), age: group.age ?? 0, size: size,
      arrivals: arrivals, arrivalPeriod: period, arrivalRange: range, arrivalSpread: group.arrivalSpread,
      startingStates: try group.startingStates.map {
        (try position($0.state, in: stateIndex, as: "states"), try slots.program($0.share, group: index))
      })
  }

  private mutating func compileTraject(_ index: Int) throws -> CompiledTraject {
    let traject = model.trajecten[index]
    slots.reading = "trajecten.\(traject.name)"
    guard let first = traject.phases.first else {
      throw SimulationError.invalid("trajecten.\(traject.name): has no phases")
    }
    let gains = try model.groups.indices.map { group in
      try traject.gain.map { try compileEffect($0, group: group) }
    }
    return CompiledTraject(
      name: traject.name, firstPhase: try position(first.name, in: stateIndex, as: "phases"),
      pool: try traject.places.map { try position($0, in: poolIndex, as: "places") } ?? -1,
      needsPlace: traject.needsPlaceToStart,
      uses: traject.placesPerPerson == .number(1) ? nil : try slots.program(traject.placesPerPerson),
      fund: try traject.fund.map { try position($0, in: fundIndex, as: "funds") } ?? -1,
      commits: try model.groups.indices.map {
        try slots.program(traject.commits ?? .number(0), group: $0)
      },
      gains: gains, dropoutsKeepGain: traject.dropoutsKeepGain,
      gainsFromStart: traject.gain.contains { $0.origin == .start },
      gainsFromEnd: traject.gain.contains { $0.origin == .end })
  }

  mutating func compileEffect(_ effect: Effect, group: Int) throws -> CompiledEffect {
    CompiledEffect(
      scale: effect.scale, size: try slots.program(effect.size, group: group),
      period: effect.period?.steps(of: study.clock) ?? 1, origin: effect.origin,
      halfLife: try effect.halfLife.map { try slots.program($0.amount, group: group) },
      halfLifeUnit: effect.halfLife.map { unitSteps($0.unit) } ?? 1,
      endsAfter: try effect.endsAfter.map { try slots.program($0.amount, group: group) },
      endsAfterUnit: effect.endsAfter.map { unitSteps($0.unit) } ?? 1)
  }

  private mutating func compileOffer(_ offer: Offer) throws -> CompiledOffer {
    let traject = try position(offer.traject, in: trajectIndex, as: "trajecten")
    slots.reading = "offer.\(offer.traject)"
    var groups: [Int] = []
    var blocks: [Range<Int>] = []
    for name in offer.groups {
      guard let classes = groupIndex[name] else {
        throw SimulationError.invalid("doelgroepen.\(name): unknown name")
      }
      blocks.append(groups.count..<(groups.count + classes.count))
      groups += classes
    }
    let limits = model.trajecten[traject].needsPlaceToStart || model.trajecten[traject].fund != nil
    let states = try groups.map { group in
      let names = offer.states.isEmpty ? model.groups[group].startingStates.map(\.state) : offer.states
      return try names.map { try position($0, in: stateIndex, as: "states") }
    }
    let takesEveryone = offer.intake == nil && !limits
    return CompiledOffer(
      traject: traject, groups: groups, blocks: blocks, mix: try offer.mix.map { try slots.program($0) },
      odds: try odds(of: offer, groups: groups), share: try slots.program(offer.share), states: states,
      from: offer.from.map { study.clock.point(of: $0) } ?? 0,
      until: offer.until.map { study.clock.point(of: $0) } ?? Int.max / 2,
      delay: try offer.delay.map { try length($0) },
      intake: try offer.intake.map { try slots.program($0) },
      intakePeriod: offer.intakePeriod.steps(of: study.clock), takesEveryone: takesEveryone,
      isOnce: takesEveryone && offer.until == nil && !model.trajecten[traject].hasWaitingList)
  }

  /// The odds ratios of an offer by position, or none where all are 1.
  private mutating func odds(of offer: Offer, groups: [Int]) throws -> [FormulaProgram] {
    if offer.selection.isEmpty { return [] }
    return try groups.map { group in
      let found = offer.selection.last {
        $0.group == strata[group].group
          && ($0.hiddenClass ?? strata[group].hiddenClass) == strata[group].hiddenClass
      }
      return try slots.program(found?.ratio ?? .number(1))
    }
  }

  // MARK: Helpers

  /// What any scenario offers, under any reading.
  private var allOffers: [Offer] {
    let changes = study.scenarios.map(\.changes) + study.readings.map(\.changes)
    return study.base.offers + changes.flatMap(\.offers)
  }

  private var offeredGroups: Set<String> { Set(allOffers.flatMap(\.groups)) }

  func position(_ name: String, in index: [String: Int], as section: String) throws -> Int {
    guard let position = index[name] else {
      throw SimulationError.invalid("\(section).\(name): unknown name")
    }
    return position
  }

  /// A length of time in the scope of a group (−1 is the study).
  mutating func length(_ duration: Duration, group: Int = -1) throws -> CompiledLength {
    CompiledLength(amount: try slots.program(duration.amount, group: group), unit: unitSteps(duration.unit))
  }

  func unitSteps(_ unit: TimeUnit) -> Double {
    unit == study.clock.step ? 1 : unit.months / study.clock.step.months
  }

  private func openRange(from: CalendarMonth?, until: CalendarMonth?) -> Range<Int> {
    let first = max(from.map { study.clock.point(of: $0) } ?? 0, 0)
    let last = until.map { study.clock.point(of: $0) } ?? steps + 1
    return first..<max(first, min(last, steps + 1))
  }

  /// Marks the states that people of each group can reach in any scenario, and rows whose numbers another group
  /// shares.
  private func markReachable(
    _ rows: inout [CompiledRow], groups: [CompiledGroup], trajecten: [CompiledTraject], states: Int
  ) {
    for (group, compiled) in groups.enumerated() {
      var open = compiled.startingStates.map(\.state)
      for offer in allOffers where offer.groups.contains(compiled.name) {
        if let traject = trajectIndex[offer.traject] { open.append(trajecten[traject].firstPhase) }
      }
      while let state = open.popLast() {
        let index = group * states + state
        if rows[index].isReachable { continue }
        rows[index].isReachable = true
        open.append(contentsOf: rows[index].exits.map(\.target))
        open.append(contentsOf: rows[index].ends.map(\.target))
      }
    }
    var first: [Int: Int] = [:]
    for index in rows.indices where rows[index].isReachable && !rows[index].readsOwn {
      let state = index % states
      if let twin = first[state] { rows[index].twin = twin } else { first[state] = index }
    }
  }

  private func isStatic(_ row: CompiledRow, _ slots: [Bool]) -> Bool {
    func check(_ program: FormulaProgram?) -> Bool { program?.slots.allSatisfy { slots[$0] } ?? true }
    let exits = row.exits.allSatisfy { exit in
      check(exit.chance) && exit.effects.allSatisfy { check($0.size) }
    }
    let stay = row.stay?.programs.allSatisfy(check) ?? true
    return exits && stay && row.ends.allSatisfy { check($0.share) }
  }

  /// Whether starters must be followed: anything reported, aimed at or observed asks for it.
  private var needsTracking: Bool {
    let asked =
      study.reported
      + study.targets.compactMap { if case .outcome(let key) = $0.subject { key } else { nil } }
      + study.observations.compactMap { if case .outcome(let key)? = $0.subject { key } else { nil } }
    if study.reported.isEmpty { return true }
    return asked.contains { StandardOutcome(rawValue: $0)?.needsTracking ?? false }
  }

  /// No integer limit depends on chance: everyone who is eligible starts, or people come on demand with an
  /// intake or a fund that only parameters decide.
  private func expectationIsExact(_ offers: [CompiledOffer], groups: [CompiledGroup]) -> Bool {
    guard moneyIsLinear, model.reserves.isEmpty else { return false }
    return offers.allSatisfy { offer in
      let traject = model.trajecten[offer.traject]
      if traject.hasWaitingList { return false }
      if offer.takesEveryone { return true }
      let onDemand = offer.groups.allSatisfy { groups[$0].isOnDemand }
      let fundIsPlain =
        traject.fund.map { name in model.funds.first { $0.name == name }?.commitment == .start } ?? true
      let commitsAlike = offer.groups.count == 1 || !readsOwnParameters(traject.commits, groups: offer.groups)
      return onDemand && traject.places == nil && fundIsPlain && commitsAlike
    }
  }

  private func readsOwnParameters(_ formula: Formula?, groups: [Int]) -> Bool {
    guard let formula else { return false }
    return groups.contains { slots.reader.readsOwn(formula, group: $0) }
  }
}
