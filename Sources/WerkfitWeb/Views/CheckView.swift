import WerkfitStudy

/// Sets what is right and wrong in a study file on its page.
struct CheckView {
  let file: String
  let study: TabledStudy?
  let diagnostics: [Diagnostic]
  let sources: StudySources

  var errors: Int { diagnostics.filter { $0.severity == .error }.count }
  var isRight: Bool { errors == 0 }

  var page: CheckPage {
    CheckPage(
      file: file, verdict: verdict, isRight: isRight, findings: diagnostics.map(finding),
      study: isRight ? study?.heading : nil)
  }

  private var verdict: String {
    let warnings = diagnostics.count - errors
    if errors > 0 { return errors == 1 ? "De studie heeft 1 fout." : "De studie heeft \(errors) fouten." }
    if warnings == 0 { return "Deze studie klopt." }
    return warnings == 1
      ? "Deze studie klopt. Er is 1 waarschuwing." : "Deze studie klopt. Er zijn \(warnings) waarschuwingen."
  }

  func finding(_ diagnostic: Diagnostic) -> Finding {
    let own = diagnostic.found.flatMap { $0.count <= 80 ? $0 : nil }
    return Finding(
      severity: diagnostic.severity == .error ? .error : .warning,
      message: message(diagnostic),
      place: diagnostic.line > 0 ? "regel \(diagnostic.line), kolom \(diagnostic.column)" : nil,
      key: diagnostic.keyPath.isEmpty ? nil : diagnostic.keyPath, found: diagnostic.found,
      expected: diagnostic.expected?.dutch, suggestion: diagnostic.suggestion?.dutch,
      excerpt: excerpt(diagnostic, length: own?.count ?? 1))
  }

  private func message(_ diagnostic: Diagnostic) -> String {
    let said = diagnostic.problem?.dutch ?? "hier wordt iets anders verwacht"
    return said.prefix(1).uppercased() + said.dropFirst() + (said.hasSuffix(".") ? "" : ".")
  }

  /// The line with the two around it; only of files that were read for this study.
  private func excerpt(_ diagnostic: Diagnostic, length: Int) -> [Finding.Line] {
    guard diagnostic.line > 0, let text = sources.files.first(where: { $0.name == diagnostic.file })?.text
    else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(diagnostic.line - 1) else { return [] }
    let from = max(0, diagnostic.line - 3)
    let to = min(lines.count - 1, diagnostic.line + 1)
    return (from...to).map { index in
      let isIt = index == diagnostic.line - 1
      return Finding.Line(
        number: index + 1, text: String(lines[index].prefix(400)), column: isIt ? diagnostic.column : nil,
        length: isIt ? length : 1)
    }
  }
}
