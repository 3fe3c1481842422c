import Foundation
import GRDB
import WerkfitStudy

/// Why an archive cannot be used, read or written.
public struct ArchiveError: Error, Sendable, Hashable {
  /// What is the matter.
  public enum Problem: Sendable, Hashable {
    /// There is no archive yet.
    case missing
    /// The path is that of a folder.
    case isFolder
    /// The folder in which it should come is not there and cannot be made.
    case noFolder(String)
    /// The system refuses to open it.
    case closed
    /// The file may not be changed, or nothing may be written in its folder.
    case readOnly
    /// The disk is full.
    case full
    /// The disk does not take what is written, or does not give what was written.
    case disk
    /// Other programs kept it to themselves for too long.
    case busy
    /// It was moved, removed or replaced while it was open: open it anew.
    case moved
    /// It is no archive of werkfit.
    case foreign
    /// It was made by a newer version of werkfit.
    case newer
    /// What stands in it is not as it was written; with what the database says.
    case damaged(String)
    /// It holds no run of this number.
    case unknownRun(Int)
    /// A run of this number was removed on purpose, at the given time.
    case prunedRun(Int, String)
    /// The study of a run is not a study to this version of werkfit.
    case unreadableStudy(Int)
    /// The findings of a run cannot be read by this version of werkfit.
    case unreadableFindings(Int)
    /// An export would come in the place of an archive.
    case isArchive
    /// Anything else, in the words of the database.
    case other(String)
  }

  /// The file.
  public var path: String
  /// What is the matter.
  public var problem: Problem

  /// An error about an archive.
  public init(_ path: String, _ problem: Problem) {
    (self.path, self.problem) = (path, problem)
  }

  init(_ path: String, _ error: DatabaseError) {
    let problem: Problem =
      switch error.resultCode {
      case .SQLITE_FULL: .full
      case .SQLITE_IOERR: .disk
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly
      case .SQLITE_CANTOPEN: .closed
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
      case .SQLITE_NOTADB: .foreign
      case .SQLITE_CORRUPT: .damaged(error.message ?? "malformed")
      default: .other(error.message ?? "SQLite \(error.extendedResultCode.rawValue)")
      }
    self.init(path, problem)
  }
}

extension ArchiveError {
  /// What is the matter, in a sentence for the user that says what to do.
  public var sentence: Sentence {
    switch problem {
    case .missing:
      Sentence(
        "There is no archive at \(path) yet. Make one with: werkfit compare STUDY --keep",
        "Er is nog geen archief in \(path). Maak er een met: werkfit compare STUDIE --keep")
    case .isFolder:
      Sentence(
        "\(path) is a folder: name a file for the archive.",
        "\(path) is een map: noem een bestand voor het archief.")
    case .noFolder(let folder):
      Sentence(
        "Cannot make the archive \(path): there is no folder \(folder).",
        "Kan het archief \(path) niet maken: de map \(folder) bestaat niet.")
    case .closed:
      Sentence(
        "The archive \(path) cannot be opened: look at the rights of the file and its folder.",
        "Het archief \(path) kan niet open: kijk naar de rechten van het bestand en de map.")
    case .readOnly:
      Sentence(
        "Nothing can be added to the archive \(path): the file or its folder may not be written to. "
          + "Name another file with --archive.",
        "Er kan niets bij in het archief \(path): in het bestand of de map mag niet worden geschreven. "
          + "Noem een ander bestand met --archive.")
    case .full:
      Sentence(
        "Cannot write \(path): the disk is full. What was in the archive is still there.",
        "Kan \(path) niet schrijven: de schijf is vol. Wat in het archief stond, staat er nog.")
    case .disk:
      Sentence(
        "The disk does not take or give \(path): it may be full, or there may be a limit to the size of files. What was "
          + "in the archive is still there.",
        "De schijf werkt niet mee bij \(path): misschien is hij vol, of mogen bestanden niet zo groot worden. Wat in het "
          + "archief stond, staat er nog.")
    case .busy:
      Sentence(
        "Another program keeps the archive \(path) busy. Try again in a while.",
        "Een ander programma houdt het archief \(path) bezet. Probeer het straks nog eens.")
    case .moved:
      Sentence(
        "The archive \(path) was moved or replaced while it was open. Start again.",
        "Het archief \(path) is verplaatst of vervangen terwijl het open was. Begin opnieuw.")
    case .foreign:
      Sentence(
        "\(path) is no archive of werkfit. Nothing in it was changed.",
        "\(path) is geen archief van werkfit. Er is niets in veranderd.")
    case .newer:
      Sentence(
        "The archive \(path) was made by a newer version of werkfit. Use that version; nothing was changed.",
        "Het archief \(path) is van een nieuwere versie van werkfit. Gebruik die versie; er is niets veranderd."
      )
    case .damaged(let reason):
      Sentence(
        "The archive \(path) is damaged (\(reason)). Put a copy back; nothing was changed.",
        "Het archief \(path) is beschadigd (\(reason)). Zet een kopie terug; er is niets veranderd.")
    case .unknownRun(let id):
      Sentence(
        "There is no run \(id) in the archive \(path). See which there are with: werkfit archive list",
        "Er is geen run \(id) in het archief \(path). Zie welke er zijn met: werkfit archive list")
    case .prunedRun(let id, let time):
      Sentence(
        "Run \(id) was removed from the archive \(path) on \(time.prefix(10)) (prune).",
        "Run \(id) is op \(time.prefix(10)) uit het archief \(path) gehaald (prune).")
    case .unreadableStudy(let id):
      Sentence(
        "This version of werkfit cannot read the study of run \(id) any more.",
        "Deze versie van werkfit kan de studie van run \(id) niet meer lezen.")
    case .unreadableFindings(let id):
      Sentence(
        "This version of werkfit cannot read the findings of run \(id) any more; with --format json they are given as "
          + "they stand.",
        "Deze versie van werkfit kan de uitkomsten van run \(id) niet meer lezen; met --format json staan ze er zoals ze "
          + "zijn bewaard.")
    case .isArchive:
      Sentence(
        "\(path) is an archive: name another file for the export.",
        "\(path) is een archief: noem een ander bestand voor de export.")
    case .other(let reason):
      Sentence(
        "The archive \(path) does not work: \(reason).", "Het archief \(path) werkt niet: \(reason).")
    }
  }
}
