import ArgumentParser
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit compare`: all scenarios side by side.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Zet de scenario's van een studie naast elkaar, met het verschil met doorgaan zonder.")

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

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

  @Flag(help: "Zeg na afloop hoe lang elke stap duurde.")
  var explainTime = false

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let begin = TimeTaken.now
    let model = try options.load(study, language: output.language)
    let wanted = readings.filter { !RunReading.baseNames.contains($0) }
    try Simulating.checked(
      scenarios, among: model.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: output.language)
    try Simulating.checked(
      wanted, among: model.readings.map(\.name), dutch: "lezing", english: "reading",
      language: output.language)
    let read = TimeTaken.now
    var settings = options.settings(scenarios: scenarios, readings: readings.isEmpty ? nil : wanted)
    settings.measuresTimes = explainTime
    let result = try Simulating(study: model, language: output.language)
      .run(settings, precision: options.precision?.value)
    let computed = TimeTaken.now
    let comparison = StudyComparison(
      of: result, detail: output.all ? .full : .headline,
      changes: options.changes.map(\.change))
    let compared = TimeTaken.now
    let report = ComparisonReport(comparison, language: output.language, showsEverything: output.all)
    switch output.format {
    case .text: try output.deliver(report.text(style: output.style))
    case .markdown: try output.deliver(report.markdown())
    case .csv: try output.deliver(report.csv())
    case .json: try output.deliver(try ResultDocument(comparison).json())
    }
    guard let times = result.times else { return }
    tell(
      TimesReport(
        times, reading: read - begin, comparing: compared - computed, writing: TimeTaken.now - compared,
        language: output.language
      ).text())
  }
}

/// How the base reading is named on the command line.
enum RunReading {
  static let baseNames: Set<String> = ["basis", "base"]
}
