import WerkfitDecision

extension ChartEstimate {
  /// The estimate of a summary.
  init(_ summary: Summary) {
    self.init(
      mean: summary.mean, interval80: (summary.interval80.lower, summary.interval80.upper),
      interval95: (summary.interval95.lower, summary.interval95.upper), standardError: summary.standardError)
  }
}
