import Testing
import WerkfitEngine
import WerkfitStudy

import enum WerkfitStudy.Expression

/// A reserve that learns, worked out by hand.
@Suite("Reserves that learn")
struct ReserveTests {
  /// A good and a bad measure, and money held back for months 4 and 7 of twelve.
  ///
  /// Everyone in `goed` works after a month, nobody in `slecht` ever does. Ten start each month in either, for € 100;
  /// € 6,000 is held back.
  static func study(rule: ReserveRule = .exitsPerEuro, placed: Bool = false) -> Study {
    let month = { (number: Int) in CalendarMonth(year: 2020, month: number) }
    let gemeente = Account(party: "gemeente")
    func traject(_ name: String, to state: String, places: String? = nil) -> Traject {
      Traject(
        name: name,
        phases: [Phase(name: "in-\(name)", stay: .fixed(Duration(.number(1), .month)))],
        otherwise: [Destination(state)], places: places, fund: "geld-\(name)", commits: .number(100))
    }
    var changes = StudyChanges()
    changes.offers = ["slecht", "goed"].map {
      Offer(
        traject: $0, groups: ["mensen"], from: month(1),
        intake: placed && $0 == "goed" ? nil : .number(10))
    }
    changes.reserves = [
      Reserve(
        name: "vrij", fund: "vrij", reviews: [month(4), month(7)], rule: rule,
        measures: [
          ReserveMeasure(traject: "slecht", perStart: .number(100)),
          placed
            ? ReserveMeasure(traject: "goed", perPlaceMonth: .number(50))
            : ReserveMeasure(traject: "goed", perStart: .number(100)),
        ])
    ]
    return Study(
      title: "Reserve", clock: StudyClock(start: month(1), steps: 12),
      base: StudyModel(
        groups: [Doelgroep(name: "mensen", supply: .onDemand, startingStates: [("bijstand", .number(1))])],
        states: [
          StateDefinition(name: "bijstand", kind: .benefit), StateDefinition(name: "werk", kind: .work),
        ],
        trajecten: [
          traject("slecht", to: "bijstand"), traject("goed", to: "werk", places: placed ? "plekken" : nil),
        ],
        places: placed ? [PlacePool(name: "plekken", capacity: .number(2), isRotating: true)] : [],
        funds: [
          Fund(name: "geld-slecht", amount: .number(12_000), account: gemeente),
          Fund(name: "geld-goed", amount: .number(12_000), account: gemeente),
          Fund(name: "vrij", amount: .number(6_000), account: gemeente),
        ],
        parties: [Party(name: "gemeente")]),
      scenarios: [Scenario(name: "verloop", isReference: true), Scenario(name: "met", changes: changes)])
  }

  static func found(_ study: Study, _ key: String) throws -> Double {
    let settings = PropertyTests.settings(1)
    let result = try simulate(study, settings: settings).base.sampled
    return try #require(result.values(of: key, in: "met")?.first, "\(key)")
  }

  @Test(
    "The money goes to what had exits, half at the first review and the rest at the second, and buys starts")
  func goesToTheBest() throws {
    let study = Self.study()
    #expect(try Self.found(study, "granted:vrij/goed") == 6_000)
    #expect(try Self.found(study, "granted:vrij/slecht") == 0)
    // 120 starts, and 3,000 / 100 spread over nine months, then 3,000 / 100 over six: 30 + 30.
    #expect(try Self.found(study, "started:goed") == 180)
    #expect(try Self.found(study, "started:slecht") == 120)
    #expect(try Self.found(study, "committed:geld-goed") == 18_000)
    #expect(try Self.found(study, "shifted:vrij") == -6_000)
  }

  @Test("The rule `first` learns nothing: the first measure gets all")
  func firstLearnsNothing() throws {
    let study = Self.study(rule: .first)
    #expect(try Self.found(study, "granted:vrij/slecht") == 6_000)
    #expect(try Self.found(study, "started:slecht") == 180)
  }

  @Test("Money for places buys whole places until the end")
  func buysPlaces() throws {
    // Two places, for a month each: two starts a month. At month 4 € 3,000 buys 3,000 / (9 · 50) = 6.67, so 6 places,
    // at month 7 3,000 / (6 · 50) = 10: 3 · 2 + 3 · 8 + 6 · 18.
    let study = Self.study(placed: true)
    #expect(try Self.found(study, "granted:vrij/goed") == 6_000)
    #expect(try Self.found(study, "started:goed") == 138)
  }

  @Test("An offer that begins after the review takes all the starts that the money buys")
  func laterOffer() throws {
    // `goed` begins in month 9; all goes to the first measure, which it is now: 4 months of 10, and 60 bought.
    var study = Self.study(rule: .first)
    study.scenarios[1].changes.reserves[0].measures.reverse()
    study.scenarios[1].changes.offers[1].from = CalendarMonth(year: 2020, month: 9)
    #expect(try Self.found(study, "granted:vrij/goed") == 6_000)
    #expect(try Self.found(study, "started:goed") == 100)
  }

  @Test("What a reserve gives and keeps is what it had, in every replication")
  func nothingIsLost() throws {
    let settings = PropertyTests.settings(300)
    let study = Self.study()
    let table = try simulate(study, settings: settings).base.sampled
    let columns = try ["granted:vrij/goed", "granted:vrij/slecht", "left:vrij"].map {
      try #require(table.values(of: $0, in: "met"))
    }
    for row in columns[0].indices {
      #expect(abs(columns.reduce(0) { $0 + $1[row] } - 6_000) < 1e-6)
    }
  }

  @Test("A review knows what has happened, and nothing of what will")
  func knowsNoFuture() throws {
    // In `goed` people work after six months now, in `slecht` never: at months 4 and 7 nobody works yet (those who
    // started in month 1 do so at the start of month 7, in time for the second review). So the first half goes to the
    // first measure, and only the second to what turned out well.
    var study = Self.study()
    study.base.trajecten[1].phases[0].stay = .fixed(Duration(.number(6), .month))
    #expect(try Self.found(study, "granted:vrij/slecht") == 3_000)
    #expect(try Self.found(study, "granted:vrij/goed") == 3_000)
  }
}
