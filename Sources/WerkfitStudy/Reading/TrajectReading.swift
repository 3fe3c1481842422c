/// Trajecten with their phases and effects.
extension StudyBuilder {
  /// Reads a traject.
  func traject(_ entry: SourceEntry) -> Traject? {
    guard let fields = fields(of: entry.value, as: .traject) else { return nil }
    let phaseEntries = entries(of: fields["phases"])
    if let node = fields["phases"], phaseEntries.isEmpty {
      log.error(
        .value, at: node.place,
        Sentence(nl: "een traject heeft minstens één fase", en: "a traject has at least one phase"))
    }
    let phases = phaseEntries.compactMap { phase($0) }
    let otherwise = shares(fields["otherwise"], among: scope.allStates, what: Self.stateWords)
    if let last = phases.last, phases.count == phaseEntries.count, last.otherwise.isEmpty,
      !fields.has("otherwise")
    {
      log.error(
        .missingKey, at: entry.keyPlace,
        Sentence(
          nl: "otherwise ontbreekt: waar gaan mensen heen na de laatste fase?",
          en: "otherwise is missing: where do people go after the last phase?"))
    }
    let places = placeUse(fields["places"], phases: phaseEntries.map(\.key))
    let fund = name(
      fields["fund"], among: scope.funds,
      what: Sentence(nl: "een fonds onder funds", en: "a fund under funds"))
    let commits = amount(fields["commits"], as: [.money, .plain], expected: Self.moneyWords)
    return Traject(
      name: entry.key, label: text(fields["label"]), phases: phases, otherwise: otherwise,
      lockIn: items(fields["lockIn"]).compactMap { effect($0, as: .lockIn) },
      gain: items(fields["gain"]).compactMap { effect($0, as: .gain) },
      dropoutsKeepGain: flag(fields["dropoutsKeepGain"]) ?? true, places: places.pool,
      placePhases: places.phases, placesPerPerson: places.uses, fund: fund, commits: commits)
  }

  private func placeUse(_ node: SourceNode?, phases: [String]) -> PlaceUse {
    let words = Sentence(nl: "plekken onder places", en: "a pool under places")
    guard let node else { return PlaceUse() }
    guard node.map != nil else { return PlaceUse(pool: name(node, among: scope.places, what: words)) }
    guard let fields = fields(of: node, as: .placeUse) else { return PlaceUse() }
    let used = items(fields["phases"]).compactMap {
      name($0, among: phases, what: Sentence(nl: "een fase van dit traject", en: "a phase of this traject"))
    }
    return PlaceUse(
      pool: name(fields["pool"], among: scope.places, what: words), phases: used,
      uses: positive(fields["uses"]) ?? .number(1))
  }

  private func phase(_ entry: SourceEntry) -> Phase? {
    guard let fields = fields(of: entry.value, as: .phase) else { return nil }
    let stay = fields.has("waitsFor") ? waiting(fields["waitsFor"]) : stay(fields["stay"])
    let exits = entries(of: fields["exits"]).compactMap { exit($0, from: entry.key, as: .exit) }
    let hours = positive(fields["hoursPerWeek"])
    let lengthening = stayExtension(fields["extension"])
    let otherwise = shares(fields["otherwise"], among: scope.allStates, what: Self.stateWords)
    guard let stay else { return nil }
    return Phase(
      name: entry.key, label: text(fields["label"]),
      kind: word(fields["kind"], as: StateKind.self) ?? .benefit, isOnBenefit: flag(fields["onBenefit"]),
      stay: stay, extension: lengthening, hoursPerWeek: hours, exits: exits, otherwise: otherwise)
  }

  private func waiting(_ node: SourceNode?) -> Stay? {
    name(node, among: scope.places, what: Sentence(nl: "plekken onder places", en: "a pool under places"))
      .map { .untilPlace(of: $0) }
  }

  private func positive(_ node: SourceNode?) -> Expression? {
    let words = Sentence(nl: "een getal boven 0", en: "a number above 0")
    guard let node, let value = amount(node, as: [.plain], expected: words) else { return nil }
    if case .number(let number) = value, number <= 0 {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return value
  }

  private func stayExtension(_ node: SourceNode?) -> StayExtension? {
    guard let node, let fields = fields(of: node, as: .stayExtension) else { return nil }
    let chance = share(fields["chance"])
    let length = duration(fields["by"])
    guard let chance, let length else { return nil }
    return StayExtension(chance: chance, length: length)
  }

  private func stay(_ node: SourceNode?) -> Stay? {
    guard let node else { return nil }
    guard node.map != nil else { return duration(node).map(Stay.fixed) }
    guard let fields = fields(of: node, as: .stay) else { return nil }
    if let list = fields["uniform"] {
      guard let lengths = durations(list, count: 2) else { return nil }
      return .uniform(lengths[0], lengths[1])
    }
    if let list = fields["triangular"] {
      guard let lengths = durations(list, count: 3) else { return nil }
      return .triangular(lengths[0], lengths[1], lengths[2])
    }
    if let lengths = fields["lengths"] { return discreteStay(lengths) }
    guard let longest = duration(fields["max"]) else { return nil }
    guard let completion = fields["completion"] else { return .fixed(longest) }
    guard let chance = chance(completion, clocks: []) else { return nil }
    let shortest = fields.has("min") ? duration(fields["min"]) : Duration(.number(0), longest.unit)
    guard let shortest else { return nil }
    return .completion(minimum: shortest, chance: chance, maximum: longest)
  }

  private func durations(_ node: SourceNode, count: Int) -> [Duration]? {
    let words =
      count == 2
      ? Sentence(
        nl: "twee duren, kort en lang, zoals [3 months, 6 months]",
        en: "two lengths, short and long, such as [3 months, 6 months]")
      : Sentence(
        nl: "drie duren: kortste, waarschijnlijkste en langste",
        en: "three lengths: shortest, most likely and longest")
    guard let list = node.list, list.count == count else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    let lengths = list.compactMap { duration($0) }
    guard lengths.count == count else { return nil }
    let months = lengths.compactMap(\.constantMonths)
    if months.count == count, zip(months, months.dropFirst()).contains(where: { $0 > $1 }) {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return lengths
  }

  private func discreteStay(_ node: SourceNode) -> Stay? {
    guard let map = node.map, !map.entries.isEmpty else {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(
          nl: "een blok zoals { 3 months: 40%, 6 months: 60% }",
          en: "a block such as { 3 months: 40%, 6 months: 60% }"))
      return nil
    }
    var parts: [(length: Duration, weight: Double)] = []
    for entry in map.entries {
      let key = SourceNode(place: entry.keyPlace, content: .scalar(entry.key, isPlain: true))
      let words = Sentence(nl: "een gewicht of aandeel van 0 of meer", en: "a weight or share of 0 or more")
      guard let length = duration(key), let weight = quantity(entry.value) else { return nil }
      guard weight.value >= 0, weight.unit == nil, weight.period == nil, !weight.isMoney else {
        log.error(.value, at: entry.value.place, found: entry.value.shown, expected: words)
        return nil
      }
      parts.append((length, weight.value))
    }
    guard parts.contains(where: { $0.weight > 0 }) else {
      log.error(
        .value, at: node.place,
        Sentence(nl: "alle gewichten zijn 0", en: "all weights are 0"))
      return nil
    }
    return .discrete(parts)
  }

  private func effect(_ node: SourceNode, as section: StudySection) -> Effect? {
    guard let fields = fields(of: node, as: section) else { return nil }
    let parameter = name(
      fields["parameter"], among: scope.names.parameters.sorted(), what: Self.parameterWords)
    var origin = EffectOrigin.end
    if let after = word(fields["after"], as: EffectOrigin.self) { origin = after }
    let halfLife = fields["halfLife"].flatMap { duration($0) }
    let until = fields["until"].flatMap { duration($0) }
    guard let parameter, let size = effectSize(fields) else { return nil }
    return Effect(
      parameter: parameter, scale: size.scale, size: size.value, period: size.period, origin: origin,
      halfLife: halfLife, endsAfter: until)
  }

  private func effectSize(_ fields: Fields) -> (scale: EffectScale, value: Expression, period: Period?)? {
    if let node = fields["addedChance"] { return addedChance(node) }
    for scale in [EffectScale.hazardRatio, .riskRatio] {
      guard let node = fields[scale.rawValue] else { continue }
      let words = Sentence(nl: "een verhouding van 0 of meer", en: "a ratio of 0 or more")
      guard let value = amount(node, as: [.plain], expected: words) else { return nil }
      if case .number(let number) = value, number < 0 {
        log.error(.value, at: node.place, found: node.shown, expected: words)
        return nil
      }
      return (scale, value, nil)
    }
    return nil
  }

  /// A chance that is added; it may be below zero.
  private func addedChance(_ node: SourceNode) -> (scale: EffectScale, value: Expression, period: Period?)? {
    let words = Sentence(
      nl: "een kans van -1 tot 1, zoals 2% per month", en: "a chance from -1 to 1, such as 2% per month")
    guard let number = number(node, expected: words, clocks: []) else { return nil }
    let isOutside = number.literal.map { !(-1...1).contains($0.value) } ?? false
    guard number.unit == nil, !number.isRate, !isOutside, [.plain, .chance].contains(number.type.dimension)
    else {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return (.addedChance, number.expression, number.period ?? number.type.period)
  }

  /// Reads a pool of places.
  func placePool(_ entry: SourceEntry) -> PlacePool? {
    guard let fields = fields(of: entry.value, as: .placePool) else { return nil }
    let words = Sentence(nl: "een aantal plekken van 0 of meer", en: "a number of places of 0 or more")
    let months = span(fields)
    let empty = fields["emptyBetween"].flatMap { duration($0) }
    let rotating = flag(fields["rotating"])
    guard let node = fields["capacity"],
      let capacity = amount(node, as: [.plain, .persons], expected: words, clocks: Self.calendarClocks)
    else { return nil }
    if case .number(let number) = capacity, number < 0 {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return PlacePool(
      name: entry.key, label: text(fields["label"]), capacity: capacity, isRotating: rotating ?? true,
      emptyBetween: empty, from: months.from, until: months.until,
      order: word(fields["order"], as: AdmissionOrder.self) ?? .firstCome, priority: priority(fields),
      earmarked: earmarks(fields["earmarked"]), admits: admissions(fields["admits"]))
  }
}

extension Duration {
  /// The length in months where it is a plain number; nil for a formula.
  var constantMonths: Double? {
    if case .number(let value) = amount { value * unit.months } else { nil }
  }
}
