import Foundation
import GRDB

/// Opens the file of an archive, after it has been seen to be one.
struct ArchiveOpening {
  let path: String

  /// How long a program waits for others to be done with the file, in seconds.
  static let patience: TimeInterval = 20

  /// The path as SQLite gets it: absolute, as a name that begins with `file:` would mean something else.
  private var absolute: String { URL(fileURLWithPath: path).path }
  private var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.label = "werkfit.archive"
    return configuration
  }

  /// A connection that adds; the file is made where there is none.
  ///
  /// - Throws: `ArchiveError` or `DatabaseError`.
  func forWriting() throws -> DatabaseQueue {
    try refuseFolder()
    try makeFolder()
    let exists = access(absolute, F_OK) == 0
    guard access(folder, W_OK) == 0, !exists || access(absolute, W_OK) == 0 else {
      throw ArchiveError(path, .readOnly)
    }
    let queue = try DatabaseQueue(path: absolute, configuration: configuration)
    try queue.inDatabase { db in
      // Before anything is written: what is not ours stays as it is.
      _ = try kind(of: db)
      // Other programs may be making the same archive: whoever comes second finds it made.
      try persistently { try db.execute(sql: "PRAGMA journal_mode = WAL") }
      // Every run is on the disk before it has a number: losing power loses none that was announced.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    try persistently {
      guard try queue.read({ try !ArchiveSchema.migrator.hasCompletedMigrations($0) }) else { return }
      try ArchiveSchema.migrator.migrate(queue)
    }
    return queue
  }

  /// A connection that looks.
  ///
  /// - Throws: `ArchiveError` or `DatabaseError`.
  func forReading() throws -> DatabaseQueue {
    try refuseFolder()
    guard access(absolute, F_OK) == 0 else { throw ArchiveError(path, .missing) }
    guard access(absolute, R_OK) == 0 else { throw ArchiveError(path, .closed) }
    var configuration = configuration
    var name = absolute
    if access(absolute, W_OK) == 0, access(folder, W_OK) == 0 {
      // A connection that may write clears up behind programs that were killed; `RunArchive` adds nothing by it.
      configuration.label = "werkfit.archive.reading"
    } else {
      configuration.readonly = true
      // Where nothing may be written there is no room for the files beside a database that others may be writing to.
      let log = try? FileManager.default.attributesOfItem(atPath: absolute + "-wal")[.size] as? Int
      if (log ?? 0) == 0 { name = URL(fileURLWithPath: path).absoluteString + "?immutable=1" }
    }
    let queue = try DatabaseQueue(path: name, configuration: configuration)
    guard try queue.inDatabase({ try kind(of: $0) }) == .archive else {
      throw ArchiveError(path, .missing)
    }
    return queue
  }

  private enum Kind { case empty, archive }

  /// Whether a database is an archive or still empty.
  ///
  /// - Throws: `ArchiveError` where it is neither, or newer.
  private func kind(of db: Database) throws -> Kind {
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if tables == 0 { return .empty }
    let number = try Int.fetchOne(db, sql: "PRAGMA application_id")
    if try ArchiveSchema.migrator.hasBeenSuperseded(db), number == ArchiveSchema.applicationID {
      throw ArchiveError(path, .newer)
    }
    guard number == ArchiveSchema.applicationID else {
      // A program may just have begun to make it: then there is nothing but the list of steps.
      let begun = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      if begun == ["grdb_migrations"] { return .empty }
      throw ArchiveError(path, .foreign)
    }
    return .archive
  }

  private func refuseFolder() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder), isFolder.boolValue {
      throw ArchiveError(path, .isFolder)
    }
  }

  /// Makes the user's folder for data where it is missing; a folder that the user names must be there.
  private func makeFolder() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue { return }
    guard path == RunArchive.usualPath else { throw ArchiveError(path, .noFolder(folder)) }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ArchiveError(path, .noFolder(folder))
    }
  }

  /// Tries again while another program makes the same archive.
  private func persistently(_ body: () throws -> Void) throws {
    for attempt in 1... {
      do {
        return try body()
      } catch let error as DatabaseError {
        let mayPass = [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT]
          .contains(error.resultCode)
        guard mayPass, attempt < 50 else { throw error }
        usleep(UInt32(20_000 + 5_000 * attempt))
      }
    }
  }
}
