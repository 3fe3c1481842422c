import Foundation
import Synchronization

/// Memory for columns of numbers, all zero at first: in memory when small, else in a file that has no name.
///
/// Pages that nobody writes take neither memory nor disk. The system writes the pages of the file to disk and drops
/// them as it needs memory for something else, so that a million replications need no more memory than ten thousand.
final class ColumnMemory: @unchecked Sendable {
  /// The most bytes that are kept in memory proper: what a preview needs.
  static let greatestInMemory = 4 << 20

  /// The first number.
  let base: UnsafeMutablePointer<Double>
  /// How many numbers there are.
  let count: Int
  /// The file, or -1 for memory proper and where nothing is written any more.
  private let file: Mutex<Int32>
  private let place: String

  /// Memory for the given count of numbers.
  ///
  /// - Throws: `SimulationError.storage` where there is no room for it.
  init(count: Int, greatestInMemory: Int = greatestInMemory) throws {
    self.count = count
    let (bytes, overflows) = max(count, 1).multipliedReportingOverflow(by: MemoryLayout<Double>.stride)
    guard !overflows else { throw SimulationError.storage(place: "", code: ENOMEM) }
    let scratch = bytes > greatestInMemory ? Self.scratchFile(bytes) : nil
    let file = scratch?.file ?? -1
    place = scratch?.place ?? ""
    let flags = file >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANON | Self.noReserve
    guard let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, file, 0), start != MAP_FAILED else {
      let code = errno
      if file >= 0 { close(file) }
      throw SimulationError.storage(place: place, code: code)
    }
    #if os(Linux)
      // A huge page would take two megabytes for a column of which one row is written.
      _ = madvise(start, bytes, Int32(MADV_NOHUGEPAGE))
    #endif
    self.file = Mutex(file)
    base = start.bindMemory(to: Double.self, capacity: max(count, 1))
  }

  deinit {
    seal()
    munmap(base, max(count, 1) * MemoryLayout<Double>.stride)
  }

  /// Says that nothing will be written any more: results that are kept hold no file open.
  func seal() {
    file.withLock { file in
      if file >= 0 { close(file) }
      file = -1
    }
  }

  /// Makes sure that there is room on the disk before these numbers are written: without, a full disk would end the
  /// program by a signal.
  ///
  /// - Throws: `SimulationError.storage` where the disk is full.
  func reserve(_ range: Range<Int>) throws {
    #if os(Linux)
      let stride = MemoryLayout<Double>.stride
      let code = file.withLock { file in
        file < 0 || range.isEmpty
          ? 0 : posix_fallocate(file, off_t(range.lowerBound * stride), off_t(range.count * stride))
      }
      guard code == 0 else { throw SimulationError.storage(place: place, code: code) }
    #endif
  }

  #if os(Linux)
    private static let noReserve = Int32(MAP_NORESERVE)
  #else
    private static let noReserve: Int32 = 0
  #endif

  /// A file of the given size without a name and without contents, or nil where none can be made: then memory does.
  private static func scratchFile(_ bytes: Int) -> (file: Int32, place: String)? {
    // /tmp is often memory itself, and /var/tmp never is.
    let wanted = ProcessInfo.processInfo.environment["TMPDIR"].map { $0.isEmpty ? [] : [$0] } ?? []
    for folder in wanted + ["/var/tmp", "/tmp"] {
      var name = Array("\(folder)/werkfit-XXXXXX".utf8CString)
      let file = name.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { mkstemp($0) } ?? -1
      }
      guard file >= 0 else { continue }
      name.withUnsafeBufferPointer { buffer in
        if let path = buffer.baseAddress { unlink(path) }
      }
      if ftruncate(file, off_t(bytes)) == 0 { return (file, folder) }
      close(file)
    }
    return nil
  }
}
