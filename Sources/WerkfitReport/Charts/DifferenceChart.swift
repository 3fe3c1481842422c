import Foundation
import WerkfitStudy

/// How much each choice differs from the reference in one outcome, with intervals of 80% and 95%.
struct DifferenceChart: Sendable, Hashable {
  /// A choice.
  struct Scenario: Sendable, Hashable {
    /// Its name.
    var label: String
    /// Its difference with the reference.
    var estimate: ChartEstimate
  }

  /// The outcome, such as `Extra duurzame uitstroom (12 maanden zonder uitkering)`.
  var outcome: String
  /// Its unit: `money`, `persons`, `months`, `share`, or one of the study's own.
  var unit: String
  /// Whether more of it is better, which decides the colours.
  var isMoreBetter: Bool
  /// The choices, without the reference itself.
  var scenarios: [Scenario]
  /// The name of the reference.
  var reference: String
  /// The months counted.
  var horizonMonths: Int

  private struct Bar {
    var scenario: Scenario
    var y: Double
    var sign: ChartSign { scenario.estimate.sign }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let sorted = scenarios.sorted { $0.estimate.mean > $1.estimate.mean }
    let title = ChartFinding(
      items: scenarios.map { .init(name: $0.label, sign: $0.estimate.sign) }, say: say
    ).difference(in: outcome, unit: unit, against: reference)
    let span = setting.numbers.span(months: horizonMonths)
    let subtitle = say(
      """
      Verschil met ‘\(ChartText.clean(reference))’ over \(span). Teken en getal: gemiddelde. \
      Dunne streep: 95%, dik: 80%. ▲ zeker meer, ▼ zeker minder, ◊ kan beide (95%).
      """,
      """
      Difference with ‘\(ChartText.clean(reference))’ over \(span). Sign and number: mean. \
      Thin line: 95%, thick: 80%. ▲ surely more, ▼ surely less, ◊ could be either (95%).
      """)
    return AnalysisChart(
      key: "difference", title: title, description: description(title, sorted, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]),
        content: .panel(panel(sorted, setting)), theme: setting.theme))
  }

  private var largest: Double {
    scenarios.flatMap { [$0.estimate.interval95.lowerBound, $0.estimate.interval95.upperBound] }
      .map(abs).max() ?? 0
  }

  private func text(_ estimate: ChartEstimate, _ setting: ChartSetting) -> (mean: String, range: String) {
    let (numbers, error) = (setting.numbers, estimate.standardError)
    return (
      numbers.string(estimate.mean, unit: unit, error: error, largest: largest),
      numbers.range(estimate.interval95, unit: unit, error: error, largest: largest)
    )
  }

  private func panel(_ sorted: [Scenario], _ setting: ChartSetting) -> VegaView {
    let say = setting.say
    let rows = ChartRows(
      sorted.map { .init($0.label, details: "95%: " + text($0.estimate, setting).range) },
      marks: sorted.map { _ in 34 }, in: setting, gap: 10)
    let axisUnit = setting.numbers.axisUnit(unit, largest: largest)
    let divisor = axisUnit.divisor
    let scale = VegaScale.over(
      ChartSetting.domain(
        scenarios.flatMap { [$0.estimate.interval95.lowerBound, $0.estimate.interval95.upperBound] }
          .map { $0 / divisor }, room: 0.06))
    let label = [ChartText.clean(outcome), axisUnit.label].filter { !$0.isEmpty }.joined(separator: ", ")
    let axis = VegaAxis(
      title: setting.axisTitle(label, width: setting.axisWidth(left: rows.left)),
      format: ChartNumbers.axisFormat, tickCount: setting.isNarrow ? 4 : 6, hasGrid: true)
    let bars = zip(sorted, rows.centres).map { Bar(scenario: $0, y: $1 + 7) }
    func line(_ style: ChartStyle, _ range: @escaping (ChartEstimate) -> ClosedRange<Double>) -> VegaLayer {
      VegaLayer(
        bars, VegaMark(.rule, style),
        .x("lower", { range($0.scenario.estimate).lowerBound / divisor }, scale: scale, axis: axis),
        .x2("upper") { range($0.scenario.estimate).upperBound / divisor }, .yPixels(\.y),
        .tone { $0.sign.tone(isMoreBetter: isMoreBetter) })
    }
    func means(_ style: ChartStyle) -> VegaLayer {
      VegaLayer(
        bars, .text(style, .center, .bottom, dy: -9),
        .x("mean", { $0.scenario.estimate.mean / divisor }, scale: scale, axis: axis), .yPixels(\.y),
        .text("label") { text($0.scenario.estimate, setting).mean })
    }
    let layers: [VegaLayer] =
      [
        VegaLayer([0.0], VegaMark(.rule, .zero), .x("mean", { $0 }, scale: scale, axis: axis)),
        VegaLayer(
          [0.0], .text(.remark, .center, .bottom, dy: -4), .x("mean", { $0 }, scale: scale, axis: axis),
          .yAt(pixels: 0), .text("text") { _ in say("geen verschil", "no difference") }),
        line(.interval95, \.interval95), line(.interval80, \.interval80),
        VegaLayer(
          bars, VegaMark(.point, .point),
          .x("mean", { $0.scenario.estimate.mean / divisor }, scale: scale, axis: axis), .yPixels(\.y),
          .tone { $0.sign.tone(isMoreBetter: isMoreBetter) }, .shape { $0.sign.shape() },
          .tooltip(
            .text(say("keuze", "choice")) { ChartText.clean($0.scenario.label) },
            .text(say("gemiddeld", "mean")) { text($0.scenario.estimate, setting).mean },
            .text("95%") { text($0.scenario.estimate, setting).range },
            .text("80%") {
              setting.numbers.range(
                $0.scenario.estimate.interval80, unit: unit, error: $0.scenario.estimate.standardError,
                largest: largest)
            })),
        means(.halo), means(.value),
      ] + rows.layers
    return VegaView(width: setting.panelWidth, height: rows.height, layers: layers)
  }

  private func description(_ title: String, _ sorted: [Scenario], _ setting: ChartSetting) -> String {
    let parts = sorted.map { scenario in
      let (mean, range) = text(scenario.estimate, setting)
      return "\(ChartText.clean(scenario.label)) \(mean) (95%: \(range))"
    }
    guard !parts.isEmpty else { return title + "." }
    return title + ". "
      + setting.say("Gemiddeld, van hoog naar laag: ", "On average, from high to low: ")
      + parts.joined(separator: "; ") + "."
  }
}
