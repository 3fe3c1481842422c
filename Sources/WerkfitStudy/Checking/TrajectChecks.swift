/// Stays, effects, places, funds and offers.
extension CheckedModel {
  /// Checks how trajecten are set up.
  func checkTrajecten() {
    for traject in model.trajecten where concerns({ $0.trajecten.contains { $0.name == traject.name } }) {
      for phase in traject.phases { checkStay(phase, of: traject, values) }
    }
    for traject in model.trajecten
    where changes?.trajecten.contains(where: { $0.name == traject.name }) ?? true {
      checkEffects(of: traject)
      checkMoney(of: traject)
    }
    checkWaiting()
    for pool in model.places where concerns({ $0.places.contains { $0.name == pool.name } }) {
      checkSpan(pool.from, pool.until, at: ["places", pool.name])
    }
    for fund in model.funds where changes == nil { checkFund(fund) }
  }

  /// A stay under two steps cannot be told apart from one of a step or of three.
  private func checkStay(_ phase: Phase, of traject: Traject, _ values: MeanValues) {
    let path = ["trajecten", traject.name, "phases", phase.name, "stay"]
    let hours = phase.hoursPerWeek.flatMap { values.value(of: $0) }
    func steps(_ length: Duration) -> Double? {
      guard let amount = values.value(of: length.amount) else { return nil }
      if length.unit == .hour, let hours {
        return hours > 0 ? amount / hours * TimeUnit.week.months / clock.step.months : nil
      }
      return amount * length.unit.months / clock.step.months
    }
    var lengths: [Double?]
    var typical: Double?
    switch phase.stay {
    case .fixed(let length):
      lengths = [steps(length)]
      typical = lengths[0]
    case .uniform(let low, let high):
      lengths = [steps(low), steps(high)]
      typical = mean(lengths)
    case .triangular(let low, let mode, let high):
      lengths = [steps(low), steps(mode), steps(high)]
      typical = mean(lengths)
    case .completion(let low, let chance, let high):
      lengths = [steps(low), steps(high)]
      typical = lengths[1]
      if let value = values.value(of: chance.expression), value < 0 || (value > 1 && !chance.isRate) {
        log.error(
          .value, at: place(path), found: value.plainText,
          expected: Sentence(nl: "een kans van 0 tot 1", en: "a chance from 0 to 1"))
      }
    case .discrete(let parts):
      lengths = parts.map { steps($0.length) }
      let weight = parts.map(\.weight).reduce(0, +)
      let known = zip(lengths, parts).compactMap { length, part in length.map { $0 * part.weight } }
      typical = known.count == parts.count && weight > 0 ? known.reduce(0, +) / weight : nil
      lengths = []
    case .untilPlace: return
    }
    let known = lengths.compactMap { $0 }
    if known.count == lengths.count, zip(known, known.dropFirst()).contains(where: { $0 > $1 + 1e-9 }) {
      log.error(
        .value, at: place(path),
        Sentence(
          nl: "de kortste duur is langer dan de langste", en: "the shortest length is above the longest"))
    } else if let typical, typical <= 0 {
      log.error(
        .value, at: place(path),
        expected: Sentence(nl: "een duur boven 0", en: "a length of time above 0"))
    } else if let typical, typical < 2 {
      log.warning(
        .meaning, at: place(path),
        Sentence(
          nl:
            "dit verblijf duurt gemiddeld onder de twee stappen (\(typical.plainText)); kies een kleinere step als de duur ertoe doet",
          en:
            "this stay lasts under two steps on average (\(typical.plainText)); choose a smaller step if its length matters"
        ))
    }
  }

  private func mean(_ lengths: [Double?]) -> Double? {
    let known = lengths.compactMap { $0 }
    return known.count == lengths.count && !known.isEmpty ? known.reduce(0, +) / Double(known.count) : nil
  }

  private func checkEffects(of traject: Traject) {
    let inside = Set(
      traject.phases.filter { $0.waitsFor == nil }.flatMap(\.exits).flatMap {
        reads($0.chance.expression).parameters
      })
    let outside = Set(model.states.flatMap(\.moves).flatMap { reads($0.chance.expression).parameters })
    for effect in traject.lockIn where !inside.contains(effect.parameter) {
      log.warning(
        .meaning, at: place("trajecten", traject.name, "lockIn"),
        Sentence(
          nl: "geen exit van dit traject leest deze parameter, dus lockIn doet niets",
          en: "no exit of this traject reads this parameter, so lockIn does nothing"), found: effect.parameter
      )
    }
    for effect in traject.gain where !outside.contains(effect.parameter) {
      log.warning(
        .meaning, at: place("trajecten", traject.name, "gain"),
        Sentence(
          nl: "geen overgang van een toestand leest deze parameter, dus gain doet niets",
          en: "no move of a state reads this parameter, so gain does nothing"), found: effect.parameter)
    }
  }

  private func checkMoney(of traject: Traject) {
    if traject.fund != nil, traject.commits == nil {
      log.warning(
        .meaning, at: place("trajecten", traject.name, "fund"),
        Sentence(
          nl: "commits ontbreekt: een start legt nu niets vast en het fonds remt niet",
          en: "commits is missing: a start commits nothing and the fund is no limit"))
    }
    if traject.fund == nil, traject.commits != nil {
      log.warning(
        .meaning, at: place("trajecten", traject.name, "commits"),
        Sentence(nl: "commits zonder fund doet niets", en: "commits without fund does nothing"))
    }
  }

  private func checkFund(_ fund: Fund) {
    checkSpan(fund.from, fund.until, at: ["funds", fund.name])
    guard !model.prices.contains(where: { $0.from == fund.account }),
      !reserveFunds.contains(fund.name)
    else { return }
    log.warning(
      .meaning, at: place("funds", fund.name, "account"),
      Sentence(
        nl: "geen enkele prijs wordt uit deze rekening betaald", en: "no price is paid from this account"),
      found: fund.account.description)
  }

  /// Checks the offers of a scenario.
  func checkOffers() {
    for offer in model.offers {
      guard let traject = model.trajecten.first(where: { $0.name == offer.traject }) else { continue }
      let place = place(ofOffer: offer.traject)
      let onDemand = offer.groups.filter { name in
        model.groups.first { $0.name == name }?.supply == .onDemand
      }
      let isLimited =
        offer.intake != nil || traject.needsPlaceToStart || (traject.fund != nil && traject.commits != nil)
      if !onDemand.isEmpty, !isLimited {
        log.error(
          .meaning, at: place,
          Sentence(
            nl:
              "deze groep is on-demand en dus eindeloos; geef intake op, of het traject places of een fund met commits",
            en:
              "this group is on-demand and so without end; give intake, or the traject places or a fund with commits"
          ),
          found: onDemand.joined(separator: ", "))
      }
      let starts = offer.from.map { clock.point(of: $0) } ?? 0
      let ends = offer.until.map { clock.point(of: $0) } ?? clock.steps
      if starts >= clock.steps || ends <= 0 {
        log.warning(
          .meaning, at: place,
          Sentence(
            nl:
              "dit aanbod valt buiten de studie, die loopt van \(clock.start) tot \(clock.month(ofStep: clock.steps))",
            en:
              "this offer falls outside the study, which runs from \(clock.start) until \(clock.month(ofStep: clock.steps))"
          ))
      }
    }
  }
}
