/// Rows of a chart with their names: left of the marks on a wide page, above them on a narrow one.
///
/// Heights are worked out here in px, so that names of any length find room and nothing is cut off.
struct ChartRows: Sendable {
  /// A row: its name and what is said below it.
  struct Header: Sendable, Hashable {
    var name: String
    /// Each begins on a new line.
    var details: [String]

    init(_ name: String, details: String...) { (self.name, self.details) = (name, details) }
  }

  /// A line of text of the headers.
  private struct Line {
    var text: String
    var y: Double
  }

  /// The room for names left of the marks.
  let left: Double
  /// The centre of the marks of each row.
  let centres: [Double]
  /// The top and bottom of each row, header included.
  let spans: [ClosedRange<Double>]
  /// The height of all rows.
  let height: Double

  private let covers: [ClosedRange<Double>]
  private let names: [Line]
  private let details: [Line]

  /// Rows whose marks need so much height each.
  ///
  /// - Parameters:
  ///   - marks: The height of the marks of each row; their centre lies in the middle of it.
  ///   - breaks: Rows above which there is more room.
  init(
    _ headers: [Header], marks: [Double], in setting: ChartSetting, breaks: Set<Int> = [], gap: Double = 14,
    share: Double = 0.34
  ) {
    left = Self.left(in: setting, share: share)
    var covers: [ClosedRange<Double>] = []
    let room = setting.isNarrow ? setting.width - 24 : left - 16
    var (names, details): ([Line], [Line]) = ([], [])
    var (centres, spans): ([Double], [ClosedRange<Double>]) = ([], [])
    var y = 0.0
    for (index, (header, marks)) in zip(headers, marks).enumerated() {
      if breaks.contains(index) { y += 14 }
      let name = ChartText.lines(header.name, width: room, size: 13, isBold: true, most: 4)
      let detail = header.details.filter { !$0.isEmpty }.flatMap {
        ChartText.lines($0, width: room, size: 12, most: 4)
      }
      let text = Double(name.count) * 16 + Double(detail.count) * 15 + (detail.isEmpty ? 0 : 2)
      let height = setting.isNarrow ? text + 4 + marks : max(text, marks)
      let top = setting.isNarrow ? y : y + (height - text) / 2
      for (line, words) in name.enumerated() {
        names.append(Line(text: words, y: top + Double(line) * 16 + 8))
      }
      for (line, words) in detail.enumerated() {
        let place = top + Double(name.count) * 16 + 2 + Double(line) * 15 + 7
        details.append(Line(text: words, y: place))
      }
      if setting.isNarrow { covers.append((y - 2)...(y + text + 2)) }
      centres.append(setting.isNarrow ? y + text + 4 + marks / 2 : y + height / 2)
      spans.append(y...(y + height))
      y += height + gap
    }
    self.height = max(y - gap, 20) + 4
    (self.names, self.details, self.centres, self.spans) = (names, details, centres, spans)
    self.covers = covers
  }

  /// The room for names left of the marks: a share of the width, up to a bound.
  static func left(in setting: ChartSetting, share: Double = 0.34) -> Double {
    setting.isNarrow ? 0 : min(680 * share, (setting.width * share).rounded())
  }

  /// The layers that write the headers.
  var layers: [VegaLayer] {
    [
      // Above the marks, lines would run through the letters.
      VegaLayer(
        covers, VegaMark(.rect, .paper).with { $0.x2Offset = 4 }, .xAt(pixels: -1), .x2AtRightEdge,
        .yPixels(\.lowerBound),
        .y2Pixels(\.upperBound)),
      VegaLayer(
        names, .text(.rowName), .xAt(pixels: -left), .yPixels(\.y), .text("name", \.text)),
      VegaLayer(
        details, .text(.rowDetail), .xAt(pixels: -left), .yPixels(\.y), .text("detail", \.text)),
    ]
  }
}
