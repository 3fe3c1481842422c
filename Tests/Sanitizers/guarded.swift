// A counter behind a mutex, which many threads wait for: the thread sanitizer must find nothing.
import Dispatch
import Synchronization

final class Counter: Sendable {
  let count = Mutex(0)
}
let counter = Counter()
DispatchQueue.concurrentPerform(iterations: 8) { _ in
  for _ in 0..<100_000 { counter.count.withLock { $0 += 1 } }
}
print(counter.count.withLock { $0 })
