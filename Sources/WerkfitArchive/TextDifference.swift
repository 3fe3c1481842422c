import WerkfitStudy

/// What differs between two versions of a file of a study, line by line.
public struct TextDifference: Sendable, Hashable, Codable {
  /// A line that is only in one of them.
  public struct Line: Sendable, Hashable, Codable {
    /// Whether the line is only in the second; else it is only in the first.
    public var isAdded: Bool
    /// Its number in its own file, from 1.
    public var number: Int
    /// What it says.
    public var text: String
  }

  /// The path as the study names it; empty for the study itself.
  public var path: String
  /// The name of the file, of the second version where there is one.
  public var name: String
  /// Whether the first version has the file.
  public var isInOld: Bool
  /// Whether the second version has the file.
  public var isInNew: Bool
  /// The lines that differ, in the order of the files: what goes before what comes.
  public var lines: [Line]

  /// The files of which the text differs, the study itself first.
  ///
  /// The names of files do not count: they are paired by how the study names them.
  public static func all(from old: StudySources, to new: StudySources) -> [TextDifference] {
    let paths = old.files.map(\.path) + new.files.map(\.path)
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }.compactMap { path in
      let one = old.files.first { $0.path == path }
      let other = new.files.first { $0.path == path }
      guard one?.text != other?.text else { return nil }
      return TextDifference(
        path: path, name: (other ?? one)?.name ?? path, isInOld: one != nil, isInNew: other != nil,
        lines: lines(from: one?.text ?? "", to: other?.text ?? ""))
    }
  }

  /// The lines that differ between two texts, by the shortest way from one to the other (Myers 1986).
  static func lines(from old: String, to new: String) -> [Line] {
    let (one, other) = (split(old), split(new))
    let difference = other.difference(from: one)
    let removed = difference.removals.map { change -> Line in
      guard case .remove(let offset, let text, _) = change else { return Line.none }
      return Line(isAdded: false, number: offset + 1, text: text)
    }
    let added = difference.insertions.map { change -> Line in
      guard case .insert(let offset, let text, _) = change else { return Line.none }
      return Line(isAdded: true, number: offset + 1, text: text)
    }
    return merged(removed, added)
  }

  /// Walks both files at once, so that what comes stands by what goes.
  private static func merged(_ removed: [Line], _ added: [Line]) -> [Line] {
    var lines: [Line] = []
    var (left, right) = (removed[...], added[...])
    // A line of the first stands beside the line of the second that has as many unchanged lines before it.
    while let gone = left.first, let come = right.first {
      let (goneBefore, comeBefore) = (removed.count - left.count, added.count - right.count)
      if gone.number - goneBefore <= come.number - comeBefore {
        lines.append(gone)
        left = left.dropFirst()
      } else {
        lines.append(come)
        right = right.dropFirst()
      }
    }
    return lines + left + right
  }

  private static func split(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension TextDifference.Line {
  fileprivate static let none = TextDifference.Line(isAdded: false, number: 0, text: "")
}
