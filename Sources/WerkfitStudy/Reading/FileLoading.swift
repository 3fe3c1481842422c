import Foundation

/// The text of a file, or why it cannot be had.
enum LoadedText: Sendable {
  case text(String)
  case failure(Diagnostic.Kind, Sentence)
}

/// Reads files of a study: regular files of a bounded size, in UTF-8.
enum FileLoading {
  /// The largest file that is read, in bytes: a hundred times the largest study, and still read in a second.
  static let sizeLimit = 2_000_000

  private static let notAllowed = LoadedText.failure(
    .notOpened, Sentence(nl: "dit bestand mag niet worden gelezen", en: "this file may not be read"))

  /// The text of a file; never reads more than the limit.
  static func load(_ file: String) -> LoadedText {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) else {
      // A folder on the way may be closed.
      if access(file, F_OK) != 0, errno == EACCES { return notAllowed }
      return .failure(
        .missingFile, Sentence(nl: "dit bestand bestaat niet", en: "this file does not exist"))
    }
    guard !isDirectory.boolValue else {
      return .failure(
        .notOpened, Sentence(nl: "dit is een map, geen bestand", en: "this is a folder, not a file"))
    }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: file).resolvingSymlinksInPath().path)
    let type = attributes?[.type] as? FileAttributeType
    guard type == nil || type == .typeRegular else {
      return .failure(
        .notOpened, Sentence(nl: "dit is geen gewoon bestand", en: "this is no ordinary file"))
    }
    guard let handle = FileHandle(forReadingAtPath: file) else { return notAllowed }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: sizeLimit + 1) else {
      // At the end of an empty file there is nothing to read, which is no failure.
      return .text("")
    }
    return decode(data)
  }

  /// The file in the same folder whose name is most like that of a file which does not exist, or nil where none is.
  static func neighbour(of file: String) -> String? {
    let folder = (file as NSString).deletingLastPathComponent
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return nearestName(to: (file as NSString).lastPathComponent, among: (names ?? []).sorted())
      .map { folder.isEmpty ? $0 : (folder as NSString).appendingPathComponent($0) }
  }

  /// The text of bytes, which must be UTF-8.
  static func decode(_ data: Data) -> LoadedText {
    guard data.count <= sizeLimit else {
      let megabytes = sizeLimit / 1_000_000
      return .failure(
        .unreadable,
        Sentence(
          nl: "dit bestand is te groot voor een studie (meer dan \(megabytes) MB)",
          en: "this file is too large for a study (over \(megabytes) MB)"))
    }
    let start = [UInt8](data.prefix(4))
    let isUTF16 = start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
    let hasZeros = start.count >= 2 && (start[0] == 0 || start[1] == 0)
    if isUTF16 || hasZeros {
      return .failure(
        .unreadable,
        Sentence(
          nl: "dit bestand is geen UTF-8 (het lijkt UTF-16 of UTF-32); bewaar het als UTF-8",
          en: "this file is not UTF-8 (it looks like UTF-16 or UTF-32); save it as UTF-8"))
    }
    guard let text = String(data: data, encoding: .utf8) else {
      let (line, column) = firstInvalidByte(in: data)
      return .failure(
        .unreadable,
        Sentence(
          nl:
            "dit bestand is geen UTF-8 (op regel \(line), teken \(column)); het lijkt Latin-1, bewaar het als UTF-8",
          en:
            "this file is not UTF-8 (line \(line), character \(column)); it looks like Latin-1, save it as UTF-8"
        ))
    }
    // A byte order mark before UTF-8 is harmless: some editors write it.
    return .text(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
  }

  private static func firstInvalidByte(in data: Data) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var bytes = data.makeIterator()
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue("\n"):
        line += 1
        column = 1
      case .scalarValue: column += 1
      case .emptyInput, .error: return (line, column)
      }
    }
  }
}
