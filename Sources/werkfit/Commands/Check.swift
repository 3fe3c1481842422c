import ArgumentParser
import WerkfitAnalysis
import WerkfitReport
import WerkfitStudy

/// `werkfit check`: whether study files are in order.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Kijk of studiebestanden in orde zijn, zonder te rekenen.")

  @Argument(help: ArgumentHelp("De studiebestanden.", valueName: "studie"))
  var studies: [String]

  @Option(help: "De taal van teksten en getallen.")
  var language: Language = .dutch

  func run() throws {
    var worst: Status?
    for file in studies {
      let (study, diagnostics) = StudyReader.read(file: file)
      for problem in diagnostics { tell(problem.text(in: language)) }
      if let status = statusOf(diagnostics) {
        worst = worst ?? status
      } else if let study {
        try Delivery(file: nil, language: language)
          .write(StudySummary(study, language: language).text(file: file))
      } else {
        worst = worst ?? .wrongStudy
      }
    }
    if let worst { throw worst.exit }
  }
}
