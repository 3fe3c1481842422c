/// A sheet in the making: rows are added from the top, so that their numbers are known for formulas.
struct SheetDraft {
  typealias Cell = Workbook.Cell
  typealias Address = Workbook.Address

  var sheet: Workbook.Sheet

  init(_ name: String, widths: [Double], tab: UInt32) {
    sheet = Workbook.Sheet(name: name)
    sheet.columns = widths.map { Workbook.Column($0) }
    sheet.tabColour = Workbook.Colour(tab)
  }

  /// The number of the row that is added next.
  var next: Int { sheet.rows.count }

  /// Adds a row and gives its number.
  ///
  /// A row with text that goes on below gets a height by estimate, as not every program fits rows on opening.
  @discardableResult
  mutating func add(_ cells: [Cell] = [], height: Double? = nil) -> Int {
    sheet.rows.append(Workbook.Row(cells, height: height ?? estimatedHeight(of: cells)))
    return sheet.rows.count - 1
  }

  private func estimatedHeight(of cells: [Cell]) -> Double? {
    let lines =
      zip(cells, sheet.columns).map { cell, column -> Double in
        guard case .text(let text, let style) = cell, style.wraps else { return 1 }
        return Self.lines(text, width: column.width - Double(style.indent), isBold: style.isBold)
      }.max() ?? 1
    return lines > 1 ? min(409, lines * 15 + 1) : nil
  }

  /// How many lines a text takes in a column, by estimate: letters are narrower than the digit that widths count in,
  /// and a line ends before it is full.
  private static func lines(_ text: String, width: Double, isBold: Bool) -> Double {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
      $0 + max(1, (Double($1.count) * (isBold ? 0.98 : 0.92) / max(4, width - 2)).rounded(.up))
    }
  }

  /// Adds the title of the sheet and a line that says what it shows.
  mutating func addTitle(_ title: String, _ subtitle: String) {
    add([.text(title, Looks.title)], height: 26)
    add([.text(subtitle, Looks.subtitle)], height: 18)
    add()
  }

  /// Adds a text over several columns, as high as it needs by estimate: programs do not fit merged cells.
  mutating func addParagraph(_ text: String, columns: Int, style: Workbook.Style = Looks.paragraph) {
    let width = sheet.columns.prefix(columns).reduce(0) { $0 + $1.width }
    let size = style.size ?? 11
    let lines = Self.lines(text, width: width * 11 / size, isBold: style.isBold)
    let row = add([.text(text, style)], height: min(409, lines * size * 1.36 + 4))
    sheet.merged.append(Workbook.Range(Address(row, 0), Address(row, max(0, columns - 1))))
  }

  /// Lets a wide sheet print over several pages, so that letters stay large enough to read.
  mutating func fitPages() {
    let width = sheet.columns.reduce(0) { $0 + $1.width }
    let repeated = sheet.columns.prefix(sheet.repeatedColumns).reduce(0) { $0 + $1.width }
    // About what fits on A4 landscape at two thirds of the size.
    let page = 200.0
    sheet.pagesWide = max(1, Int(((width - repeated) / (page - min(repeated, page / 2))).rounded(.up)))
  }

  /// Adds the headings of a table, which stay in sight and are printed on every page.
  @discardableResult
  mutating func addHeadings(_ cells: [Cell], height: Double? = nil, frozenColumns: Int = 1) -> Int {
    let row = add(cells, height: height)
    sheet.frozen = Address(row + 1, frozenColumns)
    sheet.repeatedRows = row...row
    sheet.repeatedColumns = frozenColumns
    return row
  }
}

/// The looks that all sheets of a study's workbook share.
enum Looks {
  typealias Style = Workbook.Style
  typealias Colour = Workbook.Colour

  static let ink = Colour(0x1B2733)
  static let accent = Colour(0x1F3A5F)
  static let quiet = Colour(0x5A6672)

  static let title = Style().with {
    $0.isBold = true
    $0.size = 18
    $0.colour = accent
    $0.height = .middle
  }
  static let subtitle = Style().with { $0.colour = quiet }
  static let section = Style().with {
    $0.isBold = true
    $0.size = 13
    $0.colour = accent
    $0.height = .bottom
  }
  static let paragraph = Style().with { $0.wraps = true }
  static let quietParagraph = Style().with {
    $0.wraps = true
    $0.colour = quiet
  }
  /// A heading above words.
  static let heading = Style().with {
    $0.isBold = true
    $0.colour = Colour(0xFFFFFF)
    $0.fill = accent
    $0.wraps = true
    $0.height = .middle
    $0.alignment = .left
  }
  /// A heading above words that follow numbers.
  static let headingAfter = heading.with { $0.indent = 1 }
  /// A heading above numbers.
  static let numberHeading = heading.with { $0.alignment = .right }
  /// Words in a table.
  static let word = Style().with {
    $0.wraps = true
    $0.bottom = .hair
  }
  /// Words that follow a number, kept apart from it.
  static let wordAfter = word.with { $0.indent = 1 }
  static let quietWordAfter = wordAfter.with { $0.colour = quiet }
  static let quietWord = word.with { $0.colour = quiet }
  static let strongWord = word.with { $0.isBold = true }
  static let link = Style().with { $0.colour = Colour(0x0B5394) }
  static let linkWord = word.with { $0.colour = Colour(0x0B5394) }
  static let good = wordAfter.with {
    $0.fill = Colour(0xE3F1E7)
    $0.colour = Colour(0x14532D)
    $0.isBold = true
  }
  static let bad = Style().with {
    $0.fill = Colour(0xFBE3D6)
    $0.colour = Colour(0x8A2A06)
    $0.isBold = true
  }
  /// The fill of numbers that are put in rather than computed.
  static let input = Colour(0xE8F0FA)
  /// The fill of our own guesses.
  static let guess = Colour(0xFFF2CC)

  /// A number in a table.
  static func number(_ format: Workbook.NumberFormat) -> Style {
    Style(numberFormat: format).with { $0.bottom = .hair }
  }
  /// A number that matters more.
  static func strong(_ format: Workbook.NumberFormat) -> Style { number(format).with { $0.isBold = true } }
  /// A number that matters less.
  static func quiet(_ format: Workbook.NumberFormat) -> Style { number(format).with { $0.colour = quiet } }
  /// A total under a table.
  static func total(_ format: Workbook.NumberFormat) -> Style {
    Style(numberFormat: format).with {
      $0.isBold = true
      $0.top = .thin
      $0.fill = Colour(0xEEF2F6)
    }
  }
  static let totalWord = total(.general)

  /// Colours that stay apart for the colour-blind, dark enough on white.
  static let series: [Colour] = [
    0x0072B2, 0xC44E00, 0x00795A, 0xA8437F, 0x8A6100, 0x4B4FA8, 0x4D4D4D, 0x9C2F2F,
  ].map { Colour($0) }

  /// The colour of the series at a position.
  static func series(_ position: Int) -> Colour { series[position % series.count] }
}
