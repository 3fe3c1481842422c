import Foundation
import HTTPTypes
import Hummingbird
import WerkfitAnalysis
import WerkfitArchive
import WerkfitReport
import WerkfitStudy

/// Earlier runs: the list, one of them, and two beside each other.
struct ArchiveRoutes: Sendable {
  let desk: Desk
  let pages: Pages

  /// The runs on a page.
  private static let perPage = 50

  func add(to router: Router<WebContext>) {
    router.get("/archief") { request, _ in try await list(try request.query) }
    router.get("/archief/vergelijk") { request, _ in try await difference(try request.query) }
    router.get("/archief/:id") { request, context in
      try await run(try number(try context.part("id"), "id"), try request.query)
    }
    router.get("/archief/:id/studie.yaml") { _, context in
      let id = try number(try context.part("id"), "id")
      let run = try await archived { try $0.run(id) }
      return Response(
        status: .ok,
        headers: [
          .contentType: "application/yaml; charset=utf-8",
          .contentDisposition: "attachment; filename=\"\(StudyTable.slug(run.summary.title))-\(id).yaml\"",
        ],
        body: ResponseBody(byteBuffer: ByteBuffer(string: run.sources.files.first?.text ?? "")))
    }
    router.post("/archief/:id/opnieuw") { _, context in
      try await rerun(try number(try context.part("id"), "id"))
    }
  }

  private func number(_ text: String, _ field: String) throws -> Int {
    guard let number = Int(text), (1...1_000_000_000).contains(number) else {
      if field == "id" { throw Refusal.absent }
      throw Refusal.wrong(field, "kies een van de doorrekeningen in het archief")
    }
    return number
  }

  /// Reads the archive off the threads of the server.
  private func archived<Value: Sendable>(
    _ work: @escaping @Sendable (RunArchive) throws -> Value
  ) async throws -> Value {
    guard let archive = desk.archive else {
      throw Refusal(
        .notFound, "Deze server bewaart niets: er is geen archief.",
        advice: "Start werkfit serve zonder --no-archive, dan worden doorrekeningen bewaard.")
    }
    do {
      return try await Task.detached { try work(archive) }.value
    } catch let error as ArchiveError {
      switch error.problem {
      case .unknownRun: throw Refusal.absent
      case .prunedRun: throw Refusal(.gone, "Deze doorrekening is opgeruimd.")
      default: throw error
      }
    }
  }

  private func list(_ query: [String: String]) async throws -> Response {
    guard desk.archive != nil else {
      return pages.response(
        .archive(
          ArchivePage(
            runs: [], count: "Geen doorrekeningen",
            notice: "Deze server bewaart niets: er is geen archief.")))
    }
    let before = try query["voor"].map { try number($0, "voor") }
    let wanted = query["studie"].flatMap { $0.isEmpty ? nil : $0 }
    let (found, titles) = try await archived { archive in
      (try archive.list(newest: Self.perPage + 1, before: before, title: wanted), try archive.titles())
    }
    let shown = Array(found.prefix(Self.perPage))
    let runs = shown.map(Self.earlier)
    let choice = wanted.map { "studie=\($0.inQuery)" }
    func address(before: Int?) -> String {
      let parts = [choice, before.map { "voor=\($0)" }].compactMap(\.self)
      return parts.isEmpty ? "/archief" : "/archief?" + parts.joined(separator: "&")
    }
    let older = found.count > Self.perPage ? shown.last.map { address(before: $0.id) } : nil
    return pages.response(
      .archive(
        ArchivePage(
          runs: runs,
          studies: titles.count > 1
            ? [Choice(value: "", label: "Alle studies", isSelected: wanted == nil)]
              + titles.map { Choice(value: $0, label: $0, isSelected: $0 == wanted) } : [],
          count: runs.count == 1 ? "1 doorrekening" : "\(runs.count.inDutch) doorrekeningen",
          newer: before == nil ? nil : address(before: nil), older: older)))
  }

  /// A run in words.
  static func earlier(_ run: RunSummary) -> EarlierRun {
    EarlierRun(
      id: "\(run.id)", study: run.title, made: time(run.made),
      settings: "\(run.replications.inDutch) doorrekeningen, startgetal \(run.seed)",
      sentence: run.question, version: run.version)
  }

  private static func time(_ date: Date) -> String {
    let locale = Locale(identifier: "nl_NL")
    let day = date.formatted(.dateTime.day().month(.wide).year().locale(locale))
    let parts = Calendar(identifier: .gregorian).dateComponents([.hour, .minute], from: date)
    let minute = parts.minute ?? 0
    return "\(day), \(parts.hour ?? 0).\(minute < 10 ? "0" : "")\(minute) uur"
  }

  private func run(_ id: Int, _ query: [String: String]) async throws -> Response {
    let (run, comparison, others) = try await archived { archive in
      let run = try archive.run(id)
      return (run, try run.comparison(), try archive.list(newest: Self.perPage))
    }
    let table = HeadlineTable(comparison)
    let outcome = query["opnieuw"]
    let notice: String? =
      switch outcome {
      case "gelijk": "Opnieuw doorgerekend: precies dezelfde uitkomsten."
      case "anders":
        "Opnieuw doorgerekend: de uitkomsten zijn anders. Waarschijnlijk is de versie van werkfit een andere."
      default: nil
      }
    let all = await desk.table.all()
    return pages.response(
      .archivedRun(
        ArchivedRunPage(
          run: Self.earlier(run.summary), facts: Self.facts(run.summary),
          tables: [
            DataTable(
              caption: "Uitkomsten per scenario",
              heads: [DataTable.Head("Uitkomst", isNumber: false)] + table.heads.map { DataTable.Head($0) },
              lines: table.rows.map { row in
                DataTable.Line(row.label, row.cells.map { DataTable.Value($0.text, note: $0.note) })
              })
          ],
          studyText: run.sources.files.first?.text,
          others: others.filter { $0.id != id }.map {
            Choice(value: "\($0.id)", label: "\($0.id): \($0.title), \(Self.time($0.made))")
          },
          study: all.first { $0.hash == run.summary.study }?.heading, notice: notice,
          noticeIsGood: outcome != "anders")))
  }

  private static func facts(_ run: RunSummary) -> [Fact] {
    [
      Fact(term: "Gemaakt", meaning: time(run.made)),
      Fact(term: "Bestand", meaning: (run.file as NSString).lastPathComponent),
      Fact(term: "Doorrekeningen", meaning: run.replications.inDutch),
      Fact(term: "Startgetal", meaning: "\(run.seed)"), Fact(term: "Toevalsstroom", meaning: "\(run.stream)"),
      Fact(term: "Versie van werkfit", meaning: run.version),
      Fact(term: "Kenmerk van de studie (SHA-256)", meaning: run.study),
    ]
  }

  private func difference(_ query: [String: String]) async throws -> Response {
    let first = try number(query["a"] ?? "", "a")
    let second = try number(query["b"] ?? "", "b")
    let (old, new, difference) = try await archived { archive in
      let (old, new) = (try archive.run(first), try archive.run(second))
      return (old, new, RunDifference(old, new))
    }
    let document = difference.document(language: .dutch)
    return pages.response(
      .archiveDifference(
        ArchiveDifferencePage(
          first: Self.earlier(old.summary), second: Self.earlier(new.summary),
          sentence: document.findings.first ?? "De twee doorrekeningen zijn gelijk.",
          tables: document.onPage,
          lines: difference.texts.flatMap(\.lines).prefix(400).map { line in
            ArchiveDifferencePage.TextLine(line.isAdded ? .added : .removed, line.text)
          })))
  }

  private func rerun(_ id: Int) async throws -> Response {
    let run = try await archived { try $0.run(id) }
    let desk = desk
    let job = await desk.jobs.start(
      title: "Opnieuw: \(run.summary.title)", study: nil,
      back: Link(text: "Terug naar de doorrekening", address: "/archief/\(id)")
    ) { handle in
      let isSame = try await desk.long.run(
        seconds: desk.limits.secondsPerJob, sign: handle.sign, progress: { handle.tell($0) }
      ) { watch in
        try run.rerun(
          threads: Desk.longThreads, progress: watch.progress, isCancelled: watch.isCancelled
        ).isSame
      }
      return .page("/archief/\(id)?opnieuw=\(isSame ? "gelijk" : "anders")")
    }
    return Pages.redirect("/taken/\(job)")
  }
}
