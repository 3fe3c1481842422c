import Foundation
import GRDB
import WerkfitStudy

/// A run as it stands in the database, in text and numbers, with all that belongs to it.
struct RunRecord: Sendable, Hashable {
  var id: Int
  var made: String
  var title: String
  var question: String?
  var study: Int
  var hash: String
  var version: String
  var stream: Int
  var seed: String
  var replications: Int
  var detail: String
  var settings: String
  var environment: String
  var findings: String
  var checksum: String
  var sources: StudySources

  /// A run of the database with its study; the draws stay where they are.
  ///
  /// - Throws: `DatabaseError`; nil where there is no run of this number.
  init?(_ db: Database, id: Int) throws {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [id]) else {
      return nil
    }
    self.init(row, sources: try Self.sources(of: row["study"], db))
  }

  private init(_ row: Row, sources: StudySources) {
    id = row["id"]
    made = row["made"]
    title = row["title"]
    question = row["question"]
    study = row["study"]
    hash = row["hash"]
    version = row["version"]
    stream = row["stream"]
    seed = row["seed"]
    replications = row["replications"]
    detail = row["detail"]
    settings = row["settings"]
    environment = row["environment"]
    findings = row["findings"]
    checksum = row["checksum"]
    self.sources = sources
  }

  /// A run that is new.
  init(_ run: NewRun, id: Int, study: Int) {
    self.id = id
    made = run.made
    title = run.title
    question = run.question
    self.study = study
    hash = run.identity.study
    version = run.identity.program
    stream = run.identity.stream
    seed = String(run.identity.settings.seed)
    replications = run.identity.settings.replications
    detail = run.detail.rawValue
    settings = run.settings
    environment = run.environment
    findings = run.findings
    checksum = ""
    sources = run.sources
  }

  /// Puts the run into the database.
  func insert(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO run (id, made, title, question, study, hash, version, stream, seed, replications, detail,
          settings, environment, findings, checksum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, made, title, question, study, hash, version, stream, seed, replications, detail, settings,
        environment, findings, checksum,
      ])
  }

  /// The texts of a study.
  static func sources(of study: Int, _ db: Database) throws -> StudySources {
    let files = try Row.fetchAll(
      db, sql: "SELECT name, path, text FROM study_file WHERE study = ? ORDER BY position", arguments: [study]
    )
    let changes = try Row.fetchAll(
      db, sql: "SELECT path, value FROM study_change WHERE study = ? ORDER BY position", arguments: [study])
    return StudySources(
      files: files.map { StudySources.File(name: $0["name"], path: $0["path"], text: $0["text"]) },
      changes: changes.map { StudyOverride(path: $0["path"], value: $0["value"]) })
  }
}
