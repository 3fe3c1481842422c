import Testing

@Suite struct WerkfitStudyPlaceholder {}
