/// A model to check: that of the base, of a scenario or of a reading, with where its parts are written.
struct CheckedModel {
  /// The model with all changes applied.
  let model: StudyModel
  /// The clock of the study.
  let clock: StudyClock
  /// The parts as the file writes them.
  let sections: StudySections
  /// The offers as the file writes them.
  let offers: SourceMap
  /// Where problems go.
  let log: DiagnosticLog
  /// The values at the means: of the study, and of each group whose values differ.
  let means: [(group: Doelgroep?, values: MeanValues)]

  /// A model with its means.
  init(
    _ model: StudyModel, clock: StudyClock, sections: StudySections, offers: SourceMap, log: DiagnosticLog
  ) {
    self.model = model
    self.clock = clock
    self.sections = sections
    self.offers = offers
    self.log = log
    let plain = MeanValues(model)
    means =
      model.groups.isEmpty
      ? [(nil, plain)]
      : model.groups.map { ($0, $0.parameters.isEmpty ? plain : MeanValues(model, group: $0)) }
  }

  /// The values of the study as a whole.
  var values: MeanValues {
    means.first.map { $0.group?.parameters.isEmpty == false ? MeanValues(model) : $0.values }
      ?? MeanValues(model)
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
    let steps = Set([1, 2, (clock.steps + 1) / 2, clock.steps]).sorted()
    return steps.map { step in
      let month = clock.month(ofStep: step - 1)
      var clocks: MeanValues.Clocks = [
        .t: Double(step), .inState: Double(step), .sinceBenefitChange: Double(step),
        .month: Double(month.month), .year: Double(month.year),
      ]
      if let age = group?.age { clocks[.age] = age + Double(step - 1) * clock.step.months / 12 }
      return clocks
    }
  }

  /// Everything that a formula reads, through parameters and tables and the own formulas of groups.
  func reads(_ formula: Expression) -> (parameters: Set<String>, clocks: Set<ClockVariable>) {
    var parameters: Set<String> = []
    var clocks: Set<ClockVariable> = []
    var tables: Set<String> = []
    var waiting = [formula]
    while let next = waiting.popLast() {
      clocks.formUnion(next.clocks)
      for name in next.parameterNames where parameters.insert(name).inserted {
        if let definition = definitions[name] { waiting.append(definition) }
        for group in model.groups {
          if let own = group.parameters[name] { waiting.append(own) }
        }
        // A component of a Dirichlet parameter stands for the whole.
        if let root = name.split(separator: ".").first { parameters.insert(String(root)) }
      }
      for name in next.tableNames where tables.insert(name).inserted {
        waiting += model.tables.first { $0.name == name }?.values ?? []
      }
    }
    return (parameters, clocks)
  }

  private var definitions: [String: Expression] {
    var found: [String: Expression] = [:]
    for parameter in model.parameters {
      if case .expression(let formula) = parameter.definition { found[parameter.name] = formula }
    }
    return found
  }
}
