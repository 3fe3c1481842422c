import ArgumentParser
import Foundation
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit calibrate`: what the observations say of the assumptions.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit aannames aan de waarnemingen van een of meer studies: wat geloofden we, en wat nu?",
    discussion: """
      Voorbeelden:
        werkfit calibrate Scenarios/ferm-werk.yaml --fit uren,deel-kort,tweede-keer
        werkfit calibrate STUDIE --fit uitval --observation gestopt --people gestopt=120
        werkfit calibrate EEN.yaml TWEE.yaml --fit effect-bemiddeling --write achteraf.txt
        werkfit compare STUDIE --set-file achteraf.txt
      Een doel, een rekensom en een bron die zichzelf tegenspreekt doen nooit mee.
      """)

  @Argument(
    help: ArgumentHelp("De studiebestanden; een aanname met dezelfde naam is dezelfde.", valueName: "studie"))
  var studies: [String]

  @Option(help: ArgumentHelp("De aannames die worden gefit.", valueName: "a,b"))
  var fit: NameList?

  @Option(
    name: .customLong("observation"), parsing: .singleValue,
    help: ArgumentHelp(
      "De waarneming waaraan wordt gefit; mag vaker. Zonder keuze alle die kunnen.", valueName: "naam"))
  var observations: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Op hoeveel mensen een waarneming rust, als de studie dat niet zegt.", valueName: "naam=aantal"))
  var people: [NamedNumber] = []

  @Option(
    name: .customLong("error"), parsing: .singleValue,
    help: ArgumentHelp("De standaardfout van een waarneming die geen telling is.", valueName: "naam=getal"))
  var errors: [NamedNumber] = []

  @OptionGroup
  var readings: ReadingOption

  @Option(help: ArgumentHelp("Het aantal ketens.", valueName: "aantal"))
  var chains = 4

  @Option(help: ArgumentHelp("Hoeveel stappen van elke keten niet meetellen.", valueName: "aantal"))
  var warmUp = 200

  @Option(help: ArgumentHelp("Hoeveel stappen van elke keten meetellen.", valueName: "aantal"))
  var draws = 800

  @Option(help: ArgumentHelp("Hoe vaak elk punt wordt doorgerekend waar toeval meespeelt.", valueName: "K"))
  var chancesPerDraw = 50

  @Option(help: ArgumentHelp("Controleer de fit met zoveel verzonnen waarnemingen.", valueName: "aantal"))
  var selfCheck: Int?

  @Option(
    help: ArgumentHelp(
      "Schrijf wat we achteraf geloven: een catalogus (.yaml), of veranderingen voor --set-file.",
      valueName: "bestand"))
  var write: String?

  @Option(help: ArgumentHelp("Hoeveel trekkingen --write schrijft.", valueName: "aantal"))
  var rows = 1000

  @OptionGroup
  var random: SeedOptions

  @OptionGroup
  var changes: ChangeOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    guard (1...1000).contains(chains), (1...1_000_000).contains(warmUp), (20...10_000_000).contains(draws)
    else {
      throw ValidationError("--chains moet 1 tot 1000 zijn, --warm-up minstens 1 en --draws minstens 20.")
    }
    guard (1...1_000_000).contains(chancesPerDraw), (1...100_000).contains(rows) else {
      throw ValidationError("--chances-per-draw moet 1 tot 1000000 zijn en --rows 1 tot 100000.")
    }
    if let selfCheck, !(10...100_000).contains(selfCheck) {
      throw ValidationError("--self-check moet 10 tot 100000 zijn.")
    }
    guard (people + errors).allSatisfy({ $0.value > 0 }),
      people.allSatisfy({ $0.value <= Observation.largestSample })
    else {
      throw ValidationError("--people en --error vragen een getal boven 0; --people hoogstens 10000000.")
    }
  }

  func run() throws {
    try output.prepare()
    let language = output.language
    if let write { try Delivery(file: write, language: language).prepare() }
    let studies = try loaded()
    let names = try parameters(of: studies)
    let choice = try chosen(of: studies)
    var settings = StudyCalibration.Settings(
      sampler: PosteriorSampler(chains: chains, warmUp: warmUp, draws: draws, leaps: true, seed: random.seed),
      chances: chancesPerDraw, threads: random.threads)
    let (found, check) = try Simulating.attempt(language: language) { progress, isCancelled in
      let watch = StudyEvaluator.Watch(progress: progress, isCancelled: isCancelled)
      do {
        let found = try StudyCalibration(
          studies, fit: names, choice: choice, settings: settings,
          watch: watch.part(from: 0, to: selfCheck == nil ? 1 : 0.3))
        let check = try selfCheck.map { count in
          settings.sampler.draws = max(200, draws / 2)
          settings.sampler.chains = min(chains, 4)
          return try CalibrationSelfCheck(
            studies, fit: names, choice: choice, simulations: count, settings: settings,
            watch: watch.part(from: 0.3, to: 1))
        }
        return (found, check)
      } catch let error as StudyCalibrationError {
        throw failure(.wrongStudy, Self.text(of: error, language))
      }
    }
    if let write {
      let file = try PosteriorFile(found, studies: studies, rows: rows, origin: origin(found, studies))
      let isYAML = ["yaml", "yml"].contains(URL(fileURLWithPath: write).pathExtension.lowercased())
      try Delivery(file: write, language: language).write(isYAML ? file.catalogue : file.changes)
    }
    let report = CalibrationReport(found, studies: studies, language: language)
    try output.deliver(report.document(check: check))
  }

  private func loaded() throws -> [Study] {
    let language = output.language
    return try studies.map { file in
      let study = try changes.load(file, language: language)
      return study.under(reading: try readings.chosen(of: study, language: language))
    }
  }

  /// The parameters to fit, checked.
  private func parameters(of studies: [Study]) throws -> [String] {
    let language = output.language
    var known: [String] = []
    for name in studies.flatMap(\.uncertainParameters).map(\.name) where !known.contains(name) {
      known.append(name)
    }
    guard !known.isEmpty else {
      throw failure(
        .wrongStudy,
        language == .dutch
          ? "Er is niets te fitten: geen aanname van de studie heeft een verdeling van één getal."
          : "There is nothing to fit: no parameter of the study has a distribution of one number.")
    }
    let list = known.joined(separator: ", ")
    guard let fit else {
      throw failure(
        .wrongUsage,
        language == .dutch
          ? "Kies met --fit welke aannames worden gefit. Er zijn: \(list)."
          : "Choose with --fit which parameters are fitted. There are: \(list).")
    }
    if let joint = fit.names.first(where: { name in
      studies.contains { $0.jointParameters.contains(name) } && !known.contains(name)
    }) {
      throw failure(
        .wrongUsage,
        language == .dutch
          ? "\(joint) is een verdeling van meer getallen tegelijk; die kan niet worden gefit. Er zijn: \(list)."
          : "\(joint) is a distribution of several numbers at once, which cannot be fitted. There are: \(list)."
      )
    }
    try Simulating.checked(
      fit.names, among: known, dutch: "onzekere aanname", english: "uncertain parameter", language: language)
    return fit.names
  }

  private func chosen(of studies: [Study]) throws -> CalibrationChoice {
    let known = studies.flatMap(\.observations).map(\.name)
    try Simulating.checked(
      observations + (people + errors).map(\.name), among: known, dutch: "waarneming", english: "observation",
      language: output.language)
    return CalibrationChoice(
      names: observations,
      people: Dictionary(people.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
      errors: Dictionary(errors.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
  }

  private func origin(_ fit: StudyCalibration, _ studies: [Study]) -> String {
    let names = fit.items.flatMap(\.names).joined(separator: ", ")
    return studies.map(\.title).joined(separator: "; ") + ": " + names
  }

  /// Why a study cannot be fitted, for readers.
  static func text(of error: StudyCalibrationError, _ language: Language) -> String {
    let isDutch = language == .dutch
    switch error {
    case .noParameters:
      return isDutch ? "Kies met --fit welke aannames worden gefit." : "Choose parameters with --fit."
    case .noObservations(let unused):
      let words = UnusedWords(language: language)
      let list = unused.filter { $0.reason != .notAsked }.map { "- \($0.name): \(words.reason($0.reason))" }
      let what =
        isDutch
        ? "Geen waarneming kan worden gebruikt om aan te fitten." : "No observation can be used to fit to."
      let none = isDutch ? "De studie heeft er geen." : "The study has none."
      return ([what] + (list.isEmpty ? [none] : list)).joined(separator: "\n")
    case .impossible(let tries):
      return isDutch
        ? "Wat is waargenomen kan volgens de studie niet: bij geen van \(tries) trekkingen vooraf is er een kans op."
        : "What was observed is impossible by the study: none of \(tries) draws of the prior gives it a chance."
    }
  }
}

/// A name with a number, such as `gestopt=120`.
struct NamedNumber: ExpressibleByArgument {
  let name: String
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2, !parts[0].isEmpty, let value = PlainNumber.read(parts[1]) else { return nil }
    (name, self.value) = (parts[0], value)
  }
}
