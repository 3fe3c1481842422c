import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// The questions that can be asked of a study beside the comparison, each with its usual settings.
public enum StudyInquiry: String, Sendable, Hashable, CaseIterable {
  /// Which assumptions move the outcome most.
  case tornado
  /// Where the outcome turns when the assumption that matters most changes.
  case threshold
  /// What it is worth to know more.
  case information
  /// What an extra exit costs, and which scenarios are never beaten.
  case frontier
  /// How the budget is split best.
  case split

  /// Why a question has no answer for a study.
  public enum Refusal: Error, Sendable, Hashable {
    /// There is one scenario, or the nulalternatief was asked for.
    case noChoice
    /// No assumption varies.
    case nothingVaries
    /// There are no prices.
    case noMoney
    /// The scenario does not divide amounts over at least two measures.
    case noMeasures

    /// The reason, for readers.
    public var sentence: Sentence {
      switch self {
      case .noChoice:
        Sentence(
          "There is nothing to choose: the study has one scenario, or the scenario is the reference itself.",
          "Er valt niets te kiezen: de studie heeft één scenario, of het gekozen scenario is de referentie zelf."
        )
      case .nothingVaries:
        Sentence(
          "No assumption of this study varies.",
          "In deze studie ligt elke aanname vast: er is geen spreiding.")
      case .noMoney:
        Sentence("This study has no prices.", "Deze studie rekent niet met geld.")
      case .noMeasures:
        Sentence(
          "This scenario does not divide money over two or more measures.",
          "Dit scenario verdeelt geen geld over twee of meer maatregelen.")
      }
    }
  }

  /// Answers the question.
  ///
  /// - Parameters:
  ///   - study: The study under the reading that is asked for.
  ///   - scenario: The scenario that is looked at; the choice is between all where the question is about a choice.
  ///   - outcome: The key of the outcome; nil for the usual one.
  ///   - replications: How much may be computed.
  /// - Throws: `Refusal`, `SimulationError`, or what the analysis throws.
  public func answer(
    about study: Study, scenario: String, outcome: String? = nil, replications: Int, seed: UInt64 = 1,
    threads: Int = 0, language: Language = .dutch, watch: StudyEvaluator.Watch = .init()
  ) throws -> AnalysisDocument {
    let reference = study.reference?.name ?? ""
    guard study.scenarios.count > 1 else { throw Refusal.noChoice }
    switch self {
    case .information, .frontier:
      return try choice(study, reference, replications, seed, threads, language, watch)
    case .tornado, .threshold, .split:
      guard scenario != reference else { throw Refusal.noChoice }
      let pair = try StudyEvaluator(
        study, scenarios: [scenario, reference], chances: 1, seed: seed, threads: threads)
      let key = outcome ?? study.analysedOutcomes.first ?? ""
      if self == .split { return try split(pair, scenario, reference, key, seed, language, watch) }
      let parameters = study.uncertainParameters
      guard !parameters.isEmpty else { throw Refusal.nothingVaries }
      let points = 2 * parameters.count + 8
      let first = self == .tornado ? watch : watch.part(from: 0, to: 0.6)
      let oneWay = try OneWaySensitivity(
        of: pair.with(chances: Self.chances(replications, over: points)), scenario: scenario,
        beside: reference, outcomes: [key], watch: first)
      if self == .tornado { return oneWay.document(study: study, language: language, seed: seed) }
      let bar = oneWay.tornados.first?.bars.first { $0.kind == .parameter }
      let leading = parameters.first { $0.name == bar?.oneWay.parameter } ?? parameters[0]
      let bounds = leading.bounds(of: 0.95)
      let found = try ThresholdSensitivity(
        of: pair.with(chances: Self.chances(replications, over: 40)), scenario: scenario, beside: reference,
        outcome: key, target: 0, parameter: leading, interval: Interval(bounds.low, bounds.high),
        watch: watch.part(from: 0.6, to: 1))
      return found.document(study: study, language: language, seed: seed)
    }
  }

  /// As many chances at each point as the replications that were asked for give.
  public static func chances(_ replications: Int, over points: Int) -> Int {
    max(4, replications / max(1, points))
  }

  private func choice(
    _ study: Study, _ reference: String, _ replications: Int, _ seed: UInt64, _ threads: Int,
    _ language: Language, _ watch: StudyEvaluator.Watch
  ) throws -> AnalysisDocument {
    guard study.hasMoney else { throw Refusal.noMoney }
    var settings = RunSettings()
    (settings.replications, settings.seed, settings.threads) = (replications, seed, threads)
    settings.readings = []
    let result = try simulate(
      study, settings: settings, progress: watch.progress, isCancelled: watch.isCancelled)
    let sample = try DecisionSample(of: result)
    let computed = RunWording.computed(result, language: language)
    if self == .frontier {
      let worths = (0..<5).map { Double($0) * 50_000 }
      return try FrontierReport(of: sample, reference: reference, worths: worths)
        .document(study: study, language: language, computed: computed, seed: seed)
    }
    let names = sample.parameters.map(\.name)
    guard !names.isEmpty else { throw Refusal.nothingVaries }
    let perfect = try perfectInformation(sample.netBenefits(worth: 0))
    let partial = try partialInformation(
      sample.netBenefits(worth: 0, isRaw: true), parameters: sample.parameters, sets: names.map { [$0] })
    let population = try DecisionPopulation(
      perYear: 1, years: 1, discountRate: study.discountRateOfMoney)
    return InformationReport(
      sample: sample, worth: 0, perfect: perfect, partial: partial.map { $0.atMost(perfect.value) },
      population: population
    ).document(study: study, language: language, computed: computed, seed: seed)
  }

  private func split(
    _ evaluator: StudyEvaluator, _ scenario: String, _ reference: String, _ key: String, _ seed: UInt64,
    _ language: Language, _ watch: StudyEvaluator.Watch
  ) throws -> AnalysisDocument {
    let study = evaluator.study
    let names = StudyPricing.measures(of: study, in: scenario)
    guard names.count > 1 else { throw Refusal.noMeasures }
    let problem = try BudgetProblem(
      budget: study.amounts(of: names, in: scenario).reduce(0, +),
      measures: names.map { BudgetMeasure($0, minimumShare: 0, capacity: nil) })
    let others = study.analysedOutcomes.filter { $0 != key }
    let question = BudgetOptimisation.Question(
      problem: problem, aim: .mean(outcome: 0), outcomes: [key] + others,
      frontier: others.isEmpty ? nil : (first: 0, second: others.count), draws: 128, seed: seed)
    return try BudgetOptimisation(
      of: evaluator, scenario: scenario, beside: reference, question: question, watch: watch
    ).document(study: study, language: language)
  }
}

/// What a study says of money.
public enum StudyPricing {
  /// The amounts that a scenario divides: parameters in whole currency to which it gives something.
  public static func measures(of study: Study, in scenario: String) -> [String] {
    let own = Set(
      study.scenarios.filter { $0.name == scenario }.flatMap { $0.changes.parameters.map(\.name) })
    let names = study.base.parameters.filter { $0.unit == "EUR" && own.contains($0.name) }.map(\.name)
    return zip(names, study.amounts(of: names, in: scenario)).filter { $1 > 0 }.map(\.0)
  }
}
