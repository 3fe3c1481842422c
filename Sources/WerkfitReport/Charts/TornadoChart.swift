import Foundation
import WerkfitStudy

/// What each assumption does on its own: the outcome with it low and with it high, the widest first.
struct TornadoChart: Sendable, Hashable {
  /// An assumption.
  struct Assumption: Sendable, Hashable {
    /// Its name.
    var label: String
    /// Its low and high value as text, such as `€ 2.900` and `€ 5.700`.
    var low: String, high: String
    /// The outcome with it low and with it high.
    var outcomeAtLow: Double, outcomeAtHigh: Double
    /// Whether it is an estimate of our own, without a source.
    var isOwnEstimate: Bool
  }

  /// The outcome, such as `Saldo voor Regio en gemeenten`.
  var outcome: String
  /// Its unit.
  var unit: String
  /// What is computed, such as `Midden, als verschil met doorgaan zonder`.
  var subject: String
  /// The outcome with all assumptions at their mean.
  var base: Double
  /// The Monte Carlo standard error of the differences between outcomes; 0 for three digits.
  var standardError: Double = 0
  /// The share of each distribution between low and high, such as 0.95.
  var interval: Double = 0.95
  /// The assumptions.
  var assumptions: [Assumption]
  /// How many are shown; the others are counted in the subtitle.
  var most = 10

  private struct Bar {
    var assumption: Assumption
    var y: Double
    var isLow: Bool
    var end: Double { isLow ? assumption.outcomeAtLow : assumption.outcomeAtHigh }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let sorted = assumptions.filter { $0.outcomeAtLow.isFinite && $0.outcomeAtHigh.isFinite }
      .sorted { Self.width($0) > Self.width($1) }
    let shown = Array(sorted.prefix(max(most, 1)))
    let title = title(sorted, setting)
    let share = setting.numbers.text.percent(interval)
    var subtitle =
      say(
        "\(ChartText.clean(subject)). Elke aanname apart van laag naar hoog (\(share) ertussen), de andere op hun gemiddelde. ",
        "\(ChartText.clean(subject)). Each assumption alone from low to high (\(share) between), the others at their mean. "
      )
      + say("◄ aanname laag, ► aanname hoog.", "◄ assumption low, ► assumption high.")
    if shown.contains(where: \.isOwnEstimate) {
      subtitle += say(" ◊ eigen schatting, zonder bron.", " ◊ own estimate, without a source.")
    }
    if sorted.count > shown.count {
      subtitle += say(
        " De andere \(sorted.count - shown.count) aannames doen minder.",
        " The other \(sorted.count - shown.count) assumptions do less.")
    }
    return AnalysisChart(
      key: "tornado", title: title, description: description(title, shown, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]),
        content: .panel(panel(shown, setting)), theme: setting.theme))
  }

  private static func width(_ assumption: Assumption) -> Double {
    abs(assumption.outcomeAtHigh - assumption.outcomeAtLow)
  }

  private func title(_ sorted: [Assumption], _ setting: ChartSetting) -> String {
    let say = setting.say
    let outcome = ChartText.clean(outcome)
    guard let first = sorted.first, Self.width(first) > 0 else {
      return say(
        "Geen aanname verandert de uitkomst ‘\(outcome)’", "No assumption changes the outcome ‘\(outcome)’")
    }
    let crossing = sorted.filter { ($0.outcomeAtLow < 0) != ($0.outcomeAtHigh < 0) }.count
    let flips =
      crossing == 0
      ? say("geen enkele brengt de uitkomst apart over nul", "none on its own takes the outcome across zero")
      : crossing == 1
        ? say(
          "1 aanname brengt de uitkomst apart over nul",
          "1 assumption on its own takes the outcome across zero")
        : say(
          "\(crossing) aannames brengen de uitkomst apart over nul",
          "\(crossing) assumptions on their own take the outcome across zero")
    return say(
      "‘\(ChartText.clean(first.label))’ doet het meest met ‘\(outcome)’; \(flips)",
      "‘\(ChartText.clean(first.label))’ does most to ‘\(outcome)’; \(flips)")
  }

  private var largest: Double {
    ([base] + assumptions.flatMap { [$0.outcomeAtLow, $0.outcomeAtHigh] }).filter(\.isFinite).map(abs).max()
      ?? 0
  }

  private func text(_ value: Double, _ setting: ChartSetting) -> String {
    setting.numbers.string(value, unit: unit, error: standardError, largest: largest)
  }

  private func panel(_ shown: [Assumption], _ setting: ChartSetting) -> VegaView {
    let say = setting.say
    let rows = ChartRows(
      shown.map {
        let mark = $0.isOwnEstimate ? "◊ " : ""
        return .init(
          mark + ChartText.clean($0.label),
          details: "◄ \(ChartText.clean($0.low))   ► \(ChartText.clean($0.high))")
      }, marks: shown.map { _ in 24 }, in: setting, gap: 10)
    let axisUnit = setting.numbers.axisUnit(unit, largest: largest)
    let divisor = axisUnit.divisor
    let ends = shown.flatMap { [$0.outcomeAtLow, $0.outcomeAtHigh] }
    let widest = ends.map { ChartText.width("► " + text($0, setting), size: 12) + 12 }.max() ?? 60
    let scale = VegaScale.over(
      ChartSetting.domain(
        (ends + [base]).map { $0 / divisor }, withZero: false, left: widest, right: widest,
        width: setting.axisWidth(left: rows.left)))
    let label = [ChartText.clean(outcome), axisUnit.label].filter { !$0.isEmpty }.joined(separator: ", ")
    let axis = VegaAxis(
      title: setting.axisTitle(label, width: setting.axisWidth(left: rows.left)),
      format: ChartNumbers.axisFormat, tickCount: setting.isNarrow ? 4 : 6, hasGrid: true)
    let bars = zip(shown, rows.centres).flatMap { assumption, y in
      [Bar(assumption: assumption, y: y, isLow: true), Bar(assumption: assumption, y: y, isLow: false)]
    }
    func values(_ isLeft: Bool, _ style: ChartStyle) -> VegaLayer {
      // The lower outcome of the two stands at the left; where both are equal, low does.
      let side = bars.filter { bar in
        let isLower =
          bar.isLow
          ? bar.assumption.outcomeAtLow <= bar.assumption.outcomeAtHigh
          : bar.assumption.outcomeAtHigh < bar.assumption.outcomeAtLow
        return isLower == isLeft
      }
      return VegaLayer(
        side, .text(style, isLeft ? .right : .left, .middle, dx: isLeft ? -5 : 5),
        .x("end", { (isLeft ? min($0.end, base) : max($0.end, base)) / divisor }, scale: scale, axis: axis),
        .yPixels(\.y),
        .text("label") {
          "\(isLeft ? "" : text($0.end, setting) + " ")\($0.isLow ? "◄" : "►")\(isLeft ? " " + text($0.end, setting) : "")"
        })
    }
    let layers: [VegaLayer] =
      [
        VegaLayer(
          bars, VegaMark(.bar, .bar),
          .x("outcome", { $0.end / divisor }, scale: scale, axis: axis), .x2("base") { _ in base / divisor },
          .yPixels { $0.y - 9 }, .y2Pixels { $0.y + 9 }, .tone { $0.isLow ? .purple : .green },
          .tooltip(
            .text(say("aanname", "assumption")) { ChartText.clean($0.assumption.label) },
            .text(say("waarde", "value")) {
              ChartText.clean($0.isLow ? $0.assumption.low : $0.assumption.high)
            },
            .text(say("uitkomst", "outcome")) { text($0.end, setting) },
            .text(say("herkomst", "origin")) {
              $0.assumption.isOwnEstimate
                ? say("eigen schatting", "own estimate") : say("met bron", "with a source")
            })),
        VegaLayer([base / divisor], VegaMark(.rule, .zero), .x("base", { $0 }, scale: scale, axis: axis)),
        VegaLayer(
          [base / divisor], .text(.remark, .center, .bottom, dy: -4),
          .x("base", { $0 }, scale: scale, axis: axis),
          .yAt(pixels: 0),
          .text("text") { _ in say("alles op het gemiddelde: ", "all at the mean: ") + text(base, setting) }),
        values(true, .halo), values(true, .value), values(false, .halo), values(false, .value),
      ] + rows.layers
    return VegaView(width: setting.panelWidth, height: rows.height, layers: layers)
  }

  private func description(_ title: String, _ shown: [Assumption], _ setting: ChartSetting) -> String {
    let say = setting.say
    let parts = shown.prefix(5).map {
      "\(ChartText.clean($0.label)) "
        + say(
          "van \(text($0.outcomeAtLow, setting)) (\(ChartText.clean($0.low))) tot \(text($0.outcomeAtHigh, setting)) (\(ChartText.clean($0.high)))",
          "from \(text($0.outcomeAtLow, setting)) (\(ChartText.clean($0.low))) to \(text($0.outcomeAtHigh, setting)) (\(ChartText.clean($0.high)))"
        )
        + ($0.isOwnEstimate ? say(", eigen schatting", ", own estimate") : "")
    }
    var sentences = [
      title + ".",
      say(
        "Met alles op het gemiddelde: \(text(base, setting)).",
        "With all at the mean: \(text(base, setting))."),
    ]
    if !parts.isEmpty {
      sentences.append(
        say("De breedste, aanname laag en hoog: ", "The widest, assumption low and high: ")
          + parts.joined(separator: "; ") + ".")
    }
    return sentences.joined(separator: " ")
  }
}
