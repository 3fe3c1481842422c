/// How values become places.
struct VegaScale: Sendable, Hashable {
  /// The kind of scale.
  enum Kind: String, Sendable { case linear, log, sqrt }

  /// The kind; linear unless said.
  var kind: Kind?
  /// The values at both ends.
  var domain: ClosedRange<Double>?
  /// Whether the ends move to round numbers.
  var isNice: Bool?
  /// Whether zero is always inside.
  var hasZero: Bool?

  /// A scale over the given values, ends as given.
  static func over(_ domain: ClosedRange<Double>) -> Self {
    Self(domain: domain, isNice: false, hasZero: false)
  }

  var json: JSONValue {
    var object: [String: JSONValue] = [:]
    object.put("type", kind.map { .string($0.rawValue) })
    object.put("domain", domain.map { [.number($0.lowerBound), .number($0.upperBound)] })
    object.put("nice", isNice.map(JSONValue.bool))
    object.put("zero", hasZero.map(JSONValue.bool))
    return .object(object)
  }
}

/// An axis: its title, ticks and labels.
struct VegaAxis: Sendable, Hashable {
  /// Where it stands.
  enum Side: String, Sendable { case top, bottom, left, right }

  /// The title, in lines.
  var title: [String] = []
  /// The side; the grammar's own choice unless said.
  var side: Side?
  /// The format of its numbers, in the notation of d3-format.
  var format: String?
  /// About how many ticks.
  var tickCount: Int?
  /// The values that get a tick.
  var values: [Double]?
  /// Whether lines run across the chart at its ticks.
  var hasGrid: Bool?
  /// Whether its numbers are written out.
  var hasLabels: Bool?
  /// Whether the title stands flat above the axis (for axes at the left).
  var isTitleFlat = false

  var json: JSONValue {
    var object: [String: JSONValue] = [:]
    object["title"] = title.isEmpty ? .null : .array(title.map(JSONValue.string))
    object.put("orient", side.map { .string($0.rawValue) })
    object.put("format", format.map(JSONValue.string))
    object.put("tickCount", tickCount.map { .number(Double($0)) })
    object.put("values", values.map { .array($0.map(JSONValue.number)) })
    object.put("grid", hasGrid.map(JSONValue.bool))
    object.put("labels", hasLabels.map(JSONValue.bool))
    if isTitleFlat {
      object["titleAngle"] = 0
      object["titleAlign"] = "left"
      object["titleAnchor"] = "end"
      object["titleBaseline"] = "bottom"
      object["titleX"] = 0
      object["titleY"] = .number(-8 - 16 * Double(max(title.count - 1, 0)))
    }
    return .object(object)
  }
}
