import Foundation
import HTTPTypes
import Hummingbird
import WerkfitReport
import WerkfitStudy

/// What takes a while: analyses and documents, with how far they are.
struct JobRoutes: Sendable {
  let desk: Desk
  let pages: Pages

  func add(to router: Router<WebContext>) {
    router.get("/studies/:id/zoek-uit") { request, context in
      try await inquiry(try context.part("id"), try request.query, isAsked: false)
    }
    router.post("/studies/:id/zoek-uit") { request, context in
      let form = try await request.form(limit: desk.limits.body)
      return try await inquiry(try context.part("id"), form, isAsked: true)
    }
    router.get("/studies/:id/overhandigen") { _, context in
      try await handOver(try context.part("id"))
    }
    router.post("/studies/:id/overhandigen") { request, context in
      let form = try await request.form(limit: desk.limits.body)
      return try await make(try context.part("id"), form)
    }
    router.get("/taken/:id") { _, context in try await job(try context.part("id")) }
    router.get("/taken/:id/stroom") { request, context in try await stream(request, try context.part("id")) }
    router.get("/taken/:id/bestand") { _, context in try await file(try context.part("id")) }
    router.post("/taken/:id/stoppen") { request, context in
      let id = try context.part("id")
      guard await desk.jobs.job(id) != nil else { throw Refusal.absent }
      await desk.jobs.stop(id)
      return Pages.redirect("/taken/\(id)")
    }
  }

  // MARK: Jobs

  private func found(_ id: String) async throws -> Job {
    guard let job = await desk.jobs.job(id) else { throw Refusal.absent }
    return job
  }

  private func job(_ id: String) async throws -> Response {
    let job = try await found(id)
    if job.progress.state == .done, job.file == nil, let address = job.progress.result {
      return Pages.redirect(address)
    }
    return pages.response(.job(JobPage(job: job.progress, study: job.study, back: job.back)))
  }

  private func stream(_ request: Request, _ id: String) async throws -> Response {
    _ = try await found(id)
    let changes = await desk.jobs.progress(of: id)
    let renderer = pages.renderer
    return EventStream.response(request) { sink in
      for await progress in changes {
        sink.yield(renderer.event(.job(progress)))
        // A few times a second is enough for an eye.
        do { try await Task.sleep(for: .milliseconds(200)) } catch { return }
      }
    }
  }

  private func file(_ id: String) async throws -> Response {
    guard let file = try await found(id).file,
      let data = try? Data(contentsOf: URL(fileURLWithPath: file.path), options: .mappedIfSafe)
    else { throw Refusal.absent }
    return Response(
      status: .ok,
      headers: [
        .contentType: file.contentType,
        .contentDisposition: "attachment; filename=\"\(file.name)\"",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }

  // MARK: Analyses

  private func inquiry(_ id: String, _ fields: [String: String], isAsked: Bool) async throws -> Response {
    let (tabled, study) = try await desk.study(id)
    let wanted = fields["vraag"].flatMap { $0.isEmpty ? nil : $0 } ?? "tornado"
    guard let question = FindOutPage.Question(rawValue: wanted) else {
      throw Refusal.wrong("vraag", "kies een van de vragen op de pagina")
    }
    let state = try TuneState(["scenario": fields["scenario"] ?? ""], for: study)
    let view = InquiryView(
      tabled: tabled, study: study, question: question, scenario: state.scenario, outcome: nil)
    let key = "\(tabled.hash)|\(question.rawValue)|\(state.scenario)"
    if let kept = await desk.inquiries.kept(key) { return pages.response(.findOut(view.page(kept))) }
    if question == .split, StudyPricing.measures(of: study, in: state.scenario).count < 2 {
      let reason = StudyInquiry.Refusal.noMeasures.sentence.dutch
      return pages.response(.findOut(view.page(nil, missing: reason)))
    }
    guard isAsked else {
      return pages.response(
        .findOut(
          view.page(
            nil, missing: "Dit is nog niet uitgerekend. Het duurt enkele tellen tot een minuut.",
            isOnRequest: true)))
    }
    let address =
      "/studies/\(id)/zoek-uit?vraag=\(question.rawValue)&scenario=\(state.scenario.inQuery)"
    let inquiry = InquiryView.inquiry(question)
    let job = await desk.jobs.start(
      title: Self.title(question), study: tabled.heading,
      back: Link(text: "Terug naar de vragen", address: address)
    ) { handle in
      let document = try await desk.long.run(
        seconds: desk.limits.secondsPerJob, sign: handle.sign, progress: { handle.tell($0) }
      ) { watch in
        try inquiry.answer(
          about: study, scenario: state.scenario, replications: 2_000, threads: Desk.longThreads,
          watch: watch)
      }
      await desk.inquiries.put(key, document)
      return .page(address)
    }
    return Pages.redirect("/taken/\(job)")
  }

  private static func title(_ question: FindOutPage.Question) -> String {
    switch question {
    case .tornado: "Welke aannames doen ertoe"
    case .thresholds: "Waar de uitkomst omslaat"
    case .information: "Wat uitzoeken waard is"
    case .frontier: "Wat elke keuze kost en doet"
    case .split: "De verdeling van het budget"
    }
  }

  // MARK: Documents

  private func handOver(_ id: String) async throws -> Response {
    let (tabled, study) = try await desk.study(id)
    let usual = study.usualScenario?.name
    let missing =
      Self.toolsAreMissing
      ? "Hiervoor zijn de documentgereedschappen nodig. Installeer ze met: make documents" : nil
    func product(_ key: String, _ name: String, _ about: String, _ words: [String: String])
      -> HandOverPage.Product
    {
      let made = MadeDocument.allCases.filter { $0.product == key }
      return HandOverPage.Product(
        key: key, name: name, about: about,
        formats: made.map { Choice(value: $0.format, label: words[$0.format] ?? $0.format.uppercased()) },
        missing: made.allSatisfy(\.needsTools) ? missing : nil)
    }
    return pages.response(
      .handOver(
        HandOverPage(
          study: tabled.heading,
          scenarios: study.scenarios.map {
            Choice(value: $0.name, label: $0.label, isSelected: $0.name == usual)
          },
          languages: [
            Choice(value: "nl", label: "Nederlands", isSelected: true), Choice(value: "en", label: "Engels"),
          ],
          products: [
            product(
              "brief", "Brief aan de raad",
              "Voor de raad: wat het plan doet, wat het kost en hoe zeker dat is, in gewone taal. Lees de brief na voordat je hem verstuurt.",
              ["pdf": "PDF", "docx": "Word", "odt": "ODT", "html": "Webpagina"]),
            product(
              "rapport", "Rapport",
              "Voor wie het programma leidt of narekent: alle uitkomsten met grafieken en alle aannames, in één bestand.",
              ["html": "Webpagina"]),
            product(
              "werkboek", "Werkboek",
              "Voor wie verder rekent in Excel of Calc: uitkomsten, boekingen en aannames met formules.",
              ["xlsx": "Excel"]),
            product(
              "notebook", "Notebook",
              "Voor de analist: de trekkingen, de studie en een notebook om mee verder te gaan.",
              ["zip": "ZIP"]),
            product(
              "json", "JSON", "Voor programma's: alle uitkomsten als getallen.", ["json": "JSON"]),
          ],
          recent: await desk.jobs.recent(of: id))))
  }

  private static let toolsAreMissing = (try? DocumentTools()) == nil

  private func make(_ id: String, _ form: [String: String]) async throws -> Response {
    let (tabled, study) = try await desk.study(id)
    guard let document = form["stuk"].flatMap(MadeDocument.init(rawValue:)) else {
      throw Refusal.wrong("stuk", "kies een van de stukken op de pagina")
    }
    let state = try TuneState(["scenario": form["scenario"] ?? ""], for: study)
    guard let language = Language(rawValue: form["taal"].flatMap { $0.isEmpty ? nil : $0 } ?? "nl") else {
      throw Refusal.wrong("taal", "kies nl of en")
    }
    let name = "\(document.product)-\(id)"
    let job = await desk.jobs.start(
      title: "\(document.title): \(study.title)", study: tabled.heading,
      back: Link(text: "Terug naar de stukken", address: "/studies/\(id)/overhandigen")
    ) { handle in
      let folder = try await desk.jobs.makeFolder(handle.id)
      let file = try await desk.long.run(
        seconds: desk.limits.secondsPerJob, sign: handle.sign, progress: { handle.tell($0) }
      ) { watch in
        try document.make(
          study, sources: tabled.sources, scenario: state.scenario, language: language, in: folder,
          name: name, threads: Desk.longThreads, watch: watch)
      }
      return .file(file)
    }
    return Pages.redirect("/taken/\(job)")
  }
}
