/// A table, with the names of its rows in the first column.
public struct DataTable: Sendable {
  /// What stands in it, for above the table.
  public var caption: String?
  /// The heads of all columns, the first one's included.
  public var heads: [Head]
  /// The rows.
  public var lines: [Line]

  /// A table.
  public init(caption: String? = nil, heads: [Head], lines: [Line]) {
    (self.caption, self.heads, self.lines) = (caption, heads, lines)
  }

  /// The head of a column.
  public struct Head: Sendable {
    /// The words.
    public var text: String
    /// Whether numbers stand below it.
    public var isNumber: Bool

    /// The head of a column.
    public init(_ text: String, isNumber: Bool = true) { (self.text, self.isNumber) = (text, isNumber) }
  }

  /// A row.
  public struct Line: Sendable {
    /// The name of the row.
    public var label: String
    /// Where that name leads: a path or anchor such as `#aanname-terugval`.
    public var address: String?
    /// A remark below the name.
    public var note: String?
    /// The cells behind the name.
    public var values: [Value]

    /// A row.
    public init(_ label: String, address: String? = nil, note: String? = nil, _ values: [Value]) {
      (self.label, self.address, self.note, self.values) = (label, address, note, values)
    }
  }

  /// A cell.
  public struct Value: Sendable {
    /// What stands in it.
    public var text: String
    /// Whether that is a number or an amount.
    public var isNumber: Bool
    /// A remark below it, such as an interval.
    public var note: String?

    /// A cell.
    public init(_ text: String, isNumber: Bool = true, note: String? = nil) {
      (self.text, self.isNumber, self.note) = (text, isNumber, note)
    }
  }
}

/// A chart with what says the same to who cannot see it.
public struct Chart: Sendable {
  /// Its name on the page: letters, digits and hyphens, each once.
  public var key: String
  /// The line above it.
  public var topic: String
  /// What it shows, in words.
  public var alternative: String
  /// Vega-Lite for a box of 680 px and more.
  public var specification: JSONText
  /// Vega-Lite for a narrower box.
  public var narrow: JSONText?
  /// The address of a picture for who has no script, where there is one.
  public var still: String?
  /// A remark below it.
  public var note: String?
  /// The numbers behind it.
  public var figures: DataTable?
  /// Whether the picture says the line above it itself, so that it is for screen readers alone.
  public var saysTopic: Bool

  /// A chart.
  public init(
    key: String, topic: String, alternative: String, specification: JSONText, narrow: JSONText? = nil,
    still: String? = nil, note: String? = nil, figures: DataTable? = nil, saysTopic: Bool = false
  ) {
    (self.key, self.topic, self.alternative) = (key, topic, alternative)
    (self.specification, self.narrow, self.still) = (specification, narrow, still)
    (self.note, self.figures, self.saysTopic) = (note, figures, saysTopic)
  }
}
