import Testing
import WerkfitStudy

/// A study file that is changed as its author would: read again, only what was asked is otherwise.
@Suite("Writing changes into the text of a study")
struct StudyEditingTests {
  static let text = """
    format: 1
    # Een opmerking die moet blijven.
    study: Een som
    clock: { start: 2021-01, horizon: 1 month }
    parameters:
      a: { label: Opbrengst, value: 12, confidence: own estimate }
      # Nog een opmerking.
      b:
        label: Prijs
        value: 2
        confidence: own estimate
    doelgroepen: { mensen: { size: 10, in: bijstand } }
    states: { bijstand: { kind: benefit } }

    scenarios:
      niets: { reference: true }
      met:
        label: Met
        proposal: true
        parameters: { a: 1 }
      # Hierna komt nog iets.

    """

  private func read(_ text: String) throws -> Study {
    let reading = StudyReader.read(text: text, name: "studie.yaml") { _ in nil }
    let problems = reading.diagnostics.filter { $0.severity == .error }.map { $0.text(in: .english) }
    return try #require(reading.study, "\(problems.joined(separator: "\n"))\n\(text)")
  }

  private func value(_ name: String, of scenario: String, in study: Study) -> ParameterDefinition? {
    study.model(scenario: scenario).parameters.first { $0.name == name }?.definition
  }

  @Test("A scenario that builds on another has its own numbers, and the other keeps its own")
  func addsScenario() throws {
    var editing = StudyEditing(Self.text)
    let isAdded = editing.addScenario(
      "mijn-plan", based: "met", label: "Mijn \"plan\": nieuw", parameters: [("a", "5"), ("b", "3")])
    #expect(isAdded)
    let study = try read(editing.text)
    #expect(study.scenarios.map(\.name) == ["niets", "met", "mijn-plan"])
    #expect(study.scenarios.last?.label == "Mijn \"plan\": nieuw")
    #expect(study.scenarios.filter(\.isProposal).map(\.name) == ["met"])
    #expect(value("a", of: "mijn-plan", in: study) == .distribution(.fixed(5)))
    #expect(value("b", of: "mijn-plan", in: study) == .distribution(.fixed(3)))
    #expect(value("a", of: "met", in: study) == .distribution(.fixed(1)))
    #expect(value("b", of: "met", in: study) == .distribution(.fixed(2)))
    let added = Set(editing.text.split(separator: "\n")).subtracting(Self.text.split(separator: "\n"))
    #expect(added.count == 4, "\(added)")
  }

  @Test("Nothing is written where the scenario is not there or the name is taken")
  func refuses() {
    var editing = StudyEditing(Self.text)
    let written = [
      editing.addScenario("nieuw", based: "anders", label: "Nieuw", parameters: []),
      editing.addScenario("niets", based: "met", label: "Niets", parameters: []),
      editing.setParameter("c", to: "{ value: 1 }"),
    ]
    #expect(written == [false, false, false])
    #expect(editing.text == Self.text)
  }

  @Test("A parameter of the base gets one line, of a scenario one number; remarks stay")
  func setsParameters() throws {
    var editing = StudyEditing(Self.text)
    let written = [
      editing.setParameter("b", to: "{ label: Prijs, value: 7, confidence: own estimate }"),
      editing.setParameter("a", ofScenario: "met", to: "4"),
    ]
    #expect(written == [true, true])
    editing.setTitle("Een andere som: \"beter\"")
    let study = try read(editing.text)
    #expect(study.title == "Een andere som: \"beter\"")
    #expect(value("b", of: "niets", in: study) == .distribution(.fixed(7)))
    #expect(value("a", of: "met", in: study) == .distribution(.fixed(4)))
    #expect(value("a", of: "niets", in: study) == .distribution(.fixed(12)))
    for remark in ["# Een opmerking die moet blijven.", "# Nog een opmerking.", "# Hierna komt nog iets."] {
      #expect(editing.text.contains(remark), "\(remark)")
    }
  }
}
