import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// What it is worth to find something out, in words and tables.
public struct InformationReport: Sendable {
  /// The choice.
  public var sample: DecisionSample
  /// What one unit of the effect is worth, in euros.
  public var worth: Double
  /// The worth of knowing everything.
  public var perfect: ValueOfInformation
  /// The worth of knowing one parameter or a set.
  public var partial: [PartialInformation]
  /// What following people is worth, where it was asked for.
  public var sampling:
    (parameters: [String], months: Double, sizes: [SampleInformation], choice: SamplingChoice)?
  /// How many decisions the information serves.
  public var population: DecisionPopulation

  /// A report of what was found.
  public init(
    sample: DecisionSample, worth: Double, perfect: ValueOfInformation, partial: [PartialInformation],
    population: DecisionPopulation
  ) {
    (self.sample, self.worth, self.perfect, self.partial) = (sample, worth, perfect, partial)
    self.population = population
  }

  /// The report as a document.
  public func document(study: Study, language: Language, computed: String, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "value-of-information", title: say("Wat is uitzoeken waard?", "What is research worth?"),
      subject: say(
        "\(study.title): de keuze tussen \(sample.scenarios.map(words.scenario).joined(separator: ", "))",
        "\(study.title): the choice between \(sample.scenarios.map(words.scenario).joined(separator: ", "))"),
      computed: computed,
      settings: [
        "scenarios": .array(sample.scenarios.map(JSONValue.string)), "cost": .string(sample.costKey),
        "effect": sample.effect.map { .string($0.key) } ?? .null, "worthOfEffect": .number(worth),
        "decisions": .number(population.size), "seed": .number(Double(seed)),
      ], language: language)
    document.findings = findings(words)
    document.tables = [table(words)]
    if let sampling {
      document.tables.append(samplingTable(sampling, words))
      document.charts.append(samplingChart(sampling, words))
    }
    document.charts.append(chart(words))
    document.notes = notes(words)
    return document
  }

  private func label(_ name: String, _ words: AnalysisWords) -> String {
    words.study.base.parameters.first { $0.name == name }?.label ?? name
  }

  private func label(_ names: [String], _ words: AnalysisWords) -> String {
    names.map { label($0, words) }.joined(separator: " + ")
  }

  private func money(_ value: Double, _ error: Double, _ words: AnalysisWords) -> String {
    words.numbers.measure(value * population.size, error: error * population.size, unit: "money")
  }

  private func findings(_ words: AnalysisWords) -> [String] {
    let say = words.say
    let best =
      sample.scenarios.indices.contains(perfect.bestOption)
      ? words.scenario(sample.scenarios[perfect.bestOption]) : "–"
    guard perfect.value > 0 else {
      return [
        say(
          "Met wat we nu weten is ‘\(best)’ gemiddeld het beste, en in elke trekking van de aannames ook. Meer uitzoeken "
            + "verandert de keuze niet en is voor deze keuze niets waard.",
          "By what we know, ‘\(best)’ is best on average, and in every draw of the assumptions too. Finding out more "
            + "does not change the choice and is worth nothing for it.")
      ]
    }
    let chance = words.numbers.percent(perfect.chanceOfChange)
    var found = [
      say(
        "Met wat we nu weten is ‘\(best)’ gemiddeld het beste. In \(chance) van de trekkingen was een andere keuze beter "
          + "geweest. Alles zeker weten is ten hoogste \(money(perfect.value, perfect.standardError, words)) waard.",
        "By what we know, ‘\(best)’ is best on average. In \(chance) of the draws another choice would have been "
          + "better. Knowing everything is worth at most \(money(perfect.value, perfect.standardError, words))."
      )
    ]
    for item in leading.prefix(2) where item.information.value > item.information.standardError {
      let name = label(item.parameters, words)
      let value = money(item.information.value, item.information.standardError, words)
      found.append(
        say(
          "Uitzoeken hoe het zit met ‘\(name)’ is ten hoogste \(value) waard.",
          "Finding out about ‘\(name)’ is worth at most \(value)."))
    }
    if let sampling { found.append(samplingFinding(sampling, words)) }
    return found
  }

  private var leading: [PartialInformation] {
    partial.sorted { $0.information.value > $1.information.value }
  }

  private func table(_ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    let size = population.size
    let rows =
      [
        AnalysisTable.Row(
          "everything", say("Alles zeker weten", "Knowing everything"),
          [
            .number(perfect.value * size, error: perfect.standardError * size),
            .number(perfect.chanceOfChange),
            .rounded(perfect.upwardBias * size, to: perfect.upwardBias * size / 5),
          ])
      ]
      + leading.map { item in
        .init(
          item.parameters.joined(separator: "+"), label(item.parameters, words),
          [
            .number(item.information.value * size, error: item.information.standardError * size),
            .number(item.information.chanceOfChange),
            .rounded(item.information.upwardBias * size, to: item.information.upwardBias * size / 5),
          ])
      }
    return AnalysisTable(
      "information", title: say("Wat weten hoogstens waard is", "What knowing is worth at most"),
      corner: say("wat je uitzoekt", "what is found out"),
      columns: [
        .init("value", say("waarde", "value"), unit: "money"),
        .init("chanceOfChange", say("kans op een andere keuze", "chance of another choice"), unit: "share"),
        .init("bias", say("waarvan schijn", "of which apparent"), unit: "money"),
      ], rows: rows, shown: 11)
  }

  private func chart(_ words: AnalysisWords) -> AnalysisChart {
    let items = leading.prefix(12)
    let values: [JSONValue] = items.map {
      [
        "parameter": .string(label($0.parameters, words)),
        "value": .number($0.information.value * population.size),
        "lower": .number(
          max(0, $0.information.value - 1.96 * $0.information.standardError) * population.size),
        "upper": .number(($0.information.value + 1.96 * $0.information.standardError) * population.size),
      ]
    }
    let y: JSONValue = [
      "field": "parameter", "type": "nominal", "title": .null,
      "sort": .array(items.map { .string(label($0.parameters, words)) }),
    ]
    return AnalysisChart(
      key: "information", title: words.say("Wat weten hoogstens waard is", "What knowing is worth at most"),
      description: findings(words).joined(separator: " "),
      specification: [
        "data": ["values": .array(values)], "encoding": ["y": y],
        "layer": [
          [
            "mark": ["type": "bar", "color": "#0072B2"],
            "encoding": ["x": ["field": "value", "type": "quantitative", "title": "€"]],
          ],
          [
            "mark": ["type": "rule", "style": "whisker"],
            "encoding": ["x": ["field": "lower", "type": "quantitative"], "x2": ["field": "upper"]],
          ],
        ],
      ])
  }

  private func notes(_ words: AnalysisWords) -> [String] {
    let say = words.say
    let each = words.numbers.measure(worth, error: 0, unit: "money")
    let worthText =
      sample.effect.map { effect in
        say(
          "Een keuze telt voor: min de kosten, plus \(each) per eenheid van ‘\(words.outcome(effect))’.",
          "A choice counts for: minus its cost, plus \(each) per unit of ‘\(words.outcome(effect))’."
        )
      }
    return [
      worthText,
      say(
        "Dit is een bovengrens: zo veel is het waard om het zeker te weten. Alleen aannames tellen mee; toeval in een "
          + "groep is niet uit te zoeken. Regressie op de trekkingen (Strong, Oakley en Brennan 2014); ‘waarvan schijn’ is "
          + "wat toeval er gemiddeld bij doet.",
        "This is an upper bound: what it is worth to know for sure. Only assumptions count; chance within a cohort "
          + "cannot be found out. Regression on the draws (Strong, Oakley and Brennan 2014); ‘of which apparent’ is what "
          + "chance adds on average."),
    ].compactMap { $0 }
  }
}
