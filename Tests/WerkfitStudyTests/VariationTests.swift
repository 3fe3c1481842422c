import Foundation
import Testing
import WerkfitStudy

@Suite("Catalogues, scenarios and readings")
struct VariationTests {
  private let text = """
    format: 1
    study: Varianten
    clock: { start: 2021-01, horizon: 24 months }
    parameters:
      kans: { value: 2% per month, sd: 0.5%, source: cbs, label: Kans op werk }
      prijs: { pert: [2000, 2500, 4000], unit: EUR per start, source: cbs }
    sources: { cbs: { title: Uitstroom } }
    doelgroepen:
      groep: { supply: on-demand, in: bijstand }
      stapel: { size: 100, in: bijstand }
    states:
      bijstand: { kind: benefit, moves: { werk: = kans, weg: 1% per month } }
      werk: { kind: work, moves: { bijstand: 1% per month } }
      weg: {}
    places:
      plekken: { capacity: 20, emptyBetween: 0.5 months, until: 2022-01 }
    trajecten:
      cursus:
        phases: { les: { stay: 6 months, exits: { werk: = kans } } }
        otherwise: bijstand
        places: plekken
        lockIn: { parameter: kans, hazardRatio: 0.7 }
    parties: { gemeente: { accounts: { buig: BUIG } }, client: Cliënt }
    prices:
      tarief: { per: start of cursus, amount: = prijs, from: gemeente, to: samenleving }
      uitkering: { per: month in bijstand | les, amount: 1250, from: gemeente.buig, to: client, source: cbs }
    readings:
      duur: { label: € 7.000 per start, prices: { tarief: { amount: 7000 } } }
    scenarios:
      niets: { reference: true }
      cursus: { offer: { cursus: groep } }
      meer:
        based: cursus
        places: { plekken: { capacity: 24 } }
        offer: { cursus: { until: 2021-07 } }
        states: { bijstand: { moves: { weg: 2% per month } } }
        trajecten: { cursus: { lockIn: { riskRatio: 0.5 } } }
      nog-meer: { based: meer, parameters: { kans: 3% }, prices: { tarief: none } }
      terug: { based: meer, offer: { cursus: none } }
    """

  @Test("A scenario changes what it says and keeps the rest")
  func merges() throws {
    let study = try SmallStudy.study(text)
    let model = study.model(scenario: "meer")
    let pool = try #require(model.places.first)
    #expect(pool.capacity == .number(24))
    #expect(pool.emptyBetween == Duration(.number(0.5), .month))
    #expect(pool.until == CalendarMonth(year: 2022, month: 1))
    let moves = try #require(model.states.first).moves
    #expect(moves.map(\.cause) == ["werk", "weg"])
    #expect(moves[1].chance == Chance(.number(0.02), per: Period(1, .month)))
    let offer = try #require(model.offers.first)
    #expect(offer.groups == ["groep"])
    #expect(offer.until == CalendarMonth(year: 2021, month: 7))
    let effect = try #require(model.trajecten.first?.lockIn.first)
    #expect(effect.scale == .riskRatio)
    #expect(effect.parameter == "kans")
    // The base is as it was.
    #expect(study.base.places.first?.capacity == .number(20))
    #expect(study.model(scenario: "niets") == study.base)
  }

  @Test("A changed parameter drops its distribution and keeps its label, dimension and period")
  func parameters() throws {
    let study = try SmallStudy.study(text)
    let changed = try #require(
      study.model(scenario: "nog-meer").parameters.first { $0.name == "kans" })
    #expect(changed.definition == .distribution(.fixed(0.03)))
    #expect(changed.label == "Kans op werk")
    #expect(changed.dimension == .chance)
    #expect(changed.period == Period(1, .month))
    #expect(changed.provenance.source == nil)
  }

  @Test("None takes out a price line or an offer")
  func removals() throws {
    let study = try SmallStudy.study(text)
    #expect(study.model(scenario: "nog-meer").prices.map(\.name) == ["uitkering"])
    #expect(study.model(scenario: "terug").offers.isEmpty)
    #expect(study.model(scenario: "terug").places.first?.capacity == .number(24))
  }

  @Test("A reading changes the base under every scenario")
  func readings() throws {
    let study = try SmallStudy.study(text)
    let line = study.model(scenario: "meer", reading: "duur").prices.first { $0.name == "tarief" }
    #expect(line?.amount == .number(7000))
    #expect(line?.basis == .start(of: ["cursus"]))
    #expect(study.model(scenario: "meer").prices.first { $0.name == "tarief" }?.amount == .parameter("prijs"))
  }

  @Test("A catalogue gives its numbers, and a name in both files is told with both places")
  func catalogues() throws {
    let catalogue = "parameters:\n  uitkering: { value: 15000, unit: EUR, confidence: own estimate }\n"
    let uses = SmallStudy.text("uses: [normen.yaml]\nparameters:\n  maand: = uitkering / 12")
    let study = try SmallStudy.study(uses, files: ["normen.yaml": catalogue])
    #expect(study.base.parameters.map(\.name) == ["uitkering", "maand"])
    #expect(study.files == ["studie.yaml", "normen.yaml"])
    let clash = SmallStudy.text("uses: [normen.yaml]\nparameters:\n  uitkering: 5")
    let problem = SmallStudy.read(clash, files: ["normen.yaml": catalogue]).diagnostics.first
    #expect(problem?.kind == .duplicate)
    #expect(problem?.line == 11)
    #expect(problem?.text().contains("normen.yaml, regel 2") == true)
  }

  @Test("A missing catalogue is told apart from a broken one")
  func missingCatalogue() {
    let text = SmallStudy.text("uses: [weg.yaml]")
    #expect(SmallStudy.errors(text) == ["9:8 missingFile"])
    #expect(SmallStudy.errors(text, files: ["weg.yaml": "scenarios: {}"]) == ["1:1 unknownKey"])
  }

  @Test("A scenario may not give a chance another period, since formulas were read with the old one")
  func period() {
    let changed = text.replacingOccurrences(of: "{ kans: 3% }", with: "{ kans: 30% per year }")
    #expect(SmallStudy.errors(changed).map { $0.split(separator: " ").last } == ["dimension"])
  }
}
