import Foundation
import WerkfitStudy

/// Published figures beside what the model gives, each as a percentage of the published figure.
struct PublishedChart: Sendable, Hashable {
  /// What a figure can prove about the model.
  enum Status: Sendable, Hashable, CaseIterable {
    /// Not used as input.
    case reproduced
    /// Put into the model by hand.
    case calibratedByHand
    /// Fitted by calibration.
    case fitted
    /// Follows from other figures by arithmetic.
    case arithmetic
    /// A target, not a result.
    case target
    /// Lacks the number of people, the period or the base.
    case untestable
    /// The source contradicts itself.
    case contradictory
  }

  /// A published figure.
  struct Figure: Sendable, Hashable {
    /// Its name.
    var label: String
    /// Its unit; `share` for a share.
    var unit: String
    /// The published value.
    var published: Double
    /// Mean and 95% of the model, or nil where the model does not give it.
    var model: ChartEstimate?
    /// What it can prove.
    var status: Status
    /// A remark of the study in place of the standard words of the status.
    var statusText: String?
  }

  /// What the figures are about, such as the title of the study.
  var subject: String
  /// The figures.
  var figures: [Figure]

  private struct Bar {
    var figure: Figure
    var model: ChartEstimate
    var y: Double
    var isInside: Bool { model.interval95.contains(figure.published) }
  }

  /// Percentages beyond this are shown by an arrow at the edge.
  private static let edge = 250.0

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let title = title(say)
    let subtitle = say(
      """
      \(ChartText.clean(subject)). Uitkomst van het model als deel van het gepubliceerde cijfer (100%). \
      Teken: gemiddelde, streep: 95%. Alleen ‘gereproduceerd’ toetst het model; de andere cijfers zijn gebruikt \
      om het model te maken, of zijn niet te toetsen.
      """,
      """
      \(ChartText.clean(subject)). Outcome of the model as a share of the published figure (100%). \
      Sign: mean, line: 95%. Only ‘reproduced’ tests the model; the other figures were used to make it, or \
      cannot be tested.
      """)
    return AnalysisChart(
      key: "published", title: title, description: description(title, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]),
        content: .panel(panel(setting)), theme: setting.theme))
  }

  /// What tests the model first.
  private var sorted: [Figure] {
    figures.filter { $0.status == .reproduced } + figures.filter { $0.status != .reproduced }
  }

  private static func isInside(_ figure: Figure) -> Bool? {
    figure.model.map { $0.interval95.contains(figure.published) }
  }

  private func title(_ say: Wording) -> String {
    let tests = figures.filter { $0.status == .reproduced && $0.model != nil }
    let inside = tests.filter { Self.isInside($0) == true }.count
    if figures.isEmpty { return say("Er zijn geen gepubliceerde cijfers", "There are no published figures") }
    if tests.isEmpty {
      return say(
        "Geen van de \(figures.count) gepubliceerde cijfers toetst het model",
        "None of the \(figures.count) published figures tests the model")
    }
    if tests.count == 1 {
      return inside == 1
        ? say(
          "Het ene cijfer dat het model toetst, ligt binnen het interval",
          "The one figure that tests the model lies inside the interval")
        : say(
          "Het ene cijfer dat het model toetst, ligt buiten het interval",
          "The one figure that tests the model lies outside the interval")
    }
    return say(
      "\(inside) van de \(tests.count) cijfers die het model toetsen, liggen binnen het interval",
      "\(inside) of the \(tests.count) figures that test the model lie inside the interval")
  }

  private static func words(_ figure: Figure, _ say: Wording) -> String {
    let isInside = isInside(figure)
    let symbol: String
    var words: String
    switch figure.status {
    case .reproduced:
      symbol = isInside == true ? "●" : "○"
      words =
        isInside == true
        ? say("gereproduceerd: binnen het interval", "reproduced: inside the interval")
        : isInside == false
          ? say("toets: buiten het interval", "test: outside the interval")
          : say("toets: niet door te rekenen", "test: cannot be computed")
    case .calibratedByHand: (symbol, words) = ("=", say("ingesteld", "set by hand"))
    case .fitted: (symbol, words) = ("≈", say("gefit", "fitted"))
    case .arithmetic: (symbol, words) = ("∑", say("rekenkundig", "arithmetic"))
    case .target: (symbol, words) = ("►", say("doel, geen resultaat", "target, not a result"))
    case .untestable: (symbol, words) = ("?", say("niet toetsbaar", "cannot be tested"))
    case .contradictory:
      (symbol, words) = ("≠", say("bron spreekt zichzelf tegen", "source contradicts itself"))
    }
    if figure.status != .reproduced, let own = figure.statusText { words = ChartText.clean(own) }
    return "\(symbol) \(words)"
  }

  private static func tone(_ bar: Bar) -> ChartTone {
    guard bar.figure.status == .reproduced else { return .grey }
    return bar.isInside ? .blue : .vermilion
  }

  private func numbers(_ figure: Figure, _ setting: ChartSetting) -> String {
    let (say, numbers) = (setting.say, setting.numbers)
    let largest = max(abs(figure.published), figure.model.map { abs($0.interval95.upperBound) } ?? 0)
    func text(_ value: Double) -> String { numbers.string(value, unit: figure.unit, largest: largest) }
    let published = say("gepubliceerd", "published") + " \(text(figure.published))"
    guard let model = figure.model else {
      return published + say("; model: niet berekend", "; model: not computed")
    }
    let range = numbers.range(model.interval95, unit: figure.unit, largest: largest)
    return published + "; model \(text(model.mean)) (95%: \(range))"
  }

  private func percent(_ value: Double, of figure: Figure) -> Double {
    guard figure.published != 0 else { return value == 0 ? 100 : .nan }
    return value / figure.published * 100
  }

  private func panel(_ setting: ChartSetting) -> VegaView {
    let say = setting.say
    let sorted = sorted
    let rows = ChartRows(
      sorted.map { .init($0.label, details: Self.words($0, say), numbers($0, setting)) },
      marks: sorted.map { _ in 22 }, in: setting, share: 0.48)
    let bars = zip(sorted, rows.centres).compactMap { figure, y in
      figure.model.flatMap { model in
        percent(model.mean, of: figure).isFinite ? Bar(figure: figure, model: model, y: y) : nil
      }
    }
    func place(_ value: Double, _ bar: Bar) -> Double { min(percent(value, of: bar.figure), Self.edge) }
    let values = bars.flatMap {
      [place($0.model.interval95.lowerBound, $0), place($0.model.interval95.upperBound, $0)]
    }
    let scale = VegaScale.over(ChartSetting.domain(values + [75, 125], withZero: false))
    let axis = VegaAxis(
      title: setting.axisTitle(
        say(
          "model als percentage van het gepubliceerde cijfer", "model as a percentage of the published figure"
        ),
        width: setting.axisWidth(left: rows.left)),
      format: ChartNumbers.axisFormat, tickCount: setting.isNarrow ? 4 : 6, hasGrid: true)
    let beyond = bars.filter { percent($0.model.interval95.upperBound, of: $0.figure) > Self.edge }
    let layers: [VegaLayer] =
      [
        VegaLayer([100.0], VegaMark(.rule, .zero), .x("percent", { $0 }, scale: scale, axis: axis)),
        VegaLayer(
          [100.0], .text(.remark, .center, .bottom, dy: -4), .x("percent", { $0 }, scale: scale, axis: axis),
          .yAt(pixels: 0), .text("text") { _ in say("gepubliceerd", "published") }),
        VegaLayer(
          bars, VegaMark(.rule, .interval95).with { $0.strokeWidth = 4 },
          .x("lower", { place($0.model.interval95.lowerBound, $0) }, scale: scale, axis: axis),
          .x2("upper") { place($0.model.interval95.upperBound, $0) }, .yPixels(\.y), .tone(Self.tone)),
        VegaLayer(
          beyond, VegaMark(.point, .point).with { $0.shape = .triangleRight },
          .x("edge", { _ in Self.edge }, scale: scale, axis: axis), .yPixels(\.y), .tone(Self.tone)),
        VegaLayer(
          bars, VegaMark(.point, .point),
          .x("mean", { place($0.model.mean, $0) }, scale: scale, axis: axis), .yPixels(\.y), .tone(Self.tone),
          .shape { $0.figure.status != .reproduced ? .square : $0.isInside ? .circle : .diamond },
          .tooltip(
            .text(say("cijfer", "figure")) { ChartText.clean($0.figure.label) },
            .text(say("getallen", "numbers")) { numbers($0.figure, setting) },
            .text("status") { Self.words($0.figure, say) })),
      ] + rows.layers
    return VegaView(width: setting.panelWidth, height: rows.height, layers: layers)
  }

  private func description(_ title: String, _ setting: ChartSetting) -> String {
    let parts = sorted.map {
      "\(ChartText.clean($0.label)): \(numbers($0, setting)), \(Self.words($0, setting.say).dropFirst(2))"
    }
    guard !parts.isEmpty else { return title + "." }
    return title + ". " + parts.joined(separator: ". ") + "."
  }
}
