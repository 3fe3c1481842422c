/// The places of points of which no other is as good in both numbers and better in one.
///
/// Of equal points the first stays. The result goes from the best in the first number to the best in the
/// second.
///
/// - Complexity: O(n log n).
public func nonDominated(_ points: [(first: Double, second: Double)]) -> [Int] {
  let order = points.indices.sorted {
    (-points[$0].first, -points[$0].second, $0) < (-points[$1].first, -points[$1].second, $1)
  }
  var (kept, highest) = ([Int](), -Double.infinity)
  for place in order where points[place].second > highest {
    kept.append(place)
    highest = points[place].second
  }
  return kept
}

/// Of the non-dominated points those that are best for some weighted sum: the corners of their hull.
private func supported(_ points: [(first: Double, second: Double)]) -> [Int] {
  var hull: [Int] = []
  for place in nonDominated(points) {
    while hull.count > 1 {
      let (before, last) = (points[hull[hull.count - 2]], points[hull[hull.count - 1]])
      let toLast = (last.first - before.first) * (points[place].second - before.second)
      let toNew = (points[place].first - before.first) * (last.second - before.second)
      // From the right to the left along the top the hull turns to the left; what does not is below it.
      guard toLast - toNew <= 1e-12 else { break }
      hull.removeLast()
    }
    hull.append(place)
  }
  return hull
}

extension BudgetProblem {
  /// The splits between which one can only do better for one aim by doing worse for another.
  ///
  /// For each of an even range of weights the best split for the weighted sum of both aims (scaled by their
  /// range over the first grid) is found, and mixes of each two neighbours that are best for some weight, which
  /// for concave aims lie at or above the line between them. Of everything evaluated on the way the
  /// non-dominated splits remain, so that hollows of aims that are not concave are filled as far as the search
  /// came there. Both ends are the best splits for one aim alone.
  ///
  /// - Parameters:
  ///   - steps: The number of weights, at least 2.
  /// - Returns: From the best for the first aim to the best for the second, with the values of both.
  /// - Throws: An `OptimisationError`, and what `evaluate` throws.
  public func frontier(
    between first: SplitAim, and second: SplitAim, steps: Int = 11, search: SplitSearch = SplitSearch(),
    evaluate: @escaping SplitEvaluator
  ) throws -> [ValuedSplit] {
    guard steps >= 2 else { throw OptimisationError.badSetting("steps") }
    var memory = SplitMemory(self, evaluate: evaluate) { sample in
      [try first.score(sample)[0], try second.score(sample)[0]]
    }
    let bounds = ShareBounds(self)
    _ = try memory.places(of: bounds.grid(count: search.gridCount).splits)
    let scales = (0..<2).map { aim in
      let values = memory.numbers.map { $0[aim] }
      let range = (values.max() ?? 0) - (values.min() ?? 0)
      return range > 0 ? range : 1
    }
    let evaluatedBefore = memory.splits.count
    for step in 0..<steps {
      let weight = Double(step) / Double(steps - 1)
      var own = search
      own.greatestCount = memory.splits.count + max(1, search.greatestCount - evaluatedBefore)
      _ = try own.best(within: bounds, memory: &memory) { numbers in
        // At the ends the other aim decides between equals.
        let sum = (1 - weight) * numbers[0] / scales[0] + weight * numbers[1] / scales[1]
        return [sum, weight < 0.5 ? numbers[1] : numbers[0]]
      }
    }
    let corners = supported(memory.numbers.map { (first: $0[0] / scales[0], second: $0[1] / scales[1]) })
    let mixes = zip(corners, corners.dropFirst()).flatMap { one, next in
      let across = abs(memory.numbers[one][0] - memory.numbers[next][0]) / scales[0]
      let up = abs(memory.numbers[one][1] - memory.numbers[next][1]) / scales[1]
      // Some fifty points over the range of an aim make a smooth line in a chart.
      let parts = max(1, Int((50 * max(across, up)).rounded(.up)))
      return (1..<max(2, parts)).map { part in
        zip(memory.splits[one], memory.splits[next]).map { $0 + ($1 - $0) * (Double(part) / Double(parts)) }
      }
    }
    _ = try memory.places(of: mixes.map { bounds.repaired($0) })
    return nonDominated(memory.numbers.map { (first: $0[0], second: $0[1]) }).map { place in
      ValuedSplit(
        shares: Array(memory.splits[place].prefix(measures.count)), values: memory.numbers[place])
    }
  }
}
