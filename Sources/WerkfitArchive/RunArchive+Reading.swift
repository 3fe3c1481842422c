import GRDB

extension RunArchive {
  /// The runs, newest first.
  ///
  /// - Parameters:
  ///   - newest: At most so many; nil is all.
  ///   - before: Only runs with a lower number, for going on where a page ended.
  ///   - title: Only runs of studies with this title.
  /// - Throws: `ArchiveError`.
  public func list(newest: Int? = nil, before: Int? = nil, title: String? = nil) throws -> [RunSummary] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(RunSummary.columns) FROM run
          WHERE run.id < ? AND (? IS NULL OR run.title = ?) ORDER BY run.id DESC LIMIT ?
          """,
        arguments: [before ?? Int.max, title, title, newest ?? -1]
      ).map(RunSummary.init)
    }
  }

  /// The titles of all studies of which there is a run, in alphabetical order.
  ///
  /// - Throws: `ArchiveError`.
  public func titles() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT DISTINCT title FROM run ORDER BY title") }
  }

  /// How many runs there are.
  ///
  /// - Throws: `ArchiveError`.
  public func count() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM run") ?? 0 }
  }

  /// A run in a line.
  ///
  /// - Throws: `ArchiveError`, `.unknownRun` or `.prunedRun` where it is not there.
  public func summary(_ id: Int) throws -> RunSummary {
    try read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT \(RunSummary.columns) FROM run WHERE run.id = ?", arguments: [id])
      else { throw try absence(of: id, db) }
      return RunSummary(row)
    }
  }

  /// A run, whole but for its draws.
  ///
  /// - Throws: `ArchiveError`, `.unknownRun` or `.prunedRun` where it is not there.
  public func run(_ id: Int) throws -> ArchivedRun {
    try read { db in
      guard let record = try RunRecord(db, id: id),
        let row = try Row.fetchOne(
          db, sql: "SELECT \(RunSummary.columns) FROM run WHERE run.id = ?", arguments: [id])
      else { throw try absence(of: id, db) }
      return try ArchivedRun(record, summary: RunSummary(row), archive: path)
    }
  }

  /// The draws of a run; empty where none were kept.
  ///
  /// - Throws: `ArchiveError`.
  public func draws(of id: Int) throws -> [ArchivedDraws] {
    _ = try summary(id)
    return try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM draw WHERE run = ? ORDER BY position", arguments: [id])
        .map { row in
          let column = DrawColumn(row)
          return ArchivedDraws(
            kind: column.kind, scenario: column.scenario, key: column.key, unit: column.unit,
            chancesPerDraw: column.chances, values: DrawColumn.numbers(in: column.numbers))
        }
    }
  }

  /// Why a run is not there.
  private func absence(of id: Int, _ db: Database) throws -> ArchiveError {
    let time = try String.fetchOne(db, sql: "SELECT time FROM pruned WHERE run = ?", arguments: [id])
    return ArchiveError(path, time.map { .prunedRun(id, $0) } ?? .unknownRun(id))
  }
}

extension DrawColumn {
  init(_ row: Row) {
    kind = ArchivedDraws.Kind(rawValue: row["kind"]) ?? .outcome
    scenario = row["scenario"]
    key = row["key"]
    unit = row["unit"]
    chances = row["chances"]
    numbers = row["numbers"]
  }
}
