import Foundation
import Synchronization
import WerkfitStudy

/// Computes all scenarios under all readings, draw by draw.
///
/// Every draw of the parameters is computed for one case (a scenario under a reading) after the other, so that cases
/// that move people alike share chances and lives. A block of draws is the unit of work, and of summing up: results
/// are the same bits for any number of threads.
struct StudyRun: Sendable {
  let plans: [ReadingPlan]
  let settings: RunSettings
  let stores: [ReadingStore]
  let cases: [Case]
  /// The blocks that are kept: all, or those of a part.
  let blocks: Range<Int>
  /// What the workers did, where times are measured.
  let times = RunClock()

  /// The strata of the parameter draws: the draws of the base, for the readings too, so that draw r is the same there.
  var strata: Int { settings.sampling == .latinHypercube ? plans.first?.draws ?? 0 : 0 }

  /// Draws per block.
  static let blockSize = 32

  /// A scenario under a reading.
  struct Case: Sendable {
    var plan: Int
    var scenario: Int
    /// The first case that moves people alike, or itself.
    var firstAlike: Int
    /// Whether several cases that move people alike offer something.
    var sharesLives: Bool
  }

  /// Makes room for the outcomes of some blocks.
  ///
  /// - Throws: `SimulationError.storage` where there is none.
  init(plans: [ReadingPlan], settings: RunSettings, blocks: Range<Int>) throws {
    self.plans = plans
    self.settings = settings
    self.blocks = blocks
    stores = try plans.map { plan in
      let first = min(blocks.lowerBound * Self.blockSize, plan.draws)
      return try ReadingStore(
        plan: plan, draws: first..<max(first, min(blocks.upperBound * Self.blockSize, plan.draws)),
        keepsQuantities: settings.keepsQuantities, coursesKept: plan.reading == nil ? settings.coursesKept : 0
      )
    }
    var cases: [Case] = []
    for (plan, reading) in plans.enumerated() {
      for (scenario, model) in reading.models.enumerated() {
        let first = cases.indices.first { earlier in
          let other = cases[earlier]
          // Whoever shares reads what the first computes, in every draw.
          return other.firstAlike == earlier && plans[other.plan].draws >= reading.draws
            && plans[other.plan].models[other.scenario].movesPeople(like: model)
        }
        cases.append(
          Case(plan: plan, scenario: scenario, firstAlike: first ?? cases.count, sharesLives: false))
      }
    }
    for index in cases.indices {
      let alike = cases.filter {
        $0.firstAlike == cases[index].firstAlike && !plans[$0.plan].models[$0.scenario].offers.isEmpty
      }
      cases[index].sharesLives = alike.count > 1
    }
    self.cases = cases
  }

  /// Computes the blocks that are not there yet.
  ///
  /// - Parameters:
  ///   - done: Blocks that have been computed before and stand in the stores.
  ///   - keep: Called on any thread with a block and the sums of its series, per case, when it stands in the stores.
  /// - Throws: `SimulationError`, or what `keep` throws.
  func compute(
    except done: Set<Int>, threads: Int, note: @escaping @Sendable (Int) -> Void,
    isCancelled: (@Sendable () -> Bool)?, keep: @Sendable (Int, [SeriesSums?]) throws -> Void
  ) throws {
    let next = Atomic<Int>(blocks.lowerBound)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks.count - done.count))) { _ in
      do {
        var workers: [ScenarioWorker?] = cases.map { _ in nil }
        let memory = FlowMemory(models: plans.lazy.flatMap(\.models))
        while true {
          let block = next.add(1, ordering: .relaxed).oldValue
          if block >= blocks.upperBound { break }
          if done.contains(block) { continue }
          if failure.withLock({ $0 != nil }) { break }
          if isCancelled?() == true { throw SimulationError.cancelled }
          let series = try compute(block, with: &workers, memory, isCancelled: isCancelled)
          try keep(block, series)
          note(work(in: block))
        }
        if settings.measuresTimes {
          for worker in workers { if let worker { times.add(worker.times) } }
        }
      } catch {
        failure.withLock { if $0 == nil { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Adds the sums of a block, one per case that has draws in it.
  func add(_ series: [SeriesSums?], of block: Int) {
    for (item, sums) in zip(cases, series) {
      if let sums { stores[item.plan].series.add(sums, scenario: item.scenario, block: block) }
    }
  }

  /// The outcomes, when all blocks stand in the stores.
  func results(scenarios: [String]) -> [ReadingResult] {
    stores.map { $0.result(scenarios: scenarios) }
  }

  /// The draws of a reading in a block.
  func draws(of plan: Int, in block: Int) -> Range<Int> {
    let first = min(block * Self.blockSize, plans[plan].draws)
    return first..<min(first + Self.blockSize, plans[plan].draws)
  }

  /// The amount of work of a block, in replications.
  func work(in block: Int) -> Int {
    plans.indices.reduce(0) { sum, plan in
      sum + plans[plan].rows(of: draws(of: plan, in: block)).count * plans[plan].models.count
    }
  }

  private func compute(
    _ block: Int, with workers: inout [ScenarioWorker?], _ memory: FlowMemory,
    isCancelled: (@Sendable () -> Bool)?
  ) throws -> [SeriesSums?] {
    for (index, item) in cases.enumerated() {
      if draws(of: item.plan, in: block).isEmpty {
        // A thread takes blocks in order: readings with fewer draws are done, and their memory can go.
        if item.plan > 0 && !settings.measuresTimes { workers[index] = nil }
      } else if workers[index] == nil {
        workers[index] = try ScenarioWorker(
          store: stores[item.plan], scenario: item.scenario, settings: settings, memory: memory,
          strata: strata,
          sharing: item.firstAlike < index ? workers[item.firstAlike] : nil, sharesLives: item.sharesLives)
      }
      workers[index]?.beginBlock()
    }
    for draw in (block * Self.blockSize)..<((block + 1) * Self.blockSize) {
      for (index, item) in cases.enumerated() where draw < plans[item.plan].draws {
        try workers[index]?.compute(draw: draw, isCancelled: isCancelled)
      }
    }
    return zip(cases, workers).map { item, worker in
      draws(of: item.plan, in: block).isEmpty ? nil : worker?.takeSeries()
    }
  }
}
