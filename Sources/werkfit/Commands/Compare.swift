import ArgumentParser
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit compare`: all scenarios side by side.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Zet de scenario's van een studie naast elkaar, met het verschil met doorgaan zonder.")

  @Argument(help: ArgumentHelp("Het studiebestand.", valueName: "studie"))
  var study: String

  @OptionGroup(title: "Wat")
  var selection: ScenarioSelection

  @OptionGroup(title: "Waarden langsgaan")
  var varied: SweepOptions

  @Flag(help: "Zeg na afloop hoe lang elke stap duurde.")
  var explainTime = false

  @OptionGroup(title: "Rekenen")
  var options: RunOptions

  @OptionGroup(title: "In delen")
  var parts: PartOptions

  @OptionGroup(title: "Bewaren")
  var keeping: KeepOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    if parts.shard != nil, output.output == nil {
      throw ValidationError("--shard heeft --output nodig: het bestand waarin het deel komt.")
    }
    if parts.isUsed, options.precision != nil {
      throw ValidationError("--precision gaat niet samen met --shard of --checkpoint.")
    }
    if keeping.isUsed, parts.shard != nil || !varied.axes.isEmpty {
      throw ValidationError("--keep, --archive en --keep-draws gaan niet samen met --shard of --vary.")
    }
    if parts.isUsed, explainTime {
      throw ValidationError("--explain-time gaat niet samen met --shard of --checkpoint.")
    }
    if !varied.axes.isEmpty, parts.isUsed || options.precision != nil || explainTime {
      throw ValidationError(
        "--vary gaat niet samen met --shard, --checkpoint, --precision of --explain-time.")
    }
  }

  func run() throws {
    try output.prepare()
    let begin = TimeTaken.now
    let (model, sources) = try options.loadWithSources(study, language: output.language)
    let read = TimeTaken.now
    var settings = try selection.settings(options, for: model, language: output.language)
    if !varied.axes.isEmpty { return try sweep(model, sources, settings) }
    settings.measuresTimes = explainTime
    let keeping = try keeping.keeping(sources, detail: output.detail, language: output.language)
    let kept = KeptRun(study: model, sources: sources, settings: settings, language: output.language)
    if let shard = parts.shard {
      return try kept.compute(shard, into: output.output ?? "", resumes: parts.resume)
    }
    let result =
      if let folder = parts.checkpoint {
        try kept.result(checkpoint: folder, resumes: parts.resume)
      } else {
        try Simulating(study: model, language: output.language)
          .run(settings, precision: options.precision?.value)
      }
    let taken = try output.deliver(result, changes: sources.changes, keeping: keeping)
    guard let times = result.times else { return }
    tell(
      TimesReport(
        times, reading: read - begin, comparing: taken.comparing, writing: taken.writing,
        language: output.language
      ).text())
  }
}
