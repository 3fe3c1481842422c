/// A value of a parameter at which an outcome is zero, or passes zero in a jump.
public struct Threshold: Sendable, Hashable, Codable {
  /// How the outcome meets zero.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// It goes from below zero to above zero.
    case rising
    /// It goes from above zero to below zero.
    case falling
    /// It touches zero and goes back to the side it came from.
    case touching
    /// It jumps from below zero to above zero without being zero.
    case jumpUp
    /// It jumps from above zero to below zero without being zero.
    case jumpDown
    /// It is zero at an end of the interval, so that the other side is not seen.
    case atEnd
    /// It is zero over a stretch.
    case stretch
  }

  /// The value of the parameter; the middle of a stretch.
  public var value: Double
  /// How the outcome meets zero.
  public var kind: Kind
  /// Between which values the place is known to lie; the stretch itself for a stretch.
  public var bracket: Interval
}

/// All thresholds of an outcome in an interval of a parameter.
public struct Thresholds: Sendable, Hashable, Codable {
  /// What holds where there is no threshold.
  public enum Sign: String, Sendable, Hashable, Codable, CaseIterable {
    /// Above zero.
    case positive
    /// Below zero.
    case negative
  }

  /// The thresholds, from low to high.
  ///
  /// Their number is the number found on this grid: a function that
  /// crosses zero twice between two points, without its size dipping there, is not seen.
  public var found: [Threshold]
  /// The sign at the lowest value of the parameter, or nil where the outcome is zero there.
  public var signAtLow: Sign?
  /// The sign that holds everywhere, or nil where there is a threshold.
  public var signEverywhere: Sign? { found.isEmpty ? signAtLow : nil }
  /// How many values of the outcome were computed.
  public var evaluations: Int
}

/// How thresholds are looked for.
///
/// The function is computed on an even grid in one batch. Each change of sign becomes a bracket, and each dip
/// of |f| without a change of sign a valley; all of them are refined together, one batch per round, every
/// round cutting each into `cuts` parts (so a bracket found to hold three roots yields three). This is
/// bisection in base `cuts`: for a simulation that computes many values at once a batch is as cheap as a
/// point, and no bracket can escape, as it can in interpolating methods.
public struct ThresholdSearch: Sendable, Hashable, Codable {
  /// The lowest and the highest value of the parameter.
  public var interval: Interval
  /// The number of points of the first grid, at least 2.
  public var gridCount: Int
  /// The width of the bracket at which a root is found, as a share of the interval.
  public var tolerance: Double
  /// What counts as touching zero, as a share of the greatest size on the grid.
  public var relativeZero: Double
  /// Into how many parts each bracket is cut per round, at least 3.
  public var cuts: Int

  /// A search over an interval.
  public init(
    over interval: Interval, gridCount: Int = 65, tolerance: Double = 1e-9, relativeZero: Double = 1e-9,
    cuts: Int = 16
  ) {
    self.interval = interval
    self.gridCount = gridCount
    self.tolerance = tolerance
    self.relativeZero = relativeZero
    self.cuts = cuts
  }

  /// The thresholds of a function.
  ///
  /// A change of sign is a jump, and no root, when |f| no longer shrinks with its bracket.
  ///
  /// - Parameter evaluate: The values of the function at many values of the parameter at once, in order.
  /// - Throws: `SensitivityError.emptyInterval`, `.badSetting`, `.wrongCount`, `.notFiniteAt`, and what
  ///   `evaluate` throws.
  public func thresholds(of evaluate: ([Double]) throws -> [Double]) throws -> Thresholds {
    try check()
    var evaluations = 0
    func points(_ places: [Double]) throws -> [CurvePoint] {
      let values = try evaluate(places)
      guard values.count == places.count else {
        throw SensitivityError.wrongCount(found: values.count, expected: places.count)
      }
      if let bad = values.firstIndex(where: { !$0.isFinite }) {
        throw SensitivityError.notFiniteAt(places[bad])
      }
      evaluations += places.count
      return zip(places, values).map { CurvePoint(at: $0, value: $1) }
    }
    let width = interval.upper - interval.lower
    let grid = try points(
      (0..<gridCount).map { number in
        number == gridCount - 1
          ? interval.upper : interval.lower + width * (Double(number) / Double(gridCount - 1))
      })
    let scale = grid.reduce(0) { max($0, abs($1.value)) }
    let rules = RefinementRules(
      width: width * tolerance, zero: scale * relativeZero, negligible: scale * 1e-12, ends: interval)
    var found: [Threshold] = []
    var open = rules.scan(grid, from: nil, into: &found)
    // Each round divides by at least cuts / 2; double precision is spent long before 200 rounds.
    for _ in 0..<200 where !open.isEmpty {
      let inner = open.map { $0.cut(into: cuts) }
      var rest = try points(inner.flatMap { $0 })[...]
      var next: [Refinement] = []
      for (work, places) in zip(open, inner) {
        let new = rest.prefix(places.count)
        rest = rest.dropFirst(places.count)
        next += rules.refine(work, with: Array(new), into: &found)
      }
      open = next
    }
    let sign: Thresholds.Sign? =
      grid[0].value == 0 ? nil : grid[0].value > 0 ? .positive : .negative
    return Thresholds(
      found: found.sorted { $0.value < $1.value }, signAtLow: sign, evaluations: evaluations)
  }

  private func check() throws {
    guard interval.lower < interval.upper, (interval.upper - interval.lower).isFinite else {
      throw SensitivityError.emptyInterval(lower: interval.lower, upper: interval.upper)
    }
    guard gridCount >= 2 else { throw SensitivityError.badSetting("gridCount") }
    guard cuts >= 3 else { throw SensitivityError.badSetting("cuts") }
    guard tolerance > 0, tolerance < 1 else { throw SensitivityError.badSetting("tolerance") }
    guard relativeZero >= 0, relativeZero < 1 else { throw SensitivityError.badSetting("relativeZero") }
  }
}
