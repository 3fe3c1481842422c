import Foundation
import Synchronization

/// What a step of a run took.
public struct TimeTaken: Sendable, Hashable {
  /// Seconds on the clock.
  public var wall: Double
  /// Seconds of all cores together.
  public var cpu: Double

  /// A step that took so long.
  public init(wall: Double = 0, cpu: Double = 0) {
    self.wall = wall
    self.cpu = cpu
  }

  /// The clock and the use of all cores by this process now.
  public static var now: TimeTaken {
    TimeTaken(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
  }

  /// What a clock of the system says.
  static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// What has passed since another reading.
  public static func - (later: TimeTaken, earlier: TimeTaken) -> TimeTaken {
    TimeTaken(wall: later.wall - earlier.wall, cpu: later.cpu - earlier.cpu)
  }
}

/// How long the steps of a run took, and how much was done; made where `RunSettings.measuresTimes` asks for it.
public struct RunTimes: Sendable, Hashable {
  /// Compiling all scenarios under all readings.
  public var compiling = TimeTaken()
  /// Simulating and pricing all replications.
  public var simulating = TimeTaken()
  /// Making tables of what the threads found.
  public var collecting = TimeTaken()
  /// Of the simulating: seconds of all cores together.
  public var parts = Parts()
  /// How much was done.
  public var counts = Counts()

  /// No time at all.
  public init() {}

  /// Seconds of all cores together, by what they were used for.
  public struct Parts: Sendable, Hashable {
    /// Drawing parameters, and computing chances and amounts from them.
    public var drawing = 0.0
    /// Moving people.
    public var moving = 0.0
    /// Pricing what they did.
    public var pricing = 0.0
    /// Summing up by month.
    public var series = 0.0
    /// Expectations: moving people and pricing, without chance.
    public var expecting = 0.0

    /// All of them.
    public var total: Double { drawing + moving + pricing + series + expecting }
  }

  /// How much was done, summed over scenarios and readings.
  public struct Counts: Sendable, Hashable {
    /// Draws of the parameters.
    public var draws = 0
    /// Replications.
    public var replications = 0
    /// Numbers that were computed from the parameters of a draw: chances by state, group and time.
    public var cells = 0
    /// People who moved between states, each move counted; not those whose life another scenario had followed.
    public var moves = 0.0
    /// Pools of people with the same chances, at the end of a replication.
    public var pools = 0
    /// Lots of people with the same history in those pools.
    public var lots = 0
  }

  /// Adds what another thread did.
  mutating func add(_ other: RunTimes) {
    parts.drawing += other.parts.drawing
    parts.moving += other.parts.moving
    parts.pricing += other.parts.pricing
    parts.series += other.parts.series
    parts.expecting += other.parts.expecting
    counts.draws += other.counts.draws
    counts.replications += other.counts.replications
    counts.cells += other.counts.cells
    counts.moves += other.counts.moves
    counts.pools += other.counts.pools
    counts.lots += other.counts.lots
  }
}

/// The times of all threads of a run.
final class RunClock: Sendable {
  private let sum = Mutex(RunTimes())

  /// Adds what a thread did.
  func add(_ times: RunTimes) { sum.withLock { $0.add(times) } }

  /// What all threads did.
  var times: RunTimes { sum.withLock { $0 } }
}

/// Measures the parts of a thread's work; reads no clock unless it is on.
struct StopWatch {
  let isOn: Bool
  private(set) var times = RunTimes()
  private var last = 0.0

  init(isOn: Bool) { self.isOn = isOn }

  /// The time that this thread has had a core, so that other work on the machine does not count.
  private static var now: Double { TimeTaken.seconds(CLOCK_THREAD_CPUTIME_ID) }

  /// From here on counts.
  @inline(__always)
  mutating func begin() { if isOn { last = Self.now } }

  /// What passed since the last look was spent on a part.
  @inline(__always)
  mutating func spent(on part: WritableKeyPath<RunTimes.Parts, Double>) {
    guard isOn else { return }
    let now = Self.now
    times.parts[keyPath: part] += now - last
    last = now
  }

  /// Counts a replication that a kernel has run.
  @inline(__always)
  mutating func count(_ kernel: Kernel) {
    guard isOn else { return }
    times.counts.replications += 1
    times.counts.pools += kernel.poolCount
    times.counts.lots += kernel.lotCount
    times.counts.moves += kernel.takeMoves()
  }

  /// Counts a draw, and the numbers that a model computed for it.
  @inline(__always)
  mutating func count(_ drawn: DrawnModel, isOwner: Bool) {
    guard isOn else { return }
    times.counts.draws += 1
    if isOwner { times.counts.cells += drawn.cellCount }
  }
}
