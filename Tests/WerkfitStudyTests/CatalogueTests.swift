import Foundation
import Testing

@testable import WerkfitStudy

@Suite("Catalogues with states and prices")
struct CatalogueTests {
  static let shared = """
    correlations:
      samen: { between: kans | tarief, correlation: 0.5 }
    parties: { gemeente: Gemeente, client: Cliënt }
    states:
      bijstand: { label: In de bijstand, kind: benefit, moves: { werk: = kans, weg: 1% per month } }
      werk: { label: Aan het werk, kind: work }
      weg: { label: Weg }
    prices:
      uitkering: { label: Uitkering, per: month in bijstand, amount: = tarief, from: gemeente, to: client, category: benefit }
      loon: { per: month in werk, amount: 2000, from: gemeente, to: client, category: wage }
    outcomes:
      banen: { unit: banen, per: month in werk, amount: 1, better: more }
    unpriced: [Gezondheid, Schulden]
    """

  private func text(_ sections: String = "", scenarios: String = "niets: { reference: true }") -> String {
    """
    format: 1
    study: Op een kengetallenbestand
    uses: gedeeld.yaml
    clock: { start: 2021-01, horizon: 12 months }
    parameters:
      kans: { value: 2% per month, sd: 0.5%, confidence: own estimate }
      tarief: { value: 1250, sd: 50, unit: EUR per month, confidence: own estimate }
    doelgroepen:
      groep: { size: 10, in: bijstand }
    \(sections)
    scenarios:
      \(scenarios)
    """
  }

  private func study(_ sections: String = "", scenarios: String = "niets: { reference: true }") throws
    -> Study
  {
    try SmallStudy.study(text(sections, scenarios: scenarios), files: ["gedeeld.yaml": Self.shared])
  }

  private func errors(_ sections: String, shared: String = CatalogueTests.shared) -> [String] {
    SmallStudy.read(text(sections), files: ["gedeeld.yaml": shared]).diagnostics
      .filter { $0.severity == .error }.map { "\($0.file):\($0.line) \($0.kind.rawValue) \($0.found ?? "")" }
  }

  @Test("A study has everything of its catalogue, in the order of the catalogue")
  func everything() throws {
    let study = try study()
    #expect(study.base.states.map(\.name) == ["bijstand", "werk", "weg"])
    #expect(study.base.prices.map(\.name) == ["uitkering", "loon"])
    #expect(study.base.outcomes.map(\.name) == ["banen"])
    #expect(study.correlations.map(\.name) == ["samen"])
    #expect(study.unpriced == ["Gezondheid", "Schulden"])
  }

  @Test("What the study says of an entry changes that, and the rest of the entry stays")
  func changes() throws {
    let study = try study(
      """
      states:
        bijstand: { moves: { werk: = kans / 2, school: 3% per month } }
        school: { kind: study }
      prices:
        uitkering: { per: month in bijstand | school }
        boeken: { per: month in school, amount: 50, from: client, to: gemeente }
      correlations:
        samen: { matrix: [[1, -0.2], [-0.2, 1]] }
      outcomes:
        banen: { amount: 2 }
      unpriced: [Schulden, Plezier]
      """)
    let bijstand = try #require(study.base.states.first)
    #expect(bijstand.label == "In de bijstand" && bijstand.kind == .benefit)
    #expect(bijstand.moves.map(\.target) == ["werk", "weg", "school"])
    #expect(bijstand.moves[0].chance.expression == .binary(.divide, .parameter("kans"), .number(2)))
    #expect(bijstand.moves[1].chance.expression == .number(0.01))
    #expect(study.base.states.map(\.name) == ["bijstand", "werk", "weg", "school"])
    let benefit = try #require(study.base.prices.first)
    #expect(benefit.basis == .time(in: ["bijstand", "school"], per: Period(1, .month)))
    #expect(benefit.amount == .parameter("tarief") && benefit.category == .benefit)
    #expect(study.base.prices.map(\.name) == ["uitkering", "loon", "boeken"])
    #expect(study.correlations.first?.matrix == [[1, -0.2], [-0.2, 1]])
    #expect(study.base.outcomes.first?.lines.first?.amount == .number(2))
    #expect(study.base.outcomes.first?.unit == "banen")
    #expect(study.unpriced == ["Gezondheid", "Schulden", "Plezier"])
  }

  @Test("none drops a price, an outcome, a correlation, and a state with the moves to it")
  func none() throws {
    let study = try study(
      """
      states: { weg: none, bijstand: { moves: { weg: none } } }
      prices: { loon: none }
      outcomes: { banen: none }
      correlations: { samen: none }
      """)
    #expect(study.base.states.map(\.name) == ["bijstand", "werk"])
    #expect(study.base.states.first?.moves.map(\.target) == ["werk"])
    #expect(study.base.prices.map(\.name) == ["uitkering"])
    #expect(study.base.outcomes.isEmpty && study.correlations.isEmpty)
  }

  @Test("A scenario changes what a catalogue gives, and takes moves away too")
  func scenarios() throws {
    let study = try study(
      scenarios:
        "niets: { reference: true }\n  anders: { prices: { loon: none }, states: { bijstand: { moves: { weg: none } } } }"
    )
    let model = study.model(scenario: "anders")
    #expect(model.prices.map(\.name) == ["uitkering"])
    #expect(model.states.first?.moves.map(\.target) == ["werk"])
    #expect(study.base.states.first?.moves.count == 2)
  }

  @Test("Problems are told where they stand: in the catalogue, or in the study")
  func places() {
    #expect(
      errors("", shared: Self.shared.replacing("werk: = kans,", with: "werk: = kanz,"))
        == ["gedeeld.yaml:5 unknownName kanz"])
    #expect(errors("prices: { loon: { amount: veel } }").map { $0.prefix(14) } == ["studie.yaml:10"])
    #expect(errors("states: { weg: none }") == ["gedeeld.yaml:5 unknownName weg"])
    #expect(errors("prices: { lon: none }") == ["studie.yaml:10 unknownName lon"])
    // A phase with the name of a state of the catalogue.
    let traject = "trajecten: { cursus: { phases: { werk: { stay: 2 months } }, otherwise: bijstand } }"
    #expect(errors(traject) == ["studie.yaml:10 duplicate werk"])
  }

  @Test("A state that is given nowhere is missing")
  func noStates() {
    let shared = "unpriced: Gezondheid"
    #expect(errors("", shared: shared).first == "studie.yaml:1 missingKey ")
  }

  @Test("A change from outside reaches an entry of the catalogue")
  func overrides() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.shared.utf8).write(to: folder.appendingPathComponent("gedeeld.yaml"))
    let file = folder.appendingPathComponent("studie.yaml")
    try Data(text().utf8).write(to: file)
    let (study, diagnostics) = StudyReader.read(
      file: file.path,
      overrides: [
        StudyOverride(path: "prices.loon.amount", value: "2100"),
        StudyOverride(path: "correlations.samen.correlation", value: "0.1"),
      ])
    #expect(study?.base.prices.last?.amount == .number(2100), "\(diagnostics.map { $0.text() })")
    #expect(study?.correlations.first?.matrix == [[1, 0.1], [0.1, 1]])
  }
}
