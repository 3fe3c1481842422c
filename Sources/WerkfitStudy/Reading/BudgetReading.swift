/// Amounts of funds by year, shifts between funds, budget rules, and members of parties.
extension StudyBuilder {
  static let fundWords = Sentence(nl: "een budget onder funds", en: "a fund under funds")
  /// The clock that an amount of a year may read.
  static let yearClock: Set<ClockVariable> = [.year]

  /// The amount of a fund; amounts by year become a formula that reads the year.
  func fundAmount(_ fields: Fields, isYearly: Bool, expected words: Sentence) -> Expression? {
    if let node = fields["amount"] {
      return positive(
        node, as: [.money, .plain], expected: words, clocks: isYearly ? Self.yearClock : [])
    }
    guard let node = fields["amounts"] else { return nil }
    if !isYearly {
      log.error(
        .meaning, at: node.place,
        Sentence(
          nl: "bedragen per jaar horen bij period: year", en: "amounts by year go with period: year"))
    }
    var result: Expression? = .number(0)
    for entry in entries(of: node).reversed() {
      guard let year = Int(entry.key), (1900...2200).contains(year) else {
        log.error(
          .value, at: entry.keyPlace, found: entry.key,
          expected: Sentence(nl: "een jaar zoals 2021", en: "a year such as 2021"))
        result = nil
        continue
      }
      guard let value = positive(entry.value, as: [.money, .plain], expected: words), let rest = result else {
        result = nil
        continue
      }
      result = .call(.if, [.binary(.equal, .clock(.year), .number(Double(year))), value, rest])
    }
    return result
  }

  /// What of a fund goes on to the next year.
  func carryOver(_ fields: Fields, isYearly: Bool) -> CarryOver {
    guard let node = fields["carryOver"] else { return .none }
    if !isYearly {
      log.error(
        .meaning, at: node.place,
        Sentence(nl: "carryOver hoort bij period: year", en: "carryOver goes with period: year"))
    }
    switch node.scalar {
    case "none": return .none
    case "all": return .all
    default: return share(node).map { CarryOver.share($0) } ?? CarryOver.none
    }
  }

  /// Reads a shift between funds.
  func shift(_ entry: SourceEntry) -> FundShift? {
    guard let fields = fields(of: entry.value, as: .shift) else { return nil }
    let words = Sentence(nl: "een bedrag van 0 of meer", en: "an amount of 0 or more")
    let from = name(fields["from"], among: scope.funds, what: Self.fundWords)
    let to = name(fields["to"], among: scope.funds, what: Self.fundWords)
    let amount = fields["amount"].flatMap { positive($0, as: [.money, .plain], expected: words) }
    let month = month(fields["at"])
    if let from, from == to, let node = fields["to"] {
      log.error(
        .value, at: node.place,
        Sentence(nl: "een budget kan niets aan zichzelf geven", en: "a fund cannot give to itself"),
        found: node.shown)
    }
    if let month, let clock, let node = fields["at"], !(0..<clock.steps).contains(clock.point(of: month)) {
      log.warning(
        .meaning, at: node.place,
        Sentence(
          nl:
            "deze maand ligt buiten de studie, die loopt van \(clock.start) tot \(clock.month(ofStep: clock.steps))",
          en:
            "this month lies outside the study, which runs from \(clock.start) until \(clock.month(ofStep: clock.steps))"
        ), found: node.shown)
    }
    guard let from, let to, let amount, let month else { return nil }
    return FundShift(
      name: entry.key, label: text(fields["label"]), from: from, to: to, amount: amount, month: month,
      note: text(fields["note"]))
  }

  /// Reads a budget rule.
  func budgetRule(_ entry: SourceEntry) -> BudgetRule? {
    guard let fields = fields(of: entry.value, as: .budgetRule) else { return nil }
    let words = Sentence(nl: "een bedrag van 0 of meer", en: "an amount of 0 or more")
    let account = account(fields["account"])
    let payer = account.flatMap { _ in self.account(fields["payer"]) }
    for (key, found) in [("account", account), ("payer", payer)] {
      guard found?.party == Party.society, let node = fields[key] else { continue }
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "een partij onder parties", en: "a party under parties"))
    }
    if let account, let payer, account.party == payer.party, let node = fields["payer"] {
      log.error(
        .value, at: node.place,
        Sentence(nl: "een partij kan niet aan zichzelf betalen", en: "a party cannot pay itself"),
        found: node.shown)
    }
    let budget = fields["budget"].flatMap {
      positive($0, as: [.money, .plain], expected: words, clocks: Self.yearClock)
    }
    let other = fields["other"].flatMap {
      positive($0, as: [.money, .plain], expected: words, clocks: Self.yearClock)
    }
    let months = span(fields)
    let bands = items(fields["bands"]).compactMap { band($0) }
    checkOrder(of: bands, fields["bands"])
    let provenance = provenance(fields)
    guard let account, let payer, let budget, !bands.isEmpty else { return nil }
    return BudgetRule(
      name: entry.key, label: text(fields["label"]), account: account, payer: payer, budget: budget,
      other: other ?? .number(0), bands: bands, from: months.from, until: months.until, provenance: provenance
    )
  }

  private func band(_ node: SourceNode) -> BudgetBand? {
    guard let fields = fields(of: node, as: .budgetBand) else { return nil }
    let words = Sentence(
      nl: "een deel van het budget, zoals 107.5%", en: "a share of the budget, such as 107.5%")
    let above = fields["above"].flatMap { positive($0, as: [.plain, .chance], expected: words) }
    let pays = share(fields["pays"])
    guard let above, let pays else { return nil }
    return BudgetBand(above: above, pays: pays)
  }

  private func checkOrder(of bands: [BudgetBand], _ node: SourceNode?) {
    let edges = bands.compactMap { if case .number(let edge) = $0.above { edge } else { nil } }
    guard let node, zip(edges, edges.dropFirst()).contains(where: { $0 >= $1 }) else { return }
    log.error(
      .value, at: node.place,
      Sentence(nl: "de banden staan niet van laag naar hoog", en: "the bands do not go from low to high"))
  }

  /// Those who share the balance of a party.
  func members(_ node: SourceNode?) -> [PartyMember] {
    let members = entries(of: node).compactMap { entry -> PartyMember? in
      guard let fields = fields(of: entry.value, as: .partyMember), let share = share(fields["share"]) else {
        return nil
      }
      return PartyMember(name: entry.key, label: text(fields["label"]), share: share)
    }
    let shares = members.compactMap { if case .number(let share) = $0.share { share } else { nil } }
    let sum = shares.reduce(0, +)
    if let node, !members.isEmpty, shares.count == members.count, abs(sum - 1) > 1e-6 {
      log.error(
        .meaning, at: node.place,
        Sentence(nl: "deze aandelen zijn samen geen 100%", en: "these shares do not sum to 100%"),
        found: (sum * 100).plainText + "%")
    }
    return members
  }

  /// An amount or share that is not below zero.
  private func positive(
    _ node: SourceNode, as dimensions: Set<Dimension>, expected words: Sentence,
    clocks: Set<ClockVariable> = []
  ) -> Expression? {
    guard let value = amount(node, as: dimensions, expected: words, clocks: clocks) else { return nil }
    if case .number(let number) = value, number < 0 {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return value
  }
}
