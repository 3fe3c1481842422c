import Foundation
import WerkfitStudy

/// The balance of a party that adds up over the years, with bands of 80% and 95% and the month of break-even.
struct CashFlowChart: Sendable, Hashable {
  /// A choice; every list has a value per month, the first for the start.
  struct Scenario: Sendable, Hashable {
    /// Its name.
    var label: String
    /// The mean balance added up to each month, in money.
    var mean: [Double]
    /// The ends of the bands, or empty where they were not computed.
    var lower80: [Double] = [], upper80: [Double] = [], lower95: [Double] = [], upper95: [Double] = []
    /// The month after which the mean stays at or above zero, or nil where there is none.
    var paybackMonth: Int?
  }

  /// The party whose money it is.
  var party: String
  /// The choices, a panel each.
  var scenarios: [Scenario]
  /// The name of what the balances are differences with, or nil.
  var reference: String?
  /// The first month, such as `2021-01`.
  var start: String
  /// How many months a value stands for.
  var monthsPerStep = 1

  private struct Point {
    var month: Int
    var mean: Double, lower80: Double, upper80: Double, lower95: Double, upper95: Double
    var years: Double { Double(month) / 12 }
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let title = title(setting)
    let subtitle =
      (reference.map {
        say(
          "Saldo als verschil met ‘\(ChartText.clean($0))’",
          "Balance as a difference with ‘\(ChartText.clean($0))’")
      } ?? say("Saldo", "Balance"))
      + say(
        ", opgeteld vanaf \(setting.numbers.text.month(start)). Lijn: gemiddelde",
        ", added up from \(setting.numbers.text.month(start)). Line: mean")
      + (scenarios.contains { !$0.lower95.isEmpty }
        ? say("; donkere band: 80%, lichte band: 95%.", "; dark band: 80%, light band: 95%.") : ".")
      + (scenarios.contains { $0.paybackMonth != nil }
        ? say(" Ruit: vanaf hier quitte.", " Diamond: even from here on.") : "")
    let isSingle = scenarios.count == 1
    let columns = isSingle || setting.isNarrow ? 1 : 2
    let panels = scenarios.map { panel($0, columns: columns, in: setting) }
    let content: VegaSpecification.Content =
      panels.count == 1 ? .panel(panels[0]) : .panels(panels, columns: columns, spacing: 26)
    return AnalysisChart(
      key: "cash-flow", title: title, description: description(title, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: content, theme: setting.theme))
  }

  private func title(_ setting: ChartSetting) -> String {
    let say = setting.say
    let party = ChartText.clean(party)
    let paid = scenarios.filter { $0.paybackMonth != nil }
    let span = setting.numbers.span(months: horizon)
    if scenarios.isEmpty { return say("Er is nog niets doorgerekend", "Nothing has been computed yet") }
    if paid.isEmpty {
      return scenarios.count == 1
        ? say(
          "\(party): met ‘\(ChartText.clean(scenarios[0].label))’ gemiddeld niet quitte binnen \(span)",
          "\(party): with ‘\(ChartText.clean(scenarios[0].label))’ on average not even within \(span)")
        : say(
          "\(party): met geen van de \(scenarios.count) keuzes gemiddeld quitte binnen \(span)",
          "\(party): with none of the \(scenarios.count) choices on average even within \(span)")
    }
    if paid.count == 1, let first = paid.first, let month = first.paybackMonth {
      let after = setting.numbers.span(months: month)
      return say(
        "\(party): met ‘\(ChartText.clean(first.label))’ gemiddeld quitte na \(after)\(scenarios.count > 1 ? ", met de andere keuzes niet" : "")",
        "\(party): with ‘\(ChartText.clean(first.label))’ on average even after \(after)\(scenarios.count > 1 ? ", with the others not" : "")"
      )
    }
    return say(
      "\(party): met \(paid.count) van de \(scenarios.count) keuzes gemiddeld quitte binnen \(span)",
      "\(party): with \(paid.count) of \(scenarios.count) choices on average even within \(span)")
  }

  private var horizon: Int { max((scenarios.map(\.mean.count).max() ?? 1) - 1, 0) * monthsPerStep }

  private var largest: Double {
    scenarios.flatMap { $0.mean + $0.lower95 + $0.upper95 }.filter(\.isFinite).map(abs).max() ?? 0
  }

  private func payback(_ scenario: Scenario, _ setting: ChartSetting) -> String {
    let say = setting.say
    guard let month = scenario.paybackMonth else {
      return say(
        "niet quitte binnen \(setting.numbers.span(months: horizon))",
        "not even within \(setting.numbers.span(months: horizon))")
    }
    return say(
      "gemiddeld quitte na \(setting.numbers.span(months: month)) (\(calendar(month, setting)))",
      "on average even after \(setting.numbers.span(months: month)) (\(calendar(month, setting)))")
  }

  /// The calendar month so many months after the start, in words.
  private func calendar(_ month: Int, _ setting: ChartSetting) -> String {
    ChartCalendar(start: start).month(month, setting)
  }

  private func points(_ scenario: Scenario) -> [Point] {
    func at(_ list: [Double], _ index: Int, _ other: Double) -> Double {
      list.indices.contains(index) && list[index].isFinite ? list[index] : other
    }
    return scenario.mean.enumerated().filter { $0.element.isFinite }.map { index, mean in
      Point(
        month: index * monthsPerStep, mean: mean, lower80: at(scenario.lower80, index, mean),
        upper80: at(scenario.upper80, index, mean), lower95: at(scenario.lower95, index, mean),
        upper95: at(scenario.upper95, index, mean))
    }
  }

  private func panel(_ scenario: Scenario, columns: Int, in setting: ChartSetting) -> VegaView {
    let say = setting.say
    let isSingle = scenarios.count == 1
    let largest = largest
    let unit = setting.numbers.axisUnit("money", largest: largest)
    let divisor = unit.divisor
    let scale = VegaScale.over(
      ChartSetting.domain(scenarios.flatMap { $0.mean + $0.lower95 + $0.upper95 }.map { $0 / divisor }))
    let years = Double(max(horizon, 1)) / 12
    let time = VegaScale.over(0...years)
    let gutter = 46.0
    let width =
      setting.axisWidth(left: gutter * Double(columns) + (columns > 1 ? 26 : 0), right: 10) / Double(columns)
    let xAxis = VegaAxis(
      title: [say("jaren na de start", "years after the start")], format: ChartNumbers.axisFormat,
      tickCount: min(Int(years) + 1, 8), hasGrid: false)
    let yAxis = VegaAxis(
      title: setting.axisTitle(unit.label, width: 200), format: ChartNumbers.axisFormat, tickCount: 5,
      hasGrid: true,
      isTitleFlat: true)
    let points = points(scenario)
    let tone: ChartTone = .blue
    func band(_ style: ChartStyle, _ lower: @escaping (Point) -> Double, _ upper: @escaping (Point) -> Double)
      -> VegaLayer
    {
      VegaLayer(
        points, VegaMark(.area, style), .x("years", \.years, scale: time, axis: xAxis),
        .y("lower", { lower($0) / divisor }, scale: scale, axis: yAxis), .y2("upper") { upper($0) / divisor },
        .tone { _ in tone })
    }
    func text(_ value: Double) -> String { setting.numbers.string(value, unit: "money", largest: largest) }
    let hover = VegaHover(name: "month\(scenarios.firstIndex(of: scenario) ?? 0)")
    var layers: [VegaLayer] = []
    if !scenario.lower95.isEmpty { layers.append(band(.band95, \.lower95, \.upper95)) }
    if !scenario.lower80.isEmpty { layers.append(band(.band80, \.lower80, \.upper80)) }
    layers += [
      VegaLayer(
        [0.0], VegaMark(.rule, .zero), .y("balance", { $0 }, scale: scale, axis: yAxis)),
      VegaLayer(
        points, VegaMark(.line, .line), .x("years", \.years, scale: time, axis: xAxis),
        .y("balance", { $0.mean / divisor }, scale: scale, axis: yAxis), .tone { _ in tone }),
      VegaLayer(
        points, VegaMark(.point, .point), hover: hover, .x("years", \.years, scale: time, axis: xAxis),
        .y("balance", { $0.mean / divisor }, scale: scale, axis: yAxis), .tone { _ in tone },
        .seenOnHover(hover.name),
        .tooltip(
          .text(say("tot en met", "up to")) { calendar($0.month, setting) },
          .text(say("gemiddeld", "mean")) { text($0.mean) },
          .text("80%") { "\(text($0.lower80)) \(say("tot", "to")) \(text($0.upper80))" },
          .text("95%") { "\(text($0.lower95)) \(say("tot", "to")) \(text($0.upper95))" })),
    ]
    let paid = points.filter { $0.month == scenario.paybackMonth }
    layers += [
      VegaLayer(
        paid, VegaMark(.rule, .reference), .x("years", \.years, scale: time, axis: xAxis)),
      VegaLayer(
        paid, VegaMark(.point, .point).with { ($0.shape, $0.size) = (.diamond, 150) },
        .x("years", \.years, scale: time, axis: xAxis),
        .y("balance", { $0.mean / divisor }, scale: scale, axis: yAxis), .tone { _ in .vermilion }),
    ]
    if let last = points.last {
      // Above the end of the bands, or below them where it would leave the panel.
      let isHigh =
        last.upper95 / divisor
        > (scale.domain.map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * 0.85 } ?? 0)
      for style in [ChartStyle.halo, .value] {
        layers.append(
          VegaLayer(
            [last], .text(style, .right, isHigh ? .top : .bottom, dx: 0, dy: isHigh ? 6 : -5),
            .x("years", \.years, scale: time, axis: xAxis),
            .y("edge", { (isHigh ? $0.lower95 : $0.upper95) / divisor }, scale: scale, axis: yAxis),
            .text("label") { text($0.mean) }))
      }
    }
    let lines = ChartText.lines(scenario.label, width: width + gutter - 8, size: 13, isBold: true, most: 2)
    return VegaView(
      title: isSingle
        ? nil
        : VegaTitle(
          lines: lines,
          subtitle: ChartText.lines(payback(scenario, setting), width: width + gutter - 8, size: 12),
          isOverAll: false, offsetX: -gutter + 8, offset: 10, fontSize: 13),
      width: isSingle ? setting.panelWidth : .pixels(width),
      height: isSingle ? (setting.isNarrow ? 240 : 300) : 150, layers: layers)
  }

  private func description(_ title: String, _ setting: ChartSetting) -> String {
    let say = setting.say
    let largest = largest
    let parts = scenarios.map { scenario -> String in
      guard let last = points(scenario).last else { return ChartText.clean(scenario.label) }
      func text(_ value: Double) -> String { setting.numbers.string(value, unit: "money", largest: largest) }
      let range =
        scenario.lower95.isEmpty
        ? "" : " (95%: \(text(last.lower95)) \(say("tot", "to")) \(text(last.upper95)))"
      return "\(ChartText.clean(scenario.label)): \(payback(scenario, setting)), "
        + say("aan het eind \(text(last.mean))", "at the end \(text(last.mean))") + range
    }
    return ([title] + parts).joined(separator: ". ") + "."
  }
}
