import CGSL
import Foundation

/// The coordinates in which a posterior is explored: any real number each, so that no step leaves the space.
public struct CalibrationSpace: Sendable {
  /// The number of coordinates.
  public let dimension: Int
  /// The parameters at given coordinates.
  let parameters: @Sendable ([Double]) -> [Double]
  /// What is added to the caller's log density at given coordinates.
  let logWeight: @Sendable ([Double]) -> Double
  /// Where chains start: a middle and a standard deviation per coordinate.
  let start: (centre: [Double], spread: Double)

  /// Coordinates z ~ N(0, I) of independent priors: θ = Q(Φ(z)) with Q the quantile function of each prior.
  ///
  /// The prior is respected exactly, whatever its distribution; the caller's log density is then the
  /// likelihood alone.
  ///
  /// - Parameter quantiles: Per parameter its prior quantile for a probability strictly between 0 and 1.
  public static func prior(quantiles: [@Sendable (Double) -> Double]) -> CalibrationSpace {
    prior(dimension: quantiles.count) { coordinates in
      zip(quantiles, coordinates).map { quantile, coordinate in
        quantile(min(max(gsl_cdf_ugaussian_P(coordinate), 0x1p-53), 1 - 0x1p-53))
      }
    }
  }

  /// Coordinates z ~ N(0, I) of any joint prior: the map turns them into a draw from the prior.
  ///
  /// For parameters that hang together: correlated ones, or shares that sum to one.
  public static func prior(
    dimension: Int, map: @escaping @Sendable ([Double]) -> [Double]
  ) -> CalibrationSpace {
    CalibrationSpace(
      dimension: dimension, parameters: map,
      logWeight: { $0.reduce(0) { $0 - 0.5 * $1 * $1 } },
      start: ([Double](repeating: 0, count: dimension), 1))
  }

  /// Parameters behind transforms; the caller's log density is that of prior and likelihood together.
  ///
  /// - Parameters:
  ///   - transforms: One per parameter.
  ///   - centre: Parameters around which the chains start, within their bounds; nil: where z = 0.
  ///   - spread: The standard deviation of the starting points in the coordinates.
  /// - Throws: `CalibrationError.length` or `.setting` where the centre does not fit the transforms.
  public static func transformed(
    _ transforms: [CoordinateTransform], startingAround centre: [Double]? = nil, spread: Double = 1
  ) throws(CalibrationError) -> CalibrationSpace {
    var middle = [Double](repeating: 0, count: transforms.count)
    if let centre {
      guard centre.count == transforms.count else {
        throw .length(of: "centre", found: centre.count, expected: transforms.count)
      }
      for index in centre.indices {
        middle[index] = transforms[index].coordinate(of: centre[index])
        guard middle[index].isFinite else {
          throw .setting(name: "centre", found: centre[index], expected: "strictly within the bounds")
        }
      }
    }
    guard spread >= 0, spread.isFinite else {
      throw .setting(name: "spread", found: spread, expected: "0 or more")
    }
    return CalibrationSpace(
      dimension: transforms.count,
      parameters: { zip(transforms, $0).map { $0.parameter(at: $1) } },
      logWeight: { zip(transforms, $0).reduce(0) { $0 + $1.0.logJacobian(at: $1.1) } },
      start: (middle, spread))
  }
}
