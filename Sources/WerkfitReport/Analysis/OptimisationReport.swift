import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension BudgetOptimisation {
  /// The best split as a document.
  public func document(study: Study, language: Language) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    let problem = question.problem
    let budget = words.numbers.measure(problem.budget, error: 0, unit: "money")
    var document = AnalysisDocument(
      analysis: "optimise", title: say("Hoe verdeel je het geld het beste?", "How is the money best split?"),
      subject: say(
        "\(study.title): \(words.scenario(scenario)), \(budget) te verdelen",
        "\(study.title): \(words.scenario(scenario)), \(budget) to be split"),
      computed: say(
        "\(words.numbers.count(splits)) verdelingen, elk \(words.numbers.count(question.draws)) keer doorgerekend; "
          + "startgetal \(question.seed), werkfit \(Program.version)",
        "\(words.numbers.count(splits)) splits, each computed \(words.numbers.count(question.draws)) times; seed "
          + "\(question.seed), werkfit \(Program.version)"),
      settings: [
        "scenario": .string(scenario), "budget": .number(problem.budget), "aim": .string(aimKey),
        "draws": .number(Double(question.draws)), "seed": .number(Double(question.seed)),
        "splits": .number(Double(splits)),
      ], language: language)
    document.findings = findings(words)
    document.tables = [splitTable(words), outcomeTable(words)]
    if !frontier.isEmpty { document.tables.append(frontierTable(words)) }
    document.charts = [splitChart(words)] + (frontier.isEmpty ? [] : [frontierChart(words)])
    document.notes = [
      say(
        "Gezocht met dezelfde trekkingen voor elke verdeling en daarna nagerekend met andere trekkingen; stappen van "
          + "ongeveer 2% van het budget. Bijna gelijke verdelingen zijn bijna even goed: kijk naar wat een simpele "
          + "verdeling minder oplevert.",
        "Searched on the same draws for each split and checked on other draws; in steps of about 2% of the budget. "
          + "Near-equal splits are nearly as good: look at what a simple split loses."),
      say(
        "De uitkomst volgt uit de aannames van de studie, ook uit die over wie er een plek krijgt.",
        "The outcome follows from the assumptions of the study, also from those on who gets a place."),
    ]
    return document
  }

  private var aimKey: String {
    switch question.aim {
    case .mean(let outcome): question.outcomes[outcome]
    case .chance(let outcome, let target): "\(question.outcomes[outcome])>=\(target)"
    case .expectedShortfall(let outcome, let share): "\(question.outcomes[outcome]) worst \(share)"
    case .lowestFirst: "lowest group first"
    }
  }

  private func aim(_ words: AnalysisWords) -> (name: String, unit: String) {
    let say = words.say
    switch question.aim {
    case .mean(let outcome): return (words.outcome(outcomes[outcome]), outcomes[outcome].unit)
    case .chance(let outcome, let target):
      let bound = words.amount(target, of: outcomes[outcome])
      return (
        say(
          "kans op minstens \(bound): \(words.outcome(outcomes[outcome]))",
          "chance of at least \(bound): \(words.outcome(outcomes[outcome]))"), "share"
      )
    case .expectedShortfall(let outcome, let share):
      let part = words.numbers.percent(share)
      return (
        say(
          "\(words.outcome(outcomes[outcome])), gemiddeld in de slechtste \(part)",
          "\(words.outcome(outcomes[outcome])), mean of the worst \(part)"), outcomes[outcome].unit
      )
    case .lowestFirst:
      return (say("de groep die er het minst bij wint", "the group that gains least"), "persons")
    }
  }

  private func label(_ measure: String, _ words: AnalysisWords) -> String {
    words.study.base.parameters.first { $0.name == measure }?.label ?? measure
  }

  private func findings(_ words: AnalysisWords) -> [String] {
    let say = words.say
    let (name, unit) = aim(words)
    let parts = zip(question.problem.measures, best.amounts).filter { $1 >= 0.005 * question.problem.budget }
      .map {
        "\(label($0.name, words)) \(words.numbers.measure($1, error: question.problem.budget / 100, unit: "money"))"
      }
    let value = words.numbers.measure(checked.value, error: checked.standardError, unit: unit)
    var found = [
      say(
        "De beste verdeling die is gevonden: \(parts.joined(separator: ", ")). Nagerekend: \(name) is dan \(value).",
        "The best split found: \(parts.joined(separator: ", ")). Checked: \(name) is then \(value).")
    ]
    for split in simple {
      let loss = words.numbers.measure(
        max(0, split.regret.value), error: split.regret.standardError, unit: unit)
      let isNone = split.regret.value <= 2 * split.regret.standardError
      let which =
        split.kind == .now
        ? say("De verdeling van nu", "The present split") : say("Alles gelijk verdelen", "An equal split")
      found.append(
        isNone
          ? say("\(which) is niet aantoonbaar slechter.", "\(which) is not demonstrably worse.")
          : say("\(which) levert \(loss) minder op.", "\(which) yields \(loss) less."))
    }
    if let price = shadowPrice {
      // Per thousand euro, since a single one moves nobody.
      let (more, less) = (
        words.numbers.measure(
          price.more.value * 1000, error: price.more.standardError * 1000,
          unit: unit == "persons" ? "exits" : unit),
        words.numbers.measure(
          price.less.value * 1000, error: price.less.standardError * 1000,
          unit: unit == "persons" ? "exits" : unit)
      )
      found.append(
        say(
          "Duizend euro meer verandert de uitkomst met \(more); duizend euro minder kost \(less).",
          "A thousand euro more changes the outcome by \(more); a thousand less costs \(less)."))
    }
    return found
  }

  private func splitTable(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    let now = simple.first { $0.kind == .now }?.amounts
    return AnalysisTable(
      "split", title: say("Verdeling", "Split"), corner: say("maatregel", "measure"),
      columns: [
        .init("amount", say("beste", "best"), unit: "money"),
        .init("share", say("deel", "share"), unit: "share"),
        .init("now", say("nu", "now"), unit: "money"),
      ],
      rows: question.problem.measures.indices.map { index in
        .init(
          question.problem.measures[index].name, label(question.problem.measures[index].name, words),
          [
            .number(best.amounts[index].rounded()), .number(best.shares[index]),
            now.map { .number($0[index]) } ?? .nothing(),
          ])
      })
  }

  private func outcomeTable(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    return AnalysisTable(
      "outcomes",
      title: say("Uitkomsten bij de beste verdeling, nagerekend", "Outcomes at the best split, checked"),
      corner: say("uitkomst", "outcome"),
      columns: [.init("value", say("gemiddeld", "mean"))],
      rows: zip(outcomes, onFreshDraws).map { outcome, value in
        .init(
          outcome.key, words.outcome(outcome),
          [.measured(value.value, unit: outcome.unit, error: value.standardError)])
      })
  }

  private func frontierTable(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    guard let pair = question.frontier else {
      return AnalysisTable("frontier", title: "", columns: [], rows: [])
    }
    let (first, second) = (outcomes[pair.first], outcomes[pair.second])
    // A line of fifty points says on paper what eight say.
    let stride = max(1, frontier.count / 8)
    let kept = frontier.indices.filter { $0 % stride == 0 || $0 == frontier.count - 1 }
    return AnalysisTable(
      "frontier",
      title: say("Meer van het een is minder van het ander", "More of one is less of the other"),
      corner: question.problem.measures.map { label($0.name, words) }.joined(separator: " / "),
      columns: [
        .init(first.key, words.outcome(first), unit: first.unit),
        .init(second.key, words.outcome(second), unit: second.unit),
      ],
      rows: kept.map { index in
        let shares = frontier[index].shares.map { words.numbers.percent($0) }.joined(separator: " / ")
        let values = frontier[index].values
        return .init(
          "\(index)", shares,
          [
            .rounded(values[0], to: abs(values[0]) / 200), .rounded(values[1], to: abs(values[1]) / 200),
          ])
      })
  }

  private func splitChart(_ words: AnalysisWords) -> AnalysisChart {
    let say = words.say
    let values: [JSONValue] = question.problem.measures.indices.map { index in
      [
        "measure": .string(label(question.problem.measures[index].name, words)),
        "amount": .number(best.amounts[index]),
      ]
    }
    return AnalysisChart(
      key: "split", title: say("De beste verdeling", "The best split"),
      description: findings(words).first ?? "",
      specification: [
        "data": ["values": .array(values)], "mark": ["type": "bar", "color": "#0072B2"],
        "encoding": [
          "y": ["field": "measure", "type": "nominal", "title": .null, "sort": .null],
          "x": ["field": "amount", "type": "quantitative", "title": "€"],
        ],
      ])
  }

  private func frontierChart(_ words: AnalysisWords) -> AnalysisChart {
    let pair = question.frontier ?? (0, 0)
    let (first, second) = (outcomes[pair.first], outcomes[pair.second])
    let values: [JSONValue] = frontier.map {
      ["first": .number($0.values[0]), "second": .number($0.values[1])]
    }
    return AnalysisChart(
      key: "frontier",
      title: words.say("Meer van het een is minder van het ander", "More of one is less of the other"),
      description: words.say(
        "Lijn van verdelingen waarbij de ene uitkomst alleen beter kan als de andere slechter wordt.",
        "Line of splits at which one outcome can only be better if the other is worse."),
      specification: [
        "data": ["values": .array(values)], "mark": ["type": "line", "point": true],
        "encoding": [
          "x": [
            "field": "first", "type": "quantitative", "title": .string(words.outcome(first)),
            "scale": ["zero": false],
          ],
          "y": [
            "field": "second", "type": "quantitative", "title": .string(words.outcome(second)),
            "scale": ["zero": false],
          ],
        ],
      ])
  }
}
