import WerkfitStudy

/// Lays the rows of a model out in flat memory.
struct FlatRows {
  private(set) var rows: [FlatRow] = []
  private(set) var exits: [FlatExit] = []
  private(set) var effects: [FlatEffect] = []
  private(set) var gains: [FlatGain] = []
  private(set) var gainRanges: [(first: Int32, end: Int32)] = []
  private(set) var programs: [FormulaProgram] = []
  /// The rows whose cells must be filled: reachable, and not the twin of another.
  private(set) var filled: [Int] = []
  private(set) var cellCount = 0
  private(set) var stayCount = 0
  private(set) var endCount = 0
  private(set) var survivalCount = 0
  private(set) var blockCount = 0
  /// Per row and traject, as `gainRanges`: whether all gains multiply rates.
  private(set) var areRatios: [Bool] = []

  init(model: CompiledModel, factorOffset: [Int], firstEffect: [Int]) {
    let states = max(model.states.count, 1)
    for (index, row) in model.rows.enumerated() {
      let group = index / states
      let steps = row.axes.contains(.step) ? model.steps : 1
      let stride = 2 + 2 * row.exits.count
      let keepsRates = model.rows.indices.contains { other in
        other % states == index % states && model.rows[other].twin == row.twin
          && model.rows[other].gains.enumerated().contains { traject, uses in
            uses.contains { model.trajecten[traject].gains[other / states][$0.effect].scale == .hazardRatio }
          }
      }
      let isTwin = row.twin != index
      let hasSurvival = row.clockValues <= 1 || (row.readsTimeInState && steps == 1)
      rows.append(
        FlatRow(
          firstExit: exits.count, exits: row.exits.count,
          offset: isTwin ? rows[row.twin].offset : cellCount,
          stepStride: steps == 1 ? 0 : row.clockValues * stride, clockValues: row.clockValues, stride: stride,
          clock: row.readsTimeInState ? 1 : row.readsBenefitClock ? 2 : 0,
          stay: row.stay == nil ? -1 : isTwin ? rows[row.twin].stay : stayCount,
          ends: endCount, endCount: row.ends.count, group: group,
          sharedPeriod: row.exits.allSatisfy { !$0.isRate && $0.period == row.exits[0].period }
            ? row.exits.first?.period ?? 0 : 0, needsRates: row.needsRates,
          keepsRates: keepsRates, gains: gainRanges.count,
          blocks: row.clockValues > 1 || !keepsRates ? -1 : isTwin ? rows[row.twin].blocks : blockCount,
          survival: !hasSurvival
            ? -1 : isTwin ? rows[row.twin].survival : survivalCount * (model.steps + 1),
          survivalNumber: !hasSurvival ? -1 : isTwin ? rows[row.twin].survivalNumber : survivalCount))
      if row.isReachable && !isTwin {
        filled.append(index)
        cellCount += steps * row.clockValues * stride
        if row.stay != nil { stayCount += 2 * (model.steps + 1) + 1 }
        if hasSurvival { survivalCount += 1 }
        if row.clockValues <= 1 && keepsRates {
          blockCount += RateBlocks.count(steps: model.steps) * row.exits.count
        }
      }
      // Every row has ends of its own: their targets stand in the same order in the kernel.
      endCount += row.ends.count
      for exit in row.exits {
        exits.append(
          FlatExit(
            formula: add(exit.chance), period: exit.period, isRate: exit.isRate,
            firstEffect: Int32(effects.count), effects: Int32(exit.effects.count)))
        for effect in exit.effects {
          effects.append(FlatEffect(formula: add(effect.size), scale: effect.scale, period: effect.period))
        }
      }
      for (traject, uses) in row.gains.enumerated() {
        let first = Int32(gains.count)
        for use in uses {
          let effect = model.trajecten[traject].gains[group][use.effect]
          let place = traject * model.groups.count + group
          gains.append(
            FlatGain(
              exit: Int32(use.exit), scale: effect.scale, fromStart: effect.origin == .start,
              factors: factorOffset[place] + use.effect * (model.steps + 1),
              largest: firstEffect[place] + use.effect))
        }
        gainRanges.append((first: first, end: Int32(gains.count)))
        areRatios.append(
          !uses.isEmpty
            && uses.allSatisfy { model.trajecten[traject].gains[group][$0.effect].scale == .hazardRatio })
      }
    }
  }

  private mutating func add(_ program: FormulaProgram) -> Int32 {
    programs.append(program)
    return Int32(programs.count - 1)
  }
}
