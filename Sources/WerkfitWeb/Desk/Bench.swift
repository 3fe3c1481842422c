import Dispatch
import Foundation
import Synchronization
import WerkfitAnalysis
import WerkfitEngine

/// Whether a calculation should stop.
final class StopSign: Sendable {
  private let isUp = Mutex(false)

  /// Asks the calculation to stop.
  func raise() { isUp.withLock { $0 = true } }
  /// Whether that was asked.
  var isRaised: Bool { isUp.withLock { $0 } }
}

/// Where calculations are done: a few at once, off the threads of the server, each stopped when nobody waits for it or
/// when it takes too long.
actor Bench {
  /// A place in the row.
  private struct Waiter {
    var id: UInt64
    var continuation: CheckedContinuation<Void, any Error>
  }

  private var free: Int
  private let mostWaiting: Int
  private var waiters: [Waiter] = []
  private var lastID: UInt64 = 0

  /// - Parameters:
  ///   - places: How many calculations go on at once.
  ///   - waiting: How many may wait.
  init(places: Int, waiting: Int) { (free, mostWaiting) = (places, waiting) }

  /// Does a calculation when there is a place.
  ///
  /// - Parameters:
  ///   - seconds: After how long it is stopped.
  ///   - sign: Stops it from elsewhere too.
  /// - Throws: `Refusal` where too many wait or it took too long, `CancellationError`, or what the work throws.
  nonisolated func run<Value: Sendable>(
    seconds: Double, sign: StopSign = StopSign(), progress: (@Sendable (Double) -> Void)? = nil,
    _ work: @escaping @Sendable (StudyEvaluator.Watch) throws -> Value
  ) async throws -> Value {
    try await enter()
    do {
      let value = try await Self.compute(seconds: seconds, sign: sign, progress: progress, work)
      await leave()
      return value
    } catch {
      await leave()
      throw error
    }
  }

  private static func compute<Value: Sendable>(
    seconds: Double, sign: StopSign, progress: (@Sendable (Double) -> Void)?,
    _ work: @escaping @Sendable (StudyEvaluator.Watch) throws -> Value
  ) async throws -> Value {
    let end = DispatchTime.now() + seconds
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .userInitiated).async {
          let watch = StudyEvaluator.Watch(
            progress: progress, isCancelled: { sign.isRaised || DispatchTime.now() > end })
          do {
            continuation.resume(returning: try work(watch))
          } catch SimulationError.cancelled {
            continuation.resume(
              throwing: sign.isRaised
                ? CancellationError()
                : Refusal(
                  .serviceUnavailable, "Deze berekening duurt te lang voor de webpagina.",
                  advice: "Kies minder doorrekeningen, of reken de studie door met het commando werkfit."))
          } catch {
            continuation.resume(throwing: error)
          }
        }
      }
    } onCancel: {
      sign.raise()
    }
  }

  private func enter() async throws {
    try Task.checkCancellation()
    if free > 0 {
      free -= 1
      return
    }
    guard waiters.count < mostWaiting else { throw Refusal(.tooManyRequests, retryAfter: 15) }
    lastID += 1
    let id = lastID
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          waiters.append(Waiter(id: id, continuation: continuation))
        }
      }
    } onCancel: {
      Task { await self.forget(id) }
    }
  }

  private func forget(_ id: UInt64) {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: index).continuation.resume(throwing: CancellationError())
  }

  private func leave() {
    if waiters.isEmpty {
      free += 1
    } else {
      waiters.removeFirst().continuation.resume()
    }
  }
}
