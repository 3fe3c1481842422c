import Foundation
import WerkfitStudy

/// Computes draws of one scenario on one thread.
final class ScenarioWorker {
  private let model: CompiledModel
  private let kernel: Kernel
  private let pricer: Pricer
  private let values: UnsafeMutablePointer<Double>
  private let shadows: UnsafeMutablePointer<Double>
  private var series: SeriesSums
  /// Flows summed over the chances of a draw.
  private var drawSums: FlowSums

  /// Whether other workers read the chances and lives of this one, or this one those of another.
  private let isFirst: Bool

  /// - Parameters:
  ///   - first: The worker of a scenario that moves people alike and computes each draw before this one, or nil.
  ///   - sharesLives: Whether several scenarios that move people alike offer something.
  init(
    model: CompiledModel, settings: RunSettings, sharing first: ScenarioWorker? = nil, sharesLives: Bool = false
  ) throws {
    self.model = model
    isFirst = first == nil
    kernel = try Kernel(
      model: model, seed: settings.seed, usesMeans: settings.parametersAtMean, smallFlow: settings.smallFlow,
      sharing: first?.kernel, sharesLives: sharesLives)
    pricer = Pricer(model: model, drawn: kernel.drawn)
    kernel.pricer = pricer
    let columns = max(model.pricing.columns.count, 1)
    values = .allocate(capacity: columns)
    values.initialize(repeating: 0, count: columns)
    shadows = .allocate(capacity: columns)
    shadows.initialize(repeating: 0, count: columns)
    series = SeriesSums(model: model)
    drawSums = FlowSums(model: model)
  }

  deinit {
    values.deallocate()
    shadows.deallocate()
  }

  func beginBlock() { series = SeriesSums(model: model) }
  func takeSeries() -> SeriesSums { series }

  /// Computes all chances of a draw, and its trace where asked.
  func compute(
    draw: Int, chances: Int, expectedOnly: Bool, layout: [Int], sampled: ColumnStore,
    counterfactual: ColumnStore, traceInto: (ColumnStore, ColumnStore)?, scenario: Int
  ) throws {
    try kernel.drawn.fill(draw: draw)
    if isFirst { kernel.book.removeAll() }
    pricer.prepare()
    drawSums.reset()
    for chance in 0..<(expectedOnly ? 1 : chances) {
      let row = expectedOnly ? draw : draw * chances + chance
      kernel.run(replication: UInt32(truncatingIfNeeded: row), isExact: !expectedOnly)
      pricer.price(kernel.tally, into: values, shadows: shadows)
      write(layout, scenario, row: row, into: sampled, counterfactual)
      drawSums.add(kernel.tally)
    }
    series.add(drawSums, pricer: pricer)
    if let (expected, expectedShadow) = traceInto {
      kernel.run(replication: UInt32(truncatingIfNeeded: draw), isExact: false)
      pricer.price(kernel.tally, into: values, shadows: shadows)
      write(layout, scenario, row: draw, into: expected, expectedShadow)
    }
  }

  private func write(
    _ layout: [Int], _ scenario: Int, row: Int, into store: ColumnStore, _ shadowStore: ColumnStore
  ) {
    for (index, column) in layout.enumerated() {
      store.column(scenario: scenario, column: column)[row] = values[index]
      shadowStore.column(scenario: scenario, column: column)[row] = shadows[index]
    }
  }
}
