/// What a formula gives: its dimension, and the period of the chances in it.
struct FormulaType: Hashable {
  /// What it measures.
  var dimension: Dimension
  /// Whether it is made of literal numbers only, which go with anything.
  var isLiteral = false
  /// Whether it is a share, written with %: it may stand beside a chance.
  var isShare = false
  /// The period of its chances, or nil.
  var period: Period?
  /// The clocks it reads, directly or through parameters and tables.
  var clocks: Set<ClockVariable> = []

  /// Whether a name in it could not be read, which is reported already: it goes with anything.
  var isUnknown = false

  /// A literal number.
  static let literal = FormulaType(dimension: .plain, isLiteral: true)
  /// What follows from a name that could not be read.
  static let unknown = FormulaType(dimension: .plain, isLiteral: true, isUnknown: true)
}

extension Dimension {
  /// The dimension in words.
  var words: Sentence {
    switch self {
    case .plain: Sentence(nl: "een gewoon getal", en: "a plain number")
    case .chance: Sentence(nl: "een kans", en: "a chance")
    case .money: Sentence(nl: "een bedrag", en: "an amount of money")
    case .duration: Sentence(nl: "een duur", en: "a length of time")
    case .persons: Sentence(nl: "een aantal mensen", en: "a number of people")
    }
  }
}

/// Works out what a formula gives, from what its parameters and tables are.
struct FormulaTyping {
  /// What each parameter is; those that are not here are reported already.
  let parameters: [String: FormulaType]
  /// What each table gives.
  let tables: [String: FormulaType]

  /// What a formula gives.
  ///
  /// - Throws: `FormulaError` where unlike things meet.
  func type(of node: FormulaNode) throws(FormulaError) -> FormulaType {
    switch node {
    case .number: return .literal
    case .name(let name, _):
      if let known = parameters[name] { return known }
      guard let clock = ClockVariable(rawValue: name) else { return .unknown }
      return FormulaType(dimension: .plain, isLiteral: false, clocks: [clock])
    case .table(let name, let argument, _):
      let inner = try type(of: argument)
      var result = tables[name] ?? .unknown
      result.clocks.formUnion(inner.clocks)
      return result
    case .negate(let inner, _): return try type(of: inner)
    case .binary(let operation, let left, let right, let offset):
      let first = try type(of: left)
      let second = try type(of: right)
      return try combine(operation, first, second, at: offset)
    case .call(let function, let arguments, let offset):
      return try call(function, arguments, at: offset)
    }
  }

  private func combine(
    _ operation: BinaryOperator, _ left: FormulaType, _ right: FormulaType, at offset: Int
  ) throws(FormulaError) -> FormulaType {
    if left.isUnknown || right.isUnknown { return .unknown }
    switch operation {
    case .add, .subtract: return try alike(left, right, operation.rawValue, at: offset)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      let both = try alike(left, right, operation.rawValue, at: offset)
      return FormulaType(dimension: .plain, clocks: both.clocks)
    case .multiply: return try product(left, right, at: offset)
    case .divide: return try quotient(left, right, at: offset)
    case .power:
      guard [.plain, .chance].contains(right.dimension), [.plain, .chance].contains(left.dimension) else {
        throw FormulaError(
          kind: .dimension, offset: offset,
          problem: Sentence(
            nl: "alleen een getal of kans kan tot een macht worden verheven",
            en: "only a number or a chance can be raised to a power"), found: "^")
      }
      var result = left
      result.isLiteral = left.isLiteral && right.isLiteral
      result.clocks.formUnion(right.clocks)
      if result.isLiteral == false, left.isLiteral { result.dimension = .plain }
      return result
    }
  }

  /// Two values that are added or compared: like with like, literals with anything.
  private func alike(
    _ left: FormulaType, _ right: FormulaType, _ sign: String, at offset: Int
  ) throws(FormulaError) -> FormulaType {
    var result = left.isLiteral ? right : left
    result.clocks = left.clocks.union(right.clocks)
    if left.isLiteral || right.isLiteral {
      // 1 − chance is a chance; a share written as 40% may meet one too.
      return result
    }
    if left.isShare != right.isShare, Set([left.dimension, right.dimension]) == [.plain, .chance] {
      result = left.dimension == .chance ? left : right
      result.clocks = left.clocks.union(right.clocks)
      return result
    }
    guard left.dimension == right.dimension else {
      throw FormulaError(
        kind: .dimension, offset: offset,
        problem: Sentence(
          nl: "\(left.dimension.words.dutch) en \(right.dimension.words.dutch) gaan niet samen met \(sign)",
          en:
            "\(left.dimension.words.english) and \(right.dimension.words.english) do not go together with \(sign)"
        ),
        found: sign)
    }
    result.period = try samePeriod(left, right, at: offset)
    return result
  }

  private func samePeriod(
    _ left: FormulaType, _ right: FormulaType, at offset: Int
  ) throws(FormulaError) -> Period? {
    guard let first = left.period, let second = right.period else { return left.period ?? right.period }
    guard first == second else {
      throw FormulaError(
        kind: .dimension, offset: offset,
        problem: Sentence(
          nl: "deze kansen hebben niet dezelfde periode: per \(first.text) en per \(second.text)",
          en: "these chances do not have the same period: per \(first.text) and per \(second.text)"))
    }
    return first
  }

  private func product(
    _ left: FormulaType, _ right: FormulaType, at offset: Int
  ) throws(FormulaError) -> FormulaType {
    var result = FormulaType(
      dimension: .plain, isLiteral: left.isLiteral && right.isLiteral, clocks: left.clocks.union(right.clocks)
    )
    switch (left.dimension, right.dimension) {
    case (.plain, let other), (let other, .plain):
      result.dimension = other
      result.isShare = other == .plain && (left.isShare || right.isShare)
    case (.chance, .chance): result.dimension = .chance
    case (.chance, let other), (let other, .chance): result.dimension = other
    case (.money, .persons), (.persons, .money), (.money, .duration), (.duration, .money):
      result.dimension = .money
    case (.persons, .duration), (.duration, .persons): result.dimension = .persons
    default: throw unlike(left, right, "*", at: offset)
    }
    result.period = try samePeriod(left, right, at: offset)
    if result.dimension != .chance, left.dimension != .chance || right.dimension != .chance {
      // An amount times a chance is an amount; the period of an amount per time is kept.
      result.period =
        left.dimension == .chance ? right.period : right.dimension == .chance ? left.period : result.period
    }
    return result
  }

  private func quotient(
    _ left: FormulaType, _ right: FormulaType, at offset: Int
  ) throws(FormulaError) -> FormulaType {
    var result = FormulaType(
      dimension: left.dimension, isLiteral: left.isLiteral && right.isLiteral, period: left.period,
      clocks: left.clocks.union(right.clocks))
    switch (left.dimension, right.dimension) {
    case (_, .plain),
      (_, .chance) where left.dimension != right.dimension:
      break
    case (let one, let other) where one == other:
      result.dimension = .plain
      if one != .plain { result.period = nil }
    case (.plain, .duration), (.plain, .money), (.plain, .persons), (.money, .duration), (.money, .persons),
      (.persons, .duration), (.duration, .persons):
      break
    default: throw unlike(left, right, "/", at: offset)
    }
    return result
  }

  private func unlike(
    _ left: FormulaType, _ right: FormulaType, _ sign: String, at offset: Int
  ) -> FormulaError {
    FormulaError(
      kind: .dimension, offset: offset,
      problem: Sentence(
        nl: "\(left.dimension.words.dutch) \(sign) \(right.dimension.words.dutch) heeft geen betekenis",
        en: "\(left.dimension.words.english) \(sign) \(right.dimension.words.english) has no meaning"),
      found: sign)
  }

  private func call(
    _ function: MathFunction, _ arguments: [FormulaNode], at offset: Int
  ) throws(FormulaError) -> FormulaType {
    var types: [FormulaType] = []
    for argument in arguments { types.append(try type(of: argument)) }
    guard var result = types.first else { return .literal }
    if types.contains(where: \.isUnknown) { return .unknown }
    switch function {
    case .exp, .log, .sqrt:
      guard [.plain, .chance].contains(result.dimension) || function == .sqrt && result.isLiteral else {
        throw FormulaError(
          kind: .dimension, offset: offset,
          problem: Sentence(
            nl: "\(function.rawValue) werkt op een gewoon getal en niet op \(result.dimension.words.dutch)",
            en: "\(function.rawValue) works on a plain number, not on \(result.dimension.words.english)"),
          found: function.rawValue)
      }
      result.dimension = .plain
      return result
    case .abs, .floor, .ceil, .round: return result
    case .min, .max:
      for other in types.dropFirst() { result = try alike(result, other, function.rawValue, at: offset) }
      return result
    case .if:
      guard types.count == 3 else { return result }
      var value = try alike(types[1], types[2], function.rawValue, at: offset)
      value.clocks.formUnion(result.clocks)
      return value
    case .shock: return try shock(types, at: offset)
    }
  }

  /// What a shock gives: a plain number, of plain numbers, among which only the depth may be a share.
  private func shock(_ types: [FormulaType], at offset: Int) throws(FormulaError) -> FormulaType {
    let parts = [
      Sentence(nl: "de stap", en: "the step"), Sentence(nl: "de diepte", en: "the depth"),
      Sentence(nl: "de lengte", en: "the length"), Sentence(nl: "het herstel", en: "the recovery"),
    ]
    for (position, (type, part)) in zip(types, parts).enumerated() {
      let mayBeShare = position == 1
      guard type.dimension == .plain, mayBeShare || !type.isShare else {
        let words = type.isShare ? Sentence(nl: "een aandeel", en: "a share") : type.dimension.words
        throw FormulaError(
          kind: .dimension, offset: offset,
          problem: Sentence(
            nl: "\(part.dutch) in shock(t, diepte, lengte, herstel) is \(words.dutch), geen gewoon getal",
            en: "\(part.english) in shock(t, depth, length, recovery) is \(words.english), not a plain number"
          ),
          found: MathFunction.shock.rawValue)
      }
    }
    return FormulaType(dimension: .plain, clocks: types.reduce(into: []) { $0.formUnion($1.clocks) })
  }
}
