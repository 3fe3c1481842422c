import WerkfitAnalysis
import WerkfitDecision

extension CalibrationReport {
  /// Prior and posterior densities, a panel per parameter.
  var densityChart: AnalysisChart {
    var values: [JSONValue] = []
    for (index, parameter) in fit.parameters.enumerated() {
      let after = fit.posterior.pooled(index)
      let bounds = parameter.bounds(of: 0.995)
      let (low, high) = (min(bounds.low, after.min() ?? 0), max(bounds.high, after.max() ?? 1))
      guard high > low else { continue }
      let before = (0..<4000).map { parameter.distribution.quantile((Double($0) + 0.5) / 4000) }
      for (name, sample) in [(say("vooraf", "before"), before), (say("achteraf", "after"), after)] {
        for (place, share) in Self.shares(sample, low: low, high: high).enumerated() {
          values.append([
            "parameter": .string(parameter.label), "when": .string(name),
            "value": .number(low + (high - low) * (Double(place) + 0.5) / Double(Self.classes)),
            "density": .number(share * Double(Self.classes) / (high - low)),
          ])
        }
      }
    }
    return AnalysisChart(
      key: "densities", title: say("Vooraf en achteraf", "Before and after"),
      description: fit.parameters.indices.map(sentence).joined(separator: " "),
      specification: [
        "data": ["values": .array(values)],
        "facet": ["row": ["field": "parameter", "type": "nominal", "title": .null]],
        "spec": [
          "mark": ["type": "area", "opacity": 0.5, "line": true],
          "encoding": [
            "x": ["field": "value", "type": "quantitative", "title": .null, "scale": ["zero": false]],
            "y": ["field": "density", "type": "quantitative", "title": .null, "stack": .null, "axis": .null],
            "color": [
              "field": "when", "type": "nominal", "title": .null,
              "scale": [
                "domain": [.string(say("vooraf", "before")), .string(say("achteraf", "after"))],
                "range": ["#999999", "#0072B2"],
              ],
            ],
          ],
        ],
        "resolve": ["scale": ["x": "independent", "y": "independent"]],
      ])
  }

  /// Each observation beside what the fitted model predicts, as a share of the mean prediction.
  var checkChart: AnalysisChart {
    var values: [JSONValue] = []
    var order: [JSONValue] = []
    for (item, checks) in zip(fit.items, fit.checks) {
      for (index, check) in checks.enumerated() {
        let name = JSONValue.string(label(item, index))
        order.append(name)
        values.append([
          "observation": name, "observed": .number(check.observed), "mean": .number(check.mean),
          "low": .number(check.interval95.lower), "high": .number(check.interval95.upper),
        ])
      }
    }
    let y: JSONValue = ["field": "observation", "type": "nominal", "title": .null, "sort": .array(order)]
    return AnalysisChart(
      key: "checks", title: say("Gezien en voorspeld", "Seen and predicted"),
      description: say(
        "De streep is wat het gefitte model met 95% kans geeft, de stip wat is gezien.",
        "The line is what the fitted model gives with a chance of 95%, the dot what was seen."),
      specification: [
        "data": ["values": .array(values)], "encoding": ["y": y],
        "layer": [
          [
            "mark": ["type": "rule", "strokeWidth": 4, "color": "#56B4E9"],
            "encoding": [
              "x": ["field": "low", "type": "quantitative", "title": .null, "scale": ["zero": false]],
              "x2": ["field": "high"],
            ],
          ],
          [
            "mark": ["type": "point", "filled": true, "size": 80, "color": "#D55E00"],
            "encoding": ["x": ["field": "observed", "type": "quantitative"]],
          ],
        ],
      ])
  }

  private static let classes = 40

  /// The share of a sample in each of so many classes of equal width.
  private static func shares(_ sample: [Double], low: Double, high: Double) -> [Double] {
    var counts = [Double](repeating: 0, count: classes)
    for value in sample where value >= low && value <= high {
      counts[min(Int((value - low) / (high - low) * Double(classes)), classes - 1)] += 1
    }
    return counts.map { $0 / Double(max(sample.count, 1)) }
  }

  private func sentence(_ index: Int) -> String {
    let parameter = fit.parameters[index]
    let (before, after) = (
      words.value(parameter.mean, of: parameter), words.value(fit.summaries[index].mean.value, of: parameter)
    )
    return say(
      "\(parameter.label): eerst \(before), nu \(after).",
      "\(parameter.label): first \(before), now \(after).")
  }
}
