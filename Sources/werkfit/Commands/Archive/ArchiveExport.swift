import ArgumentParser
import WerkfitArchive
import WerkfitStudy

/// `werkfit archive export`: all runs for other programs.
struct ArchiveExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Schrijf alle doorrekeningen als gewoon SQLite-bestand, voor pandas, DuckDB of iets anders.",
    discussion: """
      De tabellen: runs (met uitkomsten als JSON), outcomes (een regel per uitkomst en scenario), study_files, \
      study_changes, draws (de trekkingen, waar die bewaard zijn) en pruned.
      """)

  @Argument(help: ArgumentHelp("Het bestand; wat er staat wordt vervangen.", valueName: "bestand"))
  var target: String

  @OptionGroup
  var place: ArchiveOption

  @Option(help: "De taal van meldingen.")
  var language: Language = .dutch

  func run() throws {
    try Delivery(file: target, language: language).prepare()
    let archive = try place.open(for: .reading, language: language)
    let count = try archiving(language) {
      try archive.export(to: target)
      return try archive.count()
    }
    let dutch = count == 1 ? "doorrekening" : "doorrekeningen"
    tell(
      language == .dutch
        ? "\(count) \(dutch) geschreven naar \(target)."
        : "Wrote \(count) \(count == 1 ? "run" : "runs") to \(target).")
  }
}
