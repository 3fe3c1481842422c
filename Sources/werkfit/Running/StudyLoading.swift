import ArgumentParser
import Foundation
import WerkfitStudy

/// Reads a study for a command that needs it whole: problems go to standard error.
///
/// - Throws: `ExitCode` 66 where a file is not there or cannot be opened, 65 where the study has errors.
func loadStudy(
  _ file: String, overrides: [StudyOverride], language: Language, showsWarnings: Bool
) throws -> Study {
  try loadStudyWithSources(
    file, overrides: overrides, language: language, showsWarnings: showsWarnings
  ).study
}

/// Reads a study as `loadStudy` does, and keeps the texts it was read from.
func loadStudyWithSources(
  _ file: String, overrides: [StudyOverride], language: Language, showsWarnings: Bool
) throws -> (study: Study, sources: StudySources) {
  let (study, diagnostics, sources) = StudyReader.readKeepingSources(file: file, overrides: overrides)
  let errors = diagnostics.filter { $0.severity == .error }
  let warnings = diagnostics.filter { $0.severity == .warning }
  for problem in showsWarnings ? diagnostics : errors { tell(problem.text(in: language)) }
  if let status = statusOf(diagnostics) { throw status.exit }
  guard let study, errors.isEmpty else { throw Status.wrongStudy.exit }
  if !showsWarnings, !warnings.isEmpty {
    let isOne = warnings.count == 1
    tell(
      language == .dutch
        ? "Let op: \(warnings.count) \(isOne ? "waarschuwing" : "waarschuwingen"); zie werkfit check \(file)."
        : "Note: \(warnings.count) \(isOne ? "warning" : "warnings"); see werkfit check \(file).")
  }
  return (study, sources)
}

/// The status to stop with because of problems, or nil where there are only warnings.
func statusOf(_ diagnostics: [Diagnostic]) -> Status? {
  let errors = diagnostics.filter { $0.severity == .error }
  if errors.contains(where: { [.missingFile, .notOpened].contains($0.kind) }) { return .missingFile }
  return errors.isEmpty ? nil : .wrongStudy
}
