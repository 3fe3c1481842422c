extension Workbook {
  /// A sheet: columns, rows of cells from the top, large blocks of numbers, and charts on top.
  public struct Sheet: Sendable, Hashable {
    /// The name on the tab; see ``Workbook/sheetName(_:besides:fallback:)`` for what it may be.
    public var name: String
    /// The columns from the left; what is not given has the usual width.
    public var columns: [Column] = []
    /// The rows from the top.
    public var rows: [Row] = []
    /// Large blocks of plain numbers.
    public var blocks: [Block] = []
    /// Ranges that are shown as one cell, the first of which holds what is shown.
    public var merged: [Range] = []
    /// The first cell that scrolls: what is above and to the left of it stays.
    public var frozen: Address?
    /// The range that readers can filter, with its heading.
    public var filter: Range?
    /// How many rows from the top are printed again on each page, and from which on.
    public var repeatedRows: ClosedRange<Int>?
    /// How many columns from the left are printed again on each page.
    public var repeatedColumns = 0
    /// What is printed above each page, on the left; may be empty.
    public var header = ""
    /// What is printed below each page, on the left; the page and the sheet follow.
    public var footer = ""
    /// How many pages wide the sheet prints.
    public var pagesWide = 1
    /// How many pages high the sheet prints; 0 is as high as it needs.
    public var pagesHigh = 0
    /// What is printed; nil is everything.
    public var printed: Range?
    /// Rows before which a new page begins when printing.
    public var pageBreaks: [Int] = []
    /// Remarks that belong to a cell.
    public var notes: [Note] = []
    /// Text by which cells change their looks.
    public var highlights: [Highlight] = []
    /// Charts.
    public var charts: [PlacedChart] = []
    /// The colour of the tab.
    public var tabColour: Colour?
    /// How large the sheet is shown, in percent, 10 to 400.
    public var zoom = 100
    /// Whether lines are shown between cells.
    public var showsGridlines = false
    /// Whether numbers that stand as text are meant so, and Excel need not warn of them.
    public var holdsNumbersAsText = true

    /// An empty sheet.
    public init(name: String) { self.name = name }
  }

  /// A column of a sheet.
  public struct Column: Sendable, Hashable {
    /// The width in characters of the usual font.
    public var width: Double
    /// How empty cells look, and what is typed into them.
    public var style: Style?

    /// A column of a width.
    public init(_ width: Double, _ style: Style? = nil) { (self.width, self.style) = (width, style) }
  }

  /// A row of a sheet.
  public struct Row: Sendable, Hashable {
    /// The cells from the left.
    public var cells: [Cell]
    /// The height in points; nil lets the program fit it.
    public var height: Double?

    /// A row of cells.
    public init(_ cells: [Cell], height: Double? = nil) { (self.cells, self.height) = (cells, height) }
  }

  /// A block of plain numbers, for tables of thousands of rows.
  public struct Block: Sendable, Hashable {
    /// Its first cell.
    public var origin: Address
    /// Its columns, each with its numbers from the top.
    public var columns: [[Double]]
    /// How the numbers of each column look.
    public var styles: [Style]

    /// A block of columns.
    public init(origin: Address, columns: [[Double]], styles: [Style]) {
      (self.origin, self.columns, self.styles) = (origin, columns, styles)
    }
  }

  /// A remark that belongs to a cell and opens when pointed at.
  public struct Note: Sendable, Hashable {
    /// The cell.
    public var address: Address
    /// The remark.
    public var text: String

    /// A remark at a cell.
    public init(_ address: Address, _ text: String) { (self.address, self.text) = (address, text) }
  }

  /// Cells in a range that begin with a text look different, also after they are computed anew.
  public struct Highlight: Sendable, Hashable {
    /// Where.
    public var range: Range
    /// How the text begins.
    public var beginning: String
    /// How such cells look.
    public var style: Style

    /// A highlight of what begins with a text.
    public init(_ range: Range, beginning: String, style: Style) {
      (self.range, self.beginning, self.style) = (range, beginning, style)
    }
  }

  /// A chart at a place on a sheet.
  public struct PlacedChart: Sendable, Hashable {
    /// The cell of its upper left corner.
    public var address: Address
    /// The chart.
    public var chart: Chart

    /// A chart at a cell.
    public init(_ address: Address, _ chart: Chart) { (self.address, self.chart) = (address, chart) }
  }
}
