import Foundation
import WerkfitAnalysis
import WerkfitStudy

/// The folder with which an analyst goes on: a notebook, the draws, the study and a dictionary of the data.
public struct NotebookFolder: Sendable {
  let material: ExportMaterial
  let sources: StudySources

  /// A folder of what was computed of a study.
  public init(_ material: ExportMaterial, sources: StudySources) {
    (self.material, self.sources) = (material, sources)
  }

  /// The files by their path within the folder: the notebook, the results, the draws and the study.
  ///
  /// - Throws: `EncodingError`.
  public func files() throws -> [(path: String, text: String)] {
    var files = try data()
    let words = try self.words()
    files.append(("werkfit.ipynb", try NotebookTemplate.notebook(words)))
    files.append(("requirements.txt", Self.text(PackageResources.requirements_txt)))
    files.append(
      ("LEESMIJ.md", NotebookTemplate.filled(Self.text(PackageResources.LEESMIJ_md), words) { $0.markdown }))
    return files
  }

  /// The files of data alone: results, draws, courses, dictionary and the study.
  ///
  /// - Throws: `EncodingError`.
  public func data() throws -> [(path: String, text: String)] {
    var files = [("uitkomsten.json", try ResultDocument(material.comparison).json())]
    if let sensitivity = material.sensitivity {
      let document = sensitivity.document(
        study: material.study, language: .dutch, seed: material.comparison.run.seed)
      files.append(("gevoeligheid.json", try document.json()))
    }
    let draws = DrawFiles(
      draws: material.draws, courses: material.courses, study: material.study,
      comparison: material.comparison)
    files += draws.all.map { ($0.name, $0.text) }
    files += studyFiles
    return files
  }

  /// The study under its own name, and its catalogues where it looks for them.
  private var studyFiles: [(path: String, text: String)] {
    sources.files.compactMap { file in
      let name = file.path.isEmpty ? String(file.name.split(separator: "/").last ?? "studie.yaml") : file.path
      let parts = name.split(separator: "/")
      // A catalogue outside the folder of the study would be written outside ours.
      guard !name.hasPrefix("/"), !parts.contains("..") else { return nil }
      return ("studie/" + name, file.text)
    }
  }

  private func words() throws -> [String: String] {
    let run = material.comparison.run
    let first = studyFiles.first?.path ?? "studie/studie.yaml"
    return [
      "titel": run.title, "vraag": run.question ?? "Deze studie stelt geen vraag.", "studiebestand": first,
      "zaad": "\(run.seed)", "versie": Program.version,
    ]
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
