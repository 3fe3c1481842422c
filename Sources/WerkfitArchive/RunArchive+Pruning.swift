import Foundation
import GRDB
import WerkfitReport

/// Which runs are removed.
public enum PruneRule: Sendable, Hashable {
  /// All but the newest so many.
  case keep(newest: Int)
  /// All that were made before a time.
  case before(Date)
}

extension RunArchive {
  /// The runs that a rule would remove, newest first.
  ///
  /// - Throws: `ArchiveError`.
  public func pruned(by rule: PruneRule) throws -> [RunSummary] {
    try read { try Self.chosen(by: rule, $0) }
  }

  /// Removes runs for good; that they were there, and when they went, stays on record.
  ///
  /// The room on the disk is given back where that is possible.
  ///
  /// - Returns: What went, newest first.
  /// - Throws: `ArchiveError`; then everything is as it was.
  @discardableResult
  public func prune(_ rule: PruneRule) throws -> [RunSummary] {
    let gone = try write { db in
      let chosen = try Self.chosen(by: rule, db)
      let now = ArchiveText.time(Date())
      for run in chosen {
        try db.execute(
          sql: """
            INSERT INTO pruned (run, made, title, checksum, time, version)
            SELECT id, made, title, checksum, ?, ? FROM run WHERE id = ?
            """, arguments: [now, Program.version, run.id])
        try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.id])
      }
      if !chosen.isEmpty {
        try db.execute(sql: "DELETE FROM study WHERE id NOT IN (SELECT study FROM run)")
      }
      return chosen
    }
    if !gone.isEmpty {
      // It needs room itself, and nobody else reading: without it the room is used for later runs.
      try? queue.vacuum()
    }
    return gone
  }

  private static func chosen(by rule: PruneRule, _ db: Database) throws -> [RunSummary] {
    let (condition, value): (String, any DatabaseValueConvertible) =
      switch rule {
      case .keep(let newest):
        ("run.id NOT IN (SELECT id FROM run ORDER BY id DESC LIMIT ?)", max(newest, 0))
      case .before(let date): ("run.made < ?", ArchiveText.time(date))
      }
    return try Row.fetchAll(
      db, sql: "SELECT \(RunSummary.columns) FROM run WHERE \(condition) ORDER BY run.id DESC",
      arguments: [value]
    ).map(RunSummary.init)
  }
}
