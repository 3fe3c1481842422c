import Foundation
import WerkfitStudy

/// How many people remain at each step of a traject: a funnel of bars.
struct FlowChart: Sendable, Hashable {
  /// A step.
  struct Step: Sendable, Hashable {
    /// Its name, such as `Begonnen` or `Aan het werk`.
    var label: String
    /// The number of people who reach it.
    var people: ChartEstimate
  }

  /// The choice or traject.
  var scenario: String
  /// The steps, each a part of the one before it.
  var steps: [Step]
  /// The months counted.
  var horizonMonths: Int

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let first = steps.first?.people.mean ?? 0
    let largest = steps.map(\.people.interval95.upperBound).max() ?? 0
    func people(_ estimate: ChartEstimate) -> String {
      setting.numbers.string(
        estimate.mean, unit: "persons", error: max(estimate.standardError, 0.3), largest: largest)
    }
    func share(_ step: Step) -> String {
      first > 0 ? setting.numbers.text.percent(step.people.mean / first) : "–"
    }
    func range(_ step: Step) -> String {
      setting.numbers.range(
        step.people.interval95, unit: "persons", error: max(step.people.standardError, 0.3), largest: largest)
    }
    let title: String
    if let start = steps.first, let end = steps.last, steps.count > 1 {
      title = say(
        "‘\(ChartText.clean(scenario))’: gemiddeld \(people(end.people)) van de \(people(start.people)) mensen halen ‘\(ChartText.clean(end.label))’",
        "‘\(ChartText.clean(scenario))’: on average \(people(end.people)) of \(people(start.people)) people reach ‘\(ChartText.clean(end.label))’"
      )
    } else {
      title = say(
        "‘\(ChartText.clean(scenario))’: stappen van het traject",
        "‘\(ChartText.clean(scenario))’: steps of the traject")
    }
    let view = ChartBars(
      bars: steps.enumerated().map { index, step in
        .init(
          label: "\(index + 1). \(ChartText.clean(step.label))", detail: "95%: " + range(step),
          value: max(step.people.mean, 0), range: step.people.interval95,
          text: "\(people(step.people)) (\(share(step)))",
          tone: index == 0 ? .grey : .blue)
      }, axisTitle: say("mensen", "people"), divisor: 1, valueName: say("stap", "step")
    ).view(in: setting)
    let subtitle = say(
      "Gemiddeld aantal mensen per stap over \(setting.numbers.span(months: horizonMonths)), en het deel van de eerste stap. Streep: 95%. Ook wie zonder traject zover was gekomen telt mee.",
      "Mean number of people at each step over \(setting.numbers.span(months: horizonMonths)), and the share of the first step. Line: 95%. Those who would have come as far without a traject count too."
    )
    return AnalysisChart(
      key: "flow", title: title,
      description: title + ". "
        + steps.map { "\(ChartText.clean($0.label)): \(people($0.people)) (95%: \(range($0))), \(share($0))" }
        .joined(separator: "; ") + ".",
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panel(view), theme: setting.theme))
  }
}
