import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// The best split of a budget over measures, checked on fresh draws, with what a simple split loses, what a euro more
/// does, and the whole frontier between two aims.
public struct BudgetOptimisation: Sendable {
  /// What is asked.
  public struct Question: Sendable {
    /// The budget and the measures, whose names are parameters of the study that hold an amount of money.
    public var problem: BudgetProblem
    /// What is made as large as possible.
    public var aim: SplitAim
    /// The keys of the outcomes to which aims refer by position.
    public var outcomes: [String]
    /// Between which two outcomes the frontier is drawn, or nil.
    public var frontier: (first: Int, second: Int)?
    /// The number of draws of the parameters per split, each with one chance.
    public var draws: Int
    /// The seed of the search; the check has another.
    public var seed: UInt64

    /// A question.
    public init(
      problem: BudgetProblem, aim: SplitAim, outcomes: [String], frontier: (first: Int, second: Int)? = nil,
      draws: Int = 128, seed: UInt64 = 1
    ) {
      (self.problem, self.aim, self.outcomes) = (problem, aim, outcomes)
      (self.frontier, self.draws, self.seed) = (frontier, draws, seed)
    }
  }

  /// A split that stands beside the best one.
  public struct Simple: Sendable, Hashable, Codable {
    /// Which split: as the scenario has it now, or all equal.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      case now, equal
    }
    /// Which split.
    public var kind: Kind
    /// The amount per measure.
    public var amounts: [Double]
    /// What is lost with it beside the best split, on fresh draws.
    public var regret: SampledValue
  }

  /// The scenario in which the money is split.
  public var scenario: String
  /// The question.
  public var question: Question
  /// The outcomes that aims refer to.
  public var outcomes: [AnalysedOutcome]
  /// The best split found.
  public var best: BestSplit
  /// Per outcome its mean at the best split, on fresh draws.
  public var onFreshDraws: [SampledValue]
  /// The aim at the best split, on fresh draws.
  public var checked: SampledValue
  /// The best split that the same search finds on other draws, and what the found one loses there beside it.
  public var gap: SampledValue
  /// Simple splits and what they lose.
  public var simple: [Simple]
  /// What a euro more or less does.
  public var shadowPrice: ShadowPrice?
  /// The frontier between two outcomes.
  public var frontier: [ValuedSplit]
  /// How many splits were simulated.
  public var splits: Int

  /// Looks for the best split.
  ///
  /// - Throws: `SimulationError`, `OptimisationError`.
  public init(
    of evaluator: StudyEvaluator, scenario: String, beside: String, question: Question,
    watch: StudyEvaluator.Watch = .init()
  ) throws {
    (self.scenario, self.question) = (scenario, question)
    outcomes = try evaluator.analysed(question.outcomes)
    let problem = question.problem
    let names = problem.measures.map(\.name)
    let quantities = question.outcomes.map { Quantity(outcome: $0, scenario: scenario, beside: beside) }
    let search = SplitSearch(
      gridCount: 40, starts: 2, finalStep: 1.0 / 50, greatestCount: 160, seed: question.seed)
    let expected = 450
    let simulation = try SplitSimulation(
      evaluator, measures: names, quantities: quantities, draws: question.draws, seed: question.seed,
      expected: expected, watch: watch.part(from: 0, to: 0.7))
    let evaluate: SplitEvaluator = { try simulation.samples(of: $0) }
    let now = evaluator.study.amounts(of: names, in: scenario)
    let isAllowed = abs(now.reduce(0, +) - problem.budget) <= 1e-6 * problem.budget
    best = try problem.best(for: question.aim, search: search, startingAt: nil, evaluate: evaluate)
    if let pair = question.frontier {
      frontier = try problem.frontier(
        between: .mean(outcome: pair.first), and: .mean(outcome: pair.second), steps: 4, search: search,
        evaluate: evaluate)
    } else {
      frontier = []
    }
    // A larger budget may be more than the bounds of the measures hold: then there is no price.
    do {
      shadowPrice = try problem.shadowPrice(
        for: question.aim, relativeStep: 0.1, search: search, evaluate: evaluate)
    } catch let error as OptimisationError where error.isOfBounds {
      shadowPrice = nil
    }
    let fresh = try SplitSimulation(
      evaluator.with(seed: question.seed &+ 0x5EED), measures: names, quantities: quantities,
      draws: 4 * question.draws, seed: question.seed &+ 0x5EED, expected: 120,
      watch: watch.part(from: 0.7, to: 1))
    let here = try fresh.samples(of: [best.amounts])[0]
    checked = try question.aim.value(here)
    onFreshDraws = here.columns.map { SampledValue($0) }
    var small = search
    (small.gridCount, small.starts, small.greatestCount) = (30, 1, 60)
    let other = try problem.best(
      for: question.aim, search: small, startingAt: best.amounts, evaluate: { try fresh.samples(of: $0) })
    gap = try problem.regret(
      of: best.amounts, beside: other.amounts, for: question.aim, evaluate: { try fresh.samples(of: $0) })
    let equal = names.map { _ in problem.budget / Double(names.count) }
    var simple: [Simple] = []
    for (kind, amounts) in [(Simple.Kind.now, now), (.equal, equal)] where kind == .equal || isAllowed {
      // A split outside the bounds is no choice.
      guard
        let regret = try? problem.regret(
          of: amounts, beside: best.amounts, for: question.aim, evaluate: { try fresh.samples(of: $0) })
      else { continue }
      simple.append(Simple(kind: kind, amounts: amounts, regret: regret))
    }
    self.simple = simple
    splits = simulation.count + fresh.count
    watch.progress?(1)
  }
}

extension OptimisationError {
  /// Whether the bounds of the measures leave no split.
  var isOfBounds: Bool {
    switch self {
    case .badMinimum, .badCapacity, .minimaAboveBudget, .capacitiesBelowBudget: true
    default: false
    }
  }
}

extension SampledValue {
  /// The mean of a sample with its Monte Carlo error.
  init(_ sample: [Double]) {
    self.init(mean(sample), standardError: errorOfMean(sample, chancesPerDraw: 1))
  }
}

extension Study {
  /// The amounts that parameters hold in a scenario; 0 for one that is no fixed number.
  public func amounts(of parameters: [String], in scenario: String) -> [Double] {
    let model = model(scenario: scenario)
    return parameters.map { name in
      guard
        case .distribution(.fixed(let value))? = model.parameters.first(where: { $0.name == name })?
          .definition
      else { return 0 }
      return value
    }
  }
}
