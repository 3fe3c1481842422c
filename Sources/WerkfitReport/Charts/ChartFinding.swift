import WerkfitStudy

/// Titles that state a finding, and no more of it than the intervals of 95% carry.
struct ChartFinding: Sendable {
  /// A thing that is found to be above or below zero.
  struct Item: Sendable, Hashable {
    var name: String
    var sign: ChartSign
  }

  /// What is compared.
  let items: [Item]
  let say: Wording

  private func names(_ sign: ChartSign) -> [String] { items.filter { $0.sign == sign }.map(\.name) }

  /// Some of the items as the subject of a sentence, and whether it is plural.
  private func subject(_ names: [String]) -> (text: String, isPlural: Bool) {
    let quoted = names.map { "‘\(ChartText.clean($0))’" }
    if names.count == items.count, names.count > 2 {
      return (say("alle \(names.count) keuzes", "all \(names.count) choices"), true)
    }
    if names.count <= 2, quoted.joined().count <= 70 {
      return (ChartText.list(quoted, and: say("en", "and")), names.count > 1)
    }
    if names.count == 1 { return (say("1 keuze", "1 choice"), false) }
    return (
      say("\(names.count) van de \(items.count) keuzes", "\(names.count) of \(items.count) choices"), true
    )
  }

  /// What the choices yield for a party, against what they cost it.
  func balance(for party: String, isDifference: Bool) -> String {
    let party = ChartText.clean(party)
    let (gain, loss, open) = (names(.above), names(.below), names(.unclear))
    if items.isEmpty { return say("Er is nog niets doorgerekend", "Nothing has been computed yet") }
    if gain.isEmpty, loss.isEmpty, open.isEmpty {
      return say("Voor \(party) verandert er niets", "Nothing changes for \(party)")
    }
    var parts: [String] = []
    if !loss.isEmpty { parts.append(isDifference ? costs(loss) : isNegative(loss)) }
    if !gain.isEmpty { parts.append(isDifference ? yields(gain) : isPositive(gain)) }
    if !open.isEmpty { parts.append(isOpen(open, isFirst: parts.isEmpty, isDifference: isDifference)) }
    return isDifference
      ? say("Voor \(party) ", "For \(party), ") + parts.joined(separator: "; ")
      : say("Saldo voor \(party): ", "Balance for \(party): ") + parts.joined(separator: "; ")
  }

  private func costs(_ names: [String]) -> String {
    let (subject, isPlural) = subject(names)
    return isPlural
      ? say("kosten \(subject) meer dan ze opleveren", "\(subject) cost more than they yield")
      : say("kost \(subject) meer dan het oplevert", "\(subject) costs more than it yields")
  }

  private func yields(_ names: [String]) -> String {
    let (subject, isPlural) = subject(names)
    return isPlural
      ? say("leveren \(subject) meer op dan ze kosten", "\(subject) yield more than they cost")
      : say("levert \(subject) meer op dan het kost", "\(subject) yields more than it costs")
  }

  private func isNegative(_ names: [String]) -> String {
    let subject = subject(names).text
    return say("bij \(subject) negatief", "negative with \(subject)")
  }

  private func isPositive(_ names: [String]) -> String {
    let subject = subject(names).text
    return say("bij \(subject) positief", "positive with \(subject)")
  }

  private func isOpen(_ names: [String], isFirst: Bool, isDifference: Bool) -> String {
    let subject = subject(names).text
    if !isFirst { return say("bij \(subject) is dat onzeker", "with \(subject) that is uncertain") }
    return isDifference
      ? say(
        "is bij \(subject) onzeker of er meer uit komt dan erin gaat",
        "it is uncertain whether more comes out of \(subject) than goes in")
      : say("bij \(subject) onzeker of het boven nul ligt", "uncertain whether above zero with \(subject)")
  }

  /// An outcome of the choices against that of the reference.
  func difference(in outcome: String, unit: String, against reference: String) -> String {
    let (outcome, reference) = (ChartText.clean(outcome), ChartText.clean(reference))
    let (more, less, open) = (names(.above), names(.below), names(.unclear))
    if items.isEmpty { return say("Er is nog niets doorgerekend", "Nothing has been computed yet") }
    let than = say("dan ‘\(reference)’", "than ‘\(reference)’")
    let words =
      unit == "money"
      ? (say("hoger", "higher"), say("lager", "lower")) : (say("meer", "more"), say("minder", "fewer"))
    var parts: [String] = []
    if !more.isEmpty { parts.append("\(words.0) \(than) \(say("bij", "with")) \(subject(more).text)") }
    if !less.isEmpty {
      parts.append("\(words.1) \(parts.isEmpty ? than + " " : "")\(say("bij", "with")) \(subject(less).text)")
    }
    if !open.isEmpty {
      parts.append(
        parts.isEmpty
          ? say(
            "bij \(subject(open).text) onzeker of het \(words.0) of \(words.1) is \(than)",
            "with \(subject(open).text) uncertain whether \(words.0) or \(words.1) \(than)")
          : say("onzeker bij \(subject(open).text)", "uncertain with \(subject(open).text)"))
    }
    if parts.isEmpty { parts.append(say("gelijk aan ‘\(reference)’", "equal to ‘\(reference)’")) }
    return "\(outcome): " + parts.joined(separator: "; ")
  }
}
