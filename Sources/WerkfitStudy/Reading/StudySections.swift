/// The maps of names of a study, of the base or as one scenario sees them.
struct StudySections {
  /// The sections that a scenario or a reading may change, in the order in which they are read.
  static let changeable = [
    "parameters", "doelgroepen", "states", "trajecten", "places", "funds", "reserves", "shifts",
    "budgetRules",
    "prices", "outcomes",
  ]

  /// The entries of every section by its key.
  private var maps: [String: SourceMap] = [:]
  /// Whether a section is no block of names.
  var hasBroken = false
  /// Effects without a price, in words.
  var unpriced: [String] = []

  /// The entries of a section; empty where the study has none.
  subscript(section: String) -> SourceMap {
    get { maps[section] ?? SourceMap() }
    // In place: a copy for each entry that is set takes half a minute in a study of thousands of states.
    _modify { yield &maps[section, default: SourceMap()] }
  }

  /// The value at a path of keys that begins with a section, or nil.
  func value(at path: [String]) -> SourceNode? {
    guard let section = path.first, path.count > 1 else { return nil }
    return self[section][path[1]]?.value(at: path.dropFirst(2))
  }

  /// Where a thing of the study is written: the deepest place on its path that is known.
  func place(of path: [String]) -> Place? {
    for length in stride(from: path.count, to: 1, by: -1) {
      if let node = value(at: Array(path.prefix(length))) { return node.place }
    }
    return nil
  }
}

extension StudyBuilder {
  /// Makes the names of the sections known; reports names that stand for two things.
  func makeScope(from sections: StudySections, keepingTypesOf old: Scope? = nil) {
    var scope = Scope()
    scope.hasBrokenSection = sections.hasBroken
    if let old {
      scope.parameterTypes = old.parameterTypes
      scope.tableTypes = old.tableTypes
    }
    scope.sources = sections["sources"].keys
    scope.names.tables = Set(sections["tables"].keys)
    for entry in sections["parameters"].entries { scope.names.parameters.formUnion(formulaNames(of: entry)) }
    scope.groups = sections["doelgroepen"].keys
    for entry in sections["doelgroepen"].entries {
      scope.classes[entry.key] = entry.value.map?["classes"]?.map?.keys ?? []
    }
    scope.places = sections["places"].keys
    scope.funds = sections["funds"].keys
    scope.budgetRules = sections["budgetRules"].keys
    for entry in sections["parties"].entries {
      scope.parties[entry.key] = entry.value.map?["accounts"]?.map?.keys ?? []
      scope.members += (entry.value.map?["members"]?.map?.keys ?? []).map { "\(entry.key)/\($0)" }
    }
    scope.parties[Party.society] = scope.parties[Party.society] ?? []
    var seen: [String: Place] = [:]
    for entry in sections["states"].entries {
      scope.states.append(entry.key)
      scope.isOnBenefit[entry.key] = isOnBenefit(entry.value, default: .other)
      seen[entry.key] = entry.keyPlace
    }
    for traject in sections["trajecten"].entries {
      scope.trajecten.append(traject.key)
      let phases = traject.value.map?["phases"]?.map?.entries ?? []
      scope.phases[traject.key] = phases.map(\.key)
      for phase in phases {
        scope.isOnBenefit[phase.key] = isOnBenefit(phase.value, default: .benefit)
        if let before = seen[phase.key] {
          log.error(
            .duplicate, at: phase.keyPlace,
            before.file == phase.keyPlace.file
              ? Sentence(
                nl: "deze naam heeft al een toestand of fase op regel \(before.line)",
                en: "a state or phase on line \(before.line) has this name already")
              : Sentence(
                nl: "deze naam heeft al een toestand: \(before.file), regel \(before.line)",
                en: "a state has this name already: \(before.file), line \(before.line)"), found: phase.key)
        }
        seen[phase.key] = phase.keyPlace
      }
    }
    self.scope = scope
  }

  private func isOnBenefit(_ node: SourceNode, default kind: StateKind) -> Bool {
    switch node.map?["onBenefit"]?.scalar {
    case "true": return true
    case "false": return false
    default:
      return (node.map?["kind"]?.scalar.flatMap(StateKind.init) ?? kind).isOnBenefit
    }
  }
}
