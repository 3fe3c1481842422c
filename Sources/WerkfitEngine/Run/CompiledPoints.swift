import Dispatch
import Synchronization
import WerkfitStudy

/// A scenario that is compiled once and then computed at point after point of some of its parameters.
///
/// For analyses that ask for a few numbers at very many points, a handful at a time, each after the answer to the
/// last (chains, root finding). It gives the same numbers as a run of the study at those points.
public final class CompiledPoints: Sendable {
  /// Whether the numbers are exact expectations.
  public let isExact: Bool
  /// How often chance is drawn at each point; 1 where expectations are exact.
  public let chances: Int
  /// The number of parameters that a point gives.
  public let dimension: Int
  private let model: CompiledModel
  private let columns: [Int]
  private let seed: UInt64
  private let threads: Int
  /// Workers that are not at work; they hold memory that is dear to make.
  private let idle = Mutex<[PointWorker]>([])

  /// Compiles a scenario; parameters that a point does not give stand at their means.
  ///
  /// - Parameters:
  ///   - study: The study; its readings play no part.
  ///   - scenario: The key of the scenario.
  ///   - parameters: The keys of the parameters that each point gives, in order.
  ///   - outcomes: The keys of the outcomes that are wanted, in order.
  ///   - chances: How often chance is drawn at each point where expectations are not exact or not cheap; all points
  ///     meet the same chances.
  ///   - seed: The seed of all random numbers.
  ///   - threads: The number of threads; 0 is one per core.
  ///   - traces: Whether the deterministic trace is used where it is exact; nil where it costs less than the chances.
  /// - Throws: `SimulationError`; `.unknown` where the study does not know an outcome.
  public init(
    _ study: Study, scenario: String, parameters: [String], outcomes: [String], chances: Int,
    seed: UInt64 = 1, threads: Int = 0, traces: Bool? = nil
  ) throws {
    var settings = RunSettings()
    settings.seed = seed
    settings.threads = threads
    settings.scenarios = [scenario]
    settings.parametersAtMean = true
    settings.readings = []
    // So nothing is tried with the values that hold the place of what is given: they may be impossible.
    settings.expectedOnly = true
    let given = study.given(parameters.map { (name: $0, values: [0.25, 0.5]) })
    let plan = try SimulationPlan(given, settings: settings)
    guard let position = plan.scenarios.firstIndex(of: scenario), let reading = plan.plans.first else {
      throw SimulationError.unknown(scenario)
    }
    let model = reading.models[position]
    self.model = model
    dimension = parameters.count
    columns = try outcomes.map { key in
      guard
        let column = reading.models[position].pricing.columns.firstIndex(where: { $0.descriptor.key == key })
      else { throw SimulationError.unknown(key) }
      return column
    }
    if plan.expectationIsExact, let traces {
      isExact = traces
    } else if plan.expectationIsExact {
      let means = parameters.map { name -> Double in
        guard let parameter = study.base.parameters.first(where: { $0.name == name }),
          case .distribution(let distribution) = parameter.definition
        else { return 0 }
        return distribution.means.first ?? 0
      }
      let splits = try PointWorker(model: model, seed: seed).splits(at: means)
      isExact = splits <= ReadingPlan.mostSplits * max(1, chances)
    } else {
      isExact = false
    }
    self.chances = isExact ? 1 : max(1, chances)
    self.seed = seed
    self.threads = plan.threads
  }

  /// Per point the wanted outcomes, in order: expectations, or means over the chances.
  ///
  /// The same bits for any number of threads. A point at which a number of the study is impossible gives nil.
  ///
  /// - Parameters:
  ///   - points: Per point one value per parameter.
  ///   - isCancelled: Asked at each point; true stops with `.cancelled`.
  /// - Throws: `SimulationError`.
  public func values(
    at points: [[Double]], isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> [[Double]?] {
    precondition(points.allSatisfy { $0.count == dimension }, "the shape of the points")
    let found = Mutex<[[Double]?]>([[Double]?](repeating: nil, count: points.count))
    let failure = Mutex<(any Error)?>(nil)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, points.count))) { _ in
      do {
        let worker = try worker()
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          if index >= points.count { break }
          if failure.withLock({ $0 != nil }) { break }
          if isCancelled?() == true { throw SimulationError.cancelled }
          let values = try worker.values(
            at: points[index], columns: columns, chances: chances, isExact: isExact)
          found.withLock { $0[index] = values }
        }
        idle.withLock { $0.append(worker) }
      } catch {
        failure.withLock { if $0 == nil { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return found.withLock { $0 }
  }

  private func worker() throws -> PointWorker {
    try idle.withLock { $0.popLast() } ?? PointWorker(model: model, seed: seed)
  }
}

/// Computes points on one thread at a time.
///
/// It is handed from thread to thread through a lock and used by whoever took it alone.
private final class PointWorker: @unchecked Sendable {
  private let kernel: Kernel
  private let pricer: Pricer
  private var values: [Double]
  private var shadows: [Double]

  init(model: CompiledModel, seed: UInt64) throws {
    kernel = try Kernel(
      model: model, seed: seed, usesMeans: true, smallFlow: RunSettings().smallFlow)
    pricer = Pricer(model: model, drawn: kernel.drawn)
    kernel.pricer = pricer
    values = [Double](repeating: 0, count: max(model.pricing.columns.count, 1))
    shadows = values
  }

  /// How many lots a trace at a point splits: what it costs.
  func splits(at point: [Double]) throws -> Int {
    _ = try values(at: point, columns: [], chances: 1, isExact: true)
    return kernel.splits
  }

  /// The wanted columns at a point, or nil where a number is impossible there.
  func values(at point: [Double], columns: [Int], chances: Int, isExact: Bool) throws -> [Double]? {
    kernel.drawn.given = point
    do {
      try kernel.drawn.fill(draw: 0)
    } catch SimulationError.invalid {
      return nil
    }
    kernel.book.removeAll()
    pricer.prepare()
    var sums = [Double](repeating: 0, count: columns.count)
    for chance in 0..<chances {
      kernel.run(replication: UInt32(chance), isExact: !isExact)
      values.withUnsafeMutableBufferPointer { values in
        shadows.withUnsafeMutableBufferPointer { shadows in
          guard let values = values.baseAddress, let shadows = shadows.baseAddress else { return }
          pricer.price(kernel.tally, into: values, shadows: shadows)
        }
      }
      pricer.budgets?.keep()
      for (index, column) in columns.enumerated() { sums[index] += values[column] }
    }
    return chances == 1 ? sums : sums.map { $0 / Double(chances) }
  }
}
