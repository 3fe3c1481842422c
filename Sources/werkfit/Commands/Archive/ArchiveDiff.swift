import ArgumentParser
import WerkfitArchive
import WerkfitReport
import WerkfitStudy

/// `werkfit archive diff`: what differs between two runs.
struct ArchiveDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Zeg wat er verschilt tussen twee doorrekeningen: de studie, de instellingen en de uitkomsten.")

  @Argument(help: ArgumentHelp("Het nummer van de eerste doorrekening.", valueName: "oud"))
  var old: Int

  @Argument(help: ArgumentHelp("Het nummer van de tweede.", valueName: "nieuw"))
  var new: Int

  @OptionGroup
  var place: ArchiveOption

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let archive = try place.open(for: .reading, language: output.language)
    let difference = try archiving(output.language) {
      RunDifference(try archive.run(old), try archive.run(new))
    }
    try output.deliver(difference.document(language: output.language, showsEverything: output.all))
  }
}
