import WerkfitDecision
import WerkfitEngine
import WerkfitStudy

/// The published figures of a study beside what the study simulates.
public struct StudyValidation: Sendable, Hashable, Codable {
  /// The title of the study.
  public var title: String
  /// The study file, as the user named it.
  public var file: String
  /// One figure per observation, in order of the study.
  public var figures: [Figure]

  /// A published figure, held against the simulation.
  public struct Figure: Sendable, Hashable, Codable {
    /// The key of the observation.
    public var key: String
    /// What readers see.
    public var label: String
    /// The published figure.
    public var published: Double
    /// The number of people it rests on, where published.
    public var sampleSize: Double?
    /// Whether the figure is a share of 1.
    public var isShare: Bool
    /// What it counts: persons, months (person-months), money, or a unit of the study.
    public var unit: String
    /// What the figure is to the study; a figure whose source line feeds a parameter is input, whatever is written.
    public var status: ObservationStatus
    /// The status as written in the study.
    public var statusText: String
    /// Parameters that come from the same line of the same source.
    public var feeds: [String]
    /// The scenario that it is held against, or nil where nothing can be.
    public var scenario: String?
    /// What the study predicts, or nil where the study does not say what the figure is about.
    public var predicted: PredictiveInterval?
    /// Readings, other than the base, under which the figure lies inside.
    public var readingsInside: [String]
    /// The key of the source.
    public var source: String?
    /// The place in the source.
    public var place: String?
    /// The remark of the study.
    public var note: String?

    /// Whether the figure lies inside what is predicted; nil where nothing is.
    public var isInside: Bool? { predicted.map { $0.contains(published) } }
  }

  /// Holds the observations of a study against a run of it.
  ///
  /// - Parameter result: A run of all scenarios that observations are about, with chance.
  public init(of result: StudyResult, file: String) {
    let study = result.study
    title = study.title
    self.file = file
    figures = study.observations.map { observation in
      let scenario = observation.scenario ?? study.firstAlternative?.name ?? study.reference?.name ?? ""
      let predictions = result.readings.map {
        Self.prediction(of: observation, scenario: scenario, in: $0.sampled)
      }
      let feeds = Self.parametersFed(by: observation, of: study)
      let written = observation.status ?? .untestable
      let base = predictions.first ?? nil
      return Figure(
        key: observation.name, label: observation.label, published: observation.value,
        sampleSize: observation.sampleSize, isShare: Self.isShare(observation),
        unit: Self.unit(of: observation, in: result.base.sampled),
        status: written == .reproduced && !feeds.isEmpty ? .input : written,
        statusText: observation.statusText ?? written.rawValue, feeds: feeds,
        scenario: base == nil ? nil : scenario, predicted: base,
        readingsInside: zip(result.readings, predictions).dropFirst().compactMap { reading, predicted in
          predicted?.contains(observation.value) == true ? reading.reading : nil
        },
        source: observation.provenance.source, place: observation.provenance.at,
        note: observation.provenance.note)
    }
  }

  /// Whether a figure is a share of 1: written with %, or a fraction of something.
  ///
  /// A plain 0 or 1 is a count.
  static func isShare(_ observation: Observation) -> Bool {
    let isOfSomething = observation.denominator != nil || observation.sampleSize != nil
    return observation.isPercentage || (observation.value > 0 && observation.value < 1 && isOfSomething)
  }

  private static func unit(of observation: Observation, in table: OutcomeTable) -> String {
    guard case .outcome(let key)? = observation.subject, let index = table.index(of: key) else {
      return "persons"
    }
    return observation.denominator == nil ? table.outcomes[index].unitName : "ratio"
  }

  private static func prediction(
    of observation: Observation, scenario: String, in table: OutcomeTable
  ) -> PredictiveInterval? {
    guard let subject = observation.subject, let scenario = table.index(ofScenario: scenario) else {
      return nil
    }
    let key: String
    switch subject {
    case .outcome(let outcome): key = outcome
    case .occupancy: key = OutcomeKey.observation(observation.name)
    }
    guard let outcome = table.index(of: key) else { return nil }
    let values = Array(table.column(scenario: scenario, outcome: outcome))
    let people = observation.sampleSize.map { Int(min(max($0.rounded(), 0), Observation.largestSample)) }
    guard let denominator = observation.denominator else {
      // A share with its number of people has the sampling error of that number; a count is of the simulated people
      // themselves, whose chance is simulated.
      guard let people, isShare(observation) else { return PredictiveInterval(of: values) }
      return PredictiveInterval(ofShares: values, among: people).scaled(by: 1 / Double(max(people, 1)))
    }
    guard let below = table.index(of: denominator) else { return nil }
    let shares = zip(values, table.column(scenario: scenario, outcome: below)).compactMap { part, whole in
      whole > 0 ? part / whole : nil
    }
    guard !shares.isEmpty else { return nil }
    guard let people else { return PredictiveInterval(of: shares) }
    let counted = PredictiveInterval(ofShares: shares, among: people)
    return isShare(observation) ? counted.scaled(by: 1 / Double(max(people, 1))) : counted
  }

  /// Parameters that come from the same source and the same line as a figure.
  static func parametersFed(by observation: Observation, of study: Study) -> [String] {
    guard let source = observation.provenance.source, let place = observation.provenance.at else { return [] }
    return study.base.parameters.filter { parameter in
      parameter.provenance.source == source
        && parameter.provenance.at.map { SourceLine($0).meets(SourceLine(place)) } == true
    }.map(\.name)
  }
}

extension PredictiveInterval {
  /// The same in another unit.
  func scaled(by factor: Double) -> PredictiveInterval {
    var result = self
    result.mean *= factor
    result.lower *= factor
    result.upper *= factor
    return result
  }
}

/// A place in a source: the lines that it names, or its words where it names none.
struct SourceLine {
  private let lines: Set<Int>
  private let words: String

  /// Reads `Pastiel tabel (regel 1062 en 1063)`: every number behind the word regel or line.
  init(_ text: String) {
    let lowered = text.lowercased()
    words = lowered.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    var found: Set<Int> = []
    if let word = lowered.range(of: "regel") ?? lowered.range(of: "line ") {
      found = Set(lowered[word.upperBound...].split { !$0.isNumber }.compactMap { Int($0) })
    }
    lines = found
  }

  /// Whether both name a line in common, or are the same words.
  func meets(_ other: SourceLine) -> Bool {
    lines.isEmpty || other.lines.isEmpty ? words == other.words : !lines.isDisjoint(with: other.lines)
  }
}
