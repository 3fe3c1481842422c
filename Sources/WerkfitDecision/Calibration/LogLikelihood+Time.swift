import Foundation

/// A hazard that is constant between given times: chance per unit of time that who is still there leaves.
public struct PiecewiseHazard: Sendable, Hashable, Codable {
  /// The times at which the hazard changes: rising, above 0.
  ///
  /// The first piece starts at 0.
  public var changes: [Double]
  /// The hazard of each piece, per unit of time: one more than there are changes.
  public var hazards: [Double]

  /// A hazard per piece.
  ///
  /// - Throws: `CalibrationError.length` or `.setting` where times do not rise from above 0, or a hazard is
  ///   below 0.
  public init(changes: [Double] = [], hazards: [Double]) throws(CalibrationError) {
    guard hazards.count == changes.count + 1 else {
      throw .length(of: "hazards", found: hazards.count, expected: changes.count + 1)
    }
    var before = 0.0
    for change in changes {
      guard change > before, change.isFinite else {
        throw .setting(name: "changes", found: change, expected: "rising from above 0")
      }
      before = change
    }
    for hazard in hazards where !(hazard >= 0 && hazard.isFinite) {
      throw .setting(name: "hazards", found: hazard, expected: "0 or more")
    }
    self.changes = changes
    self.hazards = hazards
  }

  /// The hazard just before a time: that of the piece that ends there or later.
  public func hazard(at time: Double) -> Double { hazards[changes.prefix { $0 < time }.count] }

  /// The hazard summed from 0 to a time; 0 for a time below 0.
  public func cumulative(to time: Double) -> Double {
    var sum = 0.0
    var start = 0.0
    for (index, hazard) in hazards.enumerated() {
      let end = index < changes.count ? min(changes[index], time) : time
      if end > start { sum += LogLikelihood.times(hazard, end - start) }
      start = max(start, end)
    }
    return sum
  }

  /// The chance to be still there at a time.
  public func survival(to time: Double) -> Double { exp(-cumulative(to: time)) }
}

extension LogLikelihood {
  /// Times of leaving, some of them cut off because the person was still there (right-censoring).
  ///
  /// Σ log h(t) over those who left − Σ H(t) over all (Cox and Oakes 1984).
  ///
  /// - Parameters:
  ///   - times: How long each was followed, from 0 on.
  ///   - left: Whether each left then; if not, it was still there.
  ///   - hazard: The predicted hazard in the same unit of time.
  public static func times(_ times: [Double], left: [Bool], hazard: PiecewiseHazard) -> Double {
    guard times.count == left.count, times.allSatisfy({ $0 >= 0 }) else { return .nan }
    var sum = 0.0
    for (time, hasLeft) in zip(times, left) {
      sum -= hazard.cumulative(to: time)
      if hasLeft { sum += log(hazard.hazard(at: time)) }
    }
    return sum
  }

  /// Events over a time at risk with a constant hazard: d log h − h T.
  ///
  /// Also that of n completed stays with mean m, as n events over n · m.
  public static func events(_ events: Int, timeAtRisk: Double, hazard: Double) -> Double {
    guard hazard >= 0, timeAtRisk >= 0, events >= 0 else { return .nan }
    return times(Double(events), log(hazard)) - times(hazard, timeAtRisk)
  }

  /// Exits over person-months with a chance per month: d log q + (N − d) log(1 − q).
  public static func monthlyExits(_ exits: Int, personMonths: Double, chance: Double) -> Double {
    guard (0...1).contains(chance), exits >= 0 else { return .nan }
    guard Double(exits) <= personMonths else { return -.infinity }
    return times(Double(exits), log(chance)) + times(personMonths - Double(exits), log1p(-chance))
  }

  /// k of n had left by a time, the others were still there.
  ///
  /// - Parameter survival: The predicted chance to be still there at that time.
  public static func left(_ exits: Int, of total: Int, survival: Double) -> Double {
    guard (0...1).contains(survival) else { return .nan }
    // Counts those still there, so that a small chance to stay keeps its digits.
    return binomial(total - exits, of: total, chance: survival)
  }

  /// How many of n had left between successive times, the others being still there after the last.
  ///
  /// - Parameters:
  ///   - exits: Per interval; the first starts when all do.
  ///   - remaining: How many were still there at the end.
  ///   - survival: The predicted chance to be still there at the end of each interval; must not rise.
  public static func leftByTime(_ exits: [Int], remaining: Int, survival: [Double]) -> Double {
    guard exits.count == survival.count, let last = survival.last else { return .nan }
    var shares: [Double] = []
    var before = 1.0
    for value in survival {
      shares.append(before - value)
      before = value
    }
    return multinomial(exits + [remaining], shares: shares + [last])
  }
}
