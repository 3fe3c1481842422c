/// A point of a curve.
struct CurvePoint {
  var at: Double
  var value: Double

  /// Whether one is above zero and the other below.
  func isOpposite(_ other: CurvePoint) -> Bool {
    value < 0 && other.value > 0 || value > 0 && other.value < 0
  }

  /// Whether both are above zero, or both below.
  func isAlike(_ other: CurvePoint) -> Bool {
    value < 0 && other.value < 0 || value > 0 && other.value > 0
  }
}

/// A part of the interval that is looked at closer.
struct Refinement {
  /// The known points: two ends of a bracket, or the two neighbours and the lowest point of a valley.
  var points: [CurvePoint]
  /// Whether the sign changes here.
  var isBracket: Bool
  /// |f(b) − f(a)| of the bracket in the rounds before, latest last.
  var gaps: [Double] = []
  /// In how many rounds on end the lowest point of the valley did not come down.
  var idleRounds = 0

  var low: Double { points.first?.at ?? 0 }
  var high: Double { points.last?.at ?? 0 }

  /// Inner points that cut it into even parts, without those that are known.
  func cut(into parts: Int) -> [Double] {
    (1..<parts).map { low + (high - low) * (Double($0) / Double(parts)) }
      .filter { place in !points.contains { $0.at == place } }
  }
}

/// When a refinement ends, and how.
struct RefinementRules {
  /// The width at which a bracket is narrow enough.
  let width: Double
  /// What counts as touching zero.
  let zero: Double
  /// A jump smaller than this is rounding.
  let negligible: Double
  /// The ends of the whole interval.
  let ends: Interval

  /// The zeros, brackets and valleys among points in order.
  func scan(_ points: [CurvePoint], from parent: Refinement?, into found: inout [Threshold]) -> [Refinement] {
    var open: [Refinement] = []
    var index = 0
    while index < points.count {
      if points[index].value == 0 {
        var last = index
        while last + 1 < points.count, points[last + 1].value == 0 { last += 1 }
        found.append(threshold(points, zeros: index...last))
        index = last + 1
        continue
      }
      if index + 1 < points.count, points[index].isOpposite(points[index + 1]) {
        let ends = [points[index], points[index + 1]]
        let gap = abs(ends[1].value - ends[0].value)
        let past = parent?.isBracket == true ? parent?.gaps ?? [] : []
        open.append(Refinement(points: ends, isBracket: true, gaps: past + [gap]))
      } else if parent == nil, let valley = valley(points, at: index) {
        open.append(valley)
      }
      index += 1
    }
    return open
  }

  /// A dip of |f| at a point among points of the same sign.
  private func valley(_ points: [CurvePoint], at index: Int) -> Refinement? {
    let here = points[index]
    var known: [CurvePoint] = [here]
    if index > 0 {
      let before = points[index - 1]
      guard before.isAlike(here), abs(before.value) > abs(here.value) else { return nil }
      known.insert(before, at: 0)
    }
    if index + 1 < points.count {
      let after = points[index + 1]
      // Of two equal neighbours the first makes the valley, so that it is found once; a flat curve has none.
      guard after.isAlike(here), abs(after.value) > abs(here.value) || index > 0 && after.value == here.value
      else { return nil }
      known.append(after)
    }
    return Refinement(points: known, isBracket: false)
  }

  /// What becomes of a refinement when new points within it are known.
  func refine(_ work: Refinement, with new: [CurvePoint], into found: inout [Threshold]) -> [Refinement] {
    let points = (work.points + new).sorted { $0.at < $1.at }
    if let noise = noise(points) {
      found.append(noise)
      return []
    }
    let meets = points.contains { $0.value == 0 || $0.isOpposite(points[0]) }
    guard work.isBracket || meets else { return follow(work, points, into: &found) }
    return scan(points, from: work, into: &found).filter { $0.isBracket && !isFinished($0, into: &found) }
  }

  /// One threshold where the curve goes to and fro around zero by no more than rounding.
  private func noise(_ points: [CurvePoint]) -> Threshold? {
    guard let start = points.first, let end = points.last,
      let first = points.prefix(while: { $0.isAlike(start) }).last,
      let last = points.reversed().prefix(while: { $0.isAlike(end) }).last
    else { return nil }
    let inner = points.filter { $0.at > first.at && $0.at < last.at }
    // A single zero, or nothing but zeros, is what it seems.
    guard inner.contains(where: { $0.value != 0 }), inner.allSatisfy({ abs($0.value) <= negligible })
    else { return nil }
    let kind: Threshold.Kind = first.isAlike(last) ? .touching : first.value < 0 ? .rising : .falling
    return Threshold(
      value: first.at + (last.at - first.at) / 2, kind: kind, bracket: Interval(first.at, last.at))
  }

  /// Narrows a valley around its lowest point, or leaves it.
  private func follow(_ work: Refinement, _ points: [CurvePoint], into found: inout [Threshold])
    -> [Refinement]
  {
    guard let lowest = points.indices.min(by: { abs(points[$0].value) < abs(points[$1].value) }) else {
      return []
    }
    let depth = abs(points[lowest].value)
    let around = Array(points[max(0, lowest - 1)...min(points.count - 1, lowest + 1)])
    let bracket = Interval(around[0].at, around[around.count - 1].at)
    let before = work.points.map { abs($0.value) }.min() ?? .infinity
    // By chance the lowest point may lie so well that some rounds find no lower one.
    let idle = depth < 0.99 * before ? 0 : work.idleRounds + 1
    let unchanged = work.low == bracket.lower && work.high == bracket.upper
    if depth <= negligible || bracket.upper - bracket.lower <= width || unchanged || idle >= 3 {
      if depth <= zero {
        found.append(Threshold(value: points[lowest].at, kind: .touching, bracket: bracket))
      }
      return []
    }
    return [Refinement(points: around, isBracket: false, idleRounds: idle)]
  }

  /// Whether a bracket is narrow enough; if so its threshold is noted.
  private func isFinished(_ bracket: Refinement, into found: inout [Threshold]) -> Bool {
    let (a, b) = (bracket.points[0], bracket.points[1])
    let middle = a.at + (b.at - a.at) / 2
    guard b.at - a.at <= width || middle <= a.at || middle >= b.at else { return false }
    let rises = a.value < 0
    let gap = abs(b.value - a.value)
    let past = bracket.gaps.dropLast().suffix(2).first ?? .infinity
    // For a continuous function the gap shrinks with the bracket, which two rounds made 9 times narrower or more.
    let jumps = gap > 0.5 * past && gap > negligible
    let share = abs(a.value) / gap
    found.append(
      Threshold(
        value: jumps ? middle : a.at + (b.at - a.at) * share,
        kind: jumps ? (rises ? .jumpUp : .jumpDown) : (rises ? .rising : .falling),
        bracket: Interval(a.at, b.at)))
    return true
  }

  /// The threshold at one zero, or at several on end.
  private func threshold(_ points: [CurvePoint], zeros: ClosedRange<Int>) -> Threshold {
    let (low, high) = (points[zeros.lowerBound].at, points[zeros.upperBound].at)
    let bracket = Interval(low, high)
    if zeros.count > 1 {
      return Threshold(value: low + (high - low) / 2, kind: .stretch, bracket: bracket)
    }
    guard low > ends.lower, high < ends.upper else {
      return Threshold(value: low, kind: .atEnd, bracket: bracket)
    }
    let (before, after) = (points[zeros.lowerBound - 1], points[zeros.upperBound + 1])
    let kind: Threshold.Kind = before.isAlike(after) ? .touching : before.value < 0 ? .rising : .falling
    return Threshold(value: low, kind: kind, bracket: bracket)
  }
}
