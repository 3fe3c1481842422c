import Testing

@testable import WerkfitDecision

@Suite("Histories with no number about fewer than ten people")
struct ProtectedHistoryTests {
  /// A history of random exits.
  private func history(_ seed: UInt64) throws -> RiskHistory {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    var atRisk = 50 + next(400)
    var months: [MonthAtRisk] = []
    for month in 1...(6 + next(40)) where atRisk > 0 {
      let first = min(atRisk, next(12))
      let second = min(atRisk - first, next(5))
      let third = min(atRisk - first - second, next(40) == 0 ? 1 : 0)
      months.append(MonthAtRisk(month: month, atRisk: atRisk, exits: [first, second, third]))
      atRisk -= first + second + third
    }
    return try RiskHistory(outcomes: ["a", "b", "c"], months: months)
  }

  @Test("Every stretch and band is about ten exits at least, and nothing is lost", arguments: 1...60)
  func least(seed: Int) throws {
    let whole = try history(UInt64(seed))
    let all = whole.months.reduce(0) { $0 + $1.allExits }
    let safe = try ProtectedHistory(whole)
    #expect(safe.stretches.reduce(0) { $0 + $1.allExits } == all)
    #expect(safe.bands.reduce(0) { $0 + $1.exits.reduce(0, +) } == all)
    guard !safe.isTooSmall else { return }
    #expect(safe.stretches.allSatisfy { $0.allExits >= 10 })
    #expect(safe.bands.allSatisfy { band in band.exits.allSatisfy { $0 >= 10 } })
    // Bands end where a stretch that tells the incidence ends, so that differences are no smaller.
    let ends = Set(safe.stretches.filter(\.tellsIncidence).map(\.last))
    #expect(safe.bands.compactMap(\.last).allSatisfy(ends.contains))
    var before = safe.outcomes.map { _ in 0 }
    var sum = before
    for stretch in safe.stretches {
      sum = zip(sum, stretch.exits).map { $0 + $1 }
      guard stretch.tellsIncidence else { continue }
      #expect(zip(sum, before).allSatisfy { $0 - $1 >= 10 })
      before = sum
    }
  }

  @Test("A rare outcome joins the smallest other, so that it does not follow from the rest")
  func rare() throws {
    let whole = try RiskHistory(
      outcomes: ["studie", "werk", "ziek"],
      months: [MonthAtRisk(month: 1, atRisk: 100, exits: [12, 30, 2])])
    let safe = try ProtectedHistory(whole)
    #expect(safe.outcomes == ["werk", "overig"])
    #expect(safe.stretches[0].exits == [30, 14])
  }

  @Test("Where small numbers are allowed, every month and outcome stays apart")
  func allowed() throws {
    let whole = try history(3)
    let safe = try ProtectedHistory(whole, least: 1)
    #expect(safe.stretches.map(\.exits) == whole.months.map(\.exits))
    #expect(safe.stretches.map(\.atRisk) == whole.months.map(\.atRisk))
    #expect(safe.stretches.count == whole.months.count)
  }
}

@Suite("Bounds of a suggested chance")
struct SuggestedBoundsTests {
  @Test(
    "There are bounds where the iteration of GSL does not end",
    arguments: [(27, 1593), (0, 5000), (3, 90_000)])
  func bounds(exits: Int, months: Int) throws {
    let found = try SuggestedDistribution.monthlyChance(exits: exits, personMonths: months)
    let interval = try #require(found.interval95)
    #expect(interval.lower < found.mean && found.mean < interval.upper)
  }
}
