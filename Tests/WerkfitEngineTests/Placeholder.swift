import Testing

@Suite struct WerkfitEnginePlaceholder {}
