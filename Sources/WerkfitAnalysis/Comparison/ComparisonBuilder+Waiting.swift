import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// Mean waiting times: ratios of means over the replications, never means of ratios.
extension ComparisonBuilder {
  private static let total = OutcomeKey.waitMonths(pool: "")
  private static let average = OutcomeKey.meanWait(pool: "")

  /// The keys, with the mean wait before each total of months waited.
  func withMeanWaits(_ keys: [String]) -> [String] {
    keys.flatMap { key in
      key.hasPrefix(Self.total) ? [Self.average + key.dropFirst(Self.total.count), key] : [key]
    }
  }

  /// The mean waiting time of a pool; nil where the key is another.
  func meanWait(_ key: String, _ samples: ReadingSamples) -> OutcomeComparison? {
    guard key.hasPrefix(Self.average) else { return nil }
    let pool = String(key.dropFirst(Self.average.count))
    let table = samples.result.sampled
    guard let waited = table.index(of: OutcomeKey.waitMonths(pool: pool)),
      let admitted = table.index(of: OutcomeKey.admitted(pool: pool))
    else { return nil }
    let rows = (0..<samples.scenarioCount).map { scenario in
      linearised(
        samples.sampled(waited, scenario: scenario), over: samples.sampled(admitted, scenario: scenario))
    }
    let chances = samples.chancesPerDraw
    return OutcomeComparison(
      key: key, label: partLabel(key), unit: "months", isNominal: false, isMoreBetter: nil,
      values: rows.map { $0.map { Summary(of: $0, chancesPerDraw: chances) } },
      differences: rows.indices.map { scenario in
        guard scenario != reference, let own = rows[scenario], let other = rows[reference] else { return nil }
        return Summary(of: zip(own, other).map { $0 - $1 }, chancesPerDraw: chances)
      }, expectationGaps: nil)
  }

  /// Values with the ratio of means as their mean, and with the spread that makes the error of that mean the error of
  /// the ratio (delta method): ratio + (x − ratio · y) / mean of y; nil where nobody was admitted.
  private func linearised(_ top: OutcomeColumn, over bottom: OutcomeColumn) -> [Double]? {
    let below = mean(bottom)
    guard below > 0 else { return nil }
    let ratio = mean(top) / below
    return zip(top, bottom).map { ratio + ($0 - ratio * $1) / below }
  }
}
