import CGSL
import Foundation
import Synchronization
import WerkfitStudy

/// Why a study could not be simulated.
public enum SimulationError: Error, Sendable, Equatable {
  /// The caller asked to stop.
  case cancelled
  /// A number turned out impossible for some draw of the parameters, with where and what.
  case invalid(String)
  /// A name in the settings is not in the study.
  case unknown(String)
}

/// Simulates the scenarios of a study under its readings.
///
/// Replication r is the same bits for any number of threads and for any scenarios beside it: row r·K + c is
/// chance c of draw r of the parameters.
///
/// - Parameters:
///   - progress: Called from any thread with the share done, 0 to 1, a few hundred times at most.
///   - isCancelled: Asked between blocks of replications; true stops the run with `.cancelled`.
/// - Throws: `SimulationError`.
public func simulate(
  _ study: Study, settings: RunSettings = .init(),
  progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
) throws -> StudyResult {
  let begin = Date()
  let started = TimeTaken.now
  werkfit_silence_gsl()
  guard let reference = study.reference else { throw SimulationError.unknown("scenarios: none") }
  for name in settings.scenarios where !study.scenarios.contains(where: { $0.name == name }) {
    throw SimulationError.unknown(name)
  }
  let scenarios = study.scenarios.map(\.name).filter {
    settings.scenarios.isEmpty || settings.scenarios.contains($0) || $0 == reference.name
  }
  let wanted = settings.readings ?? study.readings.map(\.name)
  for name in wanted where !study.readings.contains(where: { $0.name == name }) {
    throw SimulationError.unknown(name)
  }
  let threads = settings.threads > 0 ? settings.threads : ProcessInfo.processInfo.activeProcessorCount
  var plans: [ReadingPlan] = []
  var tracesAreCheap = true
  for reading in [nil] + wanted.map(Optional.some) {
    let models = try compile(study, reading: reading, threads: threads)
    let isExact = models.allSatisfy(\.expectationIsExact)
    if reading == nil && isExact && !settings.expectedOnly {
      tracesAreCheap = try ReadingPlan.tracesAreCheap(models, settings: settings)
    }
    plans.append(
      ReadingPlan(
        reading: reading,
        models: zip(study.scenarios, models).filter { scenarios.contains($0.0.name) }.map(\.1),
        expectationIsExact: isExact, tracesAreCheap: tracesAreCheap, settings: settings,
        isBase: reading == nil))
  }
  let total = plans.reduce(0) { $0 + $1.workload }
  let done = Atomic<Int>(0)
  let reported = Atomic<Int>(0)
  let note: @Sendable (Int) -> Void = { work in
    let now = done.add(work, ordering: .relaxed).newValue
    guard let progress else { return }
    let percent = now * 200 / max(total, 1)
    if reported.load(ordering: .relaxed) < percent {
      reported.store(percent, ordering: .relaxed)
      progress(Double(now) / Double(max(total, 1)))
    }
  }
  let compiled = TimeTaken.now
  let run = try StudyRun(plans: plans, settings: settings)
  let (readings, measured) = try run.results(
    scenarios: scenarios, threads: threads, note: note, isCancelled: isCancelled)
  let collected = TimeTaken.now
  let parameterDraws = try ParameterDraws(study: study, settings: settings, draws: plans[0].draws).values()
  var times = measured
  times.compiling = compiled - started
  let last = TimeTaken.now - collected
  times.collecting.wall += last.wall
  times.collecting.cpu += last.cpu
  return StudyResult(
    study: study, settings: settings, scenarios: scenarios,
    referenceIndex: scenarios.firstIndex(of: reference.name) ?? 0, readings: readings,
    parameterDraws: parameterDraws, threads: threads, seconds: Date().timeIntervalSince(begin),
    times: settings.measuresTimes ? times : nil,
    kept: settings.keepsQuantities
      ? KeptRun(
        study: study, readings: run.stores.compactMap(\.kept), results: readings,
        parameterDraws: parameterDraws, strata: run.strata) : nil)
}

/// Compiles all scenarios of a study under a reading, on several threads.
private func compile(_ study: Study, reading: String?, threads: Int) throws -> [CompiledModel] {
  let compiled = Mutex<[Int: Result<CompiledModel, any Error>]>([:])
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, study.scenarios.count))) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < study.scenarios.count else { break }
      let result = Result {
        var compiler = ModelCompiler(study: study, scenario: study.scenarios[index].name, reading: reading)
        return try compiler.compile()
      }
      compiled.withLock { $0[index] = result }
    }
  }
  let results = compiled.withLock { $0 }
  return try study.scenarios.indices.compactMap { try results[$0]?.get() }
}
