extension MathFunction {
  /// What is left of something at step `t` of a shock: `shock(t, depth, length, recovery)`.
  ///
  /// 1 before the shock (`t` below 1), 1 − depth in its steps 1 to `length`, then in a straight line back to 1, which
  /// is reached at step `length` + `recovery`; at once where `recovery` is 0. A depth below 0 is a rise.
  ///
  /// - Parameters:
  ///   - step: The step of the shock, from 1.
  ///   - depth: The share that is lost.
  ///   - length: How many steps it lasts in full.
  ///   - recovery: In how many steps after that it is over.
  @inlinable
  public static func shock(_ step: Double, depth: Double, length: Double, recovery: Double) -> Double {
    if step < 1 { return 1 }
    if step <= length { return 1 - depth }
    let end = length + recovery
    return step < end ? 1 - depth * ((end - step) / recovery) : 1
  }
}
