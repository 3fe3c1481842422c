import Foundation
import Synchronization

/// How often each address asks: a bucket that fills by time and empties by request.
final class RequestRate: Sendable {
  private struct Bucket {
    var left: Double
    var last: Date
  }

  private let perSecond: Double
  private let burst: Double
  private let buckets = Mutex<[String: Bucket]>([:])

  /// More addresses than this are not remembered.
  private static let mostAddresses = 10_000

  init(perSecond: Double, burst: Double) { (self.perSecond, self.burst) = (perSecond, burst) }

  /// Whether another request of an address may be answered.
  func allows(_ address: String, at now: Date = Date()) -> Bool {
    buckets.withLock { buckets in
      if buckets.count >= Self.mostAddresses {
        buckets = buckets.filter { now.timeIntervalSince($0.value.last) < burst / perSecond }
        if buckets.count >= Self.mostAddresses { return false }
      }
      var bucket = buckets[address] ?? Bucket(left: burst, last: now)
      bucket.left = min(burst, bucket.left + max(0, now.timeIntervalSince(bucket.last)) * perSecond)
      bucket.last = now
      let isAllowed = bucket.left >= 1
      if isAllowed { bucket.left -= 1 }
      buckets[address] = bucket
      return isAllowed
    }
  }
}
