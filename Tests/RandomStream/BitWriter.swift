import Foundation

/// Packs the 53 bits of each number into bytes and writes them to standard output.
struct BitWriter {
  /// Whether the reader has gone.
  private(set) var isClosed = false
  private var words: [UInt64] = []
  private var held: UInt64 = 0
  private var count: UInt64 = 0

  init() { words.reserveCapacity(Self.capacity) }

  private static let capacity = 1 << 16
  private static let bits: UInt64 = 53

  /// Writes a number on [0, 1).
  mutating func write(_ number: Double) {
    let value = UInt64(number * 0x1p53)
    held |= value << count
    count += Self.bits
    guard count >= 64 else { return }
    count -= 64
    words.append(held)
    held = value >> (Self.bits - count)
    if words.count == Self.capacity { flush() }
  }

  private mutating func flush() {
    let bytes = words.withUnsafeBytes { Data($0) }
    do { try FileHandle.standardOutput.write(contentsOf: bytes) } catch { isClosed = true }
    words.removeAll(keepingCapacity: true)
  }
}
