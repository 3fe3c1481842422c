import WerkfitAnalysis
import WerkfitDecision

extension FrontierReport {
  func charts(_ words: AnalysisWords) -> [AnalysisChart] {
    [curve(words, .loss), curve(words, .chance), cloud(words), frontierChart(words)]
  }

  private enum Curve { case loss, chance }

  private func curve(_ words: AnalysisWords, _ kind: Curve) -> AnalysisChart {
    let say = words.say
    let values: [JSONValue] = curves.points.flatMap { point in
      sample.scenarios.indices.map { index -> JSONValue in
        let standing = point.standings[index]
        return [
          "worth": .number(point.willingnessToPay),
          "choice": .string(words.scenario(sample.scenarios[index])),
          "value": .number(kind == .loss ? standing.expectedLoss.value : standing.probability.probability),
        ]
      }
    }
    let title =
      kind == .loss
      ? say("Verwacht verlies van elke keuze", "Expected loss of each choice")
      : say("Kans dat elke keuze de beste is", "Chance that each choice is best")
    let y: JSONValue =
      kind == .loss
      ? ["field": "value", "type": "quantitative", "title": "€"]
      : ["field": "value", "type": "quantitative", "title": .null, "axis": ["format": "%"]]
    return AnalysisChart(
      key: kind == .loss ? "losses" : "acceptability", title: title,
      description: say(
        "\(title), naar wat een extra effect waard is.", "\(title), by what an extra effect is worth."),
      specification: [
        "data": ["values": .array(values)], "mark": ["type": "line", "point": true],
        "encoding": [
          "x": [
            "field": "worth", "type": "quantitative",
            "title": .string(say("waarde van een extra effect (€)", "worth of an extra effect (€)")),
          ],
          "y": y, "color": ["field": "choice", "type": "nominal", "title": .null],
          "strokeDash": ["field": "choice", "type": "nominal", "title": .null],
        ],
      ])
  }

  /// At most this many points of a cloud are drawn: enough to see its shape.
  private static let mostPoints = 400

  private func cloud(_ words: AnalysisWords) -> AnalysisChart {
    let say = words.say
    let values: [JSONValue] = plane.clouds.filter { $0.name != plane.reference }.flatMap { cloud in
      let stride = max(1, cloud.effects.count / Self.mostPoints)
      return Swift.stride(from: 0, to: cloud.effects.count, by: stride).map { draw -> JSONValue in
        [
          "choice": .string(words.scenario(cloud.name)), "effect": .number(cloud.effects[draw]),
          "cost": .number(cloud.costs[draw]),
        ]
      }
    }
    return AnalysisChart(
      key: "plane", title: say("Kosten en effect in elke trekking", "Cost and effect in each draw"),
      description: say(
        "Wolk van punten per keuze: extra effect en extra kosten naast doorgaan zonder.",
        "Cloud of points per choice: extra effect and extra cost beside going on without."),
      specification: [
        "data": ["values": .array(values)], "mark": ["type": "point", "opacity": 0.3],
        "encoding": [
          "x": ["field": "effect", "type": "quantitative", "title": effectTitle(words)],
          "y": ["field": "cost", "type": "quantitative", "title": .string(say("kosten (€)", "cost (€)"))],
          "color": ["field": "choice", "type": "nominal", "title": .null],
          "shape": ["field": "choice", "type": "nominal", "title": .null],
        ],
      ])
  }

  /// The effect below an axis, on lines that fit a small screen.
  private func effectTitle(_ words: AnalysisWords) -> JSONValue {
    .array(ChartText.lines(effect(words), width: 210, size: 12).map(JSONValue.string))
  }

  private func frontierChart(_ words: AnalysisWords) -> AnalysisChart {
    let say = words.say
    let values: [JSONValue] = frontier.places.map { place in
      [
        "choice": .string(words.scenario(place.option.name)), "effect": .number(place.option.effect),
        "cost": .number(place.option.cost), "onFrontier": .bool(frontier.names.contains(place.option.name)),
      ]
    }
    let encoding: [String: JSONValue] = [
      "x": ["field": "effect", "type": "quantitative", "title": effectTitle(words)],
      "y": ["field": "cost", "type": "quantitative", "title": .string(say("kosten (€)", "cost (€)"))],
    ]
    var text = encoding
    text["text"] = ["field": "choice", "type": "nominal"]
    return AnalysisChart(
      key: "frontier", title: say("Het meeste voor het geld", "The most for the money"),
      description: say(
        "Lijn langs de keuzes die het meeste voor hun geld geven; de andere liggen erboven.",
        "Line along the choices that give the most for their money; the others lie above it."),
      specification: [
        "data": ["values": .array(values)],
        "layer": [
          [
            "transform": [["filter": "datum.onFrontier"]], "mark": "line", "encoding": .object(encoding),
          ],
          ["mark": ["type": "point", "filled": true, "size": 60], "encoding": .object(encoding)],
          ["mark": ["type": "text", "align": "left", "dx": 7, "style": "value"], "encoding": .object(text)],
        ],
      ])
  }
}
