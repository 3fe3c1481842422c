import Foundation
import WerkfitArchive
import WerkfitReport
import WerkfitStudy

/// What is said of an archive and its runs, as documents for every format.
struct ArchiveListing {
  let archive: String
  let language: Language

  private func say(_ dutch: String, _ english: String) -> String { language == .dutch ? dutch : english }

  private func runs(_ count: Int) -> String {
    say(
      "\(count) \(count == 1 ? "doorrekening" : "doorrekeningen")", "\(count) \(count == 1 ? "run" : "runs")")
  }

  private func document(_ analysis: String, _ title: String, _ computed: String) -> AnalysisDocument {
    AnalysisDocument(
      analysis: analysis, title: title, subject: archive, computed: computed,
      settings: ["archive": .string(archive)], language: language)
  }

  /// The runs in a table.
  func list(_ runs: [RunSummary], of count: Int) -> AnalysisDocument {
    var document = document(
      "archive-list", say("Eerdere doorrekeningen", "Earlier runs"),
      runs.count == count
        ? self.runs(count)
        : say("de nieuwste \(runs.count) van \(count)", "the newest \(runs.count) of \(count)"))
    if runs.isEmpty {
      document.findings = [say("Het archief is leeg.", "The archive is empty.")]
    } else {
      document.tables = [table(runs)]
    }
    return document
  }

  private func table(_ runs: [RunSummary]) -> AnalysisTable {
    // The version is told where it tells something.
    let showsVersion = runs.contains { $0.version != Program.version }
    var columns: [AnalysisTable.Column] = [
      .init("made", say("gemaakt", "made")), .init("replications", say("keer doorgerekend", "replications")),
      .init("seed", say("startgetal", "seed")), .init("kept", say("bewaard", "kept")),
    ]
    if showsVersion { columns.append(.init("version", say("versie", "version"))) }
    return AnalysisTable(
      "runs", title: "", corner: say("nr. studie", "no. study"), columns: columns,
      rows: runs.map { run in
        var values: [AnalysisValue] = [
          .words(String(time(run.made).prefix(10)), key: time(run.made)),
          .number(Double(run.replications)), .words(String(run.seed)),
          .words(kept(run), key: run.detail.rawValue + (run.hasDraws ? "+draws" : "")),
        ]
        if showsVersion { values.append(.words(run.version)) }
        return .init(String(run.id), "\(run.id)  \(run.title)", values)
      })
  }

  private func kept(_ run: RunSummary) -> String {
    let much = run.detail == .full ? say("alles", "all") : say("kort", "brief")
    return run.hasDraws ? much + say(" + trekkingen", " + draws") : much
  }

  /// `2026-01-31 12:00`.
  private func time(_ date: Date) -> String {
    let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt)
      .year().month().day().time(includingFractionalSeconds: false)
    return String(date.formatted(style).prefix(16))
  }

  /// How a run was made.
  func head(of run: ArchivedRun) -> AnalysisDocument {
    let summary = run.summary
    let own = run.environment
    var document = document(
      "archive-run", say("Run \(summary.id): \(summary.title)", "Run \(summary.id): \(summary.title)"),
      say("bewaard op \(time(summary.made)) (UTC)", "kept at \(time(summary.made)) (UTC)"))
    let changes = summary.changes.isEmpty ? say("geen", "none") : summary.changes.joined(separator: ", ")
    let others = run.sources.files.dropFirst().map(\.path)
    let facts: [(String, String, String)] = [
      ("file", say("studie", "study"), summary.file),
      ("others", say("kengetallen en tabellen", "catalogues and tables"), others.joined(separator: ", ")),
      ("changes", say("veranderingen", "changes"), changes), ("study", "SHA-256", summary.study),
      ("version", say("versie van werkfit", "version of werkfit"), summary.version),
      (
        "machine", say("machine", "machine"),
        "\(own.architecture), \(own.library), Swift \(own.swift), \(own.processor)"
      ),
      ("checksum", say("controlegetal", "checksum"), summary.checksum),
    ]
    // As remarks they stand in one list.
    document.notes = facts.filter { !$0.2.isEmpty }.map { "\($0.1): \($0.2)" }
    return document
  }

  /// What came of doing a run again.
  func sentence(on id: Int, _ rerun: Rerun) -> String {
    if rerun.isSame {
      return say(
        "Run \(id) geeft weer hetzelfde, tot op de byte.", "Run \(id) gives the same again, byte for byte.")
    }
    return say("Run \(id) geeft nu iets anders", "Run \(id) gives something else now")
      + reason(rerun.isOfSameVersion, rerun.isOfSameMachine) + "."
  }

  private func reason(_ isOfSameVersion: Bool, _ isOfSameMachine: Bool) -> String {
    if !isOfSameVersion {
      return say(
        ": zij is van een andere versie van werkfit", ": it is of another version of werkfit")
    }
    return isOfSameMachine
      ? "" : say(": zij is van een ander soort machine", ": it is of another kind of machine")
  }

  /// What was found on looking the archive over.
  func verification(_ found: ArchiveVerification) -> AnalysisDocument {
    var document = document(
      "archive-verify", say("Het archief nagekeken", "The archive looked over"),
      runs(found.runs)
        + (found.pruned > 0 ? say(", \(found.pruned) opgeruimd", ", \(found.pruned) pruned") : ""))
    document.settings["runs"] = .number(Double(found.runs))
    document.settings["isSound"] = .bool(found.isSound)
    document.findings = [
      found.isSound
        ? say("Alles is zoals het is bewaard.", "Everything is as it was kept.")
        : say(
          "Er \(found.problems.count == 1 ? "klopt 1 ding" : "kloppen \(found.problems.count) dingen") niet.",
          "\(found.problems.count) \(found.problems.count == 1 ? "thing is" : "things are") wrong.")
    ]
    document.findings += found.reruns.map { rerun in
      rerun.isSame
        ? say(
          "Run \(rerun.run) nagerekend: gelijk, tot op de byte.",
          "Run \(rerun.run) done again: the same, byte for byte.")
        : say("Run \(rerun.run) nagerekend: anders", "Run \(rerun.run) done again: different")
          + reason(rerun.isOfSameVersion, rerun.isOfSameMachine) + "."
    }
    if !found.problems.isEmpty {
      document.tables = [
        AnalysisTable(
          "problems", title: "", corner: say("waar", "where"),
          columns: [.init("kind", say("wat", "what")), .init("detail", say("meer", "more"))],
          rows: found.problems.map { problem in
            let place = problem.run.map { "run \($0)" } ?? say("het bestand", "the file")
            return .init(
              place, place,
              [.words(words(problem.kind), key: problem.kind.rawValue), .words(problem.detail)])
          })
      ]
    }
    return document
  }

  private func words(_ kind: ArchiveVerification.Problem.Kind) -> String {
    switch kind {
    case .file: say("beschadigd", "damaged")
    case .reference: say("verwijst naar wat er niet is", "refers to what is not there")
    case .guards: say("de beveiliging is weg", "its guards are gone")
    case .lostRun: say("weg zonder prune", "gone without prune")
    case .checksum: say("niet zoals bewaard", "not as it was kept")
    case .otherOutcome: say("geeft nu iets anders", "gives something else now")
    case .notRerun: say("niet na te rekenen", "cannot be done again")
    }
  }

  /// What was pruned, or would be.
  func pruned(_ gone: [RunSummary], left: Int, isDone: Bool) -> AnalysisDocument {
    var document = document(
      "archive-prune", say("Het archief opgeruimd", "The archive pruned"),
      say("\(runs(left)) in het archief", "\(runs(left)) in the archive"))
    let count = runs(gone.count)
    document.settings["removed"] = .array(gone.map { .number(Double($0.id)) })
    document.settings["isDone"] = .bool(isDone)
    document.findings = [
      gone.isEmpty
        ? say("Er is niets dat weg kan.", "There is nothing to remove.")
        : isDone
          ? say("\(count) weggehaald.", "Removed \(count).")
          : say("\(count) zou weggaan; er is niets veranderd.", "Would remove \(count); nothing was changed.")
    ]
    if !gone.isEmpty { document.tables = [table(gone)] }
    return document
  }
}
