import Foundation
import WerkfitStudy

/// A compiled model with the numbers of one draw of the parameters, in flat memory.
///
/// Made once per thread and filled anew for each draw; what no draw changes is filled only once.
final class DrawnModel {
  let model: CompiledModel
  let sampler: ParameterSampler
  let usesMeans: Bool
  /// The values of the slots.
  let slots: UnsafeMutablePointer<Double>
  /// Cells of all rows: for each step and clock value `[total, log(1 − total), probabilities…, rates…]`.
  let cells: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<RowTable>
  /// Per row and traject + 1 (0 is none): the highest chance to leave in a step, and 1 / log(1 − it).
  let bounds: UnsafeMutablePointer<Double>
  /// Per group, traject and effect: sizes by time since the origin, 0 … T.
  let factors: UnsafeMutablePointer<Double>
  let factorOffset: [Int]
  /// Per row with a stay: hazards of ending in step 1 … T, then the cumulative law of planned stays.
  let stays: UnsafeMutablePointer<Double>
  /// Per row: cumulative shares of the ends.
  let ends: UnsafeMutablePointer<Double>
  var capacities: [Double]
  var emptyBetween: [Double]
  var fundAmounts: [Double]
  /// Per traject and group.
  var commits: [Double]
  /// Per offer: starts per step, share, first point.
  var intake: [Double]
  var shares: [Double]
  var firstPoints: [Int]
  /// Per group: people at the start, arrivals per step.
  var sizes: [Double]
  var arrivals: [Double]
  private var isFilled = false
  private let stateCount: Int

  struct RowTable {
    var offset: Int
    var exits: Int
    /// 1, or T where the chances vary with the step.
    var stepStride: Int
    var clockValues: Int
    var stride: Int
    /// Offset of its stay in `stays`, or −1.
    var stay: Int
    /// Offset of its ends in `ends`.
    var ends: Int
    var endCount: Int
    /// 0: no own clock; 1: time in state; 2: time since the benefit status changed.
    var clock: Int
  }

  init(model: CompiledModel, seed: UInt64, usesMeans: Bool) throws {
    self.model = model
    self.usesMeans = usesMeans
    sampler = try ParameterSampler(seed: seed)
    stateCount = model.states.count
    slots = .allocate(capacity: max(model.slotRules.count, 1))
    slots.initialize(repeating: 0, count: max(model.slotRules.count, 1))
    rows = .allocate(capacity: max(model.rows.count, 1))
    var cellCount = 0
    var stayCount = 0
    var endCount = 0
    for (index, row) in model.rows.enumerated() {
      let steps = row.axes.contains(.step) ? model.steps : 1
      let stride = 2 + 2 * row.exits.count
      rows[index] = RowTable(
        offset: cellCount, exits: row.exits.count, stepStride: steps == 1 ? 0 : row.clockValues * stride,
        clockValues: row.clockValues, stride: stride, stay: row.stay == nil ? -1 : stayCount,
        ends: endCount, endCount: row.ends.count,
        clock: row.readsTimeInState ? 1 : row.readsBenefitClock ? 2 : 0)
      cellCount += steps * row.clockValues * stride
      if row.stay != nil { stayCount += 2 * (model.steps + 1) }
      endCount += row.ends.count
    }
    cells = .allocate(capacity: max(cellCount, 1))
    cells.initialize(repeating: 0, count: max(cellCount, 1))
    stays = .allocate(capacity: max(stayCount, 1))
    stays.initialize(repeating: 0, count: max(stayCount, 1))
    ends = .allocate(capacity: max(endCount, 1))
    ends.initialize(repeating: 0, count: max(endCount, 1))
    let boundCount = max(model.rows.count * (model.trajecten.count + 1) * 2, 1)
    bounds = .allocate(capacity: boundCount)
    bounds.initialize(repeating: 0, count: boundCount)
    var offsets: [Int] = []
    var factorCount = 0
    for traject in model.trajecten {
      for group in model.groups.indices {
        offsets.append(factorCount)
        factorCount += traject.gains[group].count * (model.steps + 1)
      }
    }
    factorOffset = offsets
    factors = .allocate(capacity: max(factorCount, 1))
    factors.initialize(repeating: 0, count: max(factorCount, 1))
    capacities = [Double](repeating: 0, count: model.pools.count)
    emptyBetween = capacities
    fundAmounts = [Double](repeating: 0, count: model.funds.count)
    commits = [Double](repeating: 0, count: model.trajecten.count * max(model.groups.count, 1))
    intake = [Double](repeating: 0, count: model.offers.count)
    shares = intake
    firstPoints = [Int](repeating: 0, count: model.offers.count)
    sizes = [Double](repeating: 0, count: model.groups.count)
    arrivals = sizes
  }

  deinit {
    slots.deallocate()
    cells.deallocate()
    rows.deallocate()
    bounds.deallocate()
    factors.deallocate()
    stays.deallocate()
    ends.deallocate()
  }

  /// Draws the parameters of a draw and computes everything that depends on them.
  ///
  /// - Throws: `SimulationError.invalid` where a number is impossible for this draw.
  func fill(draw: Int) throws {
    for (index, rule) in model.slotRules.enumerated() {
      if isFilled && model.isStaticSlot[index] { continue }
      switch rule {
      case .component: break
      case .formula(let program): slots[index] = value(program)
      case .draw(let distribution, _, let address, _):
        if usesMeans {
          for (offset, mean) in distribution.means.enumerated() { slots[index + offset] = mean }
        } else {
          sampler.draw(
            distribution, name: address, row: UInt32(truncatingIfNeeded: draw), into: slots + index)
        }
      }
    }
    for index in model.trajecten.indices { fillFactors(traject: index) }
    for index in model.rows.indices {
      if isFilled && model.rows[index].isStatic && model.rows[index].gains.allSatisfy(\.isEmpty) { continue }
      try fillRow(index)
    }
    fillLimits()
    isFilled = true
  }

  /// The value of a formula without clocks.
  func value(_ program: FormulaProgram) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 6) { clocks in
      clocks.initialize(repeating: 0)
      guard let base = clocks.baseAddress else { return .nan }
      return program.value(slots: slots, clocks: base)
    }
  }

  /// The value of a formula in a step (0 … T − 1) for the people of a group.
  func value(_ program: FormulaProgram, step: Int, group: Int, clock: Int = 1) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 6) { clocks in
      guard let base = clocks.baseAddress else { return .nan }
      let month = model.clock.month(ofStep: step)
      base[0] = Double(step + 1)
      base[1] = Double(clock)
      base[2] = Double(clock)
      base[3] =
        (model.groups.indices.contains(group) ? model.groups[group].age : 0)
        + Double(step) / model.clock.stepsPerYear
      base[4] = Double(month.month)
      base[5] = Double(month.year)
      return program.value(slots: slots, clocks: base)
    }
  }

  private func fillFactors(traject: Int) {
    let compiled = model.trajecten[traject]
    for group in model.groups.indices {
      for (index, effect) in compiled.gains[group].enumerated() {
        let base = factors + factorOffset[traject * model.groups.count + group] + index * (model.steps + 1)
        let neutral = effect.scale == .addedChance ? 0.0 : 1.0
        var excess = value(effect.size) - neutral
        if effect.scale == .addedChance { excess /= effect.period }
        let halfLife = effect.halfLife.map { value($0) * effect.halfLifeUnit }
        let until = effect.endsAfter.map { value($0) * effect.endsAfterUnit } ?? .infinity
        for time in 0...model.steps {
          let fading = halfLife.map { $0 > 0 ? exp2(-Double(time) / $0) : (time == 0 ? 1 : 0) } ?? 1
          base[time] = Double(time) < until - 1e-9 ? neutral + excess * fading : neutral
        }
      }
    }
  }

  private func fillLimits() {
    for (index, pool) in model.pools.enumerated() {
      capacities[index] = (value(pool.capacity) + 1e-9).rounded(.down)
      emptyBetween[index] = pool.emptyBetween.map { value($0.amount) * $0.unit } ?? 0
    }
    for (index, fund) in model.funds.enumerated() { fundAmounts[index] = value(fund.amount) }
    for (index, traject) in model.trajecten.enumerated() {
      for group in model.groups.indices {
        commits[index * model.groups.count + group] = value(traject.commits[group])
      }
    }
    for (index, offer) in model.offers.enumerated() {
      intake[index] = offer.intake.map { value($0) / offer.intakePeriod } ?? 0
      shares[index] = value(offer.share)
      let delay = offer.delay.map { (value($0.amount) * $0.unit - 1e-9).rounded(.up) } ?? 0
      firstPoints[index] = max(offer.from, 0) + Int(min(max(delay, 0), 1e6))
    }
    for (index, group) in model.groups.enumerated() {
      sizes[index] = group.size.map { max(value($0), 0) } ?? 0
      arrivals[index] = group.arrivals.map { max(value($0), 0) / group.arrivalPeriod } ?? 0
    }
  }
}
