/// The states and phases that somebody can get into.
struct Reach {
  /// The names of the states and phases.
  private(set) var states: Set<String> = []

  /// What can be reached in a model from where its groups start, through moves and the offered trajecten.
  init(_ model: StudyModel) {
    var ways: [String: [String]] = [:]
    for state in model.states { ways[state.name] = model.states.isEmpty ? [] : state.moves.map(\.target) }
    for traject in model.trajecten {
      for (index, phase) in traject.phases.enumerated() {
        var next = phase.exits.map(\.target) + phase.otherwise.map(\.target)
        if phase.otherwise.isEmpty {
          let following = index + 1
          next +=
            following < traject.phases.count
            ? [traject.phases[following].name] : traject.otherwise.map(\.target)
        }
        ways[phase.name] = next
      }
    }
    var waiting = model.groups.flatMap { $0.startingStates.map(\.state) }
    for offer in model.offers {
      if let first = model.trajecten.first(where: { $0.name == offer.traject })?.phases.first {
        waiting.append(first.name)
      }
    }
    while let state = waiting.popLast() {
      if states.insert(state).inserted { waiting += ways[state] ?? [] }
    }
  }
}
