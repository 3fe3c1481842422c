import WerkfitAnalysis

extension CouncilLetter {
  /// The balance of the plans beside going on without, or nil without money.
  var balanceChart: AnalysisChart? { nil }
}
