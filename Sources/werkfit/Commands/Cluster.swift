import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit cluster`: a run on many machines.
struct Cluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute a comparison on a cluster, in parts.", subcommands: [Slurm.self])
}

/// `werkfit cluster slurm`: a job array and the job that merges.
struct Slurm: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Write, and submit, a Slurm job array that computes a comparison in parts, and the job that merges.",
    discussion: """
      The directory must be on a disk that all machines see, and so must the study and werkfit itself. It gets part.sh \
      (a task), merge.sh, submit.sh (what goes to sbatch), the parts, the logs, and at the end the result. When a task \
      fails, the merge does not run: --continue submits only the parts that are missing or damaged, and the merge.
      """)

  @Argument(help: ArgumentHelp("The study file.", valueName: "study"))
  var study: String?

  @Option(help: ArgumentHelp("The number of parts.", valueName: "N"))
  var shards: Int?

  @Option(help: ArgumentHelp("A directory for scripts, parts and result.", valueName: "directory"))
  var directory: String?

  @Flag(help: "Submit the jobs with sbatch, instead of only writing the scripts.")
  var submit = false

  @Option(
    name: .customLong("continue"),
    help: ArgumentHelp(
      "Submit what is missing or damaged in this directory, and the merge.", valueName: "directory"))
  var continued: String?

  @Option(
    name: .customLong("sbatch"), parsing: .singleValue,
    help: ArgumentHelp(
      "An option for sbatch, such as --sbatch=--partition=main; may be repeated.", valueName: "option"))
  var sbatch: [String] = []

  @Option(
    name: .customLong("scenario"), parsing: .singleValue,
    help: ArgumentHelp("Only this scenario, beside the reference; may be repeated.", valueName: "name"))
  var scenarios: [String] = []

  @Option(
    name: .customLong("reading"), parsing: .singleValue,
    help: ArgumentHelp("Only this reading, beside the base; may be repeated.", valueName: "name"))
  var readings: [String] = []

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    if continued != nil {
      guard study == nil, shards == nil, directory == nil, sbatch.isEmpty else {
        throw ValidationError("--continue takes everything from its directory: leave the rest out.")
      }
      return
    }
    guard study != nil, let shards, directory != nil else {
      throw ValidationError("Name the study, --shards and --directory, or --continue a directory.")
    }
    guard (1...100_000).contains(shards) else { throw ValidationError("--shards must be 1 to 100000.") }
    if options.precision != nil { throw ValidationError("--precision does not go with parts.") }
  }

  func run() throws {
    if let continued { return try SlurmRun(directory: continued, language: output.language).continueRun() }
    guard let study, let shards, let directory else { return }
    let (model, sources) = try options.loadWithSources(study, language: output.language)
    let wanted = readings.filter { !RunReading.baseNames.contains($0) }
    try Simulating.checked(
      scenarios, among: model.scenarios.map(\.name), dutch: "scenario", english: "scenario",
      language: output.language)
    try Simulating.checked(
      wanted, among: model.readings.map(\.name), dutch: "lezing", english: "reading",
      language: output.language)
    let settings = options.settings(scenarios: scenarios, readings: readings.isEmpty ? nil : wanted)
    let run = SlurmRun(directory: directory, language: output.language)
    try run.write(
      header: try header(model, sources, settings, shards), compare: [study] + compareArguments,
      merge: mergeArguments(in: run.directory), threads: max(1, options.threads), sbatch: sbatch)
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

  private var compareArguments: [String] {
    scenarios.flatMap { ["--scenario", $0] } + readings.flatMap { ["--reading", $0] } + options.arguments
      + ["--language", output.language.rawValue]
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
  /// The options as they stand on a command line, without the threads.
  var arguments: [String] {
    var words = ["--replications", "\(replications)", "--seed", "\(seed)", "--sampling", sampling.rawValue]
    if let chancesPerDraw { words += ["--chances-per-draw", "\(chancesPerDraw)"] }
    if expected { words.append("--expected") }
    if atMean { words.append("--at-mean") }
    for change in changes.map(\.change) { words.append("--set=\(change.path)=\(change.value)") }
    return words
  }
}
