import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Checks on the study with something taken to an extreme.
extension Verification {
  func nothingOffered(_ study: Study) throws -> Outcome {
    guard !study.base.trajecten.isEmpty else { return .notApplicable("") }
    var empty = study
    empty.base.offers = []
    empty.base.reserves = []
    for index in empty.scenarios.indices {
      empty.scenarios[index].changes.offers = []
      empty.scenarios[index].changes.reserves = []
    }
    let result = try run(empty)
    let people: [StandardOutcome] = [.started, .grossExits, .nullExits, .netExits, .droppedOut, .relapses]
    let keys = Set(people.map(\.rawValue))
    let reason = first(in: result) { scenario, outcome, column in
      guard keys.contains(outcome.key), let value = column.first(where: { $0 != 0 }) else { return nil }
      return "\(scenario), \(outcome.key): \(value)"
    }
    return reason.map { .fails($0) } ?? .holds("\(people.count)")
  }

  func freePrices(_ study: Study) throws -> Outcome {
    guard study.hasMoney else { return .notApplicable("") }
    let result = try run(study.withAmounts(times: 0))
    let rules = Set(study.base.budgetRules.map { OutcomeKey.line($0.name) })
    let reason = first(in: result) { scenario, outcome, column in
      guard outcome.key.hasPrefix("balance") || outcome.key.hasPrefix("line:"), !rules.contains(outcome.key),
        let value = column.first(where: { abs($0) > 1e-6 })
      else { return nil }
      return "\(scenario), \(outcome.key): \(value)"
    }
    // A rule that pays by a budget does so even where nothing is spent.
    if reason != nil, !study.base.budgetRules.isEmpty { return .notApplicable("") }
    return reason.map { .fails($0) } ?? .holds("\(study.base.prices.count)")
  }

  func doubledPrices(_ study: Study, _ base: StudyResult) throws -> Outcome {
    guard study.hasMoney else { return .notApplicable("") }
    // What reads amounts does something else when they double.
    guard study.base.budgetRules.isEmpty, study.base.reserves.isEmpty,
      study.scenarios.allSatisfy({ $0.changes.budgetRules.isEmpty && $0.changes.reserves.isEmpty })
    else { return .notApplicable("") }
    let result = try run(study.withAmounts(times: 2))
    let reason = first(in: base) { scenario, outcome, column in
      guard outcome.key.hasPrefix("balance"), let place = result.base.sampled.index(ofScenario: scenario),
        let key = result.base.sampled.index(of: outcome.key)
      else { return nil }
      let doubled = result.base.sampled.column(scenario: place, outcome: key)
      let size = column.reduce(1) { max($0, abs($1)) }
      guard let row = column.indices.first(where: { abs(doubled[$0] - 2 * column[$0]) > 1e-9 * size }) else {
        return nil
      }
      return "\(scenario), \(outcome.key): 2 × \(column[row]) ≠ \(doubled[row])"
    }
    return reason.map { .fails($0) } ?? .holds("2 ×")
  }

  func discounting(_ study: Study) throws -> Outcome {
    guard study.hasMoney else { return .notApplicable("") }
    let costs = try [0, 0.05, 0.5].map { rate -> [Double] in
      var other = study
      other.money.discountRate = .number(rate)
      for index in other.base.prices.indices { other.base.prices[index].discountRate = nil }
      let result = try run(other, atMeans: true)
      return result.scenarios.indices.compactMap { scenario in
        column(StandardOutcome.programmeCost.rawValue, scenario, result).map { mean($0) }
      }
    }
    for scenario in costs[0].indices where costs[0][scenario] > 0 {
      guard costs[0][scenario] >= costs[1][scenario], costs[1][scenario] >= costs[2][scenario],
        costs[2][scenario] >= 0
      else {
        return .fails(
          "\(study.scenarios[scenario].name): \(costs.map { "\($0[scenario])" }.joined(separator: ", "))")
      }
    }
    return .holds("0%, 5%, 50%")
  }

  func shortHorizon(_ study: Study, _ base: StudyResult) throws -> Outcome {
    var short = study
    short.clock.steps = 1
    let result = try run(short)
    for scenario in result.scenarios.indices {
      for outcome in [StandardOutcome.started, .grossExits, .benefitMonths] {
        guard let brief = column(outcome.rawValue, scenario, result),
          let whole = column(outcome.rawValue, scenario, base)
        else { continue }
        guard
          mean(brief) <= mean(whole) + 5 * errorOfMean(whole, chancesPerDraw: base.base.chancesPerDraw) + 1e-9
        else {
          return .fails("\(result.scenarios[scenario]), \(outcome.rawValue): \(mean(brief)) > \(mean(whole))")
        }
      }
    }
    return .holds("1")
  }

  func extremeAssumptions(_ study: Study, _ watch: StudyEvaluator.Watch) throws -> Outcome {
    let parameters = study.uncertainParameters
    guard !parameters.isEmpty else { return .notApplicable("") }
    let means = parameters.map(\.mean)
    for (index, parameter) in parameters.enumerated() {
      for share in [1e-4, 1 - 1e-4] {
        if watch.isCancelled?() == true { throw SimulationError.cancelled }
        var row = means
        row[index] = parameter.distribution.quantile(share)
        let given = study.given(zip(parameters.map(\.name), row).map { (name: $0, values: [$1]) })
        var settings = RunSettings()
        settings.replications = 4
        settings.chancesPerDraw = 4
        settings.seed = seed
        settings.parametersAtMean = true
        let result: StudyResult
        do {
          result = try simulate(given, settings: settings)
        } catch {
          return .fails("\(parameter.name) = \(row[index]): \(error)")
        }
        let reason = first(in: result) { scenario, outcome, column in
          let isCount = outcome.unit == .persons && !outcome.key.hasPrefix("net")
          guard let value = column.first(where: { !$0.isFinite || (isCount && $0 < -1e-9) }) else {
            return nil
          }
          return "\(parameter.name) = \(row[index]): \(scenario), \(outcome.key) = \(value)"
        }
        if let reason { return .fails(reason) }
      }
    }
    return .holds("2 × \(parameters.count)")
  }

  func nothingToFindOut(_ study: Study) throws -> Outcome {
    guard study.scenarios.count > 1 else { return .notApplicable("") }
    var fixed = study
    for index in fixed.base.parameters.indices {
      guard case .distribution(let distribution) = fixed.base.parameters[index].definition,
        distribution.componentCount == 1
      else { continue }
      fixed.base.parameters[index].definition = .distribution(.fixed(distribution.means.first ?? 0))
    }
    fixed.correlations = []
    guard fixed.jointParameters.isEmpty, !fixed.drawsParameters(reading: nil) else {
      return .notApplicable("")
    }
    let result = try run(fixed)
    guard let sample = try? DecisionSample(of: result), sample.draws > 0 else { return .notApplicable("") }
    let worth = try perfectInformation(sample.netBenefits(worth: 1000)).value
    return worth == 0 ? .holds("€ 0") : .fails("€ \(worth)")
  }
}

extension Study {
  /// The study with the amounts of all price lines multiplied.
  func withAmounts(times factor: Double) -> Study {
    var study = self
    func multiply(_ lines: inout [PriceLine]) {
      for index in lines.indices {
        lines[index].amount = .binary(.multiply, .number(factor), lines[index].amount)
      }
    }
    multiply(&study.base.prices)
    for index in study.scenarios.indices { multiply(&study.scenarios[index].changes.prices) }
    return study
  }
}
