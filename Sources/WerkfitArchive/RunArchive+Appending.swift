import GRDB
import WerkfitStudy

extension RunArchive {
  /// Adds a run: when this returns it is on the disk, whole.
  ///
  /// - Returns: The number of the run.
  /// - Throws: `ArchiveError`; the archive then holds what it held.
  @discardableResult
  public func append(_ run: NewRun) throws -> Int {
    try write { db in
      let last = try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'run'") ?? 0
      let study = try Self.study(run.sources, db)
      var record = RunRecord(run, id: last + 1, study: study)
      var checksum = RunChecksum(record, columns: run.draws.count)
      for column in run.draws { checksum.add(column) }
      record.checksum = checksum.hexadecimal(id: record.id)
      try record.insert(db)
      let statement = try db.makeStatement(
        sql: """
          INSERT INTO draw (run, position, kind, scenario, key, unit, chances, numbers)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for (position, column) in run.draws.enumerated() {
        try statement.execute(arguments: [
          record.id, position, column.kind.rawValue, column.scenario, column.key, column.unit, column.chances,
          column.numbers,
        ])
      }
      return record.id
    }
  }

  /// The number of a study, which is kept once however many runs are of it.
  private static func study(_ sources: StudySources, _ db: Database) throws -> Int {
    let checksum = RunChecksum.of(sources)
    if let known = try Int.fetchOne(
      db, sql: "SELECT id FROM study WHERE checksum = ?", arguments: [checksum])
    {
      return known
    }
    try db.execute(sql: "INSERT INTO study (checksum) VALUES (?)", arguments: [checksum])
    let study = Int(db.lastInsertedRowID)
    for (position, file) in sources.files.enumerated() {
      try db.execute(
        sql: "INSERT INTO study_file (study, position, name, path, text) VALUES (?, ?, ?, ?, ?)",
        arguments: [study, position, file.name, file.path, file.text])
    }
    for (position, change) in sources.changes.enumerated() {
      try db.execute(
        sql: "INSERT INTO study_change (study, position, path, value) VALUES (?, ?, ?, ?)",
        arguments: [study, position, change.path, change.value])
    }
    return study
  }
}
