import Synchronization

/// Counts work done on several threads.
final class Counter: Sendable {
  private let done = Atomic<Int>(0)

  /// One more; how many there are now.
  func next() -> Int { done.add(1, ordering: .relaxed).newValue }
}
