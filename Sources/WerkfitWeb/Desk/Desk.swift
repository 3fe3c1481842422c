import Foundation
import WerkfitAnalysis
import WerkfitArchive
import WerkfitEngine
import WerkfitReport
import WerkfitStudy

/// Everything that pages are made from: the studies, the calculations and what they gave.
struct Desk: Sendable {
  let limits: ServerLimits
  let table: StudyTable
  /// Calculations for a page that somebody waits for.
  let quick: Bench
  /// Long calculations, which leave a core for the quick ones.
  let long: Bench
  let comparisons = ResultShelf<ComparedStudy>(capacity: 24)
  let tuners = ResultShelf<Tuner>(capacity: 8)
  let savedRuns = ResultShelf<TunedRun>(capacity: 32)
  let inquiries = ResultShelf<AnalysisDocument>(capacity: 48)
  let jobs: JobList
  /// Where runs are kept, or nil.
  let archive: RunArchive?

  init(_ settings: ServerSettings) {
    limits = settings.limits
    table = StudyTable(files: settings.studies, guests: limits.guests)
    quick = Bench(places: 2, waiting: limits.waiting)
    long = Bench(places: 1, waiting: limits.waiting)
    jobs = JobList(most: limits.jobs)
    archive = settings.archive
  }

  /// The threads of a long calculation.
  static var longThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount - 1) }

  /// A study that can be computed.
  ///
  /// - Throws: `Refusal` where it is not there, or has errors.
  func study(_ id: String) async throws -> (tabled: TabledStudy, study: Study) {
    guard let tabled = await table.study(id) else { throw Refusal.absent }
    guard let study = tabled.study else {
      throw Refusal(
        .conflict, "Deze studie heeft fouten en kan niet worden doorgerekend.",
        back: Link(text: "Bekijk de fouten", address: "/controle?studie=\(id)"))
    }
    return (tabled, study)
  }

  /// Puts the scenarios of a study side by side as a job that says how far it is, for who asks for them next.
  func compare(
    _ tabled: TabledStudy, _ study: Study, _ state: CompareState, telling handle: JobList.Handle
  ) async throws {
    _ = try await comparisons.value(state.key(tabled.hash)) {
      try await long.run(
        seconds: limits.secondsPerJob, sign: handle.sign, progress: { handle.tell($0) }
      ) { watch in
        try ComparedStudy(
          tabled, study, state: state, archive: archive, threads: Self.longThreads, watch: watch)
      }
    }
  }

  /// The scenarios of a study side by side.
  func comparison(_ tabled: TabledStudy, _ study: Study, _ state: CompareState) async throws -> ComparedStudy
  {
    try await comparisons.value(state.key(tabled.hash)) {
      try await quick.run(seconds: limits.secondsToCompute) { watch in
        try ComparedStudy(
          tabled, study, state: state, archive: archive, threads: 0, watch: watch)
      }
    }
  }
}
