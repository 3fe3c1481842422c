extension String {
  /// The text with every sign that means something to Markdown escaped, on one line.
  ///
  /// Signs that mean something only at the start of a line are escaped there, so that the text stays readable.
  var markdown: String {
    var result = ""
    var isNumber = true
    for (index, character) in enumerated() {
      if character.isNewline || character == "\t"
        || character.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
      {
        result.append(" ")
        continue
      }
      let isMark = "\\`*_|<>[]{}#~^$@&".contains(character)
      let isMarkHere = index == 0 ? "-+=:!.".contains(character) : isNumber && ".)".contains(character)
      if isMark || isMarkHere { result.append("\\") }
      result.append(character)
      isNumber = isNumber && character.isNumber
    }
    return result
  }

  /// The text as a field of CSV: in quotes where RFC 4180 asks for it.
  var csvField: String {
    let needsQuotes = unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(replacing("\"", with: "\"\""))\"" : self
  }
}

extension Double {
  /// The number with a decimal point, in as few digits as read back as the same number; empty if not finite.
  var csvField: String {
    guard isFinite else { return "" }
    return self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}
