import Foundation
import WerkfitStudy

/// A workbook as plain values: sheets with cells, formulas and charts, ready to be written as an .xlsx file.
///
/// Nothing here knows of studies. The same workbook gives the same bytes, as the date of creation is part of it.
public struct Workbook: Sendable, Hashable {
  /// What the document says of itself, outside its sheets.
  public struct Properties: Sendable, Hashable {
    /// The title.
    public var title: String
    /// The subject, in a line.
    public var subject = ""
    /// Who made it.
    public var author = ""
    /// The organisation.
    public var company = ""
    /// Words to find it by.
    public var keywords: [String] = []
    /// A remark, such as version and seed.
    public var comments = ""
    /// When it was made; the caller fixes it, so that the bytes can be made again.
    public var created: Date
    /// Named facts for programs, such as the seed, in this order.
    public var custom: [Custom] = []

    /// Properties with a title and a date.
    public init(title: String, created: Date) {
      (self.title, self.created) = (title, created)
    }
  }

  /// A named fact about the document.
  public struct Custom: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A named fact.
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// What the document says of itself.
  public var properties: Properties
  /// The language of number formats, and of what is said of a number that is none.
  public var language: Language
  /// The currency code of money.
  public var currency: String
  /// The sheets, in order; the first is shown on opening.
  public var sheets: [Sheet]

  /// A workbook of sheets.
  public init(properties: Properties, language: Language = .dutch, currency: String = "EUR", sheets: [Sheet])
  {
    (self.properties, self.language) = (properties, language)
    (self.currency, self.sheets) = (currency, sheets)
  }
}
