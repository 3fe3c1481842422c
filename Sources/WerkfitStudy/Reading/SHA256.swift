import CSHA2

/// The hash function SHA-256 (NIST, FIPS 180-4, 2015), by libmd.
public struct SHA256 {
  private var state = SHA2_CTX()

  /// The hash of nothing so far.
  public init() { SHA256Init(&state) }

  /// Adds bytes to what is hashed.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    if let base = bytes.baseAddress {
      SHA256Update(&state, base.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
  }

  /// The hash of everything added, in 64 hexadecimal digits.
  public func hexadecimal() -> String {
    var last = state
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &last)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
