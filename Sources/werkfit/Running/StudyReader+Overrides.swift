import WerkfitStudy

extension StudyReader {
  /// Reads a study with changes from the command line.
  static func read(file: String, overrides: [(path: String, value: String)]) -> Reading {
    let reading = read(file: file)
    guard let change = overrides.first else { return reading }
    let refused = Diagnostic(
      kind: .meaning, file: "--set \(change.path)=\(change.value)",
      problem: Sentence("not yet possible", "dit kan nog niet"))
    return (nil, reading.diagnostics + [refused])
  }
}
