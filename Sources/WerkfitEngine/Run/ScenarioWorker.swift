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

  init(model: CompiledModel, settings: RunSettings) throws {
    self.model = model
    kernel = try Kernel(
      model: model, seed: settings.seed, usesMeans: settings.parametersAtMean, smallFlow: settings.smallFlow)
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
    pricer.prepare()
    drawSums.reset()
    for chance in 0..<(expectedOnly ? 1 : chances) {
      let row = expectedOnly ? draw : draw * chances + chance
      kernel.run(replication: UInt32(truncatingIfNeeded: row), isExact: !expectedOnly)
      pricer.price(kernel.tally, into: values, shadows: shadows, columnStride: 1)
      write(layout, scenario, row: row, into: sampled, counterfactual)
      drawSums.add(kernel.tally)
    }
    series.add(drawSums, pricer: pricer)
    if let (expected, expectedShadow) = traceInto {
      kernel.run(replication: UInt32(truncatingIfNeeded: draw), isExact: false)
      pricer.price(kernel.tally, into: values, shadows: shadows, columnStride: 1)
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

/// Flows summed over replications with the same parameters, from which mean series are priced.
final class FlowSums {
  private let stride: Int
  private let sizes: (occupancy: Int, moves: Int, starts: Int, places: Int)
  let occupancy: UnsafeMutablePointer<Double>
  let shadowOccupancy: UnsafeMutablePointer<Double>
  let moves: UnsafeMutablePointer<Double>
  let shadowMoves: UnsafeMutablePointer<Double>
  let started: UnsafeMutablePointer<Double>
  let openPlaces: UnsafeMutablePointer<Double>
  private(set) var hasShadows = false
  private(set) var replications = 0.0

  init(model: CompiledModel) {
    stride = model.steps + 2
    sizes = (
      model.pricing.occupancyColumns * stride, model.edgeKinds * model.scopes * stride,
      model.trajecten.count * model.scopes * stride, model.pools.count * stride
    )
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    occupancy = zeros(sizes.occupancy)
    shadowOccupancy = zeros(sizes.occupancy)
    moves = zeros(sizes.moves)
    shadowMoves = zeros(sizes.moves)
    started = zeros(sizes.starts)
    openPlaces = zeros(sizes.places)
  }

  deinit {
    for pointer in [occupancy, shadowOccupancy, moves, shadowMoves, started, openPlaces] {
      pointer.deallocate()
    }
  }

  func reset() {
    occupancy.update(repeating: 0, count: sizes.occupancy)
    moves.update(repeating: 0, count: sizes.moves)
    started.update(repeating: 0, count: sizes.starts)
    openPlaces.update(repeating: 0, count: sizes.places)
    if hasShadows {
      shadowOccupancy.update(repeating: 0, count: sizes.occupancy)
      shadowMoves.update(repeating: 0, count: sizes.moves)
      hasShadows = false
    }
    replications = 0
  }

  func add(_ tally: Tally) {
    Self.add(tally.occupancy, to: occupancy, sizes.occupancy)
    Self.add(tally.moves, to: moves, sizes.moves)
    Self.add(tally.started, to: started, sizes.starts)
    Self.add(tally.openPlaces, to: openPlaces, sizes.places)
    if tally.hasShadows {
      Self.add(tally.shadowOccupancy, to: shadowOccupancy, sizes.occupancy)
      Self.add(tally.shadowMoves, to: shadowMoves, sizes.moves)
      hasShadows = true
    }
    replications += 1
  }

  private static func add(_ from: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>, _ count: Int) {
    for index in 0..<count { to[index] += from[index] }
  }
}
