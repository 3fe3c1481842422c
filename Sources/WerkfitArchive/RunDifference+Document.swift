import WerkfitReport
import WerkfitStudy

extension RunDifference {
  /// At most so many lines of a text are shown unless all are asked for.
  private static let shownLines = 40

  /// What differs as a document, for every format: sentences, and tables of settings, lines and outcomes.
  ///
  /// - Parameter showsEverything: Whether all outcomes are set side by side, or those of the headline.
  public func document(language: Language, showsEverything: Bool = false) -> AnalysisDocument {
    func say(_ dutch: String, _ english: String) -> String { language == .dutch ? dutch : english }
    let names = ("run \(old.summary.id)", "run \(new.summary.id)")
    var document =
      outcomes(names, showsEverything)?.document(language: language)
      ?? AnalysisDocument(analysis: "", title: "", subject: "", computed: "", language: language)
    let counts = document.findings.last
    let tables = document.tables.filter { $0.key != "settings" }
    let isReadable = document.analysis != ""
    document.analysis = "diff-runs"
    document.title = say("Wat verschilt er?", "What differs?")
    document.subject = say(
      "Van \(names.0) (\(old.summary.title)) naar \(names.1) (\(new.summary.title))",
      "From \(names.0) (\(old.summary.title)) to \(names.1) (\(new.summary.title))")
    document.computed = say(
      "niets doorgerekend; werkfit \(Program.version)", "nothing computed; werkfit \(Program.version)")
    document.settings["old"] = .number(Double(old.summary.id))
    document.settings["new"] = .number(Double(new.summary.id))
    document.settings["sameFindings"] = .bool(hasSameFindings)
    document.findings = sentences(language)
    if hasSameFindings {
      document.findings.append(
        say("De uitkomsten zijn gelijk, tot op de byte.", "The findings are the same, byte for byte."))
    } else if let counts, isReadable {
      document.findings.append(counts)
    }
    document.tables = [settingsTable(language), changesTable(language)].compactMap { $0 }
    document.tables += texts.map { table(of: $0, language) }
    if !hasSameFindings { document.tables += tables }
    if !isReadable {
      document.notes = [
        say(
          "De uitkomsten van een van de twee zijn voor deze versie van werkfit niet te lezen.",
          "The findings of one of the two cannot be read by this version of werkfit.")
      ]
    } else if hasSameFindings {
      document.notes = []
    }
    return document
  }

  /// The outcomes side by side, or nil where this version cannot read them.
  private func outcomes(_ names: (String, String), _ showsEverything: Bool) -> ResultDiffReport? {
    guard let one = try? old.document(), var other = try? new.document() else { return nil }
    if !showsEverything, var comparison = other.comparison, !comparison.headlineKeys.isEmpty {
      let headline = comparison.headlineKeys
      for place in comparison.readings.indices {
        comparison.readings[place].outcomes.removeAll { !headline.contains($0.key) }
      }
      other.comparison = comparison
    }
    return ResultDiffReport(one, other, files: names)
  }

  private func sentences(_ language: Language) -> [String] {
    func say(_ dutch: String, _ english: String) -> String { language == .dutch ? dutch : english }
    var sentences: [String] = []
    if texts.isEmpty, changesGone.isEmpty, changesNew.isEmpty {
      sentences.append(say("De studie is dezelfde.", "The study is the same."))
    } else {
      // Where the file stood on the machine is nobody's business.
      let files = texts.map { $0.name.split(separator: "/").last.map(String.init) ?? $0.name }
      let names = files + (changesGone + changesNew).map { "\($0.path)=\($0.value)" }
      sentences.append(
        say("De studie is anders: ", "The study differs: ") + names.joined(separator: ", ") + ".")
    }
    let list = settings.map {
      "\($0.label.text(in: language)) (\(shown($0.old, language)) → \(shown($0.new, language)))"
    }
    sentences.append(
      list.isEmpty
        ? say("Beide zijn op dezelfde manier doorgerekend.", "Both were computed in the same way.")
        : say("Anders doorgerekend: ", "Computed differently: ") + list.joined(separator: "; ") + ".")
    return sentences
  }

  private func settingsTable(_ language: Language) -> AnalysisTable? {
    guard !settings.isEmpty else { return nil }
    let dutch = language == .dutch
    return AnalysisTable(
      "settings", title: dutch ? "Instellingen" : "Settings", corner: dutch ? "wat" : "what",
      columns: [.init("old", "was"), .init("new", dutch ? "wordt" : "becomes")],
      rows: settings.map { setting in
        .init(
          setting.key, setting.label.text(in: language),
          [setting.old, setting.new].map { .words(shown($0, language), key: $0) })
      })
  }

  /// The value of a setting as readers see it.
  private func shown(_ value: String, _ language: Language) -> String {
    let dutch = language == .dutch
    switch value {
    case "": return dutch ? "alle" : "all"
    case "true": return dutch ? "ja" : "yes"
    case "false": return dutch ? "nee" : "no"
    case RunDetail.headline.rawValue: return dutch ? "kort" : "in brief"
    case RunDetail.full.rawValue: return dutch ? "alles" : "everything"
    default: return value
    }
  }

  private func changesTable(_ language: Language) -> AnalysisTable? {
    guard !(changesGone + changesNew).isEmpty else { return nil }
    let dutch = language == .dutch
    var paths: [String] = []
    for change in changesGone + changesNew where !paths.contains(change.path) { paths.append(change.path) }
    func value(_ changes: [StudyOverride], _ path: String) -> AnalysisValue {
      changes.last { $0.path == path }.map { .words($0.value) } ?? .nothing()
    }
    return AnalysisTable(
      "changes", title: dutch ? "Veranderingen aan de studie" : "Changes to the study",
      corner: dutch ? "pad" : "path",
      columns: [.init("old", "was"), .init("new", dutch ? "wordt" : "becomes")],
      rows: paths.map { .init($0, $0, [value(changesGone, $0), value(changesNew, $0)]) })
  }

  private func table(of text: TextDifference, _ language: Language) -> AnalysisTable {
    let dutch = language == .dutch
    let title =
      !text.isInOld
      ? (dutch ? "\(text.name) (nieuw)" : "\(text.name) (new)")
      : !text.isInNew ? (dutch ? "\(text.name) (weg)" : "\(text.name) (gone)") : text.name
    return AnalysisTable(
      "text:\(text.path)", title: title, corner: dutch ? "regel" : "line",
      columns: [.init("text", dutch ? "tekst" : "text")],
      rows: text.lines.map { line in
        let sign = line.isAdded ? "+" : "−"
        let spelled = line.text.trimmingCharacters(in: .whitespaces)
        return .init("\(sign)\(line.number)", "\(sign) \(line.number)", [.words(spelled)])
      }, shown: Self.shownLines)
  }
}
