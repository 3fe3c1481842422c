import Foundation

/// An axis with round numbers that covers given values.
struct NiceAxis {
  /// Where it begins.
  var minimum = 0.0
  /// Where it ends.
  var maximum = 1.0
  /// How far its numbers stand apart: 1, 2 or 5 times a power of ten.
  var step = 0.2

  init(covering values: [Double], steps: Double = 6) {
    guard let low = values.min(), let high = values.max(), high > low, (high - low).isFinite else { return }
    let rough = (high - low) / steps
    let power = pow(10, log10(rough).rounded(.down))
    step = power * ([1, 2, 5].first { $0 * power >= rough } ?? 10)
    minimum = (low / step).rounded(.down) * step
    maximum = (high / step).rounded(.up) * step
  }
}
