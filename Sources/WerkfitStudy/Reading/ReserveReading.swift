/// Reserves that learn.
extension StudyBuilder {
  /// Reads a reserve.
  func reserve(_ entry: SourceEntry) -> Reserve? {
    guard let fields = fields(of: entry.value, as: .reserve) else { return nil }
    let fund = name(
      fields["fund"], among: scope.funds,
      what: Sentence(nl: "een fonds onder funds", en: "a fund under funds"))
    let months = items(fields["reviews"]).compactMap { month($0) }
    if let node = fields["reviews"], zip(months, months.dropFirst()).contains(where: { $0 >= $1 }) {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "maanden op volgorde van tijd", en: "months in order of time"))
    }
    let words = Sentence(nl: "een traject", en: "a traject")
    let measures = entries(of: fields["measures"]).compactMap { measure -> ReserveMeasure? in
      guard isKnown(measure.key, among: scope.trajecten, what: words, at: measure.keyPlace),
        let own = self.fields(of: measure.value, as: .reserveMeasure)
      else { return nil }
      return ReserveMeasure(
        traject: measure.key, perStart: price(own["perStart"]), perPlaceMonth: price(own["perPlaceMonth"]))
    }
    guard let fund, !months.isEmpty, !measures.isEmpty else { return nil }
    return Reserve(
      name: entry.key, label: text(fields["label"]), fund: fund, reviews: months,
      rule: word(fields["best"], as: ReserveRule.self) ?? .exitsPerEuro, measures: measures)
  }

  private func price(_ node: SourceNode?) -> Expression? {
    let words = Sentence(nl: "een bedrag boven 0", en: "an amount above 0")
    guard let node, let value = amount(node, as: [.money, .plain], expected: words) else { return nil }
    if case .number(let number) = value, number <= 0 {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return value
  }
}

extension CheckedModel {
  /// Checks that the money of reserves can be used: every measure has a fund, and places where it buys places.
  func checkReserves() {
    for reserve in model.reserves where concerns({ $0.reserves.contains { $0.name == reserve.name } }) {
      for measure in reserve.measures {
        let path = place("reserves", reserve.name, "measures", measure.traject)
        guard let traject = model.trajecten.first(where: { $0.name == measure.traject }) else { continue }
        if traject.fund == nil {
          log.error(
            .meaning, at: path,
            Sentence(
              nl: "dit traject heeft geen fund, dus er kan geen geld heen",
              en: "this traject has no fund, so no money can go to it"), found: measure.traject)
        }
        if traject.fund == reserve.fund {
          log.error(
            .meaning, at: path,
            Sentence(
              nl: "dit traject wordt al uit de reserve zelf betaald",
              en: "this traject is paid from the reserve itself already"), found: reserve.fund)
        }
        let isPlaces = measure.perPlaceMonth != nil
        if isPlaces != (traject.places != nil) {
          log.error(
            .meaning, at: path, found: isPlaces ? "perPlaceMonth" : "perStart",
            expected: isPlaces
              ? Sentence(
                nl: "perStart, want dit traject heeft geen places",
                en: "perStart, as this traject has no places")
              : Sentence(
                nl: "perPlaceMonth, want dit traject heeft places",
                en: "perPlaceMonth, as this traject has places"))
        }
      }
    }
  }
}
