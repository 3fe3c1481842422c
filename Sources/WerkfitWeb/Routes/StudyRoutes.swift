import Foundation
import Hummingbird
import WerkfitReport
import WerkfitStudy

/// The studies, their check and their comparison.
struct StudyRoutes: Sendable {
  let desk: Desk
  let pages: Pages

  func add(to router: Router<WebContext>) {
    router.get("/") { _, _ in await start(notice: nil) }
    router.get("/controle") { request, _ in try await check(try request.query["studie"]) }
    router.post("/controle") { request, _ in try await checkFile(request) }
    router.get("/studies/:id") { _, context in
      Pages.redirect("/studies/\(try context.part("id").inQuery)/vergelijk")
    }
    router.get("/studies/:id/vergelijk") { request, context in
      try await compare(try context.part("id"), try request.query)
    }
    router.get("/uitleg") { _, _ in pages.response(.guide(GuidePage())) }
  }

  private func start(notice: String?) async -> Response {
    var cards: [StudyCard] = []
    for tabled in await desk.table.all() { cards.append(await card(tabled)) }
    return pages.response(.start(StartPage(studies: cards, notice: notice)))
  }

  private func card(_ tabled: TabledStudy) async -> StudyCard {
    guard let study = tabled.study else {
      return StudyCard(
        study: tabled.heading, failure: "Deze studie heeft fouten en kan niet worden doorgerekend.",
        checkAddress: "/controle?studie=\(tabled.id)")
    }
    let kept = await desk.comparisons.kept(CompareState().key(tabled.hash))
    let months = Int((Double(study.clock.steps) * study.clock.step.months).rounded())
    let count = study.scenarios.count
    return StudyCard(
      study: tabled.heading, result: kept?.content.summary.first?.sentence, computed: kept?.content.made,
      size: "\(count) \(count == 1 ? "scenario" : "scenario's") · \(months) maanden · "
        + "\(study.base.parameters.count) aannames")
  }

  private func check(_ id: String?) async throws -> Response {
    guard let id, !id.isEmpty else { return await start(notice: nil) }
    guard let tabled = await desk.table.study(id) else { throw Refusal.absent }
    let view = CheckView(
      file: tabled.file, study: tabled, diagnostics: tabled.diagnostics.map(\.withoutFolder),
      sources: tabled.sources.withoutFolders)
    return pages.response(.check(view.page))
  }

  private func checkFile(_ request: Request) async throws -> Response {
    let type = request.headers[.contentType] ?? ""
    guard type.hasPrefix("multipart/form-data") else { throw Refusal(.unsupportedMediaType) }
    let body = try await request.bytes(limit: desk.limits.body)
    guard let file = FormText.file(in: body, type: type), !file.content.isEmpty else {
      throw Refusal(.badRequest, "Kies eerst een bestand.")
    }
    let checked = try await StudyCheck(desk: desk).check(file.content, name: file.name)
    let view = CheckView(
      file: checked.file, study: checked, diagnostics: checked.diagnostics, sources: checked.sources)
    return pages.response(.check(view.page), status: view.isRight ? .ok : .unprocessableContent)
  }

  private func compare(_ id: String, _ query: [String: String]) async throws -> Response {
    let (tabled, study) = try await desk.study(id)
    let state = try CompareState(query, for: study)
    let key = state.key(tabled.hash)
    // A long calculation is a job, so that its reader sees how far it is.
    if state.replications > CompareState.usualReplications, await desk.comparisons.kept(key) == nil {
      return Pages.redirect("/taken/" + (await job(tabled, study, state)))
    }
    let compared = try await desk.comparison(tabled, study, state)
    return pages.response(
      .compare(CompareView(tabled: tabled, study: study, state: state, compared: compared).page))
  }

  private func job(_ tabled: TabledStudy, _ study: Study, _ state: CompareState) async -> String {
    let address = "/studies/\(tabled.id)/vergelijk"
    let count = state.replications.formatted(.number.locale(Locale(identifier: "nl_NL")))
    return await desk.jobs.start(
      title: "Vergelijking met \(count) doorrekeningen", study: tabled.heading,
      back: Link(text: "Terug naar de vergelijking", address: address)
    ) { handle in
      try await desk.compare(tabled, study, state, telling: handle)
      return .page(address + state.query)
    }
  }
}

/// Checks a study that a reader brings; nothing of it is written or read on disk.
struct StudyCheck {
  let desk: Desk

  /// - Throws: `Refusal` where it is no text.
  func check(_ content: Data, name: String) async throws -> TabledStudy {
    guard let text = String(data: content, encoding: .utf8) else {
      throw Refusal(.unprocessableContent, "Dit bestand is geen tekst. Kies het bestand van de studie zelf.")
    }
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let file = last.isEmpty || last.count > 120 ? "studie.yaml" : last
    let sources = StudySources(
      files: [StudySources.File(name: file, path: "", text: text)], changes: [])
    return await desk.table.add(sources, name: (file as NSString).deletingPathExtension)
  }
}

extension Diagnostic {
  /// The same without the folder of the file, which is nobody's business.
  var withoutFolder: Diagnostic {
    var diagnostic = self
    diagnostic.file = (file as NSString).lastPathComponent
    return diagnostic
  }
}

extension StudySources {
  /// The same without the folders of the files.
  var withoutFolders: StudySources {
    var sources = self
    for index in files.indices {
      sources.files[index].name = (files[index].name as NSString).lastPathComponent
    }
    return sources
  }
}
