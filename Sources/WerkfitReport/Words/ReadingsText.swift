import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

/// Whether the ranking of the scenarios survives another reading of the sources.
struct ReadingsText: Sendable {
  let comparison: StudyComparison
  let say: Wording
  let numbers: NumberText

  /// One line per reading besides the base.
  var lines: [String] {
    comparison.readings.dropFirst().map { reading in
      "\(reading.label ?? reading.key ?? ""): \(verdict(reading))"
    }
  }

  /// A sentence on the whole, or nil without other readings or a ranking.
  var conclusion: String? {
    let others = comparison.readings.dropFirst()
    guard !others.isEmpty, comparison.base.rankedBy != nil, !comparison.isReferenceAlone else { return nil }
    let changed = others.filter { !$0.flips.isEmpty }.count
    if changed == 0 && others.allSatisfy({ $0.ranking == comparison.base.ranking }) {
      return say(
        "De volgorde van de scenario's blijft onder alle lezingen gelijk.",
        "The order of the scenarios is the same under all readings.")
    }
    return changed == 0
      ? say(
        "De volgorde van de scenario's verandert onder geen van de andere lezingen aantoonbaar: de verschillen zijn "
          + "kleiner dan het toeval van deze berekening.",
        "The order of the scenarios does not demonstrably change under any of the other readings: the differences are "
          + "smaller than the chance of this computation.")
      : say(
        "De volgorde van de scenario's verandert onder \(changed) van de \(others.count) andere lezingen.",
        "The order of the scenarios changes under \(changed) of the \(others.count) other readings.")
  }

  /// Whether the order is the same under a reading, and what then comes first.
  func verdict(_ reading: ReadingComparison) -> String {
    let best = reading.ranking.first.map { comparison.scenarios[$0].label } ?? ""
    guard comparison.base.rankedBy != nil, !comparison.isReferenceAlone else {
      return say("berekend", "computed")
    }
    let balance = reading.rankedBy.flatMap { reading.outcome($0) }
    let top = reading.ranking.first.flatMap { balance?.differences[$0] }
    let amount =
      top.map { " (\(numbers.quantity($0.mean, error: $0.standardError, unit: balance?.unit ?? "")))" } ?? ""
    guard let flip = reading.flips.first else {
      return reading.ranking == comparison.base.ranking
        ? say("zelfde volgorde; bovenaan \(best)\(amount)", "same order; first \(best)\(amount)")
        : say(
          "geen aantoonbaar andere volgorde; bovenaan \(best)\(amount)",
          "no demonstrably other order; first \(best)\(amount)")
    }
    let (better, worse) = (comparison.scenarios[flip[0]].label, comparison.scenarios[flip[1]].label)
    return say(
      "andere volgorde: \(better) komt boven \(worse); bovenaan \(best)\(amount)",
      "another order: \(better) comes before \(worse); first \(best)\(amount)")
  }
}
