import Foundation
import WerkfitEngine
import WerkfitStudy

/// How likely each value of a distribution is, as a closed line in a box of 200 by 40.
struct DistributionOutline {
  /// The `d` of an SVG path; y = 40 is the ground.
  let path: String

  /// - Parameters:
  ///   - factor: By what values are multiplied before they are drawn.
  ///   - range: What the width of the box stands for.
  init(_ distribution: Distribution, factor: Double, range: ClosedRange<Double>) {
    let (bins, draws) = (40, 600)
    let width = range.upperBound - range.lowerBound
    var heights = [Double](repeating: 0, count: bins)
    for draw in 0..<draws {
      let value = distribution.quantile((Double(draw) + 0.5) / Double(draws)) * factor
      let place = (value - range.lowerBound) / width * Double(bins)
      guard place.isFinite else { continue }
      heights[min(max(Int(place), 0), bins - 1)] += 1
    }
    // Whole quantiles jump between bins; a bin and its neighbours together do not.
    let smooth = heights.indices.map { bin in
      0.25 * heights[max(bin - 1, 0)] + 0.5 * heights[bin] + 0.25 * heights[min(bin + 1, bins - 1)]
    }
    let most = max(smooth.max() ?? 1, 1e-9)
    let locale = Locale(identifier: "en_US_POSIX")
    let points = smooth.enumerated().map { bin, height in
      String(
        format: "L%.1f %.1f", locale: locale, (Double(bin) + 0.5) * 200 / Double(bins),
        40 - 36 * height / most)
    }
    path = "M0 40" + points.joined() + "L200 40Z"
  }
}
