import ArgumentParser
import Foundation
import WerkfitArchive
import WerkfitStudy

extension ArchiveError {
  /// Says what is the matter with an archive, and gives the status to stop with.
  func failure(_ language: Language) -> ExitCode {
    werkfit.failure(status, sentence.text(in: language))
  }

  private var status: Status {
    switch problem {
    case .missing, .closed: .missingFile
    case .isFolder, .noFolder, .readOnly, .busy, .moved, .isArchive: .cannotCreate
    case .full, .disk: .cannotWrite
    case .foreign, .newer, .damaged, .unreadableStudy, .unreadableFindings: .wrongStudy
    case .unknownRun, .prunedRun: .wrongUsage
    case .other: .ourFault
    }
  }
}

/// Does something with an archive, and turns what goes wrong into a status.
///
/// - Throws: `ExitCode`.
func archiving<Value>(_ language: Language, _ work: () throws -> Value) throws -> Value {
  // A file that may not grow gives an error, which tells what to do, instead of the end of the program.
  signal(SIGXFSZ, SIG_IGN)
  do {
    return try work()
  } catch let error as ArchiveError {
    throw error.failure(language)
  }
}

/// Which archive a command is about.
struct ArchiveOption: ParsableArguments {
  @Option(
    name: .customLong("archive"),
    help: ArgumentHelp(
      "Het archief; zonder keuze dat in de map voor gegevens van de gebruiker.", valueName: "bestand"))
  var file: String?

  /// The archive, opened.
  ///
  /// - Throws: `ExitCode`.
  func open(for access: RunArchive.Access, language: Language) throws -> RunArchive {
    if file?.isEmpty == true {
      throw failure(
        .wrongUsage,
        language == .dutch ? "Noem een bestand achter --archive." : "Name a file behind --archive.")
    }
    return try archiving(language) { try RunArchive(file ?? RunArchive.usualPath, access: access) }
  }
}
