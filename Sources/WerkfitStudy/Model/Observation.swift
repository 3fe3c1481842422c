/// What a published figure is to a study: only a figure that was not used to make the study can be reproduced.
public enum ObservationStatus: String, Sendable, Hashable, CaseIterable, Codable {
  /// Not used as input: the simulation can be right or wrong about it.
  case reproduced = "gereproduceerd"
  /// A parameter was taken from it, so that it fits by itself.
  case input = "ingesteld"
  /// Parameters were fitted to it.
  case fitted = "gefit"
  /// Follows from other published figures by arithmetic.
  case arithmetic = "rekenkundig"
  /// A goal, not a result.
  case goal = "doel, geen resultaat"
  /// Cannot be tested: the number of people, the period or the basis is missing.
  case untestable = "niet toetsbaar"
  /// The source contradicts itself.
  case contradicted = "bron spreekt zichzelf tegen"

  /// The status that a text begins with: `niet toetsbaar: het aantal mensen ontbreekt`.
  public init?(text: String) {
    let text = text.lowercased()
    guard let found = Self.allCases.first(where: { text.hasPrefix($0.rawValue) }) else { return nil }
    self = found
  }
}

/// A published figure to hold the simulation against.
public struct Observation: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The published figure.
  public var value: Double
  /// Whether the figure was written with %, so that it is a share even where it is 0% or 100%.
  public var isPercentage: Bool
  /// The number of people it rests on, where published.
  public var sampleSize: Double?
  /// What it is about, or nil where the study cannot say it yet.
  public var subject: Subject?
  /// The key of the outcome that `subject` is a share of, or nil where the figure is no share.
  public var denominator: String?
  /// The key of the scenario that the figure was published about, or nil for the first that is not the reference.
  public var scenario: String?
  /// What the figure is to the study.
  public var status: ObservationStatus?
  /// The status as written, with what is missing.
  public var statusText: String?
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// The largest number of people that a figure may rest on: the law of a count is worked out count by count.
  public static let largestSample = 10_000_000.0

  /// A published figure.
  public init(
    name: String, label: String? = nil, value: Double, isPercentage: Bool = false,
    sampleSize: Double? = nil, subject: Subject? = nil, denominator: String? = nil,
    scenario: String? = nil, status: ObservationStatus? = nil, statusText: String? = nil,
    provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.value = value
    self.isPercentage = isPercentage
    self.sampleSize = sampleSize
    self.subject = subject
    self.denominator = denominator
    self.scenario = scenario
    self.status = status
    self.statusText = statusText ?? status?.rawValue
    self.provenance = provenance
  }
}
