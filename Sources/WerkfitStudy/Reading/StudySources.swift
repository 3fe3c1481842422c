import Foundation

/// The texts from which a study was read: its file, the catalogues and the tables, with changes from outside.
///
/// They give the same study again on a machine where the files are not.
public struct StudySources: Sendable, Hashable, Codable {
  /// A file that was read.
  public struct File: Sendable, Hashable, Codable {
    /// The name by which diagnostics and results know it.
    public var name: String
    /// The path as the study names it; empty for the study itself.
    public var path: String
    /// What the file says.
    public var text: String

    /// A file with its names and its text.
    public init(name: String, path: String, text: String) {
      (self.name, self.path, self.text) = (name, path, text)
    }
  }

  /// The study first, then the others in the order in which they were first read.
  public var files: [File]
  /// Changes from outside the files.
  public var changes: [StudyOverride]

  /// The texts of a study and the changes to it.
  public init(files: [File], changes: [StudyOverride]) {
    (self.files, self.changes) = (files, changes)
  }

  /// SHA-256 over everything that decides what the study is, in hexadecimal digits.
  ///
  /// The names of the files are left out: the same study in another folder is the same study.
  public var hash: String {
    var digest = SHA256()
    func add(_ text: String) {
      let bytes = Array(text.utf8)
      withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { digest.add($0) }
      bytes.withUnsafeBytes { digest.add($0) }
    }
    for file in files {
      add(file.path)
      add(file.text)
    }
    for change in changes {
      add(change.path)
      add(change.value)
    }
    return digest.hexadecimal()
  }
}

extension StudyReader {
  /// Reads a study file as `read(file:overrides:)` does, and keeps the texts it was read from.
  public static func readKeepingSources(file: String, overrides: [StudyOverride] = [])
    -> (study: Study?, diagnostics: [Diagnostic], sources: StudySources)
  {
    var sources = StudySources(files: [], changes: overrides)
    switch FileLoading.load(file) {
    case .failure(let kind, let problem):
      return (nil, [Diagnostic(kind: kind, file: file, problem: problem)], sources)
    case .text(let text):
      let kept = KeptFiles([StudySources.File(name: file, path: "", text: text)])
      let reading = read(text, name: file, overrides: overrides) { path, origin in
        let joined = joinedPath(path, from: origin)
        let loaded = FileLoading.load(joined)
        if case .text(let text) = loaded { kept.add(StudySources.File(name: joined, path: path, text: text)) }
        return (joined, loaded)
      }
      sources.files = kept.files
      return (reading.study, reading.diagnostics, sources)
    }
  }

  /// Reads a study from texts that were kept: no file is opened.
  public static func read(_ sources: StudySources) -> Reading {
    guard let main = sources.files.first else { return (nil, []) }
    let others = Dictionary(sources.files.dropFirst().map { ($0.name, $0.text) }) { first, _ in first }
    switch FileLoading.decode(Data(main.text.utf8)) {
    case .failure(let kind, let problem):
      return (nil, [Diagnostic(kind: kind, file: main.name, problem: problem)])
    case .text(let text):
      return read(text, name: main.name, overrides: sources.changes) { path, origin in
        let joined = joinedPath(path, from: origin)
        guard let text = others[joined] else {
          return (
            joined,
            .failure(
              .missingFile,
              Sentence("this file was not kept with the study", "dit bestand is niet bij de studie bewaard"))
          )
        }
        return (joined, FileLoading.decode(Data(text.utf8)))
      }
    }
  }
}

/// The files of a reading, each once.
private final class KeptFiles {
  private(set) var files: [StudySources.File]

  init(_ files: [StudySources.File]) { self.files = files }

  func add(_ file: StudySources.File) {
    if !files.contains(where: { $0.name == file.name }) { files.append(file) }
  }
}
