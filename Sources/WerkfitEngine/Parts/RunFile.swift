import Foundation

/// A file with computed blocks, opened for reading.
///
/// The file may come from anywhere: nothing in it is believed before its checksum and its bounds are checked, and
/// nothing is allocated for a length that the file does not have.
public final class RunFile: @unchecked Sendable {
  /// The path.
  public let path: String
  /// What stands at the head.
  public let header: RunFileHeader
  /// The checksum of the head.
  let checksum: UInt64
  /// The length of the head.
  let headLength: Int
  private let file: Int32
  private let size: Int

  /// What a look at all blocks found.
  public struct Contents: Sendable {
    /// Where the data of each block are.
    var places: [Int: Range<Int>] = [:]
    /// Where the first byte is that belongs to no whole block.
    var end: Int
    /// Why the rest is no block, or nil where there is no rest.
    public var problem: RunFileError.Problem?

    /// The blocks that are whole.
    public var blocks: Set<Int> { Set(places.keys) }
  }

  /// Opens a file and reads its head.
  ///
  /// - Throws: `RunFileError`.
  public init(_ path: String) throws {
    self.path = path
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw RunFileError(path, .unreadable(code: errno)) }
    do {
      var status = stat()
      guard fstat(file, &status) == 0 else { throw RunFileError(path, .unreadable(code: errno)) }
      guard status.st_mode & S_IFMT == S_IFREG else { throw RunFileError(path, .foreign) }
      size = Int(status.st_size)
      (header, checksum, headLength) = try Self.head(of: file, path: path, size: size)
    } catch {
      close(file)
      throw error
    }
    self.file = file
  }

  deinit { close(file) }

  private static func head(of file: Int32, path: String, size: Int) throws
    -> (header: RunFileHeader, checksum: UInt64, length: Int)
  {
    let prefix = try read(file, path: path, at: 0, count: min(size, RunFileFormat.prefix))
    guard prefix.starts(with: RunFileFormat.magic) else {
      throw RunFileError(path, .foreign)
    }
    guard prefix.count == RunFileFormat.prefix else { throw RunFileError(path, .damaged(at: size)) }
    let format = Int(RunFileFormat.number(prefix, at: 8, as: UInt32.self))
    guard format == RunFileFormat.current else { throw RunFileError(path, .newer(format: format)) }
    let length = Int(RunFileFormat.number(prefix, at: 12, as: UInt32.self))
    let end = RunFileFormat.prefix + length + RunFileFormat.checksum
    guard length <= RunFileFormat.longestHeader, end <= size else {
      throw RunFileError(path, .damaged(at: 12))
    }
    let rest = try read(
      file, path: path, at: RunFileFormat.prefix, count: length + RunFileFormat.checksum)
    var hash = XXHash64()
    prefix.withUnsafeBytes { hash.add($0) }
    rest[..<length].withUnsafeBytes { hash.add($0) }
    guard hash.value == RunFileFormat.number(rest, at: length, as: UInt64.self) else {
      throw RunFileError(path, .damaged(at: RunFileFormat.prefix))
    }
    guard let header = try? JSONDecoder().decode(RunFileHeader.self, from: Data(rest[..<length])),
      header.isPossible
    else { throw RunFileError(path, .damaged(at: RunFileFormat.prefix)) }
    return (header, hash.value, end)
  }

  /// Looks at all blocks up to the first byte that is not right.
  ///
  /// - Parameter longest: The most bytes that the data of a block can have; nil where there is no such block.
  /// - Throws: `RunFileError` where the file cannot be read.
  public func contents(longest: (_ block: Int) -> Int?) throws -> Contents {
    var contents = Contents(end: headLength)
    while contents.end < size {
      let start = contents.end
      guard size - start >= RunFileFormat.blockPrefix + RunFileFormat.checksum else {
        contents.problem = .damaged(at: start)
        break
      }
      let prefix = try Self.read(file, path: path, at: start, count: RunFileFormat.blockPrefix)
      let block = Int(RunFileFormat.number(prefix, at: 4, as: UInt32.self))
      let length = RunFileFormat.number(prefix, at: 8, as: UInt64.self)
      let room = size - start - RunFileFormat.blockPrefix - RunFileFormat.checksum
      guard RunFileFormat.number(prefix, at: 0, as: UInt32.self) == RunFileFormat.blockMagic,
        header.blocks.contains(block), contents.places[block] == nil, let most = longest(block),
        length <= UInt64(min(most, room))
      else {
        contents.problem = .damaged(at: start)
        break
      }
      let data = start + RunFileFormat.blockPrefix
      let end = data + Int(length)
      let written: UInt64 = RunFileFormat.number(
        try Self.read(file, path: path, at: end, count: RunFileFormat.checksum), at: 0)
      guard try checksum(from: start, to: end) == written else {
        contents.problem = .damaged(at: start)
        break
      }
      contents.places[block] = data..<end
      contents.end = end + RunFileFormat.checksum
    }
    return contents
  }

  /// The data of a block, or nil where the file does not hold it.
  func data(of block: Int, in contents: Contents) throws -> [UInt8]? {
    guard let place = contents.places[block] else { return nil }
    return try Self.read(file, path: path, at: place.lowerBound, count: place.count)
  }

  private func checksum(from start: Int, to end: Int) throws -> UInt64 {
    var hash = XXHash64(seed: checksum)
    var position = start
    while position < end {
      let piece = try Self.read(file, path: path, at: position, count: min(1 << 20, end - position))
      piece.withUnsafeBytes { hash.add($0) }
      position += piece.count
    }
    return hash.value
  }

  /// Reads bytes that the file has.
  private static func read(_ file: Int32, path: String, at position: Int, count: Int) throws -> [UInt8] {
    var failure: RunFileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          file, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(position + filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          failure = RunFileError(path, .damaged(at: position + filled))
          break
        } else if errno != EINTR {
          failure = RunFileError(path, .unreadable(code: errno))
          break
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
