import ArgumentParser
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Which scenarios and readings of a study are computed.
struct ScenarioSelection: ParsableArguments {
  @Option(
    name: .customLong("scenario"), parsing: .singleValue,
    help: ArgumentHelp("Alleen dit scenario, naast doorgaan zonder; mag vaker.", valueName: "naam"))
  var scenarios: [String] = []

  @Option(
    name: .customLong("reading"), parsing: .singleValue,
    help: ArgumentHelp(
      "Alleen deze lezing van de bronnen naast de basis; mag vaker. ‘basis’: geen andere.",
      valueName: "naam"))
  var readings: [String] = []

  /// The settings for what is selected.
  ///
  /// - Throws: `ExitCode` 64 where a name is not in the study.
  func settings(_ options: RunOptions, for study: Study, language: Language) throws -> RunSettings {
    let wanted = readings.filter { !ReadingOption.baseNames.contains($0) }
    try Simulating.checked(
      scenarios, among: study.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: language)
    try Simulating.checked(
      wanted, among: study.readings.map(\.name), dutch: "lezing", english: "reading", language: language)
    return options.settings(scenarios: scenarios, readings: readings.isEmpty ? nil : wanted)
  }

  /// The options as they stand on a command line.
  var arguments: [String] {
    scenarios.flatMap { ["--scenario", $0] } + readings.flatMap { ["--reading", $0] }
  }
}
