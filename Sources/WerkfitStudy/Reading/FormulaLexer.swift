/// Cuts a formula into words, numbers and signs.
struct FormulaLexer {
  enum Token: Equatable {
    case number(Double)
    case name(String)
    case sign(String)
    case end
  }

  private let characters: [Character]
  private let names: FormulaNames
  private(set) var position: Int

  /// A lexer over characters, from a position on.
  init(_ characters: [Character], from position: Int, names: FormulaNames) {
    self.characters = characters
    self.position = position
    self.names = names
  }

  /// The next token with the position where it begins.
  mutating func next() throws -> (token: Token, offset: Int) {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    guard position < characters.count else { return (.end, characters.count) }
    let start = position
    let character = characters[position]
    let following = position + 1 < characters.count ? characters[position + 1] : " "
    if Self.isDigit(character) || (character == "." && Self.isDigit(following)) {
      return (.number(try number()), start)
    }
    if character.isLetter || character == "_" { return (.name(name()), start) }
    for sign in ["<=", ">=", "==", "!="] where character == sign.first && following == sign.last {
      position += 2
      return (.sign(sign), start)
    }
    position += 1
    switch character {
    case "+", "-", "*", "/", "^", "(", ")", ",", "<", ">", ";", "=", "%":
      return (.sign(String(character)), start)
    case "−": return (.sign("-"), start)
    case "×", "·": return (.sign("*"), start)
    case "≤": return (.sign("<="), start)
    case "≥": return (.sign(">="), start)
    case "≠": return (.sign("!="), start)
    default:
      throw FormulaError(
        offset: start,
        problem: Sentence(
          nl: "dit teken hoort niet in een formule", en: "this sign has no place in a formula"),
        found: String(character))
    }
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  /// A number with an optional %; a point or comma with digits behind it belongs to it.
  private mutating func number() throws -> Double {
    let start = position
    while position < characters.count, Self.isDigit(characters[position]) || characters[position] == "." {
      position += 1
    }
    if position + 1 < characters.count, characters[position] == "e" || characters[position] == "E" {
      let isSigned = characters[position + 1] == "-" || characters[position + 1] == "+"
      let digit = position + (isSigned ? 2 : 1)
      if digit < characters.count, Self.isDigit(characters[digit]) {
        position = digit
        while position < characters.count, Self.isDigit(characters[position]) { position += 1 }
      }
    }
    let text = String(characters[start..<position])
    let isPercentage = position < characters.count && characters[position] == "%"
    if isPercentage { position += 1 }
    switch NumberText.read(text, isPercentage: isPercentage) {
    case .number(let value):
      if position < characters.count, characters[position].isLetter || characters[position] == "_" {
        throw FormulaError(
          offset: start,
          problem: Sentence(
            nl: "na een getal hoort een teken zoals * of een spatie",
            en: "after a number comes a sign such as * or a space"),
          found: text + String(characters[position]))
      }
      return isPercentage ? value / 100 : value
    case .dutch(let readings):
      throw FormulaError(
        kind: .value, offset: start,
        problem: QuantityText.dutchProblem, found: text, suggestion: QuantityText.alternatives(readings))
    case .tooLarge:
      throw FormulaError(
        kind: .value, offset: start,
        problem: Sentence(nl: "dit getal is te groot", en: "this number is too large"),
        found: text)
    case .notANumber:
      throw FormulaError(
        kind: .value, offset: start, problem: Sentence(nl: "dit is geen getal", en: "this is no number"),
        found: text)
    }
  }

  /// A name of letters, digits, `-`, `_` and `.`; a minus belongs to it only where that gives a known name.
  ///
  /// So `t-1` is t minus 1, unless there is a parameter of that name.
  private mutating func name() -> String {
    let start = position
    var end = start
    while end < characters.count {
      let character = characters[end]
      guard character.isLetter || character.isNumber || "_-.".contains(character) else { break }
      end += 1
    }
    while end > start + 1, characters[end - 1] == "." || characters[end - 1] == "-" { end -= 1 }
    let whole = String(characters[start..<end])
    position = end
    guard whole.contains("-"), !names.knows(whole), whole.count <= 200 else { return whole }
    // From the longest part on: the part must be known, and so must everything behind its minus.
    for cut in stride(from: end - 1, to: start, by: -1) where characters[cut] == "-" {
      let part = String(characters[start..<cut])
      if names.knows(part), restIsKnown(characters[(cut + 1)..<end]) {
        position = cut
        return part
      }
    }
    return whole
  }

  private func restIsKnown(_ rest: ArraySlice<Character>) -> Bool {
    let text = String(rest)
    if names.knows(text) || Double(text) != nil { return true }
    for cut in rest.indices.reversed() where rest[cut] == "-" {
      let part = String(rest[..<cut])
      if names.knows(part) || Double(part) != nil, restIsKnown(rest[(cut + 1)...]) { return true }
    }
    return false
  }
}
