/// A mark: the shape that stands for a row of data.
struct VegaMark: Sendable, Hashable {
  /// The kind of shape.
  enum Kind: String, Sendable { case area, bar, line, point, rect, rule, text, tick }
  /// On which side of its point text stands.
  enum Align: String, Sendable { case left, center, right }
  /// Which height of the text lies on its point.
  enum Baseline: String, Sendable { case top, middle, bottom, alphabetic }
  /// The form of a point.
  enum Shape: String, Sendable, CaseIterable {
    case circle, square, cross, diamond
    case triangleUp = "triangle-up"
    case triangleDown = "triangle-down"
    case triangleRight = "triangle-right"
    case triangleLeft = "triangle-left"
  }

  var kind: Kind
  /// The style of the theme that gives colour, width and size.
  var style: ChartStyle
  var align: Align?
  var baseline: Baseline?
  var dx: Double?
  var dy: Double?
  var size: Double?
  var shape: Shape?
  var opacity: Double?
  var strokeWidth: Double?
  /// The lengths of dashes and gaps in px.
  var dash: [Double]?
  var cornerRadius: Double?
  var isFilled: Bool?
  var isClipped: Bool?
  /// How far the other end lies beyond its place, in px.
  var x2Offset: Double?
  /// Whether a line or area steps from month to month instead of sloping.
  var isStepped = false

  /// A mark in a style of the theme.
  init(_ kind: Kind, _ style: ChartStyle) { (self.kind, self.style) = (kind, style) }

  /// The mark with changes.
  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }

  /// Text in a style, placed against its point.
  static func text(
    _ style: ChartStyle, _ align: Align = .left, _ baseline: Baseline = .middle, dx: Double = 0,
    dy: Double = 0
  ) -> Self {
    Self(.text, style).with {
      ($0.align, $0.baseline) = (align, baseline)
      ($0.dx, $0.dy) = (dx, dy)
    }
  }

  var json: JSONValue {
    var object: [String: JSONValue] = ["type": .string(kind.rawValue), "style": .string(style.rawValue)]
    object.put("align", align.map { .string($0.rawValue) })
    object.put("baseline", baseline.map { .string($0.rawValue) })
    object.put("dx", dx.map(JSONValue.number))
    object.put("dy", dy.map(JSONValue.number))
    object.put("size", size.map(JSONValue.number))
    object.put("shape", shape.map { .string($0.rawValue) })
    object.put("opacity", opacity.map(JSONValue.number))
    object.put("strokeWidth", strokeWidth.map(JSONValue.number))
    object.put("strokeDash", dash.map { .array($0.map(JSONValue.number)) })
    object.put("cornerRadius", cornerRadius.map(JSONValue.number))
    object.put("filled", isFilled.map(JSONValue.bool))
    object.put("clip", isClipped.map(JSONValue.bool))
    object.put("x2Offset", x2Offset.map(JSONValue.number))
    if isStepped { object["interpolate"] = "step-after" }
    if kind == .text { object["lineBreak"] = "\n" }
    return .object(object)
  }
}
