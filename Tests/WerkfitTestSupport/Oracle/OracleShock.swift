/// A shock as a line through points: another way to work out what the engine has in branches.
struct OracleShock {
  var depth: Double
  var length: Double
  var recovery: Double

  /// What is left at a step.
  func left(at step: Double) -> Double {
    guard step >= 1 else { return 1 }
    let stepsAfter = max(0, step - length)
    let gone = recovery > 0 ? min(1, stepsAfter / recovery) : (stepsAfter > 0 ? 1 : 0)
    return 1 - depth * (1 - gone)
  }
}
