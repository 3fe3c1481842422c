import Foundation
import WerkfitStudy

/// What finding out is worth at most for the choice: all of it, and each assumption.
struct InformationChart: Sendable, Hashable {
  /// An assumption, or everything at once.
  struct Item: Sendable, Hashable {
    /// Its name.
    var label: String
    /// What knowing it is worth, in money.
    var value: Double
    /// The Monte Carlo standard error of that.
    var standardError: Double
  }

  /// What knowing everything is worth.
  var everything: Item
  /// The assumptions.
  var items: [Item]
  /// What the choice is between, such as `de keuze tussen de 8 scenario's`.
  var subject: String
  /// How many assumptions are shown.
  var most = 10

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let sorted = items.filter(\.value.isFinite).sorted { $0.value > $1.value }
    let shown = Array(sorted.prefix(max(most, 1)))
    let all = [everything] + shown
    let largest = all.map { abs($0.value) }.filter(\.isFinite).max() ?? 0
    func text(_ item: Item) -> String {
      setting.numbers.string(item.value, unit: "money", error: item.standardError, largest: largest)
    }
    let total = text(everything)
    // Two standard errors above zero, or it may well be nothing.
    let first = sorted.first.flatMap { $0.value > 2 * $0.standardError && $0.value > 0 ? $0 : nil }
    let title =
      !(everything.value > 0)
      ? say("Uitzoeken verandert de keuze niet", "Finding out does not change the choice")
      : first.map {
        say(
          "Uitzoeken is voor de keuze hoogstens \(total) waard; apart het meest: ‘\(ChartText.clean($0.label))’ (\(text($0)))",
          "Finding out is worth at most \(total) for the choice; on its own most: ‘\(ChartText.clean($0.label))’ (\(text($0)))"
        )
      }
        ?? say(
          "Uitzoeken is voor de keuze hoogstens \(total) waard; geen aanname apart is duidelijk iets waard",
          "Finding out is worth at most \(total) for the choice; no assumption is clearly worth something on its own"
        )
    let unit = setting.numbers.axisUnit("money", largest: largest)
    let view = ChartBars(
      bars: all.enumerated().map { index, item in
        let spread = 1.96 * max(item.standardError, 0)
        return .init(
          label: item.label, detail: "", value: item.value.isFinite ? max(item.value, 0) : 0,
          range: item.standardError > 0 && item.value.isFinite
            ? max(item.value - spread, 0)...max(item.value + spread, 0) : nil,
          text: text(item), tone: index == 0 ? .grey : .blue)
      },
      axisTitle: say("waarde van het weten, \(unit.label)", "worth of knowing, \(unit.label)"),
      divisor: unit.divisor,
      valueName: say("waarde", "worth")
    ).view(in: setting)
    var subtitle = say(
      "\(ChartText.clean(subject)). Wat zeker weten gemiddeld scheelt; de kosten van het uitzoeken gaan er nog af. Grijs: alles tegelijk. Streep: 95% rekenfout.",
      "\(ChartText.clean(subject)). What knowing for certain yields on average, before the cost of finding out. Grey: all at once. Line: 95% computing error."
    )
    if sorted.count > shown.count {
      subtitle += say(
        " De andere \(sorted.count - shown.count) aannames zijn minder waard.",
        " The other \(sorted.count - shown.count) assumptions are worth less.")
    }
    return AnalysisChart(
      key: "information", title: title,
      description: title + ". " + say("Van veel naar weinig: ", "From much to little: ")
        + all.map { "\(ChartText.clean($0.label)) \(text($0))" }.joined(separator: "; ") + ".",
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panel(view), theme: setting.theme))
  }
}
