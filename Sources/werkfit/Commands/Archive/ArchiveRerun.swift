import ArgumentParser
import WerkfitArchive
import WerkfitStudy

/// `werkfit archive rerun`: a run once more.
struct ArchiveRerun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Reken een doorrekening opnieuw door, met de bewaarde studie en instellingen.",
    discussion: """
      Dezelfde versie op hetzelfde soort machine geeft dezelfde uitkomst, tot op de byte; is dat niet zo, dan is de \
      afsluitcode 70. Bij een andere versie of machine wordt een verschil alleen genoemd.
      """)

  @Argument(help: ArgumentHelp("Het nummer van de doorrekening.", valueName: "nummer"))
  var id: Int

  @OptionGroup
  var threading: ThreadOption

  @OptionGroup
  var place: ArchiveOption

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let language = output.language
    let archive = try place.open(for: .reading, language: language)
    let rerun = try archiving(language) {
      let run = try archive.run(id)
      return try Simulating.attempt(language: language) { progress, isCancelled in
        try run.rerun(threads: threading.threads, progress: progress, isCancelled: isCancelled)
      }
    }
    try output.deliver(rerun.comparison)
    let words = ArchiveListing(archive: archive.path, language: language)
    tell(words.sentence(on: id, rerun))
    if !rerun.isSame, rerun.isOfSameVersion, rerun.isOfSameMachine { throw Status.ourFault.exit }
  }
}
