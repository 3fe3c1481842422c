/// A number or formula of the file, before it is known what is asked for.
struct ScalarNumber {
  /// The formula; a literal is a formula of one number.
  var formula: FormulaNode
  /// What it gives.
  var type: FormulaType
  /// The literal, where it is one.
  var literal: QuantityText?
  /// The unit of time behind it.
  var unit: TimeUnit?
  /// The period behind `per`.
  var period: Period?
  /// Whether it is a rate.
  var isRate = false

  /// The formula of the model.
  var expression: Expression { formula.expression }
}

/// Numbers, formulas, chances, durations and periods.
extension StudyBuilder {
  /// The clocks that an amount may read.
  static let amountClocks: Set<ClockVariable> = [.t, .age, .month, .year]
  /// The clocks that an amount for a quantity may read: per period in states also the time in the state.
  static func clocks(ofAmountPer basis: QuantityBasis?) -> Set<ClockVariable> {
    if case .time? = basis { amountClocks.union([.inState]) } else { amountClocks }
  }

  /// The clocks that something of the calendar may read.
  static let calendarClocks: Set<ClockVariable> = [.t, .month, .year]
  /// All clocks: for moves and exits.
  static let allClocks = Set(ClockVariable.allCases)

  /// Reads a scalar as a literal or a formula, without typing the formula (for parameters).
  func untypedNumber(_ node: SourceNode, expected: Sentence) -> ScalarNumber? {
    guard let text = node.scalar else {
      log.error(.value, at: node.place, found: node.shown, expected: expected)
      return nil
    }
    let trimmed = text.trimmingSpaces()
    let afterRate = trimmed.removingPrefixWord("rate")
    if (afterRate ?? trimmed).hasPrefix("=") {
      guard var number = formula(node, text: text) else { return nil }
      number.isRate = afterRate != nil
      return number
    }
    return literal(node, text: text, expected: expected)
  }

  private func literal(_ node: SourceNode, text: String, expected: Sentence) -> ScalarNumber? {
    do {
      let quantity = try QuantityText(text)
      var type = FormulaType.literal
      if quantity.isMoney { type = FormulaType(dimension: .money) }
      return ScalarNumber(
        formula: .number(quantity.value, offset: 0), type: type, literal: quantity, unit: quantity.unit,
        period: quantity.period, isRate: quantity.isRate)
    } catch {
      report(error, text: text, at: node.place, expected: expected)
      return nil
    }
  }

  private func report(_ failure: QuantityText.Failure, text: String, at place: Place, expected: Sentence) {
    switch failure {
    case .dutch(let found, let readings):
      log.error(
        .value, at: place, QuantityText.dutchProblem, found: found,
        suggestion: QuantityText.alternatives(readings))
    case .tooLarge(let found):
      log.error(
        .value, at: place,
        Sentence(nl: "dit getal is te groot of te lang", en: "this number is too large or too long"),
        found: found
      )
    case .unit(let word):
      log.error(
        .value, at: place, Sentence(nl: "onbekende eenheid \(word)", en: "unknown unit \(word)"), found: text,
        expected: expected, suggestion: Self.unitSuggestion(word))
    case .period(let word):
      log.error(
        .value, at: place, found: "per \(word)", expected: Self.periodWords,
        suggestion: Self.unitSuggestion(word).map { Sentence(same: "per \($0.english)") })
    case .notANumber:
      let isName = scope.names.parameters.contains(text)
      let nearest =
        isName ? text : text.count > 2 ? nearestName(to: text, among: scope.names.parameters) : nil
      log.error(
        .value, at: place, found: text.isEmpty ? "\"\"" : text, expected: expected,
        suggestion: nearest.map { Sentence(same: "= \($0)") })
    }
  }

  static let periodWords = Sentence(
    nl: "een periode zoals month, 12 months of year", en: "a period such as month, 12 months or year")

  private static func unitSuggestion(_ word: String) -> Sentence? {
    let last = word.split(separator: " ").last ?? ""
    let unit =
      TimeUnit.translated(last)?.rawValue
      ?? nearestName(to: String(last), among: TimeUnit.allCases.map(\.rawValue))
    return unit.map { Sentence(same: $0) }
  }

  /// Reads a formula with what may stand behind it: a unit of time, `per` and a period.
  private func formula(_ node: SourceNode, text: String) -> ScalarNumber? {
    let characters = Array(text)
    guard let sign = characters.firstIndex(of: "=") else { return nil }
    var parser = FormulaParser(characters, from: sign + 1, names: scope.names)
    do {
      let (formula, end) = try parser.parse()
      guard parser.unknownNames.isEmpty else {
        for error in parser.unknownNames { report(error, in: node) }
        return nil
      }
      var number = ScalarNumber(formula: formula, type: .literal)
      var rest = String(characters[end...]).trimmingSpaces()
      if !rest.isEmpty {
        let word = rest.prefix { !$0.isWhitespace }
        if let unit = TimeUnit(word: word) {
          number.unit = unit
          rest = rest.dropFirst(word.count).trimmingSpaces()
        }
        if let per = rest.removingPrefixWord("per") {
          guard let period = Period(text: per) else {
            report(
              .period(String(per)), text: text, at: node.place.shifted(by: end), expected: Self.periodWords)
            return nil
          }
          number.period = period
          rest = ""
        }
        guard rest.isEmpty else {
          report(parser.unexpectedRest(at: end), in: node)
          return nil
        }
      }
      return number
    } catch let error as FormulaError {
      report(error, in: node)
      return nil
    } catch {
      return nil
    }
  }

  /// Reports a problem within a formula at its column.
  func report(_ error: FormulaError, in node: SourceNode) {
    var place = node.place
    if case .scalar(let text, let isPlain) = node.content, !text.contains(where: \.isNewline) {
      place = place.shifted(by: error.offset + (isPlain ? 0 : 1))
    }
    log.error(
      error.kind, at: place, error.problem, found: error.found, expected: error.expected,
      suggestion: error.suggestion)
  }

  /// A number with the type of its formula, checked for clocks.
  func number(_ node: SourceNode, expected: Sentence, clocks: Set<ClockVariable>) -> ScalarNumber? {
    guard var number = untypedNumber(node, expected: expected) else { return nil }
    if number.literal == nil {
      let typing = FormulaTyping(parameters: scope.parameterTypes, tables: scope.tableTypes)
      do throws(FormulaError) {
        number.type = try typing.type(of: number.formula)
      } catch {
        report(error, in: node)
        return nil
      }
      checkClocks(of: number.type, allowed: clocks, in: node)
    }
    return number
  }

  private func checkClocks(of type: FormulaType, allowed: Set<ClockVariable>, in node: SourceNode) {
    let wrong = type.clocks.subtracting(allowed).map(\.rawValue).sorted()
    guard !wrong.isEmpty else { return }
    let words = wrong.joined(separator: ", ")
    let isOfPerson = type.clocks.contains(.inState) || type.clocks.contains(.sinceBenefitChange)
    log.error(
      .formula, at: node.place,
      isOfPerson && !allowed.isEmpty
        ? Sentence(
          nl: wrong == ["inState"]
            ? "de klok inState kan alleen worden gelezen in moves, exits en bedragen per periode in een toestand"
            : "de klok \(words) kan alleen in moves en exits worden gelezen",
          en: wrong == ["inState"]
            ? "the clock inState can be read only in moves, exits and amounts per period in a state"
            : "the clock \(words) can be read in moves and exits only")
        : Sentence(
          nl: "de klok \(words) kan hier niet worden gelezen", en: "the clock \(words) cannot be read here"),
      found: node.shown)
  }

  /// An amount or number of one of the given dimensions, without unit or period.
  func amount(
    _ node: SourceNode?, as dimensions: Set<Dimension>, expected: Sentence, clocks: Set<ClockVariable> = []
  ) -> Expression? {
    guard let node, let number = number(node, expected: expected, clocks: clocks) else { return nil }
    let isTimed = number.unit != nil || number.period != nil || number.isRate
    let fits = number.type.isLiteral || dimensions.contains(number.type.dimension)
    let isShareForMoney = number.literal?.isPercentage == true && dimensions == [.money, .plain]
    guard !isTimed, fits, !isShareForMoney else {
      reportSort(of: number, node, expected: expected)
      return nil
    }
    return number.expression
  }

  /// Reports a number or formula of the wrong sort.
  private func reportSort(of number: ScalarNumber, _ node: SourceNode, expected: Sentence) {
    let given = number.type.dimension.words
    log.error(
      number.literal == nil ? .dimension : .value, at: node.place,
      number.literal == nil && !number.type.isLiteral
        ? Sentence(nl: "deze formule geeft \(given.dutch)", en: "this formula gives \(given.english)") : nil,
      found: node.shown, expected: expected)
  }

  /// A share from 0 to 1, without clocks.
  func share(_ node: SourceNode?, clocks: Set<ClockVariable> = []) -> Expression? {
    let words = Sentence(
      nl: "een aandeel van 0 tot 1 (of 0% tot 100%)", en: "a share from 0 to 1 (or 0% to 100%)")
    guard let node, let value = amount(node, as: [.plain, .chance], expected: words, clocks: clocks) else {
      return nil
    }
    if case .number(let number) = value, !(0...1).contains(number) {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return value
  }

  /// A chance per period, or a rate.
  func chance(_ node: SourceNode?, clocks: Set<ClockVariable> = StudyBuilder.allClocks) -> Chance? {
    let words = Sentence(
      nl: "een kans van 0 tot 1, zoals 1.5% per month", en: "a chance from 0 to 1, such as 1.5% per month")
    guard let node, let number = number(node, expected: words, clocks: clocks) else { return nil }
    guard number.unit == nil, [.plain, .chance].contains(number.type.dimension) else {
      reportSort(of: number, node, expected: words)
      return nil
    }
    if let literal = number.literal {
      let isWrong = number.isRate ? literal.value < 0 : !(0...1).contains(literal.value)
      if isWrong {
        log.error(
          .value, at: node.place, found: node.shown,
          expected: number.isRate
            ? Sentence(nl: "een tempo van 0 of meer", en: "a rate of 0 or more") : words,
          suggestion: (1...100).contains(literal.value) && !literal.isPercentage && !number.isRate
            ? Sentence(same: "\(literal.value.plainText)%") : nil)
        return nil
      }
    }
    return Chance(number.expression, per: number.period ?? number.type.period, isRate: number.isRate)
  }

  /// A length of time, with a number or a formula.
  func duration(_ node: SourceNode?) -> Duration? {
    let words = Sentence(nl: "een duur zoals 6 months", en: "a length of time such as 6 months")
    guard let node, let number = number(node, expected: words, clocks: []) else { return nil }
    let isFormula = number.literal == nil
    guard number.period == nil, !number.isRate, number.literal?.isMoney != true,
      number.literal?.isPercentage != true, [.plain, .duration].contains(number.type.dimension)
    else {
      reportSort(of: number, node, expected: words)
      return nil
    }
    // A parameter that is a duration is held in months and needs no unit.
    if isFormula, number.type.dimension == .duration {
      guard number.unit == nil || number.unit == .month else {
        log.error(
          .dimension, at: node.place,
          Sentence(
            nl: "deze formule is al een duur in maanden; laat de eenheid weg",
            en: "this formula is a length in months already; leave the unit out"), found: node.shown)
        return nil
      }
      return Duration(number.expression, .month)
    }
    guard let unit = number.unit else {
      log.error(
        .value, at: node.place, Sentence(nl: "de eenheid ontbreekt", en: "the unit is missing"),
        found: node.shown, expected: words, suggestion: Sentence(same: "\(node.shown) months"))
      return nil
    }
    if let literal = number.literal, literal.value < 0 {
      log.error(.value, at: node.place, found: node.shown, expected: words)
      return nil
    }
    return Duration(number.expression, unit)
  }

  /// A length of time that must be a plain number, in months.
  func fixedDuration(_ node: SourceNode?) -> Period? {
    guard let node, let duration = duration(node) else { return nil }
    guard case .number(let count) = duration.amount, count > 0 else {
      log.error(
        .value, at: node.place, found: node.shown,
        expected: Sentence(
          nl: "een vaste duur boven 0, zoals 84 months",
          en: "a fixed length of time above 0, such as 84 months"))
      return nil
    }
    return Period(count, duration.unit)
  }

  /// A period: `month`, `12 months`.
  func period(_ node: SourceNode?) -> Period? {
    guard let node else { return nil }
    if let text = node.scalar, let period = Period(text: text.trimmingSpaces()) { return period }
    log.error(
      .value, at: node.place, found: node.shown, expected: Self.periodWords,
      suggestion: node.scalar.flatMap(Self.unitSuggestion))
    return nil
  }

  /// A number of people per period: `10 per month`.
  func flow(_ node: SourceNode?) -> (number: Expression, period: Period)? {
    let words = Sentence(
      nl: "een aantal per periode, zoals 10 per month", en: "a number per period, such as 10 per month")
    guard let node, let number = number(node, expected: words, clocks: Self.calendarClocks) else {
      return nil
    }
    let isPeople = number.type.isLiteral || [.plain, .persons].contains(number.type.dimension)
    guard let period = number.period, isPeople, number.unit == nil, !number.isRate,
      number.literal?.isPercentage != true, (number.literal?.value ?? 0) >= 0
    else {
      reportSort(of: number, node, expected: words)
      return nil
    }
    return (number.expression, period)
  }

  /// A literal number of a distribution or an observation.
  func quantity(_ node: SourceNode?) -> QuantityText? {
    let words = Sentence(nl: "een getal", en: "a number")
    guard let node, let number = untypedNumber(node, expected: words) else { return nil }
    if let literal = number.literal, !literal.isRate { return literal }
    log.error(
      .value, at: node.place,
      Sentence(nl: "hier kan geen formule of tempo staan", en: "no formula or rate can stand here"),
      found: node.shown, expected: words)
    return nil
  }
}
