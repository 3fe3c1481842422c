import Foundation
import WerkfitStudy

/// The waiting list and the places in use, month by month.
struct WaitingChart: Sendable, Hashable {
  /// What people wait for, such as `Werkplekken`.
  var programme: String
  /// The mean number of people waiting, by month; empty where nobody can wait.
  var waiting: [Double]
  /// The ends of its band of 95%, or empty.
  var waitingLower95: [Double] = [], waitingUpper95: [Double] = []
  /// The mean number of places in use, by month.
  var used: [Double]
  /// The number of places there are, by month.
  var capacity: [Double]
  /// The first month, such as `2021-01`.
  var start: String
  /// How many months a value stands for.
  var monthsPerStep = 1

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let calendar = ChartCalendar(start: start)
    func people(_ value: Double) -> String {
      setting.numbers.text.number(value, place: abs(value) < 10 && abs(value) >= 0.05 ? -1 : 0)
    }
    func points(_ values: [Double], _ low: [Double] = [], _ high: [Double] = []) -> [ChartLines.Point] {
      values.enumerated().filter { $0.element.isFinite }.map { index, value in
        var band: ClosedRange<Double>?
        if low.indices.contains(index), high.indices.contains(index), low[index] <= high[index] {
          band = low[index]...high[index]
        }
        return .init(
          x: Double(index * monthsPerStep) / 12, y: value, band: band,
          place: calendar.month(index * monthsPerStep, setting),
          value: people(value))
      }
    }
    let peak = waiting.enumerated().filter { $0.element.isFinite }.max { $0.element < $1.element }
    let available = zip(used, capacity).filter { $0.isFinite && $1.isFinite && $1 > 0 }
    let share =
      available.isEmpty ? nil : available.reduce(0) { $0 + $1.0 } / available.reduce(0) { $0 + $1.1 }
    let programme = ChartText.clean(programme)
    var title = programme
    if !waiting.isEmpty {
      title = say("\(programme): gemiddeld wacht er niemand", "\(programme): on average nobody waits")
    }
    if let peak, peak.element >= 0.05 {
      let month = calendar.month(peak.offset * monthsPerStep, setting)
      title = say(
        "\(programme): gemiddeld wachten er hoogstens \(people(peak.element)) mensen, in \(month)",
        "\(programme): on average at most \(people(peak.element)) people wait, in \(month)")
    }
    if let share {
      let percent = setting.numbers.text.percent(share)
      title +=
        (waiting.isEmpty ? ": " : "; ")
        + say("\(percent) van de plekken is bezet", "\(percent) of places are in use")
    }
    let right = setting.isNarrow ? 96.0 : 120
    let years = Double(max(max(waiting.count, used.count) - 1, 1) * monthsPerStep) / 12
    func panel(_ lines: [ChartLines.Line], _ name: String) -> ChartLines {
      let tops = lines.flatMap(\.points).map { max($0.y, $0.band?.upperBound ?? 0) }
      return ChartLines(
        lines: lines, xTitle: [say("jaren na de start", "years after the start")], yTitle: [name],
        x: 0...years,
        y: 0...max((tops.max() ?? 1) * 1.08, 1), height: 150, right: right, isAlone: false,
        name: name == say("plekken", "places") ? "place" : "wait")
    }
    var views: [VegaView] = []
    if !waiting.isEmpty {
      views.append(
        panel(
          [
            .init(
              label: say("wachten", "waiting"), tone: .vermilion, isStepped: true,
              points: points(waiting, waitingLower95, waitingUpper95))
          ],
          say("mensen op de wachtlijst", "people on the waiting list")
        ).view(in: setting))
    }
    views.append(
      panel(
        [
          .init(label: say("in gebruik", "in use"), tone: .blue, isStepped: true, points: points(used)),
          .init(
            label: say("aantal plekken", "places there are"), tone: .grey, dash: [6, 3], isStepped: true,
            points: points(capacity)),
        ], say("plekken", "places")
      ).view(in: setting))
    let subtitle =
      say(
        "Gemiddelden per maand vanaf \(setting.numbers.text.month(start))",
        "Means by month from \(setting.numbers.text.month(start))")
      + (waitingLower95.isEmpty ? "." : say("; band: 95%.", "; band: 95%."))
    let places = say(
      "Aan het eind zijn er gemiddeld \(people(used.last ?? 0)) van \(people(capacity.last ?? 0)) plekken in gebruik",
      "At the end on average \(people(used.last ?? 0)) of \(people(capacity.last ?? 0)) places are in use")
    let end =
      places
      + (waiting.last.map { say(" en wachten er \(people($0)) mensen.", " and \(people($0)) people wait.") }
        ?? ".")
    return AnalysisChart(
      key: "waiting", title: title, description: "\(title). \(end)",
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]), content: .panels(views, columns: 1, spacing: 24),
        theme: setting.theme))
  }
}
