import ArgumentParser
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// `werkfit merge`: one comparison from the parts of a run.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the parts of a run together: the comparison that one machine would have given.",
    discussion: """
      The parts are files of werkfit compare STUDY --shard I/N --output FILE, in any order. They hold the study. Parts \
      that are missing, double, damaged or of another run are named, and nothing is printed.
      """)

  @Argument(help: ArgumentHelp("The parts.", valueName: "part"))
  var parts: [String]

  @OptionGroup(title: "Uitvoer")
  var output: OutputOptions

  func run() throws {
    try output.prepare()
    let merging = try PartMerging(parts: parts, language: output.language)
    let result = try merging.result()
    try output.deliver(result, changes: merging.sources.changes)
  }
}
