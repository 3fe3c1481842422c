import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Checks on the run as it is: nothing is lost, and counts are in order.
extension Verification {
  func peopleConserved(_ result: StudyResult) -> Outcome {
    for (scenario, series) in zip(result.scenarios, result.base.series) {
      guard let points = series.occupancy.first?.count else { continue }
      var before = 0.0
      for point in 0..<points {
        let total = compensatedSum(series.occupancy.map { $0[point] })
        if let low = series.occupancy.map({ $0[point] }).min(), low < -1e-9 {
          return .fails("\(scenario), t = \(point): \(low)")
        }
        guard total >= before - 1e-9 * max(1, before) else {
          return .fails("\(scenario), t = \(point): \(total) < \(before)")
        }
        before = total
      }
    }
    return .holds("\(result.scenarios.count) × \(study.clock.steps + 1)")
  }

  func doubleEntry(_ result: StudyResult) -> Outcome {
    guard study.hasMoney else { return .notApplicable("") }
    let parties = study.base.parties.map { OutcomeKey.balance(party: $0.name) }
    for scenario in result.scenarios.indices {
      guard let society = column(StandardOutcome.balanceSociety.rawValue, scenario, result) else { continue }
      let columns = parties.compactMap { column($0, scenario, result) }
      for row in society.indices {
        let balances = columns.map { $0[row] }
        let sum = compensatedSum(balances)
        let size = balances.reduce(1) { $0 + abs($1) }
        guard abs(sum - society[row]) <= 1e-9 * size else {
          return .fails("\(result.scenarios[scenario]), \(row): \(sum) ≠ \(society[row])")
        }
      }
    }
    return .holds("\(result.base.sampled.rows) × \(result.scenarios.count)")
  }

  func countsInOrder(_ result: StudyResult) -> Outcome {
    let ordered: [(StandardOutcome, StandardOutcome)] = [
      (.grossExits, .started), (.durableExits12, .durableExits6), (.durableExits18, .durableExits12),
      (.durableExits6, .grossExits), (.relapses12, .relapses), (.relapses, .grossExits),
    ]
    guard column(StandardOutcome.started.rawValue, 0, result) != nil else { return .notApplicable("") }
    for scenario in result.scenarios.indices {
      func column(_ outcome: StandardOutcome) -> OutcomeColumn? {
        self.column(outcome.rawValue, scenario, result)
      }
      for (low, high) in ordered {
        guard let lower = column(low), let upper = column(high) else { continue }
        if let row = lower.indices.first(where: { lower[$0] > upper[$0] + 1e-9 || lower[$0] < -1e-9 }) {
          return .fails("\(result.scenarios[scenario]): \(low) \(lower[row]) > \(high) \(upper[row])")
        }
      }
      guard let gross = column(.grossExits), let null = column(.nullExits), let net = column(.netExits) else {
        continue
      }
      if let row = net.indices.first(where: { abs(gross[$0] - null[$0] - net[$0]) > 1e-9 }) {
        return .fails("\(result.scenarios[scenario]): \(gross[row]) − \(null[row]) ≠ \(net[row])")
      }
    }
    return .holds("\(ordered.count + 1)")
  }

  func repeatable(_ study: Study, _ base: StudyResult) throws -> Outcome {
    let again = try run(study, threads: base.threads == 1 ? 2 : 1)
    let table = again.base.sampled
    let reason = first(in: base) { scenario, outcome, column in
      guard let place = table.index(ofScenario: scenario), let key = table.index(of: outcome.key) else {
        return "\(scenario), \(outcome.key)"
      }
      let other = table.column(scenario: place, outcome: key)
      return column.elementsEqual(other) { $0.bitPattern == $1.bitPattern }
        ? nil : "\(scenario), \(outcome.key)"
    }
    return reason.map { .fails($0) } ?? .holds("\(table.outcomes.count) × \(table.rows)")
  }

  func otherSeed(_ study: Study, _ base: StudyResult) throws -> Outcome {
    let other = try run(study, seed: seed &+ 7919)
    return agree(base, other, among: study.analysedOutcomes + [StandardOutcome.grossExits.rawValue])
  }

  func expectationAgrees(_ study: Study, _ base: StudyResult) throws -> Outcome {
    guard base.base.expectationIsExact else { return .notApplicable("") }
    let sampled = try run(study, atMeans: true)
    let expected = try run(study, atMeans: true, expected: true)
    return agree(sampled, expected, among: study.analysedOutcomes + [StandardOutcome.grossExits.rawValue])
  }

  /// Whether the means of two runs differ by no more than chance can do, with a chance of a thousandth in all.
  private func agree(_ one: StudyResult, _ other: StudyResult, among keys: [String]) -> Outcome {
    var compared = 0
    for scenario in one.scenarios.indices {
      for key in keys {
        guard let left = column(key, scenario, one), let right = column(key, scenario, other) else {
          continue
        }
        compared += 1
        let error = { (column: OutcomeColumn, chances: Int) in errorOfMean(column, chancesPerDraw: chances) }
        let (first, second) = (error(left, one.base.chancesPerDraw), error(right, other.base.chancesPerDraw))
        let bound = 5 * (first * first + second * second).squareRoot()
        let difference = mean(left) - mean(right)
        guard abs(difference) <= bound + 1e-9 * max(1, abs(mean(left))) else {
          return .fails("\(one.scenarios[scenario]), \(key): \(mean(left)) ≠ \(mean(right)) (± \(bound))")
        }
      }
    }
    return compared == 0 ? .notApplicable("") : .holds("\(compared)")
  }
}
