import Foundation
import WerkfitStudy

/// What each choice costs against what it does, with intervals and the line of the most effect for the money.
struct CostEffectChart: Sendable, Hashable {
  /// A choice.
  struct Scenario: Sendable, Hashable {
    /// Its name.
    var label: String
    /// What it costs more than the reference, in money.
    var cost: ChartEstimate
    /// What it does more than the reference.
    var effect: ChartEstimate
    /// Whether it lies on the frontier of the means.
    var isOnFrontier: Bool
  }

  /// Who pays, such as `Regio en gemeenten`.
  var party: String
  /// The effect, such as `Extra duurzame uitstroom (12 maanden zonder uitkering)`.
  var effect: String
  /// Its unit, mostly `persons`.
  var unit: String
  /// The choices, without the reference.
  var scenarios: [Scenario]
  /// The name of the reference, which lies at zero.
  var reference: String
  /// The months counted.
  var horizonMonths: Int

  private struct Point {
    var scenario: Scenario
    var number: Int
    var tone: ChartTone { scenario.isOnFrontier ? .blue : .grey }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let title = title(say)
    let span = setting.numbers.span(months: horizonMonths)
    let reference = ChartText.clean(reference)
    let subtitle = say(
      """
      Kosten en effect over \(span), als verschil met ‘\(reference)’ (het nulpunt). Teken: gemiddelde; kruis: 80%. \
      Cirkel en lijn: gemiddeld het meeste effect voor het geld; vierkant: een andere keuze geeft dat voor minder.
      """,
      """
      Cost and effect over \(span), as a difference with ‘\(reference)’ (at zero). Sign: mean; cross: 80%. \
      Circle and line: on average the most effect for the money; square: another choice gives it for less.
      """)
    return AnalysisChart(
      key: "cost-effect", title: title, description: description(title, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panel(panel(setting)),
        theme: setting.theme))
  }

  private func title(_ say: Wording) -> String {
    if scenarios.isEmpty { return say("Er is nog niets doorgerekend", "Nothing has been computed yet") }
    let best = scenarios.filter(\.isOnFrontier).sorted { $0.effect.mean < $1.effect.mean }
    guard !best.isEmpty else {
      return say(
        "Geen keuze geeft gemiddeld meer effect dan ‘\(ChartText.clean(reference))’",
        "No choice gives more effect on average than ‘\(ChartText.clean(reference))’")
    }
    let names =
      best.count <= 3
      ? ChartText.list(best.map { "‘\(ChartText.clean($0.label))’" }, and: say("en", "and"))
      : say("\(best.count) van de \(scenarios.count) keuzes", "\(best.count) of \(scenarios.count) choices")
    let open = best.filter { $0.effect.sign != .above }
    let doubt: String
    switch open.count {
    case 0: doubt = ""
    case best.count: doubt = say("; of er effect is, is onzeker", "; whether there is an effect is uncertain")
    case 1:
      doubt = say(
        "; bij ‘\(ChartText.clean(open[0].label))’ is het effect onzeker",
        "; for ‘\(ChartText.clean(open[0].label))’ the effect is uncertain")
    default:
      doubt = say("; bij \(open.count) is het effect onzeker", "; for \(open.count) the effect is uncertain")
    }
    return say(
      "Gemiddeld het meeste effect voor het geld: \(names)\(doubt)",
      "On average the most effect for the money: \(names)\(doubt)")
  }

  private var largestCost: Double {
    scenarios.flatMap { [$0.cost.interval95.lowerBound, $0.cost.interval95.upperBound] }.map(abs).max() ?? 0
  }

  private var largestEffect: Double {
    scenarios.flatMap { [$0.effect.interval95.lowerBound, $0.effect.interval95.upperBound] }.map(abs).max()
      ?? 0
  }

  private func texts(_ scenario: Scenario, _ setting: ChartSetting) -> (
    cost: String, costRange: String, effect: String, effectRange: String
  ) {
    let numbers = setting.numbers
    let (cost, effect) = (scenario.cost, scenario.effect)
    return (
      numbers.string(cost.mean, unit: "money", error: cost.standardError, largest: largestCost),
      numbers.range(cost.interval95, unit: "money", error: cost.standardError, largest: largestCost),
      numbers.string(effect.mean, unit: unit, error: effect.standardError, largest: largestEffect),
      numbers.range(effect.interval95, unit: unit, error: effect.standardError, largest: largestEffect)
    )
  }

  private func panel(_ setting: ChartSetting) -> VegaView {
    let say = setting.say
    let money = setting.numbers.axisUnit("money", largest: largestCost)
    let effectUnit = setting.numbers.axisUnit(unit, largest: largestEffect)
    let points = scenarios.sorted { $0.effect.mean < $1.effect.mean }.enumerated().map {
      Point(scenario: $1, number: $0 + 1)
    }
    let effects = ChartSetting.domain(
      scenarios.flatMap { [$0.effect.interval80.lowerBound, $0.effect.interval80.upperBound] }.map {
        $0 / effectUnit.divisor
      },
      room: 0.08)
    let costs = ChartSetting.domain(
      scenarios.flatMap { [$0.cost.interval80.lowerBound, $0.cost.interval80.upperBound] }.map {
        $0 / money.divisor
      },
      room: 0.1)
    let gutter = 46.0
    let (width, height) = (setting.axisWidth(left: gutter, right: 8), setting.isNarrow ? 300.0 : 360)
    let (xScale, yScale) = (VegaScale.over(effects), VegaScale.over(costs))
    let xTitle = [ChartText.clean(effect), effectUnit.label].filter { !$0.isEmpty }.joined(separator: ", ")
    let xAxis = VegaAxis(
      title: setting.axisTitle(xTitle, width: width), format: ChartNumbers.axisFormat,
      tickCount: setting.isNarrow ? 5 : 7, hasGrid: true)
    let yAxis = VegaAxis(
      title: setting.axisTitle(
        say("extra kosten voor ", "extra cost for ") + "\(ChartText.clean(party)), \(money.label)",
        width: width),
      format: ChartNumbers.axisFormat, tickCount: 6, hasGrid: true, isTitleFlat: true)
    func x(_ value: Double) -> Double { value / effectUnit.divisor }
    func y(_ value: Double) -> Double { value / money.divisor }
    func pixels(_ point: Point) -> ChartLabels.Spot {
      .init(
        x: (x(point.scenario.effect.mean) - effects.lowerBound) / (effects.upperBound - effects.lowerBound)
          * width,
        y: (costs.upperBound - y(point.scenario.cost.mean)) / (costs.upperBound - costs.lowerBound) * height)
    }
    let words = quadrants(effects, costs, width: width, height: height, say)
    let frontier =
      [(0.0, 0.0)]
      + points.filter(\.scenario.isOnFrontier).map { (x($0.scenario.effect.mean), y($0.scenario.cost.mean)) }
    let bends = frontier.map { effect, cost in
      ChartLabels.Spot(
        x: (effect - effects.lowerBound) / (effects.upperBound - effects.lowerBound) * width,
        y: (costs.upperBound - cost) / (costs.upperBound - costs.lowerBound) * height)
    }
    let labels = ChartLabels.placed(
      points.map { setting.isNarrow ? "\($0.number)" : ChartText.clean($0.scenario.label) },
      at: points.map(pixels),
      obstacles: words.map { ChartLabels.box($0.text, x: $0.x, y: $0.y, isRight: $0.isRight) }
        + zip(bends, bends.dropFirst()).flatMap { ChartLabels.boxes(from: $0, to: $1) }, width: width,
      height: height)
    var layers: [VegaLayer] = [
      VegaLayer([0.0], VegaMark(.rule, .zero), .x("effect", { $0 }, scale: xScale, axis: xAxis)),
      VegaLayer([0.0], VegaMark(.rule, .zero), .y("cost", { $0 }, scale: yScale, axis: yAxis)),
      VegaLayer(
        points, VegaMark(.rule, .interval95),
        .x("lower", { x($0.scenario.effect.interval80.lowerBound) }, scale: xScale, axis: xAxis),
        .x2("upper") { x($0.scenario.effect.interval80.upperBound) },
        .y("cost", { y($0.scenario.cost.mean) }, scale: yScale, axis: yAxis), .tone(\.tone)),
      VegaLayer(
        points, VegaMark(.rule, .interval95),
        .x("effect", { x($0.scenario.effect.mean) }, scale: xScale, axis: xAxis),
        .y("lower", { y($0.scenario.cost.interval80.lowerBound) }, scale: yScale, axis: yAxis),
        .y2("upper") { y($0.scenario.cost.interval80.upperBound) }, .tone(\.tone)),
      VegaLayer(
        frontier.enumerated().map { ($0.offset, $0.element) }, VegaMark(.line, .line),
        .x("effect", { $0.1.0 }, scale: xScale, axis: xAxis),
        .y("cost", { $0.1.1 }, scale: yScale, axis: yAxis),
        .tone { _ in .blue }),
      VegaLayer(
        points, VegaMark(.point, .point),
        .x("effect", { x($0.scenario.effect.mean) }, scale: xScale, axis: xAxis),
        .y("cost", { y($0.scenario.cost.mean) }, scale: yScale, axis: yAxis), .tone(\.tone),
        .shape { $0.scenario.isOnFrontier ? .circle : .square },
        .tooltip(
          .text(say("keuze", "choice")) { ChartText.clean($0.scenario.label) },
          .text(say("extra kosten", "extra cost")) { texts($0.scenario, setting).cost },
          .text(say("kosten, 95%", "cost, 95%")) { texts($0.scenario, setting).costRange },
          .text(say("extra effect", "extra effect")) { texts($0.scenario, setting).effect },
          .text(say("effect, 95%", "effect, 95%")) { texts($0.scenario, setting).effectRange })),
    ]
    for style in [ChartStyle.halo, .rowDetail] {
      layers += [
        VegaLayer(
          words.filter { !$0.isRight }, .text(style, .left, .middle, dx: 6), .xAtLeft, .yPixels(\.y),
          .text("quadrant", \.text)),
        VegaLayer(
          words.filter(\.isRight), .text(style, .right, .middle, dx: -2), .xAtRightEdge, .yPixels(\.y),
          .text("quadrant", \.text)),
      ]
    }
    // In the units of the axes, so that names and lines stay with their points when the page is wider.
    func effectAt(_ spot: ChartLabels.Spot) -> Double {
      effects.lowerBound + spot.x / width * (effects.upperBound - effects.lowerBound)
    }
    func costAt(_ spot: ChartLabels.Spot) -> Double {
      costs.upperBound - spot.y / height * (costs.upperBound - costs.lowerBound)
    }
    let leaders = zip(points, labels).compactMap { point, label in label.leader.map { (point.scenario, $0) } }
    layers.append(
      VegaLayer(
        leaders, VegaMark(.rule, .leader), .x("effect", { x($0.0.effect.mean) }, scale: xScale, axis: xAxis),
        .x2("labelX") { effectAt($0.1) }, .y("cost", { y($0.0.cost.mean) }, scale: yScale, axis: yAxis),
        .y2("labelY") { costAt($0.1) }))
    for align in [VegaMark.Align.left, .center, .right] {
      for style in [ChartStyle.halo, .value] {
        layers.append(
          VegaLayer(
            labels.filter { $0.align == align }, .text(style, align, .middle),
            .x("effect", { effectAt($0.spot) }, scale: xScale, axis: xAxis),
            .y("cost", { costAt($0.spot) }, scale: yScale, axis: yAxis), .text("label", \.text)))
      }
    }
    if setting.isNarrow {
      layers += list(points, below: height + 40 + Double(xAxis.title.count) * 16, gutter, setting)
    }
    return VegaView(width: setting.panelWidth, height: height, layers: layers)
  }

  /// The names of numbered points, below the axis.
  private func list(_ points: [Point], below top: Double, _ gutter: Double, _ setting: ChartSetting)
    -> [VegaLayer]
  {
    var lines: [(text: String, y: Double)] = []
    var y = top + 10
    for point in points {
      let (cost, _, effect, _) = texts(point.scenario, setting)
      let text = "\(point.number)\u{a0} \(ChartText.clean(point.scenario.label)): \(effect); \(cost)"
      for line in ChartText.lines(text, width: setting.width - 24, size: 12) {
        lines.append((line, y))
        y += 15
      }
      y += 3
    }
    return [
      VegaLayer(
        lines, .text(.value, .left, .middle), .xAt(pixels: -gutter), .yPixels(\.y), .text("name", \.text))
    ]
  }

  private struct Quadrant {
    var text: String
    var x: Double, y: Double
    var isRight: Bool
  }

  /// Words in the outer corners of the quadrants that have room for them.
  private func quadrants(
    _ effects: ClosedRange<Double>, _ costs: ClosedRange<Double>, width: Double, height: Double,
    _ say: Wording
  ) -> [Quadrant] {
    let zeroX = -effects.lowerBound / (effects.upperBound - effects.lowerBound) * width
    let zeroY = costs.upperBound / (costs.upperBound - costs.lowerBound) * height
    let all: [(Bool, Bool, String)] = [
      (true, true, say("kost geld, meer effect", "costs money, more effect")),
      (true, false, say("levert geld op, meer effect", "yields money, more effect")),
      (false, true, say("kost geld, minder effect", "costs money, less effect")),
      (false, false, say("levert geld op, minder effect", "yields money, less effect")),
    ]
    return all.compactMap { isRight, isTop, text in
      let room = isRight ? width - zeroX : zeroX
      guard room > ChartText.width(text, size: 12) + 12, (isTop ? zeroY : height - zeroY) > 20 else {
        return nil
      }
      return Quadrant(text: text, x: isRight ? width : 0, y: isTop ? 8 : height - 8, isRight: isRight)
    }
  }

  private func description(_ title: String, _ setting: ChartSetting) -> String {
    let say = setting.say
    let parts = scenarios.sorted { $0.effect.mean < $1.effect.mean }.map { scenario in
      let (cost, costRange, effect, effectRange) = texts(scenario, setting)
      return "\(ChartText.clean(scenario.label)): "
        + say(
          "effect \(effect) (95%: \(effectRange)), kosten \(cost) (95%: \(costRange))",
          "effect \(effect) (95%: \(effectRange)), cost \(cost) (95%: \(costRange))")
    }
    guard !parts.isEmpty else { return title + "." }
    return title + ". " + say("Van weinig naar veel effect. ", "From little to much effect. ")
      + parts.joined(separator: ". ") + "."
  }
}
