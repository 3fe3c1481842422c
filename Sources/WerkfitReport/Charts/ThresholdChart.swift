import Foundation
import WerkfitStudy

/// How an outcome changes with one assumption, and where it crosses its target.
struct ThresholdChart: Sendable, Hashable {
  /// A value of the assumption with the outcome at it.
  struct Point: Sendable, Hashable {
    /// The value.
    var value: Double
    /// The outcome.
    var outcome: Double
  }

  /// The name of the assumption.
  var assumption: String
  /// Its unit.
  var assumptionUnit: String
  /// The outcome.
  var outcome: String
  /// Its unit.
  var outcomeUnit: String
  /// The curve.
  var points: [Point]
  /// What the outcome must reach, mostly 0.
  var target: Double
  /// The values of the assumption at which it does; empty where it nowhere does.
  var crossings: [Double]

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let curve = points.filter { $0.value.isFinite && $0.outcome.isFinite }.sorted { $0.value < $1.value }
    let largestOutcome = (curve.map(\.outcome) + [target]).map(abs).max() ?? 0
    let largestValue = curve.map { abs($0.value) }.max() ?? 0
    let xUnit = setting.numbers.axisUnit(assumptionUnit, largest: largestValue)
    let yUnit = setting.numbers.axisUnit(outcomeUnit, largest: largestOutcome)
    func value(_ number: Double) -> String {
      setting.numbers.withUnit(number, unit: assumptionUnit, largest: largestValue)
    }
    func result(_ number: Double) -> String {
      setting.numbers.withUnit(number, unit: outcomeUnit, largest: largestOutcome)
    }
    let (low, high) = (curve.first.map { value($0.value) } ?? "–", curve.last.map { value($0.value) } ?? "–")
    let (assumption, outcome) = (ChartText.clean(assumption), ChartText.clean(outcome))
    let places = crossings.filter(\.isFinite)
    let title =
      places.isEmpty
      ? say(
        "‘\(outcome)’ slaat nergens om als ‘\(assumption)’ van \(low) tot \(high) loopt",
        "‘\(outcome)’ nowhere changes sides as ‘\(assumption)’ runs from \(low) to \(high)")
      : say(
        "‘\(outcome)’ slaat om bij ‘\(assumption)’ = \(ChartText.list(places.map(value), and: "en"))",
        "‘\(outcome)’ changes sides at ‘\(assumption)’ = \(ChartText.list(places.map(value), and: "and"))")
    let right = setting.isNarrow ? 14.0 : 24
    let line = ChartLines.Line(
      label: "", tone: .blue,
      points: curve.map {
        .init(
          x: $0.value / xUnit.divisor, y: $0.outcome / yUnit.divisor, place: value($0.value),
          value: result($0.outcome))
      })
    func axis(_ text: String, _ unit: ChartNumbers.AxisUnit, _ width: Double) -> [String] {
      setting.axisTitle([text, unit.label].filter { !$0.isEmpty }.joined(separator: ", "), width: width)
    }
    let width = setting.axisWidth(left: 46, right: right)
    let view = ChartLines(
      lines: [line], xTitle: axis(assumption, xUnit, width), yTitle: axis(outcome, yUnit, width),
      x: ChartSetting.domain(curve.map { $0.value / xUnit.divisor }, withZero: false, room: 0),
      y: ChartSetting.domain(
        (curve.map(\.outcome) + [target]).map { $0 / yUnit.divisor }, withZero: false, room: 0.1),
      upright: places.map { .init(value: $0 / xUnit.divisor, label: value($0)) },
      across: [
        .init(
          value: target / yUnit.divisor,
          label: say("omslag bij \(result(target))", "changes at \(result(target))"))
      ],
      height: 280, right: right
    ).view(in: setting)
    let subtitle = say("Alle andere aannames op hun gemiddelde.", "All other assumptions at their mean.")
    let ends = curve.first.flatMap { first in
      curve.last.map { last in
        say(
          "Van \(result(first.outcome)) bij \(low) tot \(result(last.outcome)) bij \(high).",
          "From \(result(first.outcome)) at \(low) to \(result(last.outcome)) at \(high).")
      }
    }
    return AnalysisChart(
      key: "threshold", title: title, description: [title + ".", ends ?? ""].joined(separator: " "),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panel(view), theme: setting.theme))
  }
}
