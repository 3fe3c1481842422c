import WerkfitStudy

/// The parameters of a study that have another distribution, where nothing else in the study differs.
///
/// Then a compiled model need not be compiled anew: only the draws of these parameters are others.
struct ParameterPatch: Sendable {
  private let study: Study
  private let changed: Set<String>

  /// A patch, or nil where the studies differ in more.
  init?(from old: Study, to new: Study) {
    guard old.scenarios == new.scenarios, old.readings == new.readings,
      old.base.parameters.count == new.base.parameters.count
    else { return nil }
    var (one, other) = (old.base, new.base)
    one.parameters = []
    other.parameters = []
    guard one == other else { return nil }
    var changed: Set<String> = []
    for (one, other) in zip(old.base.parameters, new.base.parameters) {
      guard one.name == other.name else { return nil }
      if one.definition == other.definition { continue }
      guard case .distribution(let before) = one.definition, case .distribution(let after) = other.definition,
        before.componentCount == 1, after.componentCount == 1,
        !new.correlations.contains(where: { $0.parameters.contains(one.name) })
      else { return nil }
      changed.insert(one.name)
    }
    study = new
    self.changed = changed
  }

  /// The model of a scenario under a reading, from that of the study before.
  func model(from old: CompiledModel, scenario: String, reading: String?) -> CompiledModel {
    var definitions: [String: ParameterDefinition] = [:]
    for parameter in study.model(scenario: scenario, reading: reading).parameters
    where changed.contains(parameter.name) {
      definitions[parameter.name] = parameter.definition
    }
    var new = old
    for (slot, rule) in old.slotRules.enumerated() {
      guard case .draw(_, let name, let address, let count) = rule,
        case .distribution(let distribution)? = definitions[name]
      else { continue }
      new.slotRules[slot] = .draw(distribution, name: name, address: address, count: count)
    }
    new.isStaticSlot = SlotRule.areStatic(new.slotRules)
    return new
  }
}
