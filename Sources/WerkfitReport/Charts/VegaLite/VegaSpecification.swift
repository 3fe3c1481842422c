/// A panel: layers on the same axes.
struct VegaView: Sendable, Hashable {
  /// How wide a panel is.
  enum Width: Sendable, Hashable {
    case pixels(Double)
    /// So many px with everything beside the axes included; only for a chart of one panel.
    case whole(Double)
    /// As wide as what holds the chart; only for a chart of one panel.
    case container
  }

  /// What stands above the panel.
  var title: VegaTitle?
  /// The width of the axes.
  var width: Width
  /// The height of the axes in px.
  var height: Double
  /// The layers, the first at the back.
  var layers: [VegaLayer]

  var json: [String: JSONValue] {
    var object: [String: JSONValue] = [
      "height": .number(height), "layer": .array(layers.map(\.json)),
    ]
    switch width {
    case .pixels(let pixels), .whole(let pixels): object["width"] = .number(pixels)
    case .container: object["width"] = "container"
    }
    object.put("title", title?.json)
    return object
  }
}

/// A title with what stands below it, each in lines.
struct VegaTitle: Sendable, Hashable {
  var lines: [String]
  var subtitle: [String] = []
  /// Whether it starts at the left of everything, axes and labels included; else at the axes.
  var isOverAll = true
  /// How far right of that it starts, in px.
  var offsetX: Double?
  /// The room between it and the panel, in px.
  var offset: Double?
  /// The size of its letters; that of the theme unless said.
  var fontSize: Double?

  var json: JSONValue {
    var object: [String: JSONValue] = [
      "text": .array(lines.map(JSONValue.string)), "anchor": "start",
      "frame": isOverAll ? "bounds" : "group",
    ]
    if !subtitle.isEmpty { object["subtitle"] = .array(subtitle.map(JSONValue.string)) }
    object.put("dx", offsetX.map(JSONValue.number))
    object.put("offset", offset.map(JSONValue.number))
    object.put("fontSize", fontSize.map(JSONValue.number))
    object.put("lineHeight", fontSize.map { .number($0 + 4) })
    return .object(object)
  }
}

/// A whole chart: one panel, or panels in columns.
struct VegaSpecification: Sendable, Hashable {
  /// What it shows.
  enum Content: Sendable, Hashable {
    case panel(VegaView)
    /// Panels from left to right and then down.
    case panels([VegaView], columns: Int, spacing: Double)
  }

  var title: VegaTitle
  var content: Content
  var theme: ChartTheme

  /// The specification, without what the title and description of ``AnalysisChart`` add.
  var json: [String: JSONValue] {
    var object: [String: JSONValue]
    switch content {
    case .panel(let view):
      object = view.json
      switch view.width {
      case .container, .whole: object["autosize"] = ["type": "fit-x", "contains": "padding"]
      case .pixels: break
      }
    case .panels(let views, let columns, let spacing):
      object = [
        "concat": .array(views.map { .object($0.json) }), "columns": .number(Double(columns)),
        "spacing": .number(spacing),
      ]
    }
    object["title"] = title.json
    object["config"] = theme.config
    return object
  }
}
