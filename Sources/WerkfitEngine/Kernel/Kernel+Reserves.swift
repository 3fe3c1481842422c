import WerkfitStudy

extension Kernel {
  /// Forgets what reserves gave.
  func closeReserves() {
    guard !model.reserves.isEmpty else { return }
    for index in extraIntake.indices { extraIntake[index] = 0 }
    for index in committedBy.indices { committedBy[index] = 0 }
  }

  /// Decides about the money of reserves at a point, before its starts.
  func reviewReserves(at point: Int) {
    if model.reserves.isEmpty { return }
    for reserve in model.reserves {
      guard let review = reserve.points.firstIndex(of: point) else { continue }
      // Equal parts of what is left: the half, then the rest.
      let money = max(0, left(in: reserve.fund, at: point)) / Double(reserve.points.count - review)
      if money > 0 { give(money, of: reserve, to: best(of: reserve, at: point), at: point) }
    }
  }

  /// The measure that did best until a point; of equals the first.
  private func best(of reserve: CompiledReserve, at point: Int) -> Int {
    if reserve.rule == .first { return 0 }
    var best = 0
    var highest = -1.0
    for (index, measure) in reserve.measures.enumerated() {
      let exits = tally.exits(of: measure.traject, until: point)
      let spent = reserve.rule == .exitsPerEuro ? committedBy[measure.traject] : starts(of: measure.traject)
      let score = spent > 0 ? exits / spent : 0
      if score > highest { (best, highest) = (index, score) }
    }
    return best
  }

  /// How many people have started a traject so far.
  private func starts(of traject: Int) -> Double {
    var people = 0.0
    for row in (traject * scopes)..<((traject + 1) * scopes) { people += tally.started(row) }
    return people
  }

  /// Gives money to the fund of a measure, and lets it buy places or starts.
  private func give(_ money: Double, of reserve: CompiledReserve, to index: Int, at point: Int) {
    let measure = reserve.measures[index]
    guard measure.fund >= 0 else { return }
    shift(money, from: reserve.fund, to: measure.fund)
    tally.grant(reserve.firstMeasure + index, money)
    let price = drawn.value(measure.price)
    guard price > 0 else { return }
    if measure.pool >= 0 {
      let left = max(0, min(poolInfo[measure.pool].open.upperBound, steps) - point)
      guard left > 0 else { return }
      let bought = money / (price * Double(left))
      let whole = isExact ? (bought + 1e-9).rounded(.down) : bought
      places[measure.pool].extra += whole
      places[measure.pool].capacity += whole
      places[measure.pool].free += whole
    } else if measure.offer >= 0 {
      // An offer that has not begun yet takes them from its first point on.
      let begin = max(point, Int(drawn.limits.firstPoints[measure.offer]))
      let left = max(0, min(offers[measure.offer].until, steps) - begin)
      if left > 0 { extraIntake[measure.offer] += money / price / Double(left) }
    }
  }
}
