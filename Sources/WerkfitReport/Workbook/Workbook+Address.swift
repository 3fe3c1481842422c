extension Workbook {
  /// A cell by its row and column, both from 0.
  public struct Address: Sendable, Hashable {
    /// The row, from 0.
    public var row: Int
    /// The column, from 0.
    public var column: Int

    /// The cell in a row and column, both from 0.
    public init(_ row: Int, _ column: Int) { (self.row, self.column) = (row, column) }

    /// The address as in formulas: `B3`.
    public var text: String { "\(Self.letters(column))\(row + 1)" }
    /// The address that stays when a formula is copied: `$B$3`.
    public var fixed: String { "$\(Self.letters(column))$\(row + 1)" }

    /// The letters of a column: 0 is A, 26 is AA.
    static func letters(_ column: Int) -> String {
      var (rest, text) = (max(0, column), "")
      while true {
        text = String(Character(UnicodeScalar(UInt8(65 + rest % 26)))) + text
        rest = rest / 26 - 1
        if rest < 0 { return text }
      }
    }
  }

  /// A rectangle of cells.
  public struct Range: Sendable, Hashable {
    /// The upper left cell.
    public var first: Address
    /// The lower right cell.
    public var last: Address

    /// The rectangle between two cells.
    public init(_ first: Address, _ last: Address) { (self.first, self.last) = (first, last) }

    /// The range as in formulas: `B3:B9`.
    public var text: String { "\(first.text):\(last.text)" }
    /// The range that stays when a formula is copied: `$B$3:$B$9`.
    public var fixed: String { "\(first.fixed):\(last.fixed)" }
  }

  /// A range on a sheet.
  public struct Reference: Sendable, Hashable {
    /// The name of the sheet.
    public var sheet: String
    /// The range.
    public var range: Range

    /// A range on a sheet.
    public init(_ sheet: String, _ range: Range) { (self.sheet, self.range) = (sheet, range) }
    /// A cell on a sheet.
    public init(_ sheet: String, _ address: Address) { self.init(sheet, Range(address, address)) }

    /// The reference as in formulas: `'Per jaar'!$B$3:$B$9`, or with one cell `'Per jaar'!$B$3`.
    public var fixed: String {
      let name = "'\(sheet.doubling("'"))'!"
      return name + (range.first == range.last ? range.first.fixed : range.fixed)
    }

    /// The reference that moves along when a formula is copied: `'Per jaar'!B3`.
    public var text: String {
      let name = "'\(sheet.doubling("'"))'!"
      return name + (range.first == range.last ? range.first.text : range.text)
    }
  }
}
