import Testing
@testable import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

import enum WerkfitStudy.Expression

/// Waiting lists that can be worked out by hand.
@Suite("Waiting lists by hand")
struct WaitingByHandTests {
  typealias Make = WaitingStudies

  private func seats(
    _ capacity: Expression, order: AdmissionOrder = .firstCome, priority: [String] = [],
    earmarked: [Earmark] = [], admits: Expression? = nil
  ) -> PlacePool {
    PlacePool(
      name: "seats", capacity: capacity, order: order, priority: priority, earmarked: earmarked,
      admits: admits)
  }

  @Test(
    "The waiting list of NHSRtt, by expectation: what is left of a cohort, and who is treated",
    arguments: [
      ((0.1, 0.2), (5, 3), (40, 29), (5, 3)),
      ((0.1, 0.2), (0, 0), (45, 36), (0, 0)),
      ((0, 0), (5, 3), (45, 42), (5, 3)),
      ((1, 1), (5, 3), (0, 0), (0, 0)),
      ((0.1, 0.2), (100, 100), (0, 0), (45, 0)),
    ] as [((Double, Double), (Double, Double), (Double, Double), (Double, Double))])
  func steadyStateSteps(
    leaving: (Double, Double), served: (Double, Double), list: (Double, Double), treated: (Double, Double)
  ) throws {
    // 50 people join at point 0; a share leaves in each step, as a function of the months waited, and then some are
    // treated at the next point. Their list after k steps is that at point k.
    let chance = Expression.call(
      .if, [.binary(.equal, .clock(.inState), .number(1)), .number(leaving.0), .number(leaving.1)])
    let study = Make.study(
      groups: [
        Doelgroep(name: "groep", supply: .size(.number(50)), startingStates: [("thuis", .number(1))])
      ],
      trajecten: [
        Make.traject(phases: [
          Make.list(exits: [Exit(to: "werk", chance: Chance(chance))]), Make.service(chance: 0),
        ])
      ],
      seats: seats(.number(1000), admits: Make.at([1: served.0, 2: served.1])), steps: 3)
    for isExact in [false, true] {
      // Exact only where nothing depends on chance.
      if isExact && [leaving.0, leaving.1].contains(where: { $0 > 0 && $0 < 1 }) { continue }
      let run = try WaitingRun(study)
      run.run(0, isExact: isExact)
      #expect(abs(run.people(in: "wachtlijst", at: 1) - list.0) < 1e-9)
      #expect(abs(run.people(in: "wachtlijst", at: 2) - list.1) < 1e-9)
      #expect(abs(run.people(in: "plek", at: 1) - treated.0) < 1e-9)
      #expect(abs(run.people(in: "plek", at: 2) - treated.0 - treated.1) < 1e-9)
    }
  }

  @Test(
    "First come, first served: nobody is admitted while someone who came earlier waits", arguments: [0, 24])
  func firstComeFirstServed(smallFlow: Int) throws {
    // 7, 3, 0, 4 come and 4 are admitted at each point but the first: of those who wait the oldest are gone.
    let study = Make.study(
      groups: [Make.arriving("groep", Make.at([0: 7, 1: 3, 3: 4]))],
      trajecten: [Make.traject(phases: [Make.list(), Make.service(chance: 0)])],
      seats: seats(.number(1000), admits: Make.at([1: 4, 2: 4, 3: 4])), steps: 4)
    let run = try WaitingRun(study, smallFlow: smallFlow)
    run.run(1)
    // At 1: 4 of the 7; at 2: 3 of the 7 and 1 of the 3; at 3: 2 of the 3 and 2 of the 4.
    #expect(run.waitingAtHorizon().map(\.entry) == [3])
    #expect(run.waitingAtHorizon().map(\.people) == [2])
    #expect(run.counted(.admitted) == 12)
    // 4 waited one step, 3 two, 1 one, 2 two and 2 none.
    #expect(run.counted(.stepsBeforeAdmission) == 15)
    #expect([0, 1, 2, 3].map { run.people(in: "wachtlijst", at: $0) } == [7, 6, 2, 2])
  }

  @Test("By priority: the first rank first, first come first served within it")
  func byPriority() throws {
    let groups = ["lang", "kort", "middel"].map { Make.arriving($0, Make.at([0: 2, 1: 2])) }
    for names in [["kort", "middel"], ["naar-kort", "naar-middel"]] {
      let study = Make.study(
        groups: groups,
        trajecten: groups.map {
          Make.traject(
            "naar-\($0.name)",
            phases: [Make.list("list-\($0.name)"), Make.service("in-\($0.name)", chance: 0)])
        },
        seats: seats(
          .number(1000), order: .priority, priority: names, admits: Make.at([1: 5, 2: 5])), steps: 3)
      let run = try WaitingRun(study)
      run.run(0)
      func inside(_ point: Int) -> [Double] {
        ["kort", "middel", "lang"].map { run.people(in: "in-\($0)", at: point) }
      }
      #expect(inside(1) == [4, 1, 0])
      #expect(inside(2) == [4, 4, 2])
      // Of lang the two who came first: the two who came at point 1 still wait.
      #expect(run.waitingAtHorizon().map(\.entry) == [1])
    }
  }

  @Test("Earmarked places are for their group only, and the others are for everyone")
  func earmarks() throws {
    // 10 places of which 4 for uwv. 9 others have come first: they get 6. Then 3 of uwv get 3 of the 4.
    let groups = [
      Make.arriving("anders", Make.at([0: 9])), Make.arriving("uwv", Make.at([1: 3, 2: 4])),
    ]
    for isExact in [true, false] {
      let study = Make.study(
        groups: groups,
        trajecten: groups.map {
          Make.traject(
            "naar-\($0.name)", phases: [Make.list("list-\($0.name)"), Make.stay("in-\($0.name)", steps: 4)])
        }, seats: seats(.number(10), earmarked: [Earmark("uwv", places: .number(4))]), steps: 8)
      let run = try WaitingRun(study)
      run.run(0, isExact: isExact)
      let others = (0...7).map { run.people(in: "in-anders", at: $0) }
      let uwv = (0...7).map { run.people(in: "in-uwv", at: $0) }
      // At point 2 one earmarked place is left for 4 of uwv. At point 4 the 6 others leave: 3 others (first) and 3 of
      // uwv come. At 5 the first 3 of uwv leave, at 6 one more: of their 4 places 3 are used.
      #expect(others == [6, 6, 6, 6, 3, 3, 3, 3])
      #expect(uwv == [0, 3, 4, 4, 7, 4, 3, 3])
    }
  }

  @Test("An earmark keeps places free even where others wait")
  func earmarksStayFree() throws {
    let study = Make.study(
      groups: [Make.arriving("anders", Make.at([0: 9])), Make.arriving("uwv", Make.at([3: 1]))],
      trajecten: [Make.traject(phases: [Make.list(), Make.service(chance: 0)])],
      seats: seats(.number(5), earmarked: [Earmark("uwv", places: .number(2))]), steps: 5)
    let run = try WaitingRun(study)
    run.run(0)
    #expect((0...4).map { run.people(in: "plek", at: $0) } == [3, 3, 3, 4, 4])
  }

  @Test("An earmark may begin later: until then its places are for everyone")
  func laterEarmark() throws {
    // Five seats for two months at a time. From month 5 on two are for uwv, of whom nobody comes.
    let later = Expression.call(
      .if, [.binary(.greaterOrEqual, .clock(.t), .number(5)), .number(2), .number(0)])
    let study = Make.study(
      groups: [Make.arriving("anders", Make.at([0: 20])), Make.arriving("uwv", .number(0))],
      trajecten: [Make.traject(phases: [Make.list(), Make.stay(steps: 2)])],
      seats: seats(.number(5), earmarked: [Earmark("uwv", places: later)]), steps: 8)
    let run = try WaitingRun(study)
    // The second replication begins without the earmark again.
    for replication in 0..<2 {
      run.run(replication)
      #expect((0...7).map { run.people(in: "plek", at: $0) } == [5, 5, 5, 5, 3, 3, 3, 3])
    }
  }

  @Test("Groups of 20 in March and September, from a list that grows by 6 a month")
  func batches() throws {
    let isTerm = Expression.call(
      .max,
      [
        .binary(.equal, .clock(.month), .number(3)), .binary(.equal, .clock(.month), .number(9)),
      ])
    let study = Make.study(
      groups: [Make.arriving("groep", .number(6))],
      trajecten: [Make.traject(phases: [Make.list(), Make.stay(steps: 5)])],
      seats: seats(.number(50), admits: .call(.if, [isTerm, .number(20), .number(0)])), steps: 12)
    let run = try WaitingRun(study)
    run.run(0)
    // From January: 18 have come in March (all are admitted); 36 more until September, of whom 20 go.
    #expect(
      (0...11).map { run.people(in: "plek", at: $0) } == [0, 0, 18, 18, 18, 18, 18, 0, 20, 20, 20, 20])
    #expect(
      (0...11).map { run.people(in: "wachtlijst", at: $0) } == [6, 12, 0, 6, 12, 18, 24, 30, 16, 22, 28, 34])
    // The first 18 waited 2, 1 and 0 months (6 of each); the 20 of September 5, 4 and 3 (6 of each) and 2 (2):
    // 6 · 3 + 6 · 12 + 2 · 2.
    #expect(run.counted(.stepsBeforeAdmission) == 94)
  }

  @Test("From 50 to 100 places on a date: 50 more are admitted at once")
  func moreCapacity() throws {
    let capacity = Expression.call(
      .if, [.binary(.greaterOrEqual, .clock(.month), .number(4)), .number(100), .number(50)])
    let study = Make.study(
      groups: [
        Doelgroep(name: "groep", supply: .size(.number(130)), startingStates: [("thuis", .number(1))])
      ], trajecten: [Make.traject(phases: [Make.list(), Make.service(chance: 0)])], seats: seats(capacity),
      steps: 6)
    for isExact in [true, false] {
      let run = try WaitingRun(study)
      run.run(0, isExact: isExact)
      #expect((0...6).map { run.people(in: "plek", at: $0) } == [50, 50, 50, 100, 100, 100, 100])
      #expect(run.people(in: "wachtlijst", at: 6) == 30)
      #expect(run.occupied(at: 5) == 100)
    }
  }

  @Test("Half days: two people on a place, and who needs a whole one holds the half until it is whole")
  func halfSeats() throws {
    func study(_ uses: [Double], comes: [[Int: Double]], capacity: Double) -> Study {
      let groups = comes.enumerated().map { Make.arriving("g\($0.offset)", Make.at($0.element)) }
      return Make.study(
        groups: groups,
        trajecten: uses.enumerated().map {
          Make.traject(
            "naar-g\($0.offset)",
            phases: [Make.list("list\($0.offset)"), Make.stay("in\($0.offset)", steps: 3)],
            uses: $0.element)
        }, seats: seats(.number(capacity)), steps: 8)
    }
    let half = try WaitingRun(study([0.5], comes: [[0: 50]], capacity: 10))
    half.run(0)
    #expect((0...7).map { half.people(in: "in0", at: $0) } == [20, 20, 20, 20, 20, 20, 10, 10])
    #expect((0...7).map { half.occupied(at: $0) } == [10, 10, 10, 10, 10, 10, 5, 5])
    // Two places. Someone for half a place comes at 0, someone for one and a half at 1: full. At 3 the half comes free, and
    // is kept for someone who has waited since 2 for one and a half, although it would do for who came at 3. At 4 the rest
    // comes free too, and both go.
    let mixed = try WaitingRun(study([0.5, 1.5], comes: [[0: 1, 3: 1], [1: 1, 2: 1]], capacity: 2))
    mixed.run(0)
    #expect((0...7).map { mixed.people(in: "in0", at: $0) } == [1, 1, 1, 0, 1, 1, 1, 0])
    #expect((0...7).map { mixed.people(in: "in1", at: $0) } == [0, 1, 1, 1, 1, 1, 1, 0])
  }

  @Test("A referral that lags is an earlier phase with a stay, and needs no place")
  func referralLag() throws {
    let study = Make.study(
      groups: [Make.arriving("groep", Make.at([0: 10]))],
      trajecten: [
        Make.traject(phases: [Make.stay("verwijzing", steps: 2), Make.list(), Make.stay(steps: 3)])
      ], seats: seats(.number(4)), steps: 12)
    let run = try WaitingRun(study)
    run.run(0)
    #expect((0...11).map { run.people(in: "verwijzing", at: $0) } == [10, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect((0...11).map { run.people(in: "wachtlijst", at: $0) } == [0, 0, 6, 6, 6, 2, 2, 2, 0, 0, 0, 0])
    #expect((0...11).map { run.people(in: "plek", at: $0) } == [0, 0, 4, 4, 4, 4, 4, 4, 2, 2, 2, 0])
  }

  @Test("Columns: admitted, months waited, given up, and who still waits")
  func columns() throws {
    let study = Make.study(
      groups: [Make.arriving("groep", Make.at([0: 10]))],
      trajecten: [
        Make.traject(phases: [
          Make.list(exits: [
            Exit(
              to: "werk",
              chance: Chance(
                .call(.if, [.binary(.equal, .clock(.inState), .number(5)), .number(1), .number(0)])))
          ]), Make.stay(steps: 2),
        ])
      ], seats: seats(.number(3)), steps: 8)
    let table = try simulate(study, settings: PropertyTests.settings(2)).base.sampled
    func value(_ key: String) -> Double? { table.values(of: key, in: "met")?.first }
    // 3 at points 0, 2 and 4; the last one leaves in step 4, after 5 steps.
    #expect(value("admitted:seats") == 9)
    #expect(value("waitMonths:seats") == 18)
    #expect(value("gaveUp:seats") == 1)
    #expect(value("waiting:seats") == 23)
    #expect(value("waitingAtHorizon:seats") == 0)
    #expect(value("exitsToWork") == 1)
    #expect(value("completed") == 9)
    #expect(value("occupied:seats") == 18)
  }
}
