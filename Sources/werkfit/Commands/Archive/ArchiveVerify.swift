import ArgumentParser
import WerkfitArchive
import WerkfitStudy

/// `werkfit archive verify`: whether everything is still as it was written.
struct ArchiveVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Kijk of alles nog is zoals het is bewaard, en met --rerun of er weer hetzelfde uitkomt.",
    discussion: """
      Nagekeken worden: het bestand zelf, of niets weg is zonder prune, de controlegetallen van alle doorrekeningen, en met \
      --rerun N de uitkomst van de nieuwste en van andere, verspreid over het archief. Klopt er iets niet, dan is de \
      afsluitcode 65.
      """)

  @Option(
    name: .customLong("rerun"), help: ArgumentHelp("Reken zoveel doorrekeningen na.", valueName: "aantal"))
  var reruns = 0

  @OptionGroup
  var threading: ThreadOption

  @OptionGroup
  var place: ArchiveOption

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    guard reruns >= 0 else { throw ValidationError("--rerun moet 0 of meer zijn.") }
  }

  func run() throws {
    try output.prepare()
    let language = output.language
    let archive = try place.open(for: .reading, language: language)
    let found = try archiving(language) {
      try Simulating.attempt(language: language) { progress, isCancelled in
        try archive.verify(
          reruns: reruns, threads: threading.threads, progress: progress, isCancelled: isCancelled)
      }
    }
    try output.deliver(ArchiveListing(archive: archive.path, language: language).verification(found))
    if !found.isSound { throw Status.wrongStudy.exit }
  }
}
