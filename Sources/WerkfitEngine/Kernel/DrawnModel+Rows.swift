import Foundation
import WerkfitStudy

extension DrawnModel {
  /// Computes the chances of a row for every step and clock value that it depends on.
  func fillRow(_ index: Int) throws {
    let row = rows[index]
    let bySteps = row.stepStride != 0
    if bySteps && row.clockValues > 1 {
      // Both clocks: one own clock value at a time, over all steps.
      let base = clocks + groupCount * 6 * width
      for clock in 1...row.clockValues {
        for own in 1...2 { (base + own * width).update(repeating: Double(clock), count: steps) }
        for shared in [0, 3, 4, 5] {
          (base + shared * width).update(from: clocks + row.group * 6 * width + shared * width, count: steps)
        }
        try fillCells(
          index, row, clocks: base, count: steps, first: row.offset + (clock - 1) * row.stride,
          distance: row.stepStride)
      }
      for own in 1...2 { for step in 0..<width { base[own * width + step] = Double(step + 1) } }
    } else if bySteps {
      try fillCells(
        index, row, clocks: clocks + row.group * 6 * width, count: steps, first: row.offset,
        distance: row.stepStride)
    } else {
      try fillCells(
        index, row, clocks: clocks + row.group * 6 * width, count: row.clockValues, first: row.offset,
        distance: row.stride)
    }
    if row.stay >= 0 && (!isFilled || stayChanges[index]) { try fillStay(index, row) }
  }

  private func fillCells(
    _ index: Int, _ row: FlatRow, clocks: UnsafePointer<Double>, count: Int, first: Int, distance: Int
  ) throws {
    for exit in 0..<row.exits {
      formulas.values(
        Int(exits[row.firstExit + exit].formula), slots: slots, clocks: clocks, clockStride: width,
        count: count, into: chances + exit * width)
    }
    for place in 0..<count { try fillCell(cells + first + place * distance, row, index, place) }
  }

  private func fillCell(
    _ cell: UnsafeMutablePointer<Double>, _ row: FlatRow, _ index: Int, _ place: Int
  ) throws {
    let count = row.exits
    let probabilities = cell + 2
    let rates = cell + 2 + count
    var sum = 0.0
    for position in 0..<count {
      let chance = chances[position * width + place]
      guard chance >= 0, chance <= 1 + 1e-6 || exits[row.firstExit + position].isRate, chance.isFinite else {
        throw impossible(index, place, "a chance of \(chance)")
      }
      probabilities[position] = chance
      sum += chance
    }
    if row.needsRates || row.keepsRates {
      try convert(row, chances: probabilities, into: rates, index, place)
    }
    if row.needsRates {
      var total = 0.0
      for position in 0..<count {
        let exit = exits[row.firstExit + position]
        for effect in 0..<Int(exit.effects) {
          let item = effects[Int(exit.firstEffect) + effect]
          if item.scale == .hazardRatio { rates[position] *= size(of: item) }
        }
        total += rates[position]
      }
      let leaving = -expm1(-total)
      for position in 0..<count {
        probabilities[position] = total > 0 ? leaving * rates[position] / total : 0
      }
    } else if sum > 1 + 1e-6 {
      throw impossible(index, place, "the chances to leave sum to \(sum)")
    }
    sum = 0
    for position in 0..<count {
      let exit = exits[row.firstExit + position]
      for effect in 0..<Int(exit.effects) {
        let item = effects[Int(exit.firstEffect) + effect]
        if item.scale == .riskRatio { probabilities[position] *= size(of: item) }
        if item.scale == .addedChance { probabilities[position] += size(of: item) / item.period }
      }
      probabilities[position] = max(0, probabilities[position])
      sum += probabilities[position]
    }
    if sum > 1 + 1e-6 { throw impossible(index, place, "the chances to leave sum to \(sum)") }
    cell[0] = min(sum, 1)
    cell[1] = row.stepStride == 0 ? log1p(-cell[0]) : .nan
  }

  private func size(of effect: FlatEffect) -> Double {
    var result = 0.0
    formulas.values(
      Int(effect.formula), slots: slots, clocks: clocks, clockStride: width, count: 1, into: &result)
    return result
  }

  /// A certain exit has no finite rate; 50 a step leaves 2e-22 of the people.
  private static var certainRate: Double { 50 }

  /// Rates per step: per period the total as a rate, the shares kept.
  private func convert(
    _ row: FlatRow, chances: UnsafePointer<Double>, into rates: UnsafeMutablePointer<Double>, _ index: Int,
    _ place: Int
  ) throws {
    if row.sharedPeriod > 0 {
      var sum = 0.0
      for position in 0..<row.exits { sum += chances[position] }
      guard sum <= 1 + 1e-6 else { throw impossible(index, place, "chances of one period sum to \(sum)") }
      let scale = sum > 0 ? (sum < 1 ? -log1p(-sum) / row.sharedPeriod : Self.certainRate) / sum : 0
      for position in 0..<row.exits { rates[position] = chances[position] * scale }
      return
    }
    for position in 0..<row.exits {
      let exit = exits[row.firstExit + position]
      if exit.isRate {
        rates[position] = chances[position] / exit.period
        continue
      }
      var sum = 0.0
      for other in 0..<row.exits {
        let candidate = exits[row.firstExit + other]
        if !candidate.isRate && candidate.period == exit.period { sum += chances[other] }
      }
      guard sum <= 1 + 1e-6 else { throw impossible(index, place, "chances of one period sum to \(sum)") }
      let hazard = sum < 1 ? -log1p(-sum) / exit.period : Self.certainRate
      rates[position] = sum > 0 ? hazard * chances[position] / sum : 0
    }
  }

  private func fillStay(_ index: Int, _ row: FlatRow) throws {
    guard let stay = model.rows[index].stay else { return }
    let law = StayLaw(stay, horizon: steps) { value($0) }
    let hazards = stays + row.stay
    let cumulative = hazards + steps + 1
    var left = 1.0
    var sum = 0.0
    var onlyLength = -1.0
    for (length, probability) in law.probabilities.enumerated() {
      hazards[length] = left > 1e-12 ? min(1, probability / left) : 1
      left -= probability
      sum += probability
      cumulative[length] = sum
      if probability == 1 { onlyLength = Double(length) }
    }
    cumulative[steps + 1] = onlyLength
  }

  /// The highest chance to leave each row in a step, without and with the gains of each traject.
  func fillBounds() {
    for index in 0..<rows.count where isReachable[index] && (!isFilled || boundChanges[index]) {
      let row = rows[index]
      let places = (row.stepStride == 0 ? 1 : steps) * row.clockValues
      for traject in 0...trajectCount {
        var bound = 0.0
        let range = traject == 0 ? (first: Int32(0), end: Int32(0)) : gainRanges[row.gains + traject - 1]
        if range.first == range.end {
          for place in 0..<places { bound = max(bound, cells[row.offset + place * row.stride]) }
        } else {
          bound = highestTotal(row, places: places, range: range)
        }
        let at = (index * (trajectCount + 1) + traject) * 2
        bounds[at] = min(bound, 1)
        bounds[at + 1] = bound > 0 && bound < 1 ? 1 / log1p(-bound) : 0
      }
    }
    for index in 0..<rows.count where rows[index].blocks >= 0 && isReachable[index] {
      fillBlocks(rows[index])
    }
    for index in 0..<rows.count where rows[index].endCount > 0 && isReachable[index] {
      let row = model.rows[index]
      var sum = 0.0
      for (position, end) in row.ends.enumerated() {
        sum += value(end.share)
        ends[rows[index].ends + position] = sum
      }
    }
  }

  /// A bound on the chance to leave with every gain at its largest: each exit at its own highest.
  private func highestTotal(_ row: FlatRow, places: Int, range: (first: Int32, end: Int32)) -> Double {
    var total = 0.0
    var added = 0.0
    for exit in 0..<row.exits {
      var ratio = 1.0
      var risk = 1.0
      for position in Int(range.first)..<Int(range.end) where Int(gains[position].exit) == exit {
        switch gains[position].scale {
        case .hazardRatio: ratio *= largest[gains[position].largest]
        case .riskRatio: risk *= largest[gains[position].largest]
        case .addedChance: added += max(0, largest[gains[position].largest])
        }
      }
      var highest = 0.0
      for place in 0..<places {
        let cell = cells + row.offset + place * row.stride
        highest = max(highest, row.keepsRates ? cell[2 + row.exits + exit] : cell[2 + exit])
      }
      total += highest * ratio * risk
    }
    // 1 − e^(−x) ≤ x: the sum of the largest rates bounds the chance too.
    return min(1, total + added)
  }

  /// The chances per exit with the gains of a traject, into `out`; returns their sum, at most 1.
  @inline(__always)
  func gained(
    _ cell: UnsafePointer<Double>, row: FlatRow, traject: Int, sinceStart: Int, sinceEnd: Int,
    into out: UnsafeMutablePointer<Double>
  ) -> Double {
    let count = row.exits
    let range = gainRanges[row.gains + traject]
    var hasRatio = false
    for position in Int(range.first)..<Int(range.end) where gains[position].scale == .hazardRatio {
      hasRatio = true
    }
    if hasRatio {
      for exit in 0..<count { out[exit] = cell[2 + count + exit] }
      for position in Int(range.first)..<Int(range.end) where gains[position].scale == .hazardRatio {
        let gain = gains[position]
        out[Int(gain.exit)] *= factors[gain.factors + (gain.fromStart ? sinceStart : sinceEnd)]
      }
      var total = 0.0
      for exit in 0..<count { total += out[exit] }
      let leaving = -expm1(-total)
      let scale = total > 0 ? leaving / total : 0
      for exit in 0..<count { out[exit] *= scale }
    } else {
      for exit in 0..<count { out[exit] = cell[2 + exit] }
    }
    for position in Int(range.first)..<Int(range.end) where gains[position].scale != .hazardRatio {
      let gain = gains[position]
      let size = factors[gain.factors + (gain.fromStart ? sinceStart : sinceEnd)]
      if gain.scale == .riskRatio {
        out[Int(gain.exit)] *= size
      } else {
        out[Int(gain.exit)] = max(0, out[Int(gain.exit)] + size)
      }
    }
    var sum = 0.0
    for exit in 0..<count { sum += out[exit] }
    if sum > 1 {
      for exit in 0..<count { out[exit] /= sum }
      return 1
    }
    return sum
  }

  private func impossible(_ row: Int, _ place: Int, _ what: String) -> SimulationError {
    let state = model.states[row % max(model.states.count, 1)].name
    let group = model.groups[row / max(model.states.count, 1)].name
    return .invalid("states.\(state) (\(group)), step or clock value \(place + 1): \(what)")
  }
}
