import Foundation
import WerkfitStudy

/// A compiled model with the numbers of one draw of the parameters, in flat memory.
///
/// Made once per thread and filled anew for each draw; what no draw changes is filled only once. Scenarios that move
/// people alike share their chances: the first fills them for all.
final class DrawnModel {
  let model: CompiledModel
  let sampler: ParameterSampler
  let usesMeans: Bool
  let steps: Int
  let trajectCount: Int
  let groupCount: Int
  /// The values of the slots.
  let slots: UnsafeMutablePointer<Double>
  let rows: Fixed<FlatRow>
  let exits: Fixed<FlatExit>
  let effects: Fixed<FlatEffect>
  let gains: Fixed<FlatGain>
  /// Per row and traject: first gain and one past the last.
  let gainRanges: Fixed<(first: Int32, end: Int32)>
  let formulas: FlatFormulas
  /// Cells of all rows: for each step and clock value `[total, log(1 − total), probabilities…, rates…]`.
  let cells: UnsafeMutablePointer<Double>
  /// Per row and traject + 1 (0 is none): the highest chance to leave in a step, and 1 / log(1 − it).
  let bounds: UnsafeMutablePointer<Double>
  /// Sizes of gains by time since the origin, 0 … T, per traject, group and effect.
  let factors: UnsafeMutablePointer<Double>
  let factorOffset: [Int]
  /// The largest size of each of them.
  let largest: UnsafeMutablePointer<Double>
  /// Per row with a stay: hazards of ending in step 1 … T, then the cumulative law of planned stays.
  let stays: UnsafeMutablePointer<Double>
  /// Per row: cumulative shares of the ends.
  let ends: UnsafeMutablePointer<Double>
  /// Clocks by step per group, and by clock value.
  let clocks: UnsafeMutablePointer<Double>
  let chances: UnsafeMutablePointer<Double>
  let width: Int
  var capacities: [Double]
  var emptyBetween: [Double]
  var fundAmounts: [Double]
  /// Per traject and group.
  var commits: [Double]
  /// Per offer: starts per step, share, first point; per position: the share of the group.
  var intake: [Double]
  var shares: [Double]
  var firstPoints: [Int]
  var mixes: [Double]
  /// Per group: people at the start, arrivals per step; the shares of the starting states of all groups.
  var sizes: [Double]
  var arrivals: [Double]
  var startingShares: [Double]
  /// The rows to fill anew for each draw, and those to fill once.
  private let changingRows: [Int]
  private let allRows: [Int]
  private let changingSlots: [Int]
  private var isFilled = false

  /// The model that fills the chances, where it is another.
  private let owner: DrawnModel?

  /// - Parameter owner: A model that moves people alike and is filled with each draw before this one, or nil.
  init(model: CompiledModel, seed: UInt64, usesMeans: Bool, sharing owner: DrawnModel? = nil) throws {
    self.model = model
    self.owner = owner
    self.usesMeans = usesMeans
    sampler = try ParameterSampler(seed: seed)
    steps = model.steps
    trajectCount = model.trajecten.count
    groupCount = model.groups.count
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    var offsets: [Int] = []
    var firstEffect: [Int] = []
    var factorCount = 0
    for traject in model.trajecten {
      for group in model.groups.indices {
        offsets.append(factorCount)
        firstEffect.append(factorCount / (model.steps + 1))
        factorCount += traject.gains[group].count * (model.steps + 1)
      }
    }
    factorOffset = offsets
    factors = owner?.factors ?? zeros(factorCount)
    largest = owner?.largest ?? zeros(factorCount / (model.steps + 1) + 1)
    let flat = FlatRows(model: model, factorOffset: offsets, firstEffect: firstEffect)
    rows = Fixed(flat.rows)
    exits = Fixed(flat.exits)
    effects = Fixed(flat.effects)
    gains = Fixed(flat.gains)
    gainRanges = Fixed(flat.gainRanges)
    width = max(model.steps, 1)
    formulas = FlatFormulas(flat.programs, width: width)
    slots = zeros(model.slotRules.count)
    cells = owner?.cells ?? zeros(flat.cellCount)
    stays = owner?.stays ?? zeros(flat.stayCount)
    ends = owner?.ends ?? zeros(flat.endCount)
    bounds = owner?.bounds ?? zeros(model.rows.count * (model.trajecten.count + 1) * 2)
    chances = zeros(width * (1 + (model.rows.map(\.exits.count).max() ?? 0)))
    clocks = zeros(6 * width * (max(model.groups.count, 1) + 1))
    changingRows = flat.filled.filter { !model.rows[$0].isStatic }
    allRows = flat.filled
    changingSlots = model.slotRules.indices.filter { !model.isStaticSlot[$0] }
    capacities = [Double](repeating: 0, count: model.pools.count)
    emptyBetween = capacities
    fundAmounts = [Double](repeating: 0, count: model.funds.count)
    commits = [Double](repeating: 0, count: model.trajecten.count * max(model.groups.count, 1))
    intake = [Double](repeating: 0, count: model.offers.count)
    shares = intake
    firstPoints = [Int](repeating: 0, count: model.offers.count)
    mixes = [Double](repeating: 0, count: model.offers.reduce(0) { $0 + $1.groups.count })
    sizes = [Double](repeating: 0, count: model.groups.count)
    arrivals = sizes
    startingShares = [Double](repeating: 0, count: model.groups.reduce(0) { $0 + $1.startingStates.count })
    fillClocks()
  }

  deinit {
    for pointer in [slots, clocks, chances] { pointer.deallocate() }
    if owner == nil {
      for pointer in [cells, bounds, factors, largest, stays, ends] { pointer.deallocate() }
    }
    rows.deallocate()
    exits.deallocate()
    effects.deallocate()
    gains.deallocate()
    gainRanges.deallocate()
  }

  /// Draws the parameters of a draw and computes everything that depends on them.
  ///
  /// - Throws: `SimulationError.invalid` where a number is impossible for this draw.
  func fill(draw: Int) throws {
    if isFilled {
      for index in changingSlots { fillSlot(index, draw: draw) }
    } else {
      for index in model.slotRules.indices { fillSlot(index, draw: draw) }
    }
    if owner == nil {
      for index in 0..<trajectCount { fillFactors(traject: index) }
      for index in isFilled ? changingRows : allRows { try fillRow(index) }
      fillBounds()
    }
    fillLimits()
    isFilled = true
  }

  private func fillSlot(_ index: Int, draw: Int) {
    switch model.slotRules[index] {
    case .component: break
    case .formula(let program): slots[index] = value(program)
    case .draw(let distribution, _, let address, _):
      if usesMeans {
        for (offset, mean) in distribution.means.enumerated() { slots[index + offset] = mean }
      } else {
        sampler.draw(distribution, name: address, row: UInt32(truncatingIfNeeded: draw), into: slots + index)
      }
    }
  }

  /// The clocks of every step per group; after the groups, one set in which only the own clocks run.
  private func fillClocks() {
    for group in 0...groupCount {
      let base = clocks + group * 6 * width
      for step in 0..<width {
        let month = model.clock.month(ofStep: step)
        base[step] = Double(step + 1)
        base[width + step] = Double(step + 1)
        base[2 * width + step] = Double(step + 1)
        base[3 * width + step] =
          (group < groupCount ? model.groups[group].age : 0) + Double(step) / model.clock.stepsPerYear
        base[4 * width + step] = Double(month.month)
        base[5 * width + step] = Double(month.year)
      }
    }
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
  func value(_ program: FormulaProgram, step: Int, group: Int) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 6) { clocks in
      guard let base = clocks.baseAddress else { return .nan }
      let month = model.clock.month(ofStep: step)
      base[0] = Double(step + 1)
      base[1] = 1
      base[2] = 1
      base[3] =
        (model.groups.indices.contains(group) ? model.groups[group].age : 0)
        + Double(step) / model.clock.stepsPerYear
      base[4] = Double(month.month)
      base[5] = Double(month.year)
      return program.value(slots: slots, clocks: base)
    }
  }

  /// How many people of a group arrive in a step.
  @inline(__always)
  func arrivals(of group: Int, in step: Int) -> Double {
    guard let program = model.groups[group].arrivals, !program.axes.isEmpty else { return arrivals[group] }
    return max(value(program, step: step, group: group), 0) / model.groups[group].arrivalPeriod
  }

  /// How many starts an offer may take in a step.
  @inline(__always)
  func intake(of offer: Int, in step: Int) -> Double {
    guard let program = model.offers[offer].intake, !program.axes.isEmpty else { return intake[offer] }
    return max(value(program, step: step, group: -1), 0) / model.offers[offer].intakePeriod
  }

  private func fillFactors(traject: Int) {
    let compiled = model.trajecten[traject]
    for group in 0..<groupCount {
      for (index, effect) in compiled.gains[group].enumerated() {
        let offset = factorOffset[traject * groupCount + group] + index * (steps + 1)
        let base = factors + offset
        let neutral = effect.scale == .addedChance ? 0.0 : 1.0
        var excess = value(effect.size) - neutral
        if effect.scale == .addedChance { excess /= effect.period }
        let halfLife = effect.halfLife.map { value($0) * effect.halfLifeUnit }
        let until = effect.endsAfter.map { value($0) * effect.endsAfterUnit } ?? .infinity
        // One factor per step: 2^(−τ/h) by repeated multiplication would drift; exp2 is exact enough.
        for time in 0...steps {
          let fading = halfLife.map { $0 > 0 ? exp2(-Double(time) / $0) : (time == 0 ? 1 : 0) } ?? 1
          base[time] = Double(time) < until - 1e-9 ? neutral + excess * fading : neutral
        }
        largest[offset / (steps + 1)] = max(neutral, base[0])
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
      for group in 0..<groupCount { commits[index * groupCount + group] = value(traject.commits[group]) }
    }
    var position = 0
    for (index, offer) in model.offers.enumerated() {
      intake[index] = offer.intake.map { value($0) / offer.intakePeriod } ?? 0
      shares[index] = value(offer.share)
      let delay = offer.delay.map { (value($0.amount) * $0.unit - 1e-9).rounded(.up) } ?? 0
      firstPoints[index] = max(offer.from, 0) + Int(min(max(delay, 0), 1e6))
      for (place, share) in offer.mix.enumerated() { mixes[position + place] = value(share) }
      position += offer.groups.count
    }
    position = 0
    for (index, group) in model.groups.enumerated() {
      sizes[index] = group.size.map { max(value($0), 0) } ?? 0
      arrivals[index] = group.arrivals.map { max(value($0), 0) / group.arrivalPeriod } ?? 0
      for start in group.startingStates {
        startingShares[position] = value(start.share)
        position += 1
      }
    }
  }
}
