import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

extension StudyComparison {
  /// Compares the scenarios of a run.
  ///
  /// - Parameters:
  ///   - result: What the engine gave.
  ///   - detail: Whether everything is worked out or what is asked first.
  ///   - changes: Changes that were made to the study from outside its file.
  public init(
    of result: StudyResult, detail: ComparisonDetail = .headline, changes: [StudyOverride] = []
  ) {
    let study = result.study
    let builder = ComparisonBuilder(result, detail: detail)
    run = RunDescription(of: result, changes: changes)
    scenarios = result.scenarios.map { key in
      let scenario = study.scenarios.first { $0.name == key }
      return ScenarioDescription(key: key, label: scenario?.label ?? key, note: scenario?.note)
    }
    reference = result.referenceIndex
    readings = builder.readings()
    assumptions = AssumptionCount(of: study)
    unpriced = study.unpriced
    headlineKeys = builder.headline.keys
  }
}

extension RunDescription {
  /// What was computed and how, of a run.
  public init(of result: StudyResult, changes: [StudyOverride] = []) {
    self.changes = changes.map { "\($0.path)=\($0.value)" }
    let (study, settings) = (result.study, result.settings)
    title = study.title
    question = study.question
    files = study.files
    seed = settings.seed
    stream = RandomStream.version
    replications = result.base.sampled.rows
    chancesPerDraw = max(1, result.base.chancesPerDraw)
    draws = replications / chancesPerDraw
    expectedOnly = settings.expectedOnly
    parametersAtMean = settings.parametersAtMean
    sampling = settings.sampling
    start = study.clock.start.description
    steps = study.clock.steps
    monthsPerStep = study.clock.step.months
    counted = study.clock.counted.rawValue
    discountRate = study.constant(study.money.discountRate)
    priceYear = study.money.priceYear
    currency = "EUR"
    hasMoney = study.hasMoney
    perspective = study.perspective.map { key in
      PartyDescription(key: key, label: study.base.parties.first { $0.name == key }?.label ?? key)
    }
    coupling = "commonRandomNumbers"
    exitWindowMonths = Double(study.exitWindow) * study.clock.step.months
    calendar = (0...max(0, study.clock.steps)).map { study.clock.month(ofStep: $0).description }
  }
}

/// Works out the comparison under each reading.
struct ComparisonBuilder {
  let result: StudyResult
  let detail: ComparisonDetail
  let headline: Headline

  init(_ result: StudyResult, detail: ComparisonDetail) {
    self.result = result
    self.detail = detail
    headline = Headline(of: result.study)
  }

  var study: Study { result.study }
  var reference: Int { result.referenceIndex }

  /// The comparison under every reading, the base first.
  func readings() -> [ReadingComparison] {
    var baseScores: [ExpectationPerDraw] = []
    return result.readings.enumerated().map { position, reading in
      let samples = ReadingSamples(
        reading, reference: reference, expectedOnly: result.settings.expectedOnly,
        parametersVary: !result.settings.parametersAtMean
          && study.drawsParameters(reading: reading.reading))
      let scores = rankingScores(samples)
      if position == 0 { baseScores = scores }
      return comparison(samples, scores: scores, baseScores: baseScores)
    }
  }

  private func comparison(
    _ samples: ReadingSamples, scores: [ExpectationPerDraw], baseScores: [ExpectationPerDraw]
  ) -> ReadingComparison {
    let reading = samples.result
    let hasBalance = rankingKey.map { $0.hasPrefix("balance") } ?? false
    let columns = hasBalance ? scores.map(\.values) : []
    let means = scores.map { mean($0.values) }
    return ReadingComparison(
      key: reading.reading,
      label: study.readings.first { $0.name == reading.reading }?.label,
      method: samples.method,
      outcomes: outcomes(samples),
      economics: economics(samples),
      best: sharesOfBeingBest(columns).map { Probability(shares: $0) },
      regret: expectedRegrets(columns),
      incremental: detail == .full ? incrementalRatios(samples) : [],
      deadweight: deadweight(samples), overspent: overspent(samples),
      targets: targets(samples),
      criteria: criteria(samples),
      flexibility: flexibility(samples),
      rankedBy: rankingKey,
      ranking: scores.indices.sorted { means[$0] > means[$1] || (means[$0] == means[$1] && $0 < $1) },
      flips: reading.reading == nil ? [] : rankingFlips(scores, against: baseScores))
  }

  // MARK: Outcomes

  private func outcomes(_ samples: ReadingSamples) -> [OutcomeComparison] {
    var keys = headline.keys.filter { key in
      samples.result.sampled.index(of: key) != nil || DerivedOutcome(rawValue: key) != nil
    }
    if detail == .full {
      let reported = Set(study.reported)
      keys += samples.outcomes.map(\.key).filter { key in
        reported.isEmpty || reported.contains(key) || !isChosenByReport(key)
      }
      keys += DerivedOutcome.allCases.map(\.rawValue)
    }
    keys = withMeanWaits(keys)
    var seen: Set<String> = []
    let unique = keys.filter { seen.insert($0).inserted }
    return parallelMap(count: unique.count) { outcome(unique[$0], samples) }.compactMap { $0 }
  }

  /// Whether `report` decides if an outcome is shown: standard and own outcomes, not parts of the study.
  private func isChosenByReport(_ key: String) -> Bool {
    StandardOutcome(rawValue: key) != nil || study.base.outcomes.contains { $0.name == key }
  }

  private func outcome(_ key: String, _ samples: ReadingSamples) -> OutcomeComparison? {
    if let found = meanWait(key, samples) { return found }
    let derived = DerivedOutcome(rawValue: key)
    guard let index = samples.result.sampled.index(of: derived?.origin.rawValue ?? key) else { return nil }
    let descriptor = samples.outcomes[index]
    let scenarios = 0..<samples.scenarioCount
    let differences = scenarios.map { scenario -> Summary? in
      guard scenario != reference else { return nil }
      let difference = samples.difference(index, scenario: scenario)
      let values = derived == nil ? difference.values : difference.values.map { 0 - $0 }
      return Summary(of: values, standardError: difference.standardError)
    }
    let gaps = scenarios.compactMap { samples.expectationGap(index, scenario: $0) }
    return OutcomeComparison(
      key: key, label: descriptor.label ?? partLabel(key), unit: descriptor.unitName,
      isNominal: descriptor.isNominal,
      isMoreBetter: study.base.outcomes.first { $0.name == key }?.isMoreBetter,
      values: scenarios.map { scenario in
        derived == nil
          ? Summary(
            of: samples.sampled(index, scenario: scenario), chancesPerDraw: samples.chancesPerDraw) : nil
      },
      differences: differences,
      expectationGaps: gaps.isEmpty || derived != nil ? nil : gaps)
  }

  /// The label of the part of the study to which an outcome belongs, or nil.
  func partLabel(_ key: String) -> String? {
    guard let colon = key.firstIndex(of: ":") else {
      return study.base.outcomes.first { $0.name == key }?.label
    }
    let (kind, name) = (key[..<colon], String(key[key.index(after: colon)...]))
    let models = [study.base] + result.scenarios.map { study.model(scenario: $0) }
    let labels: (StudyModel) -> String? =
      switch kind {
      case "balance": { $0.parties.first { $0.name == name }?.label }
      case "line":
        { model in
          model.prices.first { $0.name == name }?.label ?? model.budgetRules.first { $0.name == name }?.label
        }
      case "committed", "paid", "left", "lapsed", "shifted", "notShifted", "refusedMoney":
        { $0.funds.first { $0.name == name }?.label }
      case "occupied", "refusedPlaces", "admitted", "waitMonths", "meanWait", "gaveUp", "waiting",
        "waitingAtHorizon":
        { $0.places.first { $0.name == name }?.label }
      case "started": { $0.trajecten.first { $0.name == name }?.label }
      case "atHorizon", "months": { $0.allStates.first { $0.name == name }?.label }
      default: { _ in nil }
      }
    return models.lazy.compactMap(labels).first
  }

  // MARK: Targets

  private func targets(_ samples: ReadingSamples) -> [TargetComparison] {
    study.targets.map { target in
      TargetComparison(
        key: target.name, label: target.label, comparison: target.comparison.rawValue, value: target.value,
        chances: (0..<samples.scenarioCount).map { chance(of: target, samples, scenario: $0) })
    }
  }

  private func chance(of target: Target, _ samples: ReadingSamples, scenario: Int) -> Probability? {
    guard let column = column(for: target, samples, scenario: scenario) else { return nil }
    return Probability(column, chancesPerDraw: samples.chancesPerDraw) {
      target.comparison.holds($0, target.value)
    }
  }

  /// The numbers that a target is about, per replication; nil where the result does not hold them.
  private func column(
    for target: Target, _ samples: ReadingSamples, scenario: Int
  ) -> [Double]? {
    let table = samples.result.sampled
    if let index = table.index(of: "target:\(target.name)") {
      return Array(samples.sampled(index, scenario: scenario))
    }
    switch target.subject {
    case .outcome(let key):
      return table.index(of: key).map { Array(samples.sampled($0, scenario: scenario)) }
    case .occupancy(let states, let point):
      guard point == study.clock.steps else { return nil }
      let columns = states.map { table.index(of: OutcomeKey.atHorizon(state: $0)) }
      guard let found = columns as? [Int], let first = found.first else { return nil }
      return found.dropFirst().reduce(Array(samples.sampled(first, scenario: scenario))) { sum, index in
        zip(sum, samples.sampled(index, scenario: scenario)).map { $0 + $1 }
      }
    }
  }
}

extension OutcomeDescriptor {
  /// The unit as a word: `persons`, `months`, `money`, or the study's own.
  var unitName: String {
    switch unit {
    case .persons: "persons"
    case .months: "months"
    case .money: "money"
    case .own(let name): name
    }
  }
}
