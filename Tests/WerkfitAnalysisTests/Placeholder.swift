import Testing

@Suite struct WerkfitAnalysisPlaceholder {}
