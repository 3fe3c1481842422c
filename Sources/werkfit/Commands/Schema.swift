import ArgumentParser
import WerkfitReport
import WerkfitStudy

/// `werkfit schema`: the JSON Schema of study files, or of results.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Schrijf het JSON Schema van studiebestanden, of van uitkomsten.")

  @Flag(help: "Van de uitkomsten (--format json) in plaats van studiebestanden.")
  var results = false

  @Option(help: "De taal van de beschrijvingen van studiebestanden.")
  var language: Language = .dutch

  @Option(name: [.long, .short], help: ArgumentHelp("Schrijf naar een bestand.", valueName: "bestand"))
  var output: String?

  func run() throws {
    let text = results ? try ResultSchema.json() : StudySchema.jsonText(in: language)
    try Delivery(file: output, language: language).write(text)
  }
}
