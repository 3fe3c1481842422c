import ArgumentParser
import WerkfitAnalysis
import WerkfitReport
import WerkfitStudy

/// `werkfit run`: one scenario in depth.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Laat één scenario in detail zien: mensen per toestand, starts en geld door de tijd.")

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @Option(help: ArgumentHelp("Het scenario; zonder keuze het eerste dat iets verandert.", valueName: "naam"))
  var scenario: String?

  @OptionGroup
  var readings: ReadingOption

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let model = try options.load(study, language: output.language)
    let key = scenario ?? model.usualScenario?.name ?? ""
    try Simulating.checked(
      [key], among: model.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: output.language)
    let wanted = try readings.chosen(of: model, language: output.language)
    let settings = options.settings(scenarios: [key], readings: wanted.map { [$0] } ?? [])
    let result = try Simulating(study: model, language: output.language)
      .run(settings, precision: options.precision?.value)
    guard
      let course = ScenarioCourse(
        of: result, scenario: key, reading: wanted,
        changes: try options.changes.all(language: output.language))
    else {
      throw failure(
        .ourFault,
        output.language == .dutch
          ? "Het scenario \(key) ontbreekt in de uitkomsten; dit is een fout van werkfit."
          : "The scenario \(key) is missing in the results; this is a mistake of werkfit.")
    }
    let report = CourseReport(course, language: output.language, showsEverything: output.all)
    switch output.format {
    case .text: try output.deliver(report.text(style: output.style))
    case .markdown: try output.deliver(report.markdown())
    case .csv: try output.deliver(report.csv())
    case .json: try output.deliver(try ResultDocument(course).json())
    }
  }
}
