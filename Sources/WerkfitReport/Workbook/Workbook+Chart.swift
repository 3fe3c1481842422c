extension Workbook {
  /// A chart of the program's own, drawn from ranges so that it follows them.
  public struct Chart: Sendable, Hashable {
    /// How series are drawn.
    public enum Kind: Sendable, Hashable { case columns, stackedColumns, bars, lines, stackedAreas, scatter }

    /// How series are drawn.
    public var kind: Kind
    /// The title, which says what is found or shown.
    public var title: String
    /// What the chart shows, for who does not see it.
    public var alternative: String
    /// The series.
    public var series: [Series]
    /// The axis of categories; of x in a scatter.
    public var categoryAxis: Axis
    /// The axis of values; of y in a scatter.
    public var valueAxis: Axis
    /// Whether the names of the series are shown below.
    public var hasLegend = true
    /// The width in pixels.
    public var width = 720.0
    /// The height in pixels.
    public var height = 400.0

    /// A chart of series.
    public init(
      _ kind: Kind, title: String, alternative: String, series: [Series], categoryAxis: Axis, valueAxis: Axis
    ) {
      (self.kind, self.title, self.alternative) = (kind, title, alternative)
      (self.series, self.categoryAxis, self.valueAxis) = (series, categoryAxis, valueAxis)
    }
  }

  /// A series of a chart.
  public struct Series: Sendable, Hashable {
    /// A mark on a point.
    public enum Marker: Sendable, Hashable, CaseIterable {
      case circle, square, triangle, diamond, cross, plus, star
    }
    /// How a surface is filled besides its colour, so that colour is not alone.
    public enum Pattern: Sendable, Hashable, CaseIterable { case diagonal, dots, horizontal }

    /// The name.
    public var name: String
    /// Where the categories are; the x in a scatter.
    public var categories: Reference
    /// Where the values are; the y in a scatter.
    public var values: Reference
    /// The colour.
    public var colour: Colour
    /// The width of the line in points; nil draws none.
    public var lineWidth: Double?
    /// Whether the line is broken.
    public var isDashed = false
    /// The mark on each point.
    public var marker: Marker?
    /// The size of the marks in points.
    public var markerSize = 7
    /// How its surface is filled besides its colour.
    public var pattern: Pattern?
    /// Text to the right of each point.
    public var labels: [String] = []
    /// Whether the legend names it.
    public var isInLegend = true

    /// A series of values.
    public init(_ name: String, categories: Reference, values: Reference, colour: Colour) {
      (self.name, self.categories, self.values) = (name, categories, values)
      self.colour = colour
    }
  }

  /// An axis of a chart.
  public struct Axis: Sendable, Hashable {
    /// What it measures, with the unit; empty gives none.
    public var title: String
    /// How its numbers look.
    public var numberFormat: NumberFormat?
    /// Where it begins.
    public var minimum: Double?
    /// Where it ends.
    public var maximum: Double?
    /// How far its numbers stand apart.
    public var step: Double?
    /// Whether its numbers and marks are left out; its line stays, at the zero of the other axis.
    public var isHidden = false
    /// Whether lines are drawn through the chart at its numbers.
    public var hasGridlines = false

    /// An axis with a title.
    public init(_ title: String = "", numberFormat: NumberFormat? = nil) {
      (self.title, self.numberFormat) = (title, numberFormat)
    }
  }
}
