import CGSL
import Dispatch
import Foundation
import Synchronization
import WerkfitStudy

/// A study that is compiled and ready to be computed, at once or block by block.
///
/// A block is 32 successive draws of the parameters under every reading that has them. Blocks can be computed in any
/// order and on any machine of the same kind, and give the same bits together.
public struct SimulationPlan: Sendable {
  /// The study.
  public let study: Study
  /// The settings.
  public let settings: RunSettings
  /// The keys of the scenarios that are computed, in order of the study.
  public let scenarios: [String]
  let plans: [ReadingPlan]
  let threads: Int
  /// Per reading the number of columns of all scenarios, and the most bytes that the sums of its series take.
  let sizes: [(columns: Int, series: Int)]
  private let reference: String
  private let begin: Date
  /// What compiling took.
  private let compiling: TimeTaken

  /// Compiles a study under all readings that the settings ask for.
  ///
  /// - Throws: `SimulationError`.
  public init(_ study: Study, settings: RunSettings = .init()) throws {
    begin = Date()
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
    (self.study, self.settings, self.scenarios) = (study, settings, scenarios)
    sizes = plans.map { plan in
      (
        ColumnLayout(models: plan.models).count * plan.models.count,
        plan.models.map(SeriesSums.size).reduce(0) { $0 + $1.numbers * 8 + $1.lists }
      )
    }
    (self.plans, self.threads, self.reference) = (plans, threads, reference.name)
    compiling = TimeTaken.now - started
  }

  /// Whether E[outcome | parameters] of the base reading is exact by the deterministic trace: no whole places, funds
  /// or intake bind in any scenario.
  public var expectationIsExact: Bool { plans.first?.expectationIsExact ?? false }

  /// Whether such traces cost little beside simulating: few lots are split in the first draw.
  ///
  /// - Throws: `SimulationError` where a number is impossible for that draw.
  public var tracesAreCheap: Bool {
    get throws {
      guard let base = plans.first else { return false }
      return try ReadingPlan.tracesAreCheap(base.models, settings: settings)
    }
  }

  /// The number of blocks.
  public var blocks: Int {
    ((plans.map(\.draws).max() ?? 0) + StudyRun.blockSize - 1) / StudyRun.blockSize
  }

  /// Computes everything.
  ///
  /// - Throws: `SimulationError`.
  public func result(
    progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> StudyResult {
    let run = try run(blocks: 0..<blocks)
    let started = TimeTaken.now
    try run.compute(
      except: [], threads: threads, note: counter(of: run, progress), isCancelled: isCancelled
    ) { run.add($1, of: $0) }
    let computed = TimeTaken.now
    var result = result(of: run)
    if settings.measuresTimes {
      var times = run.times.times
      times.compiling = compiling
      times.simulating = computed - started
      times.collecting = TimeTaken.now - computed
      result.times = times
    }
    return result
  }

  /// Room for the outcomes of some blocks.
  func run(blocks: Range<Int>) throws -> StudyRun {
    try StudyRun(plans: plans, settings: settings, blocks: blocks)
  }

  /// What all blocks together give.
  func result(of run: StudyRun) -> StudyResult {
    let readings = run.results(scenarios: scenarios)
    let kept = run.stores.compactMap(\.kept)
    return StudyResult(
      study: study, settings: settings, scenarios: scenarios,
      referenceIndex: scenarios.firstIndex(of: reference) ?? 0,
      readings: readings, draws: plans.first?.draws ?? 0, threads: threads,
      seconds: Date().timeIntervalSince(begin),
      kept: kept.isEmpty
        ? nil : KeptQuantities(study: study, readings: kept, results: readings, strata: run.strata))
  }

  /// Counts work done on a run, in replications, and tells the share.
  func counter(of run: StudyRun, _ progress: (@Sendable (Double) -> Void)?) -> @Sendable (Int) -> Void {
    guard let progress else { return { _ in } }
    let total = max(1, run.blocks.reduce(0) { $0 + run.work(in: $1) })
    let done = WorkCount()
    return { work in
      if let share = done.add(work, of: total) { progress(share) }
    }
  }
}

/// Counts work on several threads.
private final class WorkCount: Sendable {
  private let done = Atomic<Int>(0)
  private let reported = Atomic<Int>(0)

  /// Adds work; gives the share done where it is worth telling.
  func add(_ work: Int, of total: Int) -> Double? {
    let now = done.add(work, ordering: .relaxed).newValue
    let percent = now * 200 / total
    guard reported.load(ordering: .relaxed) < percent else { return nil }
    reported.store(percent, ordering: .relaxed)
    return Double(now) / Double(total)
  }
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
