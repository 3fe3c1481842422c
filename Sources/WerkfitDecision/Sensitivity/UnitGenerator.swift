import CGSL

/// Random numbers at an address: the same key, row and address give the same numbers on any thread.
final class UnitGenerator {
  private let generator: UnsafeMutablePointer<gsl_rng>
  private let key: UInt64

  /// A generator with a key (the seed of the analysis).
  init(key: UInt64) throws {
    werkfit_silence_gsl()
    guard let made = werkfit_generator_new() else { throw SensitivityError.outOfMemory }
    generator = made
    self.key = key
  }

  deinit { gsl_rng_free(generator) }

  /// Goes to the start of the numbers at an address.
  func seek(row: Int, address: UInt64) {
    werkfit_generator_seek(generator, key, UInt32(truncatingIfNeeded: row), address)
  }

  /// The next number, uniform on [0, 1).
  func uniform() -> Double { gsl_rng_uniform(generator) }

  /// The next whole number, uniform on 0 ..< bound.
  func index(below bound: Int) -> Int {
    // A word times the bound, divided by 2^32: for the counts of a sample the bias is far below its noise.
    Int((UInt64(gsl_rng_get(generator)) &* UInt64(bound)) >> 32)
  }

  /// A random order of 0 ..< count.
  func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    order.withUnsafeMutableBytes { bytes in
      gsl_ran_shuffle(generator, bytes.baseAddress, count, MemoryLayout<Int>.stride)
    }
    return order
  }
}

/// What the random numbers of a global analysis are for; kept apart so that no two purposes share numbers.
enum UnitPurpose {
  static let points: UInt64 = 0x736f_6231 << 32
  static let strata: UInt64 = 0x736f_6232 << 32
  static let bootstrap: UInt64 = 0x736f_6233 << 32
  static let directions: UInt64 = 0x736f_6234 << 32
}
