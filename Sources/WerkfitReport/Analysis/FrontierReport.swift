import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// What a choice costs and does: the frontier, what to choose at each worth of an effect, and what a wrong choice loses.
public struct FrontierReport: Sendable {
  /// The choice.
  public var sample: DecisionSample
  /// The frontier of mean costs and effects.
  public var frontier: Frontier
  /// The chances and losses for each worth of an effect.
  public var curves: AcceptabilityCurves
  /// Costs and effects beside the nulalternatief.
  public var plane: CostEffectivenessPlane
  /// Per scenario the mean of the worst tenth of its net benefit, at the worth in the middle of the range.
  public var tails: [TailRisk]
  /// The share of draws that counts as the worst.
  public var worstShare: Double
  /// Other effects with their frontier.
  public var others: [(effect: AnalysedOutcome, frontier: Frontier)] = []

  /// A report of a choice.
  ///
  /// - Parameter worths: What one unit of the effect may be worth, in euros, rising.
  /// - Throws: `CostEffectivenessError`.
  public init(of sample: DecisionSample, reference: String, worths: [Double], worstShare: Double = 0.1) throws
  {
    self.sample = sample
    self.worstShare = worstShare
    let pairs = try CostEffectSample(names: sample.scenarios, costs: sample.costs, effects: sample.effects)
    frontier = try Frontier(of: pairs)
    curves = try AcceptabilityCurves(of: pairs, willingnessToPay: worths)
    plane = try CostEffectivenessPlane(
      of: pairs, reference: sample.scenarios.contains(reference) ? reference : sample.scenarios.first ?? "")
    let middle = worths.isEmpty ? 0 : worths[worths.count / 2]
    tails = try pairs.netBenefits(at: middle).map { try TailRisk(of: $0, worstShare: worstShare) }
  }

  private var worths: [Double] { curves.points.map(\.willingnessToPay) }

  /// The report as a document.
  public func document(study: Study, language: Language, computed: String, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "cost-effectiveness",
      title: say("Wat krijg je voor je geld?", "What does the money buy?"),
      subject: say(
        "\(study.title): kosten en ‘\(effect(words))’, als verschil met doorgaan zonder",
        "\(study.title): cost and ‘\(effect(words))’, as difference with going on without"),
      computed: computed,
      settings: [
        "scenarios": .array(sample.scenarios.map(JSONValue.string)), "cost": .string(sample.costKey),
        "effect": sample.effect.map { .string($0.key) } ?? .null, "seed": .number(Double(seed)),
        "worstShare": .number(worstShare), "worths": .array(worths.map { .number($0) }),
      ], language: language)
    document.findings = findings(words)
    document.tables = [table(of: frontier, words, key: "frontier", effect: effect(words))]
    document.tables += others.map {
      table(of: $0.frontier, words, key: "frontier:" + $0.effect.key, effect: words.outcome($0.effect))
    }
    document.tables += [choices(words), losses(words), chances(words), risks(words), quadrants(words)]
    document.charts = charts(words)
    document.notes = [
      say(
        "Kosten: wat de partij van de studie erop achteruitgaat (\(sample.costKey)), contant. Gemiddelden over de "
          + "trekkingen; verhoudingen zijn verhoudingen van gemiddelden.",
        "Cost: what the party of the study loses (\(sample.costKey)), discounted. Means over draws; ratios are ratios "
          + "of means."),
      say(
        "Kies wat het minste verwachte verlies heeft, niet wat de meeste kans heeft het beste te zijn: bij bijna gelijke "
          + "keuzes verdelen zij die kans (Eckermann, Briggs en Willan 2008).",
        "Choose what has the least expected loss, not what is most likely the best: near-equal choices share that "
          + "chance (Eckermann, Briggs and Willan 2008)."),
    ]
    return document
  }

  func effect(_ words: AnalysisWords) -> String {
    sample.effect.map(words.outcome) ?? words.say("geen effect", "no effect")
  }

  private func findings(_ words: AnalysisWords) -> [String] {
    let say = words.say
    let names = frontier.names.map(words.scenario)
    var found = [
      names.count > 1
        ? say(
          "Van goedkoop naar duur geven deze keuzes steeds het meeste voor hun geld: \(names.joined(separator: ", ")).",
          "From cheap to dear these choices give the most for their money: \(names.joined(separator: ", ")).")
        : say(
          "‘\(names.first ?? "–")’ is het goedkoopst en geen andere keuze doet meer.",
          "‘\(names.first ?? "–")’ is cheapest and no other choice does more.")
    ]
    for place in frontier.places {
      guard let ratio = place.ratio, let before = place.comparedWith else { continue }
      let price = words.numbers.measure(ratio, error: place.ratioStandardError ?? 0, unit: "money")
      found.append(
        say(
          "‘\(words.scenario(place.option.name))’ kost \(price) per extra eenheid van ‘\(effect(words))’, vergeleken met "
            + "‘\(words.scenario(before))’.",
          "‘\(words.scenario(place.option.name))’ costs \(price) per extra unit of ‘\(effect(words))’, compared with "
            + "‘\(words.scenario(before))’."))
    }
    return found
  }

  private func status(_ place: Frontier.Place, _ words: AnalysisWords) -> String {
    let say = words.say
    switch place.status {
    case .reference: return say("goedkoopste", "cheapest")
    case .onFrontier: return say("meeste voor het geld", "most for the money")
    case .stronglyDominated: return say("duurder, niet meer", "dearer, no more")
    case .extendedlyDominated: return say("een mix doet meer", "a mix does more")
    case .tied:
      return say(
        "gelijk aan \(place.tiedWith.map(words.scenario).joined(separator: ", "))",
        "equal to \(place.tiedWith.map(words.scenario).joined(separator: ", "))")
    }
  }

  /// A table of a frontier; the errors are those of the differences with the nulalternatief.
  private func table(
    of frontier: Frontier, _ words: AnalysisWords, key: String, effect: String
  ) -> AnalysisTable {
    let say = words.say
    let costErrors = errors(\.meanCost)
    let effectErrors = key == "frontier" ? errors(\.meanEffect) : [:]
    let order = frontier.places.sorted {
      ($0.option.cost, -$0.option.effect) < ($1.option.cost, -$1.option.effect)
    }
    return AnalysisTable(
      key, title: say("Kosten en \(effect)", "Cost and \(effect)"), corner: say("keuze", "choice"),
      columns: [
        .init("cost", say("kosten", "cost"), unit: "money"),
        .init("effect", say("effect", "effect"), unit: sample.effect?.unit ?? "plain"),
        .init("ratio", say("kosten per extra effect", "cost per extra effect"), unit: "money"),
        .init("status", say("plaats", "place")),
      ],
      rows: order.map { place in
        .init(
          place.option.name, words.scenario(place.option.name),
          [
            .number(place.option.cost, error: costErrors[place.option.name] ?? 0),
            .number(place.option.effect, error: effectErrors[place.option.name] ?? 0),
            place.ratio.map { .number($0, error: place.ratioStandardError ?? 0) } ?? .nothing(),
            .words(status(place, words), key: place.status.rawValue),
          ])
      })
  }

  private func errors(
    _ mean: KeyPath<CostEffectivenessPlane.Cloud, SampledValue>
  ) -> [String: Double] {
    Dictionary(
      plane.clouds.map { ($0.name, $0[keyPath: mean].standardError) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// What to choose at each worth, with the chance that it is the best.
  private func choices(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    return AnalysisTable(
      "choices",
      title: say(
        "Wat te kiezen, naar wat een extra effect waard is", "What to choose, by what an effect is worth"),
      corner: say("waard", "worth"),
      columns: [
        .init("choice", say("keuze", "choice")),
        .init("probability", say("kans dat dit de beste is", "chance that this is best"), unit: "share"),
        .init("loss", say("verwacht verlies", "expected loss"), unit: "money"),
        .init("lead", say("voorsprong", "lead"), unit: "money"),
      ],
      rows: curves.points.map { point in
        .init(
          String(point.willingnessToPay),
          words.numbers.measure(point.willingnessToPay, error: 0, unit: "money"),
          [
            .words(
              point.best.map { words.scenario(sample.scenarios[$0]) }.joined(separator: ", "),
              key: point.best.map { sample.scenarios[$0] }.joined(separator: "+")),
            .number(point.probabilityOfBest.probability, error: point.probabilityOfBest.standardError),
            .number(point.perfectInformation.value, error: point.perfectInformation.standardError),
            point.lead.map { .number($0.value, error: $0.standardError) } ?? .nothing(),
          ])
      })
  }

  private func losses(_ words: AnalysisWords) -> AnalysisTable {
    perWorth(
      "losses", words.say("Verwacht verlies van elke keuze", "Expected loss of each choice"), words, "money"
    ) {
      .number($0.expectedLoss.value, error: $0.expectedLoss.standardError)
    }
  }

  private func chances(_ words: AnalysisWords) -> AnalysisTable {
    perWorth(
      "acceptability", words.say("Kans dat elke keuze de beste is", "Chance that each choice is best"), words,
      "share"
    ) { .number($0.probability.probability, error: $0.probability.standardError) }
  }

  private func perWorth(
    _ key: String, _ title: String, _ words: AnalysisWords, _ unit: String,
    _ value: (AcceptabilityCurves.Standing) -> AnalysisValue
  ) -> AnalysisTable {
    // A screen holds a few columns: readers get those at both ends and in the middle, programs get all.
    AnalysisTable(
      key, title: title, corner: words.say("keuze, bij een waarde van", "choice, at a worth of"),
      columns: worths.map {
        .init(String($0), words.numbers.measure($0, error: 0, unit: "money"), unit: unit)
      },
      rows: sample.scenarios.indices.map { index in
        .init(
          sample.scenarios[index], words.scenario(sample.scenarios[index]),
          curves.points.map { value($0.standings[index]) })
      })
  }

  private func risks(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    let share = words.numbers.percent(worstShare)
    let middle = words.numbers.measure(worths.isEmpty ? 0 : worths[worths.count / 2], error: 0, unit: "money")
    return AnalysisTable(
      "risk",
      title: say(
        "Als het tegenzit: netto opbrengst bij \(middle) per effect",
        "If things go badly: net benefit at \(middle) per effect"),
      corner: say("keuze", "choice"),
      columns: [
        .init("mean", say("gemiddeld", "mean"), unit: "money"),
        .init("valueAtRisk", say("in \(share) lager dan", "in \(share) lower than"), unit: "money"),
        .init("shortfall", say("gemiddeld in die \(share)", "mean in that \(share)"), unit: "money"),
      ],
      rows: sample.scenarios.indices.map { index in
        let middle = curves.points[curves.points.count / 2].standings[index].netBenefit
        let tail = tails[index]
        return .init(
          sample.scenarios[index], words.scenario(sample.scenarios[index]),
          [
            .number(middle.value, error: middle.standardError),
            .number(tail.valueAtRisk, error: tail.expectedShortfall.standardError),
            .number(tail.expectedShortfall.value, error: tail.expectedShortfall.standardError),
          ])
      })
  }

  private func quadrants(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    return AnalysisTable(
      "plane", title: say("Hoe zeker is dat?", "How sure is that?"), corner: say("keuze", "choice"),
      columns: [
        .init("moreForMore", say("meer effect, duurder", "more effect, dearer"), unit: "share"),
        .init("moreForLess", say("meer effect, goedkoper", "more effect, cheaper"), unit: "share"),
        .init("lessForLess", say("minder effect, goedkoper", "less effect, cheaper"), unit: "share"),
        .init("lessForMore", say("minder effect, duurder", "less effect, dearer"), unit: "share"),
      ],
      rows: plane.clouds.filter { $0.name != plane.reference }.map { cloud in
        .init(
          cloud.name, words.scenario(cloud.name),
          [
            .number(cloud.quadrants.moreForMore), .number(cloud.quadrants.moreForLess),
            .number(cloud.quadrants.lessForLess), .number(cloud.quadrants.lessForMore),
          ])
      })
  }
}
