import WerkfitEngine
import WerkfitStudy

/// A pool of places over time.
public struct PlaceCourse: Sendable, Codable, Hashable {
  /// The key of the pool.
  public var key: String
  /// What readers see.
  public var label: String
  /// Places that are open in each step, from its begin point 0 … T − 1 on: the mean over the kept draws.
  public var open: [Double]
  /// Places that are taken, after the starts of that point.
  public var occupied: ScenarioCourses.Line
  /// People who wait for a place, or nil where nobody can wait.
  public var waiting: ScenarioCourses.Line?
}

/// A fund over time.
public struct FundCourse: Sendable, Codable, Hashable {
  /// The key of the fund.
  public var key: String
  /// What readers see.
  public var label: String
  /// What it has had up to and with each point 0 … T, in nominal euros: the mean over the kept draws.
  public var budget: [Double]
  /// What has been used of it up to then: committed, or paid where the fund counts by payment.
  public var used: ScenarioCourses.Line
}

/// The places and funds of a scenario over time, from the courses of its draws.
struct ResourceCourses {
  var places: [PlaceCourse] = []
  var funds: [FundCourse] = []

  init(_ courses: [TimeSeries], model: StudyModel) {
    let resources = courses.compactMap(\.resources)
    guard let first = resources.first, resources.count == courses.count else { return }
    func line(_ key: String, _ label: String, _ draws: [[Double]]) -> ScenarioCourses.Line {
      .init(key: key, label: label, mean: Self.mean(draws), draws)
    }
    for (index, key) in first.pools.enumerated() {
      // At the horizon nobody starts any more: what stands there is no place that is open.
      let open = Array(Self.mean(resources.map { $0.openPlaces[index] }).dropLast())
      let occupied = resources.map { Array($0.occupiedPlaces[index].dropLast()) }
      guard (open + Self.mean(occupied)).contains(where: { $0 > 0 }) else { continue }
      let label = model.places.first { $0.name == key }?.label ?? key
      let phases = model.trajecten.flatMap(\.phases).filter { $0.waitsFor == key }.map(\.name)
      let waiting = courses.map { course in
        let rows = course.states.indices.filter { phases.contains(course.states[$0]) }
        return open.indices.map { point in rows.reduce(0) { $0 + course.occupancy[$1][point] } }
      }
      places.append(
        PlaceCourse(
          key: key, label: label, open: open, occupied: line(key, label, occupied),
          waiting: phases.isEmpty ? nil : line(key, label, waiting)))
    }
    for (index, key) in first.funds.enumerated() {
      let budget = Self.mean(resources.map { $0.fundBudget[index] })
      let used = resources.map { $0.fundUsed[index] }
      guard (budget + Self.mean(used)).contains(where: { $0 > 0 }) else { continue }
      let label = model.funds.first { $0.name == key }?.label ?? key
      funds.append(FundCourse(key: key, label: label, budget: budget, used: line(key, label, used)))
    }
  }

  private static func mean(_ draws: [[Double]]) -> [Double] {
    guard let first = draws.first else { return [] }
    return first.indices.map { point in draws.reduce(0) { $0 + $1[point] } / Double(draws.count) }
  }
}
