import Foundation
import GRDB

/// A run in a line: what it was of, when, and how.
public struct RunSummary: Sendable, Hashable, Codable, Identifiable {
  /// The number of the run in its archive, from 1; a number is never used again.
  public var id: Int
  /// When it was made, to the millisecond.
  public var made: Date
  /// The title of the study.
  public var title: String
  /// The question of the study, or nil.
  public var question: String?
  /// The name of the study's file.
  public var file: String
  /// SHA-256 over the texts of the study and the changes to it.
  public var study: String
  /// The changes to the study from outside its file, as `path=value`.
  public var changes: [String]
  /// The version of werkfit.
  public var version: String
  /// The version of the stream of random numbers.
  public var stream: Int
  /// The seed.
  public var seed: UInt64
  /// The number of replications.
  public var replications: Int
  /// How much its findings hold.
  public var detail: RunDetail
  /// Whether its draws were kept.
  public var hasDraws: Bool
  /// SHA-256 over everything that the run is.
  public var checksum: String
}

extension RunSummary {
  /// What stands behind `SELECT` for summaries: the long texts are left where they are.
  static let columns = """
    run.id, run.made, run.title, run.question, run.hash, run.version, run.stream, run.seed, run.replications,
    run.detail, run.checksum,
    (SELECT name FROM study_file WHERE study_file.study = run.study AND position = 0) AS file,
    (SELECT json_group_array(path || '=' || value) FROM
      (SELECT path, value FROM study_change WHERE study_change.study = run.study ORDER BY position)) AS changes,
    EXISTS (SELECT 1 FROM draw WHERE draw.run = run.id) AS hasDraws
    """

  init(_ row: Row) {
    let changes: String = row["changes"]
    id = row["id"]
    made = ArchiveText.date(row["made"]) ?? Date(timeIntervalSince1970: 0)
    title = row["title"]
    question = row["question"]
    file = row["file"] ?? ""
    study = row["hash"]
    self.changes = (try? JSONDecoder().decode([String].self, from: Data(changes.utf8))) ?? []
    version = row["version"]
    stream = row["stream"]
    seed = UInt64(row["seed"] as String) ?? 0
    replications = row["replications"]
    detail = RunDetail(rawValue: row["detail"]) ?? .headline
    hasDraws = row["hasDraws"]
    checksum = row["checksum"]
  }
}
