/// Reads a formula by operator precedence: comparison, sum, product, minus, power (to the right).
struct FormulaParser {
  /// The longest formula, in characters; and the deepest, so that nothing that walks it can run out of stack.
  static let lengthLimit = 4_000
  static let depthLimit = 100
  /// The most operations in a formula: a long chain is a deep tree too.
  static let operationLimit = 200

  private let characters: [Character]
  private let names: FormulaNames
  private var lexer: FormulaLexer
  private var token: FormulaLexer.Token = .end
  private var offset = 0
  private var depth = 0
  private var operations = 0
  /// Unknown names: reported together, since the formula can be read on.
  private(set) var unknownNames: [FormulaError] = []

  /// A parser over a text from a position on (behind the `=`).
  init(_ characters: [Character], from start: Int, names: FormulaNames) {
    self.characters = characters
    self.names = names
    lexer = FormulaLexer(characters, from: start, names: names)
  }

  /// The formula, and the position of what stands behind it (such as `per month`).
  ///
  /// - Throws: `FormulaError` where the text is no formula. Unknown names are not thrown but gathered.
  mutating func parse() throws -> (formula: FormulaNode, end: Int) {
    guard characters.count <= Self.lengthLimit else {
      throw FormulaError(
        offset: 0,
        problem: Sentence(
          nl: "deze formule is te lang; gebruik tussenstappen",
          en: "this formula is too long; use intermediate steps"))
    }
    try advance()
    if token == .end {
      throw FormulaError(
        offset: offset, problem: Sentence(nl: "na = hoort een formule", en: "a formula belongs behind ="))
    }
    let formula = try comparison()
    return (formula, token == .end ? characters.count : offset)
  }

  /// The complaint about what stands behind a formula and does not belong there.
  func unexpectedRest(at position: Int) -> FormulaError {
    if let error = decimalComma(at: position) { return error }
    return FormulaError(
      offset: position,
      problem: Sentence(
        nl: "de formule is hier klaar, maar er staat nog iets",
        en: "the formula ends here, but something follows"),
      found: shortened(String(characters[position...]), to: 30),
      expected: Sentence(nl: "een teken zoals + of *", en: "a sign such as + or *"))
  }

  /// `1,5` outside the parentheses of a function: a decimal comma.
  private func decimalComma(at position: Int) -> FormulaError? {
    guard position > 0, position + 1 < characters.count, characters[position] == ",",
      characters[position - 1].isNumber, characters[position + 1].isNumber
    else { return nil }
    let whole = characters[..<position].reversed().prefix { $0.isNumber }.reversed()
    let fraction = characters[(position + 1)...].prefix { $0.isNumber }
    return FormulaError(
      offset: position - whole.count, problem: QuantityText.dutchProblem,
      found: String(whole) + "," + String(fraction),
      suggestion: Sentence(same: String(whole) + "." + String(fraction)))
  }

  private mutating func advance() throws {
    (token, offset) = try lexer.next()
  }

  private mutating func deeper<Result>(_ body: (inout Self) throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw tooDeep(offset) }
    return try body(&self)
  }

  private func tooDeep(_ offset: Int) -> FormulaError {
    FormulaError(
      offset: offset,
      problem: Sentence(
        nl: "deze formule heeft te veel lagen; gebruik tussenstappen",
        en: "this formula has too many layers; use intermediate steps"))
  }

  private mutating func comparison() throws -> FormulaNode {
    try deeper { parser in
      let left = try parser.sum()
      guard case .sign(let sign) = parser.token else { return left }
      if sign == "=" {
        throw FormulaError(
          offset: parser.offset,
          problem: Sentence(nl: "een vergelijking schrijf je met ==", en: "a comparison is written with =="),
          found: "=",
          suggestion: Sentence(same: "=="))
      }
      guard let operation = BinaryOperator(rawValue: sign), operation.isComparison else { return left }
      let place = parser.offset
      try parser.advance()
      let right = try parser.sum()
      return .binary(operation, left, right, offset: place)
    }
  }

  private mutating func sum() throws -> FormulaNode {
    try chain(["+", "-"]) { try $0.product() }
  }

  private mutating func product() throws -> FormulaNode {
    try chain(["*", "/"]) { try $0.signed() }
  }

  /// Operations of equal rank, from left to right.
  private mutating func chain(
    _ signs: Set<String>, _ part: (inout Self) throws -> FormulaNode
  ) throws -> FormulaNode {
    var left = try part(&self)
    while case .sign(let sign) = token, signs.contains(sign), let operation = BinaryOperator(rawValue: sign) {
      let place = offset
      operations += 1
      guard operations <= Self.operationLimit else { throw tooDeep(place) }
      try advance()
      left = .binary(operation, left, try part(&self), offset: place)
    }
    return left
  }

  private mutating func signed() throws -> FormulaNode {
    try deeper { parser in
      let place = parser.offset
      if parser.token == .sign("-") {
        try parser.advance()
        return .negate(try parser.signed(), offset: place)
      }
      if parser.token == .sign("+") {
        try parser.advance()
        return try parser.signed()
      }
      return try parser.power()
    }
  }

  private mutating func power() throws -> FormulaNode {
    let base = try operand()
    guard token == .sign("^") else { return base }
    let place = offset
    try advance()
    return .binary(.power, base, try signed(), offset: place)
  }

  private mutating func operand() throws -> FormulaNode {
    let place = offset
    switch token {
    case .number(let value):
      try advance()
      return .number(value, offset: place)
    case .name(let name):
      try advance()
      return token == .sign("(") ? try call(name, at: place) : value(name, at: place)
    case .sign("("):
      try advance()
      let inner = try comparison()
      try expect(")", openedAt: place)
      return inner
    case .sign(let sign):
      throw FormulaError(
        offset: place,
        problem: Sentence(nl: "hier hoort een getal of een naam", en: "a number or a name belongs here"),
        found: sign)
    case .end:
      throw FormulaError(
        offset: place,
        problem: Sentence(nl: "de formule houdt te vroeg op", en: "the formula ends too early"),
        expected: Sentence(nl: "een getal of een naam", en: "a number or a name"))
    }
  }

  private mutating func expect(_ sign: String, openedAt place: Int) throws {
    guard token == .sign(sign) else {
      throw FormulaError(
        offset: token == .end ? place : offset,
        problem: Sentence(
          nl: token == .end ? "dit haakje wordt niet gesloten" : "hier ontbreekt \(sign)",
          en: token == .end ? "this parenthesis is not closed" : "\(sign) is missing here"),
        found: token == .end ? nil : shown(token))
    }
    try advance()
  }

  private func shown(_ token: FormulaLexer.Token) -> String {
    switch token {
    case .number(let value): value.plainText
    case .name(let name): name
    case .sign(let sign): sign
    case .end: "∅"
    }
  }

  private mutating func value(_ name: String, at place: Int) -> FormulaNode {
    if names.parameters.contains(name) || ClockVariable(rawValue: name) != nil {
      return .name(name, offset: place)
    }
    if names.tables.contains(name) {
      unknownNames.append(
        FormulaError(
          kind: .formula, offset: place,
          problem: Sentence(
            nl: "een tabel lees je met haakjes, zoals \(name)(age)",
            en: "a table is read with parentheses, such as \(name)(age)"), found: name))
      return .number(0, offset: place)
    }
    if MathFunction(rawValue: name) != nil || name == "ln" {
      unknownNames.append(
        FormulaError(
          kind: .formula, offset: place,
          problem: Sentence(nl: "een functie heeft haakjes nodig", en: "a function needs parentheses"),
          found: name,
          suggestion: Sentence(same: "\(name)(…)")))
      return .number(0, offset: place)
    }
    let nearest = nearestName(to: name, among: names.values)
    unknownNames.append(
      FormulaError(
        kind: .unknownName, offset: place,
        problem: Sentence(
          nl: "deze naam is geen parameter, tabel of klok", en: "this name is no parameter, table or clock"),
        found: name, suggestion: nearest.map { Sentence(same: $0) }))
    return .name(name, offset: place)
  }

  private mutating func call(_ name: String, at place: Int) throws -> FormulaNode {
    let open = offset
    try advance()
    var arguments: [FormulaNode] = []
    if token != .sign(")") {
      arguments.append(try comparison())
      while token == .sign(",") || token == .sign(";") {
        guard arguments.count < 64 else { throw tooDeep(offset) }
        try advance()
        arguments.append(try comparison())
      }
    }
    try expect(")", openedAt: open)
    if let function = MathFunction(rawValue: name == "ln" ? "log" : name) {
      let count = function.argumentCount
      guard count.contains(arguments.count) else {
        let wanted = count.count == 1 ? "\(count.lowerBound)" : "\(count.lowerBound)–\(count.upperBound)"
        throw FormulaError(
          offset: place,
          problem: Sentence(
            nl: "\(name) krijgt \(wanted) waarden tussen de haakjes",
            en: "\(name) takes \(wanted) values between the parentheses"), found: "\(arguments.count)")
      }
      return .call(function, arguments, offset: place)
    }
    guard names.tables.contains(name) else {
      unknownNames.append(unknownCall(name, at: place))
      return .number(0, offset: place)
    }
    guard arguments.count == 1, let argument = arguments.first else {
      throw FormulaError(
        offset: place,
        problem: Sentence(
          nl: "een tabel krijgt één waarde tussen de haakjes",
          en: "a table takes one value between the parentheses"),
        found: "\(arguments.count)")
    }
    return .table(name, argument, offset: place)
  }

  private func unknownCall(_ name: String, at place: Int) -> FormulaError {
    if names.parameters.contains(name) {
      return FormulaError(
        offset: place,
        problem: Sentence(
          nl: "dit is een parameter en geen tabel of functie; schrijf \(name) * (…) voor keer",
          en: "this is a parameter and no table or function; write \(name) * (…) for a product"), found: name)
    }
    let nearest = nearestName(to: name, among: FormulaNames.callables(tables: names.tables))
    return FormulaError(
      kind: .unknownName, offset: place,
      problem: Sentence(nl: "deze naam is geen tabel of functie", en: "this name is no table or function"),
      found: name,
      suggestion: nearest.map { Sentence(same: $0) })
  }
}

extension BinaryOperator {
  /// Whether it compares two values and gives 1 or 0.
  var isComparison: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
    case .add, .subtract, .multiply, .divide, .power: false
    }
  }
}
