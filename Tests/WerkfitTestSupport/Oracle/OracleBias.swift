/// An error planted in the oracle: the rates of some exits are too high by a factor.
public struct OracleBias: Sendable {
  /// Whose exits are wrong.
  public enum Place: Sendable {
    case everywhere
    /// Of the phases of trajecten only.
    case inTrajecten
    /// Of the states outside trajecten only.
    case outsideTrajecten
  }
  /// The factor by which the rates are multiplied.
  public var factor: Double
  /// Whose exits are wrong.
  public var place: Place

  /// An error of the given size.
  public init(factor: Double, place: Place = .everywhere) {
    self.factor = factor
    self.place = place
  }

  /// No error.
  public static let none = OracleBias(factor: 1)

  func factor(for node: OracleNode) -> Double {
    switch place {
    case .everywhere: factor
    case .inTrajecten: node.phase == nil ? 1 : factor
    case .outsideTrajecten: node.phase == nil ? factor : 1
    }
  }
}
