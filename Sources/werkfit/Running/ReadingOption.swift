import ArgumentParser
import WerkfitStudy

/// Under which reading of the sources a command computes: one, or the base.
struct ReadingOption: ParsableArguments {
  @Option(help: ArgumentHelp("De lezing van de bronnen; zonder keuze de basis.", valueName: "naam"))
  var reading: String?

  /// The names by which the base is known on the command line.
  static let baseNames: Set<String> = ["basis", "base"]

  /// The key of the reading, checked; nil is the base.
  ///
  /// - Throws: `ExitCode` 64 where the study has no such reading.
  func chosen(of study: Study, language: Language) throws -> String? {
    guard let reading, !Self.baseNames.contains(reading) else { return nil }
    try Simulating.checked(
      [reading], among: study.readings.map(\.name), dutch: "lezing", english: "reading", language: language)
    return reading
  }
}
