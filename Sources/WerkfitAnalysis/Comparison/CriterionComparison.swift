import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// A criterion: per scenario the figure by which it is judged, and its place among the others.
public struct CriterionComparison: Sendable, Codable, Hashable {
  /// The key in the study file.
  public var key: String
  /// What readers see.
  public var label: String
  /// The key of the outcome that is counted, or nil where the study cannot compute the criterion.
  public var outcome: String?
  /// The key of the outcome that it is divided by, or nil.
  public var denominator: String?
  /// The label of the outcome from the study file; nil for standard outcomes.
  public var outcomeLabel: String?
  /// The label of the denominator from the study file; nil for standard outcomes.
  public var denominatorLabel: String?
  /// The unit: `persons`, `months`, `money`, `ratio`, or the study's own.
  public var unit: String
  /// Whether more is better.
  public var isMoreBetter: Bool
  /// Per scenario the figure beside the nulalternatief; nil for the nulalternatief and where it is not computed.
  public var figures: [Ratio?]
  /// Per scenario its place, 1 is the best, or nil where there is no figure.
  ///
  /// Scenarios that differ by less than two Monte Carlo errors share the better place.
  public var places: [Int?]
  /// A remark for readers, or nil.
  public var note: String?
}

extension ComparisonBuilder {
  /// The criteria of the study under a reading.
  func criteria(_ samples: ReadingSamples) -> [CriterionComparison] {
    study.criteria.map { criterion in
      let figures = (0..<samples.scenarioCount).map { figure(of: criterion, scenario: $0, samples) }
      let unit = criterion.outcome.flatMap { samples.result.sampled.index(of: $0) }
        .map { samples.outcomes[$0].unitName }
      return CriterionComparison(
        key: criterion.name, label: criterion.label, outcome: criterion.outcome,
        denominator: criterion.denominator,
        outcomeLabel: criterion.outcome.flatMap(partLabel),
        denominatorLabel: criterion.denominator.flatMap(partLabel),
        unit: criterion.unit ?? (criterion.denominator == nil || unit == "money" ? unit ?? "" : "ratio"),
        isMoreBetter: criterion.isMoreBetter, figures: figures,
        places: Self.places(figures, isMoreBetter: criterion.isMoreBetter), note: criterion.provenance.note)
    }
  }

  private func figure(of criterion: Criterion, scenario: Int, _ samples: ReadingSamples) -> Ratio? {
    guard scenario != reference, let key = criterion.outcome,
      let index = samples.result.sampled.index(of: key)
    else { return nil }
    let counted = samples.difference(index, scenario: scenario)
    guard let denominator = criterion.denominator else {
      return Ratio(
        of: counted, over: ExpectationPerDraw(exact: [Double](repeating: 1, count: counted.values.count)))
    }
    guard let below = samples.result.sampled.index(of: denominator) else { return nil }
    return Ratio(of: counted, over: samples.difference(below, scenario: scenario))
  }

  /// The place of each figure: one more than the number of figures that are better beyond doubt.
  static func places(_ figures: [Ratio?], isMoreBetter: Bool) -> [Int?] {
    figures.map { own in
      guard let own, let value = own.value else { return nil }
      let better = figures.filter { other in
        guard let other, let against = other.value else { return false }
        let doubt = 2 * ((own.standardError ?? 0) + (other.standardError ?? 0))
        return isMoreBetter ? against > value + doubt : against < value - doubt
      }
      return better.count + 1
    }
  }
}
