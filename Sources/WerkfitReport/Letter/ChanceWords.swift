import WerkfitDecision
import WerkfitStudy

/// What a chance is called in plain words: a fixed table, so that the same chance always reads the same.
///
/// The bounds follow the calibrated language of the IPCC (Mastrandrea and others 2010, table 1), with words of level B1.
struct ChanceWords: Sendable {
  let language: Language

  /// A row of the table: from this chance on, these words.
  struct Rule: Sendable, Hashable {
    var from: Double
    var dutch: String
    var english: String
  }

  /// From this chance on something is called likely.
  static let likely = 0.67

  /// From high to low; the first row whose bound is reached holds.
  static let rules = [
    Rule(from: 0.99, dutch: "vrijwel zeker", english: "almost certain"),
    Rule(from: 0.90, dutch: "zeer waarschijnlijk", english: "very likely"),
    Rule(from: likely, dutch: "waarschijnlijk", english: "likely"),
    Rule(from: 0.33, dutch: "onzeker", english: "uncertain"),
    Rule(from: 0.10, dutch: "onwaarschijnlijk", english: "unlikely"),
    Rule(from: 0.01, dutch: "zeer onwaarschijnlijk", english: "very unlikely"),
    Rule(from: 0, dutch: "vrijwel uitgesloten", english: "almost excluded"),
  ]

  /// The words for a chance from 0 to 1, by the frequency that stands beside it.
  func callAsFunction(_ chance: Double) -> String {
    let shown = counted(chance).map { Double($0.part) / Double($0.whole) } ?? chance
    let rule = Self.rules.first { shown >= $0.from } ?? Self.rules[Self.rules.count - 1]
    return language == .dutch ? rule.dutch : rule.english
  }

  /// A chance as a natural frequency within a sentence, such as `in 8 van de 10 doorrekeningen`.
  func frequency(_ chance: Double) -> String {
    let isDutch = language == .dutch
    guard let (part, whole) = counted(chance) else {
      if chance <= 0 { return isDutch ? "in geen enkele doorrekening" : "in none of the calculations" }
      if chance >= 1 { return isDutch ? "in alle doorrekeningen" : "in all calculations" }
      return chance < 0.5
        ? isDutch ? "in minder dan 1 van de 100 doorrekeningen" : "in fewer than 1 of 100 calculations"
        : isDutch ? "in meer dan 99 van de 100 doorrekeningen" : "in more than 99 of 100 calculations"
    }
    return isDutch
      ? "in \(part) van de \(whole) doorrekeningen" : "in \(part) of \(whole) calculations"
  }

  /// The chance counted in tenths where it is near one, else in hundredths; nil at the ends.
  private func counted(_ chance: Double) -> (part: Int, whole: Int)? {
    guard chance >= 0.005, chance <= 0.995 else { return nil }
    let tenths = (chance * 10).rounded()
    let isNearTenth = abs(chance * 10 - tenths) <= 0.3 && tenths >= 1 && tenths <= 9
    return isNearTenth ? (Int(tenths), 10) : (Int((chance * 100).rounded()), 100)
  }
}
