import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension InformationReport {
  typealias Sampling = (
    parameters: [String], months: Double, sizes: [SampleInformation], choice: SamplingChoice
  )

  func samplingFinding(_ sampling: Sampling, _ words: AnalysisWords) -> String {
    let say = words.say
    let months = words.numbers.ratio(sampling.months)
    guard let best = sampling.choice.best, sampling.choice.sizes.indices.contains(best) else {
      return say(
        "Mensen volgen kost bij elk van deze aantallen meer dan het voor de keuze waard is.",
        "Following people costs more than it is worth for the choice, at each of these numbers.")
    }
    let size = sampling.choice.sizes[best]
    let (value, count) = (
      words.numbers.measure(size.value, error: size.standardError, unit: "money"),
      words.numbers.count(size.participants)
    )
    return say(
      "\(count) mensen \(months) maanden volgen levert na aftrek van de kosten naar verwachting \(value) op, meer dan "
        + "de andere aantallen.",
      "Following \(count) people for \(months) months is expected to yield \(value) net of its cost, more than the "
        + "other numbers.")
  }

  func samplingTable(_ sampling: Sampling, _ words: AnalysisWords) -> AnalysisTable {
    let say = words.say
    let names = sampling.parameters.joined(separator: ", ")
    return AnalysisTable(
      "sampling", title: say("Mensen volgen om \(names) te meten", "Following people to measure \(names)"),
      corner: say("aantal mensen", "number of people"),
      columns: [
        .init("worth", say("waarde van de uitkomst", "worth of the findings"), unit: "money"),
        .init("cost", say("kosten", "cost"), unit: "money"),
        .init("net", say("per saldo", "net"), unit: "money"),
      ],
      rows: sampling.choice.sizes.map { size in
        .init(
          String(size.participants), words.numbers.count(size.participants),
          [
            .number(size.worth, error: size.standardError), .number(size.cost),
            .number(size.value, error: size.standardError),
          ])
      })
  }

  func samplingChart(_ sampling: Sampling, _ words: AnalysisWords) -> AnalysisChart {
    let say = words.say
    let kinds = [say("waarde", "worth"), say("kosten", "cost"), say("per saldo", "net")]
    let values: [JSONValue] = sampling.choice.sizes.flatMap { size in
      zip(kinds, [size.worth, size.cost, size.value]).map { kind, amount -> JSONValue in
        [
          "people": .number(Double(size.participants)), "kind": .string(kind), "amount": .number(amount),
        ]
      }
    }
    return AnalysisChart(
      key: "sampling", title: say("Hoeveel mensen volgen?", "How many people to follow?"),
      description: samplingFinding(sampling, words),
      specification: [
        "data": ["values": .array(values)], "mark": ["type": "line", "point": true],
        "encoding": [
          "x": ["field": "people", "type": "quantitative", "title": .string(say("mensen", "people"))],
          "y": ["field": "amount", "type": "quantitative", "title": "€"],
          "color": ["field": "kind", "type": "nominal", "title": .null],
          "strokeDash": ["field": "kind", "type": "nominal", "title": .null],
        ],
      ])
  }
}
