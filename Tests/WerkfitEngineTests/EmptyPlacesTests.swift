import Testing
import WerkfitEngine
import WerkfitStudy

/// Places that cost money while nobody can come.
@Suite("Empty places")
struct EmptyPlacesTests {
  @Test("Without any offer, places whose number follows the year cost what stands open in each month")
  func changing() throws {
    // Two years from January 2020, counted at the start of months: 12 × 4 places in 2020 and 12 × 7 in 2021, each
    // € 100 a month: 132 × 100 = 13,200. Counted at the end the first month is of 2020 no more and one of 2022 comes
    // in, with 7 places still: 11 × 4 + 13 × 7 = 135.
    for (counting, placeMonths) in [(Counting.start, 132.0), (.end, 135)] {
      let study = Study(
        title: "Leeg",
        clock: StudyClock(start: CalendarMonth(year: 2020, month: 1), steps: 24, counted: counting),
        base: StudyModel(
          groups: [Doelgroep(name: "kandidaten", supply: .onDemand, startingStates: [("A", .number(1))])],
          states: [StateDefinition(name: "A", kind: .benefit)],
          places: [
            PlacePool(
              name: "plekken",
              capacity: .call(
                .if, [.binary(.greaterOrEqual, .clock(.year), .number(2021)), .number(7), .number(4)]))
          ],
          parties: [Party(name: "gemeente"), Party(name: "uitvoerder")],
          prices: [
            PriceLine(
              name: "plek", basis: .placeTime(pool: "plekken", per: Period(1, .month)), amount: .number(100),
              from: Account(party: "gemeente"), to: Account(party: "uitvoerder"))
          ]),
        scenarios: [Scenario(name: "leeg", isReference: true)])
      for expectedOnly in [true, false] {
        var settings = PropertyTests.settings(2)
        settings.expectedOnly = expectedOnly
        let table = try simulate(study, settings: settings).base.sampled
        for cost in table.valuesOrZero(of: "line:plek", in: "leeg") {
          #expect(abs(cost - 100 * placeMonths) < 1e-9, "\(counting): \(cost)")
        }
      }
    }
  }
}
