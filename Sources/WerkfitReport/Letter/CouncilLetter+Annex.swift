import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension CouncilLetter {
  /// How many assumptions the annex shows.
  static var mostAssumptions: Int { 12 }

  /// The assumptions that matter most, with value, spread, source and standing.
  var assumptions: String {
    let text = ParameterText(say: say, numbers: numbers)
    let order = (findings.tornado?.bars ?? []).map(\.oneWay.parameter)
    let known = findings.parameters.compactMap { parameter in
      UncertainParameter(parameter).map { (parameter: parameter, uncertain: $0) }
    }
    let ranked = order.compactMap { name in known.first { $0.parameter.name == name } }
    let chosen = (ranked.isEmpty ? known : ranked).prefix(Self.mostAssumptions)
    return PipeTable(
      header: [
        say("Aanname", "Assumption"), say("Waarde", "Value"), say("Tussen", "Between"), say("Bron", "Source"),
      ],
      rows: chosen.map { parameter, uncertain in
        let bounds = uncertain.bounds(of: 0.8)
        let between =
          uncertain.distribution.isFixed
          ? "–"
          : text.rough(bounds.low, of: uncertain) + say(" en ", " and ")
            + text.rough(bounds.high, of: uncertain)
        return [
          parameter.label.markdown, text.rough(uncertain.mean, of: uncertain).markdown, between.markdown,
          source(of: parameter.provenance),
        ]
      }, words: [3]
    ).markdown
  }

  /// Where a number comes from, in a few words.
  func source(of provenance: Provenance) -> String {
    var parts: [String] = []
    if let key = provenance.source {
      let source = findings.sources.first { $0.name == key }
      let name = source.map { [$0.publisher, $0.date].compactMap(\.self).joined(separator: ", ") } ?? ""
      parts.append((name.isEmpty ? source?.title ?? key : name).markdown)
      if let place = provenance.at { parts.append(place.markdown) }
    }
    switch provenance.confidence {
    case .ownEstimate: parts.append(say("●○○ eigen schatting", "●○○ own estimate"))
    case .unverified: parts.append(say("○○○ nog na te kijken", "○○○ still to be checked"))
    case .derived: parts.append(say("●●○ afgeleid", "●●○ derived"))
    case .published: parts.append(say("●●● gepubliceerd", "●●● published"))
    case nil: if parts.isEmpty { parts.append(say("○○○ zonder bron", "○○○ without a source")) }
    }
    return parts.joined(separator: "; ")
  }

  /// How the assumptions are founded, and who gets in.
  var founding: [String] { [notes.assumptions, notes.selection].compactMap(\.self).map(\.markdown) }

  /// The sources of the study.
  var sources: [String] {
    findings.sources.map { source in
      let rest = [source.publisher, source.date, source.url].compactMap(\.self).map(\.markdown)
      return ([source.title.markdown] + rest).joined(separator: ", ") + "."
    }
  }

  /// What each member of the perspective party bears.
  var members: String {
    PipeTable(
      header: [
        say("Gemeente", "Municipality"), say("Saldo", "Balance"), say("In 8 van de 10", "In 8 of 10"),
      ],
      rows: memberBalances.map { member in
        let cell = cell(member.balance, unit: "money")
        return [member.label.markdown, cell.main, cell.interval80 ?? "–"]
      }
    ).markdown
  }

  /// How the figures were computed.
  var computed: [String] {
    let words = RunWords(run: run, say: say, numbers: numbers).computed
    return [
      say(
        "werkfit \(Program.version), \(words), startgetal \(run.seed), toevalsstroom \(run.stream).",
        "werkfit \(Program.version), \(words), seed \(run.seed), random stream \(run.stream)."),
      say(
        "Vanaf \(numbers.month(run.start)), over \(period), \(notes.discounting.markdown).",
        "From \(numbers.month(run.start)), over \(period), \(notes.discounting.markdown)."),
      say(
        "Studie: \(files). Vingerafdruk (SHA-256): \(findings.studyHash).",
        "Study: \(files). Fingerprint (SHA-256): \(findings.studyHash)."),
    ] + [notes.changes?.markdown, notes.differences.map(\.markdown)].compactMap(\.self)
  }

  private var files: String {
    // The name of the file says enough: a path tells where someone keeps it.
    run.files.prefix(1).map { ($0.split(separator: "/").last.map(String.init) ?? $0).markdown }.joined()
  }

  /// What counts but has no price, in one line, or nil.
  var unpricedList: String? {
    guard !comparison.unpriced.isEmpty else { return nil }
    return say("Dit telt wel, maar heeft geen prijs (PM): ", "This counts, but has no price (PM): ")
      + comparison.unpriced.map(\.markdown).joined(separator: "; ") + "."
  }

  /// What effects without a price must be worth, in words.
  var breakEven: String? {
    guard let ratio = economics?.breakEvenPerStarter, let value = ratio.value, !comparison.unpriced.isEmpty
    else { return nil }
    let amount = money.amount(value, error: ratio.standardError ?? 0)
    switch economics.map({ BalanceVerdict($0.netPresentValueSociety) }) {
    case .loss:
      return say(
        "Samen moeten deze effecten naar verwachting \(amount) per deelnemer waard zijn, dan is de samenleving quitte.",
        "Together these effects must be worth \(amount) per participant, as expected, for society to come out even."
      )
    case .gain:
      return say(
        "Ook zonder deze effecten is de samenleving naar verwachting beter af.",
        "Even without these effects society is expected to be better off.")
    default:
      return say(
        "Of de samenleving zonder deze effecten beter of slechter af is, is onzeker.",
        "Whether society is better or worse off without these effects is uncertain.")
    }
  }

  /// The terms that the letter uses.
  var terms: [LetterTerm] {
    var terms = [
      LetterTerm(
        term: say("Doorrekening", "Calculation"),
        meaning: say(
          "Eén keer uitrekenen hoe het kan gaan, met toeval en met aannames die wat hoger of lager zijn.",
          "Working out once how it may go, with chance and with assumptions a little higher or lower.")),
      LetterTerm(
        term: say("Extra", "Extra"),
        meaning: say(
          "Wat er door het plan bij komt, boven op wat zonder het plan ook was gebeurd.",
          "What the plan adds to what would have happened without it.")),
      LetterTerm(
        term: say("Naar verwachting", "Expected"),
        meaning: say("Het gemiddelde van alle doorrekeningen.", "The mean of all calculations.")),
      LetterTerm(
        term: say("PM", "PM"),
        meaning: say("Telt mee, maar er is geen bedrag bekend.", "Counts, but no amount is known.")),
    ]
    if run.hasMoney {
      terms.append(
        LetterTerm(
          term: say("Saldo", "Balance"),
          meaning: say(
            "Wat iemand door het plan meer krijgt, min wat hij meer betaalt.",
            "What someone receives more because of the plan, minus what he pays more.")))
    }
    if comparison.readings.count > 1 {
      terms.append(
        LetterTerm(
          term: say("Lezing", "Reading"),
          meaning: say(
            "Een manier om een bron te begrijpen die op meer manieren te lezen is.",
            "A way to understand a source that can be read in more ways.")))
    }
    return terms
  }
}
