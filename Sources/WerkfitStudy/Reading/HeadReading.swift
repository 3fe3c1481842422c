/// The head of a study: clock, money and what is reported.
extension StudyBuilder {
  /// The largest number of steps: a hundred years of months.
  static let stepLimit = 1_200

  /// Reads the clock.
  func readClock(_ node: SourceNode?) -> StudyClock? {
    guard let node, let fields = fields(of: node, as: .clock) else { return nil }
    let start = month(fields["start"])
    let stepWords = TimeUnit.allCases.filter { $0 != .hour }.map(\.rawValue)
    let step: TimeUnit
    if fields.has("step") {
      guard let unit = word(fields["step"], among: stepWords).flatMap(TimeUnit.init) else { return nil }
      step = unit
    } else {
      step = .month
    }
    let counted = word(fields["counted"], as: Counting.self)
    guard let horizonNode = fields["horizon"], let horizon = fixedDuration(horizonNode) else { return nil }
    let length = horizon.unit == step ? horizon.count : horizon.months / step.months
    let steps = length.rounded()
    guard steps >= 1, steps <= Double(Self.stepLimit) else {
      log.error(
        .value, at: horizonNode.place, found: horizonNode.shown,
        expected: Sentence(
          nl: "een horizon van 1 tot \(Self.stepLimit) stappen van een \(step.rawValue)",
          en: "a horizon of 1 to \(Self.stepLimit) steps of a \(step.rawValue)"))
      return nil
    }
    guard abs(length - steps) < 1e-9 else {
      log.error(
        .value, at: horizonNode.place,
        Sentence(nl: "de horizon is geen heel aantal stappen", en: "the horizon is no whole number of steps"),
        found: horizonNode.shown, suggestion: Sentence(same: Period(steps, step).text))
      return nil
    }
    guard let start else { return nil }
    return StudyClock(start: start, steps: Int(steps), step: step, counted: counted ?? .start)
  }

  /// Reads the money settings.
  func moneySettings(_ node: SourceNode?) -> MoneySettings {
    guard let node, let fields = fields(of: node, as: .money) else { return MoneySettings() }
    let discount = rate(fields["discount"])
    let provenance = provenance(fields)
    if case .number(let value) = discount, value != 0, provenance.source == nil,
      provenance.confidence != .ownEstimate, let place = fields["discount"]?.place
    {
      log.warning(
        .missingSource, at: place,
        Sentence(nl: "deze discontovoet heeft geen bron", en: "this discount rate has no source"))
    }
    return MoneySettings(
      priceYear: integer(fields["priceYear"], in: 1900...2200), discountRate: discount ?? .number(0),
      provenance: provenance, indexation: rate(fields["indexation"]) ?? .number(0))
  }

  /// The exit window in steps, or nil for the default.
  func exitWindow(_ node: SourceNode?) -> Int? {
    guard let node, let clock, let window = fixedDuration(node) else { return nil }
    let steps = window.steps(of: clock).rounded()
    guard steps >= 1, steps <= 100_000 else {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(nl: "een duur van minstens een stap", en: "a length of at least a step"))
      return nil
    }
    return Int(steps)
  }

  /// The outcomes to report.
  func reported(_ node: SourceNode?, outcomes: [String], prices: [String]) -> [String] {
    items(node).compactMap { item in
      guard !log.leavesOut, let key = text(item) else { return nil }
      return isOutcome(key, outcomes: outcomes, prices: prices, at: item.place) ? key : nil
    }
  }
}
