import Foundation
import WerkfitStudy

/// Who pays and who gains: the balance of each party as a bar from zero, with society as the sum below.
struct PartiesChart: Sendable, Hashable {
  /// A party.
  struct Party: Sendable, Hashable {
    /// Its name.
    var label: String
    /// Its balance in money, as a difference with the reference.
    var balance: ChartEstimate
  }

  /// The choice that is shown.
  var scenario: String
  /// The name of the reference.
  var reference: String
  /// The parties, society not among them.
  var parties: [Party]
  /// The balance of society, the sum of all, or nil where it was not computed.
  var society: ChartEstimate?
  /// The months counted.
  var horizonMonths: Int
  /// Effects without a price, which no bar counts (PM).
  var unpriced: [String] = []

  private struct Bar {
    var party: Party
    var y: Double
    var sign: ChartSign { party.balance.sign }
    var tone: ChartTone { party.balance.mean > 0 ? .blue : party.balance.mean < 0 ? .vermilion : .grey }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let sorted = parties.sorted { $0.balance.mean > $1.balance.mean }
    let title = title(sorted, say)
    let span = setting.numbers.span(months: horizonMonths)
    var subtitle = [
      say(
        """
        ‘\(ChartText.clean(scenario))’ als verschil met ‘\(ChartText.clean(reference))’, over \(span). \
        Balk: gemiddelde; streep: 95%. + gaat erop vooruit, − gaat erop achteruit, ± onzeker (95%).
        """,
        """
        ‘\(ChartText.clean(scenario))’ as a difference with ‘\(ChartText.clean(reference))’, over \(span). \
        Bar: mean; line: 95%. + gains, − loses, ± uncertain (95%).
        """)
    ]
    if !unpriced.isEmpty {
      subtitle.append(
        say("Niet in geld geteld (PM): ", "Not counted in money (PM): ")
          + unpriced.map(ChartText.clean).joined(separator: ", ") + ".")
    }
    return AnalysisChart(
      key: "parties", title: title, description: description(title, sorted, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: subtitle),
        content: .panel(panel(sorted, setting)), theme: setting.theme))
  }

  private func title(_ sorted: [Party], _ say: Wording) -> String {
    let gains = sorted.filter { $0.balance.sign == .above }.map { ChartText.clean($0.label) }
    let losses = sorted.reversed().filter { $0.balance.sign == .below }.map { ChartText.clean($0.label) }
    func some(_ names: [String]) -> String {
      names.count > 3 && names.joined().count > 60
        ? say("\(names.count) partijen", "\(names.count) parties")
        : ChartText.list(names, and: say("en", "and"))
    }
    switch (gains.isEmpty, losses.isEmpty) {
    case (false, false):
      return say(
        "Erop vooruit: \(some(gains)). Erop achteruit: \(some(losses))",
        "Gain: \(some(gains)). Lose: \(some(losses))")
    case (false, true):
      return say(
        "Erop vooruit: \(some(gains)); niemand gaat er zeker op achteruit",
        "Gain: \(some(gains)); nobody loses for certain")
    case (true, false):
      return say(
        "Erop achteruit: \(some(losses)); niemand gaat er zeker op vooruit",
        "Lose: \(some(losses)); nobody gains for certain")
    case (true, true):
      let isFlat = sorted.allSatisfy { $0.balance.sign == .zero }
      return isFlat
        ? say("Voor geen enkele partij verandert er iets", "Nothing changes for any party")
        : say(
          "Wie erop vooruitgaat en wie erop achteruit, is onzeker", "Who gains and who loses is uncertain")
    }
  }

  private var all: [Party] {
    parties + (society.map { [Party(label: "", balance: $0)] } ?? [])
  }

  private var largest: Double {
    all.flatMap { [$0.balance.interval95.lowerBound, $0.balance.interval95.upperBound] }.map(abs).max() ?? 0
  }

  private func text(_ estimate: ChartEstimate, _ setting: ChartSetting) -> (mean: String, range: String) {
    (
      setting.numbers.string(estimate.mean, unit: "money", error: estimate.standardError, largest: largest),
      setting.numbers.range(
        estimate.interval95, unit: "money", error: estimate.standardError, largest: largest)
    )
  }

  private static func symbol(_ sign: ChartSign) -> String {
    switch sign {
    case .above: "+"
    case .below: "−"
    case .unclear: "±"
    case .zero: "0"
    }
  }

  private func panel(_ sorted: [Party], _ setting: ChartSetting) -> VegaView {
    let say = setting.say
    let sum =
      society.map { [Party(label: say("Samenleving, alles samen", "Society, all together"), balance: $0)] }
      ?? []
    let shown = sorted + sum
    let rows = ChartRows(
      shown.map {
        .init(
          "\(Self.symbol($0.balance.sign))\u{a0} \(ChartText.clean($0.label))",
          details: $0.balance.sign == .zero
            ? say("verandert niet", "does not change") : "95%: " + text($0.balance, setting).range)
      },
      marks: shown.map { _ in 26 }, in: setting, breaks: sum.isEmpty ? [] : [sorted.count], gap: 10)
    let unit = setting.numbers.axisUnit("money", largest: largest)
    let divisor = unit.divisor
    let ends = all.flatMap {
      [$0.balance.interval95.lowerBound / divisor, $0.balance.interval95.upperBound / divisor]
    }
    // The values stand behind the whiskers, so the axis needs room there.
    let widest = all.map { ChartText.width(text($0.balance, setting).mean, size: 12) + 10 }.max() ?? 60
    let hasLosses = all.contains { $0.balance.mean < 0 }
    let scale = VegaScale.over(
      ChartSetting.domain(
        ends, withZero: true, left: hasLosses ? widest : 4, right: widest,
        width: setting.axisWidth(left: rows.left)))
    let axis = VegaAxis(
      title: setting.axisTitle(
        say("saldo, \(unit.label)", "balance, \(unit.label)"), width: setting.axisWidth(left: rows.left)),
      format: ChartNumbers.axisFormat, tickCount: setting.isNarrow ? 4 : 6, hasGrid: true)
    let bars = zip(shown, rows.centres).map { Bar(party: $0, y: $1) }
    let isRight = { (bar: Bar) in bar.party.balance.mean >= 0 }
    func label(
      _ bars: [Bar], _ style: ChartStyle, _ align: VegaMark.Align, _ end: @escaping (Bar) -> Double
    ) -> VegaLayer {
      VegaLayer(
        bars, .text(style, align, .middle, dx: align == .left ? 6 : -6),
        .x("end", { end($0) / divisor }, scale: scale, axis: axis), .yPixels(\.y),
        .text("label") { text($0.party.balance, setting).mean })
    }
    var layers: [VegaLayer] = [
      VegaLayer(
        bars, VegaMark(.bar, .bar),
        .x("balance", { $0.party.balance.mean / divisor }, scale: scale, axis: axis), .x2("zero") { _ in 0 },
        .yPixels { $0.y - 9 }, .y2Pixels { $0.y + 9 }, .tone(\.tone),
        .tooltip(
          .text(say("partij", "party")) { ChartText.clean($0.party.label) },
          .text(say("gemiddeld saldo", "mean balance")) { text($0.party.balance, setting).mean },
          .text("95%") { text($0.party.balance, setting).range })),
      VegaLayer(
        bars, VegaMark(.rule, .whisker),
        .x("lower", { $0.party.balance.interval95.lowerBound / divisor }, scale: scale, axis: axis),
        .x2("upper") { $0.party.balance.interval95.upperBound / divisor }, .yPixels(\.y)),
      VegaLayer([0.0], VegaMark(.rule, .zero), .x("balance", { $0 }, scale: scale, axis: axis)),
      label(bars.filter(isRight), .halo, .left) { $0.party.balance.interval95.upperBound },
      label(bars.filter(isRight), .value, .left) { $0.party.balance.interval95.upperBound },
      label(bars.filter { !isRight($0) }, .halo, .right) { $0.party.balance.interval95.lowerBound },
      label(bars.filter { !isRight($0) }, .value, .right) { $0.party.balance.interval95.lowerBound },
    ]
    if !sum.isEmpty, rows.spans.indices.contains(sorted.count) {
      let y = rows.spans[sorted.count].lowerBound - 12
      layers.insert(
        VegaLayer(
          [y], VegaMark(.rule, .separator).with { $0.strokeWidth = 2 }, .yPixels { $0 },
          .xAt(pixels: -rows.left), .x2AtRightEdge),
        at: 0)
    }
    return VegaView(
      width: setting.panelWidth, height: rows.height, layers: layers + rows.layers)
  }

  private func description(_ title: String, _ sorted: [Party], _ setting: ChartSetting) -> String {
    let say = setting.say
    var sentences = [title + "."]
    let parts = sorted.map {
      "\(ChartText.clean($0.label)) \(text($0.balance, setting).mean) (95%: \(text($0.balance, setting).range))"
    }
    if !parts.isEmpty {
      sentences.append(
        say("Gemiddeld saldo, van hoog naar laag: ", "Mean balance, from high to low: ")
          + parts.joined(separator: "; ") + ".")
    }
    if let society {
      let (mean, range) = text(society, setting)
      sentences.append(
        say(
          "Samen, voor de samenleving: \(mean) (95%: \(range)).",
          "Together, for society: \(mean) (95%: \(range))."))
    }
    if !unpriced.isEmpty {
      sentences.append(
        say("Niet in geld geteld: ", "Not counted in money: ")
          + unpriced.map(ChartText.clean).joined(separator: ", ") + ".")
    }
    return sentences.joined(separator: " ")
  }
}
