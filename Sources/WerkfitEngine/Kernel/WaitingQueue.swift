import WerkfitStudy

/// What the giving of places needs of a pool's waiting list, without arrays.
struct WaitingListInfo {
  var isUsed: Bool
  var order: AdmissionOrder
  /// Whether places are not the same to all: some are earmarked, or people take unlike numbers of places.
  var isMixed: Bool
  /// The earmarks of the pool among those of all pools.
  var firstEarmark: Int
  var earmarkCount: Int
  /// Whether any of them changes over time.
  var earmarksChange: Bool
  /// Per group: its earmark, or −1.
  var earmarkOfGroup: Memory<Int>
  /// Who goes first: ranks by group and by traject.
  var groupRanks: Memory<Int>
  var trajectRanks: Memory<Int>

  /// The waiting lists of all pools of a model.
  static func lists(of model: CompiledModel) -> [WaitingListInfo] {
    var first = 0
    return model.pools.enumerated().map { index, pool in
      let earmarks = pool.list?.earmarks ?? []
      defer { first += earmarks.count }
      let uses = model.states.filter { $0.waitsFor == index }.map { model.trajecten[$0.traject].uses }
      return WaitingListInfo(
        isUsed: pool.list != nil, order: pool.list?.order ?? .firstCome,
        isMixed: !earmarks.isEmpty || uses.contains { $0 != uses[0] }, firstEarmark: first,
        earmarkCount: earmarks.count,
        earmarksChange: earmarks.contains { !$0.places.axes.isEmpty },
        earmarkOfGroup: Memory(
          model.groups.indices.map { group in
            earmarks.firstIndex { $0.groups.contains(group) }.map { $0 + first } ?? -1
          }),
        groupRanks: Memory(pool.list?.groupRanks ?? []), trajectRanks: Memory(pool.list?.trajectRanks ?? []))
    }
  }

  func deallocate() {
    earmarkOfGroup.deallocate()
    groupRanks.deallocate()
    trajectRanks.deallocate()
  }
}

/// People of one lot on a waiting list, while places are given.
struct Waiter {
  var pool: Int
  var lot: Int
  /// Who has a lower key goes first; the same key is equally likely.
  var key: Int
  var group: Int
  /// Places per person.
  var use: Double
  var people: Double
  /// How many have been given a place.
  var taken = 0.0
}

/// What is known while places are given: kept between points, so that nothing is allocated.
struct WaitingQueue {
  /// The list of the pool whose places are being given.
  var waiters: [Waiter] = []
  /// Per earmark: places that the group occupies, and whether someone who does not fit holds what is free.
  var occupied: [Double] = []
  var isHeld: [Bool] = []
  /// Whether the places without earmark are held for someone who does not fit yet.
  var holdsRest = false
}
