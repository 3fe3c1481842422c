import WerkfitStudy

/// Whether two studies differ in nothing but parameters, tables, amounts and what readers see.
///
/// What their formulas give is another matter: see `ModelDifference`.
struct StudyDifference {
  let old: Study
  let new: Study

  /// - Throws: `RepricingRefusal.otherSection`.
  func check() throws(RepricingRefusal) {
    try require(old.clock == new.clock && old.exitWindow == new.exitWindow, "clock")
    try require(old.money == new.money, "money")
    try require(old.correlations == new.correlations, "correlations")
    try require(old.reported == new.reported && old.perspective == new.perspective, "report")
    try require(old.targets == new.targets, "targets")
    try require(old.observations == new.observations, "observations")
    try require(old.scenarios.map(\.name) == new.scenarios.map(\.name), "scenarios")
    try require(old.reference?.name == new.reference?.name, "scenarios")
    try require(old.readings.map(\.name) == new.readings.map(\.name), "readings")
  }

  /// - Throws: `RepricingRefusal.otherSection`.
  func check(scenario: String, reading: String?) throws(RepricingRefusal) {
    let (one, other) = (
      old.model(scenario: scenario, reading: reading).withoutAmounts,
      new.model(scenario: scenario, reading: reading).withoutAmounts
    )
    try require(one.groups == other.groups, "doelgroepen")
    try require(one.states == other.states, "states")
    try require(one.trajecten == other.trajecten, "trajecten")
    try require(one.places == other.places, "places")
    try require(one.funds == other.funds, "funds")
    try require(one.reserves == other.reserves, "reserves")
    try require(one.shifts == other.shifts, "shifts")
    try require(one.budgetRules == other.budgetRules, "budgetRules")
    try require(one.parties == other.parties, "parties")
    try require(one.prices == other.prices, "prices")
    try require(one.outcomes == other.outcomes, "outcomes")
    try require(one.offers == other.offers, "offer")
    try require(one == other, "scenarios.\(scenario)")
  }

  private func require(_ isSame: Bool, _ section: String) throws(RepricingRefusal) {
    if !isSame { throw .otherSection(section) }
  }
}

extension StudyModel {
  /// The model with every number that formulas read and every amount taken out.
  fileprivate var withoutAmounts: StudyModel {
    var model = self
    model.parameters = []
    model.tables = []
    for index in model.groups.indices { model.groups[index].parameters = [:] }
    for index in model.prices.indices {
      model.prices[index].amount = .number(0)
      model.prices[index].provenance = Provenance()
    }
    for index in model.outcomes.indices {
      for line in model.outcomes[index].lines.indices {
        model.outcomes[index].lines[line].amount = .number(0)
      }
    }
    for index in model.parties.indices {
      for member in model.parties[index].members.indices {
        model.parties[index].members[member].share = .number(0)
      }
    }
    return model
  }
}
