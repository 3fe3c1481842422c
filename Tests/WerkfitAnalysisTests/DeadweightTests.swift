import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What would have happened anyway, what effects without a price must be worth, and funds that are overspent.
@Suite("Deadweight, break-even and overspent funds")
struct DeadweightTests {
  /// People who start a course, over two months.
  ///
  /// Half of them find work in its only month, a fifth of the others a month later; without it a fifth a month.
  static func comparison(
    unpriced: String = "[Gezondheid]", reference: String = "{ reference: true }"
  ) throws -> StudyComparison {
    let reading = StudyReader.read(
      text: """
        format: 1
        study: Wat er toch al was
        clock: { start: 2021-01, horizon: 2 months }
        perspective: gemeente
        unpriced: \(unpriced)
        parties: { gemeente: { accounts: { pot: Pot } }, uitvoerder: Uitvoerder }
        doelgroepen: { mensen: { supply: on-demand, in: bijstand } }
        states:
          bijstand: { kind: benefit, moves: { werk: 20% per month } }
          werk: { kind: work }
        trajecten:
          les:
            phases: { cursus: { stay: 1 month, exits: { werk: 50% per month } } }
            otherwise: bijstand
            fund: pot
            commits: 800
        funds: { pot: { account: gemeente.pot, amount: 8000 } }
        prices:
          les: { per: start of les, amount: 1000, from: gemeente.pot, to: samenleving, category: programme }
        scenarios:
          niets: \(reference)
          met: { offer: { les: { to: mensen, intake: 10 per month, until: 2021-02 } } }
        """, name: "studie.yaml"
    ) { _ in nil }
    let study = try #require(reading.study, "\(reading.diagnostics)")
    var settings = RunSettings()
    settings.expectedOnly = true
    settings.replications = 1
    settings.threads = 1
    return StudyComparison(of: try simulate(study, settings: settings))
  }

  @Test("Of those who leave, the share who would have left anyway is 36 of 60")
  func deadweight() throws {
    // With the course 0.5 + 0.5 × 0.2 = 60%, without 0.2 + 0.8 × 0.2 = 36%.
    let found = try Self.comparison().base.deadweight
    #expect(found[0] == nil)
    #expect(abs((found[1]?.value ?? .nan) - 0.6) < 1e-12)
    // It is a share of a scenario's own exits, also where the nulalternatief offers the course to others.
    let both = try Self.comparison(
      reference: "{ reference: true, offer: { les: { to: mensen, intake: 4 per month, until: 2021-02 } } }"
    ).base.deadweight
    #expect(both.allSatisfy { abs(($0?.value ?? .nan) - 0.6) < 1e-12 })
  }

  @Test("Effects without a price must be worth what society loses per starter, and only where there are any")
  func breakEven() throws {
    let found = try Self.comparison().base.economics[1]?.breakEvenPerStarter
    #expect(abs((found?.value ?? .nan) - 1000) < 1e-9)
    #expect(try Self.comparison(unpriced: "[]").base.economics[1]?.breakEvenPerStarter == nil)
  }

  @Test("A fund of which starts cost more than they commit is named with what it is short")
  func overspent() throws {
    // Ten starts commit 8,000 and cost 10,000.
    let found = try Self.comparison().base.overspent
    #expect(found.count == 1)
    #expect(found.first?.fund == "pot")
    #expect(found.first?.scenario == 1)
    #expect(abs((found.first?.shortage ?? .nan) - 2000) < 1e-9)
    #expect(found.first?.chance.probability == 1)
  }
}
