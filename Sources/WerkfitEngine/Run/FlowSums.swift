/// Flows summed over replications with the same parameters, from which mean series are priced.
///
/// They last for one draw of one case, so all cases of a thread use the same memory.
final class FlowSums {
  let layout: FlowLayout
  private let memory: FlowMemory
  /// Laid out as the flows in a tally, with the rows of the funds behind them.
  private(set) var base: UnsafeMutablePointer<Double>
  private(set) var hasShadows = false
  private(set) var replications = 0.0

  init(model: CompiledModel, memory: FlowMemory) {
    layout = FlowLayout(model: model)
    precondition(layout.summed <= memory.count, "room for the flows of a model")
    self.memory = memory
    base = memory.base
  }

  /// Takes the flows of a draw's only replication as they stand in its tally, until that counts another.
  ///
  /// Where there are funds, their rows stand elsewhere there, and the flows must be added.
  func take(only tally: Tally) {
    base = tally.base
    hasShadows = tally.hasShadows
    replications = 1
  }

  func reset() {
    base = memory.base
    base.update(repeating: 0, count: layout.summed)
    hasShadows = false
    replications = 0
  }

  func add(_ tally: Tally) {
    let from = tally.base
    for index in 0..<layout.flows { base[index] += from[index] }
    for index in 0..<(layout.fundRowCount * layout.stride) {
      base[layout.flows + index] += from[layout.fundRows + index]
    }
    if tally.hasShadows { hasShadows = true }
    replications += 1
  }
}

extension FlowLayout {
  /// How many numbers are summed over replications.
  var summed: Int { flows + fundRowCount * stride }
}

/// Memory for the flows of any of some models.
final class FlowMemory {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  init(models: some Sequence<CompiledModel>) {
    count = max(1, models.map { FlowLayout(model: $0).summed }.max() ?? 0)
    base = .allocate(capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }
}
