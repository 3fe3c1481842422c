import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit letter`: what a council reads.
struct Letter: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Schrijft een brief aan de raad over het voorstel van een studie, in gewone taal.",
    discussion: """
      De extensie van --output bepaalt de vorm: .md, .html, .pdf, .docx of .odt. Zonder --output komt de brief als \
      Markdown op het scherm. Alles behalve Markdown heeft de documentgereedschappen nodig: make documents.
      Lees de brief na voordat u hem verstuurt, en vul in wat tussen [ ] staat.
      Voorbeelden:
        werkfit letter Scenarios/gooi-bijstelling-2020.yaml --output brief.pdf
        werkfit letter STUDIE --scenario banen --output brief.docx
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @Option(
    help: ArgumentHelp(
      "Het scenario waar de brief over gaat; zonder keuze het voorstel van de studie.", valueName: "naam"))
  var scenario: String?

  @Option(help: "De soort: een brief aan de raad, een advies aan het college of een tekst voor de begroting.")
  var form: LetterForm = .raadsinformatiebrief

  @Option(help: ArgumentHelp("De datum van de brief; zonder keuze vandaag.", valueName: "2026-01-31"))
  var date: LetterDate = .today

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "Uitvoer")
  var output: DocumentOptions

  func run() throws {
    try output.prepare()
    let (model, sources) = try options.loadWithSources(study, language: output.language)
    let chosen = scenario ?? model.usualScenario?.name ?? ""
    try Simulating.checked(
      [chosen], among: model.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: output.language)
    let settings = options.settings(scenarios: [], readings: nil)
    let letter = try Simulating.attempt(language: output.language) { progress, isCancelled in
      let watch = StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled)
      let simulating = watch.part(from: 0, to: 0.6)
      let result = try simulate(
        model, settings: settings, progress: simulating.progress, isCancelled: isCancelled)
      let findings = try CouncilFindings(
        of: result, scenario: chosen, studyHash: sources.hash, changes: sources.changes,
        watch: watch.part(from: 0.6, to: 1))
      return CouncilLetter(findings, form: form, date: date, language: output.language)
    }
    try output.deliver(
      markdown: try letter.markdown(), charts: letter.charts, title: letter.title, header: letter.header,
      date: letter.day)
  }
}

extension LetterForm: ExpressibleByArgument {}

extension LetterDate: ExpressibleByArgument {
  /// Reads a day as typed.
  public init?(argument: String) { self.init(argument) }
  /// What the help calls the day of today.
  public var defaultValueDescription: String { "vandaag" }
}
