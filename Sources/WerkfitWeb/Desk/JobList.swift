import Foundation

/// Work that goes on while its reader looks at how far it is.
struct Job: Sendable {
  var id: String
  var progress: JobProgress
  var study: StudyHeading?
  var back: Link
  var made: Date
  /// The file that came out, where it is one.
  var file: JobFile?
}

/// A file that a job made, in a folder of its own that only this user can open.
struct JobFile: Sendable {
  var path: String
  var name: String
  var contentType: String
}

/// The jobs, each with its progress; old ones are forgotten with their files.
actor JobList {
  private var jobs: [String: Job] = [:]
  private var order: [String] = []
  private var tasks: [String: Task<Void, Never>] = [:]
  private var listeners: [String: [UUID: AsyncStream<JobProgress>.Continuation]] = [:]
  private let most: Int
  private let folder: URL

  init(most: Int) {
    self.most = most
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("werkfit-web-" + UUID().uuidString)
  }

  /// What a job may do: say how far it is.
  struct Handle: Sendable {
    let id: String
    let list: JobList
    let sign: StopSign
    let told = Told()

    /// Tells how far the work is, 0 to 1.
    func tell(_ share: Double) {
      let percent = Int((share * 100).rounded())
      guard told.rises(to: percent) else { return }
      Task { await list.update(id) { $0.percent = max($0.percent ?? 0, percent) } }
    }
  }

  /// What comes out of a job: a file, or the address of a page.
  enum Outcome: Sendable {
    case file(JobFile)
    case page(String)
  }

  /// Begins a job and gives its name.
  func start(
    title: String, study: StudyHeading?, back: Link,
    _ work: @escaping @Sendable (Handle) async throws -> Outcome
  ) -> String {
    let id = Self.newID()
    jobs[id] = Job(
      id: id, progress: JobProgress(id: id, title: title, state: .running, percent: 0), study: study,
      back: back, made: Date())
    order.append(id)
    forgetOld()
    let handle = Handle(id: id, list: self, sign: StopSign())
    tasks[id] = Task {
      do {
        let outcome = try await work(handle)
        finish(id, outcome)
      } catch {
        fail(id, error)
      }
    }
    return id
  }

  /// A job, or nil where it is not there or is forgotten.
  func job(_ id: String) -> Job? { jobs[id] }

  /// The latest jobs of a study that made a file, the newest first.
  func recent(of study: String) -> [JobProgress] {
    order.reversed().compactMap { jobs[$0] }
      .filter { $0.study?.id == study && ($0.file != nil || $0.progress.state == .running) }
      .prefix(6).map(\.progress)
  }

  /// Asks a job to stop.
  func stop(_ id: String) { tasks[id]?.cancel() }

  /// The folder for the files of a job.
  func makeFolder(_ id: String) throws -> URL {
    let own = folder.appendingPathComponent(id)
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return own
  }

  /// How far a job is, now and whenever that changes, until it is over.
  func progress(of id: String) -> AsyncStream<JobProgress> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: JobProgress.self, bufferingPolicy: .bufferingNewest(1))
    guard let job = jobs[id] else {
      continuation.finish()
      return stream
    }
    continuation.yield(job.progress)
    if Self.isOver(job.progress) {
      continuation.finish()
      return stream
    }
    let key = UUID()
    listeners[id, default: [:]][key] = continuation
    continuation.onTermination = { _ in Task { await self.unlisten(id, key) } }
    return stream
  }

  /// Stops everything and removes the files.
  func close() {
    for task in tasks.values { task.cancel() }
    for waiting in listeners.values.flatMap(\.values) { waiting.finish() }
    try? FileManager.default.removeItem(at: folder)
  }

  private static func newID() -> String {
    UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
  }

  private static func isOver(_ progress: JobProgress) -> Bool {
    [.done, .failed, .stopped].contains(progress.state)
  }

  private func unlisten(_ id: String, _ key: UUID) { listeners[id]?[key] = nil }

  fileprivate func update(_ id: String, _ change: @Sendable (inout JobProgress) -> Void) {
    guard var job = jobs[id], !Self.isOver(job.progress) else { return }
    change(&job.progress)
    jobs[id] = job
    let isOver = Self.isOver(job.progress)
    for listener in listeners[id, default: [:]].values {
      listener.yield(job.progress)
      if isOver { listener.finish() }
    }
    if isOver { (tasks[id], listeners[id]) = (nil, nil) }
  }

  private func finish(_ id: String, _ outcome: Outcome) {
    switch outcome {
    case .page(let address):
      update(id) { job in
        (job.state, job.percent, job.result) = (.done, 100, address)
      }
    case .file(let file):
      jobs[id]?.file = file
      let size = (try? FileManager.default.attributesOfItem(atPath: file.path))?[.size] as? Int
      update(id) { job in
        (job.state, job.percent, job.result) = (.done, 100, "/taken/\(id)/bestand")
        job.file = file.name
        job.size = size.map { $0.formatted(.byteCount(style: .file).locale(Locale(identifier: "nl_NL"))) }
      }
    }
  }

  private func fail(_ id: String, _ error: any Error) {
    let isStopped = error is CancellationError
    let message = JobFailure.words(for: error)
    update(id) { job in
      job.state = isStopped ? .stopped : .failed
      job.message = isStopped ? nil : message
    }
  }

  private func forgetOld() {
    while order.count > most, let oldest = order.first {
      order.removeFirst()
      tasks[oldest]?.cancel()
      (jobs[oldest], tasks[oldest]) = (nil, nil)
      for listener in listeners[oldest, default: [:]].values { listener.finish() }
      listeners[oldest] = nil
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(oldest))
    }
  }
}
