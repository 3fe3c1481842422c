/// A parameter as read, before its formula is typed.
struct ParsedParameter {
  enum Body {
    case distribution(Distribution)
    case formula(FormulaNode)
  }

  var entry: SourceEntry
  var label: String?
  var body: Body
  /// What the file says that it is; nil where that follows from the formula.
  var type: FormulaType?
  /// The period behind `per`, for a formula whose dimension is not stated.
  var period: Period?
  var unit: String?
  var provenance = Provenance()
  /// Whether a source is asked for: not for formulas over other parameters.
  var needsSource = false

  /// The names by which formulas read it.
  var names: [String] {
    if case .distribution(.dirichlet(let components, _)) = body {
      return components.map { "\(entry.key).\($0)" }
    }
    return [entry.key]
  }
}

extension StudyBuilder {
  /// The names by which formulas read a parameter, from its bare node.
  func formulaNames(of entry: SourceEntry) -> [String] {
    guard let components = entry.value.map?["dirichlet"]?.map else { return [entry.key] }
    return components.keys.map { "\(entry.key).\($0)" }
  }

  /// Reads a parameter.
  func parameter(_ entry: SourceEntry) -> ParsedParameter? {
    checkIsFree(entry)
    let node = entry.value
    guard node.map != nil else { return shortParameter(entry, node) }
    guard let fields = fields(of: node, as: .parameter) else { return nil }
    guard var parsed = longParameter(entry, fields) else { return nil }
    parsed.label = text(fields["label"])
    parsed.unit = text(fields["unit"])
    parsed.provenance = provenance(fields)
    return parsed
  }

  private func checkIsFree(_ entry: SourceEntry) {
    let isClock = ClockVariable(rawValue: entry.key) != nil
    guard isClock || MathFunction(rawValue: entry.key) != nil || ["ln", "per", "rate"].contains(entry.key)
    else {
      return
    }
    log.error(
      .value, at: entry.keyPlace,
      isClock
        ? Sentence(nl: "deze naam is al van een klok", en: "this name is that of a clock")
        : Sentence(
          nl: "deze naam heeft al een betekenis in formules",
          en: "this name means something in formulas already"),
      found: entry.key)
  }

  private static let valueWords = Sentence(
    nl: "een getal, kans, duur of formule (= …)", en: "a number, chance, length of time or formula (= …)")

  /// `kans: 1.5% per month` or `half: = kans / 2`.
  private func shortParameter(_ entry: SourceEntry, _ node: SourceNode) -> ParsedParameter? {
    guard let number = untypedNumber(node, expected: Self.valueWords), refuseRate(number, node) else {
      return nil
    }
    guard let literal = number.literal else { return formulaParameter(entry, number, measure: Measure()) }
    var measure = Measure()
    guard measure.take(literal) else { return impossibleValue(node) }
    return distributionParameter(entry, .fixed(measure.scaled(literal)), measure, at: node)
  }

  private func impossibleValue(_ node: SourceNode) -> ParsedParameter? {
    log.error(.value, at: node.place, found: node.shown, expected: Self.valueWords)
    return nil
  }

  private func refuseRate(_ number: ScalarNumber, _ node: SourceNode) -> Bool {
    guard number.isRate else { return true }
    log.error(
      .value, at: node.place,
      Sentence(
        nl: "een tempo (rate) kan alleen bij een overgang of uitgang staan",
        en: "a rate can stand at a move or exit only"), found: node.shown,
      suggestion: Sentence(same: "= 1 - exp(-…)"))
    return false
  }

  private func longParameter(_ entry: SourceEntry, _ fields: Fields) -> ParsedParameter? {
    var measure = Measure()
    if let unit = fields["unit"]?.scalar { measure.take(unitText: unit) }
    let statedPeriod = period(fields["per"])
    measure.period = statedPeriod
    if let node = fields["expression"] {
      let words = Sentence(nl: "een formule (= …)", en: "a formula (= …)")
      guard node.scalar?.trimmingSpaces().hasPrefix("=") == true else {
        log.error(.value, at: node.place, found: node.shown, expected: words)
        return nil
      }
      guard let number = untypedNumber(node, expected: words), refuseRate(number, node) else { return nil }
      return formulaParameter(entry, number, measure: measure)
    }
    if let node = fields["value"] {
      guard let number = untypedNumber(node, expected: Self.valueWords), refuseRate(number, node) else {
        return nil
      }
      guard let literal = number.literal else {
        if let extra = fields["sd"] ?? fields["interval"] {
          log.error(
            .value, at: extra.place,
            Sentence(
              nl: "bij een formule kan geen sd of interval staan", en: "a formula can have no sd or interval")
          )
        }
        return formulaParameter(entry, number, measure: measure)
      }
      guard measure.take(literal) else { return impossibleValue(node) }
      guard let distribution = spread(around: literal, fields, &measure) else { return nil }
      return distributionParameter(entry, distribution, measure, at: node)
    }
    for key in Merging.definitionKeys.sorted() {
      guard let node = fields[key] else { continue }
      guard let distribution = distribution(key, node, measure: &measure) else { return nil }
      return distributionParameter(entry, distribution, measure, at: node)
    }
    return nil
  }

  /// The distribution of `value` with `sd` or `interval`.
  private func spread(
    around value: QuantityText, _ fields: Fields, _ measure: inout Measure
  ) -> Distribution? {
    let mean = measure.scaled(value)
    let sd: Double
    let node: SourceNode
    if let sdNode = fields["sd"] {
      guard let quantity = quantity(sdNode) else { return nil }
      guard measure.take(quantity) else { return badSpread(sdNode) }
      node = sdNode
      sd = measure.scaled(quantity)
    } else if let interval = fields["interval"] {
      let words = Sentence(
        nl: "een interval [laag, hoog] met de waarde ertussen",
        en: "an interval [low, high] with the value between")
      guard let bounds = interval.list, bounds.count == 2 else {
        log.error(.value, at: interval.place, found: interval.shown, expected: words)
        return nil
      }
      guard let low = quantity(bounds[0]), let high = quantity(bounds[1]) else { return nil }
      guard measure.take(low), measure.take(high) else { return badSpread(interval) }
      guard measure.scaled(low) < mean, mean < measure.scaled(high) else {
        log.error(.value, at: interval.place, found: interval.shown, expected: words)
        return nil
      }
      node = interval
      sd = (measure.scaled(high) - measure.scaled(low)) / (2 * DistributionForms.normal975)
    } else {
      return .fixed(mean)
    }
    if let spread = DistributionForms.spread(
      of: mean, sd: sd, dimension: measure.dimension, isShare: measure.isPercentage), sd >= 0
    {
      return spread
    }
    let isShare = measure.dimension == .chance || measure.isPercentage
    if isShare, !(0...1).contains(mean), let written = fields["value"] {
      log.error(
        .value, at: written.place, found: written.shown,
        expected: Sentence(nl: "een kans of aandeel van 0 tot 1", en: "a chance or share from 0 to 1"))
      return nil
    }
    log.error(
      .value, at: node.place, found: node.shown,
      expected: isShare ? Self.betaMoments : Self.positiveMoments)
    return nil
  }

  private func badSpread(_ node: SourceNode) -> Distribution? {
    log.error(
      .value, at: node.place,
      Sentence(
        nl: "deze spreiding is van een andere soort dan de waarde",
        en: "this spread is of another sort than the value"),
      found: node.shown)
    return nil
  }

  private func distributionParameter(
    _ entry: SourceEntry, _ distribution: Distribution, _ written: Measure, at node: SourceNode
  ) -> ParsedParameter {
    var measure = written
    var type = FormulaType(dimension: measure.dimension, period: measure.period)
    if case .beta = distribution { measure.isPercentage = true }
    if case .dirichlet = distribution { measure.isPercentage = true }
    type.isShare = type.dimension == .plain && measure.isPercentage
    if type.dimension == .chance { checkSupport(of: distribution, at: node) }
    var parsed = ParsedParameter(entry: entry, body: .distribution(distribution), type: type)
    parsed.needsSource = true
    return parsed
  }

  private func formulaParameter(
    _ entry: SourceEntry, _ number: ScalarNumber, measure: Measure
  ) -> ParsedParameter {
    var formula = number.formula
    var measure = measure
    if let unit = number.unit {
      // Durations are held in months.
      measure.unit = unit
      if unit != .month {
        formula = .binary(.multiply, formula, .number(unit.months, offset: 0), offset: formula.offset)
      }
    }
    let period = number.period ?? measure.period
    measure.period = period
    var parsed = ParsedParameter(entry: entry, body: .formula(formula))
    parsed.period = period
    if measure.dimension != .plain {
      parsed.type = FormulaType(dimension: measure.dimension, period: period)
    }
    return parsed
  }

  /// Chances lie from 0 to 1: a distribution that leaves these bounds is an error, or, where only its far
  /// tail does, a warning.
  private func checkSupport(of distribution: Distribution, at node: SourceNode) {
    let words = Sentence(nl: "een kans van 0 tot 1", en: "a chance from 0 to 1")
    if let support = distribution.bounds {
      guard support.lower < 0 || support.upper > 1 else { return }
      let wrong = support.lower < 0 ? support.lower : support.upper
      log.error(
        .value, at: node.place, found: node.scalar ?? wrong.plainText, expected: words,
        suggestion: (1...100).contains(wrong) && node.scalar?.contains("%") == false
          ? Sentence(same: "\(wrong.plainText)%") : nil)
      return
    }
    log.warning(
      .value, at: node.place,
      Sentence(
        nl: "deze verdeling kan buiten 0 tot 1 komen; voor een kans past beta beter",
        en: "this distribution can leave 0 to 1; for a chance beta fits better"))
  }
}

extension Distribution {
  /// The least and the greatest value, or nil where there is no bound on one side or more.
  var bounds: (lower: Double, upper: Double)? {
    switch self {
    case .fixed(let value): (value, value)
    case .beta, .dirichlet: (0, 1)
    case .normal, .lognormal, .gamma: nil
    case .truncatedNormal(_, _, let lower, let upper):
      lower.isFinite && upper.isFinite ? (lower, upper) : nil
    case .uniform(let lower, let upper), .triangular(let lower, _, let upper),
      .pert(let lower, _, let upper, _):
      (lower, upper)
    case .discrete(let values, _), .empirical(let values):
      values.min().flatMap { least in values.max().map { (least, $0) } }
    }
  }
}
