import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// How every scenario goes over time under the base reading, with bands: where people are, and whose money moves when.
public struct ScenarioCourses: Sendable, Codable, Hashable {
  /// One quantity by point in time: its mean, and between what it lies over the draws of the parameters.
  public struct Line: Sendable, Codable, Hashable {
    /// The key of the state or party.
    public var key: String
    /// What readers see.
    public var label: String
    /// The mean over all replications at each point 0 … T.
    public var mean: [Double]
    /// From the 10th to the 90th percentile over the kept draws at each point; empty without kept draws.
    public var band80: [Interval]
    /// From the 2.5th to the 97.5th percentile over the kept draws at each point; empty without kept draws.
    public var band95: [Interval]

    /// A line of means without bands.
    public init(key: String, label: String, mean: [Double]) {
      (self.key, self.label, self.mean, band80, band95) = (key, label, mean, [], [])
    }
  }

  /// One scenario over time.
  public struct Course: Sendable, Codable, Hashable {
    /// The scenario.
    public var scenario: ScenarioDescription
    /// The number of people in each state or phase, real people only.
    public var people: [Line]
    /// The same people had they had no traject, for groups that enter on demand; empty where there are none.
    public var peopleWithout: [Line]
    /// Mean starts at each point.
    public var starts: [Double]
    /// Per party its discounted receipts minus payments at each point in the scenario itself; without bands.
    public var balances: [Line]
    /// Per party its discounted receipts minus payments at each point, beside the nulalternatief; without bands.
    public var flows: [Line]
    /// Per party the same summed up to each point; empty for the nulalternatief.
    public var cumulative: [Line]

    /// The pools of places that the scenario uses; empty without kept draws.
    public var places: [PlaceCourse] = []
    /// The funds that the scenario uses; empty without kept draws.
    public var funds: [FundCourse] = []

    /// The cumulative balance of a party, or nil.
    public func cumulative(of party: String) -> Line? { cumulative.first { $0.key == party } }
  }

  /// The calendar month of each point 0 … T, such as `2021-01`.
  public var calendar: [String]
  /// The number of draws of the parameters that the bands rest on; each is the mean over its chances.
  public var draws: Int
  /// The position of the nulalternatief.
  public var reference: Int
  /// One per scenario, in order of the study.
  public var courses: [Course]

  /// The courses of a run; bands where `RunSettings.coursesKept` kept draws.
  public init(of result: StudyResult) {
    let run = RunDescription(of: result, changes: [])
    let (study, base) = (result.study, result.base)
    calendar = run.calendar
    reference = result.referenceIndex
    draws = base.courses.first?.count ?? 0
    let reference = result.referenceIndex
    courses = result.scenarios.enumerated().compactMap { index, key -> Course? in
      guard base.series.indices.contains(index), base.series.indices.contains(reference) else { return nil }
      let series = base.series[index]
      let labels = CourseLabels(study.model(scenario: key))
      let kept = base.courses.indices.contains(index) ? base.courses[index] : []
      let beside = base.courses.indices.contains(reference) ? base.courses[reference] : []
      let described = study.scenarios.first { $0.name == key }
      let people = series.states.enumerated().map { state, name in
        Line(
          key: name, label: labels.state(name), mean: series.occupancy[state],
          kept.map { $0.occupancy[state] })
      }
      let without = zip(series.states, series.shadowOccupancy).compactMap { name, values in
        values.contains { $0 != 0 } ? Line(key: name, label: labels.state(name), mean: values) : nil
      }
      let parties = index == reference ? [] : series.parties
      let flows = parties.map { party in
        Line(
          key: party, label: labels.party(party),
          mean: series.netBalance(of: party, beside: base.series[reference]), [])
      }
      let cumulative = parties.map { party in
        Line(
          key: party, label: labels.party(party),
          mean: series.netBalance(of: party, beside: base.series[reference]).runningSums,
          zip(kept, beside).map { $0.netBalance(of: party, beside: $1).runningSums })
      }
      let resources = ResourceCourses(kept, model: study.model(scenario: key))
      return Course(
        scenario: ScenarioDescription(key: key, label: described?.label ?? key, note: described?.note),
        people: people, peopleWithout: without, starts: series.starts,
        balances: series.parties.enumerated().map { party, name in
          Line(key: name, label: labels.party(name), mean: series.balance[party])
        }, flows: flows, cumulative: cumulative, places: resources.places, funds: resources.funds)
    }
  }
}

extension ScenarioCourses.Line {
  /// A line with the bands of some draws.
  init(key: String, label: String, mean: [Double], _ draws: [[Double]]) {
    (self.key, self.label, self.mean) = (key, label, mean)
    guard !draws.isEmpty else {
      (band80, band95) = ([], [])
      return
    }
    let points = mean.indices.map { point in
      quantiles(draws.map { $0[point] }, at: [0.025, 0.1, 0.9, 0.975])
    }
    band80 = points.map { Interval($0[1], $0[2]) }
    band95 = points.map { Interval($0[0], $0[3]) }
  }
}

/// The labels of states and parties of a model.
struct CourseLabels {
  private let states: [String: String]
  private let parties: [String: String]

  init(_ model: StudyModel) {
    states = Dictionary(model.allStates.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    parties = Dictionary(model.parties.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
  }

  func state(_ key: String) -> String { states[key] ?? key }
  func party(_ key: String) -> String { parties[key] ?? key }
}

extension TimeSeries {
  /// A party's receipts minus payments per point, net of shadows, as difference with those of another scenario.
  func netBalance(of party: String, beside other: TimeSeries) -> [Double] {
    let own = netBalance(of: party) ?? starts.map { _ in 0 }
    let others = other.netBalance(of: party) ?? starts.map { _ in 0 }
    return zip(own, others).map { $0 - $1 }
  }
}

extension [Double] {
  /// The sums of the elements up to and with each.
  var runningSums: [Double] {
    var sum = 0.0
    return map { value in
      sum += value
      return sum
    }
  }
}
