import WerkfitStudy

extension Workbook {
  /// A colour as red, green and blue, such as `0x1F3A5F`.
  public struct Colour: Sendable, Hashable {
    /// Red, green and blue in 24 bits.
    public var rgb: UInt32

    /// The colour with these 24 bits.
    public init(_ rgb: UInt32) { self.rgb = rgb & 0xFFFFFF }
  }

  /// How a number is shown.
  public enum NumberFormat: Sendable, Hashable {
    /// As the program likes.
    case general
    /// With a fixed number of decimals and marks between thousands.
    case number(decimals: Int)
    /// As money, with the sign of the currency.
    case money(decimals: Int)
    /// A share as a percentage.
    case percent(decimals: Int)
    /// A date as month and year.
    case month
    /// A whole number without marks between thousands, such as a year.
    case plain
    /// As text, also when it is edited.
    case text

    /// The format in Excel's code; its country decides the marks wherever the program follows it.
    public func code(language: Language, currency: String) -> String {
      let country = language == .dutch ? "413" : "809"
      let digits = { (decimals: Int) -> String in
        decimals > 0 ? "#,##0." + String(repeating: "0", count: min(decimals, 15)) : "#,##0"
      }
      switch self {
      case .general: return "General"
      case .number(let decimals): return "[$-\(country)]\(digits(decimals))"
      case .money(let decimals):
        // The sign as a letter: as a currency (`[$€-413]`) it would leave the marks to the program's own country.
        let sign = currency == "EUR" ? "\"€\"" : "\"\(currency.filter { $0 != "\"" }) \""
        let (place, amount) = ("[$-\(country)]", digits(decimals))
        return language == .dutch
          ? "\(place)\(sign) \(amount);\(place)\(sign) -\(amount)"
          : "\(place)\(sign)\(amount);\(place)-\(sign)\(amount)"
      case .percent(let decimals):
        let zeros = String(repeating: "0", count: max(0, min(decimals, 15)))
        return decimals > 0 ? "[$-\(country)]0.\(zeros)%" : "0%"
      case .month: return "[$-\(country)]mmm yyyy"
      case .plain: return "0"
      case .text: return "@"
      }
    }
  }

  /// How a cell looks.
  public struct Style: Sendable, Hashable {
    /// Where text stands between left and right.
    public enum Alignment: Sendable, Hashable { case automatic, left, centre, right }
    /// Where text stands between top and bottom.
    public enum Height: Sendable, Hashable { case top, middle, bottom }
    /// A line along a side of a cell.
    public enum Border: Sendable, Hashable { case hair, thin, medium }

    /// How a number is shown.
    public var numberFormat: NumberFormat
    /// Whether letters are bold.
    public var isBold = false
    /// Whether letters lean.
    public var isItalic = false
    /// The size of letters in points.
    public var size: Double?
    /// The colour of letters.
    public var colour: Colour?
    /// The colour behind them.
    public var fill: Colour?
    /// Where text stands between left and right.
    public var alignment = Alignment.automatic
    /// Where text stands between top and bottom.
    public var height = Height.top
    /// Whether long text goes on below.
    public var wraps = false
    /// How far text stands from the left.
    public var indent = 0
    /// The line above.
    public var top: Border?
    /// The line below.
    public var bottom: Border?

    /// The usual looks, with a number format.
    public init(numberFormat: NumberFormat = .general) { self.numberFormat = numberFormat }

    /// The style with a change.
    public func with(_ change: (inout Style) -> Void) -> Style {
      var style = self
      change(&style)
      return style
    }
  }
}
