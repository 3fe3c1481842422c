/// A ground on which scenarios are judged, beside the others and without a weighted total.
///
/// Its figure is what a scenario adds to the nulalternatief: the mean difference of one outcome, or of one outcome per
/// unit of another (a ratio of means).
public struct Criterion: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// The key of the outcome that is counted, or nil where the study cannot compute the criterion.
  public var outcome: String?
  /// The key of the outcome that it is divided by, or nil.
  public var denominator: String?
  /// The unit of the figure for readers, or nil for that of the outcome.
  public var unit: String?
  /// Whether more is better.
  public var isMoreBetter: Bool
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// A criterion.
  public init(
    name: String, label: String? = nil, outcome: String? = nil, denominator: String? = nil,
    unit: String? = nil, isMoreBetter: Bool = true, provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.outcome = outcome
    self.denominator = denominator
    self.unit = unit
    self.isMoreBetter = isMoreBetter
    self.provenance = provenance
  }
}
