import CXXHash

/// The checksum XXH64 with seed, by libxxhash.
///
/// It finds damage, and is no defence against forgery.
struct XXHash64 {
  private var state = XXH64_state_t()

  init(seed: UInt64 = 0) { XXH64_reset(&state, seed) }

  /// The checksum of bytes.
  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    XXH64(bytes.baseAddress, bytes.count, seed)
  }

  /// Adds bytes.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    if let base = bytes.baseAddress { XXH64_update(&state, base, bytes.count) }
  }

  /// The checksum of everything added.
  var value: UInt64 { withUnsafePointer(to: state) { XXH64_digest($0) } }
}
