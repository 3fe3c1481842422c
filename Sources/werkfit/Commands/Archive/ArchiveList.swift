import ArgumentParser
import WerkfitArchive
import WerkfitReport
import WerkfitStudy

/// `werkfit archive list`: which runs there are.
struct ArchiveList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Noem de doorrekeningen in het archief, de nieuwste eerst.")

  @Option(help: ArgumentHelp("Hoogstens zoveel.", valueName: "aantal"))
  var newest: Int?

  @OptionGroup
  var place: ArchiveOption

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    if let newest, newest < 1 { throw ValidationError("--newest moet minstens 1 zijn.") }
  }

  func run() throws {
    try output.prepare()
    let archive = try place.open(for: .reading, language: output.language)
    let (runs, count) = try archiving(output.language) {
      (try archive.list(newest: newest), try archive.count())
    }
    try output.deliver(ArchiveListing(archive: archive.path, language: output.language).list(runs, of: count))
  }
}
