extension String {
  /// The text with every sign that means something to Markdown escaped, on one line.
  ///
  /// Signs that mean something only at the start of a line are escaped there, so that the text stays readable. It goes
  /// sign by sign, because with an accent behind it a sign is another `Character` to Swift but not to Markdown.
  var markdown: String {
    var result = String.UnicodeScalarView()
    var isNumber = true
    for scalar in unicodeScalars {
      let value = scalar.value
      if value < 32 || (127..<160).contains(value) || value == 0x2028 || value == 0x2029 || scalar == " " {
        // Spaces at the start would make the next sign, or a block of code, the first of a line.
        if !result.isEmpty { result.append(" ") }
        continue
      }
      let isMark = "\\`*_|<>[]{}#~^$@&".unicodeScalars.contains(scalar)
      let isMarkHere =
        result.isEmpty
        ? "-+=:!.".unicodeScalars.contains(scalar)
        : isNumber && ".)".unicodeScalars.contains(scalar)
      if isMark || isMarkHere { result.append("\\") }
      result.append(scalar)
      isNumber = isNumber && ("0"..."9").contains(scalar)
    }
    return String(result)
  }

  /// The text as a field of CSV: in quotes where RFC 4180 asks for it.
  ///
  /// A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
  var csvField: String {
    let safe = isTakenForFormula && Double(self) == nil ? "'" + self : self
    let needsQuotes = safe.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(safe.doubling("\""))\"" : safe
  }

  private var isTakenForFormula: Bool {
    guard let first = unicodeScalars.first else { return false }
    // Some spreadsheets take the wide forms of East Asian writing for the narrow ones.
    return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
  }

  /// The text with one sign written twice, also where an accent behind it makes it another `Character`.
  func doubling(_ sign: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == sign { result.append(sign) }
      result.append(scalar)
    }
    return String(result)
  }
}

extension Double {
  /// The number with a decimal point, in as few digits as read back as the same number; empty if not finite.
  var csvField: String {
    guard isFinite else { return "" }
    return self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}
