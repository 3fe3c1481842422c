/// Doelgroepen, states and their moves.
extension StudyBuilder {
  static let stateWords = Sentence(nl: "een toestand of fase", en: "a state or phase")
  /// A state that is no phase.
  static let outsideWords = Sentence(nl: "een toestand", en: "a state")
  static let groupWords = Sentence(nl: "een doelgroep", en: "a doelgroep")
  static let parameterWords = Sentence(nl: "een parameter", en: "a parameter")

  /// Reads a doelgroep.
  func group(_ entry: SourceEntry) -> Doelgroep? {
    guard let fields = fields(of: entry.value, as: .doelgroep) else { return nil }
    let supply = supply(fields)
    let starts = shares(fields["in"], among: scope.states, what: Self.outsideWords)
    var own: [String: Expression] = [:]
    for change in entries(of: fields["parameters"]) {
      if let value = ownParameter(change) { own[change.key] = value }
    }
    let classEntries = entries(of: fields["classes"])
    let classes = classEntries.compactMap { hiddenClass($0) }
    if let node = fields["classes"], classes.count == classEntries.count {
      checkSum(of: classes.map { Destination($0.name, share: $0.share) }, at: node.place)
    }
    guard let supply else { return nil }
    return Doelgroep(
      name: entry.key, label: text(fields["label"]), supply: supply,
      arrivalSpread: word(fields["spread"], as: ArrivalSpread.self) ?? .even,
      startingStates: starts.map { (state: $0.target, share: $0.share) }, age: age(fields["age"]),
      parameters: own, classes: classes)
  }

  private func age(_ node: SourceNode?) -> Double? {
    guard let node, let quantity = quantity(node) else { return nil }
    let isYears = quantity.unit == nil || quantity.unit == .year
    guard isYears, quantity.period == nil, !quantity.isMoney, !quantity.isPercentage,
      (0...130).contains(quantity.value)
    else {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "een leeftijd in jaren, van 0 tot 130", en: "an age in years, from 0 to 130"))
      return nil
    }
    return quantity.value
  }

  private func supply(_ fields: Fields) -> Supply? {
    let people = Sentence(nl: "een aantal mensen van 0 of meer", en: "a number of people of 0 or more")
    if fields.has("supply") {
      return word(fields["supply"], among: ["on-demand"]) == nil ? nil : .onDemand
    }
    if fields.has("arrivals") {
      let months = span(fields)
      return flow(fields["arrivals"]).map {
        .arrivals($0.number, per: $0.period, from: months.from, until: months.until)
      }
    }
    guard let node = fields["size"], let size = amount(node, as: [.plain, .persons], expected: people) else {
      return nil
    }
    if case .number(let value) = size, value < 0 || value > 1e8 {
      log.error(.value, at: node.place, found: node.shown, expected: people)
      return nil
    }
    return .size(size)
  }

  /// `from` and `until`, of which the first must come before the second.
  func span(_ fields: Fields) -> (from: CalendarMonth?, until: CalendarMonth?) {
    let from = month(fields["from"])
    let until = month(fields["until"])
    if let until, let node = fields["until"], let start = from ?? clock?.start, until <= start {
      log.error(
        .value, at: node.place,
        Sentence(nl: "until ligt niet na \(start)", en: "until is not after \(start)"), found: node.shown)
    }
    return (from, until)
  }

  /// The own value of a group for a parameter, which stays what it is.
  ///
  /// Names in it have the values of the study, so that `kans: = kans * 1.3` is 1.3 times that of the study.
  func ownParameter(_ change: SourceEntry) -> Expression? {
    let known = scope.names.parameters
    guard isKnown(change.key, among: known.sorted(), what: Self.parameterWords, at: change.keyPlace) else {
      return nil
    }
    let words = scope.parameterTypes[change.key]?.dimension.words ?? Sentence(nl: "een getal", en: "a number")
    guard let number = number(change.value, expected: words, clocks: Self.allClocks) else { return nil }
    let type = scope.parameterTypes[change.key] ?? .unknown
    var measure = Measure()
    var value = number.expression
    if let literal = number.literal {
      guard measure.take(literal), !literal.isRate else {
        log.error(.value, at: change.value.place, found: change.value.shown, expected: words)
        return nil
      }
      if type.dimension == .duration, literal.unit != nil { value = .number(measure.scaled(literal)) }
      if type.dimension == .chance, !(0...1).contains(literal.value) {
        log.error(
          .value, at: change.value.place, found: change.value.shown,
          expected: Sentence(nl: "een kans van 0 tot 1", en: "a chance from 0 to 1"))
        return nil
      }
    }
    let given = number.literal == nil ? number.type.dimension : measure.dimension
    let fits = given == .plain || type.dimension == .plain || given == type.dimension
    let period = number.period ?? number.type.period
    guard fits, period == nil || type.period == nil || period == type.period else {
      log.error(
        .dimension, at: change.value.place, found: change.value.shown,
        expected: Sentence(
          nl: words.dutch + (type.period.map { " per \($0.text)" } ?? ""),
          en: words.english + (type.period.map { " per \($0.text)" } ?? "")))
      return nil
    }
    return value
  }

  /// A name, or names with shares that sum to 1.
  func shares(_ node: SourceNode?, among known: [String], what: Sentence) -> [Destination] {
    guard let node else { return [] }
    if node.map == nil {
      return name(node, among: known, what: what).map { [Destination($0)] } ?? []
    }
    var result: [Destination] = []
    for entry in entries(of: node) {
      let isThere = isKnown(entry.key, among: known, what: what, at: entry.keyPlace)
      if let share = share(entry.value), isThere { result.append(Destination(entry.key, share: share)) }
    }
    checkSum(of: result, at: node.place)
    return result
  }

  /// Shares that are all written as numbers must sum to 1; others are checked at their means later.
  func checkSum(of destinations: [Destination], at place: Place) {
    var sum = 0.0
    for destination in destinations {
      guard case .number(let value) = destination.share else { return }
      sum += value
    }
    guard !destinations.isEmpty, abs(sum - 1) > 1e-6 else { return }
    log.error(
      .meaning, at: place,
      Sentence(nl: "deze aandelen zijn samen geen 100%", en: "these shares do not sum to 100%"),
      found: (sum * 100).plainText + "%")
  }

  /// Reads a state.
  func state(_ entry: SourceEntry) -> StateDefinition? {
    guard let fields = fields(of: entry.value, as: .state) else { return nil }
    let moves = entries(of: fields["moves"]).compactMap {
      exit($0, from: nil, as: .move)
    }
    return StateDefinition(
      name: entry.key, label: text(fields["label"]), kind: word(fields["kind"], as: StateKind.self) ?? .other,
      isOnBenefit: flag(fields["onBenefit"]), moves: moves)
  }

  /// Reads a move or an exit: a chance by target, or a map by cause.
  func exit(_ entry: SourceEntry, from phase: String?, as section: StudySection) -> Exit? {
    guard entry.value.map != nil else {
      let chance = chance(entry.value)
      guard isKnown(entry.key, among: scope.allStates, what: Self.stateWords, at: entry.keyPlace) else {
        return nil
      }
      return chance.map {
        Exit(to: entry.key, chance: $0, isDropout: dropsOut(to: entry.key, from: phase))
      }
    }
    guard let fields = fields(of: entry.value, as: section) else { return nil }
    let chance = chance(fields["chance"])
    var target: String?
    if fields.has("to") {
      target = name(fields["to"], among: scope.allStates, what: Self.stateWords)
    } else if isKnown(entry.key, among: scope.allStates, what: Self.stateWords, at: entry.keyPlace) {
      target = entry.key
    }
    let isDropout = flag(fields["dropout"])
    guard let target, let chance else { return nil }
    return Exit(
      cause: entry.key, to: target, chance: chance,
      isDropout: isDropout ?? dropsOut(to: target, from: phase))
  }

  /// An exit from a phase to a state on benefit counts as drop-out.
  private func dropsOut(to target: String, from phase: String?) -> Bool {
    phase != nil && scope.isOnBenefit[target] == true && scope.states.contains(target)
  }
}
