import Testing
import WerkfitStudy

@testable import WerkfitWeb

/// What stands in an address, and what tells one calculation from another.
@Suite struct StateTests {
  private func study() throws -> Study {
    let text = """
      format: 1
      study: Proef
      clock: { start: 2021-01, horizon: 12 months }
      parameters: { kans: { value: 2% per month, sd: 0.5%, confidence: own estimate } }
      doelgroepen: { groep: { size: 10, in: thuis } }
      states:
        thuis: { kind: benefit, moves: { werk: = kans } }
        werk: { kind: work }
      scenarios:
        doorgaan: { label: Doorgaan, reference: true }
        beter:
          label: Beter
          parameters: { kans: 3% per month }
      """
    let reading = StudyReader.read(text: text, name: "proef.yaml") { _ in nil }
    return try #require(reading.study, "\(reading.diagnostics.map(\.description))")
  }

  @Test func addressComesBack() throws {
    let study = try study()
    let query = ["referentie": "beter", "interval": "95", "doorrekening": "10000"]
    let state = try CompareState(query, for: study)
    #expect(state.query == "?referentie=beter&interval=95&doorrekening=10000")
    let fields = try #require(FormText.fields(String(state.query.dropFirst())))
    #expect(try CompareState(fields, for: study) == state)
    #expect(try CompareState([:], for: study).query == "")
    #expect(state.applied(to: study).reference?.name == "beter")
  }

  @Test(arguments: [
    ["referentie": "niets"], ["interval": "81"], ["doorrekening": "10000000"], ["perspectief": "rijk"],
  ])
  func wrongValuesAreNamed(query: [String: String]) throws {
    let study = try study()
    let error = #expect(throws: CompareState.Problem.self) { try CompareState(query, for: study) }
    #expect(error?.field == query.keys.first)
  }

  @Test func keysTellCalculationsApart() throws {
    var one = CompareState()
    var other = CompareState()
    #expect(one.key("a") != one.key("b"))
    (one.interval, other.interval) = (80, 95)
    #expect(one.key("a") == other.key("a"))
    one.reference = "x"
    other.perspective = "x"
    #expect(one.key("a") != other.key("a"))
  }

  @Test func movedAssumptions() throws {
    let study = try study()
    let state = try TuneState(["scenario": "doorgaan", "p.kans": "2,5"], for: study)
    #expect(state.values == ["kans": 2.5])
    #expect(try TuneState(["p.kans": "2.5", "herstel": "kans"], for: study).values.isEmpty)
    #expect(try TuneState(["p.kans": "2.5", "herstel": "*"], for: study).values.isEmpty)
    for wrong in ["abc", "nan", "inf", "1e99"] {
      #expect(throws: CompareState.Problem.self) { try TuneState(["p.kans": wrong], for: study) }
    }
    #expect(throws: CompareState.Problem.self) { try TuneState(["p.niets": "1"], for: study) }
  }
}
