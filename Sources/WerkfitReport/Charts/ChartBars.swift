/// Bars from zero with their names and values, for charts of one number a row.
struct ChartBars: Sendable {
  /// A bar.
  struct Bar: Sendable, Hashable {
    var label: String
    var detail: String
    var value: Double
    /// The ends of a whisker, or nil.
    var range: ClosedRange<Double>?
    var text: String
    var tone: ChartTone
  }

  var bars: [Bar]
  var axisTitle: String
  /// What values are divided by on the axis.
  var divisor: Double
  /// What hovering calls the value.
  var valueName: String

  /// The panel.
  func view(in setting: ChartSetting) -> VegaView {
    let rows = ChartRows(
      bars.map { .init($0.label, details: $0.detail) }, marks: bars.map { _ in 24 }, in: setting, gap: 10,
      share: 0.4)
    let widest = bars.map { ChartText.width($0.text, size: 12) + 12 }.max() ?? 40
    let ends = bars.flatMap {
      [$0.value, $0.range?.upperBound ?? $0.value, min($0.range?.lowerBound ?? 0, 0)]
    }
    let width = setting.axisWidth(left: rows.left)
    let scale = VegaScale.over(
      ChartSetting.domain(ends.map { $0 / divisor }, withZero: true, left: 2, right: widest, width: width))
    let axis = VegaAxis(
      title: setting.axisTitle(axisTitle, width: width), format: ChartNumbers.axisFormat,
      tickCount: setting.isNarrow ? 4 : 6, hasGrid: true)
    let placed = zip(bars, rows.centres).map { (bar: $0, y: $1) }
    func label(_ style: ChartStyle) -> VegaLayer {
      VegaLayer(
        placed, .text(style, .left, .middle, dx: 6),
        .x(
          "end", { max($0.bar.value, $0.bar.range?.upperBound ?? 0, 0) / divisor }, scale: scale, axis: axis),
        .yPixels(\.y), .text("text", \.bar.text))
    }
    let layers: [VegaLayer] =
      [
        VegaLayer(
          placed, VegaMark(.bar, .bar), .x("value", { $0.bar.value / divisor }, scale: scale, axis: axis),
          .x2("zero") { _ in 0 }, .yPixels { $0.y - 9 }, .y2Pixels { $0.y + 9 }, .tone(\.bar.tone),
          .tooltip(.text(valueName) { "\(ChartText.clean($0.bar.label)): \($0.bar.text)" })),
        VegaLayer(
          placed.filter { $0.bar.range != nil }, VegaMark(.rule, .whisker),
          .x("lower", { ($0.bar.range?.lowerBound ?? 0) / divisor }, scale: scale, axis: axis),
          .x2("upper") { ($0.bar.range?.upperBound ?? 0) / divisor }, .yPixels(\.y)),
        VegaLayer([0.0], VegaMark(.rule, .zero), .x("value", { $0 }, scale: scale, axis: axis)),
        label(.halo), label(.value),
      ] + rows.layers
    return VegaView(width: setting.panelWidth, height: rows.height, layers: layers)
  }
}
