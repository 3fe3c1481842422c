import Foundation
import WerkfitStudy

/// What each choice yields or costs one party: a dot for every so many outcomes, with interval and mean.
struct BalanceChart: Sendable, Hashable {
  /// A choice.
  struct Scenario: Sendable, Hashable {
    /// Its name.
    var label: String
    /// From 20 to 50 quantiles in equal steps of chance, in money; each becomes a dot.
    var quantiles: [Double]
    /// Its mean and intervals.
    var estimate: ChartEstimate
  }

  /// The party whose money it is.
  var party: String
  /// The choices.
  var scenarios: [Scenario]
  /// The name of what the balances are differences with, or nil for the balances themselves.
  var reference: String?
  /// The months counted.
  var horizonMonths: Int

  private struct Dot {
    var value: Double
    var y: Double
    var name: String
  }

  private struct Bar {
    var scenario: Scenario
    var y: Double
    var name: String { ChartText.clean(scenario.label) }
    var sign: ChartSign { scenario.estimate.sign }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let sorted = scenarios.sorted { $0.estimate.mean > $1.estimate.mean }
    let title = ChartFinding(
      items: scenarios.map { .init(name: $0.label, sign: $0.estimate.sign) }, say: say
    ).balance(for: party, isDifference: reference != nil)
    let dots = scenarios.map(\.quantiles.count).max() ?? 0
    var subtitle =
      [
        reference.map {
          say(
            "Saldo als verschil met ‘\(ChartText.clean($0))’",
            "Balance as a difference with ‘\(ChartText.clean($0))’")
        } ?? say("Saldo", "Balance"),
        say(
          "over \(setting.numbers.span(months: horizonMonths))",
          "over \(setting.numbers.span(months: horizonMonths))"),
      ].joined(separator: " ") + "."
    if dots > 0 {
      subtitle += say(
        " Elk bolletje of ruitje is 1 van de \(dots) uitkomsten die even waarschijnlijk zijn.",
        " Each dot or diamond is 1 of \(dots) equally likely outcomes.")
    }
    subtitle += say(
      " Streep: 95%, dik: 80%. Teken op de streep: gemiddelde.",
      " Line: 95%, thick: 80%. Sign on the line: mean.")
    return AnalysisChart(
      key: "balance", title: title, description: description(title, sorted, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]),
        content: .panel(panel(sorted, setting)), theme: setting.theme))
  }

  private var largest: Double {
    scenarios.flatMap { [$0.estimate.interval95.lowerBound, $0.estimate.interval95.upperBound] }
      .map(abs).max() ?? 0
  }

  private func text(_ scenario: Scenario, _ setting: ChartSetting) -> (mean: String, range: String) {
    let (estimate, numbers) = (scenario.estimate, setting.numbers)
    let error = estimate.standardError
    return (
      numbers.string(estimate.mean, unit: "money", error: error, largest: largest),
      numbers.range(estimate.interval95, unit: "money", error: error, largest: largest)
    )
  }

  private func panel(_ sorted: [Scenario], _ setting: ChartSetting) -> VegaView {
    let say = setting.say
    let largest = largest
    let diameter = setting.isNarrow ? 9.0 : 11.0
    let unit = setting.numbers.axisUnit("money", largest: largest)
    let domain = ChartSetting.domain(
      scenarios.flatMap {
        [$0.estimate.interval95.lowerBound, $0.estimate.interval95.upperBound] + $0.quantiles
      }.map { $0 / unit.divisor })
    let left = ChartRows.left(in: setting)
    let ranges = scenarios.map {
      ($0.estimate.interval95.upperBound - $0.estimate.interval95.lowerBound) / unit.divisor
    }
    // As wide as a dot, or wider where the dots would else lie in one flat line.
    let step = max(
      (domain.upperBound - domain.lowerBound) / max(setting.axisWidth(left: left) / diameter, 1),
      (ranges.max() ?? 0) / 14)
    let stacks = sorted.map { scenario in
      isFlat(scenario, domain, unit.divisor)
        ? []
        : Self.stacked(scenario.quantiles.map { $0 / unit.divisor }, from: domain.lowerBound, step: step)
    }
    let levels = stacks.map { Double(($0.map(\.level).max() ?? -1) + 1) }
    // A high column is pressed together, so that a choice without spread takes no more room than the others.
    let rises = levels.map { min(diameter, 5 * diameter / max($0, 1)) }
    let heights = zip(levels, rises).map { $0 * $1 + 22 }
    let rows = ChartRows(
      sorted.map { scenario in
        let (mean, range) = text(scenario, setting)
        return .init(
          scenario.label,
          details: say("gemiddeld \(mean)", "mean \(mean)"), "95%: \(range)")
      }, marks: heights, in: setting, gap: 16)
    var dots: [Dot] = []
    var bars: [Bar] = []
    for (index, scenario) in sorted.enumerated() where index < rows.centres.count {
      let base = rows.centres[index] + heights[index] / 2 - 18
      bars.append(Bar(scenario: scenario, y: base + 8))
      dots += stacks[index].map {
        Dot(
          value: $0.value, y: base - (Double($0.level) + 0.5) * rises[index],
          name: ChartText.clean(scenario.label))
      }
    }
    let flat = zip(sorted, rows.centres).compactMap {
      isFlat($0, domain, unit.divisor) ? Bar(scenario: $0, y: $1) : nil
    }
    let axis = VegaAxis(
      title: setting.axisTitle(
        say("saldo voor ", "balance for ") + "\(ChartText.clean(party)), \(unit.label)",
        width: setting.axisWidth(left: left)),
      format: ChartNumbers.axisFormat, tickCount: setting.isNarrow ? 4 : 6, hasGrid: true)
    let scale = VegaScale.over(domain)
    let choice = say("keuze", "choice")
    let layers: [VegaLayer] =
      [
        VegaLayer(
          dots, VegaMark(.point, .dot).with { $0.size = (diameter - 1) * (diameter - 1) },
          .x("balance", \.value, scale: scale, axis: axis), .yPixels(\.y),
          .tone { $0.value > 0 ? .blue : .vermilion },
          .shape { $0.value > 0 ? .circle : .diamond },
          .tooltip(
            .text(choice, \.name),
            .text(say("saldo", "balance")) {
              setting.numbers.string($0.value * unit.divisor, unit: "money", largest: largest)
            })),
        VegaLayer(
          [0.0], VegaMark(.rule, .zero), .x("balance", { $0 }, scale: scale, axis: axis)),
        VegaLayer(
          [0.0], .text(.remark, .center, .bottom, dy: -4), .x("balance", { $0 }, scale: scale, axis: axis),
          .yAt(pixels: 0), .text("text") { _ in say("quitte", "even") }),
        interval(bars, .interval95, \.interval95, scale: scale, axis: axis, divisor: unit.divisor),
        interval(bars, .interval80, \.interval80, scale: scale, axis: axis, divisor: unit.divisor),
        VegaLayer(
          bars, VegaMark(.point, .point),
          .x("mean", { $0.scenario.estimate.mean / unit.divisor }, scale: scale, axis: axis), .yPixels(\.y),
          .tone { $0.sign.tone() }, .shape { $0.sign.shape() },
          .tooltip(
            .text(choice, \.name),
            .text(say("gemiddeld", "mean")) { text($0.scenario, setting).mean },
            .text("95%") { text($0.scenario, setting).range },
            .text("80%") {
              setting.numbers.range(
                $0.scenario.estimate.interval80, unit: "money", error: $0.scenario.estimate.standardError,
                largest: largest)
            })),
        VegaLayer(
          flat.filter { !isRightOfMiddle($0, domain, unit.divisor) },
          .text(.remark, .left, .middle, dx: 10, dy: 0),
          .x("mean", { $0.scenario.estimate.mean / unit.divisor }, scale: scale, axis: axis),
          .yPixels { $0.y + 1 }, .text("text") { _ in say("bijna geen spreiding", "hardly any spread") }),
        VegaLayer(
          flat.filter { isRightOfMiddle($0, domain, unit.divisor) },
          .text(.remark, .right, .middle, dx: -10, dy: 0),
          .x("mean", { $0.scenario.estimate.mean / unit.divisor }, scale: scale, axis: axis),
          .yPixels { $0.y + 1 }, .text("text") { _ in say("bijna geen spreiding", "hardly any spread") }),
      ] + rows.layers
    return VegaView(
      width: setting.panelWidth, height: rows.height, layers: layers)
  }

  /// Whether all outcomes of a choice would fall on one dot.
  private func isFlat(_ scenario: Scenario, _ domain: ClosedRange<Double>, _ divisor: Double) -> Bool {
    let range = scenario.estimate.interval95
    return (range.upperBound - range.lowerBound) / divisor < (domain.upperBound - domain.lowerBound) * 0.02
  }

  private func isRightOfMiddle(_ bar: Bar, _ domain: ClosedRange<Double>, _ divisor: Double) -> Bool {
    bar.scenario.estimate.mean / divisor > (domain.lowerBound + domain.upperBound) / 2
  }

  private func interval(
    _ bars: [Bar], _ style: ChartStyle, _ range: @escaping (ChartEstimate) -> ClosedRange<Double>,
    scale: VegaScale, axis: VegaAxis, divisor: Double
  ) -> VegaLayer {
    VegaLayer(
      bars, VegaMark(.rule, style),
      .x("lower", { range($0.scenario.estimate).lowerBound / divisor }, scale: scale, axis: axis),
      .x2("upper") { range($0.scenario.estimate).upperBound / divisor }, .yPixels(\.y),
      .tone { $0.sign.tone() })
  }

  /// The values in columns as wide as a dot, each on top of the ones before it; never across zero.
  private static func stacked(_ values: [Double], from low: Double, step: Double) -> [(
    value: Double, level: Int
  )] {
    var levels: [Int: Int] = [:]
    return values.filter(\.isFinite).sorted().map { value in
      guard step > 0, step.isFinite else { return (value, 0) }
      // Columns are counted from zero, so that none holds gains and losses together.
      let column = Int(max(-1e6, min(1e6, (value / step).rounded(.down))))
      let level = levels[column, default: 0]
      levels[column] = level + 1
      return ((Double(column) + 0.5) * step, level)
    }
  }

  private func description(_ title: String, _ sorted: [Scenario], _ setting: ChartSetting) -> String {
    let say = setting.say
    let parts = sorted.map { scenario in
      let (mean, range) = text(scenario, setting)
      return "\(ChartText.clean(scenario.label)) \(mean) (95%: \(range))"
    }
    guard !parts.isEmpty else { return title + "." }
    return title + ". "
      + say(
        "Van het hoogste naar het laagste gemiddelde saldo: ", "From the highest to the lowest mean balance: "
      )
      + parts.joined(separator: "; ") + "."
  }
}
