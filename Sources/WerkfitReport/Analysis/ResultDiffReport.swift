import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// What differs between two results of `compare`: how they were computed, and what they say.
public struct ResultDiffReport: Sendable {
  private let old: ResultDocument
  private let new: ResultDocument
  private let comparisons: (old: StudyComparison, new: StudyComparison)
  private let files: (old: String, new: String)

  /// A report of two results, or nil where one is no comparison.
  public init?(_ old: ResultDocument, _ new: ResultDocument, files: (old: String, new: String)) {
    guard let one = old.comparison, let other = new.comparison else { return nil }
    (self.old, self.new, self.files) = (old, new, files)
    comparisons = (one, other)
  }

  /// A difference in an outcome of a scenario.
  private struct Row {
    var scenario: String
    var outcome: OutcomeComparison
    var before: Summary
    var after: Summary

    var change: Double { after.mean - before.mean }
    /// As if both were independent; with the same seed it is too wide rather than too narrow.
    var error: Double {
      (before.standardError * before.standardError + after.standardError * after.standardError).squareRoot()
    }
    var isClear: Bool { abs(change) > max(2 * error, 1e-9 * max(abs(before.mean), abs(after.mean))) }
  }

  /// The report as a document.
  public func document(language: Language) -> AnalysisDocument {
    let say = Wording(language: language)
    let rows = rows()
    let clear = rows.filter(\.isClear)
    var document = AnalysisDocument(
      analysis: "diff-results", title: say("Wat verschilt er?", "What differs?"),
      subject: say(
        "Van uitkomst \(files.old) naar \(files.new)", "From result \(files.old) to \(files.new)"),
      computed: say(
        "niets doorgerekend; werkfit \(Program.version)", "nothing computed; werkfit \(Program.version)"),
      settings: [
        "old": .string(files.old), "new": .string(files.new), "outcomes": .number(Double(rows.count)),
        "clear": .number(Double(clear.count)),
      ], language: language, currency: comparisons.new.run.currency)
    let settings = settings(say)
    document.findings = [
      settings.isEmpty
        ? say("Beide zijn op dezelfde manier doorgerekend.", "Both were computed in the same way.")
        : say("Anders doorgerekend: ", "Computed differently: ")
          + settings.map { "\($0.label) (\($0.old) → \($0.new))" }.joined(separator: "; ") + ".",
      say(
        "Van \(rows.count) uitkomsten \(clear.count == 1 ? "verschilt" : "verschillen") er \(clear.count) meer dan "
          + "twee Monte-Carlofouten.",
        "Of \(rows.count) outcomes \(clear.count) differ by more than two Monte Carlo errors."),
    ]
    if !settings.isEmpty {
      document.tables.append(
        AnalysisTable(
          "settings", title: say("Instellingen", "Settings"), corner: say("wat", "what"),
          columns: [.init("old", say("was", "was")), .init("new", say("wordt", "becomes"))],
          rows: settings.map { .init($0.key, $0.label, [.words($0.old), .words($0.new)]) }))
    }
    document.tables += comparisons.new.scenarios.flatMap { tables(rows, $0, say) }
    document.notes = [
      say(
        "Uitkomsten zijn het verschil met doorgaan zonder, in de basislezing. De fout van een verschil telt beide "
          + "uitkomsten als los van elkaar; met hetzelfde startgetal is zij eerder te ruim.",
        "Outcomes are differences with going on without, in the base reading. The error of a difference takes both "
          + "results as independent; with the same seed it is too wide rather than too narrow.")
    ]
    document.notes += onlyInOne(say)
    return document
  }

  private func rows() -> [Row] {
    let (one, other) = comparisons
    return other.scenarios.enumerated().flatMap { place, scenario -> [Row] in
      guard let before = one.scenarios.firstIndex(where: { $0.key == scenario.key }) else { return [] }
      return other.base.outcomes.compactMap { outcome in
        guard let found = one.base.outcome(outcome.key)?.differences[safe: before] ?? nil,
          let after = outcome.differences[safe: place] ?? nil
        else { return nil }
        return Row(scenario: scenario.key, outcome: outcome, before: found, after: after)
      }
    }
  }

  /// A table per scenario and unit, so that every column has one unit.
  private func tables(_ rows: [Row], _ scenario: ScenarioDescription, _ say: Wording) -> [AnalysisTable] {
    let names = OutcomeNames(say: say, perspective: comparisons.new.run.perspective)
    let own = rows.filter { $0.scenario == scenario.key }
    var units: [String] = []
    for row in own where !units.contains(row.outcome.unit) { units.append(row.outcome.unit) }
    return units.map { unit in
      AnalysisTable(
        "outcomes:\(scenario.key):\(unit)", title: scenario.label, corner: say("uitkomst", "outcome"),
        columns: [
          .init("old", say("was", "was"), unit: unit), .init("new", say("wordt", "becomes"), unit: unit),
          .init("change", say("verschil", "difference"), unit: unit),
          .init("isClear", say("meer dan twee fouten", "more than two errors")),
        ],
        rows: own.filter { $0.outcome.unit == unit }.map { row in
          .init(
            row.outcome.key, names.difference(row.outcome).trimmingCharacters(in: .whitespaces),
            [
              .number(row.before.mean, error: row.before.standardError),
              .number(row.after.mean, error: row.after.standardError), .number(row.change, error: row.error),
              .words(row.isClear ? say("ja", "yes") : say("nee", "no"), key: row.isClear ? "yes" : "no"),
            ])
        })
    }
  }

  private func settings(_ say: Wording) -> [(key: String, label: String, old: String, new: String)] {
    let (one, other) = (comparisons.old.run, comparisons.new.run)
    func changes(_ run: RunDescription) -> String {
      run.changes.isEmpty ? say("geen", "none") : run.changes.joined(separator: ", ")
    }
    let all = [
      ("version", say("versie", "version"), old.version, new.version),
      ("title", say("studie", "study"), one.title, other.title),
      (
        "files", say("bestanden", "files"), one.files.joined(separator: ", "),
        other.files.joined(separator: ", ")
      ),
      ("changes", say("veranderingen", "changes"), changes(one), changes(other)),
      ("seed", say("startgetal", "seed"), "\(one.seed)", "\(other.seed)"),
      ("stream", say("toevalsstroom", "random stream"), "\(one.stream)", "\(other.stream)"),
      ("replications", say("doorrekeningen", "replications"), "\(one.replications)", "\(other.replications)"),
      ("chancesPerDraw", "K", "\(one.chancesPerDraw)", "\(other.chancesPerDraw)"),
      ("sampling", say("trekken", "sampling"), one.sampling.rawValue, other.sampling.rawValue),
      (
        "expectedOnly", say("alleen verwachte waarden", "expected values only"), yes(one.expectedOnly, say),
        yes(other.expectedOnly, say)
      ),
      (
        "parametersAtMean", say("aannames op gemiddelde", "parameters at mean"),
        yes(one.parametersAtMean, say),
        yes(other.parametersAtMean, say)
      ),
      ("start", say("begin", "start"), one.start, other.start),
      ("steps", say("stappen", "steps"), "\(one.steps)", "\(other.steps)"),
    ]
    return all.filter { $0.2 != $0.3 }.map { (key: $0.0, label: $0.1, old: $0.2, new: $0.3) }
  }

  private func yes(_ value: Bool, _ say: Wording) -> String { value ? say("ja", "yes") : say("nee", "no") }

  private func onlyInOne(_ say: Wording) -> [String] {
    let (one, other) = (comparisons.old.scenarios.map(\.key), comparisons.new.scenarios.map(\.key))
    let lists = [
      (say("Alleen in de eerste", "Only in the first"), one.filter { !other.contains($0) }),
      (say("Alleen in de tweede", "Only in the second"), other.filter { !one.contains($0) }),
    ]
    return lists.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))." }
  }
}

extension Array {
  /// The element at a position, or nil outside the array.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
