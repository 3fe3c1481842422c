/// The splits that are allowed: shares between bounds that sum to one.
struct ShareBounds {
  let lower: [Double]
  let upper: [Double]

  /// The bounds of a problem; money left over is one more share without bounds.
  init(_ problem: BudgetProblem) {
    let rest = problem.mayLeaveUnspent
    let lower = problem.measures.map(\.minimumShare)
    self.lower = lower + (rest ? [0] : [])
    upper =
      zip(problem.measures, lower).map { measure, lowest in
        max(lowest, min(1, (measure.capacity ?? .infinity) / problem.budget))
      } + (rest ? [1] : [])
  }

  var count: Int { lower.count }

  /// The allowed split nearby: clipped to the bounds, the difference spread over what room there is.
  func repaired(_ shares: [Double]) -> [Double] {
    var shares = zip(shares, zip(lower, upper)).map { min(max($0, $1.0), $1.1) }
    let missing = 1 - shares.reduce(0, +)
    let room = shares.indices.map { missing > 0 ? upper[$0] - shares[$0] : shares[$0] - lower[$0] }
    let whole = room.reduce(0, +)
    guard whole > 0 else { return shares }
    let part = min(1, abs(missing) / whole) * (missing > 0 ? 1 : -1)
    for index in shares.indices { shares[index] += part * room[index] }
    return shares
  }

  /// An even grid over the allowed splits, with the corners that the bounds make, and its spacing.
  ///
  /// - Parameter count: About how many splits.
  func grid(count wanted: Int) -> (splits: [[Double]], spacing: Double) {
    let free = max(0, 1 - lower.reduce(0, +))
    var parts = 1
    while parts < 1000, Self.compositions(parts + 1, over: count) <= wanted { parts += 1 }
    let spacing = free / Double(parts)
    var splits: [[Double]] = []
    fill(spacing: spacing, remaining: free, prefix: [], into: &splits)
    // Corners may make more splits than wanted where many bounds bind.
    let stride = max(1, splits.count / max(1, 4 * wanted))
    splits = splits.indices.filter { $0 % stride == 0 }.map { splits[$0] }
    return (splits.isEmpty ? [repaired(lower)] : splits, spacing)
  }

  /// In how many ways parts can be given to measures; large numbers count as `.max`.
  private static func compositions(_ parts: Int, over measures: Int) -> Int {
    var ways = 1
    for step in 1..<max(1, measures) {
      let (product, overflow) = ways.multipliedReportingOverflow(by: parts + step)
      guard !overflow else { return .max }
      ways = product / step
    }
    return measures == 1 ? .max : ways
  }

  private func fill(spacing: Double, remaining: Double, prefix: [Double], into splits: inout [[Double]]) {
    let index = prefix.count
    let room = upper[index] - lower[index]
    guard index + 1 < count else {
      if remaining <= room + 1e-12 { splits.append(prefix + [lower[index] + min(remaining, room)]) }
      return
    }
    let roomAfter = ((index + 1)..<count).reduce(0) { $0 + upper[$1] - lower[$1] }
    let (least, most) = (max(0, remaining - roomAfter), min(room, remaining))
    guard least <= most + 1e-12 else { return }
    var steps = [min(least, most)]
    if spacing > 0 {
      var number = (least / spacing).rounded(.up)
      while number * spacing < most - 1e-9 {
        if number * spacing > least + 1e-9 { steps.append(number * spacing) }
        number += 1
      }
    }
    if most > least + 1e-9 { steps.append(most) }
    for step in steps {
      fill(
        spacing: spacing, remaining: max(0, remaining - step), prefix: prefix + [lower[index] + step],
        into: &splits)
    }
  }
}
