import ArgumentParser
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// What the commands of the analyst's bench share: which study, which scenario beside which, how it is computed.
struct AnalysisOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Het scenario; zonder keuze het eerste dat iets verandert.", valueName: "naam"))
  var scenario: String?

  @Option(
    help: ArgumentHelp("Het scenario ernaast; zonder keuze doorgaan zonder.", valueName: "naam"))
  var beside: String?

  @OptionGroup
  var readings: ReadingOption

  @Option(
    name: .customLong("outcome"), parsing: .singleValue,
    help: ArgumentHelp(
      "De uitkomst, zoals balance:gemeente of netExits; mag vaker. Zonder keuze het saldo en de extra uitstroom.",
      valueName: "sleutel"))
  var outcomes: [String] = []

  @Option(help: ArgumentHelp("Het aantal doorrekeningen.", valueName: "aantal"))
  var replications = 10_000

  @Option(help: ArgumentHelp("Hoe vaak elk punt wordt doorgerekend waar toeval meespeelt.", valueName: "K"))
  var chancesPerDraw: Int?

  @OptionGroup
  var random: SeedOptions

  @OptionGroup
  var changes: ChangeOptions

  func validate() throws {
    guard replications > 1, replications <= 100_000_000 else {
      throw ValidationError("--replications moet 2 tot 100000000 zijn.")
    }
    if let chancesPerDraw, !(1...1_000_000).contains(chancesPerDraw) {
      throw ValidationError("--chances-per-draw moet 1 tot 1000000 zijn.")
    }
  }

  /// What is looked at in a study, with all names checked.
  struct Target {
    var study: Study
    var scenario: String
    var beside: String
    var reading: String?
    var outcomes: [String]
  }

  /// Reads the study and checks the names.
  ///
  /// - Throws: `ExitCode` 64, 65 or 66.
  func target(_ file: String, language: Language) throws -> Target {
    let study = try changes.load(file, language: language)
    try Simulating.checked(
      [scenario, beside].compactMap { $0 }, among: study.scenarios.map(\.name), dutch: "scenario",
      english: "scenario", language: language)
    let wanted = try readings.chosen(of: study, language: language)
    let reference = study.reference?.name ?? ""
    let chosen = scenario ?? study.usualScenario?.name ?? reference
    let other = beside ?? reference
    guard chosen != other else {
      throw failure(
        .wrongUsage,
        language == .dutch
          ? "Het scenario \(chosen) staat naast zichzelf: kies een ander met --scenario of --beside."
          : "The scenario \(chosen) stands beside itself: choose another with --scenario or --beside.")
    }
    let target = Target(
      study: study, scenario: chosen, beside: other, reading: wanted,
      outcomes: outcomes.isEmpty ? study.analysedOutcomes : outcomes)
    try check(outcomes, of: target, language: language)
    return target
  }

  /// Checks that the study has outcomes with the given keys, before anything long is computed.
  func check(_ keys: [String], of target: Target, language: Language) throws {
    guard !keys.isEmpty else { return }
    let known = try Simulating.attempt(language: language) { _, _ in
      try evaluator(of: target, chances: 1).outcomeKeys
    }
    try Simulating.checked(keys, among: known, dutch: "uitkomst", english: "outcome", language: language)
  }

  /// An evaluator of what is looked at.
  ///
  /// - Parameter chances: How often each point is computed where chance plays a part and nothing else is asked for.
  func evaluator(of target: Target, chances: Int) throws -> StudyEvaluator {
    let evaluator = try StudyEvaluator(
      target.study, reading: target.reading, scenarios: [target.scenario, target.beside],
      chances: chancesPerDraw ?? chances, seed: random.seed, threads: random.threads)
    return evaluator
  }

  /// The parameters with the given names, checked.
  func parameters(_ names: [String], of study: Study, language: Language) throws -> [UncertainParameter] {
    let known = study.uncertainParameters
    try Simulating.checked(
      names, among: known.map(\.name), dutch: "onzekere aanname", english: "uncertain parameter",
      language: language)
    return names.compactMap { name in known.first { $0.name == name } }
  }
}

/// Changes to a study from the command line or from files.
struct ChangeOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Verander iets aan de studie; mag vaker.", valueName: "pad=waarde"),
    transform: Override.typed)
  var changes: [Override] = []

  @Option(
    name: .customLong("set-file"), parsing: .singleValue,
    help: ArgumentHelp(
      "Verander wat in een bestand staat, een pad=waarde per regel; mag vaker. Gaat voor --set.",
      valueName: "bestand"))
  var files: [String] = []

  /// All changes, those of files first: what is typed has the last word.
  ///
  /// - Throws: `ExitCode` 66 where a file cannot be read, 65 where a line is no change.
  func all(language: Language) throws -> [StudyOverride] {
    try files.flatMap { try ChangeFile.read($0, language: language) } + changes.map(\.change)
  }

  /// Reads the study with the changes.
  func load(_ file: String, language: Language) throws -> Study {
    try loadStudy(file, overrides: try all(language: language), language: language, showsWarnings: false)
  }
}
