import Foundation
import HTTPTypes
import Hummingbird
import WerkfitReport
import WerkfitStudy

/// The API for programs, by the Dutch API Design Rules: plural nouns, problem documents, a version in every answer.
struct APIRoutes: Sendable {
  let desk: Desk

  func add(to router: Router<WebContext>) {
    router.get("/v1/openapi.json") { _, _ in
      Response(
        status: .ok,
        headers: [.contentType: "application/json", .accessControlAllowOrigin: "*"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: APIDescription.json)))
    }
    router.get("/v1/studies") { request, _ in
      try Self.refuse(otherThan: [], in: try request.query)
      return APIAnswer.json(APIStudies(studies: await desk.table.all().map(APIStudy.init)))
    }
    router.get("/v1/studies/:id") { request, context in
      try Self.refuse(otherThan: [], in: try request.query)
      guard let tabled = await desk.table.study(try context.part("id")) else { throw Refusal.absent }
      return APIAnswer.json(APIStudy(tabled))
    }
    router.get("/v1/studies/:id/comparison") { request, context in
      try await comparison(try context.part("id"), try request.query)
    }
    router.post("/v1/runs") { request, _ in try await startRun(request) }
    router.get("/v1/runs/:id") { request, context in
      try Self.refuse(otherThan: [], in: try request.query)
      guard let job = await desk.jobs.job(try context.part("id")) else { throw Refusal.absent }
      return APIAnswer.json(APIRun(job))
    }
    router.delete("/v1/runs/:id") { _, context in
      let id = try context.part("id")
      guard await desk.jobs.job(id) != nil else { throw Refusal.absent }
      await desk.jobs.stop(id)
      return Response(status: .noContent)
    }
    router.post("/v1/tunings") { request, _ in try await tune(request) }
    router.post("/v1/checks") { request, _ in try await check(request) }
    methods(router)
  }

  /// Says which methods a resource has where another is asked for.
  private func methods(_ router: Router<WebContext>) {
    let all: [(RouterPath, [HTTPRequest.Method])] = [
      ("/v1/openapi.json", [.get]), ("/v1/studies", [.get]), ("/v1/studies/:id", [.get]),
      ("/v1/studies/:id/comparison", [.get]), ("/v1/runs", [.post]), ("/v1/runs/:id", [.get, .delete]),
      ("/v1/tunings", [.post]), ("/v1/checks", [.post]),
    ]
    for (path, known) in all {
      let allowed = known.map(\.rawValue).joined(separator: ", ")
      for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete, .options, .trace]
      where !known.contains(method) {
        router.on(path, method: method) { _, _ in
          var response = APIProblem(Refusal(.methodNotAllowed)).response
          response.headers[.allow] = allowed
          return response
        }
      }
    }
  }

  private static func refuse(otherThan known: Set<String>, in query: [String: String]) throws {
    if let other = query.keys.sorted().first(where: { !known.contains($0) }) {
      throw Refusal.wrong(String(other.prefix(80)), "deze parameter is niet bekend")
    }
  }

  private func state(
    reference: String?, perspective: String?, replications: Int?, for study: Study
  ) throws -> CompareState {
    var fields: [String: String] = [:]
    fields["referentie"] = reference
    fields["perspectief"] = perspective
    fields["doorrekening"] = replications.map { "\($0)" }
    do {
      return try CompareState(fields, for: study)
    } catch let error as CompareState.Problem {
      let names = [
        "referentie": "reference", "perspectief": "perspective", "doorrekening": "replications",
      ]
      throw Refusal.wrong(names[error.field] ?? error.field, error.reason)
    }
  }

  private func comparison(_ id: String, _ query: [String: String]) async throws -> Response {
    try Self.refuse(otherThan: ["reference", "perspective", "replications"], in: query)
    let (tabled, study) = try await desk.study(id)
    var replications: Int?
    if let text = query["replications"] {
      guard let number = Int(text) else { throw Refusal.wrong("replications", "dit is geen geheel getal") }
      replications = number
    }
    // An empty name is a wrong one here.
    for key in ["reference", "perspective"] where query[key]?.isEmpty == true {
      throw Refusal.wrong(key, "deze waarde is leeg")
    }
    let state = try state(
      reference: query["reference"], perspective: query["perspective"], replications: replications,
      for: study)
    let compared = try await desk.comparison(tabled, study, state)
    let text = try ResultDocument(compared.comparison).json()
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ request: Request) async throws -> Value {
    guard (request.headers[.contentType] ?? "").lowercased().hasPrefix("application/json") else {
      throw Refusal(.unsupportedMediaType, "Stuur JSON (application/json).")
    }
    let body = try await request.bytes(limit: desk.limits.body)
    do {
      return try JSONDecoder().decode(type, from: body)
    } catch let DecodingError.keyNotFound(key, _) {
      throw Refusal.wrong(key.stringValue, "dit veld ontbreekt")
    } catch let DecodingError.typeMismatch(_, context) {
      throw Refusal.wrong(
        context.codingPath.map(\.stringValue).joined(separator: "."), "de waarde heeft een andere vorm")
    } catch {
      throw Refusal(.badRequest, "Dit is geen geldige JSON, of er ontbreekt iets.")
    }
  }

  private func startRun(_ request: Request) async throws -> Response {
    let asked = try await decoded(APIRunRequest.self, request)
    let (tabled, study) = try await desk.study(asked.study)
    let state = try state(
      reference: asked.reference, perspective: asked.perspective, replications: asked.replications,
      for: study)
    let result = "/v1/studies/\(tabled.id)/comparison" + Self.query(state, study)
    let id = await desk.jobs.start(
      title: "Vergelijking met \(state.replications.inDutch) doorrekeningen", study: tabled.heading,
      back: Link(text: "Naar de studies", address: "/")
    ) { handle in
      try await desk.compare(tabled, study, state, telling: handle)
      return .page(result)
    }
    guard let job = await desk.jobs.job(id) else { throw Refusal.absent }
    var response = APIAnswer.json(APIRun(job), status: .accepted)
    response.headers[.location] = "/v1/runs/\(id)"
    return response
  }

  private static func query(_ state: CompareState, _ study: Study) -> String {
    var parts: [String] = []
    if let reference = state.reference { parts.append("reference=\(reference.inQuery)") }
    if let perspective = state.perspective { parts.append("perspective=\(perspective.inQuery)") }
    parts.append("replications=\(state.replications)")
    return "?" + parts.joined(separator: "&")
  }

  private func tune(_ request: Request) async throws -> Response {
    let asked = try await decoded(APITuningRequest.self, request)
    let (tabled, study) = try await desk.study(asked.study)
    var fields: [String: String] = [:]
    fields["scenario"] = asked.scenario
    fields["perspectief"] = asked.perspective
    for (name, value) in asked.parameters ?? [:] { fields["p.\(name)"] = "\(value)" }
    let state = try TuneState(fields, for: study)
    let tuner = try await desk.tuner(tabled, study, state)
    let run = try await desk.quick.run(seconds: desk.limits.secondsToCompute) { watch in
      try tuner.preview(state.values, watch: watch)
    }
    let result = TuneView(tabled: tabled, study: study, state: state, tuner: tuner)
      .result(run, saved: tuner.saved, isPreview: true)
    return APIAnswer.json(
      APITuning(
        study: tabled.id, scenario: state.scenario, replications: run.comparison.run.replications,
        sentence: result.sentence,
        figures: result.figures.map {
          APITuning.Figure(
            label: $0.label, value: $0.main, interval80: $0.interval80, interval95: $0.interval95,
            saved: $0.saved, difference: $0.difference)
        },
        changes: result.changes.map { APITuning.Change(parameter: $0.label, from: $0.from, to: $0.to) }))
  }

  private func check(_ request: Request) async throws -> Response {
    let asked = try await decoded(APICheckRequest.self, request)
    let checked = try await StudyCheck(desk: desk).check(
      Data(asked.text.utf8), name: asked.name ?? "studie.yaml")
    return APIAnswer.json(
      APICheck(
        isValid: checked.study != nil, study: checked.study == nil ? nil : checked.id,
        findings: checked.diagnostics.map(APIFinding.init)))
  }
}
