import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension SobolSensitivity {
  /// The indices as a document.
  public func document(study: Study, language: Language, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "sobol",
      title: say("Welke onzekerheid telt het meest?", "Which uncertainty matters most?"),
      subject: words.subject(scenario: scenario, beside: beside),
      computed: words.computed(points: points, chances: chances, isExact: chances == 1, seed: seed),
      settings: [
        "scenario": .string(scenario), "beside": .string(beside), "basePoints": .number(Double(basePoints)),
        "chancesPerPoint": .number(Double(chances)), "seed": .number(Double(seed)),
      ], language: language)
    for (outcome, found) in zip(outcomes, indices) {
      let order = parameters.indices.sorted { found.total[$0].value > found.total[$1].value }
      document.tables.append(
        AnalysisTable(
          "sobol:" + outcome.key, title: words.outcome(outcome), corner: say("aanname", "assumption"),
          columns: [
            .init("first", say("alleen", "alone"), unit: "share"),
            .init("total", say("met samenspel", "with interplay"), unit: "share"),
          ],
          rows: order.map { index in
            .init(
              parameters[index].name, parameters[index].label,
              [
                .number(found.first[index].value, error: found.first[index].standardError),
                .number(found.total[index].value, error: found.total[index].standardError),
              ])
          }))
      document.charts.append(chart(outcome, found, order, words))
      if let first = order.first {
        let share = words.numbers.percent(
          found.total[first].value, error: found.total[first].standardError)
        document.findings.append(
          found.variance > 0
            ? say(
              "\(words.outcome(outcome)): \(share) van de onzekerheid hangt aan ‘\(parameters[first].label)’.",
              "\(words.outcome(outcome)): \(share) of the uncertainty hangs on ‘\(parameters[first].label)’.")
            : say(
              "\(words.outcome(outcome)) verandert door geen van deze aannames.",
              "\(words.outcome(outcome)) changes by none of these assumptions."))
      }
    }
    document.notes = [
      say(
        "‘Alleen’ is het deel van de variantie dat een aanname zelf veroorzaakt (Saltelli e.a. 2010), ‘met samenspel’ "
          + "telt mee wat zij samen met andere doet (Jansen 1999). Toeval is eruit gehaald.",
        "‘Alone’ is the share of variance that an assumption causes itself (Saltelli et al. 2010), ‘with interplay’ "
          + "adds what it does with others (Jansen 1999). Chance is taken out."),
      say(
        "Andere aannames dan deze \(parameters.count) staan op hun gemiddelde.",
        "Assumptions other than these \(parameters.count) stand at their means."),
    ]
    document.notes += [words.correlations].compactMap { $0 }
    return document
  }

  private func chart(
    _ outcome: AnalysedOutcome, _ found: SobolIndices, _ order: [Int], _ words: AnalysisWords
  ) -> AnalysisChart {
    let say = words.say
    let kinds = [say("alleen", "alone"), say("met samenspel", "with interplay")]
    let values: [JSONValue] = order.flatMap { index in
      zip(kinds, [found.first[index], found.total[index]]).map { kind, value -> JSONValue in
        [
          "parameter": .string(parameters[index].label), "kind": .string(kind), "share": .number(value.value),
          "lower": .number(value.interval95.lower), "upper": .number(value.interval95.upper),
        ]
      }
    }
    let labels = order.map { JSONValue.string(parameters[$0].label) }
    let y: JSONValue = ["field": "parameter", "type": "nominal", "sort": .array(labels), "title": .null]
    return AnalysisChart(
      key: "sobol:" + outcome.key, title: words.outcome(outcome),
      description: say(
        "Staven per aanname met het deel van de variantie, alleen en met samenspel.",
        "Bars per assumption with its share of the variance, alone and with interplay."),
      specification: [
        "data": ["values": .array(values)],
        "encoding": ["y": y, "yOffset": ["field": "kind", "type": "nominal"]],
        "layer": [
          [
            "mark": "bar",
            "encoding": [
              "x": [
                "field": "share", "type": "quantitative", "axis": ["format": "%"],
                "title": .string(say("deel van de variantie", "share of the variance")),
              ],
              "color": [
                "field": "kind", "type": "nominal", "title": .null,
                "scale": ["range": ["#0072B2", "#E69F00"]],
              ],
            ],
          ],
          [
            "mark": ["type": "rule", "style": "whisker"],
            "encoding": ["x": ["field": "lower", "type": "quantitative"], "x2": ["field": "upper"]],
          ],
        ],
      ])
  }
}

extension RunSensitivity {
  /// What a run says of the causes of variance, as a document.
  public func document(study: Study, language: Language, computed: String, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "given-data",
      title: say("Waar komt de onzekerheid vandaan?", "Where does the uncertainty come from?"),
      subject: words.subject(scenario: scenario, beside: beside), computed: computed,
      settings: ["scenario": .string(scenario), "beside": .string(beside), "seed": .number(Double(seed))],
      language: language)
    let labels = Dictionary(
      study.base.parameters.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    for finding in findings {
      let order = parameters.indices.sorted { finding.indices[$0].value > finding.indices[$1].value }
      document.tables.append(
        AnalysisTable(
          "given-data:" + finding.outcome.key, title: words.outcome(finding.outcome),
          corner: say("aanname", "assumption"),
          columns: [.init("first", say("deel van de variantie", "share of variance"), unit: "share")],
          rows: order.map { index in
            let found = finding.indices[index]
            return .init(
              parameters[index], labels[parameters[index]] ?? parameters[index],
              [.number(found.value, error: found.standardError)])
          }, shown: 10))
      guard let chance = finding.chance else { continue }
      let text = words.numbers.percent(chance.chance.value, error: chance.chance.standardError)
      document.findings.append(
        say(
          "\(words.outcome(finding.outcome)): van de spreiding is \(text) toeval in wie wat doet; de rest is niet "
            + "weten hoe het zit.",
          "\(words.outcome(finding.outcome)): \(text) of the variance is chance in who does what; the rest is not "
            + "knowing."))
      document.settings["chanceShare:" + finding.outcome.key] = .number(chance.chance.value)
    }
    document.notes = [
      say(
        "Uit de doorrekeningen zelf: hoeveel het gemiddelde verschuift als een aanname hoger of lager uitvalt (indeling "
          + "in klassen, met correctie voor toeval). Een klein deel kan ook toeval zijn: zie de fout in JSON of CSV.",
        "From the replications themselves: how far the mean shifts as an assumption comes out higher or lower (classes, "
          + "corrected for chance). A small share may be chance too: see the error in JSON or CSV.")
    ]
    return document
  }
}
