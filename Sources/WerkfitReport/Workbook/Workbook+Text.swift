import Foundation

extension Workbook {
  /// The most letters that a cell can hold, counted as Excel counts: in UTF-16.
  static let longestText = 32_767
  /// The most letters in the name of a sheet.
  static let longestSheetName = 31

  /// A text as a cell can hold it: without characters that XML refuses, and cut with `…` where it is too long.
  ///
  /// Line breaks and tabs stay; a carriage return becomes a line break.
  static func cellText(_ text: String, longest: Int = longestText) -> String {
    var clean = String.UnicodeScalarView()
    let scalars = text.replacing("\r\n", with: "\n").unicodeScalars
    for scalar in scalars {
      switch scalar.value {
      case 0x09, 0x0A: clean.append(scalar)
      case 0x0D: clean.append("\n")
      case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: clean.append("\u{FFFD}")
      default: clean.append(scalar)
      }
    }
    let whole = guarded(String(clean))
    guard whole.utf16.count > longest else { return whole }
    var cut = ""
    var length = 1
    for character in whole {
      length += character.utf16.count
      guard length <= longest else { break }
      cut.append(character)
    }
    return cut + "…"
  }

  /// The text with its own `_x0041_` protected, which Excel would read as an escaped character.
  private static func guarded(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    return text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  /// Text for titles and names in charts, where a beginning `=` would be taken for a range.
  static func chartText(_ text: String) -> String {
    let clean = cellText(text, longest: 255)
    return clean.hasPrefix("=") ? "\u{a0}\(clean)" : clean
  }

  /// Text for the header or footer of a page, where `&` and a leading digit mean something.
  static func pageText(_ text: String, longest: Int = 100) -> String {
    let clean = cellText(text, longest: longest).replacing("\n", with: " ").doubling("&")
    return clean.first.map { $0.isNumber } == true ? " \(clean)" : clean
  }

  /// Whether a spreadsheet might take the text for a formula when it is typed, pasted or saved as CSV.
  static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\n".unicodeScalars.contains(first)
  }

  /// A name for a sheet like the wanted one that Excel accepts and that no other sheet has.
  ///
  /// - Parameters:
  ///   - wanted: The wanted name.
  ///   - others: The names of the other sheets.
  ///   - fallback: What it is called where nothing is left of the wanted name.
  public static func sheetName(_ wanted: String, besides others: [String], fallback: String = "Blad")
    -> String
  {
    let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\"]
    let cleaned = cellText(wanted).replacing("\n", with: " ").replacing("\t", with: " ")
    let trimmed = String(cleaned.map { forbidden.contains($0) ? "-" : $0 })
      .trimmingCharacters(in: CharacterSet(charactersIn: "' "))
    // Excel keeps this name for itself.
    let base = trimmed.isEmpty ? fallback : trimmed.lowercased() == "history" ? "\(trimmed)-" : trimmed
    let taken = Set(others.map { $0.lowercased() })
    var (name, number) = (cut(base, to: longestSheetName), 1)
    while taken.contains(name.lowercased()) {
      number += 1
      let ending = " (\(number))"
      name = cut(base, to: longestSheetName - ending.utf16.count) + ending
    }
    return name
  }

  private static func cut(_ text: String, to length: Int) -> String {
    var result = ""
    for character in text {
      guard result.utf16.count + character.utf16.count <= length else { break }
      result.append(character)
    }
    return result.trimmingCharacters(in: CharacterSet(charactersIn: "' "))
  }
}
