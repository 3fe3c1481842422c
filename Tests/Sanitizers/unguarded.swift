// The same without a mutex: a race that the thread sanitizer must find.
import Dispatch

final class Counter: @unchecked Sendable {
  var count = 0
}
let counter = Counter()
DispatchQueue.concurrentPerform(iterations: 8) { _ in
  for _ in 0..<100_000 { counter.count += 1 }
}
print(counter.count)
