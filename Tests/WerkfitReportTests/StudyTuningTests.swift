import Testing
import WerkfitReport
import WerkfitStudy

/// What a reader moves, written into the study: choices of the plan in a scenario of its own, the world for all.
@Suite("Moved assumptions in the text of a study")
struct StudyTuningTests {
  private static let text = """
    format: 1
    study: Een som
    clock: { start: 2021-01, horizon: 1 month }
    parameters:
      prijs: { label: Prijs, uniform: [0, 2], confidence: own estimate }
      aantal: { label: Aantal, value: 0, confidence: own estimate }
    doelgroepen: { mensen: { size: 10, in: bijstand } }
    states: { bijstand: { kind: benefit } }
    scenarios:
      niets: { reference: true }
      met:
        parameters: { aantal: 1 }
    """

  private func read(_ text: String) throws -> Study {
    try #require(StudyReader.read(text: text, name: "studie.yaml") { _ in nil }.study, "\(text)")
  }

  private func written(_ values: [String: Double], label: String?) throws -> (Study, scenario: String) {
    let tuning = StudyTuning(try read(Self.text), scenario: "met", tornado: nil)
    let written = try tuning.written(values, into: Self.text, key: "mijn", label: label).get()
    return (try read(written.text), written.scenario)
  }

  private func fixed(_ name: String, _ scenario: String, _ study: Study) -> Bool {
    study.model(scenario: scenario).parameters.first { $0.name == name }?.definition
      == .distribution(.fixed(5))
  }

  @Test("What the plan decides becomes a scenario of its own; the plan keeps its number")
  func planChoice() throws {
    let (study, scenario) = try written(["aantal": 5], label: "Mijn")
    #expect(scenario == "mijn")
    #expect(study.scenarios.map(\.name) == ["niets", "met", "mijn"])
    #expect(fixed("aantal", "mijn", study) && !fixed("aantal", "met", study))
    #expect(study.title == "Een som – Mijn")
  }

  @Test(
    "What is so in the world changes for every scenario, so that all are compared under the same circumstances"
  )
  func world() throws {
    let (study, scenario) = try written(["prijs": 5], label: "Mijn")
    #expect(scenario == "met")
    #expect(study.scenarios.map(\.name) == ["niets", "met"])
    #expect(["niets", "met"].allSatisfy { fixed("prijs", $0, study) })
    let (both, own) = try written(["prijs": 5, "aantal": 5], label: "Mijn")
    #expect(own == "mijn" && fixed("prijs", "niets", both) && fixed("aantal", "mijn", both))
  }

  @Test("Without a name the scenario itself changes")
  func unnamed() throws {
    let (study, scenario) = try written(["aantal": 5], label: nil)
    #expect(scenario == "met" && fixed("aantal", "met", study) && study.title == "Een som")
  }
}
