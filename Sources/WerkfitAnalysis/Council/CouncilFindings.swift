import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What a council hears of a study: the comparison, how sure it is, and what would change it, as plain numbers.
public struct CouncilFindings: Sendable {
  /// All scenarios side by side, with everything that the study can say.
  public var comparison: StudyComparison
  /// The course of every scenario over time; money not discounted.
  public var nominal: ScenarioCourses
  /// The position of the scenario that the letter is about.
  public var focus: Int
  /// The positions of the scenarios that are shown, at most five: the focus among them, in order of the study.
  public var shown: [Int]
  /// What each assumption does to the outcome that the scenarios are ranked by; nil where nothing is uncertain.
  public var tornado: OneWaySensitivity.Tornado?
  /// The share of what is explained of the spread that rests on the authors' own guesses; nil where none is explained.
  public var guessedShare: Double?
  /// Whether the order survives each own guess; nil where there is one choice or nothing to rank by.
  public var robustness: GuessRobustness?
  /// Where the outcome of the focus turns; nil where no single assumption makes it turn.
  public var turning: ThresholdSensitivity?
  /// The assumptions of the base with their provenance, in order of the study.
  public var parameters: [Parameter]
  /// The sources of the study.
  public var sources: [Source]
  /// The states of the focus in which people work for an employer, part-time work with benefit included.
  public var workStates: Set<String>
  /// The states of the focus in which people live on benefit.
  public var benefitStates: Set<String>
  /// The hash of the study's text (SHA-256, hexadecimal).
  public var studyHash: String

  /// How often each point of a sensitivity is computed beside a run: a quick look gets a quick sensitivity.
  public static func chances(of result: StudyResult) -> Int {
    min(60, max(4, result.settings.replications / 20))
  }

  /// The most scenarios that a letter shows side by side.
  public static let mostShown = 5

  /// Works out what a council hears from a run of all scenarios.
  ///
  /// - Parameters:
  ///   - scenario: The key of the scenario that the letter is about.
  ///   - chances: How often each point of the sensitivity is computed where chance plays a part; nil by the size of the
  ///     run.
  /// - Throws: `SimulationError`, `SensitivityError`.
  public init(
    of result: StudyResult, scenario: String, studyHash: String, changes: [StudyOverride] = [],
    chances: Int? = nil, watch: StudyEvaluator.Watch = .init()
  ) throws {
    let study = result.study
    comparison = StudyComparison(of: result, detail: .full, changes: changes)
    nominal = try Self.nominal(result, watch.part(from: 0, to: 0.1))
    guard let focus = result.scenarios.firstIndex(of: scenario) else {
      throw SimulationError.unknown(scenario)
    }
    self.focus = focus
    self.studyHash = studyHash
    (parameters, sources) = (study.base.parameters, study.sources)
    let states = study.model(scenario: scenario).allStates
    workStates = Set(
      states.filter { [.work, .partTimeWork, .subsidisedWork].contains($0.kind) }.map(\.name))
    benefitStates = Set(states.filter(\.isOnBenefit).map(\.name))
    shown = Self.shown(comparison, focus: focus)
    (tornado, guessedShare, robustness, turning) = (nil, nil, nil, nil)
    guard focus != comparison.reference, let key = comparison.base.rankedBy else { return }
    let beside = result.scenarios[comparison.reference]
    let evaluator = { (scenarios: [String]) in
      try StudyEvaluator(
        study, scenarios: scenarios, chances: chances ?? Self.chances(of: result), seed: result.settings.seed,
        threads: result.settings.threads)
    }
    let pair = try evaluator([scenario, beside])
    let oneWay = try OneWaySensitivity(
      of: pair, scenario: scenario, beside: beside, outcomes: [key], watch: watch.part(from: 0.1, to: 0.5))
    tornado = oneWay.tornados.first
    if comparison.alternatives.count > 1 {
      robustness = try GuessRobustness(
        of: evaluator([]), scenario: scenario, rankedBy: key, watch: watch.part(from: 0.5, to: 0.8))
    }
    guessedShare = try Self.guessedShare(result, scenario: scenario, beside: beside, outcome: key)
    turning = try Self.turning(
      pair, tornado, scenario: scenario, beside: beside, watch.part(from: 0.8, to: 1))
  }

  /// The courses of a smaller run in which money is not discounted, as a budget counts it.
  private static func nominal(_ result: StudyResult, _ watch: StudyEvaluator.Watch) throws -> ScenarioCourses
  {
    guard result.study.hasMoney, result.study.constant(result.study.money.discountRate) != 0 else {
      return ScenarioCourses(of: result)
    }
    var study = result.study
    study.money.discountRate = .number(0)
    var settings = result.settings
    settings.replications = min(settings.replications, 2_000)
    settings.readings = []
    settings.coursesKept = 0
    return ScenarioCourses(
      of: try simulate(study, settings: settings, progress: watch.progress, isCancelled: watch.isCancelled))
  }

  /// The focus, and beside it the scenarios that rank highest and lowest, so that a reader sees the whole range.
  private static func shown(_ comparison: StudyComparison, focus: Int) -> [Int] {
    let others = comparison.base.ranking.filter { $0 != focus && $0 != comparison.reference }
    guard others.count >= mostShown else {
      return comparison.alternatives
    }
    let spread = (0..<(mostShown - 1)).map { others[$0 * (others.count - 1) / (mostShown - 2)] }
    return comparison.scenarios.indices.filter { $0 == focus || spread.contains($0) }
  }

  /// First-order shares of the own guesses over those of all parameters, from the draws of the run.
  private static func guessedShare(
    _ result: StudyResult, scenario: String, beside: String, outcome: String
  ) throws -> Double? {
    let guesses = Set(result.study.uncertainParameters.filter(\.isGuess).map(\.name))
    guard result.draws >= 50, !result.settings.parametersAtMean, !result.study.uncertainParameters.isEmpty,
      let finding = try RunSensitivity(
        of: result, scenario: scenario, beside: beside, outcomes: [outcome]
      ).findings.first
    else { return nil }
    let names = try result.parameterDraws.map(\.name)
    // Indices within two errors of nothing are noise, and noise of many parameters adds up.
    let shares = zip(names, finding.indices).map { name, index in
      (name: name, share: index.value > 2 * index.standardError ? index.value : 0)
    }
    let whole = shares.reduce(0) { $0 + $1.share }
    guard whole > 0.1 else { return nil }
    return shares.filter { guesses.contains($0.name) }.reduce(0) { $0 + $1.share } / whole
  }

  /// The value at which the outcome turns of the widest bar that goes through zero.
  private static func turning(
    _ evaluator: StudyEvaluator, _ tornado: OneWaySensitivity.Tornado?, scenario: String, beside: String,
    _ watch: StudyEvaluator.Watch
  ) throws -> ThresholdSensitivity? {
    let isKnown = { (bar: OneWaySensitivity.Bar) in bar.oneWay.width > 2 * bar.errorOfWidth }
    guard let tornado,
      let bar = tornado.bars.first(where: {
        ($0.kind == .parameter || $0.kind == .displacement) && $0.oneWay.changesSign && isKnown($0)
      }),
      let parameter = evaluator.study.uncertainParameters.first(where: { $0.name == bar.oneWay.parameter })
    else { return nil }
    return try ThresholdSensitivity(
      of: evaluator, scenario: scenario, beside: beside, outcome: tornado.outcome.key, parameter: parameter,
      interval: Interval(bar.oneWay.low, bar.oneWay.high), watch: watch)
  }
}
