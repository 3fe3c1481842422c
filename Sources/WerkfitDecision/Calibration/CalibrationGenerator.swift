import CGSL

/// A generator whose position is an address, so that numbers do not depend on the order of the work.
final class CalibrationGenerator {
  /// The generator as GSL's samplers take it.
  let pointer: UnsafeMutablePointer<gsl_rng>

  /// A generator at no address yet.
  init() throws(CalibrationError) {
    werkfit_silence_gsl()
    guard let made = werkfit_generator_new() else { throw .numerics(step: "generator") }
    pointer = made
  }

  deinit { gsl_rng_free(pointer) }

  /// Moves to the stream of a chain at an iteration of some purpose.
  func seek(seed: UInt64, chain: Int, purpose: Purpose, iteration: Int) {
    let address = UInt64(purpose.rawValue) << 32 | UInt64(UInt32(truncatingIfNeeded: iteration))
    werkfit_generator_seek(pointer, seed, UInt32(truncatingIfNeeded: chain), address)
  }

  /// A standard normal number.
  func normal() -> Double { gsl_ran_gaussian_ziggurat(pointer, 1) }

  /// A number above 0 and under 1.
  func uniform() -> Double { gsl_rng_uniform_pos(pointer) }

  /// What numbers are drawn for; each has streams of its own.
  enum Purpose: UInt32 {
    /// Where the chains start.
    case start = 0x5701
    /// Where they propose to go, and whether they do.
    case step = 0x5702
    /// Seeds of simulated data sets and of their fits.
    case seeds = 0x5703
    /// What would be observed if a prediction were true.
    case replicate = 0x5704
  }
}
