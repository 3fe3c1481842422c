import ArgumentParser
import WerkfitAnalysis
import WerkfitArchive
import WerkfitEngine
import WerkfitStudy

/// Whether and where a run is kept, for commands that make one.
struct KeepOptions: ParsableArguments {
  @Flag(help: "Bewaar de doorrekening in het archief; zie werkfit archive.")
  var keep = false

  @Option(
    help: ArgumentHelp(
      "Bewaar de doorrekening in dit archief, in plaats van dat in de map voor gegevens van de gebruiker.",
      valueName: "bestand"))
  var archive: String?

  @Flag(help: "Bewaar ook de trekkingen.")
  var keepDraws = false

  /// Whether anything is kept.
  var isUsed: Bool { keep || keepDraws || archive != nil }

  /// Opens the archive, before anything long is computed; nil where nothing is to be kept.
  ///
  /// - Throws: `ExitCode`.
  func keeping(_ sources: StudySources, detail: RunDetail, language: Language) throws -> RunKeeping? {
    guard isUsed else { return nil }
    var option = ArchiveOption()
    option.file = archive
    return RunKeeping(
      archive: try option.open(for: .writing, language: language), sources: sources, detail: detail,
      keepsDraws: keepDraws, language: language)
  }
}

/// Puts a run into an archive and says under which number.
struct RunKeeping {
  let archive: RunArchive
  let sources: StudySources
  let detail: RunDetail
  let keepsDraws: Bool
  let language: Language

  /// Keeps a run.
  ///
  /// - Throws: `ExitCode`.
  func keep(_ result: StudyResult, _ comparison: StudyComparison) throws {
    let id = try archiving(language) {
      let run = try NewRun(
        result, comparison: comparison, sources: sources, detail: detail, keepsDraws: keepsDraws)
      return try archive.append(run)
    }
    tell(
      language == .dutch
        ? "Bewaard als run \(id) in \(archive.path)." : "Kept as run \(id) in \(archive.path).")
  }
}
