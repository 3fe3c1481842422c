import ArgumentParser
import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Between which scenarios is chosen, by what, and from how many replications.
struct ChoiceOptions: ParsableArguments {
  @Option(
    name: .customLong("scenario"), parsing: .singleValue,
    help: ArgumentHelp("Een scenario waaruit wordt gekozen; mag vaker. Zonder keuze alle.", valueName: "naam")
  )
  var scenarios: [String] = []

  @OptionGroup
  var readings: ReadingOption

  @Option(
    help: ArgumentHelp(
      "Wat als kosten telt; zonder keuze het saldo van wie de studie bekijkt.", valueName: "sleutel"))
  var cost: String?

  @Option(
    help: ArgumentHelp(
      "Wat als effect telt; zonder keuze de extra duurzame uitstroom.", valueName: "sleutel"))
  var effect: String?

  @Option(help: ArgumentHelp("Het aantal doorrekeningen.", valueName: "aantal"))
  var replications = 10_000

  @Option(help: ArgumentHelp("Hoe vaak toeval wordt getrokken per trekking van de aannames.", valueName: "K"))
  var chancesPerDraw: Int?

  @OptionGroup
  var random: SeedOptions

  @OptionGroup
  var changes: ChangeOptions

  func validate() throws {
    guard replications > 1, replications <= 100_000_000 else {
      throw ValidationError("--replications moet 2 tot 100000000 zijn.")
    }
    if let chancesPerDraw, chancesPerDraw < 1 || chancesPerDraw > replications {
      throw ValidationError("--chances-per-draw moet 1 tot het aantal doorrekeningen zijn.")
    }
  }

  /// Reads the study and checks the names.
  func load(_ file: String, language: Language) throws -> Study {
    let study = try changes.load(file, language: language)
    try Simulating.checked(
      scenarios, among: study.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: language)
    let wanted = try readings.chosen(of: study, language: language)
    guard study.scenarios.count > 1, scenarios.count != 1 else {
      throw failure(
        .wrongUsage,
        language == .dutch
          ? "Er valt niets te kiezen: er is maar één scenario." : "There is no choice: there is one scenario."
      )
    }
    return study.under(reading: wanted)
  }

  /// Runs the study and takes costs and effects from it.
  func sample(of study: Study, language: Language, _ watch: StudyEvaluator.Watch) throws -> (
    StudyResult, DecisionSample
  ) {
    var settings = RunSettings()
    settings.replications = replications
    settings.chancesPerDraw = chancesPerDraw
    settings.seed = random.seed
    settings.threads = random.threads
    settings.scenarios = scenarios
    let result = try simulate(
      study, settings: settings, progress: watch.progress, isCancelled: watch.isCancelled)
    let keys = result.base.sampled.outcomes.map(\.key)
    try Simulating.checked(
      [cost, effect].compactMap { $0 }, among: keys, dutch: "uitkomst", english: "outcome", language: language
    )
    return (result, try DecisionSample(of: result, scenarios: scenarios, cost: cost, effect: effect))
  }
}

/// Whole numbers with commas between them.
struct NumberList: ExpressibleByArgument {
  let values: [Int]

  init(_ values: [Int]) { self.values = values }

  init?(argument: String) {
    let parts = argument.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
    let numbers = parts.compactMap { $0 }.filter { $0 >= 1 && $0 <= 10_000_000 }
    guard !parts.isEmpty, numbers.count == parts.count else { return nil }
    values = numbers
  }

  var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
}
