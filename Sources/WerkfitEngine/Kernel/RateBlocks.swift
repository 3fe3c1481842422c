/// Bounds on the rates at which people leave, for blocks of steps: tight where chances change over time and gains fade.
enum RateBlocks {
  /// Steps per block.
  static let length = 24

  static func count(steps: Int) -> Int { (steps + length - 1) / length }
}

extension DrawnModel {
  /// Finds the highest rate of every exit of a row in each block.
  func fillBlocks(_ row: FlatRow) {
    for block in 0..<RateBlocks.count(steps: steps) {
      let highest = blockRates + row.blocks + block * row.exits
      for exit in 0..<row.exits {
        var rate = 0.0
        for step in (block * RateBlocks.length)..<min((block + 1) * RateBlocks.length, steps) {
          rate = max(rate, cells[row.offset + step * row.stepStride + 2 + row.exits + exit])
          if row.stepStride == 0 { break }
        }
        highest[exit] = rate
      }
    }
  }

  /// A bound on the rate at which people leave a row in any step of a block, with the gains of a traject, all of which
  /// multiply rates; `scratch` has room for the exits.
  @inline(__always)
  func highestRate(
    _ row: FlatRow, traject: Int, block: Int, start: Int, end: Int, scratch: UnsafeMutablePointer<Double>
  ) -> Double {
    let rates = blockRates + row.blocks + block * row.exits
    let first = block * RateBlocks.length
    for exit in 0..<row.exits { scratch[exit] = rates[exit] }
    let range = gainRanges[row.gains + traject]
    for position in Int(range.first)..<Int(range.end) {
      let gain = gains[position]
      scratch[Int(gain.exit)] *= peaks[gain.factors + max(0, first - (gain.fromStart ? start : end))]
    }
    var total = 0.0
    for exit in 0..<row.exits { total += scratch[exit] }
    return total
  }
}
