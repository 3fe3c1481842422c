import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension ThresholdSensitivity {
  /// The thresholds as a document.
  public func document(study: Study, language: Language, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    var document = AnalysisDocument(
      analysis: "threshold", title: say("Waar slaat de uitkomst om?", "Where does the outcome turn?"),
      subject: words.subject(scenario: scenario, beside: beside),
      computed: words.computed(
        points: thresholds.evaluations, chances: chances, isExact: chances == 1, seed: seed),
      settings: [
        "scenario": .string(scenario), "beside": .string(beside), "parameter": .string(parameter.name),
        "outcome": .string(outcome.key), "target": .number(target), "lower": .number(interval.lower),
        "upper": .number(interval.upper), "found": .number(Double(thresholds.found.count)),
        "chancesPerPoint": .number(Double(chances)), "seed": .number(Double(seed)),
      ], language: language)
    document.findings = findings(words)
    document.tables.append(
      AnalysisTable(
        "thresholds", title: say("Omslagpunten", "Thresholds"), corner: parameter.label,
        columns: [
          .init("value", say("waarde", "value"), unit: words.unit(parameter.dimension)),
          .init("kind", say("wat er gebeurt", "what happens")),
        ],
        rows: zip(thresholds.found, errors).enumerated().map { index, found in
          let (threshold, error) = found
          return .init(
            "\(index + 1)", "\(index + 1)",
            [
              .number(threshold.value, error: error),
              .words(happening(threshold.kind, words), key: threshold.kind.rawValue),
            ])
        }))
    if thresholds.found.isEmpty { document.tables = [] }
    document.tables.append(
      AnalysisTable(
        "curve", title: words.outcome(outcome), corner: parameter.label,
        columns: [.init("outcome", say("uitkomst", "outcome"), unit: outcome.unit)],
        rows: shownCurve.map { point in
          .init(
            String(point.value), words.value(point.value, of: parameter),
            [.number(point.outcome, error: point.error)])
        }))
    document.charts = [chart(words)]
    document.notes = [
      say(
        "Alle andere aannames staan op hun gemiddelde. Gezocht op 17 punten en daarna tussen punten met een ander "
          + "teken; een omslag heen en terug tussen twee punten kan zijn gemist.",
        "All other assumptions stand at their means. Searched on 17 points and then between points of another sign; "
          + "a turn there and back between two points may have been missed.")
    ]
    return document
  }

  /// The grid without the points of the search between them.
  private var shownCurve: [(value: Double, outcome: Double, error: Double)] {
    let step = (interval.upper - interval.lower) / 16
    return (0...16).compactMap { place in
      let wanted = interval.lower + step * Double(place)
      return curve.min { abs($0.value - wanted) < abs($1.value - wanted) }
    }
  }

  private func findings(_ words: AnalysisWords) -> [String] {
    let say = words.say
    let name = words.outcome(outcome)
    let (low, high) = (
      words.value(interval.lower, of: parameter), words.value(interval.upper, of: parameter)
    )
    let bound = words.amount(target, of: outcome)
    guard !thresholds.found.isEmpty else {
      let side =
        switch thresholds.signEverywhere {
        case .positive: say("boven", "above")
        case .negative: say("onder", "below")
        case nil: say("gelijk aan", "equal to")
        }
      return [
        say(
          "Tussen \(low) en \(high) slaat de uitkomst nergens om: ‘\(name)’ is overal \(side) \(bound).",
          "Between \(low) and \(high) the outcome turns nowhere: ‘\(name)’ is everywhere \(side) \(bound).")
      ]
    }
    let count = thresholds.found.count
    let places = thresholds.found.map { words.value($0.value, of: parameter) }.joined(
      separator: say(" en ", " and "))
    return [
      say(
        "‘\(name)’ is \(bound) bij ‘\(parameter.label)’ van \(places): \(count) "
          + "\(count == 1 ? "omslagpunt" : "omslagpunten") tussen \(low) en \(high).",
        "‘\(name)’ is \(bound) where ‘\(parameter.label)’ is \(places): \(count) "
          + "\(count == 1 ? "threshold" : "thresholds") between \(low) and \(high).")
    ]
  }

  private func happening(_ kind: Threshold.Kind, _ words: AnalysisWords) -> String {
    let say = words.say
    switch kind {
    case .rising: return say("gaat naar boven", "goes above")
    case .falling: return say("gaat naar onder", "goes below")
    case .touching: return say("raakt en keert terug", "touches and returns")
    case .jumpUp: return say("springt naar boven", "jumps above")
    case .jumpDown: return say("springt naar onder", "jumps below")
    case .atEnd: return say("aan de rand", "at the end")
    case .stretch: return say("blijft gelijk", "stays equal")
    }
  }

  private func chart(_ words: AnalysisWords) -> AnalysisChart {
    let values: [JSONValue] = curve.map { point in
      [
        "value": .number(point.value), "outcome": .number(point.outcome),
        "lower": .number(point.outcome - 1.96 * point.error),
        "upper": .number(point.outcome + 1.96 * point.error),
      ]
    }
    let x: JSONValue = [
      "field": "value", "type": "quantitative", "title": .string(parameter.label), "scale": ["zero": false],
    ]
    return AnalysisChart(
      key: "threshold", title: words.outcome(outcome), description: findings(words).joined(separator: " "),
      specification: [
        "data": ["values": .array(values)],
        "layer": [
          [
            "mark": ["type": "area", "opacity": 0.25],
            "encoding": [
              "x": x,
              "y": ["field": "lower", "type": "quantitative", "title": .string(words.outcome(outcome))],
              "y2": ["field": "upper"],
            ],
          ],
          ["mark": "line", "encoding": ["x": x, "y": ["field": "outcome", "type": "quantitative"]]],
          ["mark": ["type": "rule", "style": "zero"], "encoding": ["y": ["datum": .number(target)]]],
        ],
      ])
  }
}

extension TwoWaySensitivity {
  /// The grid as a document.
  public func document(study: Study, language: Language, seed: UInt64) -> AnalysisDocument {
    let words = AnalysisWords(study: study, language: language)
    let say = words.say
    let (first, second) = (parameters[0], parameters[1])
    var document = AnalysisDocument(
      analysis: "two-way", title: say("Twee aannames samen", "Two assumptions together"),
      subject: words.subject(scenario: scenario, beside: beside),
      computed: words.computed(
        points: grid.count * (grid.first?.count ?? 0), chances: chances, isExact: chances == 1, seed: seed),
      settings: [
        "scenario": .string(scenario), "beside": .string(beside), "columns": .string(first.name),
        "rows": .string(second.name), "outcome": .string(outcome.key), "seed": .number(Double(seed)),
      ], language: language)
    document.tables = [
      AnalysisTable(
        "two-way", title: words.outcome(outcome), corner: "\(second.label) ↓  \(first.label) →",
        columns: values[0].map {
          .init(String($0), words.value($0, of: first), unit: outcome.unit)
        },
        rows: grid.indices.map { row in
          .init(
            String(values[1][row]), words.value(values[1][row], of: second),
            zip(grid[row], errors[row]).map { .number($0, error: $1) })
        })
    ]
    let points: [JSONValue] = grid.indices.flatMap { row in
      grid[row].indices.map { column -> JSONValue in
        [
          "first": .number(values[0][column]), "second": .number(values[1][row]),
          "outcome": .number(grid[row][column]),
          "text": .string(words.amount(grid[row][column], error: errors[row][column], of: outcome)),
        ]
      }
    }
    let encoding: [String: JSONValue] = [
      "x": ["field": "first", "type": "ordinal", "title": .string(first.label), "axis": ["format": ".3~g"]],
      "y": [
        "field": "second", "type": "ordinal", "sort": "descending", "title": .string(second.label),
        "axis": ["format": ".3~g"],
      ],
    ]
    var coloured = encoding
    coloured["color"] = [
      "field": "outcome", "type": "quantitative", "title": .string(words.outcome(outcome)),
      "scale": ["scheme": "blueorange", "domainMid": 0],
    ]
    var written = encoding
    written["text"] = ["field": "text", "type": "nominal"]
    document.charts = [
      AnalysisChart(
        key: "two-way", title: words.outcome(outcome),
        description: say(
          "Raster met de uitkomst bij elke combinatie van ‘\(first.label)’ en ‘\(second.label)’.",
          "Grid with the outcome at each combination of ‘\(first.label)’ and ‘\(second.label)’."),
        specification: [
          "data": ["values": .array(points)], "width": ["step": 84], "height": ["step": 36],
          "layer": [
            ["mark": "rect", "encoding": .object(coloured)],
            ["mark": ["type": "text", "fontSize": 9], "encoding": .object(written)],
          ],
        ])
    ]
    document.notes = [
      say(
        "Alle andere aannames staan op hun gemiddelde.", "All other assumptions stand at their means.")
    ]
    return document
  }
}
