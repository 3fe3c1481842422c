import WerkfitStudy

/// The numbers of one draw that decide who comes and who starts: sizes, intakes, places, funds, shares.
///
/// They differ between scenarios that otherwise move people alike.
final class DrawnLimits {
  /// Per pool: places, and steps that a place stays empty between two people.
  let capacities: UnsafeMutablePointer<Double>
  let emptyBetween: UnsafeMutablePointer<Double>
  /// Per fund.
  let fundAmounts: UnsafeMutablePointer<Double>
  /// Per traject and group: what a start commits.
  let commits: UnsafeMutablePointer<Double>
  /// Per traject: the places that a person occupies.
  let uses: UnsafeMutablePointer<Double>
  /// Per earmark, of all waiting lists: how many places.
  let earmarks: UnsafeMutablePointer<Double>
  /// Per offer: starts per step, share, first point; per doelgroep of all offers: its share of the starts.
  let intake: UnsafeMutablePointer<Double>
  let shares: UnsafeMutablePointer<Double>
  let firstPoints: UnsafeMutablePointer<Double>
  let mixes: UnsafeMutablePointer<Double>
  /// Per position: the odds ratio of being picked.
  let odds: UnsafeMutablePointer<Double>
  /// Per group: people at the start, arrivals per step; the shares of the starting states of all groups.
  let sizes: UnsafeMutablePointer<Double>
  let arrivals: UnsafeMutablePointer<Double>
  /// Per group: the share of its doelgroep.
  let classShares: UnsafeMutablePointer<Double>
  let startingShares: UnsafeMutablePointer<Double>
  private let base: UnsafeMutablePointer<Double>
  private let numbers: Memory<Number>
  private let formulas: FlatFormulas

  private enum Rounding {
    case none, down
    /// Not below zero.
    case positive
    /// A delay in steps, rounded up, after a first point.
    case delay
  }

  private struct Number {
    var place: Int
    var formula: Int
    /// What the formula is multiplied by.
    var unit: Double
    var rounding: Rounding
    /// Added after rounding.
    var offset = 0.0
  }

  init(model: CompiledModel) {
    var programs: [FormulaProgram] = []
    var numbers: [Number] = []
    var size = 0
    func section(_ count: Int) -> Int {
      defer { size += count }
      return size
    }
    func add(
      _ program: FormulaProgram?, at place: Int, unit: Double = 1, _ rounding: Rounding = .none,
      offset: Double = 0
    ) {
      guard let program else { return }
      numbers.append(
        Number(place: place, formula: programs.count, unit: unit, rounding: rounding, offset: offset))
      programs.append(program)
    }
    let one = FormulaProgram(constant: 1)
    let pools = section(model.pools.count)
    let empty = section(model.pools.count)
    for (index, pool) in model.pools.enumerated() {
      add(pool.capacity, at: pools + index, .down)
      add(pool.emptyBetween?.amount, at: empty + index, unit: pool.emptyBetween?.unit ?? 1)
    }
    let funds = section(model.funds.count)
    for (index, fund) in model.funds.enumerated() { add(fund.amount, at: funds + index) }
    let commits = section(model.trajecten.count * model.groups.count)
    for (index, program) in model.trajecten.flatMap(\.commits).enumerated() {
      add(program, at: commits + index)
    }
    let intake = section(model.offers.count)
    let shares = section(model.offers.count)
    let firstPoints = section(model.offers.count)
    let mixes = section(model.offers.reduce(0) { $0 + $1.blocks.count })
    let odds = section(model.offers.reduce(0) { $0 + $1.groups.count })
    var block = mixes
    var position = odds
    for (index, offer) in model.offers.enumerated() {
      add(offer.intake, at: intake + index, unit: 1 / offer.intakePeriod)
      add(offer.share, at: shares + index)
      let delay = offer.delay ?? CompiledLength(amount: FormulaProgram(constant: 0), unit: 1)
      add(delay.amount, at: firstPoints + index, unit: delay.unit, .delay, offset: Double(max(offer.from, 0)))
      for (place, share) in offer.mix.enumerated() { add(share, at: block + place) }
      for place in offer.groups.indices {
        add(offer.odds.isEmpty ? one : offer.odds[place], at: position + place, .positive)
      }
      block += offer.blocks.count
      position += offer.groups.count
    }
    let uses = section(model.trajecten.count)
    for (index, traject) in model.trajecten.enumerated() {
      add(traject.uses ?? FormulaProgram(constant: 1), at: uses + index, .positive)
    }
    let earmarked = model.pools.flatMap { $0.list?.earmarks ?? [] }
    let earmarks = section(earmarked.count)
    for (index, earmark) in earmarked.enumerated() { add(earmark.places, at: earmarks + index, .down) }
    let sizes = section(model.groups.count)
    let arrivals = section(model.groups.count)
    let classes = section(model.groups.count)
    let starts = section(model.groups.reduce(0) { $0 + $1.startingStates.count })
    position = starts
    for (index, group) in model.groups.enumerated() {
      add(group.size, at: sizes + index, .positive)
      add(group.share ?? one, at: classes + index)
      add(group.arrivals, at: arrivals + index, unit: 1 / group.arrivalPeriod, .positive)
      for start in group.startingStates {
        add(start.share, at: position)
        position += 1
      }
    }
    let base = UnsafeMutablePointer<Double>.allocate(capacity: max(size, 1))
    base.initialize(repeating: 0, count: max(size, 1))
    self.base = base
    capacities = base + pools
    emptyBetween = base + empty
    fundAmounts = base + funds
    self.commits = base + commits
    self.uses = base + uses
    self.earmarks = base + earmarks
    self.intake = base + intake
    self.shares = base + shares
    self.firstPoints = base + firstPoints
    self.mixes = base + mixes
    self.odds = base + odds
    self.sizes = base + sizes
    self.arrivals = base + arrivals
    classShares = base + classes
    startingShares = base + starts
    self.numbers = Memory(numbers)
    formulas = FlatFormulas(programs, width: 1)
  }

  deinit {
    base.deallocate()
    numbers.deallocate()
  }

  /// Takes the values of a draw.
  ///
  /// - Parameter clocks: The values of the clocks for formulas that follow one; these are read anew in each step.
  func fill(slots: UnsafePointer<Double>, clocks: UnsafePointer<Double>) {
    for index in 0..<numbers.count {
      let number = numbers[index]
      var value = 0.0
      formulas.values(number.formula, slots: slots, clocks: clocks, clockStride: 1, count: 1, into: &value)
      value *= number.unit
      switch number.rounding {
      case .none: break
      case .down: value = (value + 1e-9).rounded(.down)
      case .positive: value = max(value, 0)
      case .delay: value = min(max((value - 1e-9).rounded(.up), 0), 1e6)
      }
      base[number.place] = value + number.offset
    }
  }
}
