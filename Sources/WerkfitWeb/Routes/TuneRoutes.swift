import Foundation
import HTTPTypes
import Hummingbird
import WerkfitAnalysis
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Moving assumptions: the page, the answers that follow a slider, and what is saved.
struct TuneRoutes: Sendable {
  let desk: Desk
  let pages: Pages

  func add(to router: Router<WebContext>) {
    router.get("/studies/:id/bijstellen") { request, context in
      try await page(try context.part("id"), try request.query)
    }
    router.get("/studies/:id/bijstellen/stroom") { request, context in
      try await stream(request, try context.part("id"), try request.query)
    }
    router.post("/studies/:id/bijstellen/bewaren") { request, context in
      try await save(try context.part("id"), try await request.form(limit: desk.limits.body))
    }
    router.get("/studies/:id/bijstellen/studie.yaml") { request, context in
      try await download(try context.part("id"), try request.query)
    }
  }

  private func asked(_ id: String, _ query: [String: String]) async throws -> (TabledStudy, Study, TuneState)
  {
    let (tabled, study) = try await desk.study(id)
    return (tabled, study, try TuneState(query, for: study))
  }

  private func page(_ id: String, _ query: [String: String]) async throws -> Response {
    let (tabled, study, state) = try await asked(id, query)
    let tuner = try await desk.tuner(tabled, study, state)
    let view = TuneView(tabled: tabled, study: study, state: state, tuner: tuner)
    let run = try await desk.quick.run(seconds: desk.limits.secondsToCompute) { watch in
      try tuner.preview(state.values, watch: watch)
    }
    let notice = query["bewaard"].map {
      "Bewaard als ‘\($0)’. De server onthoudt dit tot hij stopt; download de studie om haar te houden."
    }
    return pages.response(
      .tune(view.page(view.result(run, saved: tuner.saved, isPreview: true), notice: notice)))
  }

  private func stream(_ request: Request, _ id: String, _ query: [String: String]) async throws -> Response {
    let (tabled, study, state) = try await asked(id, query)
    let (desk, renderer) = (desk, pages.renderer)
    return EventStream.response(request) { sink in
      do {
        let tuner = try await desk.tuner(tabled, study, state)
        let view = TuneView(tabled: tabled, study: study, state: state, tuner: tuner)
        let first = try await desk.quick.run(seconds: desk.limits.secondsToCompute) { watch in
          try tuner.preview(state.values, watch: watch)
        }
        sink.yield(renderer.event(.preview(view.result(first, saved: tuner.saved, isPreview: true))))
        // Who is still moving the slider wants the next first answer, not the whole of this one.
        try await Task.sleep(for: .milliseconds(500))
        let told = Told()
        let (full, saved) = try await fullRuns(tuner, tabled, state) { share in
          let percent = Int(share * 100)
          guard told.rises(to: percent) else { return }
          let count = Int(share * Double(Tuner.fullReplications))
          sink.yield(
            renderer.event(
              .progress(
                percent: percent,
                message: "\(count.inDutch) van \(Tuner.fullReplications.inDutch) doorrekeningen")))
        }
        sink.yield(renderer.event(.full(view.result(full, saved: saved, isPreview: false))))
      } catch is CancellationError {
        return
      } catch {
        sink.yield(renderer.event(.failure(JobFailure.words(for: error))))
      }
    }
  }

  /// The whole answer, and the study as it is at as many replications.
  private func fullRuns(
    _ tuner: Tuner, _ tabled: TabledStudy, _ state: TuneState,
    progress: @escaping @Sendable (Double) -> Void
  ) async throws -> (TunedRun, TunedRun) {
    let key = desk.tunerKey(tabled, state) + "|vol"
    let kept = await desk.savedRuns.kept(key)
    let isUnchanged = tuner.tuning.overrides(for: state.values).isEmpty
    let half = kept == nil && !isUnchanged ? 0.5 : 0
    let saved: TunedRun
    if let kept {
      saved = kept
    } else {
      let span = isUnchanged ? 1 : half
      saved = try await desk.long.run(
        seconds: desk.limits.secondsPerJob, progress: { progress($0 * span) }
      ) { watch in
        try tuner.run(
          [:], replications: Tuner.fullReplications, threads: Desk.longThreads, watch: watch)
      }
      await desk.savedRuns.put(key, saved)
    }
    if isUnchanged { return (saved, saved) }
    let full = try await desk.long.run(
      seconds: desk.limits.secondsPerJob, progress: { progress(half + $0 * (1 - half)) }
    ) { watch in
      try tuner.run(
        state.values, replications: Tuner.fullReplications, threads: Desk.longThreads, watch: watch)
    }
    return (full, saved)
  }

  private func save(_ id: String, _ form: [String: String]) async throws -> Response {
    let (tabled, study, state) = try await asked(id, form)
    let name = try Self.name(form)
    let tuner = try await desk.tuner(tabled, study, state)
    let saved = try SavedStudy(tabled, tuner: tuner, state: state, name: name)
    let added = await desk.table.add(saved.sources, name: name)
    guard added.study != nil else {
      throw Refusal(
        .unprocessableContent, "Met deze waarden klopt de studie niet meer.",
        details: added.diagnostics.filter { $0.severity == .error }.prefix(5).map { $0.text() })
    }
    let scenario = saved.scenario.map { "?scenario=\($0.inQuery)&" } ?? "?"
    return Pages.redirect("/studies/\(added.id)/bijstellen\(scenario)bewaard=\(name.inQuery)")
  }

  private func download(_ id: String, _ query: [String: String]) async throws -> Response {
    let (tabled, study, state) = try await asked(id, query)
    let tuner = try await desk.tuner(tabled, study, state)
    let name = (try? Self.name(query)) ?? ""
    let saved = try SavedStudy(tabled, tuner: tuner, state: state, name: name)
    let base = name.isEmpty ? (tabled.file as NSString).deletingPathExtension : name
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/yaml; charset=utf-8",
        .contentDisposition: "attachment; filename=\"\(StudyTable.slug(base)).yaml\"",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(string: saved.text)))
  }

  private static func name(_ form: [String: String]) throws -> String {
    let name = (form["naam"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    guard !name.isEmpty else { throw Refusal.wrong("naam", "geef het scenario een naam") }
    guard name.count <= 80, !name.unicodeScalars.contains(where: { $0.value < 32 }) else {
      throw Refusal.wrong("naam", "kies een naam van hoogstens 80 tekens")
    }
    return name
  }
}

extension Desk {
  func tunerKey(_ tabled: TabledStudy, _ state: TuneState) -> String {
    state.compare.key(tabled.hash) + "|" + state.scenario
  }

  /// What is kept of a study and a scenario while its assumptions are moved.
  func tuner(_ tabled: TabledStudy, _ study: Study, _ state: TuneState) async throws -> Tuner {
    try await tuners.value(tunerKey(tabled, state)) {
      try await quick.run(seconds: limits.secondsToCompute) { watch in
        try Tuner(state.compare.applied(to: study), scenario: state.scenario, watch: watch)
      }
    }
  }
}

extension Int {
  /// The number as Dutch readers write it.
  var inDutch: String { formatted(.number.locale(Locale(identifier: "nl_NL"))) }
}
