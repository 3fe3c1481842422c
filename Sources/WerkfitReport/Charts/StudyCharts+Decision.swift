import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension StudyCharts {
  /// Cost against effect, with the frontier of the means.
  func costEffect(_ sample: DecisionSample) throws -> CostEffectChart? {
    guard let effect = sample.effect, let (party, key) = headlineBalance,
      let costs = base.outcome(key), let effects = base.outcome(effect.key)
    else { return nil }
    let pairs = try CostEffectSample(names: sample.scenarios, costs: sample.costs, effects: sample.effects)
    let frontier = try Frontier(of: pairs)
    let shown = comparison.alternatives.compactMap { index -> CostEffectChart.Scenario? in
      guard let cost = costs.differences[index], let gain = effects.differences[index] else { return nil }
      let name = comparison.scenarios[index].key
      let status = frontier.places.first { $0.option.name == name }?.status
      return CostEffectChart.Scenario(
        label: comparison.scenarios[index].label, cost: ChartEstimate(cost.negated),
        effect: ChartEstimate(gain), isOnFrontier: status == .onFrontier || status == .reference)
    }
    guard !shown.isEmpty else { return nil }
    return CostEffectChart(
      party: party, effect: names.value(key: effect.key, label: effect.label).trimmed, unit: effect.unit,
      scenarios: shown, reference: reference, horizonMonths: months)
  }

  /// The chance that each choice has the highest net benefit, by what one extra effect is worth.
  func acceptability(_ sample: DecisionSample) throws -> AcceptabilityChart? {
    guard let effect = sample.effect, sample.scenarios.count > 1 else { return nil }
    let worths = (0...20).map { Double($0) * 15_000 }
    let pairs = try CostEffectSample(names: sample.scenarios, costs: sample.costs, effects: sample.effects)
    let curves = try AcceptabilityCurves(of: pairs, willingnessToPay: worths)
    let shown = sample.scenarios.enumerated().map { index, name in
      AcceptabilityChart.Scenario(
        label: comparison.scenarios.first { $0.key == name }?.label ?? name,
        chances: curves.points.map { $0.standings[index].probability.probability })
    }
    return AcceptabilityChart(
      worths: worths, effect: names.value(key: effect.key, label: effect.label).trimmed, scenarios: shown)
  }

  /// What knowing each assumption is worth for the choice, at a worth of one extra effect.
  func information(_ sample: DecisionSample, study: Study, worth: Double) throws -> InformationChart? {
    guard sample.scenarios.count > 1, !sample.parameters.isEmpty else { return nil }
    let perfect = try perfectInformation(sample.netBenefits(worth: worth))
    let labels = Dictionary(
      study.base.parameters.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    let varying = sample.parameters.filter { draws in draws.values.contains { $0 != draws.values.first } }
    guard !varying.isEmpty else { return nil }
    let partial = try partialInformation(
      sample.netBenefits(worth: worth, isRaw: true), parameters: varying, sets: varying.map { [$0.name] })
    let amount = NumberText(language: language, currency: comparison.run.currency)
      .quantity(worth, error: 0, unit: "money")
    return InformationChart(
      everything: .init(
        label: say("Alles", "Everything"), value: perfect.value, standardError: perfect.standardError),
      items: partial.map { item in
        let bounded = item.atMost(perfect.value)
        return .init(
          label: item.parameters.map { labels[$0] ?? $0 }.joined(separator: ", "),
          value: max(0, bounded.information.value), standardError: bounded.information.standardError)
      },
      subject: say(
        "de keuze tussen \(sample.scenarios.count) scenario’s, als extra duurzame uitstroom \(amount) waard is",
        "the choice between \(sample.scenarios.count) scenarios, where an extra durable exit is worth \(amount)"
      ))
  }

  /// Activities, effects, who pays and who gains: the effectenarena.
  func arena(study: Study) -> EffectArenaChart? {
    guard let parties, focus != comparison.reference else { return nil }
    let trajecten = study.model(scenario: comparison.scenarios[focus].key).trajecten
    let activities = trajecten.compactMap { traject -> EffectArenaChart.Activity? in
      guard let started = base.outcome("started:" + traject.name)?.values[focus], started.mean > 0 else {
        return nil
      }
      return .init(label: traject.label, cost: nil)
    }
    let cost = base.outcome("programmeCost")?.differences[focus]?.mean
    let keys = ["netExits", "netDurableExits12", "benefitMonthsSaved"]
    var effects = keys.compactMap { key -> EffectArenaChart.Effect? in
      guard let outcome = base.outcome(key), let summary = outcome.differences[focus] else { return nil }
      return .init(
        label: names.difference(outcome).trimmed, value: ChartEstimate(summary), unit: outcome.unit)
    }
    effects += comparison.unpriced.map { .init(label: $0, value: nil, unit: "") }
    let all = activities + [.init(label: say("Het hele plan", "The whole plan"), cost: cost)]
    return EffectArenaChart(
      scenario: comparison.scenarios[focus].label, reference: reference,
      activities: all, effects: effects,
      parties: parties.parties.map { .init(label: $0.label, balance: $0.balance) }, horizonMonths: months)
  }

  /// People through the trajecten: who starts, who completes, who finds work, and who stays off benefit.
  var flow: FlowChart? {
    let steps: [(key: String, label: String)] = [
      ("started", say("Begonnen", "Started")), ("grossExits", say("Naar werk (bruto)", "To work (gross)")),
      ("durableExits12", say("12 maanden zonder uitkering (bruto)", "12 months off benefit (gross)")),
    ]
    let found = steps.compactMap { step in
      base.outcome(step.key)?.values[focus].map {
        FlowChart.Step(label: step.label, people: ChartEstimate($0))
      }
    }
    guard let first = found.first, first.people.mean > 0, found.count > 1 else { return nil }
    return FlowChart(scenario: comparison.scenarios[focus].label, steps: found, horizonMonths: months)
  }

  /// The outcome over the range of one assumption.
  func threshold(_ threshold: ThresholdSensitivity, study: Study) -> ThresholdChart {
    let words = AnalysisWords(study: study, language: language)
    return ThresholdChart(
      assumption: threshold.parameter.label, assumptionUnit: Self.unit(threshold.parameter.dimension),
      outcome: words.outcome(threshold.outcome), outcomeUnit: threshold.outcome.unit,
      points: threshold.curve.map { .init(value: $0.value, outcome: $0.outcome) }, target: threshold.target,
      crossings: threshold.thresholds.found.map(\.value))
  }
}

extension Summary {
  /// The summary of the opposite number.
  fileprivate var negated: Summary {
    var opposite = self
    (opposite.mean, opposite.median) = (-mean, -median)
    opposite.interval80 = Interval(-interval80.upper, -interval80.lower)
    opposite.interval95 = Interval(-interval95.upper, -interval95.lower)
    return opposite
  }
}
