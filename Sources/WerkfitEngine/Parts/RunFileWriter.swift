import Foundation
import Synchronization

/// A file to which computed blocks are added, by one program at a time.
///
/// A block counts from the moment that its last byte is there: a program that is killed while it writes leaves a torn
/// block, which `RunFile` does not count. Blocks are forced to the disk every two seconds and at the end.
public final class RunFileWriter: @unchecked Sendable {
  private let path: String
  private let checksum: UInt64
  private let file: Int32
  private let state: Mutex<State>

  private struct State {
    var end: Int
    var forced: ContinuousClock.Instant
    var bytes: [UInt8] = []
  }

  /// Makes a new file.
  ///
  /// - Throws: `RunFileError`, `.exists` where there is a file of this name.
  public init(creating path: String, header: RunFileHeader) throws {
    self.path = path
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let text = try? encoder.encode(header), text.count <= RunFileFormat.longestHeader else {
      throw RunFileError(path, .unwritable(code: EFBIG))
    }
    var head = RunFileFormat.magic + RunFileFormat.bytes(UInt32(RunFileFormat.current))
    head += RunFileFormat.bytes(UInt32(text.count)) + Array(text)
    checksum = head.withUnsafeBytes { XXHash64.of($0) }
    head += RunFileFormat.bytes(checksum)
    // Under another name until the head is whole: a file of this name always has one.
    let draft = "\(path).\(getpid())"
    unlink(draft)
    file = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw RunFileError(path, .unwritable(code: errno)) }
    state = Mutex(State(end: head.count, forced: .now))
    do {
      try lock()
      try write(head, at: 0)
      try force()
      guard link(draft, path) == 0 else {
        let code = errno
        if code == EEXIST { throw RunFileError(path, .exists) }
        // Some file systems have no hard links.
        if access(path, F_OK) == 0 { throw RunFileError(path, .exists) }
        guard rename(draft, path) == 0 else { throw RunFileError(path, .unwritable(code: code)) }
        return
      }
      unlink(draft)
      Self.forceFolder(of: path)
    } catch {
      unlink(draft)
      close(file)
      throw error
    }
  }

  /// Goes on with a file: what stands behind its last whole block is dropped.
  ///
  /// - Throws: `RunFileError`.
  public init(continuing existing: RunFile, contents: RunFile.Contents) throws {
    path = existing.path
    checksum = existing.checksum
    file = open(path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { throw RunFileError(path, .unwritable(code: errno)) }
    state = Mutex(State(end: contents.end, forced: .now))
    do {
      try lock()
      guard ftruncate(file, off_t(contents.end)) == 0 else {
        throw RunFileError(path, .unwritable(code: errno))
      }
    } catch {
      close(file)
      throw error
    }
  }

  deinit { close(file) }

  /// Adds a block.
  ///
  /// - Parameter fill: Appends the data to the bytes that it is given.
  /// - Throws: `RunFileError` where the disk is full or gone; the file then holds the blocks that it held.
  func add(_ block: Int, _ fill: (inout [UInt8]) -> Void) throws {
    try state.withLock { state in
      state.bytes.removeAll(keepingCapacity: true)
      state.bytes += RunFileFormat.bytes(RunFileFormat.blockMagic)
      state.bytes += RunFileFormat.bytes(UInt32(truncatingIfNeeded: block))
      state.bytes += RunFileFormat.bytes(UInt64(0))
      fill(&state.bytes)
      let length = RunFileFormat.bytes(UInt64(state.bytes.count - RunFileFormat.blockPrefix))
      state.bytes.replaceSubrange(8..<16, with: length)
      let hash = state.bytes.withUnsafeBytes { XXHash64.of($0, seed: checksum) }
      state.bytes += RunFileFormat.bytes(hash)
      try write(state.bytes, at: state.end)
      state.end += state.bytes.count
      if state.forced.duration(to: .now) > .seconds(2) {
        try force()
        state.forced = .now
      }
    }
  }

  /// Forces everything to the disk and, where the file has a name for the time being, gives it its own.
  public func finish(as name: String? = nil) throws {
    try state.withLock { _ in
      try force()
      guard let name else { return }
      guard rename(path, name) == 0 else { throw RunFileError(name, .unwritable(code: errno)) }
      Self.forceFolder(of: name)
    }
  }

  /// Keeps other programs out.
  ///
  /// A program that was killed may hold the file for a moment still, so this waits a little. A file system without
  /// locks is no reason to refuse.
  private func lock() throws {
    for _ in 0..<30 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      usleep(100_000)
    }
    throw RunFileError(path, .inUse)
  }

  private func force() throws {
    guard fsync(file) == 0 || errno == EINVAL || errno == EROFS else {
      throw RunFileError(path, .unwritable(code: errno))
    }
  }

  private static func forceFolder(of path: String) {
    let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func write(_ bytes: [UInt8], at start: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(file, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(start + done))
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        let code = errno
        // The torn block would be dropped by whoever reads the file; without it the file is smaller.
        _ = ftruncate(file, off_t(start))
        throw RunFileError(path, .unwritable(code: code))
      }
    }
  }
}
