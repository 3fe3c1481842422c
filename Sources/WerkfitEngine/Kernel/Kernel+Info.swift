import WerkfitStudy

/// Flat copies of what the hot loops of the kernel read of a model, and what a replication knows of places.
extension Kernel {
  struct StateInfo {
    var traject: Int16
    var pool: Int16
    /// The pool for whose places people wait, or −1.
    var waitsFor: Int16
    var isOnBenefit: Bool
    var isWork: Bool
    /// 0 none, 1 full-time, 2 part-time, 3 with subsidy.
    var workKind: UInt8
  }

  struct PoolInfo {
    var isRotating: Bool
    /// Whether the number of places changes over time.
    var changes: Bool
    /// The points at which it is open.
    var open: Range<Int>
  }

  struct FundInfo {
    var commitsAtStart: Bool
    var isYearly: Bool
    /// The points at which it is open.
    var open: Range<Int>
  }

  struct GroupInfo {
    var isOnDemand: Bool
    /// Whether its people must stay in pools until they start, because offers pick from them.
    var isPooled: Bool
    var hasSize: Bool
    /// How many hidden classes its doelgroep has, at the first; 0 at the others.
    var classCount: Int
    var arrivesFrom: Int
    var arrivesUntil: Int
    var isPoisson: Bool
    /// Where its starting states begin, and how many there are.
    var firstStart: Int
    var startingStates: Int
  }

  struct OfferInfo {
    var traject: Int
    /// The positions of its groups among those of all offers.
    var positions: Range<Int>
    /// The places of its doelgroepen among those of all offers.
    var blocks: Range<Int>
    /// Whether some are more likely to be picked than others.
    var isSelective: Bool
    var hasMix: Bool
    var hasIntake: Bool
    var takesEveryone: Bool
    var isOnce: Bool
    var until: Int
  }

  struct TrajectInfo {
    var firstPhase: Int
    /// The pool of which a start takes a place, or −1.
    var pool: Int
    var fund: Int
    var dropoutsKeepGain: Bool
  }

  struct RowInfo {
    var rowClass: Int32
    var firstExit: Int32
    var hasStay: Bool
    /// Bit k: the gains of traject k change this row (trajecten beyond 63 count as changing it).
    var gainMask: UInt64
    /// The same for all rows that people in this one can still come to, with itself.
    var laterGains: UInt64
    /// How long the benefit clock must be kept for people in this state.
    var spellMemory: Moment
    var column: Int32
    /// For how many points people are counted by their time in the state, and the first row where that is.
    var ages: Moment
    var firstAge: Int32
  }

  /// Places of one pool in a replication.
  struct PlaceBook {
    /// How many places there are now.
    var capacity = 0.0
    var free = 0.0
    var occupied = 0.0
    /// Places that a reserve bought.
    var extra = 0.0
    /// Places that are not used again, because the pool does not rotate.
    var closed = 0.0
    /// Places that come free again at each point.
    let returning: Memory<Double>
  }
}
