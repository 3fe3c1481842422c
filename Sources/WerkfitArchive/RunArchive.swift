import Foundation
import GRDB

/// An archive of runs in a file: append-only, and safe for several programs at once.
///
/// A run is in it wholly or not at all, whatever happens to the program or the machine meanwhile. A value may be kept
/// for the life of a server and used from any thread; a write waits for the disk, some tens of milliseconds.
public struct RunArchive: Sendable {
  /// What an archive is opened for.
  public enum Access: Sendable, Hashable {
    /// Only to look: works on a file that may not be changed too.
    case reading
    /// To add runs; the file is made where there is none.
    case writing
  }

  /// The file.
  public let path: String
  private let access: Access
  private let file: FileIdentity?
  let queue: DatabaseQueue

  /// Where the archive stands unless another place is named: in the user's folder for data.
  ///
  /// That is `$XDG_DATA_HOME/werkfit/archief.sqlite`, and `~/.local/share/werkfit/archief.sqlite` without that variable.
  public static var usualPath: String {
    let named = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? ""
    let folder =
      named.hasPrefix("/")
      ? URL(fileURLWithPath: named)
      : FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".local/share")
    return folder.appendingPathComponent("werkfit/archief.sqlite").path
  }

  /// Opens an archive.
  ///
  /// The folder must be there, except that of `usualPath`, which is made.
  ///
  /// - Throws: `ArchiveError`; a file that is no archive, or a newer one, stays as it is.
  public init(_ path: String = RunArchive.usualPath, access: Access) throws {
    (self.path, self.access) = (path, access)
    let opening = ArchiveOpening(path: path)
    do {
      queue = try access == .writing ? opening.forWriting() : opening.forReading()
    } catch let error as DatabaseError {
      throw ArchiveError(path, error)
    }
    file = FileIdentity(path)
  }

  /// Reads, with errors that name the archive.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.read(body)
    } catch let error as DatabaseError {
      throw ArchiveError(path, error)
    }
  }

  /// Does everything in one transaction or nothing, with errors that name the archive.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard access == .writing else { throw ArchiveError(path, .readOnly) }
    // What is written to a file that was moved or removed meanwhile would be found by nobody.
    guard file == FileIdentity(path) else { throw ArchiveError(path, .moved) }
    do {
      return try queue.write(body)
    } catch let error as DatabaseError {
      throw ArchiveError(path, error)
    }
  }
}

/// Which file a path leads to.
private struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64

  init?(_ path: String) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    (device, number) = (UInt64(found.st_dev), UInt64(found.st_ino))
  }
}
