import Foundation
import WerkfitStudy

/// What was believed of each assumption before the observations, and what is believed now.
struct PosteriorChart: Sendable, Hashable {
  /// An assumption.
  struct Assumption: Sendable, Hashable {
    /// Its name.
    var label: String
    /// Its unit.
    var unit: String
    /// Mean and intervals before and after.
    var prior: ChartEstimate, posterior: ChartEstimate
  }

  /// What it was fitted to, such as `gefit aan 5 waarnemingen`.
  var subject: String
  /// The assumptions.
  var assumptions: [Assumption]

  private struct Bar {
    var assumption: Assumption
    var estimate: ChartEstimate
    var y: Double
    var isPosterior: Bool
    /// A value as a percentage of the way from the lower to the upper end of the prior.
    func place(_ value: Double) -> Double {
      let prior = assumption.prior.interval95
      let width = prior.upperBound - prior.lowerBound
      return width > 0 ? max(-100, min(200, (value - prior.lowerBound) / width * 100)) : 50
    }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let title = title(setting)
    func text(_ estimate: ChartEstimate, _ unit: String) -> String {
      let numbers = setting.numbers
      // Two digits of the spread tell before from after.
      let error = (estimate.interval95.upperBound - estimate.interval95.lowerBound) / 20
      let mean = numbers.withUnit(estimate.mean, unit: unit, error: error)
      return "\(mean) (95%: \(numbers.range(estimate.interval95, unit: unit, error: error)))"
    }
    let rows = ChartRows(
      assumptions.map {
        .init(
          $0.label, details: say("vooraf ", "before ") + text($0.prior, $0.unit),
          say("achteraf ", "after ") + text($0.posterior, $0.unit))
      }, marks: assumptions.map { _ in 34 }, in: setting, share: 0.45)
    let bars = zip(assumptions, rows.centres).flatMap { assumption, y in
      [
        Bar(assumption: assumption, estimate: assumption.prior, y: y - 8, isPosterior: false),
        Bar(assumption: assumption, estimate: assumption.posterior, y: y + 8, isPosterior: true),
      ]
    }
    let places = bars.flatMap {
      [$0.place($0.estimate.interval95.lowerBound), $0.place($0.estimate.interval95.upperBound)]
    }
    let scale = VegaScale.over(ChartSetting.domain(places + [0, 100], withZero: false))
    let axis = VegaAxis(
      title: setting.axisTitle(
        say("plaats in het interval van vooraf, in %", "place in the interval from before, in %"),
        width: setting.axisWidth(left: rows.left)), format: ChartNumbers.axisFormat,
      values: [-100, -50, 0, 50, 100, 150, 200], hasGrid: true)
    let layers: [VegaLayer] =
      [
        VegaLayer(
          bars, VegaMark(.rule, .interval80),
          .x("lower", { $0.place($0.estimate.interval95.lowerBound) }, scale: scale, axis: axis),
          .x2("upper") { $0.place($0.estimate.interval95.upperBound) }, .yPixels(\.y),
          .tone { $0.isPosterior ? .blue : .grey }),
        VegaLayer(
          bars, VegaMark(.point, .point),
          .x("mean", { $0.place($0.estimate.mean) }, scale: scale, axis: axis), .yPixels(\.y),
          .tone { $0.isPosterior ? .blue : .grey }, .shape { $0.isPosterior ? .circle : .square },
          .tooltip(
            .text(say("aanname", "assumption")) { ChartText.clean($0.assumption.label) },
            .text(say("wanneer", "when")) {
              $0.isPosterior ? say("achteraf", "after") : say("vooraf", "before")
            },
            .text(say("gemiddeld", "mean")) { text($0.estimate, $0.assumption.unit) })),
      ] + rows.layers
    let subtitle = say(
      "\(ChartText.clean(subject)). Grijs met vierkant: vooraf; blauw met cirkel: met de waarnemingen erbij. Streep: 95%.",
      "\(ChartText.clean(subject)). Grey with square: before; blue with circle: with the observations. Line: 95%."
    )
    let parts = assumptions.map {
      "\(ChartText.clean($0.label)): \(say("vooraf", "before")) \(text($0.prior, $0.unit)), \(say("achteraf", "after")) \(text($0.posterior, $0.unit))"
    }
    return AnalysisChart(
      key: "posterior", title: title, description: ([title] + parts).joined(separator: ". ") + ".",
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]),
        content: .panel(
          VegaView(width: setting.panelWidth, height: rows.height, layers: layers)),
        theme: setting.theme))
  }

  private func title(_ setting: ChartSetting) -> String {
    let say = setting.say
    func width(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
    let narrowed = assumptions.filter { width($0.prior.interval95) > 0 }
      .map { ($0, 1 - width($0.posterior.interval95) / width($0.prior.interval95)) }
    guard let most = narrowed.max(by: { $0.1 < $1.1 }), most.1 > 0.05 else {
      return say(
        "De waarnemingen maken geen aanname duidelijk zekerder",
        "The observations make no assumption clearly more certain")
    }
    let share = setting.numbers.text.percent(most.1)
    return say(
      "De waarnemingen maken ‘\(ChartText.clean(most.0.label))’ het meest zeker: het interval wordt \(share) smaller",
      "The observations make ‘\(ChartText.clean(most.0.label))’ most certain: its interval is \(share) narrower"
    )
  }
}
