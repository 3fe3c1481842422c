/// When a mean cumulative balance has come back to zero for good.
public struct Payback: Sendable, Hashable, Codable {
  /// How it went.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The balance goes below zero and comes back for good at `point`.
    case within
    /// The balance is below zero at the horizon.
    case notWithinHorizon
    /// The balance never goes below zero.
    case neverBelowZero
    /// The balance is zero at all times.
    case noDifference
  }

  /// How it went.
  public var kind: Kind
  /// The first point (in steps) from which the mean stays at or above zero, or nil.
  public var point: Int?
  /// The deepest the mean cumulative balance goes below zero, as a positive amount: the outlay.
  public var outlay: Double
  /// The share of the outlay that has come back at the horizon (may be over 1), or nil without an outlay.
  public var sharePaidBack: Double?
  /// The mean cumulative balance at points 0 … T.
  public var cumulative: [Double]

  /// The payback of a mean balance per point.
  ///
  /// - Parameter flows: Mean discounted receipts minus payments at each point, as difference with the
  ///   nulalternatief. Amounts under 1e-9 of the largest cumulative amount count as zero, so that rounding
  ///   does not decide.
  public init(flows: [Double]) {
    var running = 0.0
    cumulative = flows.map { flow in
      running += flow
      return running
    }
    let lowest = cumulative.min() ?? 0
    let tolerance = 1e-9 * (cumulative.map(abs).max() ?? 0)
    outlay = max(0, -lowest)
    if outlay <= tolerance {
      outlay = 0
      kind = cumulative.allSatisfy { $0 == 0 } ? .noDifference : .neverBelowZero
      return
    }
    sharePaidBack = ((cumulative.last ?? 0) + outlay) / outlay
    let lastBelow = cumulative.lastIndex { $0 < -tolerance } ?? 0
    if lastBelow + 1 < cumulative.count {
      kind = .within
      point = lastBelow + 1
    } else {
      kind = .notWithinHorizon
    }
  }
}
