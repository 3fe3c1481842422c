import Foundation

/// Changes numbers in the text of a study file and leaves everything else as its author wrote it, remarks included.
///
/// It reads lines and how far they are indented, as study files are written by hand. What it does not recognise it
/// leaves alone and says so; whoever saves the text has it checked as any other study.
public struct StudyEditing: Sendable {
  private var lines: [String]

  /// The text of a study file.
  public init(_ text: String) { lines = text.components(separatedBy: "\n") }

  /// The text with the changes.
  public var text: String { lines.joined(separator: "\n") }

  /// A text as a value of a study file, in quotation marks.
  public static func quoted(_ text: String) -> String {
    let inner = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      default: scalar.value < 32 ? " " : String(scalar)
      }
    }
    return "\"\(inner.joined())\""
  }

  /// Gives the study another title.
  public mutating func setTitle(_ title: String) {
    guard let place = lines.firstIndex(where: { $0.hasPrefix("study:") }) else { return }
    let end = entryEnd(from: place, indent: 0, until: lines.count)
    lines.replaceSubrange(place..<end, with: ["study: " + Self.quoted(title)])
  }

  /// Replaces a parameter of the base by an entry written on one line.
  ///
  /// - Returns: Whether the file has the parameter.
  public mutating func setParameter(_ name: String, to entry: String) -> Bool {
    guard let section = block("parameters", in: lines.indices, indent: 0),
      let found = child(name, of: section)
    else { return false }
    lines.replaceSubrange(found.lines, with: [indentation(found.indent) + "\(name): \(entry)"])
    return true
  }

  /// Gives a parameter another value in a scenario.
  ///
  /// - Returns: Whether the file has the scenario, written over several lines.
  public mutating func setParameter(_ name: String, ofScenario scenario: String, to value: String) -> Bool {
    guard let section = block("scenarios", in: lines.indices, indent: 0),
      let own = child(scenario, of: section), own.lines.count > 1
    else { return false }
    guard let inner = childIndent(own.lines, below: own.indent) else { return false }
    guard let place = line("parameters", in: own.lines.dropFirst(), indent: inner) else {
      lines.insert(indentation(inner) + "parameters: { \(name): \(value) }", at: own.lines.lowerBound + 1)
      return true
    }
    let whole = place..<entryEnd(from: place, indent: inner, until: own.lines.upperBound)
    let rest = lines[place].trimmingCharacters(in: .whitespaces).dropFirst("parameters:".count)
      .trimmingCharacters(in: .whitespaces)
    if rest.isEmpty || rest.hasPrefix("#") { return setInBlock(name, value, whole, inner) }
    guard whole.count == 1, rest.hasPrefix("{"), let end = rest.lastIndex(of: "}") else { return false }
    var pairs = rest[rest.index(after: rest.startIndex)..<end]
      .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    // A comma within a value would split it.
    guard !rest[..<end].dropFirst().contains(where: { "{[\"'".contains($0) }) else { return false }
    if let index = pairs.firstIndex(where: { $0.hasPrefix("\(name):") }) {
      pairs[index] = "\(name): \(value)"
    } else {
      pairs.append("\(name): \(value)")
    }
    lines[place] = indentation(inner) + "parameters: { \(pairs.joined(separator: ", ")) }"
    return true
  }

  /// Adds a scenario that builds on another and gives some parameters a value of its own.
  ///
  /// - Parameter parameters: Names and values, as a study file writes them.
  /// - Returns: Whether the file has a block of scenarios with the one on which this builds, and none of this name.
  public mutating func addScenario(
    _ key: String, based: String, label: String, parameters: [(name: String, value: String)]
  ) -> Bool {
    guard let section = block("scenarios", in: lines.indices, indent: 0),
      let other = child(based, of: section), child(key, of: section) == nil
    else { return false }
    let (outer, inner) = (indentation(other.indent), indentation(2 * other.indent))
    let values = parameters.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    lines.insert(
      contentsOf: [
        outer + "\(key):", inner + "based: \(based)", inner + "label: " + Self.quoted(label),
        inner + "parameters: { \(values) }",
      ], at: section.lines.upperBound)
    return true
  }

  private mutating func setInBlock(_ name: String, _ value: String, _ whole: Range<Int>, _ indent: Int)
    -> Bool
  {
    guard let deep = childIndent(whole, below: indent) else { return false }
    let entry = indentation(deep) + "\(name): \(value)"
    if let own = line(name, in: whole.dropFirst(), indent: deep) {
      lines.replaceSubrange(own..<entryEnd(from: own, indent: deep, until: whole.upperBound), with: [entry])
    } else {
      lines.insert(entry, at: whole.lowerBound + 1)
    }
    return true
  }

  private struct Entry {
    var lines: Range<Int>
    var indent: Int
  }

  private func block(_ name: String, in range: Range<Int>, indent: Int) -> Entry? {
    guard let place = line(name, in: range, indent: indent) else { return nil }
    return Entry(
      lines: place..<entryEnd(from: place, indent: indent, until: range.upperBound), indent: indent)
  }

  private func child(_ name: String, of entry: Entry) -> Entry? {
    guard let indent = childIndent(entry.lines, below: entry.indent),
      let place = line(name, in: entry.lines.dropFirst(), indent: indent)
    else { return nil }
    return Entry(
      lines: place..<entryEnd(from: place, indent: indent, until: entry.lines.upperBound), indent: indent)
  }

  private func line(_ name: String, in range: Range<Int>, indent: Int) -> Int? {
    let start = indentation(indent) + name + ":"
    return range.first { lines[$0] == start || lines[$0].hasPrefix(start + " ") }
  }

  /// How far the first entry of a block is indented.
  private func childIndent(_ range: Range<Int>, below indent: Int) -> Int? {
    range.dropFirst().lazy.filter { !isRemark($0) }.map { depth($0) }.first { $0 > indent }
  }

  /// Where an entry ends: before the next line that is indented as far or less, and before remarks that precede it.
  private func entryEnd(from place: Int, indent: Int, until limit: Int) -> Int {
    var end = place + 1
    while end < limit, isRemark(end) || depth(end) > indent { end += 1 }
    while end > place + 1, isRemark(end - 1) { end -= 1 }
    return end
  }

  private func isRemark(_ index: Int) -> Bool {
    let text = lines[index].trimmingCharacters(in: .whitespaces)
    return text.isEmpty || text.hasPrefix("#")
  }

  private func depth(_ index: Int) -> Int { lines[index].prefix { $0 == " " }.count }
  private func indentation(_ depth: Int) -> String { String(repeating: " ", count: depth) }
}
