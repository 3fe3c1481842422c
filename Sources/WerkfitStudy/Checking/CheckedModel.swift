/// A model to check: that of the base, of a scenario or of a reading, with where its parts are written.
///
/// A class, so that what only some checks need is computed when first asked for.
final class CheckedModel {
  /// The model with all changes applied.
  let model: StudyModel
  /// What differs from the base, which is checked already; nil for the base itself.
  let changes: StudyChanges?
  /// The clock of the study.
  let clock: StudyClock
  /// The parts as the file writes them.
  let sections: StudySections
  /// The offers as the file writes them.
  let offers: SourceMap
  /// Where problems go.
  let log: DiagnosticLog
  /// Funds from which a reserve of any scenario or reading gives.
  let reserveFunds: Set<String>
  /// The values at the means of the study as a whole.
  private(set) lazy var values = MeanValues(model)
  /// The values at the means of each group whose values differ; nil stands for a study without groups.
  private(set) lazy var means = groupMeans()
  private lazy var definitions = Dictionary(
    model.parameters.compactMap { parameter -> (String, Expression)? in
      if case .expression(let formula) = parameter.definition { return (parameter.name, formula) }
      return nil
    }, uniquingKeysWith: { first, _ in first })
  private lazy var tableValues = Dictionary(
    model.tables.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
  private lazy var ownDefinitions = Dictionary(
    model.strata.flatMap { stratum in stratum.people.parameters.map { ($0.key, [$0.value]) } },
    uniquingKeysWith: +)
  private var readsOfName: [String: FormulaReads] = [:]
  private var momentsOfAge: [Double?: [MeanValues.Clocks]] = [:]

  /// A model to check.
  init(
    _ model: StudyModel, changes: StudyChanges? = nil, clock: StudyClock, variation: Variation,
    log: DiagnosticLog, reserveFunds: Set<String> = []
  ) {
    self.model = model
    self.changes = changes
    self.clock = clock
    sections = variation.sections
    offers = variation.offers
    self.log = log
    self.reserveFunds = reserveFunds
  }

  /// Whether something is to be checked: everything in the base or where numbers changed, else what changed.
  func concerns(_ isChanged: (StudyChanges) -> Bool) -> Bool {
    guard let changes else { return true }
    return !changes.parameters.isEmpty || !changes.groups.isEmpty || isChanged(changes)
  }

  /// Groups with the same values and the same age need to be looked at once.
  private func groupMeans() -> [(group: Doelgroep?, values: MeanValues)] {
    var seen: Set<GroupValues> = []
    var means: [(group: Doelgroep?, values: MeanValues)] = []
    for group in model.strata.map(\.people)
    where seen.insert(GroupValues(parameters: group.parameters, age: group.age)).inserted {
      means.append((group, group.parameters.isEmpty ? values : MeanValues(values, group: group)))
    }
    return means.isEmpty ? [(nil, values)] : means
  }

  private struct GroupValues: Hashable {
    var parameters: [String: Expression]
    var age: Double?
  }

  /// Where a part is written; the whole file where that is not known.
  func place(_ path: String...) -> Place { place(path) }

  /// Where a part is written, by a path of keys that begins with a section.
  func place(_ path: [String]) -> Place {
    sections.place(of: path) ?? Place(file: "", line: 0, column: 0, path: path.joined(separator: "."))
  }

  /// Where a word stands in the formula at a path; the formula itself where it reads the word only indirectly.
  func place(ofWord word: String, at path: [String]) -> Place {
    guard let node = sections.value(at: path), let text = node.scalar ?? node.map?["chance"]?.scalar,
      let range = text.firstRange(of: word)
    else { return place(path) }
    let start = node.map?["chance"]?.place ?? node.place
    return start.shifted(by: text.distance(from: text.startIndex, to: range.lowerBound))
  }

  /// Where an offer is written.
  func place(ofOffer traject: String) -> Place {
    offers[traject]?.place ?? place("trajecten", traject)
  }

  /// The clocks at the beginning, halfway and at the end of the study, for a group of some age.
  func moments(for group: Doelgroep?) -> [MeanValues.Clocks] {
    if let known = momentsOfAge[group?.age] { return known }
    let steps = Set([1, 2, (clock.steps + 1) / 2, clock.steps]).sorted()
    let moments = steps.map { step in
      let month = clock.month(ofStep: step - 1)
      var clocks: MeanValues.Clocks = [
        .t: Double(step), .inState: Double(step), .sinceBenefitChange: Double(step),
        .month: Double(month.month), .year: Double(month.year),
      ]
      if let age = group?.age { clocks[.age] = age + Double(step - 1) * clock.step.months / 12 }
      return clocks
    }
    momentsOfAge[group?.age] = moments
    return moments
  }

  /// Everything that a formula reads, through parameters and tables and the own formulas of groups.
  func reads(_ formula: Expression) -> FormulaReads {
    var found = FormulaReads(clocks: formula.clocks)
    for name in formula.parameterNames {
      found.parameters.insert(name)
      found.formUnion(reads(ofName: name))
    }
    for name in formula.tableNames {
      for value in tableValues[name] ?? [] {
        for name in value.parameterNames {
          found.parameters.insert(name)
          found.formUnion(reads(ofName: name))
        }
      }
    }
    return found
  }

  /// Everything that a parameter reads; without recursion, since chains of parameters may be long.
  private func reads(ofName name: String) -> FormulaReads {
    if let known = readsOfName[name] { return known }
    var found = FormulaReads()
    var tables: Set<String> = []
    var waiting = (ownDefinitions[name] ?? []) + [definitions[name]].compactMap { $0 }
    // A component of a Dirichlet parameter stands for the whole.
    if let root = name.split(separator: ".").first { found.parameters.insert(String(root)) }
    while let next = waiting.popLast() {
      found.clocks.formUnion(next.clocks)
      for name in next.parameterNames where found.parameters.insert(name).inserted {
        waiting += ownDefinitions[name] ?? []
        if let definition = definitions[name] { waiting.append(definition) }
        if let root = name.split(separator: ".").first { found.parameters.insert(String(root)) }
      }
      for name in next.tableNames where tables.insert(name).inserted { waiting += tableValues[name] ?? [] }
    }
    readsOfName[name] = found
    return found
  }
}

/// What a formula reads, directly and through others.
struct FormulaReads {
  var parameters: Set<String> = []
  var clocks: Set<ClockVariable> = []

  /// Adds what another formula reads.
  mutating func formUnion(_ other: FormulaReads) {
    parameters.formUnion(other.parameters)
    clocks.formUnion(other.clocks)
  }
}
