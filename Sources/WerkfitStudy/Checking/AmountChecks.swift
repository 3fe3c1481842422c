/// Amounts, shares and numbers of people and places, at the means of the parameters.
extension CheckedModel {
  /// Checks what may not be below zero, and shares that must sum to 1.
  func checkAmounts() {
    for line in model.prices where concerns({ $0.prices.contains { $0.name == line.name } }) {
      let path = ["prices", line.name, "amount"]
      let read = reads(line.amount)
      if read.clocks.contains(.age) { checkAges(at: path) }
      let wrong = read.clocks.subtracting(StudyBuilder.amountClocks).map(\.rawValue).sorted()
      if !wrong.isEmpty {
        log.error(
          .meaning, at: place(path),
          Sentence(
            nl:
              "een bedrag kan de klok \(wrong.joined(separator: ", ")) niet lezen, ook niet via een parameter",
            en:
              "an amount cannot read the clock \(wrong.joined(separator: ", ")), not through a parameter either"
          ))
      }
      guard !line.allowsNegative, !line.amount.isNumber else { continue }
      notBelowZero(
        line.amount, values, at: path,
        Sentence(
          nl: "een bedrag van 0 of meer (of allow: negative)",
          en: "an amount of 0 or more (or allow: negative)"))
    }
    for outcome in model.outcomes where concerns({ $0.outcomes.contains { $0.name == outcome.name } }) {
      for line in outcome.lines where reads(line.amount).clocks.contains(.age) {
        checkAges(at: ["outcomes", outcome.name])
      }
    }
    for fund in model.funds where concerns({ $0.funds.contains { $0.name == fund.name } }) {
      notBelowZero(
        fund.amount, values, at: ["funds", fund.name, "amount"],
        Sentence(nl: "een bedrag van 0 of meer", en: "an amount of 0 or more"))
    }
    for pool in model.places where concerns({ $0.places.contains { $0.name == pool.name } }) {
      notBelowZero(
        pool.capacity, values, at: ["places", pool.name, "capacity"],
        Sentence(nl: "een aantal plekken van 0 of meer", en: "a number of places of 0 or more"))
    }
    for group in model.groups where concerns({ _ in false }) { checkGroup(group, values) }
    for traject in model.trajecten where concerns({ $0.trajecten.contains { $0.name == traject.name } }) {
      checkTraject(traject, values)
    }
    for offer in model.offers { checkShares(of: offer, values) }
  }

  func notBelowZero(
    _ formula: Expression, _ values: MeanValues, at path: [String], _ expected: Sentence
  ) {
    guard !formula.isNumber else { return }
    let moments = reads(formula).clocks.isEmpty ? Array(moments(for: nil).prefix(1)) : moments(for: nil)
    let found = moments.lazy.compactMap { values.value(of: formula, at: $0) }.first { $0 < 0 }
    guard let value = found else { return }
    log.error(.meaning, at: place(path), Self.atMeans, found: value.plainText, expected: expected)
  }

  private static let atMeans = Sentence(
    nl: "met elke parameter op zijn gemiddelde", en: "with every parameter at its mean")

  private func checkGroup(_ group: Doelgroep, _ values: MeanValues) {
    let people = Sentence(nl: "een aantal mensen van 0 of meer", en: "a number of people of 0 or more")
    switch group.supply {
    case .size(let size): notBelowZero(size, values, at: ["doelgroepen", group.name, "size"], people)
    case .arrivals(let number, _, let from, let until):
      notBelowZero(number, values, at: ["doelgroepen", group.name, "arrivals"], people)
      checkSpan(from, until, at: ["doelgroepen", group.name])
    case .onDemand: break
    }
    checkSum(group.startingStates.map(\.share), values, at: place("doelgroepen", group.name, "in"))
  }

  private func checkTraject(_ traject: Traject, _ values: MeanValues) {
    checkSum(traject.otherwise.map(\.share), values, at: place("trajecten", traject.name, "otherwise"))
    for phase in traject.phases {
      let path = ["trajecten", traject.name, "phases", phase.name]
      checkSum(phase.otherwise.map(\.share), values, at: place(path + ["otherwise"]))
      if let extra = phase.extension {
        checkShare(extra.chance, values, at: place(path + ["extension", "chance"]))
      }
    }
    for effect in traject.lockIn + traject.gain where effect.scale != .addedChance {
      notBelowZero(
        effect.size, values, at: ["trajecten", traject.name],
        Sentence(nl: "een verhouding van 0 of meer", en: "a ratio of 0 or more"))
    }
  }

  private func checkShares(of offer: Offer, _ values: MeanValues) {
    let place = place(ofOffer: offer.traject)
    checkShare(offer.share, values, at: place)
    checkSum(offer.mix, values, at: place)
  }

  private func checkShare(_ share: Expression, _ values: MeanValues, at place: Place) {
    guard !share.isNumber, let value = values.value(of: share), !(-1e-12...1 + Self.tolerance).contains(value)
    else { return }
    log.error(
      .meaning, at: place, Self.atMeans, found: value.plainText,
      expected: Sentence(nl: "een aandeel van 0 tot 1", en: "a share from 0 to 1"))
  }

  /// Shares of which one is a formula: those of only numbers are checked where they are read.
  private func checkSum(_ shares: [Expression], _ values: MeanValues, at place: Place) {
    guard shares.contains(where: { !$0.isNumber }) else { return }
    var sum = 0.0
    for share in shares {
      guard let value = values.value(of: share) else { return }
      checkShare(share, values, at: place)
      sum += value
    }
    guard abs(sum - 1) > Self.tolerance else { return }
    log.error(
      .meaning, at: place,
      Sentence(
        nl: "met elke parameter op zijn gemiddelde zijn deze aandelen samen geen 100%",
        en: "with every parameter at its mean these shares do not sum to 100%"),
      found: (sum * 100).plainText + "%")
  }

  /// Warns where a span of months has nothing in common with the study.
  func checkSpan(_ from: CalendarMonth?, _ until: CalendarMonth?, at path: [String]) {
    let starts = from.map { clock.point(of: $0) } ?? 0
    let ends = until.map { clock.point(of: $0) } ?? clock.steps
    guard starts >= clock.steps || ends <= 0 else { return }
    log.warning(
      .meaning, at: place(path),
      Sentence(
        nl:
          "deze periode ligt buiten de studie, die loopt van \(clock.start) tot \(clock.month(ofStep: clock.steps))",
        en:
          "this period lies outside the study, which runs from \(clock.start) until \(clock.month(ofStep: clock.steps))"
      ))
  }
}

extension Expression {
  /// Whether it is a plain number.
  var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
