import WerkfitDecision
import WerkfitStudy

/// Sentences about people who find work, gross and extra.
struct PeopleWords: Sendable {
  let say: Wording
  let numbers: NumberText

  /// A number of people, whole unless it is below one.
  func people(_ value: Double, error: Double) -> String {
    numbers.number(value, place: place(value, error))
  }

  private func place(_ value: Double, _ error: Double) -> Int {
    // Tenths of people only where a whole person more or less is much.
    NumberText.place(
      value: value, error: max(error, 0.1),
      finest: abs(value) < 1 ? -1 : 0)
  }

  /// `tussen 5 en 17`.
  func between(_ summary: Summary) -> String {
    let (low, high) = (summary.interval80.lower, summary.interval80.upper)
    let place = max(place(low, 1.7 * summary.standardError), place(high, 1.7 * summary.standardError))
    let texts = [low, high].map { numbers.number($0, place: place) }
    return say("tussen \(texts[0]) en \(texts[1])", "between \(texts[0]) and \(texts[1])")
  }

  /// How many people find work who would not have found it otherwise.
  func extra(_ summary: Summary) -> String {
    let size = people(abs(summary.mean), error: summary.standardError)
    let persons = size == "1" ? say("mens", "person") : say("mensen", "people")
    switch BalanceVerdict(summary) {
    case .nothing:
      return say(
        "Er vindt niemand extra werk: iedereen die werk vindt, had dat ook zonder dit plan gevonden.",
        "Nobody finds extra work: whoever finds work would have found it without this plan too.")
    case .gain:
      return say(
        "Naar verwachting vinden \(size) \(persons) extra werk: zij hadden het anders niet gevonden.",
        "\(size) \(persons) are expected to find extra work: they would not have found it otherwise.")
    case .uncertainGain:
      return say(
        "Het is onzeker of er mensen extra werk vinden; naar verwachting zijn het er \(size).",
        "It is uncertain whether anybody finds extra work; \(size) are expected to.")
    case .even:
      return say(
        "Het is onzeker of er mensen extra werk vinden; naar verwachting scheelt het bijna niets.",
        "It is uncertain whether anybody finds extra work; it is expected to make hardly any difference.")
    case .uncertainLoss:
      return say(
        "Het is onzeker of er meer of minder mensen werk vinden; naar verwachting zijn het er \(size) minder.",
        "It is uncertain whether more or fewer people find work; \(size) fewer are expected to.")
    case .loss:
      return say(
        "Naar verwachting vinden \(size) \(persons) minder werk dan zonder dit plan.",
        "\(size) \(persons) fewer are expected to find work than without this plan.")
    }
  }

  /// How many find work in all, and how many of them would have done so anyway.
  func gross(_ gross: Summary, anyway: Summary, started: Summary?) -> String {
    let all = people(gross.mean, error: gross.standardError)
    let same = people(anyway.mean, error: anyway.standardError)
    let of = started.map { people($0.mean, error: $0.standardError) }
    return say(
      "Van de \(of ?? "") deelnemers vinden er ongeveer \(all) werk; zo’n \(same) van hen hadden ook zonder het plan werk gevonden.",
      "Of the \(of ?? "") participants about \(all) find work; some \(same) of them would have found work without the plan too."
    ).replacing("  ", with: " ")
  }
}
