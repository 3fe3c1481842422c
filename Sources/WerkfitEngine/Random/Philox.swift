import CGSL
import CPhilox

/// The counter-based generator Philox4x32-10.
///
/// Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3". A block of four words
/// is a pure function of a counter and a key, so that every random number can be addressed.
public enum Philox {
  /// The block of four words at a counter under a key.
  public static func block(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    let block = werkfit_philox(counter.0, counter.1, counter.2, counter.3, key.0, key.1)
    return (block.v0, block.v1, block.v2, block.v3)
  }

  /// How many blocks `lanes` makes at once.
  static var laneCount: Int { Int(WERKFIT_LANES) }

  /// Writes the blocks at the counters (first + lane × distance, …) into `words`: word w of lane l at place w × 8 + l.
  @inline(__always)
  static func lanes(
    first: UInt32, distance: UInt32, _ rest: (UInt32, UInt32, UInt32), key: UInt64,
    into words: UnsafeMutablePointer<UInt32>
  ) {
    werkfit_philox_lanes(first, distance, rest.0, rest.1, rest.2, key, words)
  }
}

/// What a random number is for; different purposes never share a number.
package enum Purpose: UInt64, CaseIterable {
  /// Values of parameters.
  case parameter = 0x7065_7261_6d65_7465
  /// How many of a pool leave, and for what.
  case pool = 0x706f_6f6c_0000_0001
  /// When a person leaves.
  case person = 0x7065_7273_0000_0002
  /// Who starts a traject.
  case start = 0x7374_6172_0000_0003
  /// How many arrive or are there at the start.
  case arrival = 0x6172_7269_0000_0004
  /// How long a person's stay is planned, and where it ends.
  case stay = 0x7374_6179_0000_0006
  /// Who of a waiting list is given a place.
  case admission = 0x6164_6d69_0000_0007
  /// How long a place stays empty.
  case place = 0x706c_6163_0000_0005
}

/// Mixes words into one 64-bit address.
///
/// The finaliser is that of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input reaches every bit of
/// the address.
@inline(__always)
package func address(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var z = a &+ 0x9E37_79B9_7F4A_7C15 &* (b &+ 1)
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

/// A 64-bit address of a name (FNV-1a), the same in every run and on every machine.
func address(ofName name: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}

/// The uniform numbers at one address: cell or person, replication and step.
///
/// Each address has 4,096 blocks of its own, so that a rejection never shifts its neighbours.
package struct AddressedNumbers {
  private let key0: UInt32
  private let key1: UInt32
  private let replication: UInt32
  private let low: UInt32
  private let high: UInt32
  private var counter: UInt32
  private var first = 0.0
  private var spare: Double
  /// How many numbers of a block are still to be given: the spare, or the first and the spare.
  private var held: UInt8 = 0

  /// The numbers of a cell or person in a step of a replication.
  @inline(__always)
  package init(key: UInt64, replication: UInt32, cell: UInt64, step: Int) {
    key0 = UInt32(truncatingIfNeeded: key)
    key1 = UInt32(truncatingIfNeeded: key >> 32)
    self.replication = replication
    low = UInt32(truncatingIfNeeded: cell)
    high = UInt32(truncatingIfNeeded: cell >> 32)
    counter = UInt32(truncatingIfNeeded: step) << 12
    spare = 0
  }

  /// The same, where the first block has been made already.
  @inline(__always)
  init(
    key: UInt64, replication: UInt32, cell: UInt64, step: Int, block words: UnsafePointer<UInt32>, lane: Int
  ) {
    self.init(key: key, replication: replication, cell: cell, step: step)
    counter &+= 1
    let count = Philox.laneCount
    first = Self.first(of: words, lane: lane)
    spare = Self.double(words[2 &* count &+ lane], words[3 &* count &+ lane])
    held = 2
  }

  /// The first number of a block that has been made already.
  @inline(__always)
  static func first(of words: UnsafePointer<UInt32>, lane: Int) -> Double {
    double(words[lane], words[Philox.laneCount &+ lane])
  }

  /// Makes the first blocks of the next steps, for `init(…block:lane:)`.
  static func prepare(
    key: UInt64, replication: UInt32, cell: UInt64, step: Int, into words: UnsafeMutablePointer<UInt32>
  ) {
    Philox.lanes(
      first: UInt32(truncatingIfNeeded: step) << 12, distance: 1 << 12,
      (replication, UInt32(truncatingIfNeeded: cell), UInt32(truncatingIfNeeded: cell >> 32)), key: key,
      into: words)
  }

  /// The next number, uniform on [0, 1) with 53 bits.
  @inline(__always)
  package mutating func next() -> Double {
    if held > 0 {
      held &-= 1
      return held == 1 ? first : spare
    }
    let block = werkfit_philox(counter, replication, low, high, key0, key1)
    counter &+= 1
    spare = Self.double(block.v2, block.v3)
    held = 1
    return Self.double(block.v0, block.v1)
  }

  @inline(__always)
  private static func double(_ a: UInt32, _ b: UInt32) -> Double {
    Double((UInt64(a) << 32 | UInt64(b)) >> 11) * 0x1.0p-53
  }
}
