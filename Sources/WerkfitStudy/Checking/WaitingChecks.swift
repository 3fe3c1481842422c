/// Waiting lists for places.
extension CheckedModel {
  /// Checks that who waits can be given a place, and that nobody comes in past the list.
  func checkWaiting() {
    for traject in model.trajecten where concerns({ $0.trajecten.contains { $0.name == traject.name } }) {
      checkPhasesWithPlaces(of: traject)
      checkUse(of: traject)
    }
    for pool in model.places where concerns({ $0.places.contains { $0.name == pool.name } }) {
      checkList(of: pool)
    }
    guard model.trajecten.contains(where: \.hasWaitingList) else { return }
    if changes.map({ !$0.states.isEmpty || !$0.trajecten.isEmpty }) ?? true { checkWayIn() }
    checkOthers()
  }

  // MARK: Phases

  private func checkPhasesWithPlaces(of traject: Traject) {
    for (index, phase) in traject.phases.enumerated() {
      guard let pool = phase.waitsFor else { continue }
      let path = ["trajecten", traject.name, "phases", phase.name, "waitsFor"]
      if traject.places != pool {
        log.error(
          .meaning, at: place(path),
          Sentence(
            nl: "het traject gebruikt deze plekken niet: geef het places: \(pool)",
            en: "the traject does not use these places: give it places: \(pool)"), found: pool)
        continue
      }
      let next = index + 1 < traject.phases.count ? traject.phases[index + 1] : nil
      if next.map({ !traject.occupiesPlace($0) }) ?? true {
        log.error(
          .meaning, at: place(path),
          Sentence(
            nl: "na deze wachtlijst komt geen fase die de plek bezet",
            en: "no phase that occupies the place comes after this waiting list"),
          found: next?.name ?? pool)
      }
      let before = traject.phases.prefix { $0.waitsFor == nil }.map(\.name)
      for name in traject.placePhases where name == phase.name || before.contains(name) {
        log.error(
          .meaning, at: place("trajecten", traject.name, "places"),
          Sentence(nl: "wie wacht bezet nog geen plek", en: "who waits occupies no place yet"), found: name)
      }
    }
  }

  /// Whoever comes into a phase with a place from one without has been given that place from the list.
  private func checkWayIn() {
    var occupying: [String: Traject] = [:]
    var listed: Set<String> = []
    for traject in model.trajecten where traject.hasWaitingList {
      for phase in traject.phases {
        if traject.occupiesPlace(phase) { occupying[phase.name] = traject }
        if phase.waitsFor != nil { listed.insert(phase.name) }
      }
    }
    func check(_ target: String, isInside: Bool, at path: [String]) {
      guard !isInside, occupying[target] != nil else { return }
      log.error(
        .meaning, at: place(path),
        Sentence(
          nl:
            "dit gaat de wachtlijst voorbij: deze fase bezet een plek, en wie hier vandaan komt heeft er geen",
          en: "this passes the waiting list by: the phase occupies a place, and who comes from here has none"),
        found: target)
    }
    for state in model.states {
      for move in state.moves {
        check(move.target, isInside: false, at: ["states", state.name, "moves", move.cause])
        guard listed.contains(move.target) else { continue }
        log.error(
          .meaning, at: place(["states", state.name, "moves", move.cause]),
          Sentence(
            nl: "op een wachtlijst komen mensen door een aanbod (offer), niet door een overgang",
            en: "people come on a waiting list by an offer, not by a move"), found: move.target)
      }
    }
    for traject in model.trajecten {
      for (index, phase) in traject.phases.enumerated() {
        let isInside = traject.occupiesPlace(phase)
        let path = ["trajecten", traject.name, "phases", phase.name]
        for exit in phase.exits { check(exit.target, isInside: isInside, at: path + ["exits", exit.cause]) }
        for end in phase.otherwise { check(end.target, isInside: isInside, at: path + ["otherwise"]) }
        guard phase.otherwise.isEmpty, phase.waitsFor == nil, index + 1 < traject.phases.count else {
          continue
        }
        check(traject.phases[index + 1].name, isInside: isInside, at: path)
      }
    }
  }

  // MARK: Pools

  private func checkUse(of traject: Traject) {
    guard !traject.placesPerPerson.isNumber, let value = values.value(of: traject.placesPerPerson), value <= 0
    else { return }
    log.error(
      .meaning, at: place("trajecten", traject.name, "places", "uses"),
      Sentence(nl: "met elke parameter op zijn gemiddelde", en: "with every parameter at its mean"),
      found: value.plainText, expected: Sentence(nl: "een getal boven 0", en: "a number above 0"))
  }

  private func checkList(of pool: PlacePool) {
    let words = Sentence(nl: "een aantal plekken van 0 of meer", en: "a number of places of 0 or more")
    for earmark in pool.earmarked {
      notBelowZero(earmark.places, values, at: ["places", pool.name, "earmarked", earmark.group], words)
    }
    if let admits = pool.admits {
      notBelowZero(
        admits, values, at: ["places", pool.name, "admits"],
        Sentence(nl: "een aantal mensen van 0 of meer", en: "a number of people of 0 or more"))
    }
    if !model.trajecten.contains(where: { $0.phases.contains { $0.waitsFor == pool.name } }) {
      for key in ["order", "priority", "earmarked", "admits"] {
        guard let node = sections.value(at: ["places", pool.name, key]) else { continue }
        log.warning(
          .meaning, at: node.place,
          Sentence(
            nl: "\(key) doet niets: geen fase wacht op deze plekken (waitsFor)",
            en: "\(key) does nothing: no phase waits for these places (waitsFor)"))
      }
    }
    let earmarked = pool.earmarked.compactMap { values.value(of: $0.places) }.reduce(0, +)
    guard reads(pool.capacity).clocks.isEmpty, let capacity = values.value(of: pool.capacity),
      earmarked > capacity + 1e-9
    else { return }
    log.error(
      .meaning, at: place("places", pool.name, "earmarked"),
      Sentence(
        nl: "er zijn meer plekken toegewezen dan er zijn (\(capacity.plainText))",
        en: "more places are earmarked than there are (\(capacity.plainText))"), found: earmarked.plainText)
  }

  /// A traject that uses the places of a waiting list without waiting would go before everyone on the list.
  private func checkOthers() {
    let listed = Set(model.trajecten.flatMap { $0.phases.compactMap(\.waitsFor) })
    let offered = Set(model.offers.map(\.traject))
    for traject in model.trajecten where traject.needsPlaceToStart && offered.contains(traject.name) {
      guard let pool = traject.places, listed.contains(pool) else { continue }
      log.error(
        .meaning, at: place("trajecten", traject.name, "places"),
        Sentence(
          nl: "voor deze plekken is een wachtlijst: geef ook dit traject een fase met waitsFor: \(pool)",
          en: "these places have a waiting list: give this traject a phase with waitsFor: \(pool) too"),
        found: pool)
    }
  }
}
