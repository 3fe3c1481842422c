/// Reads literal quantities: `2550`, `40%`, `EUR 2550`, `6 months`, `1.5% per month`.
struct QuantityText {
  /// The number, with a percentage already divided by 100.
  var value: Double
  /// Whether it was written with %.
  var isPercentage = false
  /// Whether it was written with EUR or €.
  var isMoney = false
  /// The unit of time behind the number.
  var unit: TimeUnit?
  /// The period behind `per`.
  var period: Period?
  /// Whether it was written as a rate.
  var isRate = false

  /// Why a text is no quantity.
  enum Failure: Error {
    case dutch(found: String, readings: [String])
    case tooLarge(String)
    case notANumber
    case unit(String)
    case period(String)
  }

  /// What is said about `2.550` and `1,5`.
  static let dutchProblem = Sentence(
    nl: "schrijf getallen zonder punt of komma voor duizendtallen, en met een punt voor decimalen",
    en: "write numbers without marks for thousands, and with a point for decimals")

  /// The ways in which a number may be meant, as a suggestion.
  static func alternatives(_ readings: [String]) -> Sentence {
    Sentence(nl: readings.joined(separator: " of "), en: readings.joined(separator: " or "))
  }

  /// Reads a text as a quantity.
  init(_ text: String) throws(Failure) {
    guard text.utf8.count <= 200 else {
      throw text.utf8.prefix(200).allSatisfy { (0x30...0x39).contains($0) } ? .tooLarge(text) : .notANumber
    }
    var rest = text.trimmingSpaces()
    if let word = rest.removingPrefixWord("rate") {
      isRate = true
      rest = word
    }
    for mark in ["EUR", "€"] where rest.hasPrefix(mark) {
      isMoney = true
      rest = rest.dropFirst(mark.count).trimmingSpaces()
      break
    }
    let number = rest.prefix { $0.isASCII && ($0.isNumber || "+-.,".contains($0)) || $0 == "e" || $0 == "E" }
    let end = Self.endOfNumber(number)
    let digits = rest[..<end]
    var tail = rest[end...].trimmingSpaces()
    if tail.first == "%" {
      isPercentage = true
      tail = tail.dropFirst().trimmingSpaces()
    }
    switch NumberText.read(digits, isPercentage: isPercentage) {
    case .number(let number): value = isPercentage ? number / 100 : number
    case .dutch(let readings):
      let suffix = isPercentage ? "%" : ""
      throw .dutch(found: text, readings: readings.map { $0 + suffix })
    case .tooLarge: throw .tooLarge(text)
    case .notANumber: throw .notANumber
    }
    if let per = tail.removingPrefixWord("per") {
      period = try Self.period(per)
    } else if !tail.isEmpty {
      let word = tail.prefix { !$0.isWhitespace }
      guard let unit = TimeUnit(word: word) else { throw .unit(String(tail)) }
      self.unit = unit
      let after = tail.dropFirst(word.count).trimmingSpaces()
      if let per = after.removingPrefixWord("per") {
        period = try Self.period(per)
      } else if !after.isEmpty {
        throw .unit(String(tail))
      }
    }
  }

  /// `1e` of `1 euro` is no exponent: the number ends where digits end.
  private static func endOfNumber(_ text: Substring) -> Substring.Index {
    guard let exponent = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return text.endIndex }
    let after = text[text.index(after: exponent)...].drop { $0 == "+" || $0 == "-" }
    return after.first?.isNumber == true ? text.endIndex : exponent
  }

  private static func period(_ text: Substring) throws(Failure) -> Period {
    guard let period = Period(text: text) else { throw .period(String(text)) }
    return period
  }
}

extension TimeUnit {
  /// The unit of a word in singular or plural: `month`, `months`.
  init?(word: some StringProtocol) {
    let word = String(word)
    if let unit = TimeUnit(rawValue: word) {
      self = unit
    } else if word.hasSuffix("s"), let unit = TimeUnit(rawValue: String(word.dropLast())) {
      self = unit
    } else {
      return nil
    }
  }

  /// The English unit that a Dutch word stands for, for suggestions.
  static func translated(_ word: some StringProtocol) -> TimeUnit? {
    switch word.lowercased() {
    case "uur", "uren": .hour
    case "dag", "dagen": .day
    case "weken": .week
    case "maand", "maanden", "mnd": .month
    case "kwartaal", "kwartalen": .quarter
    case "halfjaar", "half jaar": .halfYear
    case "jaar", "jaren": .year
    default: nil
    }
  }
}

extension Period {
  /// The period of a text: `month`, `12 months`, `year`; nil where it is none, or not above zero.
  init?(text: some StringProtocol) {
    let words = text.split(whereSeparator: \.isWhitespace)
    switch words.count {
    case 1:
      guard let unit = TimeUnit(word: words[0]) else { return nil }
      self.init(1, unit)
    case 2:
      guard case .number(let count) = NumberText.read(words[0]), count > 0, count <= 100_000,
        let unit = TimeUnit(word: words[1])
      else { return nil }
      self.init(count, unit)
    default: return nil
    }
  }

  /// The period as a study file writes it.
  var text: String { count == 1 ? unit.rawValue : "\(count.plainText) \(unit.rawValue)s" }
}

extension StringProtocol {
  /// Without white space at both ends.
  func trimmingSpaces() -> SubSequence {
    var rest = self[startIndex...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return rest
  }

  /// What stands behind a word at the beginning, or nil where the text does not begin with that word.
  func removingPrefixWord(_ word: String) -> SubSequence? {
    guard hasPrefix(word) else { return nil }
    let rest = dropFirst(word.count)
    guard let next = rest.first, next.isWhitespace || next == "=" else { return nil }
    return rest.trimmingSpaces()
  }
}
