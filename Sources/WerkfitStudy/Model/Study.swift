/// A checked study: everything a study file and its catalogues say, with all names resolved.
///
/// The states, groups, trajecten and so on are those of the base; `model(scenario:reading:)` gives them
/// with the changes of one scenario under one reading applied.
public struct Study: Sendable {
  /// The title.
  public var title: String
  /// The question the study answers, or nil.
  public var question: String?
  /// Who made it, or nil.
  public var author: String?
  /// When it was made, as written, or nil.
  public var date: String?
  /// The language of its labels: `nl` or `en`.
  public var language: String
  /// Its clock.
  public var clock: StudyClock
  /// How money is counted.
  public var money: MoneySettings
  /// The party from whose view the headline balance and payback are told; nil where there is no money.
  public var perspective: String?
  /// The window after a start within which a first exit to work counts as gross exit, in steps.
  public var exitWindow: Int
  /// Its sources, in order of the file.
  public var sources: [Source]
  /// Parameters of the base whose draws hang together.
  public var correlations: [Correlation]
  /// What is true without any scenario.
  public var base: StudyModel
  /// The standard and own outcomes to report; empty means all that the study can say.
  public var reported: [String]
  /// Whether starts and exits are also reported per doelgroep.
  public var reportsGroups = false
  /// Targets to be met.
  public var targets: [Target]
  /// Grounds on which scenarios are judged.
  public var criteria: [Criterion]
  /// Published figures to reproduce.
  public var observations: [Observation]
  /// Ways in which a source can be read, besides the base.
  public var readings: [Variant]
  /// The scenarios, in order of the file; exactly one is the reference.
  public var scenarios: [Scenario]
  /// Effects that are not priced (PM posts), in words.
  public var unpriced: [String]
  /// The files it was read from: the study first.
  public var files: [String]

  /// A study with the given parts.
  public init(
    title: String, question: String? = nil, author: String? = nil, date: String? = nil,
    language: String = "nl", clock: StudyClock, money: MoneySettings = .init(), perspective: String? = nil,
    exitWindow: Int? = nil, sources: [Source] = [], correlations: [Correlation] = [], base: StudyModel,
    reported: [String] = [],
    targets: [Target] = [], criteria: [Criterion] = [], observations: [Observation] = [],
    readings: [Variant] = [],
    scenarios: [Scenario], unpriced: [String] = [], files: [String] = []
  ) {
    self.title = title
    self.question = question
    self.author = author
    self.date = date
    self.language = language
    self.clock = clock
    self.money = money
    self.perspective = perspective
    self.exitWindow = exitWindow ?? Int((24 / clock.step.months).rounded())
    self.sources = sources
    self.correlations = correlations
    self.base = base
    self.reported = reported
    self.targets = targets
    self.criteria = criteria
    self.observations = observations
    self.readings = readings
    self.scenarios = scenarios
    self.unpriced = unpriced
    self.files = files
  }

  /// The nulalternatief: the scenario marked as reference, else the first.
  public var reference: Scenario? { scenarios.first(where: \.isReference) ?? scenarios.first }

  /// The scenario that is meant where none is named: the proposal, else the first that is not the nulalternatief,
  /// else that.
  public var usualScenario: Scenario? {
    scenarios.first(where: \.isProposal) ?? firstAlternative ?? reference
  }

  /// The first scenario that is not the nulalternatief: that of published figures which name none.
  public var firstAlternative: Scenario? {
    let reference = reference
    return scenarios.first { $0.name != reference?.name }
  }

  /// The model of one scenario under one reading (nil is the base reading).
  ///
  /// Changes apply in order: reading, then the scenarios it builds on from the root, then the scenario;
  /// a reading therefore changes the base, and a scenario has the last word.
  public func model(scenario name: String, reading: String? = nil) -> StudyModel {
    var model = base
    if let reading, let variant = readings.first(where: { $0.name == reading }) {
      variant.changes.apply(to: &model)
    }
    var chain: [Scenario] = []
    var next = scenarios.first { $0.name == name }
    while let scenario = next, !chain.contains(where: { $0.name == scenario.name }) {
      chain.append(scenario)
      next = scenario.basedOn.flatMap { parent in scenarios.first { $0.name == parent } }
    }
    for scenario in chain.reversed() { scenario.changes.apply(to: &model) }
    return model
  }
}

/// Everything that a scenario or a reading may change.
public struct StudyModel: Sendable, Hashable {
  /// The parameters, in order of the file (catalogues first).
  public var parameters: [Parameter]
  /// The tables.
  public var tables: [LookupTable]
  /// The doelgroepen.
  public var groups: [Doelgroep]
  /// The states outside trajecten.
  public var states: [StateDefinition]
  /// The trajecten.
  public var trajecten: [Traject]
  /// The pools of places.
  public var places: [PlacePool]
  /// The funds.
  public var funds: [Fund]
  /// Money that is held back for what does best.
  public var reserves: [Reserve] = []
  /// Money that moves between funds.
  public var shifts: [FundShift] = []
  /// Rules by which someone else pays part of what is spent beyond a budget.
  public var budgetRules: [BudgetRule] = []
  /// The parties of the ledger.
  public var parties: [Party]
  /// The price lines.
  public var prices: [PriceLine]
  /// The outcomes other than money.
  public var outcomes: [OutcomeDefinition]
  /// What is offered to whom.
  public var offers: [Offer]

  /// A model with the given parts.
  public init(
    parameters: [Parameter] = [], tables: [LookupTable] = [], groups: [Doelgroep] = [],
    states: [StateDefinition] = [], trajecten: [Traject] = [], places: [PlacePool] = [],
    funds: [Fund] = [], parties: [Party] = [], prices: [PriceLine] = [],
    outcomes: [OutcomeDefinition] = [], offers: [Offer] = []
  ) {
    self.parameters = parameters
    self.tables = tables
    self.groups = groups
    self.states = states
    self.trajecten = trajecten
    self.places = places
    self.funds = funds
    self.parties = parties
    self.prices = prices
    self.outcomes = outcomes
    self.offers = offers
  }

  /// All states and phases by key, with kind and benefit status, states first, then phases in order.
  public var allStates: [(name: String, label: String, kind: StateKind, isOnBenefit: Bool)] {
    states.map { ($0.name, $0.label, $0.kind, $0.isOnBenefit) }
      + trajecten.flatMap { $0.phases.map { ($0.name, $0.label, $0.kind, $0.isOnBenefit) } }
  }
}

/// What a scenario or a reading changes: whole entries that replace those with the same key.
///
/// An entry that is not there yet is added. The reader builds each entry from the one it changes, so that
/// the file says only what differs.
public struct StudyChanges: Sendable, Hashable {
  /// Parameters with another definition.
  public var parameters: [Parameter] = []
  /// Groups with another supply or other chances.
  public var groups: [Doelgroep] = []
  /// States with other moves.
  public var states: [StateDefinition] = []
  /// Trajecten with other phases, effects or costs.
  public var trajecten: [Traject] = []
  /// Pools with another capacity.
  public var places: [PlacePool] = []
  /// Funds with another amount.
  public var funds: [Fund] = []
  /// Reserves that are added or changed.
  public var reserves: [Reserve] = []
  /// Shifts between funds that are added or changed.
  public var shifts: [FundShift] = []
  /// Budget rules with other numbers.
  public var budgetRules: [BudgetRule] = []
  /// Price lines with another amount or other parties.
  public var prices: [PriceLine] = []
  /// Price lines that do not apply.
  public var removedPrices: [String] = []
  /// Outcomes with other terms.
  public var outcomes: [OutcomeDefinition] = []
  /// Offers, which replace those of the same traject.
  public var offers: [Offer] = []
  /// Trajecten that are not offered.
  public var removedOffers: [String] = []

  /// No changes.
  public init() {}

  /// Applies the changes to a model.
  public func apply(to model: inout StudyModel) {
    replace(&model.parameters, with: parameters, key: \.name)
    replace(&model.groups, with: groups, key: \.name)
    replace(&model.states, with: states, key: \.name)
    replace(&model.trajecten, with: trajecten, key: \.name)
    replace(&model.places, with: places, key: \.name)
    replace(&model.funds, with: funds, key: \.name)
    replace(&model.reserves, with: reserves, key: \.name)
    replace(&model.shifts, with: shifts, key: \.name)
    replace(&model.budgetRules, with: budgetRules, key: \.name)
    model.prices.removeAll { removedPrices.contains($0.name) }
    replace(&model.prices, with: prices, key: \.name)
    replace(&model.outcomes, with: outcomes, key: \.name)
    model.offers.removeAll { removedOffers.contains($0.traject) }
    replace(&model.offers, with: offers, key: \.traject)
  }

  private func replace<Entry>(
    _ entries: inout [Entry], with changed: [Entry], key: KeyPath<Entry, String>
  ) {
    for entry in changed {
      if let index = entries.firstIndex(where: { $0[keyPath: key] == entry[keyPath: key] }) {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
  }
}

/// A course of action to compare.
public struct Scenario: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// Whether it is the nulalternatief.
  public var isReference: Bool
  /// Whether it is what is proposed.
  public var isProposal: Bool
  /// The scenario on which it builds, or nil for the base.
  public var basedOn: String?
  /// What it changes.
  public var changes: StudyChanges
  /// A remark for readers.
  public var note: String?

  /// A scenario with the given changes.
  public init(
    name: String, label: String? = nil, isReference: Bool = false, isProposal: Bool = false,
    basedOn: String? = nil, changes: StudyChanges = .init(), note: String? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.isReference = isReference
    self.isProposal = isProposal
    self.basedOn = basedOn
    self.changes = changes
    self.note = note
  }
}

/// A reading of the sources: a named set of changes, computed for every scenario.
public struct Variant: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// What it changes.
  public var changes: StudyChanges
  /// A remark for readers.
  public var note: String?

  /// A reading with the given changes.
  public init(name: String, label: String? = nil, changes: StudyChanges = .init(), note: String? = nil) {
    self.name = name
    self.label = label ?? name
    self.changes = changes
    self.note = note
  }
}

/// What a target or an observation is about.
public enum Subject: Sendable, Hashable {
  /// A standard outcome, or an outcome of the study, by key.
  case outcome(String)
  /// The number of people in states at a point in time (in steps since the start).
  case occupancy(states: [String], point: Int)
}

/// How a target compares.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
  case atLeast = ">="
  case above = ">"
  case atMost = "<="
  case below = "<"

  /// Whether a value meets the target.
  public func holds(_ value: Double, _ bound: Double) -> Bool {
    switch self {
    case .atLeast: value >= bound
    case .above: value > bound
    case .atMost: value <= bound
    case .below: value < bound
    }
  }
}

/// A number to be reached, of which the study reports the chance.
public struct Target: Sendable, Hashable {
  /// The key in the study file.
  public var name: String
  /// What readers see.
  public var label: String
  /// What it is about.
  public var subject: Subject
  /// How it compares.
  public var comparison: Comparison
  /// The number.
  public var value: Double
  /// The source, place, remark and confidence.
  public var provenance: Provenance

  /// A target.
  public init(
    name: String, label: String? = nil, subject: Subject, comparison: Comparison, value: Double,
    provenance: Provenance = .init()
  ) {
    self.name = name
    self.label = label ?? name
    self.subject = subject
    self.comparison = comparison
    self.value = value
    self.provenance = provenance
  }
}
