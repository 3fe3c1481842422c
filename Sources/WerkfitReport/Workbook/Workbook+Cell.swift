extension Workbook {
  /// A cell.
  public enum Cell: Sendable, Hashable {
    /// Nothing; with a style where it belongs to a table.
    case empty(Style? = nil)
    /// Text; it stays text whatever it begins with.
    case text(String, Style = Style())
    /// A number; one that is not finite is written as text that says so.
    case number(Double, Style = Style())
    /// A formula in English function names without the equals sign, with its value for who does not compute it.
    case formula(String, value: Value, Style = Style())
    /// The first day of a month.
    case month(year: Int, month: Int, Style = Style(numberFormat: .month))
    /// Text that leads to a cell of this workbook.
    case link(String, sheet: String, address: Address = Address(0, 0), Style = Style())

    /// What a formula came to when the workbook was made.
    public enum Value: Sendable, Hashable {
      /// A number.
      case number(Double)
      /// Text.
      case text(String)
    }

    /// The number that the cell shows, or nil.
    public var number: Double? {
      switch self {
      case .number(let value, _), .formula(_, .number(let value), _): value
      default: nil
      }
    }
  }
}
