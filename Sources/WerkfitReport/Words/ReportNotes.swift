import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// The sentences under a comparison: what it rests on and how it was computed.
struct ReportNotes: Sendable {
  let comparison: StudyComparison
  let say: Wording
  let numbers: NumberText
  /// Whether everything is shown above, or what is asked first.
  var showsEverything = true

  private var run: RunDescription { comparison.run }
  private var referenceLabel: String { comparison.scenarios[comparison.reference].label }

  /// All notes, each a sentence or two.
  var all: [String] {
    [intervals, differences, paying].compactMap { $0 } + overspent + gaps + [assumptions]
      + [selection, more, unpriced, changes, provenance].compactMap { $0 }
  }

  /// What was changed from outside the study file, or nil.
  var changes: String? {
    guard !run.changes.isEmpty else { return nil }
    let list = run.changes.joined(separator: "; ")
    return say("Anders dan in het studiebestand: \(list).", "Other than in the study file: \(list).")
  }

  /// What the intervals are of.
  var intervals: String? {
    let sampled =
      run.expectedOnly
      ? say(
        "Aantallen en bedragen per scenario zijn verwachte waarden; de intervallen (80% en 95%) gaan over "
          + "wat we niet zeker weten, niet over toeval.",
        "Numbers per scenario are expected values; the intervals (80% and 95%) are about what we do not "
          + "know for sure, not about chance.")
      : say(
        "De intervallen (80% en 95%) bij uitkomsten per scenario gaan over toeval én over wat we niet zeker "
          + "weten.",
        "The intervals (80% and 95%) of outcomes per scenario are about chance and about what we do not "
          + "know for sure.")
    return hasChances
      ? sampled
        + say(
          " “8 van 10” is: in 8 van de 10 doorrekeningen.", " “8 of 10” is: in 8 of 10 replications.")
      : sampled
  }

  private var hasChances: Bool {
    !comparison.base.targets.isEmpty || comparison.base.economics.contains { $0?.paysForItself != nil }
  }

  /// What a difference is, and how its spread was found.
  var differences: String? {
    guard !comparison.isReferenceAlone else { return nil }
    let method = comparison.base.method
    let how: String
    switch method.kind {
    case .exact:
      how = say(
        "Hun intervallen gaan alleen over wat we niet zeker weten (exacte verwachting per trekking).",
        "Their intervals are only about what we do not know for sure (exact expectation per draw).")
    case .approximate:
      how = say(
        "Hun intervallen gaan alleen over wat we niet zeker weten (verwachting, hier een benadering).",
        "Their intervals are only about what we do not know for sure (expectation, here an approximation).")
    case .corrected:
      how = say(
        "Hun intervallen gaan alleen over wat we niet zeker weten (gemiddelde van "
          + "\(method.chancesPerDraw) keer toeval per trekking, gecorrigeerd voor de rest van het toeval).",
        "Their intervals are only about what we do not know for sure (mean of \(method.chancesPerDraw) "
          + "chances per draw, corrected for the remaining chance).")
    case .fixed:
      how = say(
        "Alle aannames staan vast, dus deze verschillen hebben geen interval.",
        "All assumptions are fixed, so these differences have no interval.")
    case .chanceIncluded:
      how = say(
        "Let op: in hun intervallen zit ook toeval (één keer toeval per trekking; gebruik "
          + "--chances-per-draw 4 om dat te scheiden).",
        "Note: their intervals include chance (one chance per draw; use --chances-per-draw 4 to separate "
          + "it).")
    }
    return say(
      "Extra, minder en saldo zijn verschillen met “\(referenceLabel)”. ",
      "Extra, less and balance are differences with “\(referenceLabel)”. ") + how
  }

  /// For whom, over which horizon and discounted how something pays for itself.
  var paying: String? {
    guard run.hasMoney, !comparison.isReferenceAlone, let perspective = run.perspective else { return nil }
    let party = say("voor \(perspective.label)", "for \(perspective.label)")
    return say(
      "* Terugbetalen: \(party), over \(horizon), \(discounting). De verschillen zijn per trekking van de "
        + "aannames geteld.",
      "* Paying for itself: \(party), over \(horizon), \(discounting). Counted over draws of the "
        + "assumptions.")
  }

  /// The length of the horizon in words.
  var horizon: String {
    let months = Double(run.steps) * run.monthsPerStep
    let isYears = run.monthsPerStep >= 12
    let length = numbers.number(isYears ? months / 12 : months, place: 0)
    return isYears ? say("\(length) jaar", "\(length) years") : say("\(length) maanden", "\(length) months")
  }

  /// How money is discounted, in words.
  var discounting: String {
    let prices = run.priceYear.map { say(", prijzen van \($0)", ", prices of \($0)") } ?? ""
    guard let rate = run.discountRate else {
      return say("contant gemaakt met een onzekere rente", "discounted at an uncertain rate") + prices
    }
    return
      (rate == 0
      ? say("zonder discontering", "not discounted")
      : say(
        "contant gemaakt tegen \(numbers.rate(rate)) per jaar", "discounted at \(numbers.rate(rate)) a year"))
      + prices
  }

  /// Where the trace only approximates: the largest gap to the Monte Carlo mean.
  var gaps: [String] {
    comparison.base.outcomes.filter { comparison.headlineKeys.contains($0.key) }.compactMap { outcome in
      guard let gaps = outcome.expectationGaps, let gap = gaps.max(by: { abs($0) < abs($1) }), gap != 0
      else { return nil }
      let index = gaps.firstIndex(of: gap) ?? 0
      let error = outcome.values[index]?.standardError ?? 0
      guard abs(gap) > 4 * error else { return nil }
      let names = OutcomeNames(say: say, perspective: run.perspective)
      let size = numbers.quantity(gap, error: error, unit: outcome.unit)
      let name = names.value(outcome).trimmed
      return say(
        "Rekenen met verwachtingen wijkt hier af: \(name), tot \(size) (\(comparison.scenarios[index].label)).",
        "Computing with expectations differs here: \(name), up to \(size) (\(comparison.scenarios[index].label))."
      )
    }
  }

  /// Funds from which more is paid than they have: one note for each, with all scenarios.
  var overspent: [String] {
    let found = comparison.base.overspent
    let funds = found.map(\.fund).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return funds.map { fund in
      let items = found.filter { $0.fund == fund }
      let cases = items.map { item in
        let label = comparison.scenarios[item.scenario].label
        let chance = numbers.chance(item.chance)
        let size = numbers.quantity(item.shortage, error: item.shortage / 100, unit: "money")
        return say(
          "\(label) \(chance), gemiddeld \(size) te kort", "\(label) \(chance), on average \(size) short")
      }
      let label = items.first?.label ?? fund
      let list = cases.joined(separator: "; ")
      return say(
        "Let op: uit \(label) kan meer geld gaan dan er is: \(list).",
        "Note: more may be paid from \(label) than it has: \(list).")
    }
  }

  /// How many assumptions are guesses.
  var assumptions: String {
    let count = comparison.assumptions
    guard count.total > 0 else {
      return say("De studie heeft geen losse aannames.", "The study has no separate assumptions.")
    }
    let own = numbers.count(count.ownEstimates)
    let total = numbers.count(count.total)
    let rest = count.unverified + count.withoutSource
    let unsure =
      rest == 0
      ? ""
      : say(
        "; nog \(numbers.count(rest)) zonder bron of nog niet nagekeken",
        "; another \(numbers.count(rest)) without a source or not yet checked")
    let isOne = count.ownEstimates == 1
    return say(
      "\(own) van de \(total) aannames \(isOne ? "is een eigen schatting" : "zijn eigen schattingen")\(unsure).",
      "\(own) of the \(total) assumptions \(isOne ? "is our own estimate" : "are our own estimates")\(unsure)."
    )
  }

  /// Who is more likely to start than others, or nil where nothing is offered.
  var selection: String? {
    guard !comparison.isReferenceAlone else { return nil }
    let odds = comparison.assumptions.selection
    guard !odds.isEmpty else {
      return say(
        "Wie mag meedoen, heeft evenveel kans om te starten (kansverhouding 1).",
        "Who may take part is as likely to start as others (odds ratio 1).")
    }
    let list = odds.map { "\($0.traject), \($0.people): \(numbers.ratio($0.oddsRatio))" }
      .joined(separator: "; ")
    return say(
      "Niet iedereen heeft evenveel kans om te starten. Kansverhouding (1 = zoals anderen): \(list).",
      "Not everyone is as likely to start. Odds ratio (1 = as others): \(list).")
  }

  /// What is only shown with everything, or nil.
  var more: String? {
    guard !showsEverything, !comparison.isReferenceAlone else { return nil }
    let criteria =
      comparison.base.criteria.isEmpty
      ? nil : say("de criteria, elk met zijn formule", "the criteria, each with its formula")
    let members =
      comparison.headlineKeys.contains { $0.hasPrefix("balance:") && $0.contains("/") }
      ? say("wat elk lid van een partij draagt", "what each member of a party bears") : nil
    let list = [criteria, members].compactMap { $0 }.joined(separator: say(" en ", " and "))
    return list.isEmpty ? nil : say("Met --all ziet u ook \(list).", "With --all you also see \(list).")
  }

  /// The PM posts.
  var unpriced: String? {
    guard !comparison.unpriced.isEmpty else { return nil }
    let list = comparison.unpriced.joined(separator: "; ")
    return say("PM (telt wel, maar heeft geen prijs): \(list).", "PM (counts, but has no price): \(list).")
  }

  /// Version, seed, replications, counting and coupling.
  var provenance: String {
    let what = RunWords(run: run, say: say, numbers: numbers).computed
    return say(
      "werkfit \(Program.version), seed \(run.seed), toevalsstroom \(run.stream), \(what); vanaf \(numbers.month(run.start)), "
        + "\(horizon), geteld \(counted), \(discounting); scenario's met dezelfde toevalsgetallen; "
        + "lezing: \(readingLabel).",
      "werkfit \(Program.version), seed \(run.seed), random stream \(run.stream), \(what); from \(numbers.month(run.start)), "
        + "\(horizon), counted \(counted), \(discounting); scenarios with common random numbers; "
        + "reading: \(readingLabel).")
  }

  /// When within a step people and money are counted.
  var counted: String {
    switch run.counted {
    case "end": say("aan het eind van elke stap", "at the end of each step")
    case "halfway": say("halverwege elke stap", "halfway each step")
    case "points": say("op alle meetpunten", "at all points")
    default: say("aan het begin van elke stap", "at the start of each step")
    }
  }

  private var readingLabel: String {
    comparison.base.label ?? comparison.base.key ?? say("basis", "base")
  }
}

extension String {
  /// Without spaces at either end.
  var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
