/// The parameters and tables that something in a study reads.
struct StudyUse {
  private(set) var parameters: Set<String> = []
  private(set) var tables: Set<String> = []

  /// Adds what a formula reads directly.
  mutating func add(_ formula: Expression?) {
    guard let formula else { return }
    for name in formula.parameterNames {
      parameters.insert(name)
      if let root = name.split(separator: ".").first { parameters.insert(String(root)) }
    }
    tables.formUnion(formula.tableNames)
  }

  /// Adds what a model reads anywhere.
  mutating func add(_ model: StudyModel) {
    for parameter in model.parameters {
      if case .expression(let formula) = parameter.definition { add(formula) }
    }
    for table in model.tables { for value in table.values { add(value) } }
    for group in model.groups { add(group) }
    for state in model.states { for exit in state.moves { add(exit.chance.expression) } }
    for traject in model.trajecten { add(traject) }
    for pool in model.places {
      add(pool.capacity)
      add(pool.emptyBetween?.amount)
      add(pool.admits)
      for earmark in pool.earmarked { add(earmark.places) }
    }
    addMoney(of: model)
    for line in model.prices {
      add(line.amount)
      add(line.discountRate)
    }
    for outcome in model.outcomes {
      add(outcome.discountRate)
      for line in outcome.lines { add(line.amount) }
    }
    for offer in model.offers {
      add(offer.share)
      add(offer.intake)
      add(offer.delay?.amount)
      for share in offer.mix { add(share) }
      for odds in offer.selection { add(odds.ratio) }
    }
  }

  private mutating func addMoney(of model: StudyModel) {
    for fund in model.funds {
      add(fund.amount)
      if case .share(let share) = fund.carryOver { add(share) }
    }
    for shift in model.shifts { add(shift.amount) }
    for measure in model.reserves.flatMap(\.measures) {
      add(measure.perStart)
      add(measure.perPlaceMonth)
    }
    for rule in model.budgetRules {
      add(rule.budget)
      add(rule.other)
      for band in rule.bands {
        add(band.above)
        add(band.pays)
      }
    }
    for member in model.parties.flatMap(\.members) { add(member.share) }
  }

  /// Adds what changed entries read.
  mutating func add(_ changes: StudyChanges) {
    var model = StudyModel(
      parameters: changes.parameters, groups: changes.groups, states: changes.states,
      trajecten: changes.trajecten, places: changes.places, funds: changes.funds, prices: changes.prices,
      outcomes: changes.outcomes, offers: changes.offers)
    model.shifts = changes.shifts
    model.budgetRules = changes.budgetRules
    model.reserves = changes.reserves
    add(model)
  }

  private mutating func add(_ group: Doelgroep) {
    switch group.supply {
    case .size(let size): add(size)
    case .arrivals(let number, _, _, _): add(number)
    case .onDemand: break
    }
    for start in group.startingStates { add(start.share) }
    for own in group.parameters.values { add(own) }
    for part in group.classes {
      add(part.share)
      for own in part.parameters.values { add(own) }
    }
  }

  private mutating func add(_ traject: Traject) {
    add(traject.commits)
    add(traject.placesPerPerson)
    for destination in traject.otherwise { add(destination.share) }
    for effect in traject.lockIn + traject.gain {
      parameters.insert(effect.parameter)
      add(effect.size)
      add(effect.halfLife?.amount)
      add(effect.endsAfter?.amount)
    }
    for phase in traject.phases {
      add(phase.hoursPerWeek)
      add(phase.extension?.chance)
      add(phase.extension?.length.amount)
      for exit in phase.exits { add(exit.chance.expression) }
      for destination in phase.otherwise { add(destination.share) }
      switch phase.stay {
      case .fixed(let length): add(length.amount)
      case .uniform(let low, let high):
        add(low.amount)
        add(high.amount)
      case .triangular(let low, let mode, let high):
        add(low.amount)
        add(mode.amount)
        add(high.amount)
      case .completion(let low, let chance, let high):
        add(low.amount)
        add(chance.expression)
        add(high.amount)
      case .discrete(let parts): for part in parts { add(part.length.amount) }
      case .untilPlace: break
      }
    }
  }
}
