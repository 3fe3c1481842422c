/// The steps in which nothing happens any more but plain flows.
extension Kernel {
  /// Whether a model has nothing that happens by the calendar, beside starts: such models can coast.
  static func mayCoast(_ model: CompiledModel) -> Bool {
    model.pools.isEmpty && model.funds.isEmpty && model.shifts.isEmpty && model.reserves.isEmpty
      && model.groups.allSatisfy { $0.arrivals == nil }
  }

  /// Whether from a step on only plain flows and people followed one by one are left.
  func onlyPlainIsLeft(at step: Int) -> Bool {
    guard step > 0, plain.open > 0, incoming.count == 0, plain.arrivals == 0 else { return false }
    for index in 0..<offers.count {
      let offer = offers[index]
      let isOver = offer.isOnce && Double(step) > drawn.limits.firstPoints[index]
      if step < offer.until && !isOver { return false }
    }
    for index in 0..<poolCount where pools[index].lots.count > 0 { return false }
    return true
  }

  /// Lets plain flows run on from a step, until anything else happens; gives the step from which it does.
  func coast(from first: Int) -> Int {
    var step = first
    while step < steps && due[step].count == 0 && plain.arrivals == 0 && incoming.count == 0 {
      plain.foldArrivals()
      stepPlain(step)
      step &+= 1
    }
    return step
  }
}
