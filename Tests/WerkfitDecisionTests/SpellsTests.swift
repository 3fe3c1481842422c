import CGSL
import Foundation
import Testing

@testable import WerkfitDecision

@Suite("Hazards from own spells")
struct SpellsTests {
  /// Weeks in remission under 6-MP (Freireich and others 1963); false where censored.
  private let freireich: [(Int, Bool)] = [
    (6, true), (6, true), (6, true), (6, false), (7, true), (9, false), (10, true), (10, false),
    (11, false), (13, true), (16, true), (17, false), (19, false), (20, false), (22, true), (23, true),
    (25, false), (32, false), (32, false), (34, false), (35, false),
  ]

  private func freireichTable() throws -> LifeTable {
    let spells = try freireich.map { months, left in
      try Spell(group: "6-MP", months: months, outcome: left ? "relapse" : nil)
    }
    return LifeTable(try #require(try OwnData(spells: spells).groups.first).history)
  }

  @Test("Kaplan–Meier of the 6-MP data is as published, with Greenwood's errors")
  func kaplanMeier() throws {
    let table = try freireichTable()
    // Published survival and standard errors (Klein and Moeschberger 2003, table 4.1).
    let published: [(Int, Double, Double, Int)] = [
      (6, 0.857, 0.076, 21), (7, 0.807, 0.087, 17), (10, 0.753, 0.096, 15), (13, 0.690, 0.107, 12),
      (16, 0.627, 0.114, 11), (22, 0.538, 0.128, 7), (23, 0.448, 0.135, 6),
    ]
    for (week, survival, error, atRisk) in published {
      let row = table.months[week - 1]
      #expect(row.month == week)
      #expect(row.atRisk == atRisk)
      #expect(abs(row.survival - survival) < 0.0006, "week \(week): \(row.survival)")
      #expect(abs(row.survivalError - error) < 0.0006, "week \(week): \(row.survivalError)")
    }
    #expect(table.months.count == 35)
    #expect(table.medianStay == 23)
  }

  @Test("With one outcome the error of the incidence is Greenwood's")
  func oneOutcome() throws {
    for row in try freireichTable().months {
      #expect(abs(row.incidence[0] + row.survival - 1) < 1e-12)
      #expect(abs(row.incidenceErrors[0] - row.survivalError) < 1e-12)
    }
  }

  @Test("Competing outcomes by hand: incidences and survival sum to one")
  func competing() throws {
    // Six people: work in month 1, still there after 1, dropped out in 2, work in 2, dropped out in 3,
    // still there after 3. At risk 6, 4, 2.
    let ends: [(Int, String?)] = [
      (1, "werk"), (1, nil), (2, "gestopt"), (2, "werk"), (3, "gestopt"), (3, nil),
    ]
    let spells = try ends.map { try Spell(group: "a", months: $0.0, outcome: $0.1) }
    let group = try #require(try OwnData(spells: spells, allowsSmallGroups: true).groups.first)
    #expect(group.isSmall && group.people == 6)
    let table = LifeTable(group.history)
    #expect(table.outcomes == ["gestopt", "werk"])
    #expect(table.months.map(\.atRisk) == [6, 4, 2])
    // S: 5/6, 5/6 · 2/4 = 5/12, 5/24. Work: 1/6, + 5/6 · 1/4 = 3/8, 3/8.
    // Dropped out: 0, 5/6 · 1/4 = 5/24, + 5/12 · 1/2 = 5/12.
    let survival = [5.0 / 6, 5.0 / 12, 5.0 / 24]
    let work = [1.0 / 6, 3.0 / 8, 3.0 / 8]
    let dropped = [0, 5.0 / 24, 5.0 / 12]
    for index in 0..<3 {
      let row = table.months[index]
      #expect(abs(row.survival - survival[index]) < 1e-12)
      #expect(abs(row.incidence[1] - work[index]) < 1e-12)
      #expect(abs(row.incidence[0] - dropped[index]) < 1e-12)
    }
    // In month 1 the incidence is a plain share: error √(1/6 · 5/6 / 6).
    #expect(abs(table.months[0].incidenceErrors[1] - (5.0 / 216).squareRoot()) < 1e-12)
  }

  @Test("Without censoring the errors of competing incidences are those of plain shares")
  func uncensored() throws {
    let generator = try CalibrationGenerator()
    generator.seek(seed: 1, chain: 0, purpose: .seeds, iteration: 0)
    let spells = try (0..<200).map { _ in
      try Spell(
        group: "a", months: 1 + Int(12 * generator.uniform()),
        outcome: ["work", "study", "stopped"][Int(3 * generator.uniform())])
    }
    let table = LifeTable(try #require(try OwnData(spells: spells).groups.first).history)
    for row in table.months {
      for outcome in 0..<3 {
        let share =
          Double(
            spells.filter { $0.months <= row.month && $0.outcome == table.outcomes[outcome] }.count) / 200
        #expect(abs(row.incidence[outcome] - share) < 1e-12)
        #expect(abs(row.incidenceErrors[outcome] - (share * (1 - share) / 200).squareRoot()) < 1e-12)
      }
    }
  }

  @Test("Bands hold all exits and person-months, and the suggestion is Jeffreys' beta")
  func bands() throws {
    let spells = try freireich.map { try Spell(group: "a", months: $0.0, outcome: $0.1 ? "uit" : nil) }
    let group = try #require(try OwnData(spells: spells).groups.first)
    let bands = try group.history.bands()
    #expect(bands.map(\.first) == [1, 7, 13, 25])
    #expect(bands.map(\.last) == [6, 12, 24, nil])
    #expect(bands.reduce(0) { $0 + $1.personMonths } == freireich.reduce(0) { $0 + $1.0 })
    #expect(bands.map { $0.exits[0] } == [3, 2, 4, 0])
    #expect(bands[0].personMonths == 126)
    let suggested = try GroupSuggestions(group)
    #expect(suggested.exits.map(\.band) == bands)
    #expect(suggested.exits[0].distribution.family == .beta(alpha: 3.5, beta: 123.5))
    #expect(suggested.exits[0].distribution.periodInMonths == 1)
    #expect(suggested.comebacks.isEmpty && suggested.meanCosts == nil)
    #expect(throws: OwnDataError.self) { _ = try group.history.bands(endingAt: [6, 6]) }
  }

  @Test("Suggested distributions have the moments and quantiles they state")
  func suggestions() throws {
    // 9 of 10 with Jeffreys' prior: 62–99% (facts, A15).
    let share = try SuggestedDistribution.share(9, of: 10)
    let interval = try #require(share.interval95)
    #expect(abs(interval.lower - 0.62) < 0.005 && abs(interval.upper - 0.99) < 0.005, "\(interval)")
    #expect(abs(share.mean - 9.5 / 11) < 1e-12)
    let gamma = try SuggestedDistribution.gamma(mean: 7000, standardDeviation: 1400)
    guard case .gamma(let shape, let scale) = gamma.family else {
      Issue.record("no gamma")
      return
    }
    #expect(abs(shape - 25) < 1e-9 && abs(scale - 280) < 1e-9)
    #expect(abs(gsl_cdf_gamma_P(try #require(gamma.interval95).upper, shape, scale) - 0.975) < 1e-9)
    #expect(throws: OwnDataError.self) { _ = try SuggestedDistribution.share(11, of: 10) }
    #expect(throws: OwnDataError.self) { _ = try SuggestedDistribution.gamma(mean: 0, standardDeviation: 1) }
    #expect(throws: OwnDataError.self) {
      _ = try SuggestedDistribution.monthlyChance(exits: 1, personMonths: 5, prior: (0, 1))
    }
  }

  @Test("A known monthly chance is found back from censored spells")
  func recovery() throws {
    let generator = try CalibrationGenerator()
    generator.seek(seed: 2, chain: 0, purpose: .seeds, iteration: 0)
    let spells = try (0..<20000).map { _ in
      let stay = Int(gsl_ran_geometric(generator.pointer, 0.06))
      let followed = 1 + Int(24 * generator.uniform())
      return try Spell(group: "a", months: min(stay, followed), outcome: stay <= followed ? "werk" : nil)
    }
    let group = try #require(try OwnData(spells: spells).groups.first)
    for chance in try GroupSuggestions(group).exits {
      let found = chance.distribution
      #expect(abs(found.mean - 0.06) < 4.5 * found.standardDeviation, "\(chance)")
    }
    let row = LifeTable(group.history).months[11]
    #expect(abs(row.survival - pow(0.94, 12)) < 4.5 * row.survivalError, "\(row)")
  }
}
