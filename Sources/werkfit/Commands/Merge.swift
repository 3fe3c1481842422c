import ArgumentParser
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit merge`: one comparison from the parts of a run.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Voeg de delen van een doorrekening samen, tot de vergelijking die één machine had gegeven.",
    discussion: """
      De delen zijn bestanden van werkfit compare STUDIE --shard I/N --output BESTAND, in willekeurige volgorde. De \
      studie zit erin. Wat ontbreekt, dubbel is, beschadigd is of bij een andere doorrekening hoort, wordt genoemd; dan \
      komt er geen uitkomst.
      """)

  @Argument(help: ArgumentHelp("De delen.", valueName: "deel"))
  var parts: [String]

  @OptionGroup(title: "Bewaren")
  var keeping: KeepOptions

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let merging = try PartMerging(parts: parts, language: output.language)
    let keeping = try keeping.keeping(merging.sources, detail: output.detail, language: output.language)
    let result = try merging.result()
    try output.deliver(result, changes: merging.sources.changes, keeping: keeping)
  }
}
