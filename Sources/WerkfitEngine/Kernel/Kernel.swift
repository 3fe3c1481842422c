import Foundation
import WerkfitStudy

/// Moves the people of one scenario through one replication.
///
/// One kernel, two ways to split a flow: by exact draws, or by expectation. Flows of at most `smallFlow` people
/// are followed person by person from one candidate moment to the next (thinning of the highest chance to
/// leave: Lewis and Shedler 1979, in steps), larger ones are split as counts by chains of binomials. Both give
/// the same law. Not shared between threads.
final class Kernel {
  let model: CompiledModel
  let drawn: DrawnModel
  let tally: Tally
  /// Prices flows; asked during a run only for funds that count payments.
  weak var pricer: Pricer?
  let smallFlow: Double
  let key: UInt64
  let steps: Int
  let stateCount: Int
  let groupCount: Int
  let edgeKinds: Int
  let scopes: Int
  /// Exact draws, or expectation.
  var isExact = true
  var replication: UInt32 = 0
  /// How many lots were split over their exits by expectation: the work of a trace.
  var splits = 0
  /// After how many of them a trace goes no further: nobody wants one that is dearer.
  var mostSplits = Int.max
  /// How many people moved since this was last asked.
  var moves = 0.0

  var pools: UnsafeMutablePointer<Pool>
  var poolCapacity = 64
  var poolCount = 0
  var directory: PoolDirectory
  let due: Memory<LotList>
  var incoming = LotList()
  let probabilities: UnsafeMutablePointer<Double>
  let split: UnsafeMutablePointer<Double>
  /// Flat copies of what the hot loops read.
  let stateInfo: UnsafeMutablePointer<StateInfo>
  let rowInfo: UnsafeMutablePointer<RowInfo>
  let dropout: UnsafeMutablePointer<Bool>
  /// How many people came one by one into each row without memory, so far.
  let followed: UnsafeMutablePointer<Double>
  let targets: UnsafeMutablePointer<Int32>
  let endTargets: UnsafeMutablePointer<Int32>
  let places: Memory<PlaceBook>
  let funds: Memory<FundBook>
  /// Whether funds change over time by themselves, and the calendar year of each point.
  let managesFunds: Bool
  /// Whether the course of every fund is written down.
  var keepsFunds = false
  let years: Memory<Int>
  let carry: Memory<Double>
  /// Per offer, starts per step that a reserve bought.
  let extraIntake: Memory<Double>
  /// Per traject, the money committed at its starts.
  let committedBy: Memory<Double>
  /// Whether exits are counted per traject.
  let countsExits: Bool
  /// Per position of an offer, while starts are taken: eligible people, shares of the starts.
  let eligible: Memory<Double>
  let groupShares: Memory<Double>
  /// How many of them are picked.
  let picks: Memory<Double>
  let arrivalCarry: Memory<Double>
  /// Whether everyone comes on demand, so that small flows stay small.
  let onlySmallFlows: Bool
  let isTracking: Bool
  let trajectInfo: Memory<TrajectInfo>
  let poolInfo: Memory<PoolInfo>
  let fundInfo: Memory<FundInfo>
  let groupInfo: Memory<GroupInfo>
  /// The starting states of all groups.
  let startStates: Memory<Int16>
  let hasArrivals: Bool
  /// Whether anybody can come at all.
  let hasPeople: Bool
  let offers: Memory<OfferInfo>
  /// Per position, of all offers: the group, and for each state whether its people may start.
  let offerGroups: Memory<Int>
  /// Per doelgroep of all offers, the positions of its classes.
  let blockPositions: Memory<Range<Int>>
  let startsFrom: Memory<Bool>
  let longestWatch: Moment
  /// How many steps off benefit make an exit durable, for 6, 12 and 18 months.
  let durableSteps: (Int, Int, Int)
  /// Whether anybody can wait for a place, and whether anybody occupies more or less than one.
  let hasWaiting: Bool
  let hasUses: Bool
  let lists: Memory<WaitingListInfo>
  var queue = WaitingQueue()
  var plain: PlainFlows
  /// The blocks of numbers of one person's first events.
  let luckWords: UnsafeMutablePointer<UInt32>
  /// Per exit of all rows.
  let plainExits: UnsafeMutablePointer<PlainExit>
  /// Per row, where its chances and exits stand.
  private(set) var plainRows = Memory<PlainRow>([])
  /// Whether steps can be taken in which nothing but plain flows happens.
  private let mayCoast: Bool
  private let hasPlaces: Bool
  private let hasReserves: Bool
  /// Whether gains of a traject exist, and from when they count.
  let trajectMatters: [Bool]
  let gainsFromStart: [Bool]
  let gainsFromEnd: [Bool]
  let edges: UnsafeMutablePointer<Int32>
  /// Whether amounts read how long people have been in a state.
  let pricesAges: Bool

  /// The lives that scenarios share, and whether there is anyone to share them with.
  let book: LifeBook
  let sharesLives: Bool

  /// - Parameter sibling: The kernel of a scenario that moves people alike and runs each draw before this one, or nil.
  init(
    model: CompiledModel, seed: UInt64, usesMeans: Bool, smallFlow: Int, strata: Int = 0,
    sharing sibling: Kernel? = nil, sharesLives: Bool = false
  ) throws {
    self.model = model
    drawn = try DrawnModel(
      model: model, seed: seed, usesMeans: usesMeans, strata: strata, sharing: sibling?.drawn)
    book = sibling?.book ?? LifeBook()
    self.sharesLives = sharesLives
    tally = Tally(model: model)
    self.smallFlow = Double(smallFlow)
    key = seed
    steps = model.steps
    stateCount = model.states.count
    groupCount = model.groups.count
    edgeKinds = model.edgeKinds
    scopes = model.scopes
    pools = .allocate(capacity: 64)
    for index in 0..<64 { (pools + index).initialize(to: Pool(lots: LotList())) }
    directory = PoolDirectory(capacity: 256)
    due = Memory((0...model.steps).map { _ in LotList() })
    let exitCount = model.rows.map(\.exits.count).max() ?? 0
    let endCount = model.rows.map(\.ends.count).max() ?? 0
    probabilities = .allocate(capacity: exitCount + 1)
    probabilities.initialize(repeating: 0, count: exitCount + 1)
    split = .allocate(capacity: max(exitCount, endCount) + 1)
    split.initialize(repeating: 0, count: max(exitCount, endCount) + 1)
    stateInfo = .allocate(capacity: max(stateCount, 1))
    for (index, state) in model.states.enumerated() {
      let kind: UInt8 =
        switch state.kind {
        case .work: 1
        case .partTimeWork: 2
        case .subsidisedWork: 3
        default: 0
        }
      (stateInfo + index).initialize(
        to: StateInfo(
          traject: Int16(state.traject), pool: Int16(state.pool), waitsFor: Int16(state.waitsFor),
          isOnBenefit: state.isOnBenefit,
          isWork: state.isWork, workKind: kind))
    }
    var spellMemory: [Bool: Int] = [:]
    for (index, row) in model.rows.enumerated() where row.readsBenefitClock {
      let status = model.states[index % stateCount].isOnBenefit
      spellMemory[status] = max(spellMemory[status] ?? 0, row.clockValues)
    }
    let totalExits = model.rows.reduce(0) { $0 + $1.exits.count }
    let totalEnds = model.rows.reduce(0) { $0 + $1.ends.count }
    dropout = .allocate(capacity: max(totalExits, 1))
    targets = .allocate(capacity: max(totalExits, 1))
    endTargets = .allocate(capacity: max(totalEnds, 1))
    rowInfo = .allocate(capacity: max(model.rows.count, 1))
    followed = .allocate(capacity: max(model.rows.count, 1))
    followed.initialize(repeating: 0, count: max(model.rows.count, 1))
    let laterGains = model.laterGains
    var exitOffset = 0
    var endOffset = 0
    for (index, row) in model.rows.enumerated() {
      (rowInfo + index).initialize(
        to: RowInfo(
          rowClass: Int32(row.rowClass), firstExit: Int32(exitOffset), hasStay: row.stay != nil,
          gainMask: row.gainMask, laterGains: laterGains[index],
          spellMemory: Moment(spellMemory[model.states[index % stateCount].isOnBenefit] ?? 0),
          column: Int32(model.pricing.columnOfRow[index]),
          ages: Moment(model.pricing.agesOfColumn[model.pricing.columnOfRow[index]]),
          firstAge: Int32(tally.layout.firstAges[model.pricing.columnOfRow[index]])))
      for exit in row.exits {
        (dropout + exitOffset).initialize(to: exit.isDropout)
        (targets + exitOffset).initialize(to: Int32(exit.target))
        exitOffset += 1
      }
      for end in row.ends {
        (endTargets + endOffset).initialize(to: Int32(end.target))
        endOffset += 1
      }
    }
    places = Memory(
      model.pools.map { _ in PlaceBook(returning: Memory(repeating: 0, count: model.steps + 2)) })
    funds = Memory(repeating: FundBook(), count: model.funds.count)
    managesFunds = !model.shifts.isEmpty || model.funds.contains { $0.isYearly || $0.commitment == .payment }
    years = Memory((0...model.steps).map { model.clock.month(ofStep: $0).year })
    let positions = model.offers.reduce(0) { $0 + $1.groups.count }
    eligible = Memory(repeating: 0, count: positions)
    groupShares = Memory(repeating: 0, count: positions)
    picks = Memory(repeating: 0, count: positions)
    carry = Memory(repeating: 0, count: model.offers.count)
    extraIntake = Memory(repeating: 0, count: model.offers.count)
    committedBy = Memory(repeating: 0, count: model.trajecten.count)
    countsExits = model.countsExits
    arrivalCarry = Memory(repeating: 0, count: groupCount)
    let changes = model.trajecten.indices.map { traject in
      model.rows.contains { !$0.gains[traject].isEmpty }
    }
    trajectMatters = changes
    gainsFromStart = model.trajecten.indices.map { changes[$0] && model.trajecten[$0].gainsFromStart }
    gainsFromEnd = model.trajecten.indices.map { changes[$0] && model.trajecten[$0].gainsFromEnd }
    edges = .allocate(capacity: max(model.edges.count, 1))
    for (index, edge) in model.edges.enumerated() { (edges + index).initialize(to: edge) }
    pricesAges = model.pricing.agesOfColumn.contains { $0 > 0 }
    onlySmallFlows = smallFlow > 0 && model.groups.allSatisfy(\.isOnDemand)
    poolInfo = Memory(
      model.pools.map {
        PoolInfo(
          isRotating: $0.isRotating, changes: !$0.capacity.axes.isEmpty, open: $0.open)
      })
    trajectInfo = Memory(
      model.trajecten.map {
        TrajectInfo(
          firstPhase: $0.firstPhase, pool: $0.needsPlace ? $0.pool : -1, fund: $0.fund,
          dropoutsKeepGain: $0.dropoutsKeepGain)
      })
    fundInfo = Memory(
      model.funds.map {
        FundInfo(
          commitsAtStart: $0.commitment == .start, isYearly: $0.isYearly, open: $0.open)
      })
    hasArrivals = model.groups.contains { $0.arrivals != nil }
    hasPeople = !model.offers.isEmpty || model.groups.contains { !$0.isOnDemand }
    isTracking = model.isTracking
    var firstStart = 0
    groupInfo = Memory(
      model.groups.map { group in
        defer { firstStart += group.startingStates.count }
        return GroupInfo(
          isOnDemand: group.isOnDemand, isPooled: !group.isOnDemand && group.isOffered,
          hasSize: group.size != nil, classCount: group.classCount,
          arrivesFrom: group.arrivalRange.lowerBound,
          arrivesUntil: group.arrivalRange.upperBound, isPoisson: group.arrivalSpread == .poisson,
          firstStart: firstStart,
          startingStates: group.startingStates.count)
      })
    startStates = Memory(model.groups.flatMap(\.startingStates).map { Int16($0.state) })
    var firstPosition = 0
    var firstBlock = 0
    var positionsOfBlocks: [Range<Int>] = []
    offers = Memory(
      model.offers.map { offer in
        defer {
          firstPosition += offer.groups.count
          firstBlock += offer.blocks.count
        }
        for block in offer.blocks {
          positionsOfBlocks.append((firstPosition + block.lowerBound)..<(firstPosition + block.upperBound))
        }
        return OfferInfo(
          traject: offer.traject, positions: firstPosition..<(firstPosition + offer.groups.count),
          blocks: firstBlock..<(firstBlock + offer.blocks.count), isSelective: !offer.odds.isEmpty,
          hasMix: !offer.mix.isEmpty, hasIntake: offer.intake != nil, takesEveryone: offer.takesEveryone,
          isOnce: offer.isOnce, until: offer.until)
      })
    offerGroups = Memory(model.offers.flatMap(\.groups))
    blockPositions = Memory(positionsOfBlocks)
    startsFrom = Memory(
      model.offers.flatMap(\.states).flatMap { states in model.states.indices.map(states.contains) })
    hasWaiting = model.states.contains { $0.waitsFor >= 0 }
    hasUses = model.trajecten.contains { $0.uses != nil }
    lists = Memory(WaitingListInfo.lists(of: model))
    longestWatch = Moment(
      clamping: max(model.durableSteps.max() ?? 0, Int(model.relapseSteps.rounded(.up))) + 1)
    durableSteps = (model.durableSteps[0], model.durableSteps[1], model.durableSteps[2])
    plain = PlainFlows(keys: [])
    luckWords = .allocate(capacity: 4 * Philox.laneCount)
    luckWords.initialize(repeating: 0, count: 4 * Philox.laneCount)
    plainExits = .allocate(capacity: max(totalExits, 1))
    plainExits.initialize(repeating: PlainExit(), count: max(totalExits, 1))
    hasPlaces = !model.pools.isEmpty
    hasReserves = !model.reserves.isEmpty
    mayCoast = Self.mayCoast(model)
    plain.deallocate()
    plain = PlainFlows(keys: plainKeys())
    plainRows.deallocate()
    plainRows = Memory(findPlainRows())
    findPlainExits()
  }

  deinit {
    for index in 0..<poolCapacity { pools[index].lots.deallocate() }
    pools.deallocate()
    for index in due.indices { due[index].deallocate() }
    due.deallocate()
    for index in places.indices { places[index].returning.deallocate() }
    places.deallocate()
    funds.deallocate()
    for numbers in [eligible, groupShares, picks, carry, extraIntake, committedBy, arrivalCarry] {
      numbers.deallocate()
    }
    luckWords.deallocate()
    incoming.deallocate()
    probabilities.deallocate()
    split.deallocate()
    stateInfo.deallocate()
    rowInfo.deallocate()
    dropout.deallocate()
    targets.deallocate()
    endTargets.deallocate()
    edges.deallocate()
    followed.deallocate()
    trajectInfo.deallocate()
    poolInfo.deallocate()
    fundInfo.deallocate()
    groupInfo.deallocate()
    startStates.deallocate()
    offers.deallocate()
    offerGroups.deallocate()
    blockPositions.deallocate()
    startsFrom.deallocate()
    years.deallocate()
    for index in 0..<lists.count { lists[index].deallocate() }
    lists.deallocate()
    plain.deallocate()
    plainExits.deallocate()
    plainRows.deallocate()
  }

  /// Runs one replication with the parameters of the last `drawn.fill`; the result stands in `tally`.
  func run(replication: UInt32, isExact: Bool) {
    self.replication = replication
    self.isExact = isExact
    reset()
    guard hasPeople else { return settleEmpty() }
    var step = 0
    while step < steps {
      if splits > mostSplits { break }
      if mayCoast && onlyPlainIsLeft(at: step) {
        step = coast(from: step)
        // The step in which something else happens, with what is plain in it, is taken as any other.
        if step == steps { break }
      }
      if hasPlaces { releasePlaces(at: step) }
      if incoming.count > 0 { admitIncoming(at: step) }
      if plain.arrivals > 0 || plain.open > 0 { admitPlain(at: step) }
      if step == 0 || hasArrivals { arrive(at: step) }
      if managesFunds { settleFunds(at: step) }
      if hasReserves { reviewReserves(at: step) }
      if offers.count > 0 { start(at: step) }
      if hasWaiting { givePlaces(at: step) }
      if hasPlaces { bookPlaces(at: step) }
      if keepsFunds { bookFunds(at: step) }
      if poolCount > 0 { stepPools(step) }
      if plain.open > 0 { stepPlain(step) }
      if due[step].count > 0 { stepPersons(step) }
      step += 1
    }
    releasePlaces(at: steps)
    bookPlaces(at: steps)
    settleFunds(at: steps)
    if keepsFunds { bookFunds(at: steps) }
    settleAtHorizon()
    tally.accumulate()
  }

  /// Nobody ever comes: only the places stand open.
  private func settleEmpty() {
    for point in 0...steps {
      settleFunds(at: point)
      // Their number may change over time.
      releasePlaces(at: point)
      bookPlaces(at: point)
      if keepsFunds { bookFunds(at: point) }
    }
  }

  private func reset() {
    tally.reset()
    for index in 0..<poolCount { pools[index].lots.removeAll() }
    poolCount = 0
    directory.removeAll()
    for index in due.indices { due[index].removeAll() }
    incoming.removeAll()
    plain.removeAll()
    followed.update(repeating: 0, count: max(model.rows.count, 1))
    closeReserves()
    carry.fill(0)
    arrivalCarry.fill(0)
    openFunds()
    if hasWaiting { resetLists() }
    for index in places.indices {
      places[index].capacity = drawn.capacity(of: index, at: 0)
      places[index].free = places[index].capacity
      places[index].occupied = 0
      places[index].closed = 0
      places[index].extra = 0
      places[index].returning.fill(0)
    }
  }

  /// How many lots stand in pools.
  var lotCount: Int { (0..<poolCount).reduce(0) { $0 + pools[$1].lots.count } }

  /// How many people moved since this was last asked.
  func takeMoves() -> Double {
    defer { moves = 0 }
    return moves
  }

  @inline(__always)
  func numbers(_ purpose: Purpose, _ cell: UInt64, _ step: Int) -> AddressedNumbers {
    AddressedNumbers(key: key, replication: replication, cell: address(cell, purpose.rawValue), step: step)
  }

  @inline(__always)
  func row(of lot: Lot) -> Int { Int(lot.group) * stateCount + Int(lot.state) }

  /// Adds people to (or, with a negative number, takes them from) a state from a point on.
  @inline(__always)
  func occupy(_ lot: Lot, _ people: Double, from point: Int) {
    if lot.flags.contains(.ghost) { return }
    let isShadow = lot.flags.contains(.shadow)
    if isShadow && !lot.flags.contains(.counterfactual) { return }
    let info = rowInfo[row(of: lot)]
    tally.occupy(Int(info.column), people, from: point, isShadow: isShadow)
    if info.ages > 0 && lot.entry >= 0 {
      let stayed = point - Int(lot.entry)
      if stayed < Int(info.ages) {
        tally.age(Int(info.firstAge) + stayed, people, at: point, isShadow: isShadow)
      }
    }
  }
}
