/// How the best split is looked for.
///
/// First a coarse grid over all allowed splits, in one batch. Then from the best few points of the grid a
/// pattern search (Kolda, Lewis, Torczon 2003): every transfer of a step from one measure to another, cut off
/// at the bounds, and some random directions against kinks; the best of them is taken, and where none is
/// better the step is halved. Transfers between two measures span every allowed direction at every corner, so
/// for a smooth aim the search ends where no small change helps (Lewis and Torczon 2000). All starts are
/// polled in one batch per round. The search has no randomness besides its seed, and is the same each time.
public struct SplitSearch: Sendable, Hashable, Codable {
  /// About how many splits the first grid has.
  public var gridCount: Int
  /// From how many points of the grid the search goes on.
  public var starts: Int
  /// The smallest step, as a share of the budget.
  public var finalStep: Double
  /// No new round is begun after this number of evaluations.
  public var greatestCount: Int
  /// The seed of the random directions.
  public var seed: UInt64

  /// Settings of a search.
  public init(
    gridCount: Int = 300, starts: Int = 3, finalStep: Double = 1.0 / 1024, greatestCount: Int = 20_000,
    seed: UInt64 = 1
  ) {
    self.gridCount = gridCount
    self.starts = starts
    self.finalStep = finalStep
    self.greatestCount = greatestCount
    self.seed = seed
  }

  /// A place from which the search goes on.
  private struct Walker {
    var place: Int
    var step: Double
    var lastMove: [Double]?
  }

  /// The place in the memory of the best split.
  ///
  /// - Parameters:
  ///   - start: Splits to start from beside those of the grid.
  ///   - score: The numbers to rank by, in order, from what the memory keeps.
  func best(
    within bounds: ShareBounds, memory: inout SplitMemory, startingAt start: [[Double]] = [],
    score: ([Double]) -> [Double]
  ) throws -> Int {
    try check()
    let (splits, spacing) = bounds.grid(count: gridCount)
    let known = try memory.places(of: start + splits)
    func isBetter(_ one: Int, _ other: Int) -> Bool {
      SplitSearch.isBetter(score(memory.numbers[one]), score(memory.numbers[other]))
    }
    var ranked = known
    // A stable order, so that of equals the first stays first.
    ranked = ranked.enumerated().sorted { one, other in
      if isBetter(one.element, other.element) { return true }
      return !isBetter(other.element, one.element) && one.offset < other.offset
    }.map(\.element)
    var walkers: [Walker] = []
    for place in ranked where walkers.count < starts {
      let near = walkers.contains {
        distance(memory.splits[$0.place], memory.splits[place]) < 1.5 * spacing
      }
      if !near { walkers.append(Walker(place: place, step: max(spacing, finalStep))) }
    }
    var (best, round) = (walkers.first?.place ?? known[0], 0)
    let generator = try UnitGenerator(key: seed)
    while !walkers.isEmpty, memory.splits.count < greatestCount {
      let polls = walkers.enumerated().map { number, walker in
        generator.seek(row: round, address: UnitPurpose.directions | UInt64(number))
        return poll(memory.splits[walker.place], walker, bounds, generator)
      }
      var found = try memory.places(of: polls.flatMap { $0 })[...]
      for number in walkers.indices {
        let mine = found.prefix(polls[number].count)
        found = found.dropFirst(polls[number].count)
        var top = walkers[number].place
        for place in mine where isBetter(place, top) { top = place }
        if top == walkers[number].place {
          walkers[number].step /= 2
          walkers[number].lastMove = nil
        } else {
          walkers[number].lastMove = zip(memory.splits[top], memory.splits[walkers[number].place]).map {
            $0 - $1
          }
          walkers[number].place = top
        }
        if isBetter(top, best) { best = top }
      }
      walkers.removeAll { $0.step < finalStep }
      round += 1
    }
    return best
  }

  /// The splits around a split at the step of its walker.
  private func poll(
    _ shares: [Double], _ walker: Walker, _ bounds: ShareBounds, _ generator: UnitGenerator
  ) -> [[Double]] {
    let count = shares.count
    guard count > 1 else { return [] }
    var polls: [[Double]] = []
    for giver in 0..<count {
      for taker in 0..<count where taker != giver {
        let amount = min(
          walker.step, shares[giver] - bounds.lower[giver], bounds.upper[taker] - shares[taker])
        guard amount > 1e-9 else { continue }
        var split = shares
        split[giver] -= amount
        split[taker] += amount
        polls.append(split)
      }
    }
    if let move = walker.lastMove { polls.append(bounds.repaired(zip(shares, move).map { $0 + $1 })) }
    guard count > 2 else { return polls }
    for _ in 0..<(2 * count) {
      var direction = shares.map { _ in 2 * generator.uniform() - 1 }
      let centre = direction.reduce(0, +) / Double(count)
      let longest = direction.reduce(1e-9) { max($0, abs($1 - centre)) }
      for index in direction.indices { direction[index] = (direction[index] - centre) / longest }
      polls.append(bounds.repaired(zip(shares, direction).map { $0 + walker.step * $1 }))
    }
    return polls
  }

  /// Whether a score is better than another, by the first number that differs by more than rounding.
  static func isBetter(_ one: [Double], _ other: [Double]) -> Bool {
    for (left, right) in zip(one, other) where abs(left - right) > 1e-12 * max(abs(left), abs(right)) {
      return left > right
    }
    return false
  }

  private func distance(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private func check() throws {
    guard gridCount >= 1 else { throw OptimisationError.badSetting("gridCount") }
    guard starts >= 1 else { throw OptimisationError.badSetting("starts") }
    guard finalStep > 0, finalStep < 1 else { throw OptimisationError.badSetting("finalStep") }
    guard greatestCount >= 1 else { throw OptimisationError.badSetting("greatestCount") }
  }
}
