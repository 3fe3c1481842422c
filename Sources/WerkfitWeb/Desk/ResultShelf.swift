/// Results by what they were computed from, the latest used kept; what is asked twice at once is computed once, and goes
/// on as long as one of those who asked still waits for it.
actor ResultShelf<Value: Sendable> {
  private struct Place {
    var task: Task<Value, any Error>
    var value: Value?
    var used: UInt64
    /// How many have asked and not gone away.
    var waiting = 0
  }

  private let capacity: Int
  private var places: [String: Place] = [:]
  private var clock: UInt64 = 0

  init(capacity: Int) { self.capacity = capacity }

  /// The result for a key, if it is there.
  func kept(_ key: String) -> Value? {
    clock += 1
    places[key]?.used = clock
    return places[key]?.value
  }

  /// The result for a key, computed where it is not there.
  func value(_ key: String, make: @escaping @Sendable () async throws -> Value) async throws -> Value {
    clock += 1
    if places[key] != nil {
      places[key]?.used = clock
    } else {
      places[key] = Place(task: Task { try await make() }, value: nil, used: clock)
      trim()
    }
    guard let task = places[key]?.task else { return try await make() }
    places[key]?.waiting += 1
    do {
      let value = try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        Task { await self.leave(key, task) }
      }
      if places[key]?.task == task { places[key]?.value = value }
      return value
    } catch {
      // What went wrong may go right next time.
      if places[key]?.task == task { places[key] = nil }
      throw error
    }
  }

  /// One who waits goes away: the last of them stops the calculation.
  private func leave(_ key: String, _ task: Task<Value, any Error>) {
    guard places[key]?.task == task, places[key]?.value == nil else { return }
    places[key]?.waiting -= 1
    if places[key]?.waiting == 0 {
      places[key] = nil
      task.cancel()
    }
  }

  /// Keeps a result that was computed elsewhere.
  func put(_ key: String, _ value: Value) {
    clock += 1
    places[key] = Place(task: Task { value }, value: value, used: clock)
    trim()
  }

  private func trim() {
    while places.count > capacity,
      let oldest = places.filter({ $0.value.value != nil }).min(by: { $0.value.used < $1.value.used })
    {
      places[oldest.key] = nil
    }
  }
}
