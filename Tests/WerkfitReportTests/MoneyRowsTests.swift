import Testing
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

@testable import WerkfitReport

@Suite("Rows about money")
struct MoneyRowsTests {
  static func text(everything: Bool) throws -> String {
    let reading = StudyReader.read(
      text: """
        format: 1
        study: Wie betaalt
        clock: { start: 2021-01, horizon: 12 months }
        perspective: gemeenten
        unpriced: [Gezondheid]
        parties:
          gemeenten:
            label: Gemeenten
            accounts: { pot: Pot }
            members: { hilversum: { label: Hilversum, share: 36% }, anderen: { label: De andere zeven, share: 64% } }
          uitvoerder: Uitvoerder
        doelgroepen: { mensen: { supply: on-demand, in: bijstand } }
        states:
          bijstand: { kind: benefit, moves: { werk: 2% per month } }
          werk: { kind: work }
        trajecten:
          les:
            phases: { cursus: { stay: 2 months, exits: { werk: 20% per month } } }
            otherwise: bijstand
            fund: pot
            commits: 1000
        funds: { pot: { label: Jaarpot, account: gemeenten.pot, amount: 9500, period: year } }
        prices:
          les: { per: start of les, amount: 1200, from: gemeenten.pot, to: samenleving, category: programme }
        scenarios:
          niets: { reference: true }
          met: { offer: { les: { to: mensen, intake: 1 per month } } }
        """, name: "studie.yaml"
    ) { _ in nil }
    let study = try #require(reading.study, "\(reading.diagnostics)")
    var settings = RunSettings()
    settings.replications = 40
    settings.threads = 1
    let comparison = StudyComparison(
      of: try simulate(study, settings: settings), detail: everything ? .full : .headline)
    let report = ComparisonReport(comparison, language: .dutch, showsEverything: everything)
    return report.text().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("The break-even stands under the balance of society, and what members bear is a question further")
  func headline() throws {
    let text = try Self.text(everything: false)
    #expect(!text.contains("waarvan Hilversum"))
    #expect(text.contains("Met --all ziet u ook wat elk lid van een partij draagt."))
    #expect(text.contains("wat de PM-posten per"))
    // Nine starts commit 9,000 and cost 10,800.
    #expect(text.contains("Let op: uit Jaarpot kan meer geld gaan dan er is: met 100%"))
  }

  @Test("Everything says what members bear, what of a fund lapsed and who was refused for lack of it")
  func everything() throws {
    let text = try Self.text(everything: true)
    #expect(
      text.contains(
        "Saldo voor Gemeenten – € -10.800 waarvan Hilversum – € -3.888 waarvan De andere zeven – € -6.912"))
    #expect(text.contains("deel van de bruto uitstroom"))
    #expect(text.contains("Vervallen van Jaarpot"))
    #expect(text.contains("Niet begonnen: geen geld in"))
  }
}
