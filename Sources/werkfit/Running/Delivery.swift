import ArgumentParser
import Foundation
import WerkfitStudy

/// Writes results to standard output, or to a file that is either wholly there or not at all.
struct Delivery {
  /// The file, or nil for standard output.
  let file: String?
  /// The language of messages.
  let language: Language

  /// Writes a text.
  ///
  /// - Throws: `ExitCode` 73 where the file cannot be made and 74 where writing fails. A reader of standard
  ///   output that has gone away is no error.
  func write(_ text: String) throws {
    guard let file else { return try writeToStandardOutput(text) }
    let url = URL(fileURLWithPath: file)
    let folder = url.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
    guard !(exists && isFolder.boolValue), FileManager.default.fileExists(atPath: folder.path) else {
      throw failure(
        .cannotCreate,
        language == .dutch ? "Kan \(file) niet maken." : "Cannot create \(file).")
    }
    do {
      let isSpecial = exists && !isRegular(file)
      try Data(text.utf8).write(to: url, options: isSpecial ? [] : [.atomic])
    } catch {
      let status: Status =
        FileManager.default.isWritableFile(atPath: folder.path) ? .cannotWrite : .cannotCreate
      throw failure(
        status,
        language == .dutch
          ? "Kan \(file) niet schrijven: \(error.localizedDescription)"
          : "Cannot write \(file): \(error.localizedDescription)")
    }
  }

  private func isRegular(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeRegular || type == .typeSymbolicLink
  }

  private func writeToStandardOutput(_ text: String) throws {
    signal(SIGPIPE, SIG_IGN)
    let bytes = Array(text.utf8)
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
