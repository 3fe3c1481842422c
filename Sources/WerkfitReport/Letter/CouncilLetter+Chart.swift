import WerkfitAnalysis
import WerkfitStudy

extension CouncilLetter {
  /// The balance of the plans that are shown beside going on without, or their first outcome without money.
  func balanceChart(on page: ChartTheme.Page, width: Double) -> AnalysisChart? {
    guard findings.focus != comparison.reference else { return nil }
    let charts = StudyCharts(comparison: comparison, focus: findings.focus, language: say.language)
    let key = charts.headlineBalance?.key ?? comparison.headlineKeys.first
    return key.flatMap { charts.difference(in: $0, scenarios: findings.shown) }?
      .chart(
        in: ChartSetting(
          language: say.language, currency: run.currency, page: page, size: .fixed(width)))
  }
}
