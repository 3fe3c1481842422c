/// The grammar of study files: every section with its keys, their values and what they are for.
///
/// The reader takes the keys it knows from here, and `StudySchema` makes the JSON Schema from it, so that
/// an editor and the reader agree. What the keys mean is told in <doc:StudyFormat>.
public enum StudyGrammar {
  /// The keys of a section, in the order in which they are best read.
  public static func keys(of section: StudySection) -> [KeyDescription] {
    description(of: section).keys
  }

  /// The names of the keys of a section.
  public static func keyNames(of section: StudySection) -> [String] {
    keys(of: section).map(\.name)
  }

  /// The key of a section with the given name, or nil where the section has no such key.
  public static func key(_ name: String, of section: StudySection) -> KeyDescription? {
    keys(of: section).first { $0.name == name }
  }

  /// The names of the keys that a section must have.
  public static func requiredKeys(of section: StudySection) -> [String] {
    keys(of: section).filter(\.isRequired).map(\.name)
  }

  /// The ways to fill in a section, of which exactly one is chosen; empty where there is only one way.
  public static func forms(of section: StudySection) -> [SectionForm] {
    description(of: section).forms
  }

  /// The description of a section.
  public static func description(of section: StudySection) -> SectionDescription {
    switch section {
    case .study: study
    case .catalogue: catalogue
    case .clock: clock
    case .money: money
    case .source: source
    case .parameter: parameter
    case .beta: beta
    case .normal: normal
    case .truncatedNormal: truncatedNormal
    case .lognormal: lognormal
    case .gamma: gamma
    case .pert: pert
    case .discrete: discrete
    case .empirical: empirical
    case .table: table
    case .correlation: correlation
    case .doelgroep: doelgroep
    case .hiddenClass: hiddenClass
    case .state: state
    case .move: move
    case .traject: traject
    case .phase: phase
    case .exit: exit
    case .stay: stay
    case .lockIn: lockIn
    case .gain: gain
    case .stayExtension: stayExtension
    case .placeUse: placeUse
    case .placePool: placePool
    case .fund: fund
    case .reserve: reserve
    case .reserveMeasure: reserveMeasure
    case .party: party
    case .shift: shift
    case .budgetRule: budgetRule
    case .budgetBand: budgetBand
    case .partyMember: partyMember
    case .priceLine: priceLine
    case .outcome: outcome
    case .outcomeLine: outcomeLine
    case .target: target
    case .criterion: criterion
    case .observation: observation
    case .reading: reading
    case .scenario: scenario
    case .offer: offer
    }
  }
}
