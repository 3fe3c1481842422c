/// Parties, funds, prices and other outcomes.
extension StudyBuilder {
  static let moneyWords = Sentence(nl: "een bedrag", en: "an amount of money")

  /// Reads a party.
  func party(_ entry: SourceEntry) -> Party? {
    if entry.key == Party.society {
      log.error(
        .duplicate, at: entry.keyPlace,
        Sentence(
          nl: "samenleving is er altijd en kan geen partij van de studie zijn",
          en: "samenleving is always there and cannot be a party of the study"), found: entry.key)
    }
    if entry.value.map == nil { return Party(name: entry.key, label: text(entry.value)) }
    guard let fields = fields(of: entry.value, as: .party) else { return nil }
    var accounts: [String: String] = [:]
    for account in entries(of: fields["accounts"]) { accounts[account.key] = text(account.value) }
    return Party(
      name: entry.key, label: text(fields["label"]), accounts: accounts, members: members(fields["members"]))
  }

  /// An account: `gemeente`, or `gemeente.buig`.
  func account(_ node: SourceNode?) -> Account? {
    guard let node else { return nil }
    let words = Sentence(nl: "een partij onder parties", en: "a party under parties")
    guard let text = node.scalar else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let party = parts.first else { return nil }
    guard isKnown(party, among: scope.parties.keys.sorted(), what: words, at: node.place) else { return nil }
    guard parts.count == 2 else { return Account(party: party) }
    let accounts = scope.parties[party] ?? []
    let what = Sentence(nl: "een rekening van \(party)", en: "an account of \(party)")
    guard isKnown(parts[1], among: accounts, what: what, at: node.place.shifted(by: party.count + 1)) else {
      return nil
    }
    return Account(party: party, account: parts[1])
  }

  /// Reads a fund.
  func fund(_ entry: SourceEntry) -> Fund? {
    guard let fields = fields(of: entry.value, as: .fund) else { return nil }
    let words = Sentence(nl: "een bedrag van 0 of meer", en: "an amount of 0 or more")
    let months = span(fields)
    let account = account(fields["account"])
    let commitment = word(fields["commitment"], as: CommitmentRule.self)
    let isYearly = word(fields["period"], among: ["year"]) != nil
    let carryOver = carryOver(fields, isYearly: isYearly)
    let amount = fundAmount(fields, isYearly: isYearly, expected: words)
    guard let amount, let account else { return nil }
    return Fund(
      name: entry.key, label: text(fields["label"]), amount: amount, account: account, from: months.from,
      until: months.until, commitment: commitment ?? .start, isYearly: isYearly,
      carryOver: carryOver)
  }

  /// Reads a price line.
  func price(_ entry: SourceEntry) -> PriceLine? {
    guard let fields = fields(of: entry.value, as: .priceLine) else { return nil }
    let basis = basis(fields["per"])
    let amount = amount(
      fields["amount"], as: [.money, .plain], expected: Self.moneyWords,
      clocks: Self.clocks(ofAmountPer: basis))
    let from = account(fields["from"])
    let to = account(fields["to"])
    let category = word(fields["category"], as: PriceCategory.self)
    let counted = word(fields["counted"], as: Counting.self)
    let discount = rate(fields["discount"])
    let allowsNegative = word(fields["allow"], among: ["negative"]) != nil
    let provenance = provenance(fields)
    guard let basis, let amount, let from, let to else { return nil }
    if case .number(let value) = amount, value < 0, !allowsNegative, let node = fields["amount"] {
      log.error(
        .meaning, at: node.place,
        Sentence(
          nl: "een bedrag onder 0: wissel from en to om, of schrijf allow: negative",
          en: "an amount below 0: swap from and to, or write allow: negative"), found: node.shown)
    }
    return PriceLine(
      name: entry.key, label: text(fields["label"]), basis: basis, amount: amount, from: from, to: to,
      category: category ?? .other, counted: counted, discountRate: discount,
      allowsNegative: allowsNegative, provenance: provenance)
  }

  /// A rate a year, such as a discount rate.
  func rate(_ node: SourceNode?) -> Expression? {
    let words = Sentence(nl: "een percentage per jaar, zoals 2.25%", en: "a percentage a year, such as 2.25%")
    guard let node, let value = amount(node, as: [.plain, .chance], expected: words) else { return nil }
    if case .number(let number) = value, number <= -0.5 || number > 1 {
      log.error(
        .value, at: node.place, found: node.shown, expected: words,
        suggestion: (1...100).contains(number) ? Sentence(same: "\(number.plainText)%") : nil)
      return nil
    }
    return value
  }

  /// Reads an outcome.
  func outcome(_ entry: SourceEntry) -> OutcomeDefinition? {
    guard let fields = fields(of: entry.value, as: .outcome) else { return nil }
    if StandardOutcome(rawValue: entry.key) != nil {
      log.error(
        .duplicate, at: entry.keyPlace,
        Sentence(nl: "deze naam is al van een vaste uitkomst", en: "this name is that of a standard outcome"),
        found: entry.key)
    }
    let dimensions = Set(Dimension.allCases)
    var lines: [OutcomeLine] = []
    if fields.has("lines") {
      if let node = fields["lines"], node.list?.isEmpty == true {
        log.error(
          .value, at: node.place, found: node.shown,
          expected: Sentence(nl: "een of meer regels", en: "one or more lines"))
      }
      for item in items(fields["lines"]) {
        guard let line = self.fields(of: item, as: .outcomeLine) else { continue }
        let basis = basis(line["per"])
        let amount = amount(
          line["amount"], as: dimensions, expected: Sentence(nl: "een getal", en: "a number"),
          clocks: Self.clocks(ofAmountPer: basis))
        if let basis, let amount { lines.append(OutcomeLine(basis: basis, amount: amount)) }
      }
    } else {
      let basis = basis(fields["per"])
      let amount = amount(
        fields["amount"], as: dimensions, expected: Sentence(nl: "een getal", en: "a number"),
        clocks: Self.clocks(ofAmountPer: basis))
      if let basis, let amount { lines.append(OutcomeLine(basis: basis, amount: amount)) }
    }
    let better = word(fields["better"], among: ["more", "less"])
    return OutcomeDefinition(
      name: entry.key, label: text(fields["label"]), unit: text(fields["unit"]) ?? "", lines: lines,
      counted: word(fields["counted"], as: Counting.self), discountRate: rate(fields["discount"]),
      isMoreBetter: better.map { $0 == "more" })
  }
}
