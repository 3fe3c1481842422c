import CGSL

/// A random order of the numbers 0 … count − 1 in which every position can be asked for by itself.
///
/// A Feistel network of four rounds over the next power of four, with Philox as round function; positions beyond the
/// count are sent through again until they fall within (Black and Rogaway 2002, "Ciphers with arbitrary finite
/// domains", cycle walking). So it is a permutation for any count.
struct Permutation {
  private let count: Int
  private let key: UInt64
  private let halfBits: UInt64

  init(count: Int, key: UInt64) {
    self.count = max(count, 1)
    self.key = key
    var bits: UInt64 = 1
    while 1 << (2 * bits) < self.count { bits += 1 }
    halfBits = bits
  }

  /// Where a number stands; numbers beyond the count stand where they are modulo the count.
  func position(of number: Int) -> Int {
    var value = UInt64(truncatingIfNeeded: number % count)
    repeat { value = mixed(value) } while value >= UInt64(count)
    return Int(value)
  }

  private func mixed(_ value: UInt64) -> UInt64 {
    let mask: UInt64 = (1 << halfBits) - 1
    var left = value >> halfBits
    var right = value & mask
    for round in 0..<4 as Range<UInt32> {
      let block = Philox.block(
        counter: (
          UInt32(truncatingIfNeeded: right), round, UInt32(truncatingIfNeeded: right >> 32), 0x5045_524D
        ),
        key: (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
      (left, right) = (right, (left ^ UInt64(block.0)) & mask)
    }
    return left << halfBits | right
  }
}
