/// A panel of lines over a number, each with its name at its right end.
struct ChartLines: Sendable {
  /// A place on a line, with what hovering says of it.
  struct Point: Sendable, Hashable {
    var x: Double, y: Double
    /// The ends of a band around it, or nil.
    var band: ClosedRange<Double>?
    /// Where it is and how high, in words.
    var place: String, value: String
  }

  /// A line.
  struct Line: Sendable, Hashable {
    var label: String
    var tone: ChartTone
    var dash: [Double] = [1, 0]
    var isStepped = false
    var points: [Point]
  }

  /// A line across the panel, with words.
  struct Mark: Sendable, Hashable {
    var value: Double
    var label: String
  }

  var lines: [Line]
  var xTitle: [String], yTitle: [String]
  var x: ClosedRange<Double>, y: ClosedRange<Double>
  /// Marks upright and across.
  var upright: [Mark] = [], across: [Mark] = []
  var height = 300.0
  /// The room for names at the right.
  var right = 150.0
  /// Whether it is the only panel of its chart.
  var isAlone = true
  /// A name that no other panel of the chart has.
  var name = "line"

  /// Dashes by which the lines of more than a few choices differ besides their colours.
  static let dashes: [[Double]] = [
    [1, 0], [6, 3], [2, 3], [10, 4], [6, 3, 2, 3], [1, 0], [6, 3], [2, 3],
  ]

  /// The panel.
  func view(in setting: ChartSetting, title: VegaTitle? = nil) -> VegaView {
    let gutter = 46.0
    let xScale = VegaScale.over(x), yScale = VegaScale.over(y)
    let xAxis = VegaAxis(
      title: xTitle, format: ChartNumbers.axisFormat, tickCount: setting.isNarrow ? 4 : 7, hasGrid: false)
    let yAxis = VegaAxis(
      title: yTitle, format: ChartNumbers.axisFormat, tickCount: 5, hasGrid: true, isTitleFlat: true)
    var layers: [VegaLayer] = []
    for line in lines where line.points.contains(where: { $0.band != nil }) {
      layers.append(
        VegaLayer(
          line.points, VegaMark(.area, .band95).with { $0.isStepped = line.isStepped },
          .x("x", \.x, scale: xScale, axis: xAxis),
          .y("lower", { $0.band?.lowerBound ?? $0.y }, scale: yScale, axis: yAxis),
          .y2("upper") { $0.band?.upperBound ?? $0.y }, .tone { _ in line.tone }))
    }
    layers += [
      VegaLayer(upright, VegaMark(.rule, .reference), .x("x", \.value, scale: xScale, axis: xAxis)),
      VegaLayer(across, VegaMark(.rule, .zero), .y("y", \.value, scale: yScale, axis: yAxis)),
    ]
    for (index, line) in lines.enumerated() {
      let hover = VegaHover(name: "\(name)\(index)")
      layers += [
        VegaLayer(
          line.points,
          VegaMark(.line, .line).with {
            $0.dash = line.dash
            $0.isStepped = line.isStepped
          }, .x("x", \.x, scale: xScale, axis: xAxis), .y("y", \.y, scale: yScale, axis: yAxis),
          .tone { _ in line.tone }),
        VegaLayer(
          line.points, VegaMark(.point, .point), hover: hover, .x("x", \.x, scale: xScale, axis: xAxis),
          .y("y", \.y, scale: yScale, axis: yAxis), .tone { _ in line.tone }, .seenOnHover(hover.name),
          .tooltip(
            .text(
              line.label.isEmpty ? setting.say("uitkomst", "outcome") : ChartText.clean(line.label), \.value),
            .text(setting.say("bij", "at"), \.place))),
      ]
    }
    layers += names(setting) + words(xScale, xAxis, yScale, yAxis)
    return VegaView(
      title: title,
      width: isAlone ? setting.panelWidth : .pixels(setting.axisWidth(left: gutter, right: right)),
      height: height, layers: layers)
  }

  /// The names at the right ends, kept apart.
  private func names(_ setting: ChartSetting) -> [VegaLayer] {
    let shown = lines.filter { !$0.points.isEmpty && !$0.label.isEmpty }
    let texts = shown.map {
      ChartText.lines($0.label, width: right - 26, size: 11, most: 2).joined(separator: "\n")
    }
    let ends = shown.map { line in
      let end = line.points.last?.y ?? 0
      return height * (1 - (end - y.lowerBound) / (y.upperBound - y.lowerBound))
    }
    let places = ChartText.apart(
      ends, gap: texts.contains { $0.contains("\n") } ? 30 : 16, within: 6...max(height, 7))
    let rows = zip(zip(shown, texts), places).map { (tone: $0.0.tone, text: $0.1, y: $1) }
    return [
      VegaLayer(
        rows, .text(.value, .left, .middle, dx: 6), .xAtRightEdge, .yPixels(\.y), .tone(\.tone),
        .text("key") { _ in "■" }),
      VegaLayer(
        rows, .text(.remark, .left, .middle, dx: 18), .xAtRightEdge,
        .yPixels { $0.y - ($0.text.contains("\n") ? 7 : 0) }, .text("label", \.text)),
    ]
  }

  private func words(_ xScale: VegaScale, _ xAxis: VegaAxis, _ yScale: VegaScale, _ yAxis: VegaAxis)
    -> [VegaLayer]
  {
    let middle = (x.lowerBound + x.upperBound) / 2
    func upright(_ style: ChartStyle, _ isLeft: Bool) -> VegaLayer {
      VegaLayer(
        self.upright.filter { ($0.value <= middle) == isLeft },
        .text(style, isLeft ? .left : .right, .top, dx: isLeft ? 5 : -5),
        .x("x", \.value, scale: xScale, axis: xAxis),
        .yAt(pixels: 4), .text("mark", \.label))
    }
    func across(_ style: ChartStyle) -> VegaLayer {
      VegaLayer(
        self.across.filter { !$0.label.isEmpty }, .text(style, .right, .bottom, dx: -4, dy: -4),
        .xAtRightEdge,
        .y("y", \.value, scale: yScale, axis: yAxis), .text("mark", \.label))
    }
    return [
      upright(.halo, true), upright(.value, true), upright(.halo, false), upright(.value, false),
      across(.halo), across(.value),
    ]
  }
}
