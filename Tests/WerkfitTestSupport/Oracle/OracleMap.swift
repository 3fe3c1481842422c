import WerkfitStudy

/// A state or a phase as the oracle sees it.
struct OracleNode {
  var name: String
  var kind: StateKind
  var isOnBenefit: Bool
  var exits: [Exit]
  /// The traject and the phase within it, or nil for a state outside trajecten.
  var phase: (traject: Int, index: Int)?
}

/// All states and phases of a model, by index: states first, then the phases of each traject.
struct OracleMap {
  let nodes: [OracleNode]
  private let indices: [String: Int]

  init(model: StudyModel) {
    var nodes = model.states.map {
      OracleNode(name: $0.name, kind: $0.kind, isOnBenefit: $0.isOnBenefit, exits: $0.moves)
    }
    for (trajectIndex, traject) in model.trajecten.enumerated() {
      for (index, phase) in traject.phases.enumerated() {
        nodes.append(
          OracleNode(
            name: phase.name, kind: phase.kind, isOnBenefit: phase.isOnBenefit, exits: phase.exits,
            phase: (trajectIndex, index)))
      }
    }
    self.nodes = nodes
    indices = Dictionary(nodes.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The index of a state or phase.
  ///
  /// A checked study has no unknown names; one that is not checked must stop the test, not pass it.
  func index(_ name: String) -> Int {
    guard let index = indices[name] else { preconditionFailure("unknown state \(name)") }
    return index
  }
}
