import Foundation
import WerkfitStudy

/// An outcome for each combination of two assumptions, as a grid of coloured cells with their numbers.
struct HeatMapChart: Sendable, Hashable {
  /// The outcome.
  var outcome: String
  /// Its unit.
  var unit: String
  /// The names of the two assumptions.
  var rowName: String, columnName: String
  /// The values of the assumptions, as text.
  var rows: [String], columns: [String]
  /// The outcome by row and column.
  var values: [[Double]]
  /// What the outcome must reach, mostly 0.
  var target = 0.0

  private struct Cell {
    var row: Int, column: Int
    var value: Double
  }

  /// The chart.
  func chart(in setting: ChartSetting) -> AnalysisChart {
    let say = setting.say
    let cells = values.enumerated().flatMap { row, line in
      line.enumerated().map { Cell(row: row, column: $0, value: $1) }
    }.filter { $0.value.isFinite && $0.row < rows.count && $0.column < columns.count }
    let largest = (cells.map(\.value) + [target]).map(abs).max() ?? 0
    let axisUnit = setting.numbers.axisUnit(unit, largest: largest)
    func text(_ value: Double) -> String { setting.numbers.withUnit(value, unit: unit, largest: largest) }
    let above = cells.filter { $0.value >= target }.count
    let outcome = ChartText.clean(outcome)
    let title =
      cells.isEmpty
      ? say("Er is nog niets doorgerekend", "Nothing has been computed yet")
      : say(
        "‘\(outcome)’ haalt \(text(target)) bij \(above) van de \(cells.count) combinaties",
        "‘\(outcome)’ reaches \(text(target)) in \(above) of \(cells.count) combinations")
    let subtitle = say(
      "Uitkomst\(axisUnit.label.isEmpty ? "" : " " + axisUnit.label). ▲ haalt het, ▼ haalt het niet; alle andere aannames op hun gemiddelde.",
      "Outcome\(axisUnit.label.isEmpty ? "" : " " + axisUnit.label). ▲ reaches it, ▼ does not; all other assumptions at their mean."
    )
    let low = cells.map(\.value).min(), high = cells.map(\.value).max()
    let range = low.flatMap { low in
      high.map { say("Van \(text(low)) tot \(text($0)).", "From \(text(low)) to \(text($0)).") }
    }
    return AnalysisChart(
      key: "two-way", title: title,
      description: title + ". " + (range ?? "")
        + say(
          " Rijen: \(ChartText.clean(rowName)); kolommen: \(ChartText.clean(columnName)).",
          " Rows: \(ChartText.clean(rowName)); columns: \(ChartText.clean(columnName))."),
      VegaSpecification(
        title: setting.title(title, subtitle: [subtitle]),
        content: .panel(panel(cells, axisUnit, text, setting)),
        theme: setting.theme))
  }

  private func panel(
    _ cells: [Cell], _ unit: ChartNumbers.AxisUnit, _ text: @escaping (Double) -> String,
    _ setting: ChartSetting
  ) -> VegaView {
    let say = setting.say
    let left = setting.isNarrow ? 66.0 : 120
    let width = setting.axisWidth(left: left)
    let (wide, tall, head) = (width / Double(max(columns.count, 1)), 40.0, 44.0)
    let middle = target / unit.divisor
    let reach = max(cells.map { abs($0.value / unit.divisor - middle) }.max() ?? 1, 1e-9)
    // As many digits as three for the largest, so that the numbers fit in their cells.
    let digits = reach >= 100 ? 0 : reach >= 10 ? -1 : -2
    func x(_ cell: Cell) -> Double { Double(cell.column) * wide }
    func y(_ cell: Cell) -> Double { head + Double(cell.row) * tall }
    let columnLabels = columns.enumerated().map {
      (
        text: ChartText.lines($1, width: wide - 4, size: 11, most: 1).first ?? "",
        x: (Double($0) + 0.5) * wide
      )
    }
    let rowLabels = rows.enumerated().map {
      (
        text: ChartText.lines($1, width: left - 8, size: 11, most: 1).first ?? "",
        y: head + (Double($0) + 0.5) * tall
      )
    }
    let rowTitle = ChartText.lines(
      say("rijen: ", "rows: ") + ChartText.clean(rowName), width: setting.width - 24, size: 11, most: 1)
    let columnTitle = ChartText.lines(
      say("kolommen: ", "columns: ") + ChartText.clean(columnName), width: setting.width - 24, size: 11,
      most: 1)
    let titles = [(text: columnTitle.first ?? "", y: 0.0), (text: rowTitle.first ?? "", y: 14)]
    return VegaView(
      width: .pixels(width), height: head + Double(max(rows.count, 1)) * tall,
      layers: [
        VegaLayer(
          cells, VegaMark(.rect, .cell), .xPixels(x), .x2Pixels { x($0) + wide }, .yPixels(y),
          .y2Pixels { y($0) + tall },
          .heat("outcome", domain: (middle - reach)...(middle + reach), middle: middle) {
            $0.value / unit.divisor
          },
          .tooltip(
            .text(ChartText.clean(columnName)) { ChartText.clean(columns[$0.column]) },
            .text(ChartText.clean(rowName)) { ChartText.clean(rows[$0.row]) },
            .text(ChartText.clean(outcome)) { text($0.value) })),
        VegaLayer(
          cells, .text(.cellText, .center, .middle), .xPixels { x($0) + wide / 2 },
          .yPixels { y($0) + tall / 2 },
          .text("label") {
            let number = setting.numbers.text.number($0.value / unit.divisor, place: digits)
            return "\($0.value >= target ? "▲" : "▼")\(wide < 50 ? "\n" : " ")\(number)"
          }),
        VegaLayer(
          columnLabels, .text(.remark, .center, .bottom), .xPixels(\.x), .yAt(pixels: head - 5),
          .text("column", \.text)),
        VegaLayer(
          rowLabels, .text(.remark, .right, .middle), .xAt(pixels: -8), .yPixels(\.y), .text("row", \.text)),
        VegaLayer(
          titles, .text(.remark, .left, .middle), .xAt(pixels: -left), .yPixels(\.y), .text("title", \.text)),
      ])
  }
}
