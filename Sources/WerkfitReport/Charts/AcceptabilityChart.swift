import Foundation
import WerkfitStudy

/// How often each choice comes out most favourable, by what one extra effect is worth.
struct AcceptabilityChart: Sendable, Hashable {
  /// A choice.
  struct Scenario: Sendable, Hashable {
    /// Its name.
    var label: String
    /// The chance that it is the most favourable, from 0 to 1, at each worth.
    var chances: [Double]
  }

  /// What one extra effect is worth, in money, ascending.
  var worths: [Double]
  /// The effect, such as `extra duurzame uitstroom`.
  var effect: String
  /// The choices, the reference among them.
  var scenarios: [Scenario]

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let largest = worths.map(abs).max() ?? 0
    let unit = setting.numbers.axisUnit("money", largest: largest)
    let title = title(setting)
    func money(_ value: Double) -> String { setting.numbers.string(value, unit: "money", largest: largest) }
    let shown = shown
    let lines = shown.enumerated().map { index, scenario in
      ChartLines.Line(
        label: ChartText.clean(scenario.label), tone: ChartTone.allCases[index % ChartTone.allCases.count],
        dash: ChartLines.dashes[index % ChartLines.dashes.count],
        points: zip(worths, scenario.chances).filter { $0.isFinite && $1.isFinite }.map { worth, chance in
          .init(
            x: worth / unit.divisor, y: chance * 100, place: money(worth),
            value: setting.numbers.text.percent(chance))
        })
    }
    let right = setting.isNarrow ? 110.0 : 160
    let view = ChartLines(
      lines: lines,
      xTitle: setting.axisTitle(
        say("wat één extra effect waard is, \(unit.label)", "what one extra effect is worth, \(unit.label)"),
        width: setting.axisWidth(left: 46, right: right)),
      yTitle: [say("kans, in %", "chance, in %")],
      x: ChartSetting.domain(worths.map { $0 / unit.divisor }, withZero: false, room: 0), y: 0...100,
      right: right
    ).view(in: setting)
    let subtitle = say(
      "Deel van de trekkingen waarin een keuze gemiddeld het voordeligst is, naar de waarde van ‘\(ChartText.clean(effect))’. Keuzes die bijna gelijk zijn, delen de kans.",
      "Share of draws in which a choice is most favourable on average, by the worth of ‘\(ChartText.clean(effect))’. Choices that are nearly equal share the chance."
    )
    let others = scenarios.filter { !shown.contains($0) }.map { ChartText.clean($0.label) }
    let rest =
      others.isEmpty
      ? ""
      : say(" Niet getekend, met nergens een grotere kans: ", " Not drawn, with nowhere a larger chance: ")
        + others.joined(separator: ", ") + "."
    return AnalysisChart(
      key: "acceptability", title: title, description: description(title, setting),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle + rest]), content: .panel(view), theme: setting.theme)
    )
  }

  /// The six with the largest chances, in the order of the study.
  private var shown: [Scenario] {
    let peaks = scenarios.map { $0.chances.filter(\.isFinite).max() ?? 0 }
    let kept = Set(scenarios.indices.sorted { (peaks[$0], $1) > (peaks[$1], $0) }.prefix(6))
    return scenarios.indices.filter { kept.contains($0) && peaks[$0] >= 0.05 || scenarios.count == 1 }.map {
      scenarios[$0]
    }
  }

  /// The choice with the largest chance at a worth.
  private func leader(_ index: Int) -> (label: String, chance: Double)? {
    scenarios.compactMap { scenario in
      scenario.chances.indices.contains(index) && scenario.chances[index].isFinite
        ? (ChartText.clean(scenario.label), scenario.chances[index]) : nil
    }.max { $0.1 < $1.1 }
  }

  private func title(_ setting: ChartSetting) -> String {
    let say = setting.say
    guard let first = leader(0), let last = leader(worths.count - 1), let low = worths.first,
      let high = worths.last
    else {
      return say("Er is nog niets doorgerekend", "Nothing has been computed yet")
    }
    func money(_ value: Double) -> String { setting.numbers.string(value, unit: "money") }
    func share(_ chance: Double) -> String { setting.numbers.text.percent(chance) }
    if first.label == last.label {
      return say(
        "Het vaakst voordelig: ‘\(first.label)’, in \(share(first.chance)) (bij \(money(low))) en \(share(last.chance)) (bij \(money(high))) van de trekkingen",
        "Most often favourable: ‘\(first.label)’, in \(share(first.chance)) (at \(money(low))) and \(share(last.chance)) (at \(money(high))) of draws"
      )
    }
    return say(
      "Wat het vaakst voordelig is, hangt af van de waarde: bij \(money(low)) ‘\(first.label)’ (\(share(first.chance))), bij \(money(high)) ‘\(last.label)’ (\(share(last.chance)))",
      "What is most often favourable depends on the worth: at \(money(low)) ‘\(first.label)’ (\(share(first.chance))), at \(money(high)) ‘\(last.label)’ (\(share(last.chance)))"
    )
  }

  private func description(_ title: String, _ setting: ChartSetting) -> String {
    let say = setting.say
    let parts = scenarios.compactMap { scenario -> String? in
      guard let first = scenario.chances.first, let last = scenario.chances.last else { return nil }
      return say(
        "\(ChartText.clean(scenario.label)) van \(setting.numbers.text.percent(first)) naar \(setting.numbers.text.percent(last))",
        "\(ChartText.clean(scenario.label)) from \(setting.numbers.text.percent(first)) to \(setting.numbers.text.percent(last))"
      )
    }
    return title + ". " + say("Kans van lage naar hoge waarde: ", "Chance from low to high worth: ")
      + parts.joined(separator: "; ") + "."
  }
}
