import Foundation
import WerkfitStudy

/// Where people are over time: stacked areas of the mean number in each state, a panel for each choice.
struct PeopleChart: Sendable, Hashable {
  /// A state, such as on benefit.
  struct State: Sendable, Hashable {
    /// Its name, the same in each choice.
    var label: String
    /// The mean number of people in it, by month.
    var mean: [Double]
  }

  /// The 95% band of the number of people in one state.
  struct Band: Sendable, Hashable {
    /// The name of the state, which stands at the bottom of the stack.
    var label: String
    /// The ends by month.
    var lower95: [Double], upper95: [Double]
  }

  /// A choice.
  struct Scenario: Sendable, Hashable {
    /// Its name.
    var label: String
    /// The states, in the order in which they are stacked from below.
    var states: [State]
    /// The band of one of them, or nil.
    var band: Band?
  }

  /// The choices, a panel each.
  var scenarios: [Scenario]
  /// The state that the title is about, such as on benefit; it stands at the bottom.
  var focus: String
  /// How many months a value stands for.
  var monthsPerStep = 1
  /// Whether there is a mean number of people outside the model too; nil for all who began.
  var population: String?

  private struct Slice {
    var years: Double
    var month: Int
    var label: String
    var lower: Double, upper: Double
    var tone: ChartTone
  }

  private static let tones: [ChartTone] = [.vermilion, .ochre, .purple, .sky, .blue, .green, .grey]

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let kept = keptStates
    let title = title(setting)
    let hasBand = scenarios.contains { $0.band != nil }
    var subtitle =
      say(
        "Gemiddeld aantal mensen per maand, naar waar ze zijn",
        "Mean number of people by month, by where they are")
      + (population.map { ": \(ChartText.clean($0))." } ?? ".")
    if hasBand {
      let name = ChartText.clean(focus)
      subtitle += say(" Gestippeld: 95% rond ‘\(name)’.", " Dashed: 95% around ‘\(name)’.")
    }
    let columns = scenarios.count <= 1 || setting.isNarrow ? 1 : 2
    let panels = scenarios.map { panel($0, kept: kept, columns: columns, in: setting) }
    let content: VegaSpecification.Content =
      panels.count == 1 ? .panel(panels[0]) : .panels(panels, columns: columns, spacing: 24)
    return AnalysisChart(
      key: "people", title: title, description: description(title, kept, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: content, theme: setting.theme))
  }

  /// The states that get an area of their own: the focus, and the six or fewer with most people.
  private var keptStates: [String] {
    var order: [String] = []
    var most: [String: Double] = [:]
    for state in scenarios.flatMap(\.states) {
      if most[state.label] == nil { order.append(state.label) }
      most[state.label] = max(most[state.label] ?? 0, state.mean.filter(\.isFinite).max() ?? 0)
    }
    let filled = order.filter { most[$0, default: 0] >= 0.05 && $0 != focus }
    let isAll = filled.count <= 6
    let largest = Set(filled.sorted { most[$0, default: 0] > most[$1, default: 0] }.prefix(isAll ? 6 : 5))
    return (order.contains(focus) ? [focus] : []) + filled.filter(largest.contains)
  }

  private func stack(_ scenario: Scenario, kept: [String], other: String) -> [(label: String, mean: [Double])]
  {
    let steps = scenario.states.map(\.mean.count).max() ?? 0
    func sum(_ states: [State]) -> [Double] {
      (0..<steps).map { step in
        states.reduce(0) {
          $0 + ($1.mean.indices.contains(step) && $1.mean[step].isFinite ? max($1.mean[step], 0) : 0)
        }
      }
    }
    var result = kept.map { name in (name, sum(scenario.states.filter { $0.label == name })) }
    let rest = sum(scenario.states.filter { !kept.contains($0.label) })
    if (rest.max() ?? 0) >= 0.05 { result.append((other, rest)) }
    return result
  }

  private func tone(_ label: String, _ kept: [String]) -> ChartTone {
    guard let index = kept.firstIndex(of: label), Self.tones.indices.contains(index) else { return .grey }
    return Self.tones[index]
  }

  private var horizon: Int {
    max((scenarios.flatMap(\.states).map(\.mean.count).max() ?? 1) - 1, 1) * monthsPerStep
  }

  private func people(_ value: Double, _ setting: ChartSetting) -> String {
    setting.numbers.text.number(value, place: abs(value) < 10 && abs(value) >= 0.05 ? -1 : 0)
  }

  private func ends(_ scenario: Scenario) -> (mean: Double, band: ClosedRange<Double>?)? {
    guard let mean = scenario.states.first(where: { $0.label == focus })?.mean.last, mean.isFinite else {
      return nil
    }
    guard let band = scenario.band, band.label == focus, let low = band.lower95.last,
      let high = band.upper95.last,
      low <= high
    else { return (mean, nil) }
    return (mean, low...high)
  }

  private func title(_ setting: ChartSetting) -> String {
    let say = setting.say
    let focus = ChartText.clean(focus)
    let span = setting.numbers.span(months: horizon)
    let ends = scenarios.compactMap { scenario in self.ends(scenario).map { (scenario.label, $0) } }
    guard let first = ends.first else {
      return say("Waar mensen zijn door de tijd", "Where people are over time")
    }
    if ends.count == 1 {
      let band = first.1.band.map {
        " (95%: \(people($0.lowerBound, setting)) \(say("tot", "to")) \(people($0.upperBound, setting)))"
      }
      return say(
        "\(focus): na \(span) gemiddeld \(people(first.1.mean, setting)) mensen",
        "\(focus): after \(span) on average \(people(first.1.mean, setting)) people") + (band ?? "")
    }
    let sorted = ends.sorted { $0.1.mean < $1.1.mean }
    guard let low = sorted.first, let high = sorted.last else { return "" }
    return say(
      "\(focus): na \(span) gemiddeld van \(people(low.1.mean, setting)) tot \(people(high.1.mean, setting)) mensen, naar de keuze",
      "\(focus): after \(span) on average from \(people(low.1.mean, setting)) to \(people(high.1.mean, setting)) people, by choice"
    )
  }

  private func panel(_ scenario: Scenario, kept: [String], columns: Int, in setting: ChartSetting) -> VegaView
  {
    let say = setting.say
    let other = say("Overig", "Other")
    let stack = stack(scenario, kept: kept, other: other)
    let (gutter, labels) = (40.0, setting.isNarrow ? 118.0 : columns == 1 ? 190 : 128)
    let spacing = columns > 1 ? 24.0 : 0
    let width = setting.axisWidth(left: Double(columns) * (gutter + labels) + spacing) / Double(columns)
    let isSingle = scenarios.count == 1
    let height = isSingle ? (setting.isNarrow ? 260.0 : 320) : setting.isNarrow ? 200 : 190
    let top =
      scenarios.map { scenario in
        let all = self.stack(scenario, kept: kept, other: other)
        return (0..<(all.map(\.mean.count).max() ?? 0)).map { step in all.reduce(0) { $0 + $1.mean[step] } }
          .max() ?? 0
      }.max() ?? 0
    let highest = max(top, scenarios.compactMap { $0.band?.upper95.max() }.max() ?? 0, 1)
    let scale = VegaScale.over(0...highest)
    let time = VegaScale.over(0...(Double(horizon) / 12))
    let xAxis = VegaAxis(
      title: [say("jaren na de start", "years after the start")], format: ChartNumbers.axisFormat,
      tickCount: min(horizon / 12 + 1, setting.isNarrow || columns > 1 ? 5 : 8), hasGrid: false)
    let yAxis = VegaAxis(
      title: [say("mensen", "people")], format: ChartNumbers.axisFormat, tickCount: 4, hasGrid: true,
      isTitleFlat: true)
    var slices: [Slice] = []
    var bases = [Double](repeating: 0, count: stack.map(\.mean.count).max() ?? 0)
    var tags: [(label: String, middle: Double, size: Double)] = []
    for (label, mean) in stack where (mean.max() ?? 0) >= 0.05 {
      for (step, value) in mean.enumerated() where bases.indices.contains(step) {
        slices.append(
          Slice(
            years: Double(step * monthsPerStep) / 12, month: step * monthsPerStep, label: label,
            lower: bases[step],
            upper: bases[step] + value, tone: tone(label, kept)))
      }
      if let last = bases.last, let value = mean.last { tags.append((label, last + value / 2, value)) }
      for step in mean.indices where bases.indices.contains(step) { bases[step] += mean[step] }
    }
    let hover = VegaHover(name: "area\(scenarios.firstIndex(of: scenario) ?? 0)")
    var layers: [VegaLayer] = [
      VegaLayer(
        slices, VegaMark(.area, .area), .x("years", \.years, scale: time, axis: xAxis),
        .y("lower", \.lower, scale: scale, axis: yAxis), .y2("upper", \.upper), .tone(\.tone),
        .series("state") { ChartText.clean($0.label) }),
      VegaLayer(
        slices, VegaMark(.point, .point), hover: hover, .x("years", \.years, scale: time, axis: xAxis),
        .y("upper", \.upper, scale: scale, axis: yAxis), .tone(\.tone), .seenOnHover(hover.name),
        .tooltip(
          .text(say("waar", "where")) { ChartText.clean($0.label) },
          .text(say("maand", "month")) { setting.numbers.text.count($0.month) },
          .text(say("mensen, gemiddeld", "people, on average")) { people($0.upper - $0.lower, setting) })),
    ]
    if let band = scenario.band, kept.first == band.label {
      for edge in [band.lower95, band.upper95] {
        layers.append(
          VegaLayer(
            Array(edge.enumerated().filter { $0.element.isFinite }), VegaMark(.line, .edge),
            .x("years", { Double($0.offset * monthsPerStep) / 12 }, scale: time, axis: xAxis),
            .y("edge", \.element, scale: scale, axis: yAxis)))
      }
    }
    layers += labelLayers(tags, kept, room: labels - 22, height: height, highest: highest, in: setting)
    return VegaView(
      title: isSingle
        ? nil
        : VegaTitle(
          lines: ChartText.lines(
            scenario.label, width: width + gutter + labels - 16, size: 13, isBold: true, most: 2),
          isOverAll: false, offsetX: -gutter + 8, offset: 10, fontSize: 13),
      width: isSingle ? setting.panelWidth : .pixels(width), height: height,
      layers: layers)
  }

  /// The names of the areas at their right ends, apart from one another, with a block in their colour.
  private func labelLayers(
    _ tags: [(label: String, middle: Double, size: Double)], _ kept: [String], room: Double, height: Double,
    highest: Double, in setting: ChartSetting
  ) -> [VegaLayer] {
    struct Tag {
      var text: String
      var y: Double
      var tone: ChartTone
    }
    let texts = tags.map {
      ChartText.lines(
        "\(people($0.size, setting))\u{a0} \(ChartText.clean($0.label))", width: room, size: 11, most: 3)
    }
    // From the top down, each as high as its lines.
    let order = tags.indices.sorted { tags[$0].middle > tags[$1].middle }
    var shown: [Tag] = []
    let heights = order.map { Double(texts[$0].count) * 14 + 3 }
    var floor = 0.0
    var places: [Double] = []
    for (index, needed) in zip(order, heights) {
      let wanted = height * (1 - tags[index].middle / highest)
      let place = max(wanted, floor + needed / 2)
      places.append(place)
      floor = place + needed / 2
    }
    var ceiling = height + 8
    for index in places.indices.reversed() {
      places[index] = min(places[index], ceiling - heights[index] / 2)
      ceiling = places[index] - heights[index] / 2
    }
    for (place, index) in zip(places, order) {
      shown.append(
        Tag(text: texts[index].joined(separator: "\n"), y: place, tone: tone(tags[index].label, kept)))
    }
    return [
      VegaLayer(
        shown, .text(.value, .left, .middle, dx: 6), .xAtRightEdge, .yPixels(\.y), .tone(\.tone),
        .text("key") { _ in "■" }),
      VegaLayer(
        shown, .text(.remark, .left, .middle, dx: 18), .xAtRightEdge,
        .yPixels { $0.y - Double($0.text.count { $0 == "\n" }) * 7 },
        .text("label", \.text)),
    ]
  }

  private func description(_ title: String, _ kept: [String], _ setting: ChartSetting) -> String {
    let say = setting.say
    let other = say("overig", "other")
    let parts = scenarios.map { scenario -> String in
      let ends = stack(scenario, kept: kept, other: other).map {
        "\(ChartText.clean($0.label)) \(people($0.mean.last ?? 0, setting))"
      }
      var text = "\(ChartText.clean(scenario.label)): " + ends.joined(separator: ", ")
      if let band = self.ends(scenario)?.band {
        text += say(
          "; 95% rond ‘\(ChartText.clean(focus))’: \(people(band.lowerBound, setting)) tot \(people(band.upperBound, setting))",
          "; 95% around ‘\(ChartText.clean(focus))’: \(people(band.lowerBound, setting)) to \(people(band.upperBound, setting))"
        )
      }
      return text
    }
    guard !parts.isEmpty else { return title + "." }
    return title + ". " + say("Gemiddeld aantal mensen aan het eind. ", "Mean number of people at the end. ")
      + parts.joined(separator: ". ") + "."
  }
}
