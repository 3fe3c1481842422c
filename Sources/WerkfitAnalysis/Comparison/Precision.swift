import WerkfitDecision
import WerkfitStudy

extension StudyComparison {
  /// The largest Monte Carlo error among the headline differences, relative to their size.
  ///
  /// Per outcome the error of each scenario is held against the largest mean difference of that outcome over
  /// all scenarios, so that one scenario without an effect does not ask for endless replications. With the
  /// nulalternatief alone the values are taken. 0 where there is nothing to estimate.
  public var greatestRelativeError: Double {
    base.outcomes.filter { headlineKeys.contains($0.key) }.map { outcome in
      let summaries = (isReferenceAlone ? outcome.values : outcome.differences).compactMap { $0 }
      let size = summaries.map { abs($0.mean) }.max() ?? 0
      let error = summaries.map(\.standardError).max() ?? 0
      return size > 0 ? error / size : 0
    }.max() ?? 0
  }
}
