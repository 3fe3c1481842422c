/// A point or step of the study, small enough to keep a person within one line of the processor's cache.
typealias Moment = Int16

/// People who share everything that matters to what may happen to them, and how many they are.
///
/// A lot of one person with a candidate moment is followed on its own; larger lots live in pools and are split
/// as counts.
struct Lot {
  struct Flags: OptionSet {
    let rawValue: UInt16
    /// A starter without the traject: counts only towards what would have happened anyway.
    static let shadow = Flags(rawValue: 1)
    /// A shadow of an on-demand group, whose quantities and money count in the counterfactual.
    static let counterfactual = Flags(rawValue: 2)
    /// Took a traject, or is the shadow of someone who did.
    static let started = Flags(rawValue: 4)
    /// No first exit can be counted any more.
    static let settled = Flags(rawValue: 8)
    /// Made a counted exit; a relapse is still watched for.
    static let watched = Flags(rawValue: 16)
    /// Off benefit ever since the counted exit.
    static let durable = Flags(rawValue: 32)
    /// Only watched for relapse after a counted exit; counted nowhere else (in the trace).
    static let ghost = Flags(rawValue: 64)

    /// Whether these are people as they are, no shadow and no ghost.
    ///
    /// Not by a set of flags, which costs a call where it is not folded into a number.
    @inline(__always)
    var areReal: Bool { rawValue & (Self.shadow.rawValue | Self.ghost.rawValue) == 0 }
    /// The same, who have not yet taken a traject.
    @inline(__always)
    var areRealAndNew: Bool { areReal && rawValue & Self.started.rawValue == 0 }
  }

  var count: Double
  /// The address of the person's random numbers.
  var id: UInt64 = 0
  /// The offers, as bits, that have already been considered for these people.
  var considered: UInt32 = 0
  /// For a person: the uniform number, in 2⁻³², that decides whether the candidate moment counts, and for what.
  var mark: UInt32 = 0
  var group: Int16
  var state: Int16
  /// The traject taken, or −1.
  var traject: Int16 = -1
  var flags: Flags = []
  /// The point of entering the present state.
  var entry: Moment
  /// The point at which the benefit status last changed.
  var spell: Moment
  /// The point of starting the traject, or −1.
  var start: Moment = -1
  /// The point of leaving the traject, or −1.
  var end: Moment = -1
  /// The point of the counted exit, or −1: none, or too long ago to matter.
  var exit: Moment = -1
  /// For a person: the step of the next candidate moment, or −1 where it must still be drawn.
  var candidate: Moment = -1
  /// For a person: how many candidate moments were drawn so far.
  var drawn: UInt16 = 0
  /// For a person in a phase: the last step of the planned stay.
  var plannedEnd: Moment = Moment.max

  /// One of these people, with an address of their own.
  @inline(__always)
  func one(at id: UInt64) -> Lot {
    var person = self
    person.count = 1
    person.id = id
    return person
  }

  /// Whether the people are the same in all that matters, apart from how many and which.
  @inline(__always)
  func isLike(_ other: Lot) -> Bool {
    state == other.state && flags == other.flags && start == other.start && exit == other.exit
      && end == other.end && spell == other.spell && entry == other.entry && traject == other.traject
      && group == other.group && considered == other.considered
  }

  /// A number made of all that matters, for addressing random numbers.
  var signature: UInt64 {
    var hash = address(UInt64(truncatingIfNeeded: Int(state)), UInt64(flags.rawValue))
    hash = address(hash, UInt64(truncatingIfNeeded: Int(start)) << 32 ^ UInt64(truncatingIfNeeded: Int(end)))
    hash = address(
      hash, UInt64(truncatingIfNeeded: Int(spell)) << 32 ^ UInt64(truncatingIfNeeded: Int(entry)))
    hash = address(
      hash, UInt64(truncatingIfNeeded: Int(exit)) << 32 ^ UInt64(truncatingIfNeeded: Int(traject)))
    return address(hash, UInt64(truncatingIfNeeded: Int(group)) << 32 ^ UInt64(considered))
  }
}

/// A growing list of lots in memory of its own, kept between replications.
struct LotList {
  private(set) var base: UnsafeMutablePointer<Lot>
  private var capacity: Int
  private(set) var count = 0

  /// Without a capacity it takes memory when the first lot comes: most lists of most scenarios stay empty.
  init(capacity: Int = 0) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  func deallocate() { base.deallocate() }

  @inline(__always)
  mutating func append(_ lot: Lot) {
    if count == capacity { grow() }
    (base + count).initialize(to: lot)
    count += 1
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Removes one lot; the last takes its place.
  @inline(__always)
  mutating func swapRemove(_ index: Int) {
    count -= 1
    if index != count { base[index] = base[count] }
  }

  private mutating func grow() {
    let room = max(4, capacity * 2)
    let larger = UnsafeMutablePointer<Lot>.allocate(capacity: room)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = room
  }
}

/// Lots whose people have the same chances in every step, and are therefore split together.
struct Pool {
  /// The key that tells pools apart.
  var key: UInt64 = 0
  /// A row that gives the chances.
  var row: Int32 = 0
  /// The point from which the row's own clock counts, or −1 where it no longer matters.
  var origin: Moment = -1
  /// The step from which the pool's people belong to the pool without origin.
  var mergesAt: Moment = Moment.max
  /// The traject whose gains apply, or −1, and the points from which they count.
  var traject: Int16 = -1
  var start: Moment = -1
  var end: Moment = -1
  var lots: LotList
}
