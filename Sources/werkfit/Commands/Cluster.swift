import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit cluster`: a run on many machines.
struct Cluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reken een vergelijking in delen door op een cluster.", subcommands: [Slurm.self])
}

/// `werkfit cluster slurm`: a job array and the job that merges.
struct Slurm: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Maak een Slurm-reeks die een vergelijking in delen doorrekent, met de taak die samenvoegt, en dien die in.",
    discussion: """
      De map moet op een schijf staan die alle machines zien, net als de studie en werkfit zelf. Er komen in: part.sh (een \
      deel), merge.sh, submit.sh (wat naar sbatch gaat), de delen, de verslagen en aan het eind de uitkomst. Mislukt een \
      deel, dan wordt er niet samengevoegd: --continue dient alleen in wat ontbreekt of beschadigd is, en het samenvoegen.
      """)

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String?

  @Option(help: ArgumentHelp("Het aantal delen.", valueName: "N"))
  var shards: Int?

  @Option(help: ArgumentHelp("Een map voor opdrachten, delen en uitkomst.", valueName: "map"))
  var directory: String?

  @Flag(help: "Dien de taken in met sbatch, in plaats van ze alleen te schrijven.")
  var submit = false

  @Option(
    name: .customLong("continue"),
    help: ArgumentHelp(
      "Dien in wat in deze map ontbreekt of beschadigd is, en het samenvoegen.", valueName: "map"))
  var continued: String?

  @Option(
    name: .customLong("sbatch"), parsing: .singleValue,
    help: ArgumentHelp(
      "Een optie voor sbatch, zoals --sbatch=--partition=main; mag vaker.", valueName: "optie"))
  var sbatch: [String] = []

  @OptionGroup(title: "Wat")
  var selection: ScenarioSelection

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    if continued != nil {
      guard study == nil, shards == nil, directory == nil, sbatch.isEmpty else {
        throw ValidationError("--continue haalt alles uit zijn map: laat de rest weg.")
      }
      return
    }
    guard study != nil, let shards, directory != nil else {
      throw ValidationError(
        "Noem de studie, --shards en --directory, of ga met --continue verder in een map.")
    }
    guard (1...100_000).contains(shards) else { throw ValidationError("--shards moet 1 tot 100000 zijn.") }
    if options.precision != nil { throw ValidationError("--precision gaat niet samen met delen.") }
  }

  func run() throws {
    if let continued { return try SlurmRun(directory: continued, language: output.language).continueRun() }
    guard let study, let shards, let directory else { return }
    let (model, sources) = try options.loadWithSources(study, language: output.language)
    let settings = try selection.settings(options, for: model, language: output.language)
    let run = SlurmRun(directory: directory, language: output.language)
    try run.write(
      header: try header(model, sources, settings, shards),
      compare: [study] + compareArguments(sources.changes),
      merge: mergeArguments(in: run.directory), threads: max(1, options.random.threads), sbatch: sbatch)
    if submit {
      try run.submit(parts: nil)
    } else {
      tell(
        output.language == .dutch
          ? "Geschreven. Dien in met: sh \(ShellWord.quoted(run.path("submit.sh")))"
          : "Written. Submit with: sh \(ShellWord.quoted(run.path("submit.sh")))")
    }
  }

  private func header(_ study: Study, _ sources: StudySources, _ settings: RunSettings, _ shards: Int) throws
    -> RunFileHeader
  {
    let plan = try Simulating.attempt(language: output.language) { _, _ in
      try SimulationPlan(study, settings: settings)
    }
    guard shards <= plan.blocks else { throw tooManyParts(plan, output.language) }
    return RunFileHeader(
      identity: RunIdentity(program: Program.version, sources: sources, settings: settings),
      sources: sources, shards: shards, blocks: 0..<0)
  }

  private func compareArguments(_ changes: [StudyOverride]) -> [String] {
    selection.arguments + options.arguments(changes: changes) + ["--language", output.language.rawValue]
  }

  private func mergeArguments(in directory: String) -> [String] {
    let ending =
      switch output.format {
      case .text: "txt"
      case .markdown: "md"
      case .csv: "csv"
      case .json: "json"
      }
    let file = output.output.map { URL(fileURLWithPath: $0).path } ?? "\(directory)/result.\(ending)"
    return ["--format", output.format.rawValue, "--language", output.language.rawValue]
      + (output.all ? ["--all"] : []) + ["--output", file]
  }
}

extension RunOptions {
  /// The options as they stand on a command line, without the threads; changes from files are spelled out.
  func arguments(changes: [StudyOverride]) -> [String] {
    var words = [
      "--replications", "\(replications)", "--seed", "\(random.seed)", "--sampling", sampling.rawValue,
    ]
    if let chancesPerDraw { words += ["--chances-per-draw", "\(chancesPerDraw)"] }
    if expected { words.append("--expected") }
    if atMean { words.append("--at-mean") }
    for change in changes { words.append("--set=\(change.path)=\(change.value)") }
    return words
  }
}
