import Synchronization

/// The percentage that was told last: each is told once.
final class Told: Sendable {
  private let last = Mutex(-1)

  func rises(to percent: Int) -> Bool {
    last.withLock { last in
      guard percent > last else { return false }
      last = percent
      return true
    }
  }
}
