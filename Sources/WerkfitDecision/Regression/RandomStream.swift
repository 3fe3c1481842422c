import CGSL

/// Random numbers at addresses: the same for any order and any number of threads.
final class RandomStream {
  private let generator: UnsafeMutablePointer<gsl_rng>
  private let key: UInt64

  /// A stream under a key.
  init(key: UInt64) throws {
    _ = GSLErrors.silenced
    guard let made = werkfit_generator_new() else { throw RegressionError.numerical(status: nil) }
    generator = made
    self.key = key
  }

  deinit { gsl_rng_free(generator) }

  /// Moves to the start of the stream at an address.
  func seek(row: UInt32, address: UInt64) { werkfit_generator_seek(generator, key, row, address) }

  /// From 0 up to 1.
  func uniform() -> Double { gsl_rng_uniform(generator) }

  /// Standard normal.
  func normal() -> Double { gsl_ran_gaussian_ziggurat(generator, 1) }

  /// The number of successes among independent trials.
  func binomial(chance: Double, trials: Int) -> Double {
    Double(gsl_ran_binomial(generator, chance, UInt32(clamping: trials)))
  }

  /// The number of events where this many are expected.
  func poisson(mean: Double) -> Double { Double(gsl_ran_poisson(generator, mean)) }
}
