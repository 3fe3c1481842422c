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
  private let kept = Mutex(Kept())

  /// The addresses that asked lately.
  private struct Kept {
    var buckets: [String: Bucket] = [:]
    var swept = Date.distantPast
  }

  /// More addresses than this are not remembered.
  private static let mostAddresses = 10_000

  init(perSecond: Double, burst: Double) { (self.perSecond, self.burst) = (perSecond, burst) }

  /// How many addresses are remembered.
  var remembered: Int { kept.withLock { $0.buckets.count } }

  /// Whether another request of an address may be answered.
  ///
  /// An address is forgotten when its bucket is full again: then it is as if it had never asked.
  func allows(_ address: String, at now: Date = Date()) -> Bool {
    let toFill = burst / perSecond
    return kept.withLock { kept in
      if now.timeIntervalSince(kept.swept) >= toFill || kept.buckets.count >= Self.mostAddresses {
        kept.buckets = kept.buckets.filter { now.timeIntervalSince($0.value.last) < toFill }
        kept.swept = now
        if kept.buckets.count >= Self.mostAddresses { return false }
      }
      var bucket = kept.buckets[address] ?? Bucket(left: burst, last: now)
      bucket.left = min(burst, bucket.left + max(0, now.timeIntervalSince(bucket.last)) * perSecond)
      bucket.last = now
      let isAllowed = bucket.left >= 1
      if isAllowed { bucket.left -= 1 }
      kept.buckets[address] = bucket
      return isAllowed
    }
  }
}
