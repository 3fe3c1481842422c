import Synchronization

/// The courses over time of the first draws of a reading, while threads compute them in any order.
final class CourseStore: Sendable {
  /// The draws whose course is kept.
  let draws: Range<Int>
  private let kept: Mutex<[[TimeSeries?]]>

  init(scenarios: Int, draws: Range<Int>) {
    self.draws = draws
    kept = Mutex(
      Array(repeating: Array(repeating: nil, count: draws.count), count: draws.isEmpty ? 0 : scenarios))
  }

  /// Keeps the course of a draw, which is one of `draws`.
  func keep(_ course: TimeSeries, scenario: Int, draw: Int) {
    kept.withLock { $0[scenario][draw - draws.lowerBound] = course }
  }

  /// Per scenario the courses in order of their draws.
  var all: [[TimeSeries]] { kept.withLock { $0.map { $0.compactMap(\.self) } } }
}
