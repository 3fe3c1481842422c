import Foundation
@testable import WerkfitEngine

/// Puts the right checksums into the bytes of a part file, as far as its lengths lie within it.
struct PartRepair {
  private var bytes: [UInt8]

  init(_ data: Data) { bytes = [UInt8](data) }

  /// The layout of `RunFile`: 8 bytes that say what it is, the format and the length of the head (4 each), the head, its
  /// checksum (8); then blocks of 4 + 4 + 8 bytes, data, and a checksum seeded with that of the head.
  consuming func repaired() -> Data {
    let head = 16
    guard bytes.count >= head else { return Data(bytes) }
    let length = Int(number(at: 12, count: 4))
    guard length <= bytes.count - head - 8 else { return Data(bytes) }
    let checksum = hash(0..<(head + length), seed: 0)
    put(checksum, at: head + length)
    var place = head + length + 8
    while bytes.count - place >= 24 {
      let length = number(at: place + 8, count: 8)
      guard length <= UInt64(bytes.count - place - 24) else { break }
      let end = place + 16 + Int(length)
      put(hash(place..<end, seed: checksum), at: end)
      place = end + 8
    }
    return Data(bytes)
  }

  private func number(at place: Int, count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
  }

  private mutating func put(_ value: UInt64, at place: Int) {
    for index in 0..<8 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
  }

  private func hash(_ range: Range<Int>, seed: UInt64) -> UInt64 {
    var hash = XXHash64(seed: seed)
    bytes[range].withUnsafeBytes { hash.add($0) }
    return hash.value
  }
}
