import Foundation
import WerkfitStudy

/// Computes draws of one scenario on one thread.
final class ScenarioWorker {
  private let model: CompiledModel
  private let scenario: Int
  /// Held here, and not given with every draw: threads would wait for each other's counts of references.
  private let store: ReadingStore
  /// The column of the table that each column of the model fills.
  private let positions: Memory<Int>
  private let chances: Int
  private let traces: Int
  private let expectedOnly: Bool
  private let kernel: Kernel
  private let pricer: Pricer
  private let values: UnsafeMutablePointer<Double>
  private let shadows: UnsafeMutablePointer<Double>
  private var series: SeriesSums
  /// Flows summed over the chances of a draw.
  private let drawSums: FlowSums
  /// Whether the flows of a draw are those of one replication.
  private let isSingle: Bool

  /// Whether other workers read the chances and lives of this one, or this one those of another.
  private let isFirst: Bool
  private let chanceCycle: Int
  private var watch: StopWatch
  /// What this worker did, where times are measured.
  var times: RunTimes { watch.times }

  /// - Parameters:
  ///   - store: Where the outcomes of its reading go.
  ///   - memory: Where the flows of a draw are summed; the worker uses it while it computes a draw.
  ///   - first: The worker of a scenario that moves people alike and computes each draw before this one, or nil.
  ///   - sharesLives: Whether several scenarios that move people alike offer something.
  init(
    store: ReadingStore, scenario: Int, settings: RunSettings, memory: FlowMemory, strata: Int = 0,
    sharing first: ScenarioWorker? = nil, sharesLives: Bool = false
  ) throws {
    let model = store.plan.models[scenario]
    self.model = model
    self.store = store
    self.scenario = scenario
    positions = Memory(
      store.layout.positions[scenario].map { store.sampled.position(scenario: scenario, column: $0) })
    expectedOnly = store.plan.expectedOnly
    chances = expectedOnly ? 1 : store.plan.chances
    traces = store.plan.hasTraces ? store.plan.traces : 0
    watch = StopWatch(isOn: settings.measuresTimes)
    isFirst = first == nil
    chanceCycle = settings.chanceCycle
    kernel = try Kernel(
      model: model, seed: settings.seed, usesMeans: settings.parametersAtMean, smallFlow: settings.smallFlow,
      strata: strata, sharing: first?.kernel, sharesLives: sharesLives)
    pricer = Pricer(model: model, drawn: kernel.drawn)
    kernel.pricer = pricer
    let columns = max(model.pricing.columns.count, 1)
    values = .allocate(capacity: columns)
    values.initialize(repeating: 0, count: columns)
    shadows = .allocate(capacity: columns)
    shadows.initialize(repeating: 0, count: columns)
    series = SeriesSums(model: model)
    drawSums = FlowSums(model: model, memory: memory)
    isSingle = chances == 1 && model.funds.isEmpty
  }

  deinit {
    values.deallocate()
    shadows.deallocate()
    positions.deallocate()
  }

  func beginBlock() { series = SeriesSums(model: model) }
  func takeSeries() -> SeriesSums { series }

  /// Computes all chances of a draw, and its trace where the plan asks for it.
  ///
  /// - Throws: `SimulationError.cancelled` where `isCancelled`, asked before each replication, says so: one of a hundred
  ///   years may take seconds, and a block of them minutes.
  func compute(draw: Int, isCancelled: (@Sendable () -> Bool)?) throws {
    watch.begin()
    try kernel.drawn.fill(draw: draw)
    if isFirst { kernel.book.removeAll() }
    pricer.prepare()
    if !isSingle { drawSums.reset() }
    watch.count(kernel.drawn, isOwner: isFirst)
    watch.spent(on: \.drawing)
    let keepsCourse = store.courses.draws.contains(draw)
    kernel.keepsFunds = keepsCourse
    for row in (draw * chances)..<((draw + 1) * chances) {
      if isCancelled?() == true { throw SimulationError.cancelled }
      let chance = chanceCycle > 0 ? row % (chanceCycle * chances) : row
      kernel.run(replication: UInt32(truncatingIfNeeded: chance), isExact: !expectedOnly)
      watch.count(kernel)
      watch.spent(on: \.moving)
      pricer.price(kernel.tally, into: values, shadows: shadows)
      try write(row: row, into: store.sampled, store.counterfactual)
      store.kept?.sampled[scenario].keep(pricer, kernel.tally, row: row)
      if isSingle { drawSums.take(only: kernel.tally) } else { drawSums.add(kernel.tally) }
      pricer.budgets?.keep()
      watch.spent(on: \.pricing)
    }
    series.add(drawSums, pricer: pricer)
    if keepsCourse {
      var sums = SeriesSums(model: model)
      sums.add(drawSums, pricer: pricer)
      var course = sums.means
      course.resources = ResourceSeries(of: drawSums, model: model)
      store.courses.keep(course, scenario: scenario, draw: draw)
    }
    watch.spent(on: \.series)
    if draw < traces {
      kernel.run(replication: UInt32(truncatingIfNeeded: draw), isExact: false)
      pricer.price(kernel.tally, into: values, shadows: shadows)
      try write(row: draw, into: store.expected, store.expectedShadow)
      store.kept?.expected[scenario].keep(pricer, kernel.tally, row: draw)
      watch.spent(on: \.expecting)
    }
  }

  private func write(row: Int, into store: ColumnStore, _ shadowStore: ColumnStore) throws {
    for index in positions.indices {
      try store.write(values[index], column: positions[index], row: row)
      try shadowStore.write(shadows[index], column: positions[index], row: row)
    }
  }
}
