import ArgumentParser
import Foundation
import WerkfitReport
import WerkfitStudy

/// Where a document goes, and in which language it is.
struct DocumentOptions: ParsableArguments {
  @Option(
    name: [.long, .short], parsing: .singleValue,
    help: ArgumentHelp(
      "Schrijf naar een bestand; de extensie bepaalt de vorm. Mag vaker: dan komen alle vormen van dezelfde berekening.",
      valueName: "bestand"))
  var output: [String] = []

  @Option(help: "De taal van teksten en getallen.")
  var language: Language = .dutch

  /// Refuses a file that cannot be made or whose format is not known, and tools that are not there, before anything is
  /// computed.
  ///
  /// - Throws: `ExitCode` 64, 69 or 73.
  func prepare() throws {
    for file in output {
      try Delivery(file: file, language: language).prepare()
      guard let format = DocumentFormat(file: file) else {
        let known = DocumentFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
        throw failure(
          .wrongUsage,
          language == .dutch
            ? "Onbekende extensie van \(file): kies uit \(known)."
            : "Unknown extension of \(file): choose from \(known).")
      }
      if format.needsTools { _ = try DocumentOptions.tools(language) }
    }
  }

  /// The tools, or the status that says how to install them.
  static func tools(_ language: Language) throws -> DocumentTools {
    do {
      return try DocumentTools()
    } catch {
      throw failure(
        .unavailable,
        language == .dutch
          ? "Hiervoor zijn de documentgereedschappen nodig (pandoc, Typst, vl-convert). Installeer ze met: make documents"
          : "This needs the document tools (pandoc, Typst, vl-convert). Install them with: make documents")
    }
  }

  /// Writes a document in every form that was asked for; Markdown to standard output where none was.
  ///
  /// - Throws: `ExitCode` 70, 73 or 74.
  func deliver(
    markdown: String, charts: [String: [String: JSONValue]], title: String, header: String, date: String
  ) throws {
    if output.isEmpty { return try Delivery(file: nil, language: language).write(markdown) }
    for file in output {
      guard DocumentFormat(file: file)?.needsTools == true else {
        try Delivery(file: file, language: language).write(markdown)
        continue
      }
      try Self.attempt(file, language) {
        try DocumentOptions.tools(language).write(
          markdown: markdown, charts: charts, title: title, header: header,
          language: language == .dutch ? "nl" : "en", date: date, to: URL(fileURLWithPath: file))
      }
    }
  }

  /// Does something with the tools, and turns what goes wrong into a status.
  static func attempt(_ file: String, _ language: Language, _ work: () throws -> Void) throws {
    do {
      try work()
    } catch DocumentToolsError.failed(let status, let message) {
      let known: Status? = status == 73 ? .cannotCreate : status == 74 ? .cannotWrite : nil
      throw failure(
        known ?? .ourFault,
        language == .dutch
          ? "Kan \(file) niet maken: \(message)" : "Cannot make \(file): \(message)")
    }
  }
}
