import Foundation
import Synchronization
import WerkfitStudy

/// How one reading is computed: which models, how many draws, how many chances for each, how many traces.
struct ReadingPlan: Sendable {
  let reading: String?
  let models: [CompiledModel]
  /// Per scenario, the first scenario that moves people alike.
  let firstAlike: [Int]
  let draws: Int
  let chances: Int
  /// The number of draws for which the deterministic trace is computed; 0 is none.
  let traces: Int
  let expectedOnly: Bool
  let expectationIsExact: Bool

  /// Draws per block: the unit of work, and of summing up.
  static let blockSize = 32
  /// How many replications a reading other than the base gets, unless asked otherwise: enough for a ranking.
  static let mostForReadings = 1_000
  /// How many draws get a trace beside the simulation, at most.
  static let mostTraces = 2_000

  init(reading: String?, models: [CompiledModel], settings: RunSettings, isBase: Bool) {
    self.reading = reading
    self.models = models
    firstAlike = models.indices.map { scenario in
      models.indices.first { $0 == scenario || models[$0].movesPeople(like: models[scenario]) } ?? scenario
    }
    expectedOnly = settings.expectedOnly
    expectationIsExact = models.allSatisfy(\.expectationIsExact)
    let wanted =
      isBase
      ? settings.replications
      : settings.replicationsForReadings ?? min(settings.replications, Self.mostForReadings)
    let replications = max(1, wanted)
    if settings.expectedOnly {
      chances = 1
      draws = settings.parametersAtMean ? 1 : replications
      traces = draws
    } else {
      chances = min(max(1, settings.chancesPerDraw ?? (expectationIsExact ? 1 : 4)), replications)
      draws = max(1, (replications + chances - 1) / chances)
      let compares = models.count > 1
      traces = compares && expectationIsExact ? min(draws, Self.mostTraces) : 0
    }
  }

  /// A worker per scenario; those that move people alike share their chances and lives with the first of them.
  private func makeWorkers(settings: RunSettings) throws -> [ScenarioWorker] {
    var workers: [ScenarioWorker] = []
    for (scenario, model) in models.enumerated() {
      let first = firstAlike[scenario]
      let offering = models.indices.filter { firstAlike[$0] == first && !models[$0].offers.isEmpty }
      workers.append(
        try ScenarioWorker(
          model: model, settings: settings, sharing: first < scenario ? workers[first] : nil,
          sharesLives: offering.count > 1))
    }
    return workers
  }

  /// The amount of work, in replications.
  var workload: Int { models.count * (expectedOnly ? draws : draws * chances) }

  func run(
    scenarios: [String], settings: RunSettings, threads: Int, note: @escaping @Sendable (Int) -> Void,
    isCancelled: (@Sendable () -> Bool)?
  ) throws -> ReadingResult {
    let layout = ColumnLayout(models: models)
    let rows = expectedOnly ? draws : draws * chances
    let sampled = ColumnStore(scenarios: models.count, columns: layout.count, rows: rows)
    let counterfactual = ColumnStore(scenarios: models.count, columns: layout.count, rows: rows)
    let withTraces = traces > 0 && !expectedOnly
    let expected = ColumnStore(scenarios: models.count, columns: layout.count, rows: withTraces ? traces : 0)
    let expectedShadow = ColumnStore(
      scenarios: models.count, columns: layout.count, rows: withTraces ? traces : 0)
    let blocks = (draws + Self.blockSize - 1) / Self.blockSize
    let collector = SeriesCollector(models: models, blocks: blocks)
    let next = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      do {
        let workers = try makeWorkers(settings: settings)
        while true {
          let block = next.add(1, ordering: .relaxed).oldValue
          if block >= blocks { break }
          if failure.withLock({ $0 != nil }) { break }
          if isCancelled?() == true { throw SimulationError.cancelled }
          let first = block * Self.blockSize
          let last = min(first + Self.blockSize, draws)
          for worker in workers { worker.beginBlock() }
          for draw in first..<last {
            for (scenario, worker) in workers.enumerated() {
              try worker.compute(
                draw: draw, chances: chances, expectedOnly: expectedOnly, layout: layout.positions[scenario],
                sampled: sampled, counterfactual: counterfactual,
                traceInto: withTraces && draw < traces ? (expected, expectedShadow) : nil, scenario: scenario)
            }
          }
          for (scenario, worker) in workers.enumerated() {
            collector.add(worker.takeSeries(), scenario: scenario, block: block)
          }
          note((last - first) * (expectedOnly ? 1 : chances) * workers.count)
        }
      } catch {
        failure.withLock { if $0 == nil { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return ReadingResult(
      reading: reading,
      sampled: sampled.table(scenarios: scenarios, outcomes: layout.outcomes),
      counterfactual: counterfactual.table(scenarios: scenarios, outcomes: layout.outcomes),
      expected: withTraces
        ? (
          expected.table(scenarios: scenarios, outcomes: layout.outcomes),
          expectedShadow.table(scenarios: scenarios, outcomes: layout.outcomes)
        ) : nil,
      expectationIsExact: expectationIsExact, chancesPerDraw: chances,
      series: collector.series(replications: Double(rows)))
  }
}

/// Which column of the table each column of a model fills: models may differ in prices, funds and states.
struct ColumnLayout: Sendable {
  let outcomes: [OutcomeDescriptor]
  /// Per model, the table column of each of its columns.
  let positions: [[Int]]
  var count: Int { outcomes.count }

  init(models: [CompiledModel]) {
    var outcomes: [OutcomeDescriptor] = []
    var index: [String: Int] = [:]
    var positions: [[Int]] = []
    for model in models {
      positions.append(
        model.pricing.columns.map { column in
          if let known = index[column.descriptor.key] { return known }
          index[column.descriptor.key] = outcomes.count
          outcomes.append(column.descriptor)
          return outcomes.count - 1
        })
    }
    self.outcomes = outcomes
    self.positions = positions
  }
}

/// The memory of a table while threads fill it; every row is written by one thread only.
final class ColumnStore: @unchecked Sendable {
  let values: UnsafeMutablePointer<Double>
  let rows: Int
  private let columns: Int
  private let count: Int

  init(scenarios: Int, columns: Int, rows: Int) {
    self.rows = rows
    self.columns = columns
    count = scenarios * columns * rows
    values = .allocate(capacity: max(count, 1))
    values.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { values.deallocate() }

  /// The first row of a column.
  @inline(__always)
  func column(scenario: Int, column: Int) -> UnsafeMutablePointer<Double> {
    values + (scenario * columns + column) * rows
  }

  func table(scenarios: [String], outcomes: [OutcomeDescriptor]) -> OutcomeTable {
    OutcomeTable(
      scenarios: scenarios, outcomes: outcomes, rows: rows,
      values: Array(UnsafeBufferPointer(start: values, count: count)))
  }
}
