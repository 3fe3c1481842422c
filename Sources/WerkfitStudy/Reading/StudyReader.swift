import Foundation

/// Reads study files: from YAML to a checked study, with everything that is wrong in one go.
public enum StudyReader {
  /// The study, and all problems sorted by file and line; the study is nil if any of them is an error.
  public typealias Reading = (study: Study?, diagnostics: [Diagnostic])

  /// Reads a study file, with the catalogues and CSV files that it names (by paths from where it stands).
  ///
  /// Answers within a second whatever the file holds: large, broken and hostile files are refused early.
  ///
  /// - Parameter overrides: Changes from outside the file, made before anything is checked.
  public static func read(file: String, overrides: [StudyOverride] = []) -> Reading {
    switch FileLoading.load(file) {
    case .failure(let kind, let problem):
      let neighbour = kind == .missingFile ? FileLoading.neighbour(of: file) : nil
      return (
        nil,
        [
          Diagnostic(
            kind: kind, file: file, problem: problem,
            suggestion: neighbour.map { Sentence(nl: $0, en: $0) })
        ]
      )
    case .text(let text):
      return read(text, name: file, overrides: overrides) { path, origin in
        let joined = joinedPath(path, from: origin)
        return (joined, FileLoading.load(joined))
      }
    }
  }

  /// Reads a study from a text, such as that of an editor.
  ///
  /// - Parameters:
  ///   - text: The YAML text.
  ///   - name: The name of the file in diagnostics.
  ///   - loading: Gives the text of a catalogue or CSV file by the path in the study, or nil where there is
  ///     none.
  public static func read(text: String, name: String, loading: (_ path: String) -> String?) -> Reading {
    switch FileLoading.decode(Data(text.utf8)) {
    case .failure(let kind, let problem):
      return (nil, [Diagnostic(kind: kind, file: name, problem: problem)])
    case .text(let text):
      return withoutActuallyEscaping(loading) { loading in
        read(text, name: name) { path, _ in
          guard let found = loading(path) else {
            return (
              path,
              .failure(.missingFile, Sentence(nl: "dit bestand bestaat niet", en: "this file does not exist"))
            )
          }
          return (path, FileLoading.decode(Data(found.utf8)))
        }
      }
    }
  }

  static func read(
    _ text: String, name: String, overrides: [StudyOverride] = [],
    load: @escaping (_ path: String, _ from: String) -> (file: String, text: LoadedText)
  ) -> Reading {
    let log = DiagnosticLog()
    var study: Study?
    if let root = YAMLComposer(file: name, log: log).compose(text) {
      study = StudyBuilder(log: log, overrides: overrides, load: load).study(root, file: name)
    }
    let diagnostics = log.sorted(files: [name])
    return (log.hasErrors ? nil : study, diagnostics)
  }

  /// A path from the file that names it.
  static func joinedPath(_ path: String, from origin: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = (origin as NSString).deletingLastPathComponent
    return folder.isEmpty ? path : (folder as NSString).appendingPathComponent(path)
  }
}
