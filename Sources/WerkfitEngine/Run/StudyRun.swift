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
  let blocks: Int

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

  init(plans: [ReadingPlan], settings: RunSettings) throws {
    self.plans = plans
    self.settings = settings
    let blocks = ((plans.map(\.draws).max() ?? 0) + Self.blockSize - 1) / Self.blockSize
    self.blocks = blocks
    stores = try plans.map {
      try ReadingStore(
        plan: $0, blocks: ($0.draws + Self.blockSize - 1) / Self.blockSize,
        keepsQuantities: settings.keepsQuantities)
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

  /// Runs everything.
  ///
  /// - Throws: `SimulationError`.
  func results(
    scenarios: [String], threads: Int, note: @escaping @Sendable (Int) -> Void,
    isCancelled: (@Sendable () -> Bool)?
  ) throws -> (readings: [ReadingResult], times: RunTimes) {
    let begin = TimeTaken.now
    let times = Mutex(RunTimes())
    let next = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      do {
        var workers: [ScenarioWorker?] = cases.map { _ in nil }
        while true {
          let block = next.add(1, ordering: .relaxed).oldValue
          if block >= blocks { break }
          if failure.withLock({ $0 != nil }) { break }
          if isCancelled?() == true { throw SimulationError.cancelled }
          try compute(block, with: &workers)
          note(work(in: block))
        }
        if settings.measuresTimes {
          times.withLock { times in for worker in workers { if let worker { times.add(worker.times) } } }
        }
      } catch {
        failure.withLock { if $0 == nil { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    let end = TimeTaken.now
    let readings = stores.map { $0.result(scenarios: scenarios) }
    var found = times.withLock { $0 }
    found.simulating = end - begin
    found.collecting = TimeTaken.now - end
    return (readings, found)
  }

  private func draws(of plan: Int, in block: Int) -> Range<Int> {
    let first = min(block * Self.blockSize, plans[plan].draws)
    return first..<min(first + Self.blockSize, plans[plan].draws)
  }

  /// The amount of work of a block, in replications.
  private func work(in block: Int) -> Int {
    plans.indices.reduce(0) { sum, plan in
      sum + draws(of: plan, in: block).count * plans[plan].models.count
        * (plans[plan].expectedOnly ? 1 : plans[plan].chances)
    }
  }

  private func compute(_ block: Int, with workers: inout [ScenarioWorker?]) throws {
    for (index, item) in cases.enumerated() {
      if draws(of: item.plan, in: block).isEmpty {
        // A thread takes blocks in order: readings with fewer draws are done, and their memory can go.
        if item.plan > 0 && !settings.measuresTimes { workers[index] = nil }
      } else if workers[index] == nil {
        workers[index] = try ScenarioWorker(
          model: plans[item.plan].models[item.scenario], settings: settings, strata: strata,
          sharing: item.firstAlike < index ? workers[item.firstAlike] : nil, sharesLives: item.sharesLives)
      }
      workers[index]?.beginBlock()
    }
    for draw in (block * Self.blockSize)..<((block + 1) * Self.blockSize) {
      for (index, item) in cases.enumerated() where draw < plans[item.plan].draws {
        try workers[index]?.compute(draw: draw, scenario: item.scenario, into: stores[item.plan])
      }
    }
    for (index, item) in cases.enumerated() {
      if let worker = workers[index] {
        stores[item.plan].series.add(worker.takeSeries(), scenario: item.scenario, block: block)
      }
    }
  }
}
