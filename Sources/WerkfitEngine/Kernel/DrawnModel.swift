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
  /// The number of strata of the parameter draws, or 0 where draws are plain.
  let strata: Int
  let steps: Int
  let trajectCount: Int
  let groupCount: Int
  /// The values of the slots.
  let slots: UnsafeMutablePointer<Double>
  let rows: Memory<FlatRow>
  let exits: Memory<FlatExit>
  let effects: Memory<FlatEffect>
  let gains: Memory<FlatGain>
  /// Per row and traject: first gain and one past the last.
  let gainRanges: Memory<(first: Int32, end: Int32)>
  let formulas: FlatFormulas
  /// Cells of all rows: for each step and clock value `[total, log(1 − total), probabilities…, rates…]`.
  let cells: UnsafeMutablePointer<Double>
  let cellCount: Int
  /// Per row and traject + 1 (0 is none): the highest chance to leave in a step, and 1 / log(1 − it).
  let bounds: UnsafeMutablePointer<Double>
  /// Sizes of gains by time since the origin, 0 … T, per traject, group and effect.
  let factors: UnsafeMutablePointer<Double>
  let factorOffset: [Int]
  /// The highest of these sizes from each time on.
  let peaks: UnsafeMutablePointer<Double>
  /// Per row with gains, block of steps and exit: the highest rate.
  let blockRates: UnsafeMutablePointer<Double>
  let areRatios: Memory<Bool>
  /// The largest size of each of them.
  let largest: UnsafeMutablePointer<Double>
  /// Per row with a stay: hazards of ending in step 1 … T, the cumulative law of planned stays, and the length that
  /// all stays have (one step is 0) or −1.
  let stays: UnsafeMutablePointer<Double>
  /// Per row without a clock of its own: the chance to be still there after 0 … T steps, filled when first asked for.
  let survival: UnsafeMutablePointer<Double>
  /// For which filling of the chances each of them holds.
  private let survivalFilled: UnsafeMutablePointer<UInt32>
  private let filling: UnsafeMutablePointer<UInt32>
  /// Per row: cumulative shares of the ends.
  let ends: UnsafeMutablePointer<Double>
  /// Clocks by step per group, and by clock value.
  let clocks: UnsafeMutablePointer<Double>
  let chances: UnsafeMutablePointer<Double>
  let width: Int
  /// What decides who comes and who starts.
  let limits: DrawnLimits
  /// The rows to fill anew for each draw, and those to fill once.
  private let changingRows: [Int]
  private let allRows: [Int]
  /// The slots that are drawn; then those that formulas fill, in order: a formula reads earlier slots only.
  private let draws: Memory<DrawnSlots>
  private let slotFormulas: Memory<(slot: Int, isChanging: Bool)>
  private let numbers: FlatFormulas
  /// The values of the copulas, one behind the other.
  private let together: UnsafeMutablePointer<Double>
  private let copulaOffsets: [Int]
  /// Clocks for formulas that read none.
  private let noClocks: UnsafeMutablePointer<Double>
  private(set) var isFilled = false
  /// The values of the parameters that are given in order, in place of those of their lists.
  var given: [Double]?
  /// The rows whose planned stays differ between draws, and those whose bounds do.
  let stayChanges: Memory<Bool>
  let boundChanges: Memory<Bool>
  /// The rows that people can come to.
  let isReachable: Memory<Bool>
  /// Whether a traject has gains in any group.
  private let hasGains: Memory<Bool>

  /// The model that fills the chances, where it is another.
  private let owner: DrawnModel?
  /// Whether that one draws the very same numbers.
  private let sharesSlots: Bool

  /// - Parameter owner: A model that moves people alike and is filled with each draw before this one, or nil.
  init(
    model: CompiledModel, seed: UInt64, usesMeans: Bool, strata: Int = 0, sharing owner: DrawnModel? = nil
  ) throws {
    self.model = model
    self.owner = owner
    sharesSlots =
      owner.map { $0.model.slotRules == model.slotRules && $0.model.copulas == model.copulas } ?? false
    self.usesMeans = usesMeans
    self.strata = strata
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
    peaks = owner?.peaks ?? zeros(factorCount)
    largest = owner?.largest ?? zeros(factorCount / (model.steps + 1) + 1)
    let flat = FlatRows(model: model, factorOffset: offsets, firstEffect: firstEffect)
    rows = Memory(flat.rows)
    exits = Memory(flat.exits)
    effects = Memory(flat.effects)
    gains = Memory(flat.gains)
    gainRanges = Memory(flat.gainRanges)
    areRatios = Memory(flat.areRatios)
    blockRates = owner?.blockRates ?? zeros(flat.blockCount)
    width = max(model.steps, 1)
    formulas = FlatFormulas(flat.programs, width: width)
    slots = zeros(model.slotRules.count)
    cellCount = flat.cellCount
    cells = owner?.cells ?? zeros(flat.cellCount)
    stays = owner?.stays ?? zeros(flat.stayCount)
    ends = owner?.ends ?? zeros(flat.endCount)
    survival = owner?.survival ?? zeros(flat.survivalCount * (model.steps + 1))
    survivalFilled = owner?.survivalFilled ?? .allocate(capacity: flat.survivalCount + 1)
    filling = owner?.filling ?? .allocate(capacity: 1)
    if owner == nil {
      survivalFilled.initialize(repeating: 0, count: flat.survivalCount + 1)
      filling.initialize(to: 0)
    }
    bounds = owner?.bounds ?? zeros(model.rows.count * (model.trajecten.count + 1) * 2)
    chances = zeros(width * (1 + (model.rows.map(\.exits.count).max() ?? 0)))
    clocks = zeros(6 * width * (max(model.groups.count, 1) + 1))
    changingRows = flat.filled.filter { !model.rows[$0].isStatic }
    allRows = flat.filled
    var draws: [DrawnSlots] = []
    var slotFormulas: [(slot: Int, isChanging: Bool)] = []
    var programs: [FormulaProgram] = []
    for (slot, rule) in model.slotRules.enumerated() {
      switch rule {
      case .component: break
      case .formula(let program):
        slotFormulas.append((slot: slot, isChanging: !model.isStaticSlot[slot]))
        programs.append(program)
      case .draw(let distribution, let name, let address, _):
        let copula = model.copulas.firstIndex { $0.names.contains(name) } ?? -1
        let position = copula < 0 ? 0 : model.copulas[copula].names.firstIndex(of: name) ?? 0
        // A scenario that gives the parameter another distribution draws it apart.
        let isTogether = copula >= 0 && model.copulas[copula].distributions[position] == distribution
        draws.append(
          DrawnSlots(
            first: slot, distribution: distribution, law: FlatLaw(distribution), address: address,
            means: distribution.means,
            isChanging: !model.isStaticSlot[slot], copula: isTogether ? copula : -1, position: position))
      }
    }
    self.draws = Memory(draws)
    self.slotFormulas = Memory(slotFormulas)
    numbers = FlatFormulas(programs, width: 1)
    noClocks = zeros(ClockVariable.allCases.count)
    var correlated = 0
    copulaOffsets = model.copulas.map { copula in
      defer { correlated += copula.names.count }
      return correlated
    }
    together = zeros(correlated)
    stayChanges = Memory(model.rows.map { $0.stay.map { !model.isStatic($0) } ?? false })
    boundChanges = Memory(
      model.rows.map { row in !row.isStatic || row.gains.contains { !$0.isEmpty } })
    isReachable = Memory(model.rows.map(\.isReachable))
    hasGains = Memory(model.trajecten.map { $0.gains.contains { !$0.isEmpty } })
    limits = DrawnLimits(model: model)
    fillClocks()
  }

  deinit {
    for pointer in [slots, clocks, chances, noClocks, together] { pointer.deallocate() }
    if owner == nil {
      for pointer in [cells, bounds, factors, peaks, blockRates, largest, stays, ends, survival] {
        pointer.deallocate()
      }
      survivalFilled.deallocate()
      filling.deallocate()
    }
    draws.deallocate()
    slotFormulas.deallocate()
    rows.deallocate()
    exits.deallocate()
    effects.deallocate()
    gains.deallocate()
    gainRanges.deallocate()
    areRatios.deallocate()
    stayChanges.deallocate()
    boundChanges.deallocate()
    isReachable.deallocate()
    hasGains.deallocate()
  }

  /// Draws the parameters of a draw and computes everything that depends on them.
  ///
  /// - Throws: `SimulationError.invalid` where a number is impossible for this draw.
  func fill(draw: Int) throws {
    if let owner, sharesSlots {
      slots.update(from: owner.slots, count: model.slotRules.count)
    } else {
      drawSlots(draw)
    }
    if owner == nil {
      for index in 0..<trajectCount where hasGains[index] { fillFactors(traject: index) }
      for index in isFilled ? changingRows : allRows { try fillRow(index) }
      fillBounds()
      filling.pointee &+= 1
    }
    limits.fill(slots: slots, clocks: noClocks)
    isFilled = true
  }

  /// Draws the parameters, and computes what follows from them.
  private func drawSlots(_ draw: Int) {
    if !model.copulas.isEmpty { drawTogether(draw) }
    for index in 0..<draws.count where !isFilled || draws[index].isChanging { take(index, draw: draw) }
    for index in 0..<slotFormulas.count where !isFilled || slotFormulas[index].isChanging {
      let slot = slotFormulas[index].slot
      numbers.values(
        index, slots: slots, clocks: noClocks, clockStride: 1, count: 1, into: slots + slot)
    }
  }

  /// The chances to be still in a row after 0 … T steps, from the first step on.
  @inline(__always)
  func survival(of row: FlatRow) -> UnsafePointer<Double> {
    let table = survival + row.survival
    if survivalFilled[row.survivalNumber] != filling.pointee {
      fillSurvival(row, into: table)
      survivalFilled[row.survivalNumber] = filling.pointee
    }
    return UnsafePointer(table)
  }

  private func fillSurvival(_ row: FlatRow, into table: UnsafeMutablePointer<Double>) {
    var left = 1.0
    table[0] = left
    for step in 0..<steps {
      let distance = row.survivesByAge ? min(step, row.clockValues - 1) * row.stride : step * row.stepStride
      left *= 1 - cells[row.offset + distance]
      table[step + 1] = left
    }
  }

  /// Draws the parameters that hang together, once for all.
  private func drawTogether(_ draw: Int) {
    for (index, copula) in model.copulas.enumerated() where !usesMeans || copula.isInOrder {
      if copula.isInOrder, let given {
        for (place, value) in given.enumerated() { together[copulaOffsets[index] + place] = value }
        continue
      }
      sampler.draw(
        copula, row: UInt32(truncatingIfNeeded: draw), strata: strata, into: together + copulaOffsets[index])
    }
  }

  private func take(_ index: Int, draw: Int) {
    let first = slots + draws[index].first
    let copula = draws[index].copula
    if copula >= 0, !usesMeans || model.copulas[copula].isInOrder {
      first[0] = together[copulaOffsets[copula] + draws[index].position]
    } else if usesMeans {
      for (offset, mean) in draws[index].means.enumerated() { first[offset] = mean }
    } else if strata > 0 {
      sampler.drawStratified(
        draws[index].distribution, name: draws[index].address, row: UInt32(truncatingIfNeeded: draw),
        of: strata, into: first)
    } else if let law = draws[index].law {
      sampler.draw(law, name: draws[index].address, row: UInt32(truncatingIfNeeded: draw), into: first)
    } else {
      sampler.draw(
        draws[index].distribution, name: draws[index].address, row: UInt32(truncatingIfNeeded: draw),
        into: first)
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
  ///
  /// - Parameter inState: The time in the state, where the formula reads it.
  func value(_ program: FormulaProgram, step: Int, group: Int, inState: Int = 1) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: ClockVariable.allCases.count) { clocks in
      guard let base = clocks.baseAddress else { return .nan }
      setClocks(base, stride: 1, step: step, group: group)
      base[1] = Double(inState)
      return program.value(slots: slots, clocks: base)
    }
  }

  /// Writes the clocks of a step (0 …) for the people of a group, or of the study (−1), in order of
  /// `ClockVariable.allCases`; those of a person stand at 1.
  func setClocks(_ base: UnsafeMutablePointer<Double>, stride: Int, step: Int, group: Int) {
    model.setClocks(base, stride: stride, step: step, group: group)
  }

  /// How many people of a group arrive in a step.
  @inline(__always)
  func arrivals(of group: Int, in step: Int) -> Double {
    guard let program = model.groups[group].arrivals, !program.axes.isEmpty else {
      return limits.arrivals[group]
    }
    return max(value(program, step: step, group: group), 0) / model.groups[group].arrivalPeriod
  }

  /// How many places a pool has at a point.
  @inline(__always)
  func capacity(of pool: Int, at point: Int) -> Double {
    let program = model.pools[pool].capacity
    guard !program.axes.isEmpty else { return limits.capacities[pool] }
    return max(0, (value(program, step: point, group: -1) + 1e-9).rounded(.down))
  }

  /// How many people a pool may admit from its waiting list at a point.
  @inline(__always)
  func admissions(of pool: Int, at point: Int) -> Double {
    guard let program = model.pools[pool].list?.admits else { return .infinity }
    return max(0, (value(program, step: point, group: -1) + 1e-9).rounded(.down))
  }

  /// Takes the earmarks of a pool that hold at a point.
  func takeEarmarks(of pool: Int, from first: Int, at point: Int) {
    for (offset, earmark) in (model.pools[pool].list?.earmarks ?? []).enumerated()
    where !earmark.places.axes.isEmpty {
      limits.earmarks[first + offset] = max(
        0, (value(earmark.places, step: point, group: -1) + 1e-9).rounded(.down))
    }
  }

  /// How many starts an offer may take in a step.
  @inline(__always)
  func intake(of offer: Int, in step: Int) -> Double {
    guard let program = model.offers[offer].intake, !program.axes.isEmpty else { return limits.intake[offer] }
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
        var peak = -Double.infinity
        for time in (0...steps).reversed() {
          peak = max(peak, base[time])
          peaks[offset + time] = peak
        }
        largest[offset / (steps + 1)] = max(neutral, base[0])
      }
    }
  }
}

/// A draw of the parameters: which slots it fills, and from what.
private struct DrawnSlots {
  var first: Int
  var distribution: Distribution
  /// The same where it is no list.
  var law: FlatLaw?
  var address: UInt64
  var means: [Double]
  var isChanging: Bool
  /// The copula that it is drawn with, or −1, and its position there.
  var copula: Int
  var position: Int
}
