/// Shifts between funds, budget rules and members of parties, at the means of the parameters.
extension CheckedModel {
  /// Checks what may not be below zero, shares, and what a budget rule can be told about.
  func checkBudgets() {
    for shift in model.shifts where concerns({ $0.shifts.contains { $0.name == shift.name } }) {
      notBelowZero(shift.amount, values, at: ["shifts", shift.name, "amount"], Self.notNegative)
    }
    for rule in model.budgetRules where concerns({ $0.budgetRules.contains { $0.name == rule.name } }) {
      check(rule)
    }
    guard changes == nil else { return }
    for party in model.parties where !party.members.isEmpty {
      checkSum(party.members.map(\.share), values, at: place("parties", party.name, "members"))
    }
  }

  static let notNegative = Sentence(nl: "een bedrag van 0 of meer", en: "an amount of 0 or more")

  private func check(_ rule: BudgetRule) {
    let path = ["budgetRules", rule.name]
    notBelowZero(rule.budget, values, at: path + ["budget"], Self.notNegative)
    notBelowZero(rule.other, values, at: path + ["other"], Self.notNegative)
    checkSpan(rule.from, rule.until, at: path)
    for band in rule.bands { checkShare(band.pays, values, at: place(path + ["bands"])) }
    if !model.prices.contains(where: { $0.from == rule.account }) {
      log.warning(
        .meaning, at: place(path + ["account"]),
        Sentence(
          nl: "geen enkele prijs wordt uit deze rekening betaald", en: "no price is paid from this account"),
        found: rule.account.description)
    }
    if model.prices.contains(where: { $0.name == rule.name }) {
      log.error(
        .duplicate, at: place(path),
        Sentence(nl: "deze naam is al van een prijs", en: "this name is that of a price already"),
        found: rule.name)
    }
    let onDemand = model.groups.count { $0.supply == .onDemand }
    if onDemand > 0, onDemand < model.groups.count {
      log.warning(
        .meaning, at: place(path),
        Sentence(
          nl:
            "sommige doelgroepen zijn on-demand en andere niet: wat de anderen kosten telt dan niet mee in wat er "
            + "zonder traject was uitgegeven; zet dat in other",
          en:
            "some groups are on-demand and others are not: what the others cost is then no part of what would have "
            + "been spent without the traject; put it in other"))
    }
  }
}
