import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit validate`: published figures against simulated ones.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Zet gepubliceerde cijfers naast wat de studie voorspelt.",
    discussion: """
      Een cijfer past als het ligt tussen de grenzen waarbinnen het met 95% kans zou liggen als de studie klopt. Alleen \
      een cijfer dat de studie niet als invoer gebruikt, kan worden gereproduceerd. De laatste regel telt de cijfers.
      """)

  @Argument(
    help: ArgumentHelp("De studiebestanden; zonder: alle studies in de map Scenarios.", valueName: "studie"))
  var studies: [String] = []

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    if options.expected || options.atMean {
      throw ValidationError("validate heeft toeval en onzekerheid nodig: niet met --expected of --at-mean.")
    }
  }

  func run() throws {
    try output.prepare()
    let files = try studies.isEmpty ? usualStudies() : studies
    var validations: [StudyValidation] = []
    for file in files {
      let study = try options.load(file, language: output.language)
      guard !study.observations.isEmpty || files.count == 1 else { continue }
      let settings = options.settings(scenarios: scenarios(of: study), readings: nil)
      let result = try Simulating(study: study, language: output.language).run(settings, precision: nil)
      validations.append(StudyValidation(of: result, file: file))
    }
    let report = ValidationReport(validations, language: output.language)
    switch output.format {
    case .text: try output.deliver(report.text(style: output.style))
    case .markdown: try output.deliver(report.markdown())
    case .csv: try output.deliver(report.csv())
    case .json: try output.deliver(try ResultDocument(validations).json())
    }
  }

  /// The scenarios that figures are about; the reference is always computed.
  private func scenarios(of study: Study) -> [String] {
    let usual = (study.firstAlternative ?? study.reference)?.name
    return Array(Set(study.observations.compactMap { $0.scenario ?? usual })).sorted()
  }

  /// The studies in the folder Scenarios of the present folder.
  private func usualStudies() throws -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "Scenarios")) ?? []
    let files = names.filter { $0.hasSuffix(".yaml") }.sorted().map { "Scenarios/" + $0 }
    guard !files.isEmpty else {
      throw failure(
        .missingFile,
        output.language == .dutch
          ? "Geen studies in de map Scenarios. Noem een bestand: werkfit validate STUDIE."
          : "No studies in the folder Scenarios. Name a file: werkfit validate STUDY.")
    }
    return files
  }
}
