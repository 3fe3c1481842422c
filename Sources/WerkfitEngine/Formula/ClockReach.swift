import WerkfitStudy

/// From which value of a person's own clock (time in state or since benefit change) a formula no longer changes.
///
/// Comparisons of a clock with a number and tables by a clock end somewhere; anything else may go on to the end.
struct ClockReach {
  let tables: [LookupTable]
  /// The value for what may change up to the horizon.
  let end: Int

  /// The first value from which all further ones give the same, for a formula that is written out.
  func reach(of formula: Formula) -> Int {
    switch formula {
    case .number, .parameter: return 1
    case .clock: return isOwnClock(formula) ? end : 1
    case .table(let name, let argument):
      if isOwnClock(argument), let table = tables.first(where: { $0.name == name }) {
        return beyond((table.breakpoints.last ?? 0).rounded(.up) - 1)
      }
      return reach(of: argument)
    case .negate(let inner): return reach(of: inner)
    case .binary(let op, let left, let right):
      switch op {
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
        if isOwnClock(left), case .number(let bound) = right { return beyond(bound) }
        if isOwnClock(right), case .number(let bound) = left { return beyond(bound) }
      default: break
      }
      return max(reach(of: left), reach(of: right))
    case .call(_, let arguments): return arguments.map(reach).max() ?? 1
    }
  }

  private func isOwnClock(_ part: Formula) -> Bool {
    part == .clock(.inState) || part == .clock(.sinceBenefitChange)
  }

  /// The first whole number above a bound.
  private func beyond(_ bound: Double) -> Int { max(1, Int(min(max(bound, 0), 1e6).rounded(.down)) + 1) }
}
