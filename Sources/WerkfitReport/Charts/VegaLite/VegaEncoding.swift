/// How one property of a mark follows from the rows.
struct VegaEncoding<Row> {
  /// The property, by its name in Vega-Lite.
  let channel: String
  /// The definition without its column.
  let definition: [String: JSONValue]
  /// The columns it reads.
  let columns: [VegaColumn<Row>]
  /// What readers see before each value; only for what hovering shows.
  private let titles: [String]

  private init(_ channel: String, _ column: VegaColumn<Row>?, _ more: [String: JSONValue] = [:]) {
    self.channel = channel
    columns = column.map { [$0] } ?? []
    titles = []
    var whole = more
    if let column { whole["field"] = .string(column.name) }
    definition = whole
  }

  private init(tooltip columns: [VegaColumn<Row>]) {
    channel = "tooltip"
    titles = columns.map { ChartText.hoverTitle($0.name) }
    // Titles may be names from the study, which must not stand for other columns.
    self.columns = columns.enumerated().map { VegaColumn(name: "hover\($0)", value: $1.value) }
    definition = [:]
  }

  // MARK: Places

  /// The place across, from a number.
  static func x(
    _ name: String, _ value: @escaping (Row) -> Double, scale: VegaScale? = nil, axis: VegaAxis? = nil
  ) -> Self {
    Self("x", .number(name, value), place(scale, axis))
  }

  /// The place down, from a number.
  static func y(
    _ name: String, _ value: @escaping (Row) -> Double, scale: VegaScale? = nil, axis: VegaAxis? = nil
  ) -> Self {
    Self("y", .number(name, value), place(scale, axis))
  }

  /// The other end across.
  static func x2(_ name: String, _ value: @escaping (Row) -> Double) -> Self {
    Self("x2", .number(name, value))
  }

  /// The other end down.
  static func y2(_ name: String, _ value: @escaping (Row) -> Double) -> Self {
    Self("y2", .number(name, value))
  }

  /// The place down in px from the top, which needs no scale.
  static func yPixels(_ value: @escaping (Row) -> Double) -> Self {
    Self("y", .number("pixelY", value), ["type": "quantitative", "scale": .null, "axis": .null])
  }

  /// The other end down in px from the top.
  static func y2Pixels(_ value: @escaping (Row) -> Double) -> Self {
    Self("y2", .number("pixelY2", value))
  }

  /// The place across in px from the left, which needs no scale.
  static func xPixels(_ value: @escaping (Row) -> Double) -> Self {
    Self("x", .number("pixelX", value), ["type": "quantitative", "scale": .null, "axis": .null])
  }

  /// The other end across in px from the left.
  static func x2Pixels(_ value: @escaping (Row) -> Double) -> Self {
    Self("x2", .number("pixelX2", value))
  }

  /// The place at the left edge of the axes.
  static var xAtLeft: Self { xAt(pixels: 0) }

  /// A fixed place across in px; below zero lies left of the axes.
  static func xAt(pixels: Double) -> Self { Self("x", nil, ["value": .number(pixels)]) }

  /// A fixed place down in px.
  static func yAt(pixels: Double) -> Self { Self("y", nil, ["value": .number(pixels)]) }

  /// The place at the right edge of the axes, whatever their width.
  static var xAtRightEdge: Self { Self("x", nil, ["value": "width"]) }

  /// The other end at the right edge of the axes.
  static var x2AtRightEdge: Self { Self("x2", nil, ["value": "width"]) }

  // MARK: Looks

  /// The text of a text mark; `\n` begins a line.
  static func text(_ name: String, _ value: @escaping (Row) -> String) -> Self {
    Self("text", .text(name, value), ["type": "nominal"])
  }

  /// The colour, from the palette of the theme.
  static func tone(_ value: @escaping (Row) -> ChartTone) -> Self {
    Self(
      "color", VegaColumn(name: "tone") { .text(value($0).rawValue) },
      [
        "type": "nominal", "legend": .null,
        "scale": ["domain": .array(ChartTone.allCases.map { .string($0.rawValue) })],
      ])
  }

  /// The form of a point.
  static func shape(_ value: @escaping (Row) -> VegaMark.Shape) -> Self {
    let shapes = VegaMark.Shape.allCases.map { JSONValue.string($0.rawValue) }
    return Self(
      "shape", VegaColumn(name: "shape") { .text(value($0).rawValue) },
      [
        "type": "nominal", "legend": .null,
        "scale": ["domain": .array(shapes), "range": .array(shapes)],
      ])
  }

  /// A colour between those of the theme for low, middle and high.
  static func heat(
    _ name: String, domain: ClosedRange<Double>, middle: Double, _ value: @escaping (Row) -> Double
  )
    -> Self
  {
    Self(
      "color", .number(name, value),
      [
        "type": "quantitative", "legend": .null,
        "scale": [
          "domain": [.number(domain.lowerBound), .number(domain.upperBound)], "domainMid": .number(middle),
          "range": "diverging", "interpolate": "rgb", "nice": false,
        ],
      ])
  }

  /// One line or area per name.
  static func series(_ name: String, _ value: @escaping (Row) -> String) -> Self {
    Self("detail", .text(name, value), ["type": "nominal"])
  }

  /// Seen only where the pointer is, after a hover parameter of the same layer.
  static func seenOnHover(_ parameter: String) -> Self {
    Self(
      "opacity", nil,
      ["condition": ["param": .string(parameter), "empty": false, "value": 1], "value": 0])
  }

  /// What hovering shows, one line a column, under the names of the columns.
  static func tooltip(_ columns: VegaColumn<Row>...) -> Self { Self(tooltip: columns) }

  private static func place(_ scale: VegaScale?, _ axis: VegaAxis?) -> [String: JSONValue] {
    var object: [String: JSONValue] = ["type": "quantitative"]
    object.put("scale", scale?.json)
    object["axis"] = axis?.json ?? .null
    return object
  }

  var json: JSONValue {
    guard channel == "tooltip" else { return .object(definition) }
    return .array(
      zip(columns, titles).map {
        ["field": .string($0.name), "type": "nominal", "title": .string($1)]
      })
  }
}
