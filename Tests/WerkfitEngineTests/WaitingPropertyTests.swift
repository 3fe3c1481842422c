import Foundation
import Testing
import WerkfitStudy
import WerkfitTestSupport

@testable import WerkfitEngine

import enum WerkfitStudy.Expression

/// What must hold on every waiting list, whatever its numbers.
@Suite("Properties of waiting lists")
struct WaitingPropertyTests {
  typealias Make = WaitingStudies

  /// A study with one pool, one to three groups and trajecten, and every setting of a list at random.
  static func study(_ seed: UInt64) -> Study {
    var random = SplitMix64(seed: seed &* 7919)
    func pick<Element>(_ choices: [Element]) -> Element {
      choices[Int(random.unit() * Double(choices.count))]
    }
    let names = Array(["a", "b", "c"].prefix(1 + Int(random.unit() * 3)))
    let groups = names.map { name in
      random.happens(0.3)
        ? Doelgroep(
          name: name, supply: .size(.number((random.between(5, 90)).rounded())),
          startingStates: [("thuis", .number(1))])
        : Make.arriving(name, .number(random.between(0.3, 12)), spread: pick([.even, .poisson]))
    }
    let trajecten = names.map { name in
      var phases: [Phase] = []
      if random.happens(0.3) { phases.append(Make.stay("verwijzing-\(name)", steps: random.between(1, 3))) }
      let leaving = Expression.binary(
        .multiply, .number(random.between(0, 0.15)),
        .call(.min, [.clock(.inState), .number(pick([1, 3, 6]))]))
      phases.append(
        Make.list(
          "list-\(name)",
          exits: [
            Exit(to: "werk", chance: Chance(random.happens(0.5) ? leaving : .number(random.between(0, 0.2)))),
            Exit(to: "weg", chance: Chance(.number(pick([0, 0.05])))),
          ]))
      phases.append(
        random.happens(0.5)
          ? Make.service("in-\(name)", chance: random.between(0.05, 0.5))
          : Make.stay("in-\(name)", steps: random.between(1, 8)))
      return Make.traject("naar-\(name)", phases: phases, uses: pick([1, 1, 1, 0.5, 0.4]))
    }
    let order = pick(AdmissionOrder.allCases)
    let seats = PlacePool(
      name: "seats", capacity: .number(random.between(2, 40).rounded()),
      isRotating: random.happens(0.85),
      emptyBetween: random.happens(0.3) ? Duration(.number(0.5), .month) : nil,
      order: order, priority: order == .priority ? Array(names.prefix(2).reversed()) : [],
      earmarked: random.happens(0.4) ? [Earmark(pick(names), places: .number(pick([1, 2])))] : [],
      admits: random.happens(0.3) ? .number(pick([1, 2, 5])) : nil)
    return Make.study(
      groups: groups, trajecten: trajecten, seats: seats, steps: 6 + Int(random.unit() * 30))
  }

  @Test(
    "Little's law and conservation hold exactly on every run, however flows are split",
    arguments: [0, 24, 1_000_000])
  func littlesLaw(smallFlow: Int) throws {
    var everWaited = 0
    for seed in UInt64(1)...120 {
      let study = Self.study(seed)
      let run = try WaitingRun(study, smallFlow: smallFlow)
      for replication in 0..<6 {
        let isExact = replication > 0
        run.run(replication, isExact: isExact)
        let lists = study.base.trajecten.flatMap(\.phases).filter { $0.waitsFor != nil }.map(\.name)
        let last = study.clock.steps
        let onList = (0..<last).reduce(0.0) { sum, point in
          sum + lists.reduce(0) { $0 + run.people(in: $1, at: point) }
        }
        let waiting = run.waitingAtHorizon()
        let still = waiting.reduce(0) { $0 + $1.people }
        let stillSteps = waiting.reduce(0) { $0 + $1.people * Double(last - $1.entry) }
        let steps = run.counted(.stepsBeforeAdmission) + run.counted(.stepsInVain) + stillSteps
        let tolerance = isExact ? 0 : 1e-7 * max(1, onList)
        #expect(abs(onList - steps) <= tolerance, "study \(seed), \(replication): \(onList), not \(steps)")
        let left = run.counted(.admitted) + run.counted(.gaveUp) + still
        #expect(
          abs(run.counted(.joined) - left) <= tolerance,
          "study \(seed), \(replication): \(run.counted(.joined)) joined, not \(left)")
        #expect(
          abs(lists.reduce(0) { $0 + run.people(in: $1, at: last) } - still) <= tolerance, "study \(seed)")
        everWaited += onList > 0 ? 1 : 0
      }
    }
    #expect(everWaited > 400)
  }

  @Test("Places are never given twice, and what is earmarked is never given to others")
  func limits() throws {
    for seed in UInt64(1)...120 {
      let study = Self.study(seed)
      guard case .number(let capacity) = study.base.places[0].capacity else { continue }
      let run = try WaitingRun(study)
      for replication in 0..<4 {
        run.run(replication, isExact: replication > 0)
        for point in 0...study.clock.steps {
          let used = study.base.trajecten.reduce(0.0) { sum, traject in
            guard case .number(let uses) = traject.placesPerPerson, let last = traject.phases.last else {
              return sum
            }
            return sum + uses * run.people(in: last.name, at: point)
          }
          #expect(used <= capacity + 1e-6, "study \(seed), point \(point)")
          #expect(abs(used - run.occupied(at: point)) < 1e-6, "study \(seed), point \(point)")
          for earmark in study.base.places[0].earmarked {
            guard case .number(let kept) = earmark.places,
              let traject = study.base.trajecten.first(where: { $0.name == "naar-\(earmark.group)" }),
              case .number(let uses) = traject.placesPerPerson, let last = traject.phases.last
            else { continue }
            let others = used - uses * run.people(in: last.name, at: point)
            #expect(others <= capacity - kept + 1e-6, "study \(seed), point \(point): \(others) by others")
          }
        }
      }
    }
  }

  @Test("The same seed gives the same bits for any number of threads")
  func threads() throws {
    for seed in UInt64(1)...12 {
      var settings = PropertyTests.settings(60)
      let one = try simulate(Self.study(seed), settings: settings).base.sampled
      settings.threads = 3
      let three = try simulate(Self.study(seed), settings: settings).base.sampled
      for outcome in one.outcomes.indices {
        #expect(
          Array(one.column(scenario: 1, outcome: outcome))
            == Array(three.column(scenario: 1, outcome: outcome)))
      }
    }
  }

  @Test(
    "Poisson arrivals have the mean and the variance that is asked for", arguments: [0.3, 4, 9.99, 10, 37])
  func poissonArrivals(mean wanted: Double) throws {
    let study = Make.study(
      groups: [Make.arriving("groep", .number(wanted), spread: .poisson)], trajecten: [],
      seats: PlacePool(name: "seats", capacity: .number(1)), steps: 1)
    let runs = 20_000
    let table = try simulate(study, settings: PropertyTests.settings(runs)).base.sampled
    let values = table.valuesOrZero(of: "atHorizon:thuis", in: "met")
    #expect(abs(standardScore(values, against: wanted)) < 4.5)
    // A Poisson number has variance m and fourth central moment m + 3m²: the variance of (x − m)² is m + 2m².
    let squares = values.map { ($0 - wanted) * ($0 - wanted) }
    #expect(abs(standardScore(squares, against: wanted)) < 4.5)
    for k in stride(from: 0.0, through: 2 * wanted + 3, by: max(1, (wanted / 6).rounded())) {
      var term = exp(-wanted)
      var below = term
      for j in stride(from: 1.0, through: k, by: 1) {
        term *= wanted / j
        below += term
      }
      let share = Double(values.count { $0 <= k }) / Double(runs)
      let error = (below * (1 - below) / Double(runs)).squareRoot()
      #expect(abs(share - below) < 4.5 * error + 1e-9, "P(X ≤ \(k)) = \(below), not \(share)")
    }
  }
}
