import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

extension Language: ExpressibleByArgument {}
extension ParameterSampling: ExpressibleByArgument {}

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, csv, markdown
}

/// What a command says and where.
struct OutputOptions: ParsableArguments {
  @Option(help: "De vorm van de uitkomsten.")
  var format: OutputFormat = .text

  @Option(name: [.long, .short], help: ArgumentHelp("Schrijf naar een bestand.", valueName: "bestand"))
  var output: String?

  @Option(help: "De taal van teksten en getallen.")
  var language: Language = .dutch

  @Flag(help: "Laat alles zien in plaats van wat het eerst wordt gevraagd.")
  var all = false

  /// Refuses an output file that cannot be made, before anything is computed.
  func prepare() throws {
    try Delivery(file: output, language: language).prepare()
  }

  /// Writes results.
  func deliver(_ text: String) throws {
    try Delivery(file: output, language: language).write(text)
  }

  /// How text is marked: colour only on a terminal.
  var style: TextStyle { TextStyle(isColoured: output == nil && Terminal.allowsColour) }
}

/// An amount of money such as `50000` or `12.50`; `50.000` could be fifty or fifty thousand and is refused.
struct Amount: ExpressibleByArgument {
  let value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    let isGrouped = argument.wholeMatch(of: /-?[0-9]{1,3}(\.[0-9]{3})+/) != nil
    guard !isGrouped, let number = Double(argument), number.isFinite else { return nil }
    value = number
  }

  /// What the help says of the default.
  var defaultValueDescription: String {
    value.formatted(.number.grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
  }
}

/// A share such as `1%` or `0.01`.
struct Share: ExpressibleByArgument {
  let value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let number = Double(isPercent ? String(argument.dropLast()) : argument), number.isFinite,
      number > 0
    else { return nil }
    value = isPercent ? number / 100 : number
    guard value < 1 else { return nil }
  }
}

/// A change to a study, such as `parameters.kans=2%`.
struct Override: ExpressibleByArgument {
  let change: StudyOverride

  /// What is typed after `--set`.
  static func typed(_ text: String) throws -> Override {
    guard let change = Override(argument: text) else {
      throw ValidationError("gevonden ‘\(text)’, verwacht pad=waarde, zoals parameters.kans=2%.")
    }
    return change
  }

  init?(argument: String) {
    guard let mark = argument.firstIndex(of: "=") else { return nil }
    let path = argument[..<mark].trimmingCharacters(in: .whitespaces)
    let value = argument[argument.index(after: mark)...].trimmingCharacters(in: .whitespaces)
    if path.isEmpty || value.isEmpty { return nil }
    change = StudyOverride(path: path, value: value)
  }
}

/// What is computed, for the commands that simulate.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Het aantal doorrekeningen.", valueName: "aantal"))
  var replications = 10_000

  @OptionGroup
  var random: SeedOptions

  @Option(help: ArgumentHelp("Hoe vaak toeval wordt getrokken per trekking van de aannames.", valueName: "K"))
  var chancesPerDraw: Int?

  @Option(
    help: ArgumentHelp(
      "Hoe de aannames worden getrokken: los, of uit elk deel van hun verdeling één keer.",
      valueName: "manier"))
  var sampling: ParameterSampling = .plain

  @OptionGroup
  var changes: ChangeOptions

  @Flag(help: "Alleen verwachte waarden, zonder toeval.")
  var expected = false

  @Flag(help: "Elke aanname op zijn gemiddelde in plaats van getrokken.")
  var atMean = false

  @Option(
    help: ArgumentHelp(
      "Verdubbel de doorrekeningen tot de fout van de hoofduitkomsten hieronder blijft.", valueName: "1%"))
  var precision: Share?

  func validate() throws {
    guard replications > 0 else { throw ValidationError("--replications moet minstens 1 zijn.") }
    guard replications <= 100_000_000 else {
      throw ValidationError("--replications mag hoogstens 100000000 zijn.")
    }
    if let chancesPerDraw, chancesPerDraw < 1 || chancesPerDraw > replications {
      throw ValidationError("--chances-per-draw moet 1 tot het aantal doorrekeningen zijn.")
    }
  }

  /// The settings of the engine for the given scenarios and readings.
  func settings(scenarios: [String], readings: [String]?) -> RunSettings {
    var settings = RunSettings()
    settings.replications = replications
    settings.seed = random.seed
    settings.threads = random.threads
    settings.chancesPerDraw = chancesPerDraw
    settings.expectedOnly = expected
    settings.parametersAtMean = atMean
    settings.sampling = sampling
    settings.scenarios = scenarios
    settings.readings = readings
    return settings
  }

  /// Reads the study with the changes asked for.
  func load(_ file: String, language: Language) throws -> Study {
    try loadWithSources(file, language: language).study
  }

  /// Reads the study with the changes asked for, and keeps the texts it was read from.
  func loadWithSources(_ file: String, language: Language) throws -> (study: Study, sources: StudySources) {
    try loadStudyWithSources(
      file, overrides: try changes.all(language: language), language: language, showsWarnings: false)
  }
}
