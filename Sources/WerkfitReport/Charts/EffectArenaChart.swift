import Foundation
import WerkfitStudy

/// The *effectenarena*: what is done, what comes of it, who pays and who gains, in columns of boxes.
///
/// This is how Dutch municipalities and housing associations lay out who invests and who profits.
struct EffectArenaChart: Sendable, Hashable {
  /// Something that is done.
  struct Activity: Sendable, Hashable {
    /// Its name.
    var label: String
    /// What it costs in money, or nil.
    var cost: Double?
  }

  /// Something that comes of it.
  struct Effect: Sendable, Hashable {
    /// Its name.
    var label: String
    /// How much, as a difference with the reference, or nil for an effect without a number (PM).
    var value: ChartEstimate?
    /// The unit of the value.
    var unit: String
  }

  /// A party with its balance.
  struct Party: Sendable, Hashable {
    /// Its name.
    var label: String
    /// Its balance in money, as a difference with the reference.
    var balance: ChartEstimate
  }

  /// The choice.
  var scenario: String
  /// The name of the reference.
  var reference: String
  var activities: [Activity]
  var effects: [Effect]
  var parties: [Party]
  /// The months counted.
  var horizonMonths: Int

  private struct Cell {
    var lines: [String]
    var detail: [String]
    var tone: ChartTone = .grey
    var isTitle = false
    var height: Double {
      isTitle ? Double(lines.count) * 16 + 6 : Double(lines.count) * 16 + Double(detail.count) * 15 + 14
    }
  }

  private struct Placed {
    var cell: Cell
    var x: Double, y: Double, width: Double

    var nameLines: [Line] {
      let (left, top) = cell.isTitle ? (x, y + 8) : (x + 13, y + 15)
      return cell.lines.enumerated().map { Line(text: $1, x: left, y: top + Double($0) * 16) }
    }

    var detailLines: [Line] {
      let top = y + 15 + Double(cell.lines.count) * 16
      return cell.detail.enumerated().map { Line(text: $1, x: x + 13, y: top + Double($0) * 15) }
    }
  }

  private struct Line {
    var text: String
    var x: Double, y: Double
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let title = say(
      "Wat ‘\(ChartText.clean(scenario))’ doet, wie betaalt en wie profijt heeft",
      "What ‘\(ChartText.clean(scenario))’ does, who pays and who gains")
    let subtitle = say(
      """
      Effectenarena: verschil met ‘\(ChartText.clean(reference))’ over \(setting.numbers.span(months: horizonMonths)). \
      Gemiddelde, met 95%. PM: telt niet mee in geld.
      """,
      """
      Effects arena: difference with ‘\(ChartText.clean(reference))’ over \(setting.numbers.span(months: horizonMonths)). \
      Mean, with 95%. PM: not counted in money.
      """)
    return AnalysisChart(
      key: "effect-arena", title: title, description: description(title, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panel(panel(setting)),
        theme: setting.theme))
  }

  private func groups(_ sign: ChartSign) -> [Party] {
    parties.filter { $0.balance.sign == sign }.sorted { abs($0.balance.mean) > abs($1.balance.mean) }
  }

  private func text(_ estimate: ChartEstimate, _ unit: String, _ setting: ChartSetting) -> String {
    let largest = max(abs(estimate.interval95.lowerBound), abs(estimate.interval95.upperBound))
    let mean = setting.numbers.withUnit(
      estimate.mean, unit: unit, error: estimate.standardError, largest: largest)
    return mean
      + " (95%: \(setting.numbers.range(estimate.interval95, unit: unit, error: estimate.standardError, largest: largest)))"
  }

  private func columns(_ setting: ChartSetting, width: Double) -> [[Cell]] {
    let say = setting.say
    func cell(_ label: String, _ detail: String, _ tone: ChartTone = .grey) -> Cell {
      Cell(
        lines: ChartText.lines(label, width: width - 22, size: 13, isBold: true, most: 4),
        detail: detail.isEmpty ? [] : ChartText.lines(detail, width: width - 22, size: 12, most: 4),
        tone: tone)
    }
    func heading(_ text: String) -> Cell {
      Cell(lines: ChartText.lines(text, width: width, size: 13, isBold: true), detail: [], isTitle: true)
    }
    let unknown = say("niets genoemd", "none named")
    func filled(_ cells: [Cell]) -> [Cell] { cells.isEmpty ? [cell(unknown, "")] : cells }
    func party(_ sign: ChartSign, _ symbol: String, _ tone: ChartTone) -> [Cell] {
      groups(sign).map {
        cell("\(symbol)\u{a0}\(ChartText.clean($0.label))", text($0.balance, "money", setting), tone)
      }
    }
    let open = party(.unclear, "±", .grey)
    return [
      [heading(say("1. Wat gebeurt er?", "1. What is done?"))]
        + filled(
          activities.map { cell($0.label, $0.cost.map { setting.numbers.string($0, unit: "money") } ?? "") }),
      [heading(say("2. Wat komt ervan?", "2. What comes of it?"))]
        + filled(
          effects.map { effect in
            cell(
              effect.label, effect.value.map { text($0, effect.unit, setting) } ?? "PM",
              effect.value == nil ? .grey : .green)
          }),
      [heading(say("3. Wie betaalt?", "3. Who pays?"))] + filled(party(.below, "−", .vermilion))
        + [heading(say("4. Wie heeft profijt?", "4. Who gains?"))] + filled(party(.above, "+", .blue))
        + (open.isEmpty ? [] : [heading(say("Onzeker (95%)", "Uncertain (95%)"))] + open),
    ]
  }

  private func panel(_ setting: ChartSetting) -> VegaView {
    let arrow = 26.0
    let count = setting.isNarrow ? 1.0 : 3
    let width = ((setting.axisWidth() - arrow * (count - 1)) / count).rounded(.down)
    var placed: [Placed] = []
    var arrows: [Line] = []
    var (bottom, y) = (0.0, 0.0)
    for (index, column) in columns(setting, width: width).enumerated() {
      let x = setting.isNarrow ? 0 : Double(index) * (width + arrow)
      if !setting.isNarrow { y = 0 }
      if index > 0 {
        arrows.append(
          setting.isNarrow
            ? Line(text: "▼", x: width / 2, y: y + 6) : Line(text: "►", x: x - arrow / 2, y: 48))
        if setting.isNarrow { y += 24 }
      }
      for (row, cell) in column.enumerated() {
        if cell.isTitle, row > 0 { y += 10 }
        placed.append(Placed(cell: cell, x: x, y: y, width: width))
        y += cell.height + (cell.isTitle ? 0 : 8)
      }
      bottom = max(bottom, y)
    }
    let boxes = placed.filter { !$0.cell.isTitle }
    let names = placed.flatMap(\.nameLines)
    let details = placed.flatMap(\.detailLines)
    return VegaView(
      width: .pixels(setting.axisWidth()), height: max(bottom, 20),
      layers: [
        VegaLayer(
          boxes, VegaMark(.rect, .box), .xPixels(\.x), .x2Pixels { $0.x + $0.width }, .yPixels(\.y),
          .y2Pixels { $0.y + $0.cell.height }),
        VegaLayer(
          boxes, VegaMark(.rect, .bar), .xPixels(\.x), .x2Pixels { $0.x + 5 }, .yPixels(\.y),
          .y2Pixels { $0.y + $0.cell.height }, .tone(\.cell.tone)),
        VegaLayer(
          arrows, .text(.value, .center, .middle), .xPixels(\.x), .yPixels(\.y), .text("arrow", \.text)),
        VegaLayer(
          names, .text(.rowName, .left, .middle), .xPixels(\.x), .yPixels(\.y), .text("name", \.text)),
        VegaLayer(
          details, .text(.rowDetail, .left, .middle), .xPixels(\.x), .yPixels(\.y), .text("detail", \.text)),
      ])
  }

  private func description(_ title: String, _ setting: ChartSetting) -> String {
    let say = setting.say
    func list(_ names: [String]) -> String {
      names.isEmpty ? say("niets genoemd", "none named") : names.joined(separator: "; ")
    }
    func parties(_ sign: ChartSign) -> [String] {
      groups(sign).map { "\(ChartText.clean($0.label)) \(text($0.balance, "money", setting))" }
    }
    var sentences = [
      title + ".",
      say("Activiteiten: ", "Activities: ")
        + list(
          activities.map {
            ChartText.clean($0.label)
              + ($0.cost.map { " " + setting.numbers.string($0, unit: "money") } ?? "")
          }) + ".",
      say("Effecten: ", "Effects: ")
        + list(
          effects.map { effect in
            ChartText.clean(effect.label) + " "
              + (effect.value.map { text($0, effect.unit, setting) } ?? "PM")
          }) + ".",
      say("Betalen: ", "Pay: ") + list(parties(.below)) + say(". Profijt: ", ". Gain: ")
        + list(parties(.above)) + ".",
    ]
    let open = parties(.unclear)
    if !open.isEmpty { sentences.append(say("Onzeker: ", "Uncertain: ") + list(open) + ".") }
    return sentences.joined(separator: " ")
  }
}
