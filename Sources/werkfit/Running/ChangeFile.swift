import Foundation
import WerkfitStudy

/// A file with a set of changes to a study: a line `path=value` each; empty lines and what follows `#` are skipped.
enum ChangeFile {
  /// The changes in a file.
  ///
  /// - Throws: `ExitCode` 66 where the file cannot be read, 65 where a line is no change.
  static func read(_ path: String, language: Language) throws -> [StudyOverride] {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw unreadable(path, language)
    }
    return try text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .compactMap {
        index, line in
        let words = line.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !words.isEmpty, !words.hasPrefix("#") else { return nil }
        // A number sign within a value is kept unless a space stands before it, as in YAML.
        let own = words.range(of: " #").map { String(words[..<$0.lowerBound]) } ?? words
        guard let change = Override(argument: own) else {
          throw failure(
            .wrongStudy,
            language == .dutch
              ? "\(path):\(index + 1): gevonden ‘\(words)’, verwacht pad=waarde, zoals parameters.kans=2%."
              : "\(path):\(index + 1): found ‘\(words)’, expected path=value, such as parameters.kans=2%.")
        }
        return change.change
      }
  }
}
