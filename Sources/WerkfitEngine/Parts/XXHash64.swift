/// The checksum XXH64 with seed, of the xxHash specification 0.1.1 by Yann Collet.
///
/// It finds damage, and is no defence against forgery.
struct XXHash64 {
  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  private let seed: UInt64
  private var length: UInt64 = 0
  private var rest: [UInt8] = []

  private static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
  private static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
  private static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
  private static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
  private static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5

  init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = (seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
    rest.reserveCapacity(32)
  }

  /// The checksum of bytes.
  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var hash = XXHash64(seed: seed)
    hash.add(bytes)
    return hash.value
  }

  /// Adds bytes.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var position = 0
    if !rest.isEmpty {
      position = min(32 - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<position])
      guard rest.count == 32 else { return }
      let stripe = rest
      stripe.withUnsafeBytes { mix($0, at: 0) }
      rest.removeAll(keepingCapacity: true)
    }
    while position + 32 <= bytes.count {
      mix(bytes, at: position)
      position += 32
    }
    if position < bytes.count { rest.append(contentsOf: bytes[position...]) }
  }

  private mutating func mix(_ bytes: UnsafeRawBufferPointer, at position: Int) {
    lanes.0 = Self.round(lanes.0, Self.word(bytes, position))
    lanes.1 = Self.round(lanes.1, Self.word(bytes, position + 8))
    lanes.2 = Self.round(lanes.2, Self.word(bytes, position + 16))
    lanes.3 = Self.round(lanes.3, Self.word(bytes, position + 24))
  }

  /// The checksum of everything added.
  var value: UInt64 {
    var hash: UInt64
    if length >= 32 {
      hash =
        Self.turned(lanes.0, 1) &+ Self.turned(lanes.1, 7) &+ Self.turned(lanes.2, 12)
        &+ Self.turned(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
      }
    } else {
      hash = seed &+ Self.prime5
    }
    hash &+= length
    rest.withUnsafeBytes { bytes in
      var position = 0
      while position + 8 <= bytes.count {
        hash ^= Self.round(0, Self.word(bytes, position))
        hash = Self.turned(hash, 27) &* Self.prime1 &+ Self.prime4
        position += 8
      }
      if position + 4 <= bytes.count {
        let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
        hash ^= UInt64(half) &* Self.prime1
        hash = Self.turned(hash, 23) &* Self.prime2 &+ Self.prime3
        position += 4
      }
      for byte in bytes[position...] {
        hash ^= UInt64(byte) &* Self.prime5
        hash = Self.turned(hash, 11) &* Self.prime1
      }
    }
    hash = (hash ^ (hash >> 33)) &* Self.prime2
    hash = (hash ^ (hash >> 29)) &* Self.prime3
    return hash ^ (hash >> 32)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    turned(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func turned(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word << count | word >> (64 - count)
  }
}
