/// One layer of a chart: a mark drawn for each of its own rows.
struct VegaLayer: Sendable, Hashable {
  private var rows: [JSONValue]
  private var mark: VegaMark
  private var encodings: [String: JSONValue]
  private var hover: VegaHover?

  /// A layer that draws a mark for each row.
  init<Row>(
    _ rows: [Row], _ mark: VegaMark, hover: VegaHover? = nil, _ encodings: VegaEncoding<Row>...
  ) {
    let columns = encodings.flatMap(\.columns)
    self.rows = rows.map { row in
      .object(
        Dictionary(columns.map { ($0.name, $0.value(row).json) }, uniquingKeysWith: { first, _ in first }))
    }
    self.mark = mark
    self.hover = hover
    self.encodings = Dictionary(
      encodings.map { ($0.channel, $0.json) }, uniquingKeysWith: { _, last in last })
  }

  var json: JSONValue {
    var object: [String: JSONValue] = [
      "data": ["values": .array(rows)], "mark": mark.json, "encoding": .object(encodings),
    ]
    if let hover { object["params"] = [hover.json] }
    return .object(object)
  }
}

/// A parameter that follows the pointer: the nearest mark of its layer.
struct VegaHover: Sendable, Hashable {
  /// The name, once in a chart.
  var name: String
  /// The channels by which nearness counts.
  var channels: [String] = ["x"]

  var json: JSONValue {
    [
      "name": .string(name),
      "select": [
        "type": "point", "on": "pointerover", "nearest": true, "clear": "pointerout",
        "encodings": .array(channels.map(JSONValue.string)),
      ],
    ]
  }
}
