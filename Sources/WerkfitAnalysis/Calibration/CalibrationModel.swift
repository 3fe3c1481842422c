import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What some studies predict for their observations, at point after point of the parameters that are fitted.
struct CalibrationModel: Sendable {
  /// A scenario of a study, compiled.
  private struct Part: Sendable {
    var study: Int
    var scenario: String
    /// The fitted parameters that the study has, as positions in a point.
    var places: [Int]
    var outcomes: [String]
    var compiled: CompiledPoints
    /// The number of steps that are computed.
    var steps: Int
  }

  let items: [CalibrationItem]
  private var parts: [Part]
  /// Per item its part.
  private let partOfItem: [Int]

  /// Whether all predictions are exact expectations.
  var isExact: Bool { parts.allSatisfy(\.compiled.isExact) }
  /// How often chance is drawn at each point.
  var chances: Int { parts.map(\.compiled.chances).max() ?? 1 }
  /// Per part the number of steps that are computed.
  var steps: [Int] { parts.map(\.steps) }

  /// How the predictions are computed.
  struct Settings: Sendable {
    var chances: Int
    var seed: UInt64
    var threads: Int
  }

  /// Compiles the scenarios that items are about.
  ///
  /// - Parameters:
  ///   - names: The keys of the fitted parameters.
  ///   - trials: Points at which the horizon is shortened as long as no prediction changes; empty leaves it.
  init(
    _ studies: [Study], items: [CalibrationItem], names: [String], settings: Settings, trials: [[Double]],
    isCancelled: (@Sendable () -> Bool)? = nil
  ) throws {
    self.items = items
    var parts: [Part] = []
    var partOfItem: [Int] = []
    for item in items {
      if let known = parts.firstIndex(where: { $0.study == item.study && $0.scenario == item.scenario }) {
        partOfItem.append(known)
        continue
      }
      let study = studies[item.study]
      let own = items.filter { $0.study == item.study && $0.scenario == item.scenario }
      var outcomes: [String] = []
      for key in own.flatMap(\.outcomes) where !outcomes.contains(key) { outcomes.append(key) }
      let places = names.indices.filter { place in
        study.base.parameters.contains { $0.name == names[place] }
      }
      func compiled(_ steps: Int, _ traces: Bool?) throws -> CompiledPoints {
        try CompiledPoints(
          study.reduced(to: outcomes, observations: own.flatMap(\.names), steps: steps),
          scenario: item.scenario, parameters: places.map { names[$0] }, outcomes: outcomes,
          chances: settings.chances, seed: settings.seed, threads: settings.threads,
          traces: traces)
      }
      let rows = trials.map { trial in places.map { trial[$0] } }
      let (steps, found) = try Self.shortest(
        study.clock.steps, least: Self.leastSteps(own, study), rows, compiled, isCancelled)
      partOfItem.append(parts.count)
      parts.append(
        Part(
          study: item.study, scenario: item.scenario, places: places, outcomes: outcomes, compiled: found,
          steps: steps))
    }
    (self.parts, self.partOfItem) = (parts, partOfItem)
  }

  /// The least number of steps within which all observed points in time lie.
  private static func leastSteps(_ items: [CalibrationItem], _ study: Study) -> Int {
    let names = Set(items.flatMap(\.names))
    return study.observations.reduce(1) { least, observation in
      guard names.contains(observation.name), case .occupancy(_, let point)? = observation.subject else {
        return least
      }
      return max(least, point)
    }
  }

  /// The smallest number of steps that gives the same predictions as all of them at some points.
  private static func shortest(
    _ all: Int, least: Int, _ rows: [[Double]], _ compiled: (Int, Bool?) throws -> CompiledPoints,
    _ isCancelled: (@Sendable () -> Bool)?
  ) throws -> (Int, CompiledPoints) {
    let whole = try compiled(all, nil)
    guard !rows.isEmpty, least < all else { return (all, whole) }
    let wanted = try whole.values(at: rows, isCancelled: isCancelled)
    var best = (all, whole)
    var (low, high) = (max(1, least), all)
    while low < high {
      if isCancelled?() == true { throw SimulationError.cancelled }
      let middle = (low + high) / 2
      // Too few steps for the study as it is written is a reason to take more.
      let shorter = try? compiled(middle, whole.isExact)
      let found = try? shorter?.values(at: rows, isCancelled: isCancelled)
      if let shorter, let found, alike(found, wanted) {
        (high, best) = (middle, (middle, shorter))
      } else {
        low = middle + 1
      }
    }
    return best
  }

  /// Whether two tables of predictions are the same but for rounding.
  static func alike(_ one: [[Double]?], _ other: [[Double]?]) -> Bool {
    one.count == other.count
      && zip(one, other).allSatisfy { one, other in
        guard let one, let other else { return one == nil && other == nil }
        return zip(one, other).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($0)) }
      }
  }

  /// Per point and item what is predicted; nil where it cannot be.
  ///
  /// - Throws: `SimulationError`.
  func predictions(
    at points: [[Double]], isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> [[[Double]?]] {
    let found = try parts.map { part in
      try part.compiled.values(
        at: points.map { point in part.places.map { point[$0] } }, isCancelled: isCancelled)
    }
    return points.indices.map { point in
      zip(items, partOfItem).map { item, part in
        guard let values = found[part][point] else { return nil }
        return item.prediction { key in
          parts[part].outcomes.firstIndex(of: key).map { values[$0] } ?? .nan
        }
      }
    }
  }

  /// Per point the log-likelihood of all that was observed; minus infinity where it is impossible.
  func logLikelihoods(
    at points: [[Double]], isCancelled: (@Sendable () -> Bool)? = nil,
    evidence: [Evidence]? = nil
  ) throws -> [Double] {
    let evidence = evidence ?? items.map(\.evidence)
    return try predictions(at: points, isCancelled: isCancelled).map { predicted in
      zip(evidence, predicted).reduce(0) { sum, pair in
        guard let prediction = pair.1 else { return -.infinity }
        let own = pair.0.logLikelihood(prediction)
        return own.isNaN ? -.infinity : sum + own
      }
    }
  }
}

extension Study {
  /// The study with nothing left that some outcomes do not need: fewer steps, no other outcomes and no prices.
  fileprivate func reduced(to outcomes: [String], observations names: [String], steps: Int) -> Study {
    var study = self
    study.clock.steps = steps
    study.readings = []
    study.targets = []
    study.criteria = []
    study.observations = observations.filter { names.contains($0.name) }
    study.reported = outcomes
    study.perspective = nil
    let own = Set(base.outcomes.map(\.name))
    let isOfPeople = outcomes.allSatisfy { own.contains($0) || $0.hasPrefix("observation:") }
    // Money decides who starts where there are funds, reserves or rules.
    let scenarios = study.scenarios.map(\.changes)
    let movesByMoney =
      !base.funds.isEmpty || !base.reserves.isEmpty || !base.budgetRules.isEmpty
      || scenarios.contains { !$0.funds.isEmpty || !$0.reserves.isEmpty || !$0.budgetRules.isEmpty }
    if isOfPeople, !movesByMoney {
      study.base.prices = []
      for index in study.scenarios.indices {
        study.scenarios[index].changes.prices = []
        study.scenarios[index].changes.removedPrices = []
      }
    }
    let wanted = Set(outcomes)
    study.base.outcomes.removeAll { !wanted.contains($0.name) }
    for index in study.scenarios.indices {
      study.scenarios[index].changes.outcomes.removeAll { !wanted.contains($0.name) }
    }
    return study
  }
}
