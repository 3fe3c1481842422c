import Foundation
import WerkfitStudy

/// SHA-256 over everything that a run is, field by field, so that any program can work it out again.
///
/// Every field goes in as its number of bytes (eight bytes, the least significant first) and its bytes; numbers as
/// decimal digits. The order is: the head below; the number of files and per file its name, path and text; the number
/// of changes and per change its path and value; the number of columns of draws and per column its kind, scenario, key,
/// unit, chances and numbers; and last the number of the run.
struct RunChecksum {
  private var digest = SHA256()

  /// What stands before everything else.
  static let head = "werkfit archive 1"

  /// The checksum of a run up to its draws.
  ///
  /// - Parameter columns: How many columns of draws follow.
  init(_ run: RunRecord, columns: Int) {
    add(Self.head)
    add(run.made)
    add(run.title)
    add(run.question ?? "")
    add(run.hash)
    add(run.version)
    add(String(run.stream))
    add(run.seed)
    add(String(run.replications))
    add(run.detail)
    add(run.settings)
    add(run.environment)
    add(run.findings)
    add(run.sources)
    add(String(columns))
  }

  private init() {}

  /// The checksum of the texts of a study, by which the same texts are kept once.
  static func of(_ sources: StudySources) -> String {
    var checksum = RunChecksum()
    checksum.add(sources)
    return checksum.digest.hexadecimal()
  }

  /// Adds a column of draws.
  mutating func add(_ column: DrawColumn) {
    add(column.kind.rawValue)
    add(column.scenario)
    add(column.key)
    add(column.unit)
    add(String(column.chances))
    add(column.numbers)
  }

  /// The checksum of the run with a number.
  func hexadecimal(id: Int) -> String {
    var whole = self
    whole.add(String(id))
    return whole.digest.hexadecimal()
  }

  private mutating func add(_ sources: StudySources) {
    add(String(sources.files.count))
    for file in sources.files {
      add(file.name)
      add(file.path)
      add(file.text)
    }
    add(String(sources.changes.count))
    for change in sources.changes {
      add(change.path)
      add(change.value)
    }
  }

  private mutating func add(_ text: String) { add(Data(text.utf8)) }

  private mutating func add(_ bytes: Data) {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { digest.add($0) }
    bytes.withUnsafeBytes { digest.add($0) }
  }
}
