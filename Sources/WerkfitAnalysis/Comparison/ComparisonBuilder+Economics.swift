import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

extension ComparisonBuilder {
  /// An exit is durable in the headline cost after this many months without benefit.
  static var durableMonths: Int { 12 }

  /// What the money of each scenario does; nil for the nulalternatief and without money.
  func economics(_ samples: ReadingSamples) -> [ScenarioEconomics?] {
    (0..<samples.scenarioCount).map { scenario in
      guard scenario != reference, study.hasMoney,
        let society = difference(.balanceSociety, samples, scenario)
      else { return nil }
      let balance = study.perspective.flatMap { party in
        samples.result.sampled.index(of: OutcomeKey.balance(party: party)).map {
          samples.difference($0, scenario: scenario)
        }
      }
      let cost = difference(.programmeCost, samples, scenario)
      let exits = difference(.netDurableExits12, samples, scenario)
      return ScenarioEconomics(
        netPresentValue: balance.map { Summary(of: $0.values, standardError: $0.standardError) },
        netPresentValueSociety: Summary(of: society.values, standardError: society.standardError),
        paysForItself: balance.map { Probability($0.values) { $0 >= 0 } },
        paysForItselfSociety: Probability(society.values) { $0 >= 0 },
        costPerDurableExit: pair(cost, exits).map {
          Ratio(of: $0, over: $1, needsPositiveNumerator: true)
        },
        durableMonths: Self.durableMonths,
        benefitCostRatio: pair(balance, cost).map { balance, cost in
          Ratio(of: balance.adding(cost), over: cost)
        },
        payback: payback(samples, scenario), breakEvenPerStarter: breakEven(society, samples, scenario))
    }
  }

  /// What effects without a price must be worth per extra starter for society to come out even.
  private func breakEven(
    _ society: ExpectationPerDraw, _ samples: ReadingSamples, _ scenario: Int
  ) -> Ratio? {
    guard !study.unpriced.isEmpty, let starters = difference(.started, samples, scenario) else { return nil }
    var loss = society
    loss.values = society.values.map { 0 - $0 }
    return Ratio(of: loss, over: starters)
  }

  /// The share of the gross exits that would have happened anyway, per scenario in which there are any.
  func deadweight(_ samples: ReadingSamples) -> [Ratio?] {
    guard let gross = samples.result.sampled.index(of: StandardOutcome.grossExits.rawValue),
      let null = samples.result.sampled.index(of: StandardOutcome.nullExits.rawValue)
    else { return (0..<samples.scenarioCount).map { _ in nil } }
    return (0..<samples.scenarioCount).map { scenario in
      let exits = samples.expectation(gross, scenario: scenario)
      guard exits.values.contains(where: { $0 != 0 }) else { return nil }
      return Ratio(of: samples.expectation(null, scenario: scenario), over: exits)
    }
  }

  /// Funds from which more is paid than they have in at least one in a hundred replications.
  func overspent(_ samples: ReadingSamples) -> [OverspentFund] {
    let prefix = OutcomeKey.left(fund: "")
    return samples.outcomes.indices.filter { samples.outcomes[$0].key.hasPrefix(prefix) }.flatMap { index in
      (0..<samples.scenarioCount).compactMap { scenario -> OverspentFund? in
        let left = samples.sampled(index, scenario: scenario)
        // A cent on a fund is rounding.
        let chance = Probability(left, chancesPerDraw: samples.chancesPerDraw) { $0 < -0.01 }
        guard chance.probability >= 0.01 else { return nil }
        let fund = String(samples.outcomes[index].key.dropFirst(prefix.count))
        return OverspentFund(
          scenario: scenario, fund: fund, label: samples.outcomes[index].label ?? fund, chance: chance,
          shortage: mean(left.map { max(0, -$0) }))
      }
    }
  }

  private func difference(
    _ outcome: StandardOutcome, _ samples: ReadingSamples, _ scenario: Int
  ) -> ExpectationPerDraw? {
    samples.result.sampled.index(of: outcome.rawValue).map { samples.difference($0, scenario: scenario) }
  }

  private func pair<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
    guard let first, let second else { return nil }
    return (first, second)
  }

  /// The payback from the mean curves: real people minus shadows, scenario minus nulalternatief.
  private func payback(_ samples: ReadingSamples, _ scenario: Int) -> Payback? {
    let series = samples.result.series
    guard let party = study.perspective, series.indices.contains(scenario),
      series.indices.contains(reference),
      let own = series[scenario].netBalance(of: party),
      let other = series[reference].netBalance(of: party)
    else { return nil }
    return Payback(flows: zip(own, other).map { $0 - $1 })
  }

  // MARK: Ranking

  /// What scenarios are ranked by: the balance of the perspective, of society, else the first own outcome
  /// of which the study says which way is better.
  var rankingKey: String? {
    if study.hasMoney {
      return study.perspective.map { OutcomeKey.balance(party: $0) }
        ?? StandardOutcome.balanceSociety.rawValue
    }
    return study.base.outcomes.first { $0.isMoreBetter != nil }?.name
  }

  /// Per scenario the difference of the ranking key, turned so that more is better.
  func rankingScores(_ samples: ReadingSamples) -> [ExpectationPerDraw] {
    guard let key = rankingKey, let index = samples.result.sampled.index(of: key) else { return [] }
    let isLessBetter = study.base.outcomes.first { $0.name == key }?.isMoreBetter == false
    return (0..<samples.scenarioCount).map { scenario in
      var score = samples.difference(index, scenario: scenario)
      if isLessBetter { score.values = score.values.map { 0 - $0 } }
      return score
    }
  }

  /// The pairs (better, worse) that stand the other way round in the base reading, each by more than two
  /// Monte Carlo errors of the paired difference.
  func rankingFlips(_ scores: [ExpectationPerDraw], against base: [ExpectationPerDraw]) -> [[Int]] {
    guard scores.count == base.count else { return [] }
    return scores.indices.flatMap { first in
      scores.indices.compactMap { second in
        first != second && isBetter(scores[first], scores[second]) && isBetter(base[second], base[first])
          ? [first, second] : nil
      }
    }
  }

  private func isBetter(_ one: ExpectationPerDraw, _ other: ExpectationPerDraw) -> Bool {
    let gaps = zip(one.values, other.values).map { $0 - $1 }
    return mean(gaps) > 2 * errorOfMean(gaps, chancesPerDraw: 1)
  }
}

extension ExpectationPerDraw {
  /// The sum with another quantity of the same draws; the error of the mean follows from the sums.
  func adding(_ other: ExpectationPerDraw) -> ExpectationPerDraw {
    ExpectationPerDraw(exact: zip(values, other.values).map { $0 + $1 })
  }
}

extension TimeSeries {
  /// Mean discounted receipts minus payments of a party per point, real people minus shadows.
  func netBalance(of party: String) -> [Double]? {
    guard let index = parties.firstIndex(of: party), balance.indices.contains(index) else { return nil }
    guard shadowBalance.indices.contains(index) else { return balance[index] }
    return zip(balance[index], shadowBalance[index]).map { $0 - $1 }
  }
}
