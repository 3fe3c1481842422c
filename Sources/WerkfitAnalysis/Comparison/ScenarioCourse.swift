import WerkfitEngine
import WerkfitStudy

/// One scenario in depth: means by time, and every outcome, as plain numbers and keys.
public struct ScenarioCourse: Sendable, Codable, Hashable {
  /// A line of numbers by point in time.
  public struct Curve: Sendable, Codable, Hashable {
    /// The key of the state or party.
    public var key: String
    /// What readers see.
    public var label: String
    /// One number per point 0 … T.
    public var values: [Double]
  }

  /// What was computed and how.
  public var run: RunDescription
  /// The scenario.
  public var scenario: ScenarioDescription
  /// Whether the scenario is the nulalternatief.
  public var isReference: Bool
  /// The key of the reading; nil is the base.
  public var reading: String?
  /// What readers see of the reading; nil for the base.
  public var readingLabel: String?
  /// Mean number of people per state or phase at each point.
  public var people: [Curve]
  /// Mean number of people in the same states if those who enter on demand had had no traject.
  public var shadows: [Curve]
  /// Mean discounted receipts minus payments per party at each point.
  public var balances: [Curve]
  /// Mean starts at each point.
  public var starts: [Double]
  /// Every outcome of the scenario alone; chance and ignorance together.
  public var outcomes: [OutcomeComparison]

  /// The course of a scenario in a run; nil where the run does not hold the scenario or the reading.
  public init?(
    of result: StudyResult, scenario key: String, reading: String? = nil, changes: [StudyOverride] = []
  ) {
    guard let index = result.scenarios.firstIndex(of: key),
      let found = result.readings.first(where: { $0.reading == reading }),
      found.series.indices.contains(index)
    else { return nil }
    let (study, series) = (result.study, found.series[index])
    let model = study.model(scenario: key, reading: reading)
    let labels = Dictionary(
      model.allStates.map { ($0.name, $0.label) } + model.parties.map { ("party:\($0.name)", $0.label) },
      uniquingKeysWith: { first, _ in first })
    let curves = { (keys: [String], values: [[Double]], prefix: String) -> [Curve] in
      zip(keys, values).map { Curve(key: $0, label: labels[prefix + $0] ?? $0, values: $1) }
    }
    run = RunDescription(of: result, changes: changes)
    let described = study.scenarios.first { $0.name == key }
    scenario = ScenarioDescription(key: key, label: described?.label ?? key, note: described?.note)
    isReference = index == result.referenceIndex
    self.reading = reading
    readingLabel = study.readings.first { $0.name == reading }?.label
    people = curves(series.states, series.occupancy, "")
    shadows = curves(series.states, series.shadowOccupancy, "").filter { $0.values.contains { $0 != 0 } }
    balances = curves(series.parties, series.balance, "party:")
    starts = series.starts
    let comparison = StudyComparison(of: result, detail: .full)
    let outcomes = comparison.readings.first { $0.key == reading }?.outcomes ?? []
    self.outcomes = outcomes.compactMap { outcome in
      guard let value = outcome.values[index] else { return nil }
      var own = outcome
      own.values = [value]
      own.differences = [outcome.differences[index]]
      own.expectationGaps = outcome.expectationGaps.map { [$0[index]] }
      return own
    }
  }
}
