import Foundation
import WerkfitStudy

/// Writes files into a folder that is made for them.
struct FolderDelivery {
  let folder: String
  let language: Language

  /// Refuses a folder that cannot be made, or that holds something else already.
  ///
  /// - Throws: `ExitCode` 73.
  func prepare() throws {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: folder, isDirectory: &isFolder) else {
      // What holds for a file beside it holds for the folder.
      return try Delivery(file: folder, language: language).prepare()
    }
    guard isFolder.boolValue else {
      throw failure(
        .cannotCreate,
        language == .dutch
          ? "Kan de map \(folder) niet maken: er is al een bestand met die naam."
          : "Cannot make the folder \(folder): there is a file of that name.")
    }
    let held = (try? files.contentsOfDirectory(atPath: folder)) ?? []
    let isOurs = held.isEmpty || held.contains("uitkomsten.json")
    guard isOurs else {
      throw failure(
        .cannotCreate,
        language == .dutch
          ? "De map \(folder) bestaat al en is niet van een eerdere export: noem een andere."
          : "The folder \(folder) exists and is not of an earlier export: name another.")
    }
  }

  /// Writes all files, each whole.
  ///
  /// - Throws: `ExitCode` 73 or 74.
  func write(_ files: [(path: String, text: String)]) throws {
    for file in files {
      let path = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
      do {
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        throw failure(
          .cannotCreate,
          language == .dutch
            ? "Kan de map \(path.deletingLastPathComponent().path) niet maken."
            : "Cannot make the folder \(path.deletingLastPathComponent().path).")
      }
      try Delivery(file: path.path, language: language).write(file.text)
    }
  }
}
