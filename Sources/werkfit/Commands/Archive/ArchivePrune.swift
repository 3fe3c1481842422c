import ArgumentParser
import Foundation
import WerkfitArchive
import WerkfitStudy

/// `werkfit archive prune`: old runs go.
struct ArchivePrune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Haal oude doorrekeningen voorgoed uit het archief; dat ze er waren blijft genoteerd.")

  @Option(help: ArgumentHelp("Houd de nieuwste zoveel.", valueName: "aantal"))
  var keep: Int?

  @Option(help: ArgumentHelp("Haal weg wat voor deze dag is gemaakt (UTC).", valueName: "jjjj-mm-dd"))
  var before: String?

  @Flag(help: "Noem alleen wat weg zou gaan.")
  var dryRun = false

  @OptionGroup
  var place: ArchiveOption

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws { _ = try rule }

  private var rule: PruneRule {
    get throws {
      switch (keep, before) {
      case (let newest?, nil):
        guard newest >= 0 else { throw ValidationError("--keep moet 0 of meer zijn.") }
        return .keep(newest: newest)
      case (nil, let day?):
        let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        guard let date = try? Date(day, strategy: style), date.formatted(style) == day else {
          throw ValidationError("--before: gevonden ‘\(day)’, verwacht een dag zoals 2026-01-31.")
        }
        return .before(date)
      default:
        throw ValidationError("Zeg wat weg mag: --keep AANTAL of --before DAG.")
      }
    }
  }

  func run() throws {
    try output.prepare()
    let rule = try rule
    let archive = try place.open(for: .reading, language: output.language)
    let gone = try archiving(output.language) {
      if dryRun { return try archive.pruned(by: rule) }
      return try RunArchive(archive.path, access: .writing).prune(rule)
    }
    let left = try archiving(output.language) { try archive.count() }
    try output.deliver(
      ArchiveListing(archive: archive.path, language: output.language)
        .pruned(gone, left: left, isDone: !dryRun))
  }
}
