import ArgumentParser
import WerkfitArchive
import WerkfitReport
import WerkfitStudy

/// `werkfit archive show`: one run.
struct ArchiveShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Laat een doorrekening zien: hoe die is gemaakt en wat eruit kwam.",
    discussion: """
      Met --format json komt wat werkfit compare --format json toen gaf; met --study de tekst van de studie.
      """)

  @Argument(help: ArgumentHelp("Het nummer van de doorrekening.", valueName: "nummer"))
  var id: Int

  @Flag(help: "Laat de tekst van de studie zien in plaats van de uitkomsten.")
  var study = false

  @OptionGroup
  var place: ArchiveOption

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func validate() throws {
    if study, output.format != .text { throw ValidationError("--study en --format gaan niet samen.") }
  }

  func run() throws {
    try output.prepare()
    let archive = try place.open(for: .reading, language: output.language)
    let run = try archiving(output.language) { try archive.run(id) }
    if study { return try output.deliver(run.sources.files.first?.text ?? "") }
    if output.format == .json {
      // What this version cannot read is given as it was kept.
      guard let document = try? run.document() else { return try output.deliver(run.findings + "\n") }
      return try output.deliver(try document.json())
    }
    let comparison = try archiving(output.language) { try run.comparison() }
    if output.format == .csv { return try output.deliver(comparison) }
    let head = ArchiveListing(archive: archive.path, language: output.language).head(of: run)
    // Everything that was kept is shown where everything was asked for.
    let report = ComparisonReport(
      comparison, language: output.language, showsEverything: output.all && run.summary.detail == .full)
    let texts =
      output.format == .text
      ? [head.text(style: output.style), report.text(style: output.style)]
      : [head.markdown(), report.markdown()]
    try output.deliver(texts.joined(separator: "\n"))
  }
}
