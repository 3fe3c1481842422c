import Testing

@Suite struct WerkfitReportPlaceholder {}
