extension Kernel {
  /// Brings together people in pools for whom it no longer matters how long they have been in their state.
  func forgetAges(at step: Int) {
    for index in 0..<poolCount {
      var place = 0
      while place < pools[index].lots.count {
        let lot = pools[index].lots.base[place]
        if !isForgotten(lot, at: step) {
          place += 1
          continue
        }
        pools[index].lots.base[place].entry = -1
        var isMerged = false
        for other in 0..<pools[index].lots.count where other != place {
          guard pools[index].lots.base[other].isLike(pools[index].lots.base[place]) else { continue }
          pools[index].lots.base[other].count += lot.count
          isMerged = true
          break
        }
        if isMerged { pools[index].lots.swapRemove(place) } else { place += 1 }
      }
    }
  }

  /// Whether the time in the state was kept for amounts only, and no longer matters to them.
  private func isForgotten(_ lot: Lot, at step: Int) -> Bool {
    let row = row(of: lot)
    let info = rowInfo[row]
    guard lot.entry >= 0, info.ages > 0, !info.hasStay, drawn.rows[row].clock != 1 else { return false }
    return Moment(truncatingIfNeeded: step) - lot.entry + 1 > info.ages
  }
}
