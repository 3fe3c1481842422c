import Dispatch
import Foundation

/// The results of a closure for 0 ..< count, computed on all cores, in order.
///
/// The closure sees nothing of the others, so the results are the same for any number of threads.
package func parallelMap<Result: Sendable>(
  count: Int, _ transform: @Sendable (Int) -> Result
) -> [Result] {
  let slots = Slots<Result>(count: count)
  DispatchQueue.concurrentPerform(iterations: count) { slots.put(transform($0), at: $0) }
  return slots.filled
}

/// Places for results that arrive from several threads.
private final class Slots<Element: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var elements: [Element?]

  init(count: Int) { elements = [Element?](repeating: nil, count: count) }

  func put(_ element: Element, at index: Int) {
    lock.lock()
    defer { lock.unlock() }
    elements[index] = element
  }

  var filled: [Element] {
    lock.lock()
    defer { lock.unlock() }
    return elements.compactMap { $0 }
  }
}
