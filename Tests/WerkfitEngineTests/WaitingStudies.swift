import WerkfitStudy

@testable import WerkfitEngine

import enum WerkfitStudy.Expression

/// Small studies with a waiting list, and single runs of them.
enum WaitingStudies {
  static let start = CalendarMonth(year: 2021, month: 1)
  /// Longer than any horizon here.
  static let forGood = Stay.fixed(Duration(.number(100_000), .month))

  /// A phase in which people wait for `seats`.
  static func list(_ name: String = "wachtlijst", exits: [Exit] = []) -> Phase {
    Phase(name: name, stay: .untilPlace(of: "seats"), exits: exits)
  }

  /// A phase that is left with the same chance each step.
  static func service(_ name: String = "plek", chance: Double) -> Phase {
    Phase(
      name: name, stay: forGood,
      exits: chance > 0 ? [Exit(cause: "klaar", to: "weg", chance: Chance(.number(chance)))] : [])
  }

  /// A phase of so many steps.
  static func stay(_ name: String = "plek", steps: Double, step: TimeUnit = .month) -> Phase {
    Phase(name: name, stay: .fixed(Duration(.number(steps), step)))
  }

  static func traject(_ name: String = "traject", phases: [Phase], uses: Double = 1) -> Traject {
    Traject(
      name: name, phases: phases, otherwise: [Destination("weg")], places: "seats",
      placesPerPerson: .number(uses))
  }

  static func arriving(
    _ name: String, _ number: Expression, spread: ArrivalSpread = .even, from: CalendarMonth? = nil,
    until: CalendarMonth? = nil
  ) -> Doelgroep {
    Doelgroep(
      name: name, supply: .arrivals(number, per: Period(1, .month), from: from, until: until),
      arrivalSpread: spread, startingStates: [("thuis", .number(1))])
  }

  /// Everyone who comes is referred at once to the traject with the name of their group, or to the only one.
  static func study(
    groups: [Doelgroep], trajecten: [Traject], seats: PlacePool, steps: Int, offers: [Offer]? = nil
  ) -> Study {
    var changes = StudyChanges()
    changes.offers =
      offers
      ?? trajecten.map { traject in
        Offer(
          traject: traject.name,
          groups: trajecten.count == 1 ? groups.map(\.name) : [traject.name.replacing("naar-", with: "")])
      }
    return Study(
      title: "Wachten", clock: StudyClock(start: start, steps: steps, step: .month, counted: .start),
      base: StudyModel(
        groups: groups,
        states: [
          StateDefinition(name: "thuis", kind: .other), StateDefinition(name: "weg", kind: .other),
          StateDefinition(name: "werk", kind: .work),
        ], trajecten: trajecten, places: [seats]),
      scenarios: [Scenario(name: "zonder", isReference: true), Scenario(name: "met", changes: changes)])
  }

  /// A number that holds at one point (0 …) each, and is 0 elsewhere.
  static func at(_ numbers: [Int: Double]) -> Expression {
    numbers.reduce(Expression.number(0)) { rest, entry in
      .call(
        .if,
        [
          .binary(.equal, .clock(.t), .number(Double(entry.key + 1))), .number(entry.value), rest,
        ])
    }
  }
}

/// One scenario of a study, run replication by replication, with all that was counted in reach.
struct WaitingRun {
  let model: CompiledModel
  let kernel: Kernel

  init(_ study: Study, scenario: String = "met", smallFlow: Int = 24, seed: UInt64 = 5) throws {
    var compiler = ModelCompiler(study: study, scenario: scenario, reading: nil)
    model = try compiler.compile()
    kernel = try Kernel(model: model, seed: seed, usesMeans: false, smallFlow: smallFlow)
    try kernel.drawn.fill(draw: 0)
  }

  func run(_ replication: Int, isExact: Bool = true) {
    kernel.run(replication: UInt32(replication), isExact: isExact)
  }

  private var layout: FlowLayout { kernel.tally.layout }

  /// People in a state at a point.
  func people(in state: String, at point: Int) -> Double {
    columns(of: state).reduce(0) {
      $0 + kernel.tally.base[layout.occupancy + $1 * layout.stride + point]
    }
  }

  private func columns(of state: String) -> [Int] {
    model.pricing.stateOfColumn.indices.filter { model.states[model.pricing.stateOfColumn[$0]].name == state }
  }

  /// People of a group in a state at a point, counted in the pools at the horizon.
  func waitingAtHorizon(group: Int? = nil) -> [(group: Int, entry: Int, people: Double)] {
    var found: [(group: Int, entry: Int, people: Double)] = []
    func add(_ lot: Lot) {
      guard lot.count > 0, lot.flags.isDisjoint(with: [.shadow, .ghost]),
        model.states[Int(lot.state)].waitsFor >= 0
      else { return }
      found.append((Int(lot.group), Int(lot.entry), lot.count))
    }
    for pool in 0..<kernel.poolCount {
      for place in 0..<kernel.pools[pool].lots.count { add(kernel.pools[pool].lots.base[place]) }
    }
    for place in 0..<kernel.incoming.count { add(kernel.incoming.base[place]) }
    return found
  }

  func counted(_ count: WaitingCount, pool: Int = 0) -> Double {
    kernel.tally.base[layout.waiting + pool * WaitingCount.allCases.count + count.rawValue]
  }

  /// Occupied places at a point.
  func occupied(at point: Int, pool: Int = 0) -> Double {
    kernel.tally.base[layout.occupiedPlaces + pool * layout.stride + point]
  }
}
