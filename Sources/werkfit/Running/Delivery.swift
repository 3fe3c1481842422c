import ArgumentParser
import Foundation
import WerkfitStudy

/// Writes results to standard output, or to a file that is either wholly there or not at all.
struct Delivery {
  /// The file, or nil for standard output.
  let file: String?
  /// The language of messages.
  let language: Language

  /// Refuses a file that cannot be made; to be called before anything long is computed.
  ///
  /// - Throws: `ExitCode` 73, or 64 where the name is empty.
  func prepare() throws {
    guard let file else { return }
    guard !file.isEmpty else {
      throw failure(
        .wrongUsage,
        language == .dutch ? "Noem een bestand achter --output." : "Name a file behind --output.")
    }
    if let obstacle = obstacle(to: file) { throw cannotMake(file, obstacle) }
  }

  /// Writes a text.
  ///
  /// - Throws: `ExitCode` 73 where the file cannot be made and 74 where writing fails. A reader of standard
  ///   output that has gone away is no error.
  func write(_ text: String) throws {
    guard let file else { return try writeToStandardOutput(text) }
    try prepare()
    do {
      let isSpecial = FileManager.default.fileExists(atPath: file) && !isRegular(file)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: isSpecial ? [] : [.atomic])
    } catch {
      switch (error as? CocoaError)?.code {
      case .fileWriteNoPermission, .fileWriteVolumeReadOnly, .fileNoSuchFile, .fileReadNoSuchFile,
        .fileWriteInvalidFileName:
        throw cannotMake(file, closed)
      case .fileWriteOutOfSpace:
        throw cannotWrite(file, Sentence("the disk is full", "de schijf is vol"))
      default:
        throw cannotWrite(file, Sentence(error.localizedDescription, error.localizedDescription))
      }
    }
  }

  /// Why a file cannot be made, as far as can be seen beforehand.
  private func obstacle(to file: String) -> Sentence? {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: file, isDirectory: &isFolder) {
      if isFolder.boolValue { return Sentence("that is a folder", "dat is een map") }
      if !files.isWritableFile(atPath: file) {
        return Sentence("that file may not be written over", "dat bestand mag niet worden overschreven")
      }
      if !isRegular(file) { return nil }
    }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    guard files.fileExists(atPath: folder, isDirectory: &isFolder) else {
      return Sentence("there is no folder \(folder)", "de map \(folder) bestaat niet")
    }
    guard isFolder.boolValue else {
      return Sentence("\(folder) is no folder", "\(folder) is geen map")
    }
    return files.isWritableFile(atPath: folder) ? nil : closed
  }

  private var closed: Sentence {
    Sentence("nothing may be written in that folder", "in die map mag niet worden geschreven")
  }

  private func cannotMake(_ file: String, _ reason: Sentence) -> ExitCode {
    failure(
      .cannotCreate,
      language == .dutch
        ? "Kan \(file) niet maken: \(reason.dutch)." : "Cannot create \(file): \(reason.english).")
  }

  private func cannotWrite(_ file: String, _ reason: Sentence) -> ExitCode {
    failure(
      .cannotWrite,
      language == .dutch
        ? "Kan \(file) niet schrijven: \(reason.dutch)." : "Cannot write \(file): \(reason.english)."
    )
  }

  private func isRegular(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeRegular || type == .typeSymbolicLink
  }

  private func writeToStandardOutput(_ text: String) throws {
    signal(SIGPIPE, SIG_IGN)
    let bytes = Array(Terminal.harmless(text).utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { systemWrite(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        written += count
      } else if errno == EPIPE {
        return
      } else if errno != EINTR {
        throw failure(
          .cannotWrite,
          language == .dutch ? "Kan niet naar de uitvoer schrijven." : "Cannot write to standard output.")
      }
    }
  }
}

/// `write(2)`, apart because `Delivery.write` has its name.
private func systemWrite(_ file: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, start, count)
}
