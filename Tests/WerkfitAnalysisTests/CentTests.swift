import Testing
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

/// A study of ten years and a million people, worked out again in whole cents from its counts.
///
/// Beside each price that changes by the year stand prices of one euro, one per year: their totals are counts, exact in a
/// double, from which the test makes the totals in 64-bit integers.
@Suite("Totals to the cent")
struct CentTests {
  private static let years = 2021...2030
  /// The monthly benefit by year, and the price of a start, in cents.
  private static let benefit = [
    101_037, 102_416, 107_559, 119_630, 125_291, 128_403, 130_119, 131_977, 133_333, 134_001,
  ]
  private static let start = 287_319

  private static func euros(_ cents: Int) -> String {
    "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
  }

  private static let text: String = {
    let steps = zip(years, benefit).map { "\($0): \(euros($1))" }.joined(separator: ", ")
    let counters = years.map { year in
      "  jaar\(year): { by: year, dimension: money, confidence: own estimate, steps: { 2000: 0, \(year): 1, \(year + 1): 0 } }"
    }
    let counts = years.map { year in
      "  tel\(year): { per: month in bijstand, amount: = jaar\(year), from: gemeente, to: teller }"
    }
    return """
      format: 1
      study: Tien jaar en een miljoen mensen
      clock: { start: 2021-01, horizon: 120 months }
      parameters:
        kans: { value: 1.1% per month, sd: 0.1%, confidence: own estimate }
        terug: { value: 0.9% per month, confidence: own estimate }
      tables:
        bedrag: { by: year, dimension: money, confidence: own estimate, steps: { \(steps) } }
      \(counters.joined(separator: "\n"))
      doelgroepen:
        een: { size: 600000, in: bijstand }
        twee: { size: 400000, in: bijstand }
      states:
        bijstand: { kind: benefit, moves: { werk: = kans } }
        werk: { kind: work, moves: { bijstand: = terug } }
      trajecten:
        training:
          phases: { les: { stay: 3 months, exits: { werk: = kans } } }
          otherwise: bijstand
      parties: { gemeente: Gemeente, client: Cliënt, teller: Teller, uitvoerder: Uitvoerder }
      prices:
        uitkering: { per: month in bijstand, amount: = bedrag, from: gemeente, to: client, category: benefit }
        tarief: { per: start of training, amount: \(euros(start)), from: gemeente, to: uitvoerder, category: programme, confidence: own estimate }
        starts: { per: start of training, amount: 1, from: gemeente, to: teller, confidence: own estimate }
      \(counts.joined(separator: "\n"))
      scenarios:
        zonder: { reference: true }
        training: { offer: { training: [een, twee] } }
      """
  }()

  private func run(_ replications: Int) throws -> StudyResult {
    let reading = StudyReader.read(text: Self.text, name: "centen.yaml") { _ in nil }
    let errors = reading.diagnostics.filter { $0.severity == .error }.map(\.description)
    let study = try #require(reading.study, "\(errors)")
    var settings = RunSettings()
    settings.replications = replications
    settings.seed = 8
    return try simulate(study, settings: settings)
  }

  /// Cents per row, from counts and prices in whole numbers only.
  private func cents(_ table: OutcomeTable, _ scenario: String) -> (
    benefit: [Int], programme: [Int], counts: [Int]
  ) {
    var benefit = [Int](repeating: 0, count: table.rows)
    var counts = benefit
    for (year, price) in zip(Self.years, Self.benefit) {
      for (row, value) in table.valuesOrZero(of: OutcomeKey.line("tel\(year)"), in: scenario).enumerated() {
        benefit[row] += Int(value) * price
        counts[row] += Int(value)
      }
    }
    let starts = table.valuesOrZero(of: OutcomeKey.line("starts"), in: scenario).map { Int($0) }
    return (benefit, starts.map { $0 * Self.start }, zip(counts, starts).map { $0 + $1 })
  }

  @Test("Lines and balances of every replication are right to a tenth of a cent")
  func eachReplication() throws {
    let table = try run(40).base.sampled
    for scenario in ["zonder", "training"] {
      let exact = cents(table, scenario)
      #expect(exact.benefit.allSatisfy { $0 > 1_000_000_000_000 }, "over ten billion euros")
      let benefit = table.valuesOrZero(of: OutcomeKey.line("uitkering"), in: scenario)
      let programme = table.valuesOrZero(of: OutcomeKey.line("tarief"), in: scenario)
      let payer = table.valuesOrZero(of: OutcomeKey.balance(party: "gemeente"), in: scenario)
      let client = table.valuesOrZero(of: OutcomeKey.balance(party: "client"), in: scenario)
      let society = table.valuesOrZero(of: "balanceSociety", in: scenario)
      for row in 0..<table.rows {
        // Doubles of this size lie a few ten-thousandths of a cent apart.
        #expect(abs(benefit[row] * 100 - Double(exact.benefit[row])) < 0.1)
        #expect(abs(programme[row] * 100 - Double(exact.programme[row])) < 0.1)
        #expect(abs(client[row] * 100 - Double(exact.benefit[row])) < 0.1)
        let paid = exact.benefit[row] + exact.programme[row] + exact.counts[row] * 100
        #expect(abs(payer[row] * 100 + Double(paid)) < 0.1)
        // What one pays another receives: nothing is left over.
        #expect(abs(society[row] * 100) < 0.1)
      }
    }
  }

  @Test("The mean of ten thousand replications is right to a tenth of a cent")
  func meanOfReplications() throws {
    let table = try run(10_000).base.sampled
    let exact = cents(table, "training").benefit
    let (quotient, remainder) = exact.reduce(0, +).quotientAndRemainder(dividingBy: exact.count)
    let found = mean(table.valuesOrZero(of: OutcomeKey.line("uitkering"), in: "training")) * 100
    #expect(abs((found - Double(quotient)) - Double(remainder) / Double(exact.count)) < 0.1)
  }
}
