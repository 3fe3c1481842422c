import Foundation
import Testing
import WerkfitEngine
import WerkfitStudy
import WerkfitTestSupport

import enum WerkfitStudy.Expression

/// Hidden classes and selection odds against closed forms.
@Suite("Hidden classes and selection")
struct HiddenClassTests {
  /// Two classes that leave benefit for work for good, with 20% and 2% a month; the second is four fifths.
  static func study(
    size: Double = 1000, supply: Supply? = nil, selection: [SelectionOdds] = [], offer: Offer? = nil,
    own: [String: Expression] = [:], fast: Expression = .binary(.multiply, .parameter("kans"), .number(10)),
    steps: Int = 12
  ) -> Study {
    let group = Doelgroep(
      name: "groep", supply: supply ?? .size(.number(size)), startingStates: [("bijstand", .number(1))],
      parameters: own,
      classes: [
        HiddenClass(name: "snel", share: .number(0.2), parameters: ["kans": fast]),
        HiddenClass(name: "traag", share: .number(0.8)),
      ])
    var changes = StudyChanges()
    if var offer {
      offer.selection = selection
      changes.offers = [offer]
    }
    return Study(
      title: "Classes", clock: StudyClock(start: ClosedFormTests.start, steps: steps), exitWindow: steps,
      base: StudyModel(
        parameters: [Parameter(name: "kans", definition: .distribution(.fixed(0.02)), dimension: .chance)],
        groups: [group],
        states: [
          StateDefinition(
            name: "bijstand", kind: .benefit, moves: [Exit(to: "werk", chance: Chance(.parameter("kans")))]),
          StateDefinition(name: "werk", kind: .work),
        ],
        trajecten: [
          Traject(
            name: "training",
            phases: [
              Phase(
                name: "les", stay: .fixed(Duration(.number(1), .month)),
                exits: [Exit(to: "werk", chance: Chance(.parameter("kans")))])
            ], otherwise: [Destination("bijstand")])
        ]),
      scenarios: [
        Scenario(name: "verloop", isReference: true),
        Scenario(name: "met", changes: changes),
      ])
  }

  @Test(
    "Survival on benefit is the mixture Σ share · (1 − chance)^t, and its chance to leave falls with time")
  func mixture() throws {
    var left: [Double] = []
    for point in 1...12 {
      let people = try ClosedFormTests.expected(Self.study(steps: point), "atHorizon:bijstand")
      let exact = 1000 * (0.2 * pow(0.8, Double(point)) + 0.8 * pow(0.98, Double(point)))
      #expect(abs(people - exact) < 1e-9 * exact)
      left.append(people)
    }
    let hazards = zip(left, left.dropFirst()).map { 1 - $1 / $0 }
    #expect(zip(hazards, hazards.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("A name in the parameters of a class has the value of its doelgroep")
  func scope() throws {
    // The doelgroep has twice the chance of the study: 4%; its fast class ten times that.
    let study = Self.study(own: ["kans": .binary(.multiply, .parameter("kans"), .number(2))])
    let left = try ClosedFormTests.expected(study, "atHorizon:bijstand")
    #expect(abs(left - 1000 * (0.2 * pow(0.6, 12) + 0.8 * pow(0.96, 12))) < 1e-9)
  }

  @Test(
    "Without one class having another chance, classes change nothing in law: mean and variance are binomial")
  func equalClasses() throws {
    let study = Self.study(size: 100, fast: .parameter("kans"))
    let settings = PropertyTests.settings(4_000)
    let found = try #require(
      try simulate(study, settings: settings).base.sampled.values(of: "atHorizon:bijstand", in: "verloop"))
    let p: Double = pow(0.98, 12.0)
    let n = Double(found.count)
    let mean = found.reduce(0, +) / n
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let exact = 100 * p * (1 - p)
    #expect(abs(mean - 100 * p) < 4.5 * (exact / n).squareRoot())
    #expect(abs(variance / exact - 1) < 4.5 * (2 / n).squareRoot())
  }

  @Test("Of starters on demand the odds to be fast are those of the doelgroep times the odds ratio")
  func onDemand() throws {
    // 0.2 · 6 against 0.8 · 1 is 60% fast: in one month 0.6 · 20% + 0.4 · 2% leave for work.
    let study = Self.study(
      supply: .onDemand,
      selection: [SelectionOdds(group: "groep", hiddenClass: "snel", ratio: .number(6))],
      offer: Offer(
        traject: "training", groups: ["groep"], from: ClosedFormTests.start,
        until: CalendarMonth(year: 2020, month: 2), intake: .number(100)), steps: 1)
    let exits = try ClosedFormTests.expected(study, "exitsToWork", in: "met")
    #expect(abs(exits - 100 * (0.6 * 0.2 + 0.4 * 0.02)) < 1e-9)
  }

  @Test("Of two fast and one slow person with odds ratio 2, two starters follow the law of Wallenius")
  func wallenius() throws {
    // First fast 4/5, then fast 2/3: 8/15 two fast; else one of each. The slow one starts with 7/15.
    // Nobody leaves benefit but in the traject: everyone in it does.
    var study = Self.study(
      selection: [SelectionOdds(group: "snellen", ratio: .number(2))],
      offer: Offer(traject: "training", groups: ["snellen", "tragen"], intake: .number(2)), steps: 1)
    study.base.parameters[0].definition = .distribution(.fixed(0))
    study.base.groups = [("snellen", 2.0), ("tragen", 1.0)].map { name, size in
      Doelgroep(
        name: name, supply: .size(.number(size)), startingStates: [("bijstand", .number(1))],
        parameters: name == "snellen" ? ["kans": .number(1)] : [:])
    }
    study.base.states[0].moves = []
    let settings = PropertyTests.settings(20_000)
    let found = try #require(
      try simulate(study, settings: settings).base.sampled.values(of: "exitsToWork", in: "met"))
    let n = Double(found.count)
    let both = Double(found.count { $0 == 2 }) / n
    #expect(found.allSatisfy { $0 == 1 || $0 == 2 })
    #expect(abs(both - 8 / 15) < 4.5 * (8.0 / 15 * 7 / 15 / n).squareRoot())
    // By expectation the mean is 23/15; the approximation is 2% off for so few people.
    let expected = try ClosedFormTests.expected(study, "exitsToWork", in: "met")
    #expect(abs(expected - 23.0 / 15) < 0.04)
  }

  @Test("Where everyone may start, share is the chance at odds ratio 1, and odds multiply")
  func everybody() throws {
    // Share 50% is odds 1; odds ratio 4 makes 80%. Only starters can leave, and they do by their chance.
    var study = Self.study(
      selection: [SelectionOdds(group: "groep", hiddenClass: "snel", ratio: .number(4))],
      offer: Offer(traject: "training", groups: ["groep"], share: .number(0.5)), steps: 1)
    study.base.states[0].moves = []
    let exits = try ClosedFormTests.expected(study, "exitsToWork", in: "met")
    #expect(abs(exits - 1000 * (0.2 * 0.8 * 0.2 + 0.8 * 0.5 * 0.02)) < 1e-9)
  }

  @Test("An odds ratio of 1 for everybody changes nothing, bit for bit")
  func oddsOfOne() throws {
    let offer = Offer(traject: "training", groups: ["groep"], intake: .number(5))
    let plain = Self.study(offer: offer)
    let named = Self.study(
      selection: [SelectionOdds(group: "groep", hiddenClass: "snel", ratio: .number(1))], offer: offer)
    let settings = PropertyTests.settings(200)
    let one = try simulate(plain, settings: settings).base.sampled.values(of: "exitsToWork", in: "met")
    let other = try simulate(named, settings: settings).base.sampled.values(of: "exitsToWork", in: "met")
    #expect(one == other)
  }
}
