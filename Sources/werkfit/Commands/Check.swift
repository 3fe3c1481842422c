import ArgumentParser
import WerkfitAnalysis
import WerkfitReport
import WerkfitStudy

/// `werkfit check`: whether study files are in order, and with `--deep` whether the model is sound within.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Kijk of studiebestanden in orde zijn, zonder te rekenen; met --deep ook of het model klopt van binnen."
  )

  @Argument(help: ArgumentHelp("De studiebestanden.", valueName: "studie"))
  var studies: [String]

  @Flag(help: "Reken de controlelijst door: niets kwijt, niets dubbel, extreme waarden, nul effect.")
  var deep = false

  @Option(help: ArgumentHelp("Het aantal doorrekeningen per controle.", valueName: "aantal"))
  var replications = 400

  @OptionGroup
  var random: SeedOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    guard (40...1_000_000).contains(replications) else {
      throw ValidationError("--replications moet 40 tot 1000000 zijn.")
    }
    guard deep || (output.format == .text && output.output == nil) else {
      throw ValidationError("--format en --output gaan alleen samen met --deep.")
    }
    guard !deep || studies.count == 1 || output.format == .text else {
      throw ValidationError("Met --format kan --deep één studie tegelijk aan.")
    }
  }

  func run() throws {
    try output.prepare()
    var worst: Status?
    var texts = ""
    for file in studies {
      let (study, diagnostics) = StudyReader.read(file: file)
      for problem in diagnostics { tell(problem.text(in: output.language)) }
      if let status = statusOf(diagnostics) {
        worst = worst ?? status
      } else if let study {
        if deep {
          let (document, fails) = try verified(study)
          if fails { worst = worst ?? .wrongStudy }
          if studies.count == 1 {
            try output.deliver(document)
          } else {
            texts +=
              (texts.isEmpty ? "" : "\n") + document.text(style: output.style, showsEverything: output.all)
          }
        } else {
          try Delivery(file: nil, language: output.language)
            .write(StudySummary(study, language: output.language).text(file: file))
        }
      } else {
        worst = worst ?? .wrongStudy
      }
    }
    if !texts.isEmpty { try output.deliver(texts) }
    if let worst { throw worst.exit }
  }

  private func verified(_ study: Study) throws -> (AnalysisDocument, fails: Bool) {
    let findings = try Simulating.attempt(language: output.language) { progress, isCancelled in
      try Verification(study, replications: replications, seed: random.seed, threads: random.threads)
        .findings(watch: StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled))
    }
    let report = VerificationReport(findings)
    return (
      report.document(study: study, language: output.language, replications: replications, seed: random.seed),
      report.hasFailures
    )
  }
}
