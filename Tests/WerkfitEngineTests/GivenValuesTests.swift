import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

@Suite("Given values of parameters, and chances that begin anew")
struct GivenValuesTests {
  private func study() throws -> Study {
    let reading = StudyReader.read(
      text: """
        format: 1
        study: Kansen
        clock: { start: 2021-01, horizon: 3 months }
        parameters:
          kans: { uniform: [10%, 90%], per: 1 month, confidence: own estimate }
          ander: { uniform: [0, 1], confidence: own estimate }
        doelgroepen: { mensen: { size: 30, in: bijstand } }
        states: { bijstand: { kind: benefit, moves: { werk: = kans } }, werk: { kind: work } }
        outcomes: { ander: { unit: punten, per: study, amount: = ander } }
        scenarios: { niets: { reference: true } }
        """, name: "studie.yaml"
    ) { _ in nil }
    return try #require(reading.study, "\(reading.diagnostics)")
  }

  private func atWork(
    _ values: [Double], cycle: Int, chances: Int = 1, seed: UInt64 = 9
  ) throws -> [Double] {
    var settings = RunSettings()
    settings.replications = values.count * chances
    settings.chancesPerDraw = chances
    settings.chanceCycle = cycle
    settings.seed = seed
    settings.threads = 1
    settings.parametersAtMean = true
    let given = try study().given([(name: "kans", values: values)])
    let table = try simulate(given, settings: settings).base.sampled
    return Array(table.column(scenario: 0, outcome: try #require(table.index(of: "atHorizon:werk"))))
  }

  @Test("Draw r takes value r, also where the others stand at their means")
  func inOrder() throws {
    var settings = RunSettings()
    settings.replications = 5
    settings.expectedOnly = true
    settings.parametersAtMean = true
    let values = [0.1, 0.5, 0.9, 0.5, 0.1]
    let given = try study().given([(name: "kans", values: values)])
    let table = try simulate(given, settings: settings).base.sampled
    let found = table.column(scenario: 0, outcome: try #require(table.index(of: "atHorizon:werk")))
    // 30 · (1 − (1 − p)³).
    for (value, people) in zip(values, found) {
      #expect(abs(people - 30 * (1 - (1 - value) * (1 - value) * (1 - value))) < 1e-9)
    }
    let other = table.column(scenario: 0, outcome: try #require(table.index(of: "ander")))
    #expect(other.allSatisfy { abs($0 - 0.5) < 1e-12 })
  }

  @Test("With a cycle of one, equal values give equal people, and a higher chance never gives fewer")
  func cycleOfOne() throws {
    let found = try atWork([0.2, 0.5, 0.2, 0.8], cycle: 1)
    #expect(found[0] == found[2])
    #expect(found[0] <= found[1] && found[1] <= found[3])
  }

  @Test("A cycle repeats the chances after so many draws, and no sooner")
  func longerCycle() throws {
    let values = [Double](repeating: 0.5, count: 12)
    let found = try atWork(values, cycle: 6)
    #expect(Array(found[..<6]) == Array(found[6...]))
    #expect(Set(found[..<6]).count > 1)
    let apart = try atWork(values, cycle: 0)
    #expect(Array(apart[..<6]) == Array(found[..<6]))
    #expect(Array(apart[6...]) != Array(apart[..<6]))
    let several = try atWork(Array(values[..<4]), cycle: 2, chances: 3)
    #expect(Array(several[..<6]) == Array(several[6...]) && Set(several[..<6]).count > 1)
  }
}
