/// Text measured and broken for charts, which have no flow of their own.
enum ChartText {
  /// The text without line breaks and control characters; a name of nothing becomes a dash.
  static func clean(_ text: String) -> String {
    let spaced = text.map { $0.isNewline || $0.isWhitespace && $0 != "\u{a0}" ? " " : $0 }
    let words = String(spaced).split(separator: " ").joined(separator: " ")
    let kept = words.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
    let result = String(String.UnicodeScalarView(kept))
    return result.isEmpty ? "–" : result
  }

  /// A name as the title of what hovering shows.
  ///
  /// Vega-Lite writes such titles into the code of the chart, between quotation marks before which it puts a backslash;
  /// it lets a backslash of the text through, which would end the quotation.
  static func hoverTitle(_ name: String) -> String { clean(name).doubling("\\") }

  /// About how wide a text is in px, in the sans-serif of the theme.
  ///
  /// Widths are classes of letters in thousandths of the size; real text differs by a few percent, for which
  /// callers leave room.
  static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0.0) { $0 + thousandths($1) } / 1000 * size * (isBold ? 1.08 : 1)
  }

  private static func thousandths(_ letter: Unicode.Scalar) -> Double {
    guard letter.isASCII else { return letter == "\u{a0}" || letter == "‘" || letter == "’" ? 330 : 640 }
    return narrow.contains(letter)
      ? 260
      : small.contains(letter)
        ? 330
        : wide.contains(letter)
          ? 850
          : (65...90).contains(letter.value) || large.contains(letter) ? 680 : 555
  }

  private static let narrow = Set("ijlI'|.,:;!".unicodeScalars)
  private static let small = Set("ftr -()/[]".unicodeScalars)
  private static let wide = Set("mwMW%@".unicodeScalars)
  private static let large = Set("+=<>".unicodeScalars)

  /// The text on lines of at most so many px, broken at spaces; a word that is too long is cut.
  ///
  /// - Parameter most: The most lines; what does not fit ends in an ellipsis.
  static func lines(
    _ text: String, width limit: Double, size: Double, isBold: Bool = false, most: Int = .max
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ text: String) -> Bool { width(text, size: size, isBold: isBold) <= limit }
    for word in clean(text).split(separator: " ") {
      var rest = String(word)
      if fits(line.isEmpty ? rest : "\(line) \(rest)") {
        line += (line.isEmpty ? "" : " ") + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while !fits(rest), rest.count > 1, lines.count <= most {
        let part = beginning(
          of: rest, in: limit - width("-", size: size, isBold: isBold), size: size, isBold: isBold)
        lines.append(part + "-")
        rest = String(rest.dropFirst(part.count))
      }
      line = rest
      if lines.count > most { break }
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > most, most > 0 else { return lines }
    var kept = Array(lines.prefix(most))
    let last = kept.removeLast()
    let room = limit - width("…", size: size, isBold: isBold)
    kept.append(beginning(of: last, in: room, size: size, isBold: isBold).trimmingSuffix("-") + "…")
    return kept
  }

  /// As many letters of a text as fit, and one at least.
  private static func beginning(of text: String, in limit: Double, size: Double, isBold: Bool) -> String {
    var room = limit
    let part = text.prefix { letter in
      room -= width(String(letter), size: size, isBold: isBold)
      return room >= 0
    }
    return part.isEmpty ? String(text.prefix(1)) : String(part)
  }

  /// Names in a row, as in a sentence: a, b and c.
  static func list(_ names: [String], and: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(and) " + last
  }

  /// Heights pushed apart until no two are nearer than `gap`, in the same order, inside the bounds if they fit.
  static func apart(_ wanted: [Double], gap: Double, within bounds: ClosedRange<Double>) -> [Double] {
    let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
    var places = wanted
    var floor = bounds.lowerBound
    for index in order {
      places[index] = max(wanted[index], floor)
      floor = places[index] + gap
    }
    var ceiling = bounds.upperBound
    for index in order.reversed() {
      places[index] = min(places[index], ceiling)
      ceiling = places[index] - gap
    }
    return places
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
