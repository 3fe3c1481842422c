import Foundation

extension Workbook {
  /// Writes the workbook as an .xlsx file, beside its place first, so that a half-written one never stands there.
  ///
  /// - Parameter path: Where; a file that is there is replaced.
  /// - Throws: A ``WorkbookError`` that says what is wrong and with which sheet or file.
  public func write(to path: String) throws {
    let place = URL(fileURLWithPath: path)
    let beside = place.deletingLastPathComponent()
      .appendingPathComponent(".\(place.lastPathComponent).\(UUID().uuidString.prefix(8)).part")
    // Tried first, as the library would also complain on the error output.
    guard let opened = fopen(beside.path, "w") else { throw Self.cannotWrite(path, errno) }
    fclose(opened)
    do {
      try WorkbookWriter.write(self, to: beside.path)
      guard rename(beside.path, place.path) == 0 else { throw Self.cannotWrite(path, errno) }
    } catch {
      try? FileManager.default.removeItem(at: beside)
      if let known = error as? WorkbookError, known.isAboutPlace { throw Self.cannotWrite(path, known.cause) }
      throw error
    }
  }

  /// The bytes of the workbook as an .xlsx file.
  public func encoded() throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("werkfit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("workbook.xlsx")
    try write(to: file.path)
    return try Data(contentsOf: file)
  }

  private static func cannotWrite(_ path: String, _ code: Int32) -> WorkbookError {
    let reason = code == 0 ? "" : ": \(String(cString: strerror(code)))"
    return WorkbookError(
      "The workbook cannot be written to \(path)\(reason)",
      "De werkmap kan niet worden geschreven naar \(path)\(reason)", isAboutPlace: true)
  }
}
