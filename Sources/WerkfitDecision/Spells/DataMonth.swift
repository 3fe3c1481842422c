/// A month of a year.
public struct DataMonth: Sendable, Hashable, Codable, Comparable {
  /// Months since January of the year 0.
  public var number: Int

  /// The year.
  public var year: Int { number / 12 }
  /// The month, 1 to 12.
  public var month: Int { number % 12 + 1 }

  /// A month of a year, or nil where the month is not 1 to 12 or the year not 1000 to 9999.
  public init?(year: Int, month: Int) {
    guard (1...12).contains(month), (1000...9999).contains(year) else { return nil }
    number = year * 12 + month - 1
  }

  /// The month of `yyyy-mm`, `yyyy-mm-dd` or `dd-mm-yyyy`; `/` and `.` may part them too.
  public init?(_ text: String) {
    // Byte by byte, since a file holds hundreds of thousands of these.
    var numbers = (0, 0, 0)
    var widths = (0, 0, 0)
    var parts = 1
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        guard widths.2 < 4 else { return nil }
        numbers.2 = numbers.2 * 10 + Int(byte) - 0x30
        widths.2 += 1
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
        guard parts < 3, widths.2 > 0 else { return nil }
        numbers = (numbers.1, numbers.2, 0)
        widths = (widths.1, widths.2, 0)
        parts += 1
      default: return nil
      }
    }
    switch (parts, widths) {
    case (2, (_, 4, 1...2)): self.init(year: numbers.1, month: numbers.2)
    case (2, (_, 1...2, 4)): self.init(year: numbers.2, month: numbers.1)
    case (3, (4, 1...2, 1...2)) where (1...31).contains(numbers.2):
      self.init(year: numbers.0, month: numbers.1)
    case (3, (1...2, 1...2, 4)) where (1...31).contains(numbers.0):
      self.init(year: numbers.2, month: numbers.1)
    default: return nil
    }
  }

  /// Which of two comes first.
  public static func < (one: DataMonth, other: DataMonth) -> Bool { one.number < other.number }
}
