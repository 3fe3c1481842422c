import WerkfitStudy

/// A slow simulator that follows every person of a study one by one, step by step.
///
/// It is written from the documents of the study format, not from the engine, and shares no code with it:
/// what both agree on is what the documents say. Where these leave a choice, the choice is stated at the
/// function that makes it. Parameters have given values, so that only chance is simulated.
///
/// The order at each point k: people arrive, starts are taken, everybody is counted where they are, and then
/// (for k < T) exits, ends of stays and moves happen, which arrive at point k + 1.
public struct Oracle {
  let core: OracleCore
  private var known: [OracleSituation: [Double]] = [:]

  /// An oracle for one scenario under one reading.
  ///
  /// - Parameters:
  ///   - parameters: Values of parameters with a distribution, by name (`name.component` for a Dirichlet);
  ///     those that are missing have their mean.
  ///   - bias: An error in the rates of exits, to show that a comparison finds it.
  public init(
    study: Study, scenario: String, reading: String? = nil, parameters: [String: Double] = [:],
    bias: OracleBias = .none
  ) {
    core = OracleCore(
      study: study, model: study.model(scenario: scenario, reading: reading), parameters: parameters,
      bias: bias)
  }

  /// One run, with chance fixed by the seed.
  public mutating func run(seed: UInt64) -> OracleRun {
    var world = OracleWorld(oracle: core, seed: seed)
    let last = core.study.clock.steps
    for point in 0...last {
      if point < last {
        world.takeArrivals(at: point)
        world.takeStarts(at: point)
        world.givePlaces(at: point)
      }
      world.count(at: point)
      if point < last { moveEveryone(in: &world, at: point) }
    }
    return world.result()
  }

  private mutating func moveEveryone(in world: inout OracleWorld, at point: Int) {
    for number in world.people.indices {
      let person = world.people[number]
      if let taken = exit(of: person, at: point, random: &world.random) {
        let exit = core.map.nodes[person.node].exits[taken]
        world.move(number, to: core.map.index(exit.target), at: point + 1, by: exit)
      } else {
        world.endStayIfDue(of: number, inStep: point)
      }
    }
  }

  /// Which exit a person takes in a step, or nil.
  private mutating func exit(of person: OraclePerson, at point: Int, random: inout SplitMix64) -> Int? {
    guard !core.map.nodes[person.node].exits.isEmpty else { return nil }
    let chances = exitChances(of: person, at: point)
    var left = random.unit()
    for index in chances.indices {
      if left < chances[index] { return index }
      left -= chances[index]
    }
    return nil
  }

  /// The chances of the exits of a person's state, remembered for the same situation.
  private mutating func exitChances(of person: OraclePerson, at point: Int) -> [Double] {
    let clocks = core.clocksRead[person.group][person.node]
    var situation = OracleSituation(
      group: person.group, node: person.node, step: point,
      inState: clocks.inState ? point - person.enteredNode + 1 : 1,
      sinceBenefitChange: clocks.sinceBenefitChange ? point - person.benefitChanged + 1 : 1)
    if let traject = person.traject, !person.hasDroppedOut, core.map.nodes[person.node].phase == nil,
      !core.model.trajecten[traject].gain.isEmpty
    {
      situation.traject = traject
      situation.sinceStart = point - (person.startPoint ?? point)
      situation.sinceEnd = point - (person.endPoint ?? point)
    }
    if let found = known[situation] { return found }
    let computed = core.chances.chances(situation)
    known[situation] = computed
    return computed
  }
}

/// What every run of an oracle has in common.
final class OracleCore: Sendable {
  let study: Study
  /// The model, in which every hidden class is a group of its own.
  let model: StudyModel
  /// The groups of the model that make up each doelgroep, in order of the study.
  let doelgroepen: [OracleDoelgroep]
  let map: OracleMap
  let evaluator: OracleEvaluator
  let chances: OracleChances
  /// Which of the two clocks of a person the exits of a state read, by group and state.
  let clocksRead: [[(inState: Bool, sinceBenefitChange: Bool)]]

  init(study: Study, model: StudyModel, parameters: [String: Double], bias: OracleBias) {
    self.study = study
    doelgroepen = OracleDoelgroep.all(in: model)
    var model = model
    model.groups = doelgroepen.flatMap(\.parts)
    self.model = model
    let map = OracleMap(model: model)
    let evaluator = OracleEvaluator(study: study, model: model, drawn: parameters)
    self.map = map
    self.evaluator = evaluator
    chances = OracleChances(evaluator: evaluator, map: map, bias: bias)
    clocksRead = model.groups.indices.map { group in
      map.nodes.map { node in
        let clocks = node.exits.map { evaluator.reads($0.chance.expression, group: group).clocks }
        return (
          clocks.contains { $0.contains(.inState) }, clocks.contains { $0.contains(.sinceBenefitChange) }
        )
      }
    }
  }
}

extension OracleCore {
  /// The length in whole steps of a stay in a phase, for a person who enters it at a point.
  ///
  /// Lengths drawn from a continuous law and lengths that are no whole number of steps become one of their
  /// two neighbours, with the mean kept; nobody stays shorter than one step. A stay that is completed by
  /// chance has a lowest and a highest length.
  func plan(_ phase: Phase, group: Int, at point: Int, random: inout SplitMix64) -> OraclePlan {
    let moment = OracleMoment(group: group, step: point)
    func steps(_ duration: Duration) -> Double {
      evaluator.steps(duration, at: moment, hoursPerWeek: phase.hoursPerWeek)
    }
    switch phase.stay {
    case .fixed(let length): return OraclePlan(length: max(1, random.whole(steps(length))))
    case .uniform(let low, let high):
      return OraclePlan(length: max(1, random.whole(random.between(steps(low), steps(high)))))
    case .triangular(let low, let mode, let high):
      // The sum of two independent parts, by the shape of the density on either side of the mode.
      let (a, m, b) = (steps(low), steps(mode), steps(high))
      let isLeft = b > a && random.happens((m - a) / (b - a))
      let way = random.unit().squareRoot()
      return OraclePlan(length: max(1, random.whole(isLeft ? a + (m - a) * way : b - (b - m) * way)))
    case .completion(let low, _, let high):
      let longest = max(1, random.whole(steps(high)))
      return OraclePlan(length: min(longest, max(1, random.whole(steps(low)))), longest: longest)
    case .discrete(let parts):
      let index = random.index(weights: parts.map(\.weight)) ?? 0
      return OraclePlan(length: max(1, random.whole(steps(parts[index].length))))
    case .untilPlace: return OraclePlan(length: .max)
    }
  }

  /// Whether a planned stay ends at the end of a step, for a person whom no exit took away.
  func stayEnds(_ person: inout OraclePerson, of phase: Phase, inStep step: Int, random: inout SplitMix64)
    -> Bool
  {
    let done = step - person.enteredNode + 1
    let moment = OracleMoment(group: person.group, step: step, inState: done)
    var ends = done >= (person.plan.longest ?? person.plan.length)
    if !ends, done >= person.plan.length, case .completion(_, let chance, _) = phase.stay,
      !person.plan.isExtended
    {
      ends = random.happens(chances.completion(chance, at: moment))
    }
    guard ends else { return false }
    guard let extended = phase.extension, !person.plan.isExtended,
      random.happens(evaluator.value(extended.chance, at: moment))
    else { return true }
    let more = random.whole(evaluator.steps(extended.length, at: moment, hoursPerWeek: phase.hoursPerWeek))
    person.plan = OraclePlan(length: done + more, isExtended: true)
    return more == 0
  }
}
