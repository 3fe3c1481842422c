extension String {
  /// The text with every sign that means something to Markdown escaped.
  var markdown: String {
    reduce(into: "") { result, character in
      if "\\`*_|<>[]#".contains(character) { result.append("\\") }
      result.append(character)
    }
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
