import Foundation
import GRDB
import WerkfitAnalysis
import WerkfitDecision

extension RunArchive {
  /// Writes all runs as one plain SQLite file with flat tables, for pandas, DuckDB or any other program.
  ///
  /// A file that is there is replaced once the new one is whole.
  ///
  /// - Throws: `ArchiveError` that names the file which is in the way: the export or the archive.
  public func export(to target: String) throws {
    let place = URL(fileURLWithPath: target)
    try Self.refuse(target, insteadOf: path)
    let draft = place.path + ".\(getpid()).draft"
    defer {
      for suffix in ["", "-journal"] { try? FileManager.default.removeItem(atPath: draft + suffix) }
    }
    try? FileManager.default.removeItem(atPath: draft)
    do {
      let copy = try DatabaseQueue(path: draft)
      try copy.write { db in
        try db.execute(sql: ArchiveExport.tables)
        try fill(db)
      }
      try copy.close()
    } catch let error as DatabaseError {
      throw ArchiveError(target, error)
    }
    guard rename(draft, place.path) == 0 else { throw ArchiveError(target, .readOnly) }
  }

  /// Refuses a place where nothing can be made, and that of an archive.
  private static func refuse(_ target: String, insteadOf archive: String) throws {
    let files = FileManager.default
    let place = URL(fileURLWithPath: target)
    let folder = place.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw ArchiveError(target, .noFolder(folder))
    }
    guard access(folder, W_OK) == 0 else { throw ArchiveError(target, .readOnly) }
    guard files.fileExists(atPath: place.path, isDirectory: &isFolder) else { return }
    if isFolder.boolValue { throw ArchiveError(target, .isFolder) }
    if place.resolvingSymlinksInPath().path
      == URL(fileURLWithPath: archive).resolvingSymlinksInPath().path
      || (try? RunArchive(target, access: .reading)) != nil
    {
      throw ArchiveError(target, .isArchive)
    }
  }

  /// Puts the runs one by one into the tables: only one is in memory at a time.
  private func fill(_ db: Database) throws {
    let export = try ArchiveExport(db)
    for summary in try list().reversed() {
      let run: ArchivedRun
      do {
        run = try self.run(summary.id)
      } catch let error as ArchiveError where error.isAboutOneRun {
        continue
      }
      try export.add(run)
      let draws = try draws(of: summary.id)
      try export.add(draws, of: summary.id)
    }
    try read { own in
      for row in try Row.fetchAll(own, sql: "SELECT * FROM pruned ORDER BY run") {
        try export.addPruned(row)
      }
    }
  }
}

extension ArchiveError {
  /// Whether the rest of the archive can be used all the same.
  fileprivate var isAboutOneRun: Bool {
    switch problem {
    case .unknownRun, .prunedRun, .unreadableFindings: true
    default: false
    }
  }
}

/// The tables of an export, and how runs come into them.
private struct ArchiveExport {
  static let tables = """
    CREATE TABLE runs (
      run INTEGER PRIMARY KEY, made TEXT, title TEXT, question TEXT, file TEXT, study_hash TEXT, version TEXT,
      stream INTEGER, seed TEXT, replications INTEGER, detail TEXT, settings TEXT, environment TEXT, findings TEXT,
      checksum TEXT
    );
    CREATE TABLE study_files (run INTEGER, position INTEGER, name TEXT, path TEXT, text TEXT);
    CREATE TABLE study_changes (run INTEGER, position INTEGER, path TEXT, value TEXT);
    CREATE TABLE outcomes (
      run INTEGER, reading TEXT, scenario TEXT, outcome TEXT, label TEXT, unit TEXT, kind TEXT, mean REAL,
      standard_error REAL, lower80 REAL, upper80 REAL, lower95 REAL, upper95 REAL
    );
    CREATE TABLE draws (
      run INTEGER, kind TEXT, scenario TEXT, key TEXT, unit TEXT, replication INTEGER, draw INTEGER, value REAL
    );
    CREATE TABLE pruned (run INTEGER PRIMARY KEY, made TEXT, title TEXT, checksum TEXT, time TEXT, version TEXT);
    """

  private let run: Statement
  private let file: Statement
  private let change: Statement
  private let outcome: Statement
  private let draw: Statement
  private let pruned: Statement

  init(_ db: Database) throws {
    func insert(_ table: String, _ columns: Int) throws -> Statement {
      let marks = [String](repeating: "?", count: columns).joined(separator: ", ")
      return try db.makeStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
    }
    run = try insert("runs", 15)
    file = try insert("study_files", 5)
    change = try insert("study_changes", 4)
    outcome = try insert("outcomes", 13)
    draw = try insert("draws", 8)
    pruned = try insert("pruned", 6)
  }

  /// A run with its study and its outcomes; findings of another version that cannot be read stay text.
  func add(_ archived: ArchivedRun) throws {
    let head = archived.summary
    try run.execute(arguments: [
      head.id, ArchiveText.time(head.made), head.title, head.question, head.file, head.study, head.version,
      head.stream, String(head.seed), head.replications, head.detail.rawValue,
      try ArchiveText.json(archived.settings), try ArchiveText.json(archived.environment), archived.findings,
      head.checksum,
    ])
    for (position, text) in archived.sources.files.enumerated() {
      try file.execute(arguments: [head.id, position, text.name, text.path, text.text])
    }
    for (position, own) in archived.sources.changes.enumerated() {
      try change.execute(arguments: [head.id, position, own.path, own.value])
    }
    guard let comparison = try? archived.comparison() else { return }
    for reading in comparison.readings {
      for (place, scenario) in comparison.scenarios.enumerated() {
        for figure in reading.outcomes {
          let both = [("value", figure.values), ("difference", figure.differences)]
          for (kind, summaries) in both where summaries.indices.contains(place) {
            guard let summary = summaries[place] else { continue }
            try outcome.execute(arguments: [
              head.id, reading.key, scenario.key, figure.key, figure.label, figure.unit, kind, summary.mean,
              summary.standardError, summary.interval80.lower, summary.interval80.upper,
              summary.interval95.lower, summary.interval95.upper,
            ])
          }
        }
      }
    }
  }

  /// The draws of a run, a row per number.
  func add(_ columns: [ArchivedDraws], of id: Int) throws {
    for column in columns {
      let chances = max(column.chancesPerDraw, 1)
      let isOutcome = column.kind == .outcome
      for (row, value) in column.values.enumerated() {
        try draw.execute(arguments: [
          id, column.kind.rawValue, column.scenario.isEmpty ? nil : column.scenario, column.key,
          column.unit.isEmpty ? nil : column.unit, isOutcome ? row : nil, row / chances, value,
        ])
      }
    }
  }

  /// A run that was pruned.
  func addPruned(_ row: Row) throws {
    try pruned.execute(arguments: [
      row["run"] as Int, row["made"] as String, row["title"] as String, row["checksum"] as String,
      row["time"] as String, row["version"] as String,
    ])
  }
}
