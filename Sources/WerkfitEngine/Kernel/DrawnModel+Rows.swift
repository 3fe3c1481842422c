import Foundation
import WerkfitStudy

extension DrawnModel {
  /// Computes the chances of a row for every step and clock value that it depends on.
  func fillRow(_ index: Int) throws {
    let row = model.rows[index]
    let table = rows[index]
    let group = index / max(model.states.count, 1)
    let steps = table.stepStride == 0 ? 1 : model.steps
    for step in 0..<steps {
      for clock in 0..<table.clockValues {
        let cell = cells + table.offset + step * table.stepStride + clock * table.stride
        try fillCell(cell, row: row, index: index, step: step, clock: clock + 1, group: group)
      }
    }
    fillBounds(index, row: row, table: table, group: group, steps: steps)
    if let stay = row.stay {
      let law = StayLaw(stay, horizon: model.steps) { value($0) }
      let hazards = stays + table.stay
      let cumulative = hazards + model.steps + 1
      var left = 1.0
      var sum = 0.0
      for (length, probability) in law.probabilities.enumerated() {
        hazards[length] = left > 1e-12 ? min(1, probability / left) : 1
        left -= probability
        sum += probability
        cumulative[length] = sum
      }
    }
    var sum = 0.0
    for (position, end) in row.ends.enumerated() {
      sum += value(end.share)
      ends[table.ends + position] = sum
    }
    if !row.ends.isEmpty && abs(sum - 1) > 1e-6 {
      throw SimulationError.invalid(
        "\(model.states[index % model.states.count].name): the shares after the stay sum to \(sum), not 1")
    }
  }

  private func fillCell(
    _ cell: UnsafeMutablePointer<Double>, row: CompiledRow, index: Int, step: Int, clock: Int, group: Int
  ) throws {
    let count = row.exits.count
    let probabilities = cell + 2
    let rates = cell + 2 + count
    var sum = 0.0
    for (position, exit) in row.exits.enumerated() {
      let chance = value(exit.chance, step: step, group: group, clock: clock)
      guard chance >= 0, chance <= 1 + 1e-6 || exit.isRate, chance.isFinite else {
        throw SimulationError.invalid(
          "\(name(of: index)) → \(model.states[exit.target].name): a chance of \(chance) in step \(step + 1)")
      }
      probabilities[position] = chance
      sum += chance
    }
    let gainsNeedRates = row.gains.enumerated().contains { traject, uses in
      uses.contains { model.trajecten[traject].gains[group][$0.effect].scale == .hazardRatio }
    }
    if !row.needsRates && sum > 1 + 1e-6 {
      throw SimulationError.invalid(
        "\(name(of: index)): the chances to leave sum to \(sum) in step \(step + 1)")
    }
    if row.needsRates || gainsNeedRates {
      try convert(row, chances: probabilities, into: rates, index: index)
    }
    if row.needsRates {
      for (position, exit) in row.exits.enumerated() {
        for effect in exit.effects where effect.scale == .hazardRatio {
          rates[position] *= value(effect.size)
        }
      }
      var total = 0.0
      for position in 0..<count { total += rates[position] }
      let leaving = -expm1(-total)
      for position in 0..<count {
        probabilities[position] = total > 0 ? leaving * rates[position] / total : 0
      }
    }
    sum = 0
    for (position, exit) in row.exits.enumerated() {
      for effect in exit.effects {
        switch effect.scale {
        case .hazardRatio: break
        case .riskRatio: probabilities[position] *= value(effect.size)
        case .addedChance: probabilities[position] += value(effect.size) / effect.period
        }
      }
      probabilities[position] = max(0, probabilities[position])
      sum += probabilities[position]
    }
    if sum > 1 + 1e-6 {
      throw SimulationError.invalid(
        "\(name(of: index)): the chances to leave sum to \(sum) in step \(step + 1)")
    }
    cell[0] = min(sum, 1)
    cell[1] = log1p(-cell[0])
  }

  /// Rates per step: per period the total as a rate, the shares kept.
  private func convert(
    _ row: CompiledRow, chances: UnsafePointer<Double>, into rates: UnsafeMutablePointer<Double>, index: Int
  ) throws {
    for (position, exit) in row.exits.enumerated() {
      if exit.isRate {
        rates[position] = chances[position] / exit.period
        continue
      }
      var sum = 0.0
      for (other, candidate) in row.exits.enumerated()
      where !candidate.isRate && candidate.period == exit.period {
        sum += chances[other]
      }
      guard sum <= 1 + 1e-6 else {
        throw SimulationError.invalid("\(name(of: index)): chances of one period sum to \(sum)")
      }
      // A certain exit has no finite rate; 50 a step leaves 2e-22 of the people.
      let hazard = sum < 1 ? -log1p(-sum) / exit.period : 50
      rates[position] = sum > 0 ? hazard * chances[position] / sum : 0
    }
  }

  private func fillBounds(_ index: Int, row: CompiledRow, table: RowTable, group: Int, steps: Int) {
    let trajecten = model.trajecten.count
    for traject in 0...trajecten {
      var bound = 0.0
      for cellIndex in 0..<(steps * table.clockValues) {
        let cell = cells + table.offset + cellIndex * table.stride
        if traject == 0 || row.gains[traject - 1].isEmpty {
          bound = max(bound, cell[0])
        } else {
          bound = max(bound, highestTotal(cell, row: row, traject: traject - 1, group: group))
        }
      }
      let place = (index * (trajecten + 1) + traject) * 2
      bounds[place] = bound
      bounds[place + 1] = bound > 0 && bound < 1 ? 1 / log1p(-bound) : 0
    }
  }

  /// A bound on the chance to leave, with every gain at its largest.
  private func highestTotal(
    _ cell: UnsafePointer<Double>, row: CompiledRow, traject: Int, group: Int
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: row.exits.count) { out in
      guard let base = out.baseAddress else { return 1 }
      return min(
        1,
        gained(cell, row: row, traject: traject, group: group, into: base) { effect, scale, base in
          var highest = base[effect * (model.steps + 1)]
          for time in 0...model.steps { highest = max(highest, base[effect * (model.steps + 1) + time]) }
          return max(highest, scale == .addedChance ? 0 : 1)
        } * (1 + 1e-12))
    }
  }

  /// The chances per exit with the gains of a traject, into `out`; returns their sum, at most 1.
  @inline(__always)
  func gained(
    _ cell: UnsafePointer<Double>, row: CompiledRow, traject: Int, group: Int,
    into out: UnsafeMutablePointer<Double>,
    size: (Int, EffectScale, UnsafePointer<Double>) -> Double
  ) -> Double {
    let count = row.exits.count
    let effects = model.trajecten[traject].gains[group]
    let base = UnsafePointer(factors + factorOffset[traject * model.groups.count + group])
    var hasRatio = false
    for use in row.gains[traject] where effects[use.effect].scale == .hazardRatio { hasRatio = true }
    if hasRatio {
      let rates = cell + 2 + count
      for position in 0..<count { out[position] = rates[position] }
      for use in row.gains[traject] where effects[use.effect].scale == .hazardRatio {
        out[use.exit] *= size(use.effect, .hazardRatio, base)
      }
      var total = 0.0
      for position in 0..<count { total += out[position] }
      let leaving = -expm1(-total)
      for position in 0..<count { out[position] = total > 0 ? leaving * out[position] / total : 0 }
    } else {
      for position in 0..<count { out[position] = cell[2 + position] }
    }
    for use in row.gains[traject] {
      let scale = effects[use.effect].scale
      if scale == .riskRatio { out[use.exit] *= size(use.effect, scale, base) }
      if scale == .addedChance { out[use.exit] = max(0, out[use.exit] + size(use.effect, scale, base)) }
    }
    var sum = 0.0
    for position in 0..<count { sum += out[position] }
    if sum > 1 { for position in 0..<count { out[position] /= sum } }
    return min(sum, 1)
  }

  private func name(of row: Int) -> String { model.states[row % model.states.count].name }
}
