import WerkfitStudy

/// Why a file with computed blocks cannot be used or written.
public struct RunFileError: Error, Sendable, Hashable {
  /// What is the matter.
  public enum Problem: Sendable, Hashable {
    /// The file cannot be opened or read, with the error of the system.
    case unreadable(code: Int32)
    /// It is no file of werkfit with computed blocks.
    case foreign
    /// It has a format that this version does not know.
    case newer(format: Int)
    /// Bytes are not as they were written, or missing, at a place; counted in bytes.
    case damaged(at: Int)
    /// Blocks have still to be computed.
    case unfinished(missing: Int)
    /// It is of another run; with what differs.
    case otherRun([Sentence])
    /// A block that another file holds too.
    case twice(block: Int, also: String)
    /// Another program is writing it.
    case inUse
    /// It is there already.
    case exists
    /// It cannot be written, with the error of the system.
    case unwritable(code: Int32)
    /// The study that it holds cannot be read any more.
    case unreadableStudy
  }

  /// The file.
  public var file: String
  /// What is the matter.
  public var problem: Problem

  /// An error about a file.
  public init(_ file: String, _ problem: Problem) {
    self.file = file
    self.problem = problem
  }
}
