import Foundation

/// A one-to-one map from a coordinate that may be any number to a parameter with bounds.
public enum CoordinateTransform: Sendable, Hashable, Codable {
  /// The parameter may be any number and is the coordinate itself.
  case identity
  /// The parameter is above zero: θ = exp z.
  case log
  /// The parameter lies between two bounds: θ = a + (b − a) / (1 + exp(−z)).
  case logit(lower: Double, upper: Double)

  /// A share or a chance, between 0 and 1.
  public static let chance = CoordinateTransform.logit(lower: 0, upper: 1)

  /// The parameter at a coordinate.
  public func parameter(at coordinate: Double) -> Double {
    switch self {
    case .identity: coordinate
    case .log: exp(coordinate)
    case .logit(let lower, let upper): lower + (upper - lower) / (1 + exp(-coordinate))
    }
  }

  /// The coordinate of a parameter; infinite at a bound and not a number outside them.
  public func coordinate(of parameter: Double) -> Double {
    switch self {
    case .identity: parameter
    case .log: Foundation.log(parameter)
    case .logit(let lower, let upper):
      Foundation.log(parameter - lower) - Foundation.log(upper - parameter)
    }
  }

  /// log |dθ/dz|, to be added to the log density of the parameter.
  public func logJacobian(at coordinate: Double) -> Double {
    switch self {
    case .identity: 0
    case .log: coordinate
    case .logit(let lower, let upper):
      // log σ(z) + log σ(−z), written so that neither tail overflows.
      Foundation.log(upper - lower) - abs(coordinate) - 2 * log1p(exp(-abs(coordinate)))
    }
  }
}
