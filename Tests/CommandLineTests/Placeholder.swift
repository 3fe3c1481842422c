import Testing

@Suite struct CommandLinePlaceholder {}
