/// Flows summed over replications with the same parameters, from which mean series are priced.
final class FlowSums {
  let layout: FlowLayout
  /// Laid out as in a tally.
  let base: UnsafeMutablePointer<Double>
  private(set) var hasShadows = false
  private(set) var replications = 0.0

  init(model: CompiledModel) {
    layout = FlowLayout(model: model)
    base = .allocate(capacity: layout.flows)
    base.initialize(repeating: 0, count: layout.flows)
  }

  deinit { base.deallocate() }

  func reset() {
    base.update(repeating: 0, count: layout.flows)
    hasShadows = false
    replications = 0
  }

  func add(_ tally: Tally) {
    let from = tally.base
    for index in 0..<layout.flows { base[index] += from[index] }
    if tally.hasShadows { hasShadows = true }
    replications += 1
  }
}
