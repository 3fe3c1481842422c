import Foundation
import Testing

@testable import WerkfitStudy

/// What the reader should say of a broken file, from a line of `Broken/expected.tsv`.
struct ExpectedDiagnostic: Sendable, Hashable {
  var severity: String
  /// The file in which the problem is, where that is another than the study.
  var otherFile: String
  var line: Int
  var column: Int
  var keyPath: String
  var kind: String
  /// Words that the Dutch message must have, besides file, line, column and key path.
  var words: [String]

  /// Whether a diagnostic of a study is the expected one, words aside.
  func isAbout(_ diagnostic: Diagnostic, of study: String) -> Bool {
    diagnostic.severity.rawValue == severity && diagnostic.line == line && diagnostic.column == column
      && diagnostic.keyPath == keyPath && diagnostic.kind.rawValue == kind
      && (otherFile.isEmpty ? diagnostic.file == study : diagnostic.file.hasSuffix(otherFile))
  }
}

/// A broken study file with the problems that it has.
struct BrokenFile: Sendable, CustomTestStringConvertible {
  var name: String
  var expected: [ExpectedDiagnostic]
  var testDescription: String { name }

  static let folder = Bundle.module.resourceURL?.appendingPathComponent("Broken")

  /// The path of the file.
  var path: String { Self.folder?.appendingPathComponent(name).path ?? name }

  /// All files of the table, in its order.
  static let all: [BrokenFile] = {
    guard let table = folder?.appendingPathComponent("expected.tsv"),
      let text = try? String(contentsOf: table, encoding: .utf8)
    else { return [] }
    var files: [BrokenFile] = []
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 9, let number = Int(cells[4]), let column = Int(cells[5]) else { return [] }
      let expected = ExpectedDiagnostic(
        severity: cells[2], otherFile: cells[3], line: number, column: column, keyPath: cells[6],
        kind: cells[7], words: cells[8].split(separator: ";").map(String.init))
      if files.last?.name == cells[0] {
        files[files.count - 1].expected.append(expected)
      } else {
        files.append(BrokenFile(name: cells[0], expected: [expected]))
      }
    }
    return files
  }()
}

/// The seconds that an answer may take: one, and more only under a sanitizer (`make sanitize`).
let patience = ProcessInfo.processInfo.environment["WERKFIT_PATIENCE"].flatMap(Double.init) ?? 1

/// Reads a study and says how much time of the processor that took, so that a busy machine does not matter.
func readTimed(_ path: String) -> (reading: StudyReader.Reading, seconds: Double) {
  func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = seconds()
  let reading = StudyReader.read(file: path)
  return (reading, seconds() - start)
}
